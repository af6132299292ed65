"""Reads the corpora of the language model into documents of sentences with one set of labels per layer.

A sentence is a dict:
  text        the characters, without the blank after the sentence
  glue        what stands between it and the next sentence of its document: '', ' ' or '\n' (a new paragraph)
  words       [[start, end], ...] characters of each syntactic word
  ends        one label per character: 0 inside, 1 last of a word inside a token, 2 last of a token
  upos, xpos, feats, lemma, head (0 = root), rel   the columns of the treebank, or None
  names       a bit mask per word of the name tags that the annotation allows, or None
  frames      [(word, roleset, [(first, last, label), ...]), ...] PropBank, or None
  fact        {word: -3..3} factuality, or None
  coref       [(head word, chain), ...] mentions that corefer (document-wide chains), or None
  weight      how much its names count
Run as a program it prints what it read.
"""
import collections, gzip, json, os, re, sys

NAME_TYPES = ['person', 'organisation', 'place', 'nationality', 'facility', 'event', 'other']
NAME_TAGS = ['O'] + [p + '-' + t for t in NAME_TYPES for p in 'BI']
BIT = {t: 1 << i for i, t in enumerate(NAME_TAGS)}
FACILITY = set('''airport airfield airbase base bridge tunnel station stadium arena hospital clinic hotel museum theater theatre cathedral church mosque synagogue
temple monastery palace castle fortress prison jail barracks dam reservoir mine plant reactor refinery pipeline port harbor harbour pier tower skyscraper building
center centre mall plaza library road street avenue boulevard highway freeway motorway railway railroad zoo camp checkpoint shipyard cemetery memorial monument gate
observatory warehouse embassy courthouse terminal depot garage gym school'''.split())


def rows(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8-sig') as f:
        return [json.loads(x) for x in f if x.strip()]


def nationalities(path):
    words = set()
    for line in open(path, encoding='utf-8'):
        if not line.startswith('#'):
            for w in line.split():
                words |= {w, w + 's'}
    return words


def treebank(path):
    """-> [(doc id, [sentence])]"""
    docs, doc, cur, par = [], None, [], False
    text = sid = None
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('# newdoc'):
                doc = (line.split('=', 1)[1].strip(), [])
                docs.append(doc)
            elif line.startswith('# newpar'):
                par = True
            elif line.startswith('# sent_id'):
                sid = line.split('=', 1)[1].strip()
            elif line.startswith('# text ='):
                text = line[len('# text ='):].strip()
            elif line and line[0] != '#':
                cur.append(line.split('\t'))
            elif not line and cur:
                s = sentence(sid, text, cur)
                if doc[1]:
                    doc[1][-1]['glue'] = '\n' if par else doc[1][-1]['glue']
                doc[1].append(s)
                cur, par = [], False
    return docs


def sentence(sid, text, lines):
    s = dict(id=sid, text=text, glue=' ', words=[], ends=[0] * len(text), upos=[], xpos=[], feats=[], lemma=[], head=[], rel=[], names=None, frames=None,
             fact=None, coref=None, weight=1.0)
    at, multi = 0, None                     # multi: (last id, end, rest) of the multi-word token being read
    for c in lines:
        if '.' in c[0]:
            continue
        if '-' in c[0]:
            start = text.index(c[1], at)
            multi = [int(c[0].split('-')[1]), start + len(c[1]), start, start]
            s['ends'][start + len(c[1]) - 1] = 2
            if 'SpaceAfter=No' in c[9] and multi[1] == len(text):
                s['glue'] = ''
            at = multi[1]
            continue
        if multi:
            last = int(c[0]) == multi[0]
            here = multi[3]
            if text[here:here + len(c[1])].lower() == c[1].lower() and here + len(c[1]) <= multi[1] and (not last or here + len(c[1]) == multi[1]):
                span = [here, here + len(c[1])]
                multi[3] = span[1]
                if not last:
                    s['ends'][span[1] - 1] = 1
            else:                           # "gonna" written in a form that its words do not spell: each word is the whole token
                span = [multi[2], multi[1]]
            if last:
                multi = None
        else:
            start = text.index(c[1], at)
            span = [start, start + len(c[1])]
            s['ends'][span[1] - 1] = 2
            at = span[1]
            if 'SpaceAfter=No' in c[9] and at == len(text):
                s['glue'] = ''
        s['words'].append(span)
        s['upos'].append(c[3]); s['xpos'].append(c[4]); s['feats'].append(c[5]); s['lemma'].append(c[2])
        s['head'].append(int(c[6])); s['rel'].append(c[7])
    return s


def covered(words, start, end):
    return [i for i, (a, b) in enumerate(words) if a < end and b > start]


def put_names(s, entities, outside, nations):
    """entities: [(start, end, [tags allowed as types])]; outside: types that the annotation leaves out."""
    free = BIT['O']
    for t in outside:
        free |= BIT['B-' + t] | BIT['I-' + t]
    mask = [free] * len(s['words'])
    taken = set()
    for start, end, types in entities:
        at = covered(s['words'], start, end)
        if not at:
            continue
        forms = [s['text'][a:b] for a, b in (s['words'][i] for i in at)]
        if types == ['person'] and all(f in nations for f in forms):
            types = ['nationality']
        if types == ['place'] and len(forms) > 1 and forms[-1].lower() in FACILITY:
            types = ['facility']
        for n, i in enumerate(at):
            mask[i] = sum(BIT[('I-' if n else 'B-') + t] for t in types) if types else (1 << len(NAME_TAGS)) - 1
            taken.add(i)
    for i, (a, b) in enumerate(s['words']):
        if i not in taken and s['text'][a:b] in nations:
            mask[i] = BIT['B-nationality']
    s['names'] = mask


UNER = {'PER': ['person'], 'ORG': ['organisation'], 'LOC': ['place']}
GUM = {**UNER, 'EVENT': ['event'], 'TIME': None}
WNUT = {'person': ['person'], 'location': ['place', 'facility'], 'group': ['organisation', 'nationality'], 'corporation': ['organisation'], 'product': ['other'],
        'creative-work': ['other']}
CROSS = {'person': ['person'], 'politician': ['person'], 'politicalparty': ['organisation'], 'organisation': ['organisation'], 'location': ['place', 'facility'],
         'country': ['place'], 'election': ['event'], 'event': ['event'], 'misc': ['other', 'nationality']}


def blank(r):
    """A record of a corpus of names only: tokens joined by blanks."""
    return dict(id=r['id'], text=r['text'], glue='\n', words=[list(t) for t in r['tokens']], ends=None, upos=None, xpos=None, feats=None, lemma=None, head=None,
                rel=None, names=None, frames=None, fact=None, coref=None, weight=1.0)


def load(root, lexicon, dev=False):
    """root: the corpora folder. -> [(source, [sentence])] documents."""
    part = 'dev' if dev else 'train'
    gz = '' if dev else '.gz'
    at = lambda *p: os.path.join(root, *p)
    nations = nationalities(lexicon)
    ewt = treebank(at('treebank', f'en_ewt-{part}.conllu{gz}'))
    gum = treebank(at('treebank', f'en_gum_free-{part}.conllu{gz}'))
    by = {s['id']: s for _, d in ewt + gum for s in d}
    lost = collections.Counter()

    def join(rows, name):
        for r in rows:
            s = by.get(r['id'])
            if s is None or s['text'] != r['text']:
                lost[name] += 1
                continue
            yield s, r

    for s, r in join(rows(at('ner', 'uner_ewt-dev.jsonl' if dev else 'uner_ewt-train-silver.jsonl.gz')), 'uner'):
        put_names(s, [(e['start'], e['end'], UNER[e['type']]) for e in r['entities']], ['facility', 'event', 'other'], nations)
    for s, r in join(rows(at('ner', f'gum_names_free-{part}.jsonl{gz}')), 'gum names'):
        put_names(s, [(e['start'], e['end'], GUM.get(e['type'], ['other'])) for e in r['entities'] if e['type'] != 'TIME'], [], nations)
    for s, r in join(rows(at('srl', f'ewt_propbank-{part}.jsonl{gz}')), 'propbank'):
        s['frames'] = [(f['word'] - 1, f['roleset'], [(min(a['words']) - 1, max(a['words']) - 1, a['label']) for a in f['args']]) for f in r['frames']]
    for s, r in join(rows(at('factuality', f'uds_happened-{part}.jsonl{gz}')), 'uds'):
        s['fact'] = {t['word'] - 1: t['factuality'] for t in r['targets']}
    for r in rows(at('coref', f'gum_free-{part}.jsonl{gz}')):
        place = [(a, b, by[i]) for a, b, i in r['sents'] if i in by]
        for _, _, s in place:
            s['coref'] = []
        for chain, mentions in enumerate(r['onto_chains']):
            for a, b in mentions:
                for x, y, s in place:
                    if x <= a and b <= y:
                        inside = covered(s['words'], a - x, b - x)
                        heads = [i for i in inside if s['head'][i] - 1 not in inside]
                        if heads:
                            s['coref'].append((heads[0], chain))
    docs = [('ewt', d) for _, d in ewt] + [('gum', d) for _, d in gum]
    if not dev:
        for r in rows(at('ner', 'btc.jsonl.gz')):
            s = blank(r)
            put_names(s, [(e['start'], e['end'], [] if e['text'].startswith('@') else UNER[e['type']]) for e in r['entities']],
                      ['facility', 'event', 'other'], nations)
            s['weight'] = 0.5
            docs.append(('btc', [s]))
        for source, path, kinds, outside in (('wnut', 'wnut17-train.jsonl', WNUT, ['nationality', 'event']), ('wnut', 'wnut17-dev.jsonl', WNUT, ['nationality', 'event']),
                                             ('cross', 'crossner_politics-train.jsonl', CROSS, []), ('cross', 'crossner_politics-dev.jsonl', CROSS, [])):
            for r in rows(at('ner', path)):
                s = blank(r)
                put_names(s, [(e['start'], e['end'], kinds.get(e['type'], ['other'])) for e in r['entities']], outside, nations)
                s['weight'] = 0.5
                docs.append((source, [s]))
    return docs, lost


if __name__ == '__main__':
    for dev in (False, True):
        docs, lost = load(sys.argv[1], sys.argv[2], dev)
        c = collections.Counter()
        for source, d in docs:
            for s in d:
                c[source, 'sentences'] += 1
                c[source, 'words'] += len(s['words'])
                for k in ('upos', 'names', 'frames', 'fact', 'coref'):
                    c[source, k] += s[k] is not None
        print('dev' if dev else 'train', 'not joined:', dict(lost))
        for k, v in sorted(c.items()):
            print('  ', *k, v)
