"""Simulated biopsies with all that is known of them, as pictures at 0.5 µm a pixel: NAME.png and truth.json.

Each biopsy is four pieces of the same mucosa, cut upright for the most part. Truth: medians of the heights of upright villi above the
crypt mouths and of the depths of upright crypts (µm), lymphocytes among 100 enterocytes of the villous epithelium as they were drawn, Brunner's
glands in the mucosa in percent of its area.

usage: biopsies.py OUTPUT FIRST_SEED COUNT
"""
import json
import os
import sys

import numpy as np
from PIL import Image

from paint import Canvas, coloured, paint, sausage, truth
from plan import CRYPT, LAMINA, SUBMUCOSA, VILLOUS, Base, base, mucosa, patterns

UM = 0.5
LENGTH_UM = 1900
PIECES = 4
MARGIN_UM = 150
DEEPEST_UM = 600    # of the submucosa that is painted


def planned(rng, pattern):
    """A plan of one piece, placed so that all of it and a margin about it lie on a picture, and the width and height of that (µm)."""
    curve = base(rng, (0, 0), rng.normal(0, .03), LENGTH_UM, rng.choice([.2, .5]))
    m = mucosa(rng, pattern, curve)
    below = min(DEEPEST_UM, m.muscularis + m.submucosa + m.propria)
    flat = [np.stack([curve.s, t], 1) for t in (m.level + m.epithelium, np.full(len(curve.s), -below))]
    rings = [np.array(r.centre) + np.array([[-1, -1], [1, 1]]) * max(r.half) for r in m.rings]
    outlines = curve.to_xy(np.concatenate(flat + rings + [sausage(v.axis, v.half) for v in m.villi]))
    low, high = outlines.min(0) - MARGIN_UM, outlines.max(0) + MARGIN_UM
    m.base = Base(curve.s, curve.xy - low, curve.normal)
    return m, high - low


def piece(rng, pattern, stain):
    """Picture, villi heights, crypt depths, counts of lymphocytes and enterocytes in the villous epithelium, areas of glands and mucosa."""
    m, size = planned(rng, pattern)
    canvas = Canvas(*size, UM)
    canvas.bend(rng, rng.uniform(60, 200), rng.uniform(0, 10))
    label = truth(rng, m, canvas)
    h, e, nuclei = paint(rng, m, canvas, label)
    rgb = coloured(np.random.default_rng(stain), h, e, UM)
    among = [kind for x, y, kind in nuclei if label[int(y / UM), int(x / UM)] == VILLOUS]
    glands = (canvas.bent(np.asarray(canvas.mucosal)) > 0) & (label == SUBMUCOSA)
    area = (np.isin(label, (VILLOUS, CRYPT, LAMINA)) | glands).sum()
    return rgb, [v.height for v in m.villi], [c.depth for c in m.crypts if c.upright], among.count(1), among.count(0), glands.sum(), area


def biopsy(seed):
    rng = np.random.default_rng(seed)
    pattern = patterns(rng)
    pattern.tangential = min(pattern.tangential, .2)
    pieces = [piece(rng, pattern, seed) for _ in range(PIECES)]
    width = max(p[0].shape[1] for p in pieces)
    ground = np.median(pieces[0][0][:50].reshape(-1, 3), 0)
    picture = np.concatenate([np.concatenate([p[0], np.broadcast_to(ground, (p[0].shape[0], width - p[0].shape[1], 3))], 1)
                              for p in pieces]).astype(np.uint8)
    villi = [v for p in pieces for v in p[1]]
    return picture, {
        'pattern': pattern.name, 'villusHeight': float(np.median(villi)) if villi else 0.0,
        'cryptDepth': float(np.median([c for p in pieces for c in p[2]])),
        'brunnerGlandsInMucosa': float(100 * sum(p[5] for p in pieces) / sum(p[6] for p in pieces)),
        'ielPer100Enterocytes': 100 * sum(p[3] for p in pieces) / max(1, sum(p[4] for p in pieces))}


def main():
    folder, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, 'truth.json')
    known = {}
    for seed in range(first, first + count):
        picture, known[f'biopsy-{seed}'] = biopsy(seed)
        Image.fromarray(picture).save(os.path.join(folder, f'biopsy-{seed}.png'))
        with open(path, 'w') as file:
            json.dump(known, file, indent=1)


if __name__ == '__main__':
    main()
