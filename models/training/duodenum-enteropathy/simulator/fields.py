"""Writes simulated fields of mucosa, picture and compartments, one .npz each, named by their seed; those that are there are left.

usage: fields.py OUTPUT FIRST_SEED COUNT [EVERY OFFSET]    EVERY and OFFSET divide the seeds among processes
"""
import os
import sys

import numpy as np

from field import field


def main():
    folder, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    every, offset = (int(sys.argv[4]), int(sys.argv[5])) if len(sys.argv) > 5 else (1, 0)
    os.makedirs(folder, exist_ok=True)
    for seed in range(first + offset, first + count, every):
        path = os.path.join(folder, f'{seed:07d}.npz')
        if not os.path.exists(path):
            picture, label = field(seed)
            np.savez_compressed(path[:-4] + '.tmp.npz', picture=picture, label=label.astype(np.uint8))
            os.replace(path[:-4] + '.tmp.npz', path)


if __name__ == '__main__':
    main()
