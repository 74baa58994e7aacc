"""Writes simulated fields of 560 x 560 pixels of 0.5 µm with all their nuclei, as gut-nuclei has them: NAME.jpg and NAME.csv (class,x,y);
and NAME.png, where epithelium is: white on villi and the surface, grey (127) in crypts.

usage: fields_of_nuclei.py OUTPUT FIRST_SEED COUNT
"""
import csv
import dataclasses
import os
import sys

import numpy as np
from PIL import Image

from paint import Canvas, coloured, paint, truth
from plan import CRYPT, VILLOUS, base, mucosa, patterns

UM = 0.5
SIDE_UM = 280
LYMPHOCYTES = (4, 130)    # among 100 enterocytes: the least and the most that are drawn apart from the pattern
CLASSES = ('epithelial', 'inflammatory', 'fibroblast')


def field(seed):
    """Bytes (560, 560, 3), (x, y, kind) of every nucleus, in pixels, and bytes of the epithelium; about the villi for the most part."""
    rng = np.random.default_rng(seed)
    pattern = patterns(rng)
    if rng.random() < .6:    # so that the network counts lymphocytes, instead of expecting them where villi are short
        pattern = dataclasses.replace(pattern, iel=np.exp(rng.uniform(*np.log(LYMPHOCYTES))))
    canvas = Canvas(SIDE_UM, SIDE_UM, UM)
    canvas.bend(rng, rng.uniform(60, 200), rng.uniform(0, 8))
    angle = rng.uniform(0, 2 * np.pi)
    direction, normal = np.array([np.cos(angle), np.sin(angle)]), np.array([np.sin(angle), -np.cos(angle)])
    height = pattern.crypt + rng.uniform(-.7, .9) * max(pattern.villus, 80)
    length = 1400
    start = np.array([SIDE_UM / 2] * 2) - normal * height - direction * length / 2
    m = mucosa(rng, pattern, base(rng, start, angle, length, .2))
    label = truth(rng, m, canvas)
    h, e, nuclei = paint(rng, m, canvas, label)
    inside = [(x / UM, y / UM, kind) for x, y, kind in nuclei if 0 <= x < SIDE_UM and 0 <= y < SIDE_UM]
    return coloured(rng, h, e, UM), inside, 255 * (label == VILLOUS) + 127 * (label == CRYPT)


def main():
    folder, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    for seed in range(first, first + count):
        picture, nuclei, epithelium = field(seed)
        if len(nuclei) < 80:
            continue
        name = os.path.join(folder, f'simulated-{seed}')
        Image.fromarray(picture).save(name + '.jpg', quality=92)
        Image.fromarray(epithelium.astype(np.uint8)).save(name + '.png')
        with open(name + '.csv', 'w', newline='') as file:
            writer = csv.writer(file)
            writer.writerow(['class', 'x', 'y'])
            writer.writerows([CLASSES[kind], f'{x:.1f}', f'{y:.1f}'] for x, y, kind in nuclei)


if __name__ == '__main__':
    main()
