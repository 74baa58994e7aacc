"""Turns the patients of the split that are not kept for the test into network inputs, one .npz a patient.

usage: prepare.py --data brain-lgg --work DIR
"""
import argparse
import functools
import json
import multiprocessing
import os

import numpy as np

import data
import preprocessing


def write(source, work, patient, numbers):
    images, mask = data.study(source, patient, numbers)
    channels, square = preprocessing.prepare(images[..., 0], images[..., 1], images[..., 2])
    small = np.stack([preprocessing.resize(m, square, 0.0) >= 0.5 for m in mask])
    np.savez(os.path.join(work, patient + '.npz'), x=channels.astype(np.float16), m=small.astype(np.uint8))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--work', required=True)
    options = arguments.parse_args()
    os.makedirs(options.work, exist_ok=True)
    with open(data.SPLIT) as file:
        validation = json.load(file)['validation']
    slices = data.patients(options.data)
    with multiprocessing.Pool() as pool:
        pool.starmap(functools.partial(write, options.data, options.work),
                     [(p, slices[p]) for p in sorted(sum(validation, []))])


if __name__ == '__main__':
    main()
