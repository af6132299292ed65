"""Trains the block scorer of HTML pages: models/blocks.txt.

    cargo build --release -p dateline-read --example block_features
    python3 training/blocks.py --data DIR --answers OUT [--write]

DIR holds, for each of the sets wcxb, fundus and trafilatura, the pages in DIR/SET/ and the gold in DIR/SET.gold.jsonl.
The script learns from numbers only (the features printed by the example program); no word of a page is in the models.
It prints nothing it did not compute: five-fold cross-validation with all pages of a site in one fold, whose answers
go to OUT/SET.jsonl for the scorers; with --write the models are trained on everything and written.

Needs lightgbm and numpy.
"""
import argparse, collections, json, os, re, subprocess, threading
import lightgbm as lgb
import numpy as np
from trees import write

PARAMS = dict(objective='binary', learning_rate=0.08, num_leaves=24, min_data_in_leaf=100, feature_fraction=0.25, bagging_fraction=0.8, bagging_freq=1,
              lambda_l2=5.0, max_bin=127, verbose=-1, seed=7, num_threads=1, deterministic=True)
ROUNDS = 200
THRESHOLD = 0.5


def words(text): return re.findall(r'\w+', text.lower())


def site(g):
    host = re.sub(r'^www\.', '', re.sub(r'^\w+://', '', g.get('url') or g.get('site') or g['id']).split('/')[0])
    return '.'.join(host.split('.')[-2:]) if g.get('url') else host


def label_body(texts, bodies):
    """1 / 0 / -1 (not to be learned from) for each block: whether its words stand in the gold body, in order."""
    best = None
    for body in bodies:
        gold = words(body)
        at = collections.defaultdict(list)
        for i in range(len(gold) - 3): at[tuple(gold[i:i + 4])].append(i)
        lines = collections.Counter(' '.join(words(l)) for l in body.split('\n'))
        out = [0] * len(texts); place = [None] * len(texts); used = set()
        toks = [words(t) for t in texts]
        for n, t in enumerate(toks):
            if len(t) < 5: continue
            grams = [tuple(t[i:i + 4]) for i in range(len(t) - 3)]
            hits = [g for g in grams if g in at]
            if len(hits) >= 0.55 * len(grams):
                fresh = [i for g in hits for i in at[g] if i not in used]
                if len(fresh) >= 0.5 * len(hits):
                    out[n] = 1; used.update(i for g in hits for i in at[g]); place[n] = at[hits[0]][0], at[hits[-1]][-1] + 4
                else: out[n] = -1
            elif len(hits) >= 0.3 * len(grams): out[n] = -1
        # short blocks: between their neighbours in the gold, or a line of it
        for n, t in enumerate(toks):
            if not 0 < len(t) < 5: continue
            before = next((place[m] for m in range(n - 1, max(-1, n - 12), -1) if place[m]), None)
            after = next((place[m] for m in range(n + 1, min(len(toks), n + 12)) if place[m]), None)
            s = ' '.join(t)
            if before and after and before[1] <= after[0]:
                window = ' ' + ' '.join(gold[max(0, before[1] - 1):after[0] + 1]) + ' '
                if f' {s} ' in window: out[n] = 1
            elif (before or after) and lines[s]: out[n] = 1
        got = sum(len(t) for t, o in zip(toks, out) if o == 1)
        if best is None or got > best[0]: best = got, out
    return best[1]


def fold(t): return re.sub(r'\s+', ' ', t or '').strip()


def label_snippets(texts, good, bad):
    out = [-1] * len(texts)
    texts = [fold(t) for t in texts]
    for snippets, value in ((good, 1), (bad, 0)):
        for s in map(fold, snippets):
            if len(s) < 4: continue
            for n, t in enumerate(texts):
                if s in t or (len(t) > 25 and t in s): out[n] = value if out[n] == -1 else out[n]
    return out


def features(paths):
    """names of the features, and path -> (texts, vectors)"""
    here = os.path.dirname(os.path.abspath(__file__))
    program = os.path.join(here, '..', 'target', 'release', 'examples', 'block_features')
    names, pages = None, {}
    with subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        threading.Thread(target=lambda: (run.stdin.write('\n'.join(paths) + '\n'), run.stdin.close()), daemon=True).start()
        for line in run.stdout:
            d = json.loads(line)
            if 'names' in d: names = [re.sub(r'[^\w+-]', '_', n) for n in d['names']]
            else: pages[d['path']] = d['texts'], np.array(d['rows'], dtype=np.float32).reshape(len(d['texts']), -1) if d['texts'] else None
    assert len(pages) == len(paths), 'the program stopped early'
    return names, pages


def load(data, name):
    gold = [json.loads(l) for l in open(f'{data}/{name}.gold.jsonl', encoding='utf-8')]
    paths = [os.path.join(data, name, g['html']) for g in gold]
    names, pages = features(paths)
    out = []
    for g, p in zip(gold, paths):
        texts, x = pages[p]
        if not texts: x = np.zeros((0, len(names)), dtype=np.float32)
        if g.get('body') is not None: labels = label_body(texts, [g['body']] + g.get('body_alt', []))
        else: labels = label_snippets(texts, g.get('must_have', []), g.get('must_not', []) + (g.get('comments') or []))
        size = np.array([len(words(t)) for t in texts], dtype=np.float32)
        labels = np.array(labels, dtype=np.float32)
        total = max(30.0, float(size[labels == 1].sum()))
        if g.get('body') is None: weight = np.full(len(labels), 0.12)
        else: weight = np.minimum(size, 150) / total + 0.004
        kind = g.get('type', 'article')
        if kind != 'article': weight = weight * 0.15
        weight = np.minimum(weight, 0.5) * (labels >= 0)
        out.append(dict(id=g['id'], set=name, kind=kind, site=site(g), texts=texts, path=p, x=x, y=labels, w=weight))
    return names, out


def train(x, y, w, names, rounds):
    keep = w > 0
    return lgb.train(PARAMS, lgb.Dataset(x[keep], label=y[keep], weight=w[keep] * 100, feature_name=names), rounds)


if __name__ == '__main__':
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', required=True); ap.add_argument('--answers'); ap.add_argument('--write', action='store_true'); ap.add_argument('--folds', type=int, default=5)
    a = ap.parse_args()
    pages = []
    for name in ('wcxb', 'fundus', 'trafilatura'):
        names, some = load(a.data, name); pages += some
    sites = sorted({p['site'] for p in pages}); rng = np.random.default_rng(1); order = rng.permutation(len(sites))
    fold_of = {s: int(o) % a.folds for s, o in zip(sites, order)}
    print(f'{len(pages)} pages, {len(sites)} sites, {sum(len(p["y"]) for p in pages)} blocks, {len(names)} features')
    cat = lambda ps, k: np.concatenate([p[k] for p in ps])
    split = lambda f: ([p for p in pages if fold_of[p['site']] != f], [p for p in pages if fold_of[p['site']] == f])

    for f in range(a.folds):
        tr, te = split(f)
        m = train(cat(tr, 'x'), cat(tr, 'y'), cat(tr, 'w'), names, ROUNDS)
        for p in te: p['s'] = m.predict(p['x']) if len(p['y']) else np.zeros(0)
    if a.answers:
        os.makedirs(a.answers, exist_ok=True)
        for name in ('wcxb', 'fundus', 'trafilatura'):
            with open(f'{a.answers}/{name}.jsonl', 'w', encoding='utf-8') as out:
                for p in pages:
                    if p['set'] != name: continue
                    seen, text = set(), []
                    for t, s in zip(p['texts'], p['s']):
                        if s > THRESHOLD and t not in seen: text.append(t); seen.add(t)
                    out.write(json.dumps({'id': p['id'], 'text': '\n'.join(text)}) + '\n')
        with open(f'{a.answers}/debug.jsonl', 'w', encoding='utf-8') as out:
            for p in pages: out.write(json.dumps({'id': p['id'], 'blocks': [(t, float(y), round(float(s), 2)) for t, y, s in zip(p['texts'], p['y'], p['s'])]}) + '\n')
    imp = sorted(zip(m.feature_importance('gain'), names), reverse=True)
    print(' '.join(n for g, n in imp[:40]), '| least:', ' '.join(n for g, n in imp[-40:]))
    if a.write:
        head = ['Block scorer of HTML pages. Written by training/blocks.py; see models/blocks.md.', 'Trained on numbers only. Annotations: WCXB (CC BY 4.0), Fundus (MIT), trafilatura (Apache-2.0).']
        model = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'models', 'blocks.txt')
        write(train(cat(pages, 'x'), cat(pages, 'y'), cat(pages, 'w'), names, ROUNDS), names, model, head)
