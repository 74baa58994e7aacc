"""What networks of tissue agree on over real slides, to train further on (a noisy student, Xie et al. 2020): NAME.npy, sets as in `data.py`.

Each network is asked about the slide as it is and in two stains that every slide is brought to (Macenko et al. 2009). Where the mean of the
probabilities is sure of a compartment, that is the answer; where it is sure of two, both; elsewhere nothing is said.

usage: answers.py --real DIR --output DIR MODULE...
"""
import argparse
import os

import numpy as np
import torch
from PIL import Image

from data import ANY, bright
from network import SIZE

MEAN, DEVIATION = 127.5, 63.75
OVERLAP = 96                    # pixels that neighbouring tiles share; answers at the border of a tile weigh less
SURE, SURE_OF_TWO = 0.7, 0.85
# Directions of haematoxylin and eosin in optical density, near those of the slides of the training data.
STAINS = np.array([[0.62, 0.73, 0.29], [0.17, 0.97, 0.17]])
STAINS /= np.linalg.norm(STAINS, axis=1, keepdims=True)
DENSITIES = ((1.4, 0.75), (1.9, 0.95))   # of the 99th percentile of haematoxylin and eosin, natural logarithm


def densities(picture):
    """Optical densities, natural logarithm, of a picture of bytes."""
    return -np.log((picture.astype(np.float32) + 1) / 256)


def stains_of(picture):
    """Directions (2, 3) of haematoxylin and eosin, and the 99th percentiles (2,) of their amounts (Macenko et al. 2009)."""
    pixels = picture[::2, ::2].reshape(-1, 3)
    found = densities(pixels[pixels.mean(1) < 215]).astype(float)
    found = found[(found > 0.15).all(1)]
    plane = np.linalg.eigh(np.cov(found.T))[1][:, [2, 1]]
    plane = plane * np.where(plane[0] < 0, -1, 1)
    ends = np.percentile(np.arctan2(found @ plane[:, 1], found @ plane[:, 0]), [1, 99])
    two = sorted((plane @ [np.cos(a), np.sin(a)] for a in ends), key=lambda v: -v[0])
    return np.array(two), np.percentile(found @ np.linalg.pinv(np.array(two)), 99, axis=0)


def restained(picture, most):
    """The picture with its stains in the directions of STAINS and their 99th percentiles at `most` (2,)."""
    own, amounts = stains_of(picture)
    change = np.linalg.pinv(own) @ np.diag(np.array(most) / amounts) @ STAINS
    return np.clip(256 * np.exp(-densities(picture) @ change.astype(np.float32)) - 1, 0, 255).round().astype(np.uint8)


@torch.no_grad()
def probabilities(networks, pictures):
    """Mean probabilities (6, h / 2, w / 2) of the compartments over networks and over pictures (h, w, 3) of the same tissue."""
    height, width = pictures[0].shape[:2]
    step = SIZE - OVERLAP
    rows, columns = (range(0, max(1, n - OVERLAP), step) for n in (height, width))
    grown = ((0, rows[-1] + SIZE - height), (0, columns[-1] + SIZE - width), (0, 0))
    pictures = [np.pad(p, grown, 'edge') for p in pictures]
    glass = bright(pictures[0])
    side = SIZE // 2
    rise = np.minimum(np.arange(side) + 1, side - np.arange(side)).clip(max=OVERLAP // 2) / (OVERLAP // 2)
    weight = np.outer(rise, rise).astype(np.float32)
    logs = np.zeros((len(networks) * len(pictures), 6, (rows[-1] + SIZE) // 2, (columns[-1] + SIZE) // 2), np.float32)
    for y in rows:
        for x in columns:
            at = np.s_[:, :, y // 2:y // 2 + side, x // 2:x // 2 + side]
            if glass[y:y + SIZE, x:x + SIZE].mean() > 0.995:
                logs[at][:, 1:] -= 5 * weight
                continue
            tiles = torch.stack([torch.from_numpy(p[y:y + SIZE, x:x + SIZE].copy()).permute(2, 0, 1) for p in pictures])
            tiles = (tiles.float() - MEAN) / DEVIATION
            logs[at] += torch.cat([n(tiles) for n in networks]).numpy()[:, 1:] * weight
    return torch.softmax(torch.from_numpy(logs[:, :, :height // 2, :width // 2]), 1).mean(0).numpy()


def sets_of(probability):
    """Sets (h, w) of the compartments that probabilities (6, h, w) are sure of."""
    order = np.argsort(-probability, 0)[:2]
    first, second = np.take_along_axis(probability, order, 0)
    one, two = (1 << o.astype(np.uint8) for o in order)
    return np.where(first > SURE, one, np.where(first + second > SURE_OF_TWO, one | two, ANY)).astype(np.uint8)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--real', required=True, help='pictures at 2 µm a pixel, see slides.py')
    arguments.add_argument('--output', required=True)
    arguments.add_argument('modules', nargs='+', help='exported networks')
    options = arguments.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    networks = [torch.jit.load(m).eval() for m in options.modules]
    os.makedirs(options.output, exist_ok=True)
    for name in sorted(n for n in os.listdir(options.real) if n.endswith('.png')):
        picture = np.asarray(Image.open(os.path.join(options.real, name)).convert('RGB'))
        sets = sets_of(probabilities(networks, [picture] + [restained(picture, d) for d in DENSITIES]))
        whole = np.full(picture.shape[:2], ANY, np.uint8)
        twice = sets.repeat(2, 0).repeat(2, 1)
        whole[:twice.shape[0], :twice.shape[1]] = twice
        np.save(os.path.join(options.output, name[:-4] + '.npy'), whole)
        print(name, f'known {(whole != ANY).mean():.3f}', flush=True)


if __name__ == '__main__':
    main()
