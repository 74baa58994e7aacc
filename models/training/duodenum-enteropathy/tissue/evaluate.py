"""Figures of a tissue network on what it was not trained on, as JSON.

- simulated fields of seeds kept apart: Dice by compartment over all of them, with an interval over fields;
- the areas of slides kept apart (--leave): the share of their pixels that get a compartment which they may have;
- crypts drawn on the fields of `duodenum`, none of which was trained on: Dice of crypt epithelium with its lumen;
- colon crypts of the cases kept apart: Dice of crypt epithelium with its lumen, by field, with an interval over cases.

usage: evaluate.py --checkpoint FILE --simulated DIR --colon gut-neoplasia --real DIR --tracings DIR --leave SLIDE,... --output FILE
                   [--duodenum duodenum]
"""
import argparse
import glob
import json
import os
import sys

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'simulator'))
import data  # noqa: E402
from field import field  # noqa: E402
from network import COMPARTMENTS, TissueNet  # noqa: E402
from scipy import ndimage  # noqa: E402
from train import agreement, answers  # noqa: E402

HELD_SEEDS = range(9_000_000, 9_000_040)    # never drawn for training
RESAMPLED = 2000


def counts(found, true):
    """(3, 6): in both, called, true, by compartment."""
    return np.array([[((found == k) & (true == k)).sum() for k in range(6)], [(found == k).sum() for k in range(6)],
                     [(true == k).sum() for k in range(6)]], float)


def interval(values, of):
    """95 % by bootstrap over the first axis of `values`."""
    rng = np.random.default_rng(1)
    drawn = [of(values[rng.integers(0, len(values), len(values))]) for _ in range(RESAMPLED)]
    return [np.nanpercentile(drawn, p, axis=0).tolist() for p in (2.5, 97.5)]


def pooled(c):
    total = c.sum(0)
    return 2 * total[0] / (total[1] + total[2])


def with_lumen(crypts):
    """Crypt epithelium and the holes that it encloses: so the masks of the collection outline crypts."""
    return ndimage.binary_fill_holes(ndimage.binary_closing(crypts, iterations=2))


def colon_dice(network, folder):
    """Dice of each field of the cases kept apart, and the case of each."""
    by_case, _, apart = data.colon_cases(folder)
    dice, cases = [], []
    for case in apart:
        for name in by_case[case]:
            picture, sets = data.colon(folder, name)
            kinds = answers(network, picture)
            found, true = with_lumen((kinds == 1) | (kinds == 2)), sets == data.CRYPT
            dice.append(2 * (found & true).sum() / max(1, found.sum() + true.sum()))
            cases.append(case)
    return np.array(dice), np.array(cases)


def duodenum_dice(network, folder, tracings):
    """Dice of the crypts drawn on each field of `duodenum`, inside of the area in which all were drawn, by field."""
    dice = {}
    for path in sorted(glob.glob(os.path.join(tracings, 'duodenum', '*.json'))):
        name = os.path.basename(path)[:-5]
        picture, true, known = data.outlined(path, glob.glob(os.path.join(folder, name + '.*'))[0])
        found = with_lumen(answers(network, picture) == 2) & known
        dice[name] = float(2 * (found & true).sum() / (found.sum() + true.sum()))
    return dice


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('checkpoint', 'simulated', 'colon', 'real', 'tracings', 'leave', 'output'):
        arguments.add_argument('--' + name, required=True)
    arguments.add_argument('--duodenum')
    options = arguments.parse_args()
    torch.set_num_threads(2)
    saved = torch.load(options.checkpoint)
    network = TissueNet()
    network.load_state_dict(saved['average'])
    network = network.eval().to(memory_format=torch.channels_last)
    simulated = np.stack([counts(answers(network, p), t) for p, t in map(field, HELD_SEEDS)])
    traced = data.traced(options.tracings, options.real)
    apart = {n: [w for w in data.about_areas(*traced[n], step=data.SIDE)] for n in options.leave.split(',')}
    agreed = {n: agreement(network, w) for n, w in apart.items()}
    dice, cases = colon_dice(network, options.colon)
    crypts = duodenum_dice(network, options.duodenum, options.tracings) if options.duodenum else {}
    by_case = [dice[cases == c] for c in sorted(set(cases))]
    figures = {
        'steps': saved['steps'], 'compartments': COMPARTMENTS, 'simulatedFields': len(simulated),
        'simulatedDice': pooled(simulated).tolist(), 'simulatedDice95': interval(simulated, pooled),
        'areasKeptApart': agreed, 'slidesTrainedOn': sorted(set(traced) - set(agreed)),
        'duodenumCrypts': crypts,
        'colonFields': len(dice), 'colonCases': len(by_case), 'colonDice': float(dice.mean()),
        'colonDice95': interval(np.array(by_case, dtype=object), lambda b: np.concatenate(list(b)).mean())}
    with open(options.output, 'w') as file:
        json.dump(figures, file, indent=1)
        file.write('\n')
    print(json.dumps(figures, indent=1))


if __name__ == '__main__':
    main()
