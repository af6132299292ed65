"""Makes data/language/lemmas.tsv from the tables of lemminflect 0.2.3 (MIT; derived from the SPECIALIST Lexicon of the U.S. National Library of Medicine).

    venv/bin/pip install lemminflect==0.2.3
    venv/bin/python training/language/lemmas.py data/language/lemmas.tsv

Of each part of speech it keeps the lemmas that have inflected forms, and the irregular forms: those that no cut of up to three letters and no
added `e` or `y` leads back to the lemma.
"""
import collections, gzip, importlib.util, os, sys

SUFFIXES = {'verb': ('s', 'es', 'ed', 'd', 'ing'), 'noun': ('s', 'es'), 'adj': ('er', 'est', 'r', 'st'), 'adv': ('er', 'est', 'r', 'st')}


def regular(form, lemma, pos):
    stems = {lemma}
    if lemma[-1:] == 'e':
        stems.add(lemma[:-1])
    if lemma[-1:] == 'y':
        stems.add(lemma[:-1] + 'i')
    stems.add(lemma + lemma[-1:])
    return any(form == s + x for s in stems for x in SUFFIXES[pos])


def main():
    at = os.path.join(os.path.dirname(importlib.util.find_spec('lemminflect').origin), 'resources', 'lemma_lu.csv.gz')
    lemmas, odd = collections.defaultdict(set), collections.defaultdict(dict)
    for line in gzip.open(at, 'rt', encoding='utf-8'):
        form, pos, found = line.strip().split(',')
        if pos not in SUFFIXES or not form.isalpha() or not form.isascii():
            continue
        for lemma in found.split('/'):
            if lemma.isalpha() and lemma.isascii() and len(lemma) > 1:
                lemmas[pos].add(lemma)
                if form != lemma and not regular(form, lemma, pos):
                    odd[pos].setdefault(form, lemma)
    with open(sys.argv[1], 'w', encoding='utf-8') as f:
        f.write('# Lemmas that have inflected forms, and irregular forms (form=lemma), by part of speech, several on a line.\n'
                '# Made by training/language/lemmas.py from lemminflect 0.2.3 (Copyright 2019 Brad Jascob, MIT), whose tables come from the\n'
                '# SPECIALIST Lexicon (U.S. National Library of Medicine). Used to choose among the lemmas that the language model proposes.\n')
        for pos in SUFFIXES:
            for kind, words in (('lemma', sorted(lemmas[pos])), ('irregular', sorted(f'{a}={b}' for a, b in odd[pos].items()))):
                by = collections.defaultdict(list)
                for w in words:
                    by[w[0]].append(w)
                for letter in sorted(by):
                    f.write(f'{pos}\t{kind}\t{" ".join(by[letter])}\n')
        print({p: (len(lemmas[p]), len(odd[p])) for p in SUFFIXES})


if __name__ == '__main__':
    main()
