"""Turns the collection into network inputs, one .npz a patient.   usage: prepare.py --data brain-lgg --work DIR"""
import argparse
import json
import os

import numpy as np

import data
import preprocessing


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--work', required=True)
    options = arguments.parse_args()
    os.makedirs(options.work, exist_ok=True)
    slices = data.patients(options.data)
    for patient, numbers in slices.items():
        images, mask = data.study(options.data, patient, numbers)
        channels, square = preprocessing.prepare(images[..., 0], images[..., 1], images[..., 2])
        small = np.stack([preprocessing.resize(m, square, 0.0) >= 0.5 for m in mask])
        np.savez(os.path.join(options.work, patient + '.npz'), x=channels.astype(np.float16), m=small.astype(np.uint8))
    test, rest, validation = data.split(slices)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, 'split.json'), 'w') as file:
        json.dump({'test': test, 'validation': validation,
                   'training': [sorted(set(rest) - set(v)) for v in validation]}, file, indent=1)
        file.write('\n')


if __name__ == '__main__':
    main()
