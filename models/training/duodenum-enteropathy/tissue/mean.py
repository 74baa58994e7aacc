"""Writes the mean of the averaged weights of two checkpoints of the tissue network, one trained on from the other.

usage: mean.py BEFORE AFTER OUTPUT
"""
import sys

import torch


def main():
    before, after, output = sys.argv[1:]
    first, last = (torch.load(path, map_location='cpu') for path in (before, after))
    last['average'] = {k: (first['average'][k] + v) / 2 if v.dtype.is_floating_point else v for k, v in last['average'].items()}
    torch.save(last, output)


if __name__ == '__main__':
    main()
