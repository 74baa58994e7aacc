"""Pictures of points that count as false because no named nucleus is near, to be judged by eye: the truth names only some of the nuclei.

usage: sheet.py --data gut-nuclei --checkpoint nuclei.pt --threshold 0.4 --output DIR
"""
import argparse
import json
import os

import numpy as np
import torch
from PIL import Image, ImageDraw

from data import SPACING, load
from network import Exported, NucleusNet
from points import matched, peaks
from train import answers

REACH, ZOOM, COLUMNS, EACH, SHEETS, SEED = 20, 4, 10, 60, 2, 5


def unmatched(options):
    """(picture, column, row) of every point of the test fields that no named nucleus was matched with."""
    saved = torch.load(options.checkpoint, map_location='cpu')
    network = NucleusNet(saved['widths'])
    network.load_state_dict(saved['average'])
    module = Exported(network.eval(), turned=True).eval()
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'split.json')) as file:
        split = json.load(file)
    points = []
    for name in split['test']:
        picture, _, centres, _ = load(options.data, name)
        answer = np.asarray(answers(module, torch.from_numpy(np.array(picture)).permute(2, 0, 1)))
        rows, columns, _ = peaks(answer[0], options.threshold)
        found = np.stack([columns + 0.5, rows + 0.5], 1) * 2 * SPACING
        named = set(matched(found, centres * SPACING)[:, 0])
        points += [(picture, *(p / SPACING)) for i, p in enumerate(found) if i not in named]
    return points


def cut(picture, x, y):
    padded = np.pad(picture, ((REACH, REACH), (REACH, REACH), (0, 0)), constant_values=255)
    side = 2 * REACH * ZOOM
    x, y = int(round(x)), int(round(y))
    one = Image.fromarray(padded[y:y + 2 * REACH, x:x + 2 * REACH]).resize((side, side), Image.BICUBIC)
    draw, middle = ImageDraw.Draw(one), REACH * ZOOM
    for sign in (1, -1):
        draw.line([(middle + sign * 26, middle), (middle + sign * 40, middle)], fill=(0, 160, 0), width=2)
        draw.line([(middle, middle + sign * 26), (middle, middle + sign * 40)], fill=(0, 160, 0), width=2)
    return one


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('data', 'checkpoint', 'output'):
        arguments.add_argument('--' + name, required=True)
    arguments.add_argument('--threshold', type=float, required=True)
    options = arguments.parse_args()
    os.makedirs(options.output, exist_ok=True)
    points = unmatched(options)
    rng = np.random.default_rng(SEED)
    side = 2 * REACH * ZOOM + 4
    for sheet in range(SHEETS):
        page = Image.new('RGB', (COLUMNS * side, EACH // COLUMNS * side), 'white')
        for k, i in enumerate(rng.choice(len(points), EACH, replace=False)):
            page.paste(cut(*points[i]), (k % COLUMNS * side, k // COLUMNS * side))
        page.save(os.path.join(options.output, f'unnamed-{sheet + 1}.png'))


if __name__ == '__main__':
    main()
