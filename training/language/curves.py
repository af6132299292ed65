"""Draws the learning curves of a run: models/english-curves.png.

    venv/bin/python training/language/curves.py RUN models/english-curves.png
"""
import json, os, sys
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

SHOWN = [('ewt', 'las', 'EWT: labelled attachment'), ('gum', 'las', 'GUM: labelled attachment'), ('ewt', 'upos', 'EWT: parts of speech'), ('ewt', 'lemma', 'EWT: lemmas'),
         ('ewt', 'names F', 'EWT: names'), ('ewt', 'role F', 'EWT: arguments'), ('ewt', 'roleset', 'EWT: senses')]


def main():
    run, out = sys.argv[1:]
    rows = [json.loads(l) for l in open(os.path.join(run, 'log.jsonl'))]
    dev, loss = [r for r in rows if 'dev' in r], [r for r in rows if 'loss' in r]
    fig, (a, b) = plt.subplots(1, 2, figsize=(11, 4), dpi=80)
    for part, key, label in SHOWN:
        a.plot([r['step'] for r in dev], [r['dev'][part][key] for r in dev], marker='.', label=label)
    a.set_xlabel('steps'); a.set_title('development sets, gold words, no search'); a.legend(fontsize=7); a.grid(alpha=.3)
    for key in ('arc', 'rel', 'names', 'role', 'upos', 'lemma'):
        b.plot([r['step'] for r in loss], [r['loss'][key] for r in loss], label=key)
    b.set_yscale('log'); b.set_xlabel('steps'); b.set_title('training loss'); b.legend(fontsize=7); b.grid(alpha=.3)
    fig.tight_layout()
    fig.savefig(out)


if __name__ == '__main__':
    main()
