"""Trains the models of coreference: which earlier mention a pronoun, a noun or a name means.

usage: train.py TRAIN OUT

TRAIN is the beginning of the names of two files that `dateline-eval coreference --write-pairs` makes of GUM's training part
(CC BY 4.0, see models/coreference.md): .f32, the vectors, and .meta, a document a line. OUT receives
coreference-pronouns.txt, -nouns.txt and -names.txt. Needs lightgbm and numpy.
"""
import json
import sys
from pathlib import Path

import lightgbm
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
import trees

TRAIN, OUT = sys.argv[1], Path(sys.argv[2])
ROUNDS = 100
SETTINGS = {
    'objective': 'binary', 'learning_rate': 0.1, 'num_leaves': 31, 'min_data_in_leaf': 40, 'feature_fraction': 0.7, 'bagging_fraction': 0.8,
    'bagging_freq': 1, 'lambda_l2': 1, 'seed': 1, 'deterministic': True, 'force_col_wise': True, 'num_threads': 2, 'verbose': -1,
}

docs = [json.loads(line) for line in open(TRAIN + '.meta')]
names = docs[0]['features']
x = np.fromfile(TRAIN + '.f32', dtype='<f4').reshape(-1, len(names))
label = np.array([row[2] for doc in docs for row in doc['rows']])
kind = np.array([doc['kinds'][row[0]] for doc in docs for row in doc['rows']])
for which in ('pronoun', 'noun', 'name'):
    mine = kind == which
    model = lightgbm.train(SETTINGS, lightgbm.Dataset(x[mine], label[mine]), ROUNDS)
    head = [f'Which earlier mention a {which} means: see models/coreference.md.', 'Trained on GUM (CC BY 4.0) by training/coreference/train.py. Licence: CC BY 4.0.']
    trees.write(model, names, OUT / f'coreference-{which}s.txt', head)
    print(which, int(mine.sum()), 'pairs', float(label[mine].mean()), 'right')
