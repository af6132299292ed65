"""Trains the segmenter: a character network of its own that finds the ends of words, tokens and sentences. It is small and wants many epochs,
more than the joint model has, so it is trained apart.

    venv/bin/python training/language/segment.py --corpora DIR --out RUN --minutes 20
"""
import argparse, json, os, random, time
import numpy as np
import torch
import torch.nn.functional as F
import data, model as M, train as T, windows as W


def arrays(windows):
    out = []
    for w in windows:
        chars, ends = [], []
        for n, s in enumerate(w):
            glue = s['glue'] if n + 1 < len(w) else ''
            e = list(s['ends'])
            if e:
                e[-1] = 3
            chars += [W.char_id(c) for c in s['text'] + glue]
            ends += e + [0] * (len(s['text']) + len(glue) - len(e))
        out.append((chars, ends))
    return out


def batches(rows, most, rng):
    rng.shuffle(rows)
    for i in range(0, len(rows), 512):
        pool = sorted(rows[i:i + 512], key=lambda r: len(r[0]))
        cur = []
        for r in pool + [None]:
            if cur and (r is None or len(r[0]) * (len(cur) + 1) > most):
                n = len(cur[-1][0])
                c, e = np.zeros((len(cur), n), np.int64), np.full((len(cur), n), W.IGNORE, np.int64)
                for k, (chars, ends) in enumerate(cur):
                    c[k, :len(chars)], e[k, :len(ends)] = chars, ends
                yield torch.from_numpy(c), torch.from_numpy(e)
                cur = []
            if r is not None:
                cur.append(r)


@torch.no_grad()
def measure(m, docs):
    """F1 of tokens, words and sentences on running text, document by document."""
    m.eval()
    count = {k: [0, 0, 0] for k in ('tokens', 'words', 'sentences')}
    for _, d in docs:
        (chars, gold), = arrays([d])
        s = m.ends(m(torch.tensor([chars]))).argmax(-1)[0].tolist()
        space = [i in BLANKS for i in chars]
        for i in range(len(chars)):             # a blank ends a token, whatever the network says
            if space[i]:
                s[i] = 0
            elif i + 1 == len(chars) or space[i + 1]:
                s[i] = max(s[i], 2)
        for k, least in (('words', 1), ('tokens', 2), ('sentences', 3)):
            spans = []
            for y in (gold, s):
                got, start = set(), None
                for i, v in enumerate(y):
                    if start is None and not space[i]:
                        start = i
                    if v >= least:
                        got.add((start, i))
                        start = None
                    elif k != 'sentences' and space[i]:
                        start = None
                spans.append(got)
            for j, n in enumerate((len(spans[0]), len(spans[1]), len(spans[0] & spans[1]))):
                count[k][j] += n
    m.train()
    return {k: round(200 * r / (g + p), 2) for k, (g, p, r) in count.items()}


BLANKS = {W.char_id(c) for c in ' \n\t\u00a0'}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--corpora', required=True)
    ap.add_argument('--lexicon', default=os.path.join(T.HERE, '../../data/language/nationalities.txt'))
    ap.add_argument('--out', required=True)
    ap.add_argument('--minutes', type=float, default=20)
    ap.add_argument('--rate', type=float, default=3e-3)
    ap.add_argument('--seed', type=int, default=1)
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    torch.manual_seed(a.seed)
    torch.set_flush_denormal(True)
    rng = random.Random(a.seed)
    docs = [d for d in data.load(a.corpora, a.lexicon)[0] if d[0] in ('ewt', 'gum')]
    dev = data.load(a.corpora, a.lexicon, dev=True)[0]
    m = M.Characters()
    opt = torch.optim.AdamW(m.parameters(), lr=a.rate, weight_decay=0.01)
    mean = {k: v.clone() for k, v in m.state_dict().items()}
    start, step, epoch, shown = time.time(), 0, 0, 0
    log = open(os.path.join(a.out, 'segment.jsonl'), 'a')

    def show():
        live = {k: v.clone() for k, v in m.state_dict().items()}
        m.load_state_dict(mean)
        scores = {k: measure(m, [d for d in dev if d[0] == k]) for k in ('ewt', 'gum')}
        line = json.dumps(dict(spent=round(time.time() - start), step=step, epoch=epoch, dev=scores))
        print(line, flush=True)
        log.write(line + '\n')
        log.flush()
        torch.save(mean, os.path.join(a.out, 'segment.pt'))
        m.load_state_dict(live)

    while time.time() - start < a.minutes * 60:
        epoch += 1
        for c, e in batches(arrays(W.windows(docs, rng)), 16000, rng):
            at = (time.time() - start) / (a.minutes * 60)
            if at >= 1:
                break
            for g in opt.param_groups:
                g['lr'] = a.rate * min(1, step / 100) * (1 - at)
            loss = F.cross_entropy(m.ends(m(c)).flatten(0, 1), e.flatten(), ignore_index=W.IGNORE)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
            opt.step()
            step += 1
            keep = min(0.99, step / (step + 20))
            with torch.no_grad():
                for k, v in m.state_dict().items():
                    mean[k].lerp_(v, 1 - keep)
            if time.time() - start - shown > 120:
                show()
                shown = time.time() - start
    show()


if __name__ == '__main__':
    main()
