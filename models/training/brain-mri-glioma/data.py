"""The collection as arrays, and its split by patient.

usage: data.py --data brain-lgg    draws the split and writes split.json
"""
import argparse
import collections
import csv
import json
import os
import random

import numpy as np
from PIL import Image

SEED = 20261124
SPLIT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'split.json')
TEST_PATIENTS = 16
FOLDS = 5  # networks; each patient outside the test is validated by the one network that did not see it
# These six also exist as DICOM studies, so that the whole program can be scored on patients not trained on.
ALSO_AS_DICOM = ('TCGA_CS_5393_19990606', 'TCGA_DU_6401_19831001', 'TCGA_DU_7309_19960831', 'TCGA_FG_6689_20020326',
                 'TCGA_HT_7680_19970202', 'TCGA_HT_8106_19970727')


def patients(data):
    """Slice numbers by patient, in order."""
    slices = collections.defaultdict(list)
    with open(os.path.join(data, 'slices.csv')) as file:
        for row in csv.DictReader(file):
            slices[row['patient']].append(int(row['slice']))
    return {p: sorted(s) for p, s in sorted(slices.items())}


def study(data, patient, slices):
    """Channels (slices, rows, columns, 3): T1, FLAIR, T1 after contrast; and the tumour mask (slices, rows, columns)."""
    images = np.stack([np.array(Image.open(os.path.join(data, 'images', patient, f'{s:03d}.jpg'))) for s in slices])
    mask = np.zeros(images.shape[:3], bool)
    for k, s in enumerate(slices):
        path = os.path.join(data, 'masks', patient, f'{s:03d}.png')
        if os.path.exists(path):
            mask[k] = np.array(Image.open(path).convert('L')) > 0
    return images, mask


def split(names):
    """(test, the rest, [validation of each fold]), the test stratified by hospital, the folds by order of names and so by hospital."""
    names = sorted(names)
    dice = random.Random(SEED)
    by_hospital = collections.OrderedDict()
    for name in names:
        by_hospital.setdefault(name[5:7], []).append(name)
    test, rest = set(ALSO_AS_DICOM), []
    for hospital in sorted(by_hospital):
        others = [p for p in by_hospital[hospital] if p not in ALSO_AS_DICOM]
        dice.shuffle(others)
        wanted = round(TEST_PATIENTS * len(by_hospital[hospital]) / len(names)) - sum(
            p in ALSO_AS_DICOM for p in by_hospital[hospital])
        test |= set(others[:max(0, wanted)])
        rest += others[max(0, wanted):]
    rest = sorted(rest)
    return sorted(test), rest, [rest[fold::FOLDS] for fold in range(FOLDS)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    test, rest, validation = split(patients(arguments.parse_args().data))
    with open(SPLIT, 'w') as file:
        json.dump({'test': test, 'validation': validation,
                   'training': [sorted(set(rest) - set(v)) for v in validation]}, file, indent=1)
        file.write('\n')


if __name__ == '__main__':
    main()
