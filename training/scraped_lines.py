"""Trains the models of scraped plain text: models/scraped-lines-1.txt, -2.txt and models/scraped-title.txt.

    cargo build --release -p dateline-read --example line_features
    python3 training/scraped_lines.py CORPUS [--cross-validate] [--scores FILE]

CORPUS holds the folders wcxb, fundus and scraped_text of the extraction corpora (gold.jsonl.zst, pages-N.tar.zst,
dev.jsonl.zst). Needs lightgbm, numpy and the zstd command. Two steps: the first model judges a line by its words and its
place, the second also by what the first says of all other lines (for training: what models say that did not see the
page's site); the likelihood is their mean. The third finds the headline. --cross-validate scores the pages of scraped_text, each by models that saw no
page of its site, with and without the pages rendered here; --scores writes their labels for a scorer of lines.
"""
import argparse
import collections
import io
import json
import os
import random
import subprocess
import tarfile
import urllib.parse

import lightgbm
import numpy as np

import scraped_labels
import trees

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.environ.get('LINE_FEATURES', os.path.join(HERE, '..', 'target', 'release', 'examples', 'line_features'))
MODELS = os.path.join(HERE, '..', 'models')
# The body must be found on the rendered page, or the labels mean nothing.
LEAST_COVER = 0.93
FOLDS = 4
# A page that a scraper made counts more than one that was rendered and labelled here.
WEIGHT_OWN = 2.0
LINES = dict(objective='binary', learning_rate=0.06, num_leaves=24, min_data_in_leaf=60, feature_fraction=0.5, bagging_fraction=0.6,
             bagging_freq=1, lambda_l2=5.0, max_bin=63, verbosity=-1, num_threads=2, seed=7, deterministic=True)
ROUNDS = {'first': 110, 'second': 120, 'title': 60}


def unzst(path):
    return subprocess.run(['zstd', '-dcq', '--long=31', path], stdout=subprocess.PIPE, check=True).stdout


def rows(path):
    return [json.loads(line) for line in unzst(path).decode().split('\n') if line.strip()]


def site(address, name):
    """The registered name of a site, roughly: the same for all pages of one publisher."""
    host = (urllib.parse.urlsplit(address or '').hostname or name).split('.')
    short = len(host) > 2 and len(host[-1]) == 2 and len(host[-2]) <= 3
    return '.'.join(host[-3 if short else -2:])


def tool(step, objects):
    data = '\n'.join(json.dumps(x) for x in objects).encode()
    return subprocess.run([TOOL, step], input=data, stdout=subprocess.PIPE, check=True).stdout


def load(corpus, folder):
    """Pages: id, site, text, labels (one per line), own (made by a scraper)."""
    pages = []
    for x in rows(f'{corpus}/scraped_text/dev.jsonl.zst'):
        pages.append(dict(id=x['id'], site=site(x['url'], x['id']), title=x['title'], text=x['text'], labels=x['labels'], own=True))
    have = {p['id'] for p in pages}
    for name in ('wcxb', 'fundus'):
        archives = sorted(a for a in os.listdir(f'{corpus}/{name}') if a.startswith('pages-'))
        for archive in archives:
            with tarfile.open(fileobj=io.BytesIO(unzst(f'{corpus}/{name}/{archive}'))) as tar:
                tar.extractall(f'{folder}/{name}', filter='data')
        place = {f: os.path.join(d, f) for d, _, files in os.walk(f'{folder}/{name}') for f in files}
        gold = [g for g in rows(f'{corpus}/{name}/gold.jsonl.zst') if g.get('type', 'article') == 'article' and g.get('body')]
        gold = [g for g in gold if g['id'] not in have]
        out = subprocess.run([TOOL, 'render'] + [place[g['html']] for g in gold], stdout=subprocess.PIPE, check=True).stdout
        for g, rendered in zip(gold, out.decode().splitlines()):
            lines = json.loads(rendered)['text'].split('\n')
            found = scraped_labels.label(lines, g['body'], g.get('title'))
            if found is None or found[1] < LEAST_COVER:
                continue
            # As scrapers do: every second page with an empty line between the lines.
            wide = random.Random(g['id']).random() < 0.5
            labels = [y for x in found[0] for y in ((x, '') if wide else (x,))][:None if not wide else -1]
            text = ('\n\n' if wide else '\n').join(lines)
            pages.append(dict(id=g['id'], site=site(g.get('url'), g['id']), title=g.get('title') or '', text=text, labels=labels, own=False))
    return pages


def parts(page, random_):
    """Texts cut from a page, so that the models also know pages of nothing but an article, or its beginning."""
    lines = [(x, y) for x, y in zip(page['text'].split('\n'), page['labels'])]
    body = [i for i, (_, y) in enumerate(lines) if y == 'A']
    if len(body) < 3:
        return []
    low, high = body[0], body[-1]
    title = [i for i in range(low) if lines[i][1] == 'T']
    def cut(keep):
        return dict(page, text='\n'.join(x for x, _ in keep), labels=[y for _, y in keep], id=page['id'] + '#', own=False)
    head = [lines[i] for i in title[-1:]]
    kind = random_.random()
    if kind < 0.25:
        # The article and nothing else.
        keep = head + [x for x in lines[low:high + 1] if x[1] in ('A', '')]
    elif kind < 0.4:
        # What a reader cuts out: from the headline to a few lines after the end.
        keep = lines[(title[-1] if title else low):high + 1 + random_.randrange(0, 12)]
    elif kind < 0.55:
        # A short report.
        last = body[min(len(body) - 1, random_.randrange(2, 6))]
        keep = head + [x for x in lines[low:last + 1] if x[1] in ('A', '')]
    else:
        # A small page: some lines from before the headline, a few paragraphs, some lines from after the end.
        first = title[-1] if title else low
        begin = random_.randrange(0, first + 1)
        last = body[min(len(body) - 1, random_.randrange(2, 12))]
        after = random_.randrange(high + 1, len(lines) + 1)
        keep = lines[begin:min(first, begin + random_.randrange(0, 10))] + lines[max(first, low - 6):low] * (not title)
        keep += (lines[first:last + 1] if title and low - first < 12 else head + lines[low:last + 1])
        keep += lines[high + 1:high + 1 + random_.randrange(0, 6)] if random_.random() < 0.5 else lines[after:after + random_.randrange(0, 8)]
    return [cut(keep)]


def prepare(pages):
    """The line of the text that each of the reader's lines is, and its label."""
    for page, out in zip(pages, tool('lines', pages).decode().splitlines()):
        starts, at, n = {}, 0, 0
        for n, line in enumerate(page['text'].split('\n')):
            starts[n] = at
            at += len(line.encode()) + 1
        order = sorted(starts.items(), key=lambda x: x[1])
        begin = np.array([b for _, b in order])
        page['text_lines'] = page['text'].split('\n')
        page['at'] = [int(np.searchsorted(begin, place[0], side='right')) - 1 for place in json.loads(out)]
        page['y'] = [page['labels'][i] for i in page['at']]


def vectors(step, pages):
    """The feature vectors of all lines of all pages, page after page."""
    full = [p for p in pages if p['y']]
    data, at, out = tool(step, full), 0, []
    for page in full:
        lines, width = np.frombuffer(data, '<u4', 2, at)
        assert lines == len(page['y']), page['id']
        out.append(np.frombuffer(data, '<f4', lines * width, at + 8).reshape(lines, width))
        at += 8 + 4 * int(lines) * int(width)
    return np.concatenate(out)


def near_title(page):
    """For each line whether it is no headline by its label but has half of the headline's words."""
    words = [set(scraped_labels.fold(page['text_lines'][i]).split()) for i in page['at']]
    heads = [w for w, y in zip(words, page['y']) if y == 'T'] or [set(scraped_labels.fold(page['title']).split())]
    return [y != 'T' and any(len(w & h) >= 0.5 * max(1, len(w | h)) for h in heads) for w, y in zip(words, page['y'])]


class Lines:
    """All lines of all pages."""
    def __init__(self, pages):
        self.pages = [p for p in pages if p['y']]
        self.y = np.array([y for p in self.pages for y in p['y']])
        size = [len(p['y']) for p in self.pages]
        self.end = np.cumsum(size)
        self.page = np.repeat(np.arange(len(size)), size)
        self.own = np.repeat([p['own'] for p in self.pages], size)
        # A page weighs by its lines, but a page of 2,000 lines not twenty times as much as one of 100.
        self.weight = np.repeat([(WEIGHT_OWN if p['own'] else 1.0) * min(1.0, (300 / max(n, 1)) ** 0.5) for p, n in zip(self.pages, size)], size)
        # Another wording of the headline: neither a headline nor none.
        self.near_title = np.array([x for p in self.pages for x in near_title(p)])
        names = sorted({p['site'] for p in self.pages})
        random.Random(5).shuffle(names)
        fold = {s: k % FOLDS for k, s in enumerate(names)}
        self.fold = np.repeat([fold[p['site']] for p in self.pages], size)

    def of(self, values):
        """A list of numbers for each page."""
        return [x.tolist() for x in np.split(values, self.end[:-1])]


def fit(x, y, weight, rounds):
    return lightgbm.train(LINES, lightgbm.Dataset(x, y, weight=weight), rounds)


def outside(lines, x, y, use, rounds, folds):
    """What models say that saw no page of the line's site."""
    out = np.zeros(len(y))
    for k in range(FOLDS):
        learn = use & (folds != k)
        out[folds == k] = fit(x[learn], y[learn], lines.weight[learn], rounds).predict(x[folds == k])
    return out


def report(lines, score, choose):
    """Article and furniture F1 by line over the pages of scraped_text."""
    said = score >= choose
    mine = lines.own
    a, f = mine & (lines.y == 'A'), mine & (lines.y == 'F')
    def f1(hit, said, there):
        return 2 * hit / max(1, said + there)
    asked = a | f
    fa = f1((said & a).sum(), (said & asked).sum(), a.sum())
    ff = f1((~said & f).sum(), (~said & asked).sum(), f.sum())
    return f'article F1 {fa:.4f} furniture F1 {ff:.4f} (at {choose})'


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('corpus')
    ask.add_argument('--cross-validate', action='store_true')
    ask.add_argument('--scores', help='where the cross-validated judgement of each line is written, .jsonl')
    ask.add_argument('--folder', default='/tmp/dateline-training', help='where the pages are unpacked')
    a = ask.parse_args()
    pages = load(a.corpus, a.folder)
    chance = random.Random(11)
    pages += [q for p in pages for q in parts(p, chance)]
    prepare(pages)
    lines = Lines(pages)
    print(len(lines.pages), 'pages', dict(collections.Counter(lines.y)))
    width, names = tool('names', []).decode().split(None, 1)
    names = names.split()
    y = (lines.y == 'A').astype(float)
    use = np.isin(lines.y, ['A', 'F'])

    first = vectors('first', lines.pages)
    score = outside(lines, first, y, use, ROUNDS['first'], lines.fold)
    print('first step, cross-validated: ', report(lines, score, 0.5))
    for page, scores in zip(lines.pages, lines.of(score)):
        page['scores'] = [round(x, 5) for x in scores]
    second = vectors('second', lines.pages)
    title = (lines.y == 'T').astype(float)
    known = ~lines.near_title
    if a.cross_validate:
        score = (score + outside(lines, second, y, use, ROUNDS['second'], lines.fold)) / 2
        for choose in (0.3, 0.35, 0.4, 0.45, 0.5):
            print('mean of both, cross-validated:', report(lines, score, choose))
        heads = outside(lines, second, title, known, ROUNDS['title'], lines.fold)
        good = there = wrong = 0
        for page, s in zip(lines.pages, lines.of(heads)):
            if page['own']:
                best = int(np.argmax(s))
                there += 'T' in page['y']
                said = s[best] >= 0.3
                good += said and page['y'][best] == 'T'
                wrong += said and page['y'][best] != 'T'
        print(f'headline, cross-validated: {good} of {there} right, {wrong} wrong')
        if a.scores:
            with open(a.scores, 'w', encoding='utf-8') as f:
                for page, s, h in zip(lines.pages, lines.of(score), lines.of(heads)):
                    if page['own']:
                        f.write(json.dumps(dict(id=page['id'], at=page['at'], score=s, title=h)) + '\n')
    head = ['Lines of scraped plain text, trained by training/scraped_lines.py; see scraped-lines.md.',
            'Numbers only: no text of any page can be read from it.']
    weight = lines.weight
    trees.write(fit(first[use], y[use], weight[use], ROUNDS['first']), names[:int(width)], f'{MODELS}/scraped-lines-1.txt', head)
    trees.write(fit(second[use], y[use], weight[use], ROUNDS['second']), names, f'{MODELS}/scraped-lines-2.txt', head)
    trees.write(fit(second[known], title[known], weight[known], ROUNDS['title']), names, f'{MODELS}/scraped-title.txt', head)


if __name__ == '__main__':
    main()
