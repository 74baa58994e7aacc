"""Figures of the network of nuclei on the fields kept apart: detection and class F1 with intervals over fields, as JSON.

The threshold is the one that is best on the validation fields. Apart from it: the detection F1 if each field had the threshold that is best on
itself, which cannot be known; what is above that is beyond the reach of any threshold.

usage: evaluate.py --data gut-nuclei --checkpoint nuclei.pt --output FILE
"""
import argparse
import json
import os

import numpy as np
import torch

from data import load
from network import Exported, NucleusNet
from points import f1
from train import answers, class_f1, counts, validate

RESAMPLED = 2000
THRESHOLDS = np.arange(0.1, 0.95, 0.05)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('data', 'checkpoint', 'output'):
        arguments.add_argument('--' + name, required=True)
    options = arguments.parse_args()
    torch.set_num_threads(2)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'split.json')) as file:
        split = json.load(file)
    saved = torch.load(options.checkpoint)
    network = NucleusNet(saved['widths'])
    network.load_state_dict(saved['average'])
    network.eval()
    chosen = validate(network, [load(options.data, n) for n in split['validation']])
    threshold = float(chosen[1])
    module = Exported(network, turned=True).eval()
    each, at_best = [], []
    for name in split['test']:
        field = load(options.data, name)
        map_ = answers(module, torch.from_numpy(np.array(field[0])).permute(2, 0, 1))
        each.append(counts([map_], [field], threshold))
        at_best.append(max((counts([map_], [field], t) for t in THRESHOLDS), key=lambda c: f1(c[2].sum(), c[0], c[1])))

    def figures(which, each=each):
        found, true = sum(each[i][0] for i in which), sum(each[i][1] for i in which)
        confusion = sum(each[i][2] for i in which)
        hits = confusion.sum()
        return np.array([f1(hits, found, true), class_f1(confusion), hits / max(1, found), hits / max(1, true)])
    rng = np.random.default_rng(1)
    drawn = np.stack([figures(rng.integers(0, len(each), len(each))) for _ in range(RESAMPLED)])
    names = ('detectionF1', 'classF1', 'precision', 'recall')
    result = {'steps': saved['steps'], 'threshold': threshold, 'validation': {'detectionF1': chosen[0], 'classF1': chosen[2]},
              'testFields': len(each), 'testNuclei': int(sum(e[1] for e in each)),
              'confusion': sum(e[2] for e in each).tolist(),
              'detectionF1AtBestThresholdOfEachField': float(figures(range(len(each)), at_best)[0]),
              'test': dict(zip(names, figures(range(len(each))).tolist())),
              'testIntervals95': {n: np.percentile(drawn[:, i], [2.5, 97.5]).tolist() for i, n in enumerate(names)}}
    with open(options.output, 'w') as file:
        json.dump(result, file, indent=1)
        file.write('\n')
    print(json.dumps(result, indent=1))


if __name__ == '__main__':
    main()
