"""Makes data/language/rolesets.tsv from the frame lexicon of PropBank (CC BY-SA 4.0).

    python3 training/language/rolesets.py DIR/srl/propbank_frames.jsonl.gz data/language/rolesets.tsv

A row is a lemma and the rolesets that it may evoke, as verb, noun or adjective, alone or with a particle ("give" evokes give_up.07 too), those of
its own frame first, then in the order of the lexicon.
"""
import collections, gzip, json, sys


def main():
    of = collections.defaultdict(list)
    for line in gzip.open(sys.argv[1], 'rt', encoding='utf-8'):
        r = json.loads(line)
        for _, alias in r['aliases'] + [['', r['lemma']]]:
            word = alias.lower().split('_')[0]
            if word.isascii() and word and not any(c.isspace() for c in word) and r['roleset'] not in of[word]:
                of[word].append(r['roleset'])
    with open(sys.argv[2], 'w', encoding='utf-8') as f:
        f.write('# Rolesets of PropBank by the lemma that evokes them: lemma, then rolesets.\n'
                '# Made by training/language/rolesets.py from the frame lexicon of PropBank (CC BY-SA 4.0). Used to choose the sense of a predicate.\n')
        for word in sorted(of):
            own = sorted(of[word], key=lambda r: r.rsplit('.', 1)[0] != word)
            f.write(f'{word}\t{" ".join(own)}\n')
    print(len(of), 'lemmas')


if __name__ == '__main__':
    main()
