"""Writes the trained model as the one file that Dateline carries: models/english.bin.

    venv/bin/python training/language/export.py --corpora DIR --run RUN [--segmenter RUN] --out models/english.bin

The file: the eight bytes `DATELNM1`, the length of the head (u32, little endian), the head (JSON: labels, lemmas, word pieces, characters, sizes, and for each
tensor its name, type, shape and place), then the tensors. Matrices are 8-bit integers, [outputs][inputs], with one f32 scale per output
(NAME.scale): value = integer * scale. Everything else is f32. Numbers are little endian; places count from the end of the head.
"""
import argparse, json, os, struct
import numpy as np
import torch
import data, model as M, train as T, windows as W


def rounded(w):
    """Rows of 8-bit integers and their scales, as the training rounds them."""
    scale = np.maximum(np.abs(w).max(-1), 1e-8).astype(np.float32) / np.float32(127)
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale


def lemmas(corpora, lexicon, names):
    """What the training part says of lemmas, beside the edits: the lemma of each form where all of its sentences agree, by part of speech, and the forms
    of each lemma that the edits give whole."""
    of, whole = {}, {}
    for _, d in data.load(corpora, lexicon)[0]:
        for s in d:
            for (a, b), lemma, upos in zip(s['words'], s['lemma'] or (), s['upos'] or ()):
                form = s['text'][a:b]
                of.setdefault((upos, form), set()).add(lemma)
                edit = W.script(form, lemma)
                if edit[0] == '=':
                    whole.setdefault(edit, set()).add(form.lower())
    known = {}
    for (upos, form), found in sorted(of.items()):
        if len(found) == 1:
            known.setdefault(upos, {})[form] = min(found)
    return dict(known=known, whole={e: sorted(whole[e]) for e in names['lemma'] if e[0] == '='})


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--corpora', required=True)
    ap.add_argument('--lexicon', default=os.path.join(T.HERE, '../../data/language/nationalities.txt'))
    ap.add_argument('--run', required=True)
    ap.add_argument('--segmenter', help='the run of the segmenter, if it is another')
    ap.add_argument('--before', help='the run that --run began with: its heads of names and factuality are kept, which the longer training made worse')
    ap.add_argument('--out', default=os.path.join(T.HERE, '../../models/english.bin'))
    a = ap.parse_args()
    names = json.load(open(os.path.join(a.run, 'labels.json')))
    w = {'segment.' + k: v.float().numpy() for k, v in torch.load(os.path.join(a.segmenter or a.run, 'segment.pt'), weights_only=False).items()}
    mean = lambda run: torch.load(os.path.join(run, 'checkpoint.pt'), weights_only=False)['mean']
    last = mean(a.run)
    if a.before:
        kept = {k: v for k, v in mean(a.before).items() if k.startswith(('names.', 'fact1.', 'fact2.'))}
        last = {**last, **kept}
    w |= {k: v.float().numpy() for k, v in last.items()}
    pieces = W.Pieces(os.path.join(T.package_model(), 'vocab.txt'))
    tensors = {}

    def matrix(name, value, bias=None):
        q, s = rounded(value)
        tensors[name + '.weight'], tensors[name + '.scale'] = q, s
        if bias is not None:
            tensors[name + '.bias'] = bias

    del w['chars.ends.weight'], w['chars.ends.bias']        # learned along; the segmenter's own are better
    for name in list(w):
        if name in ('words.weight', 'places.weight', 'chars.embed.weight', 'segment.embed.weight'):
            matrix(name.removesuffix('.weight'), w[name])
        elif name == 'rel_mix':                # [relation, dep, head] -> one row per (relation, head)
            v = w[name].transpose(0, 2, 1).reshape(-1, M.REL)
            matrix('rel_mix', v, np.zeros(len(v), np.float32))
        elif name == 'role_near' or 'norm' in name:
            tensors[name] = w[name]
        elif name.endswith('.weight'):
            base = name.removesuffix('.weight')
            matrix(base, w[name], w[base + '.bias'])
    head = dict(labels=names, lemmas=lemmas(a.corpora, a.lexicon, names), names=data.NAME_TYPES, pieces=pieces.names, characters=W.CHARACTERS[1:], character_classes=W.CLASSES,
                dilations=M.DILATIONS, heads=M.HEADS, piece_blocks=M.PIECE_BLOCKS, word_blocks=M.WORD_BLOCKS, near=M.NEAR,
                pieces_per_word=W.MAX_PIECES_PER_WORD, word_characters=W.WORD_CHARS, tensors=[])
    blob = bytearray()
    for name, t in tensors.items():
        kind = 'i8' if t.dtype == np.int8 else 'f32'
        head['tensors'].append(dict(name=name, type=kind, shape=list(t.shape), at=len(blob)))
        blob += np.ascontiguousarray(t, dtype='<i1' if kind == 'i8' else '<f4').tobytes()
        blob += b'\0' * (-len(blob) % 4)
    text = json.dumps(head, ensure_ascii=False, separators=(',', ':')).encode()
    with open(a.out, 'wb') as f:
        f.write(b'DATELNM1' + struct.pack('<I', len(text)) + text + blob)
    print(f'{a.out}: {os.path.getsize(a.out) / 1e6:.1f} MB')


if __name__ == '__main__':
    main()
