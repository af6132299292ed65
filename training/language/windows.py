"""From labelled sentences to the numbers that the model sees: characters, word pieces, words; damage on purpose; batches.

A window is a run of sentences of one document, at most about a hundred words, read as one text: sentence ends are found, not given.
"""
import collections, random, unicodedata
import numpy as np
from data import NAME_TAGS

ASCII = [chr(c) for c in range(33, 127)]
SPECIAL = [' ', '\n', '“', '”', '‘', '’', '–', '—', '…', '•', '´', '«', '»', '£', '€', '©', '®', '°', '\u00a0', '\u200b']
CHARACTERS = ['<pad>'] + ASCII + SPECIAL            # then the classes of the rest, in the order of char_class
CLASSES = ['upper', 'lower', 'letter', 'digit', 'space', 'mark', 'other']
CHAR_ID = {c: i for i, c in enumerate(CHARACTERS)}
CHAR_COUNT = len(CHARACTERS) + len(CLASSES)
MAX_PIECES_PER_WORD = 12
WORD_CHARS = 16                                     # a longer word shows its first and last eight characters


def char_id(c):
    i = CHAR_ID.get(c)
    if i is not None:
        return i
    k = ('upper' if c.isupper() else 'lower' if c.islower() else 'letter' if c.isalpha() else 'digit' if c.isnumeric() else 'space' if c.isspace()
         else 'mark' if unicodedata.category(c)[0] == 'M' else 'other')
    i = len(CHARACTERS) + CLASSES.index(k)
    CHAR_ID[c] = i
    return i


class Pieces:
    """WordPiece as BERT (uncased) cuts it, one syntactic word at a time."""

    def __init__(self, path):
        self.names = [l.rstrip('\n') for l in open(path, encoding='utf-8')]
        self.id = {w: i for i, w in enumerate(self.names)}
        self.cls, self.sep, self.unk, self.mask = (self.id[x] for x in ('[CLS]', '[SEP]', '[UNK]', '[MASK]'))
        self.cache = {}

    def __call__(self, form):
        got = self.cache.get(form)
        if got is None:
            got = self.cache[form] = self.cut(form)
        return got

    def cut(self, form):
        """Lower case, accents off, punctuation apart; then the longest piece first. A part without pieces is [UNK]."""
        text = unicodedata.normalize('NFD', form.lower())
        parts, cur = [], ''
        for c in text:
            cat = unicodedata.category(c)
            if cat == 'Mn' or cat in ('Cc', 'Cf'):
                continue
            o = ord(c)
            if c.isspace():
                parts, cur = parts + [cur], ''
            elif cat[0] == 'P' or 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or 0x4E00 <= o <= 0x9FFF:
                parts, cur = parts + [cur, c], ''
            else:
                cur += c
        out = []
        for p in parts + [cur]:
            if not p:
                continue
            at, got = 0, []
            while at < len(p):
                end = min(len(p), at + 24)
                while end > at and (('##' if at else '') + p[at:end]) not in self.id:
                    end -= 1
                if end == at:
                    got = [self.unk]
                    break
                got.append(self.id[('##' if at else '') + p[at:end]])
                at = end
            out += got
        return (out or [self.unk])[:MAX_PIECES_PER_WORD]


# ---------------------------------------------------------------- lemmas as edits

def title(s):
    return s[:1].upper() + s[1:].lower()


CASES = [('L', str.lower), ('K', lambda s: s), ('T', title), ('U', str.upper)]


def script(form, lemma):
    """The edit that makes `lemma` of `form`: a case, how many characters to cut at the end, what to add; '=lemma' where they share too little."""
    best = None
    for name, f in CASES:
        base = f(form)
        if name == 'K' and base == base.lower():
            continue                        # the same as L
        n = 0
        while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
            n += 1
        cost = (len(base) - n) + (len(lemma) - n)
        if best is None or cost < best[0]:
            best = (cost, f'{name}{len(base) - n}+{lemma[n:]}', n)
    return best[1] if best[2] * 2 >= len(lemma) else '=' + lemma


def apply(edit, form):
    if edit[0] == '=':
        return edit[1:]
    cut, add = edit[1:].split('+', 1)
    base = dict(CASES)[edit[0]](form)
    return base[:len(base) - int(cut)] + add if len(base) >= int(cut) else form


class Labels:
    """The classes of the layers, by frequency in the training part."""

    def __init__(self, docs):
        c = {k: collections.Counter() for k in ('upos', 'xpos', 'feats', 'rel', 'lemma', 'role', 'roleset')}
        for _, d in docs:
            for s in d:
                if s['upos'] is None:
                    continue
                for k in ('upos', 'xpos', 'feats', 'rel'):
                    c[k].update(s[k])
                c['lemma'].update(script(s['text'][a:b], l) for (a, b), l in zip(s['words'], s['lemma']))
                for _, roleset, args in s['frames'] or ():
                    c['roleset'][roleset] += 1
                    c['role'].update(a[2] for a in args)
        least = dict(upos=1, xpos=1, feats=2, rel=1, lemma=3, role=10, roleset=1)
        self.names = {k: [x for x, n in v.most_common() if n >= least[k]] for k, v in c.items()}
        self.id = {k: {x: i for i, x in enumerate(v)} for k, v in self.names.items()}


# ---------------------------------------------------------------- damage

NEAR = {c: r for row in ('qwertyuiop', 'asdfghjkl', 'zxcvbnm') for i, c in enumerate(row) for r in [row[max(0, i - 1):i] + row[i + 1:i + 2]]}


def letters(s, rng, rate):
    """Letters lost, replaced by a neighbour on the keyboard, swapped or doubled. Words that changed are marked: they have no lemma to learn."""
    text, new, moved, hurt = s['text'], [], [], set()
    owner = [-1] * len(text)
    for w, (a, b) in enumerate(s['words']):
        for i in range(a, b):
            owner[i] = w
    left = collections.Counter(o for o in owner if o >= 0)
    labels = s['ends']
    new_labels = []
    for i, c in enumerate(text):
        moved.append(len(new))
        if c.isalpha() and rng.random() < rate and owner[i] >= 0:
            kind = rng.random()
            w = owner[i]
            if kind < 0.6 and left[w] > 1:
                left[w] -= 1
                hurt.add(w)
                if labels and labels[i] and new_labels:
                    new_labels[-1] = max(new_labels[-1], labels[i])
                continue
            if kind < 0.85 and c.lower() in NEAR:
                r = rng.choice(NEAR[c.lower()])
                c = r.upper() if c.isupper() else r
                hurt.add(w)
        new.append(c)
        if labels:
            new_labels.append(labels[i])
    moved.append(len(new))
    words = [[moved[a], moved[b]] for a, b in s['words']]
    if any(b <= a for a, b in words):
        return s
    return dict(s, text=''.join(new), words=words, ends=new_labels if labels else None, hurt=s.get('hurt', set()) | hurt)


def recase(s, f):
    text = f(s['text'])
    return dict(s, text=text) if len(text) == len(s['text']) else s


def titled(text):
    out, start = [], True
    for c in text:
        out.append(c.upper() if start and len(c.upper()) == 1 else c)
        start = c.isspace()
    return ''.join(out)


def curly(s):
    """Typographic quotation marks, apostrophes and dashes for the plain ones, as newspapers print them."""
    out, before = [], ' '
    for c in s['text']:
        if c == '"':
            out.append('“' if before.isspace() or before in '([' else '”')
        elif c == "'":
            out.append('‘' if before.isspace() or before in '([“' else '’')
        else:
            out.append(c)
        before = c
    return dict(s, text=''.join(out))


QUOTES = set('"“”') | {"''", '``'}


def unquoted(s):
    """Quotation marks lost: the words go, and nothing hangs on them."""
    gone = [i for i, (a, b) in enumerate(s['words']) if s['text'][a:b] in QUOTES and (s['head'] is None or (i + 1) not in s['head'])]
    if not gone or len(gone) == len(s['words']):
        return s
    keep = [i for i in range(len(s['words'])) if i not in gone]
    at = {k: n for n, k in enumerate(keep)}
    cut = [s['words'][i] for i in gone]
    text, labels, moved = [], [], []
    for i, c in enumerate(s['text']):
        moved.append(len(text))
        if any(a <= i < b for a, b in cut):
            if s['ends'] and s['ends'][i] and labels and not text[-1].isspace():
                labels[-1] = 2
            continue
        text.append(c)
        if s['ends']:
            labels.append(s['ends'][i])
    moved.append(len(text))
    while text and text[-1].isspace():
        text.pop()
        if labels:
            labels.pop()
    out = dict(s, text=''.join(text), ends=labels if s['ends'] else None, words=[[moved[a], moved[b]] for a, b in (s['words'][i] for i in keep)])
    for k in ('upos', 'xpos', 'feats', 'lemma', 'rel', 'names'):
        if s[k] is not None:
            out[k] = [s[k][i] for i in keep]
    if s['head'] is not None:
        out['head'] = [at[s['head'][i] - 1] + 1 if s['head'][i] else 0 for i in keep]
    if s['frames'] is not None:
        frames = []
        for w, r, args in s['frames']:
            if w in at:
                inside = [([at[i] for i in range(a, b + 1) if i in at], l) for a, b, l in args]
                frames.append((at[w], r, [(min(x), max(x), l) for x, l in inside if x]))
        out['frames'] = frames
    if s['fact'] is not None:
        out['fact'] = {at[w]: v for w, v in s['fact'].items() if w in at}
    if s['coref'] is not None:
        out['coref'] = [(at[w], c) for w, c in s['coref'] if w in at]
    out['hurt'] = {at[w] for w in s.get('hurt', ()) if w in at}
    return out


def mentions(s):
    """The names of a sentence that allow one type each: [(first word, words, type tag)], the words being whole tokens."""
    out, i, mask = [], 0, s['names'] or []
    while i < len(mask):
        t = mask[i].bit_length() - 1
        j = i + 1
        if mask[i] == 1 << t and t % 2 == 1:
            while j < len(mask) and mask[j] == 1 << (t + 1):
                j += 1
            out.append((i, j - i, t))
        i = j
    return out


class Names:
    """Names of the training part by type, number of words and part of speech: a sentence may swap its own for one of them."""

    def __init__(self, docs):
        self.of = collections.defaultdict(set)
        for _, d in docs:
            for s in d:
                if s['xpos'] is not None:
                    for i, n, t in mentions(s):
                        self.of[t, tuple(s['xpos'][i:i + n])].add(tuple(s['text'][a:b] for a, b in s['words'][i:i + n]))
        self.of = {k: sorted(v) for k, v in self.of.items()}

    def swapped(self, s, rng):
        """Each name of the sentence replaced, half of the time. Words that changed have no lemma to learn."""
        if s['xpos'] is None or s['ends'] is None:
            return s
        new = {}
        for i, n, t in mentions(s):
            like = self.of.get((t, tuple(s['xpos'][i:i + n])), ())
            if len(like) > 1 and rng.random() < 0.5:
                new.update(zip(range(i, i + n), rng.choice(like)))
        if not new:
            return s
        text, ends, words, at = '', [], [], 0
        for w, (a, b) in enumerate(s['words']):
            if a < at:
                return s                    # words that share their characters
            text, ends = text + s['text'][at:a], ends + s['ends'][at:a]
            form = new.get(w, s['text'][a:b])
            words.append([len(text), len(text) + len(form)])
            text, ends = text + form, ends + ([0] * (len(form) - 1) + [s['ends'][b - 1]] if w in new else s['ends'][a:b])
            at = b
        return dict(s, text=text + s['text'][at:], ends=ends + s['ends'][at:], words=words, hurt=s.get('hurt', set()) | set(new))


def damaged(s, rng):
    """Most sentences stay as they are; some lose letters, case or quotation marks; some get a newspaper's typography."""
    if rng.random() < 0.3:
        s = curly(s)
    x = rng.random()
    if x < 0.10:
        s = letters(s, rng, rng.choice((0.01, 0.02, 0.04)))
    elif x < 0.14:
        s = recase(s, str.lower)
    elif x < 0.18:
        s = recase(s, titled)
    elif x < 0.20:
        s = recase(s, str.upper)
    elif x < 0.24:
        s = unquoted(s)
    return s


FURNITURE = ['Read more', 'Share this article', 'Advertisement', 'Sign up for our newsletter', 'Related stories', 'Photo: Reuters', 'Subscribe now', 'Comments (0)',
             'Most read', 'Back to top', 'Follow us on Twitter', 'Cookie settings', 'Click here to continue reading', 'Getty Images', 'Listen to this article', 'Print']


def furniture(rng):
    """A line of a page's furniture: it has ends, but no tree and no names."""
    text = rng.choice(FURNITURE)
    words, ends, at = [], [0] * len(text), 0
    for part in text.replace(':', ' :').replace('(', '( ').replace(')', ' )').split():
        a = text.index(part, at)
        words.append([a, a + len(part)])
        ends[a + len(part) - 1] = 2
        at = a + len(part)
    return dict(id='', text=text, glue='\n', words=words, ends=ends, upos=None, xpos=None, feats=None, lemma=None, head=None, rel=None, names=[1] * len(words),
                frames=None, fact=None, coref=None, weight=0.2)


# ---------------------------------------------------------------- windows and batches

def windows(docs, rng=None, most=100, names=None):
    """Lists of sentences. With a generator: lengths vary, sentences are damaged and a quarter swap their names; without: as many as fit."""
    out = []
    for source, d in docs:
        cur, size = [], 0
        limit = rng.randint(12, most) if rng else most
        for s in d:
            n = len(s['words'])
            if cur and size + n > limit:
                out.append(cur)
                cur, size = [], 0
                limit = rng.randint(12, most) if rng else most
            if n > 180:
                continue                    # lists of addresses and the like
            if rng and rng.random() < 0.01 and (not cur or cur[-1]['glue'] == '\n'):
                cur.append(furniture(rng))
            if names and rng.random() < 0.25:
                s = names.swapped(s, rng)
            cur.append(damaged(s, rng) if rng else s)
            size += n
        if cur:
            out.append(cur)
    return out


IGNORE = -100


def encode(window, pieces, labels, rng=None):
    """One window as arrays (see batch for the names)."""
    x = collections.defaultdict(list)
    base = 0
    w0 = 0
    for n, s in enumerate(window):
        text = s['text'] + (s['glue'] if n + 1 < len(window) else '')
        x['chars'] += [char_id(c) for c in text]
        if s['ends'] is not None:
            ends = list(s['ends'])
            if ends:
                ends[-1] = 3
            x['ends'] += ends + [0] * (len(text) - len(ends))
        else:
            x['ends'] += [IGNORE] * len(text)
        tree = s['upos'] is not None
        hurt = s.get('hurt', ())
        for i, (a, b) in enumerate(s['words']):
            form = s['text'][a:b]
            got = pieces(form)
            if rng and rng.random() < 0.04:
                got = [pieces.mask] * len(got)
            x['pieces'].append(got)
            x['spans'].append((base + a, base + b))
            x['sent'].append(n)
            x['last'].append((1 if i + 1 == len(s['words']) else 0) if s['ends'] is not None else IGNORE)
            if tree:
                x['upos'].append(labels.id['upos'].get(s['upos'][i], IGNORE))
                x['xpos'].append(labels.id['xpos'].get(s['xpos'][i], IGNORE))
                x['feats'].append(labels.id['feats'].get(s['feats'][i], IGNORE))
                x['lemma'].append(IGNORE if i in hurt else labels.id['lemma'].get(script(form, s['lemma'][i]), IGNORE))
                x['head'].append(w0 + s['head'][i] if s['head'][i] else 0)
                x['rel'].append(labels.id['rel'][s['rel'][i]] if s['rel'][i] in labels.id['rel'] else IGNORE)
            else:
                for k in ('upos', 'xpos', 'feats', 'lemma', 'head', 'rel'):
                    x[k].append(IGNORE)
            x['names'].append(s['names'][i] if s['names'] is not None else (1 << len(NAME_TAGS)) - 1)
            x['weight'].append(s['weight'])
            x['fact'].append(s['fact'].get(i, np.nan) if s['fact'] is not None else np.nan)
            x['predicate'].append(IGNORE if s['frames'] is None else 0)
            x['roleset'].append(IGNORE)
            x['mention'].append(IGNORE if s['coref'] is None else 0)
            x['chain'].append(-1)
        for w, roleset, args in s['frames'] or ():
            x['predicate'][w0 + w] = 1
            x['roleset'][w0 + w] = labels.id['roleset'].get(roleset, IGNORE)
            row = [0] * len(s['words'])      # 0 none, else 1 + 2 * role + (0 first, 1 further)
            for a, b, role in args:
                r = labels.id['role'].get(role)
                if r is not None:
                    for i in range(a, b + 1):
                        row[i] = 1 + 2 * r + (i > a)
            x['frames'].append((w0 + w, w0, row))
        for w, chain in s['coref'] or ():
            x['mention'][w0 + w] = 1
            x['chain'][w0 + w] = chain
        base += len(text)
        w0 += len(s['words'])
    x['size'] = 2 + sum(len(p) for p in x['pieces'])
    return x


def batch(xs, pieces):
    """Padded arrays. Word rows carry [CLS] first and [SEP] last: word i of a window stands in row i + 1."""
    B = len(xs)
    P = max(x['size'] for x in xs)
    W = max(len(x['pieces']) for x in xs)
    C = max(len(x['chars']) for x in xs)
    out = dict(piece=np.zeros((B, P), np.int64), owner=np.full((B, P), W + 2, np.int64), char=np.zeros((B, C), np.int64), ends=np.full((B, C), IGNORE, np.int64),
               wordchar=np.full((B, W + 2, WORD_CHARS), C, np.int64), sent=np.full((B, W + 2), -1, np.int64), length=np.zeros(B, np.int64),
               plength=np.zeros(B, np.int64))
    for k in ('upos', 'xpos', 'feats', 'lemma', 'head', 'rel', 'last', 'predicate', 'roleset', 'mention'):
        out[k] = np.full((B, W + 2), IGNORE, np.int64)
    out['names'] = np.full((B, W + 2), (1 << len(NAME_TAGS)) - 1, np.int64)
    out['chain'] = np.full((B, W + 2), -1, np.int64)
    out['weight'] = np.zeros((B, W + 2), np.float32)
    out['fact'] = np.full((B, W + 2), np.nan, np.float32)
    frames = []
    for b, x in enumerate(xs):
        n = len(x['pieces'])
        out['length'][b] = n
        row, owner = [pieces.cls], [0]
        for i, p in enumerate(x['pieces']):
            row += p
            owner += [i + 1] * len(p)
        row.append(pieces.sep)
        owner.append(n + 1)
        out['plength'][b] = len(row)
        out['piece'][b, :len(row)] = row
        out['owner'][b, :len(row)] = owner
        out['char'][b, :len(x['chars'])] = x['chars']
        out['ends'][b, :len(x['ends'])] = x['ends']
        for i, (s, e) in enumerate(x['spans']):
            at = list(range(s, e)) if e - s <= WORD_CHARS else list(range(s, s + 8)) + list(range(e - 8, e))
            out['wordchar'][b, i + 1, :len(at)] = at
        for k in ('sent', 'upos', 'xpos', 'feats', 'lemma', 'head', 'rel', 'last', 'predicate', 'roleset', 'mention', 'names', 'chain', 'weight', 'fact'):
            out[k][b, 1:n + 1] = x[k]
        for w, w0, r in x['frames']:
            frames.append((b, w + 1, w0 + 1, r))
    n = len(frames)
    L = max([len(f[3]) for f in frames], default=1)
    out['frame'] = np.array([[f[0], f[1], f[2]] for f in frames], np.int64).reshape(n, 3)
    out['roles'] = np.full((n, L), IGNORE, np.int64)
    for i, f in enumerate(frames):
        out['roles'][i, :len(f[3])] = f[3]
    return out


def batches(encoded, pieces, most, rng=None):
    """Windows of like size together, at most `most` padded pieces."""
    order = list(range(len(encoded)))
    if rng:
        rng.shuffle(order)
        pools = [order[i:i + 256] for i in range(0, len(order), 256)]
    else:
        pools = [order]
    out = []
    for pool in pools:
        pool.sort(key=lambda i: encoded[i]['size'])
        cur, size = [], 0
        for i in pool:
            size = max(size, encoded[i]['size'])
            if cur and size * (len(cur) + 1) > most:
                out.append(cur)
                cur, size = [], encoded[i]['size']
            cur.append(i)
        if cur:
            out.append(cur)
    if rng:
        rng.shuffle(out)
    for ids in out:
        yield ids, batch([encoded[i] for i in ids], pieces)
