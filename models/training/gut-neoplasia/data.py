"""The fields of EBHI-Seg: picture, outline of glands or lesion, grade, case; and their split by case.

usage: data.py --data gut-neoplasia --split split.json    draws the split and writes it
"""
import argparse
import collections
import json
import os

import numpy as np
from PIL import Image

CLASSES = ('normal', 'polyp', 'low-grade-in', 'high-grade-in', 'serrated-adenoma', 'adenocarcinoma')
NEOPLASTIC = ('low-grade-in', 'high-grade-in', 'adenocarcinoma')
SEED = 20261124


def fields(folder):
    """All fields as (grade, name without ending), in a fixed order."""
    return [(grade, name[:-4]) for grade in CLASSES for name in sorted(os.listdir(os.path.join(folder, grade)))
            if name.endswith('.jpg')]


def case_of(name):
    """The case is the part of the name before the first hyphen (data description), in whatever case of letters."""
    return name.split('-')[0].upper()


def load(folder, grade, name):
    """RGB bytes (224, 224, 3) and mask (224, 224) of 0 and 1."""
    path = os.path.join(folder, grade, name)
    picture = np.asarray(Image.open(path + '.jpg').convert('RGB'))
    mask = np.asarray(Image.open(path + '.png').convert('L')) > 0
    return picture, mask.astype(np.uint8)


def split(folder, test=0.25, validation=0.12):
    """Cases drawn by their rarest grade, so that each grade is held apart in about the same share."""
    by_case = collections.defaultdict(collections.Counter)
    total = collections.Counter()
    for grade, name in fields(folder):
        by_case[case_of(name)][grade] += 1
        total[grade] += 1
    groups = collections.defaultdict(list)
    for case in sorted(by_case):
        groups[min(by_case[case], key=lambda g: total[g])].append(case)
    drawn = {'test': [], 'validation': [], 'training': []}
    generator = np.random.default_rng(SEED)
    for grade in sorted(groups):
        cases = list(generator.permutation(groups[grade]))
        tests, held = round(len(cases) * test), max(1, round(len(cases) * validation))
        drawn['test'] += cases[:tests]
        drawn['validation'] += cases[tests:tests + held]
        drawn['training'] += cases[tests + held:]
    return {part: sorted(map(str, cases)) for part, cases in drawn.items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--split', required=True)
    options = arguments.parse_args()
    drawn = split(options.data)
    with open(options.split, 'w') as file:
        json.dump(drawn, file, indent=1)
        file.write('\n')
    for part, cases in drawn.items():
        counts = collections.Counter(g for g, n in fields(options.data) if case_of(n) in set(cases))
        print(part, len(cases), 'cases', dict(counts))


if __name__ == '__main__':
    main()
