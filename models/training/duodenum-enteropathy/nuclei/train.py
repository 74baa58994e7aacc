"""Trains the network of nuclei; goes on from its last epoch when called again.

usage: train.py --data gut-nuclei --work DIR [--threads 1]
"""
import argparse
import json
import math
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import CLASSES, SPACING, load, marks
from network import SIZE, Exported, NucleusNet
from points import f1, matched, peaks

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
from augment import DEVIATION, MEAN, coloured, moved  # noqa: E402

EPOCHS = 90
CROPS = 4           # of each field in an epoch
BATCH = 8
PEAK = 1.5e-3
AVERAGING = 0.998   # weights of the moving average that is kept
SEED = 0


def crops(pictures, truths, generator):
    """Random windows of SIZE from all fields, in random order, as (bytes, marks)."""
    order = generator.permutation(np.repeat(np.arange(len(pictures)), CROPS))
    for start in range(0, len(order) - BATCH + 1, BATCH):
        x, y = [], []
        for i in order[start:start + BATCH]:
            row = generator.integers(0, pictures[i].shape[1] - SIZE + 1)
            column = generator.integers(0, pictures[i].shape[2] - SIZE + 1)
            x.append(pictures[i][:, row:row + SIZE, column:column + SIZE])
            y.append(truths[i][:, row:row + SIZE, column:column + SIZE])
        yield torch.stack(x).float() / 255, torch.stack(y)


def loss_of(out, y, weights):
    """Quality focal loss (Li et al. 2020) of the centre's map; cross-entropy of the class near each centre."""
    near, kind = y.max(1)
    logit = out[:, 0]
    probability = torch.sigmoid(logit)
    centre = ((near - probability).abs() ** 2 * F.binary_cross_entropy_with_logits(logit, near, reduction='none')).sum()
    centre = centre / (near ** 4).sum().clamp(min=1)
    each = F.cross_entropy(out[:, 1:], kind, weight=weights, label_smoothing=0.03, reduction='none') * (near > 0.6)
    return 4 * centre + each.sum() / (near > 0.6).sum().clamp(min=1)


def answers(network, picture):
    """Map (4, h/2, w/2) of one field, bytes (3, h, w), mirrored at its borders up to a multiple of 16."""
    height, width = picture.shape[1:]
    x = (picture[None].float() - MEAN) / DEVIATION
    x = F.pad(x, (0, -width % 16, 0, -height % 16), mode='reflect')
    with torch.no_grad():
        return network(x.to(memory_format=torch.channels_last))[0, :, :(height + 1) // 2, :(width + 1) // 2].float().numpy()


def counts(maps, fields, threshold):
    """Over fields: found, true, matched; and the confusion of matched ones (true class, called class)."""
    found, true, confusion, joint = 0, 0, np.zeros((3, 3), int), np.zeros((3, 3), int)
    for map_, (_, classes, centres) in zip(maps, fields):
        rows, columns, _ = peaks(map_[0], threshold)
        kinds = map_[1:, rows, columns].argmax(0)
        points = np.stack([columns + 0.5, rows + 0.5], 1) * 2 * SPACING
        pairs = matched(points, centres * SPACING)
        found, true = found + len(points), true + len(centres)
        np.add.at(confusion, (classes[pairs[:, 1]], kinds[pairs[:, 0]]), 1)
        for k in range(3):
            joint[k] += [((classes[pairs[:, 1]] == k) & (kinds[pairs[:, 0]] == k)).sum(), (kinds == k).sum(), (classes == k).sum()]
    return found, true, confusion, joint


def class_f1(confusion):
    """F1 of the class among matched nuclei, weighted by each class's share of the truth."""
    hits, called, true = np.diag(confusion), confusion.sum(0), confusion.sum(1)
    return float(sum(f1(h, c, t) * t for h, c, t in zip(hits, called, true)) / true.sum())


def validate(network, fields):
    exported = Exported(network).eval()
    maps = [answers(exported, torch.from_numpy(p).permute(2, 0, 1)) for p, _, _ in fields]
    best = max(((f1(c[2].sum(), c[0], c[1]), t, c) for t in np.arange(0.2, 0.7, 0.05) for c in [counts(maps, fields, t)]),
               key=lambda b: b[0])
    return best[0], best[1], class_f1(best[2][2])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--threads', type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    for seed in (torch.manual_seed, np.random.seed, random.seed):
        seed(SEED)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'split.json')) as file:
        split = json.load(file)
    training = [load(options.data, n) for n in split['training']]
    held_apart = [load(options.data, n) for n in split['validation']]
    pictures = [torch.from_numpy(p).permute(2, 0, 1) for p, _, _ in training]
    truths = [torch.from_numpy(marks(p.shape, k, c)) for p, k, c in training]
    share = np.bincount(np.concatenate([k for _, k, _ in training]), minlength=3)
    weights = torch.tensor((share / share.mean()) ** -0.5, dtype=torch.float32)

    network = NucleusNet().to(memory_format=torch.channels_last)
    average = {k: v.clone() for k, v in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK, weight_decay=2e-2)
    os.makedirs(options.work, exist_ok=True)
    first, checkpoint = 0, os.path.join(options.work, 'nuclei.pt')
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        network.load_state_dict(saved['network'])
        optimiser.load_state_dict(saved['optimiser'])
        average, first = saved['average'], saved['epochs']
    steps = len(pictures) * CROPS // BATCH
    for epoch in range(first, EPOCHS):
        torch.manual_seed(SEED + epoch)
        start, total = time.time(), 0.0
        network.train()
        for step, (x, y) in enumerate(crops(pictures, truths, np.random.default_rng(SEED + epoch))):
            done = epoch * steps + step
            cosine = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done / (EPOCHS * steps)))
            optimiser.param_groups[0]['lr'] = PEAK * min(1.0, (done + 1) / 200) * cosine
            x, y = moved(x, y, scaling=0.2, shift=0.0)
            x, y = (coloured(x) * 255 - MEAN) / DEVIATION, F.avg_pool2d(y, 2)
            with torch.autocast('cpu', torch.bfloat16):
                out = network(x.to(memory_format=torch.channels_last))
            loss = loss_of(out.float(), y, weights)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            total += loss.item()
            keep = min(AVERAGING, (done + 2) / (done + 21))
            with torch.no_grad():
                for name, value in network.state_dict().items():
                    if value.dtype.is_floating_point:
                        average[name].mul_(keep).add_(value, alpha=1 - keep)
                    else:
                        average[name].copy_(value)
        torch.save({'network': network.state_dict(), 'optimiser': optimiser.state_dict(), 'average': average,
                    'epochs': epoch + 1}, checkpoint + '.new')
        os.replace(checkpoint + '.new', checkpoint)
        line = f'{epoch + 1} {time.time() - start:.0f} s loss {total / steps:.3f}'
        if epoch % 5 == 4 or epoch == EPOCHS - 1:
            held = NucleusNet()
            held.load_state_dict(average)
            detection, threshold, kind = validate(held.to(memory_format=torch.channels_last), held_apart)
            line += f' validation detection F1 {detection:.3f} at {threshold:.2f} class F1 {kind:.3f}'
        print(line, flush=True)


if __name__ == '__main__':
    main()
