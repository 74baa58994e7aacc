"""Trains one of the three networks; goes on from its last epoch when called again.

Two cycles of a cosine learning rate: the first with one third of the slices without tumour in each epoch, the second, begun
from the averaged weights, with two thirds of them, since the brightest mistakes of the first are high slices without tumour.

usage: train.py --work DIR --network 0|1|2 [--threads 1]
"""
import argparse
import json
import math
import os
import random
import time
import typing

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from network import UNet
from preprocessing import CLIP_HIGH, CLIP_LOW, SIZE, neighbours

BATCH = 12
AVERAGING = 0.998   # weights of the moving average that is kept


class Cycle(typing.NamedTuple):
    """One fall of the learning rate: how many epochs, from which peak, with which share of the slices without tumour."""
    epochs: int
    peak: float
    negatives: float


CYCLES = (Cycle(36, 1.5e-3, 1 / 3), Cycle(12, 6e-4, 2 / 3))


def cycle_of(epoch):
    """The cycle that an epoch (from 0) belongs to, and the number of epochs before that cycle."""
    before = 0
    for cycle in CYCLES:
        if epoch < before + cycle.epochs:
            return cycle, before
        before += cycle.epochs
    raise ValueError(f'there is no epoch {epoch}')


def blurred(values, deviation):
    """Gaussian blur of (n, rows, columns), the deviation in pixels: slices through the vault of the skull are blurred by nature."""
    reach = 4
    line = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / deviation) ** 2)
    line = line / line.sum()
    values = F.pad(values[:, None], (reach,) * 4, mode='replicate')
    return F.conv2d(F.conv2d(values, line.view(1, 1, -1, 1)), line.view(1, 1, 1, -1))[:, 0]


def receive_field():
    """A smooth field of sensitivity (SIZE, SIZE) about 1, as of a surface coil."""
    coarse = torch.randn(1, 1, 3, 3) * 0.2
    return torch.exp(F.interpolate(coarse, size=(SIZE, SIZE), mode='bicubic', align_corners=True))[0, 0]


def augment(x, y):
    """Turned, scaled, sheared, shifted, mirrored; brightness, contrast, gamma and blur by sequence; a sequence missing; coil; noise."""
    n = x.shape[0]
    angle = (torch.rand(n) * 2 - 1) * 0.26
    scale = torch.exp((torch.rand(n) * 2 - 1) * 0.18)
    mirror = torch.where(torch.rand(n) < 0.5, -1.0, 1.0)
    shear = (torch.rand(n) * 2 - 1) * 0.06
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = torch.cos(angle) * scale * mirror
    theta[:, 0, 1] = -torch.sin(angle) * scale + shear
    theta[:, 1, 0] = torch.sin(angle) * scale * mirror
    theta[:, 1, 1] = torch.cos(angle) * scale
    theta[:, :, 2] = (torch.rand(n, 2) * 2 - 1) * 0.08
    grid = F.affine_grid(theta, [n, 1, SIZE, SIZE], align_corners=False)
    x = F.grid_sample(x, grid, padding_mode='border', align_corners=False)
    y = F.grid_sample(y, grid, align_corners=False)
    for i in range(n):
        for channel in range(3):
            values = x[i, channel::3]
            if torch.rand(1) < 0.5:
                values = values * (1 + 0.25 * torch.randn(1)) + 0.25 * torch.randn(1)
            if torch.rand(1) < 0.3:
                unit = (values.clamp(CLIP_LOW, CLIP_HIGH) - CLIP_LOW) / (CLIP_HIGH - CLIP_LOW)
                values = unit ** torch.exp(0.3 * torch.randn(1)) * (CLIP_HIGH - CLIP_LOW) + CLIP_LOW
            if torch.rand(1) < 0.15:
                values = blurred(values, 0.5 + torch.rand(1))
            x[i, channel::3] = values
        if torch.rand(1) < 0.25:
            x[i] = (x[i] - CLIP_LOW) * receive_field() + CLIP_LOW
        missing = torch.rand(1)
        if missing < 0.08:
            x[i, 0::3] = x[i, 1::3]
        elif missing < 0.16:
            x[i, 2::3] = x[i, 1::3]
        if torch.rand(1) < 0.15:
            x[i] += 0.15 * torch.randn_like(x[i])
    return x, y


def loss_of(logits, truth):
    """Cross-entropy plus the Dice loss of the whole batch."""
    probability = torch.sigmoid(logits)
    overlap = 2 * (probability * truth).sum() + 1
    return F.binary_cross_entropy_with_logits(logits, truth) + 1 - overlap / (probability.sum() + truth.sum() + 1)


def validate(network, images, masks, patients):
    """Dice by patient at 0.5, on the network's own grid."""
    network.eval()
    scores = []
    with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
        for p in patients:
            x = torch.from_numpy(np.stack([neighbours(images[p], k) for k in range(len(images[p]))]))
            x = x.to(memory_format=torch.channels_last)
            called = torch.cat([network(b) for b in x.split(8)])[:, 0] > 0
            truth = torch.from_numpy(masks[p]) > 0
            scores.append((2 * (called & truth).sum() / (called.sum() + truth.sum())).item())
    return scores


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--network', type=int, required=True, choices=(0, 1, 2))
    arguments.add_argument('--threads', type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    for seed in (torch.manual_seed, np.random.seed, random.seed):
        seed(options.network)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, 'split.json')) as file:
        split = json.load(file)
    training, validation = split['training'][options.network], split['validation'][options.network]

    images, masks = {}, {}
    for p in training + validation:
        loaded = np.load(os.path.join(options.work, p + '.npz'))
        images[p], masks[p] = loaded['x'].astype(np.float32), loaded['m']
    positive = [(p, k) for p in training for k in range(len(masks[p])) if masks[p][k].any()]
    negative = [(p, k) for p in training for k in range(len(masks[p])) if not masks[p][k].any()]

    network = UNet().to(memory_format=torch.channels_last)
    average = {k: v.clone() for k, v in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), lr=CYCLES[0].peak, weight_decay=1e-4)
    first, checkpoint = 0, os.path.join(options.work, f'network{options.network}.pt')
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        network.load_state_dict(saved['network'])
        optimiser.load_state_dict(saved['optimiser'])
        average, first = saved['average'], saved['epochs']

    last = sum(cycle.epochs for cycle in CYCLES)
    for epoch in range(first, last):
        random.seed(1000 * options.network + epoch)
        torch.manual_seed(1000 * options.network + epoch)
        cycle, before = cycle_of(epoch)
        if epoch == before and epoch > 0:
            network.load_state_dict(average)
            optimiser = torch.optim.AdamW(network.parameters(), lr=cycle.peak, weight_decay=1e-4)
        chosen = positive + random.sample(negative, round(len(negative) * cycle.negatives))
        steps = len(chosen) // BATCH
        random.shuffle(chosen)
        start, total = time.time(), 0.0
        network.train()
        for step in range(steps):
            done = (epoch - before) * steps + step
            warm = min(1.0, (done + 1) / 200)
            cosine = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done / (cycle.epochs * steps)))
            optimiser.param_groups[0]['lr'] = cycle.peak * warm * cosine
            batch = chosen[step * BATCH:(step + 1) * BATCH]
            x = torch.from_numpy(np.stack([neighbours(images[p], k) for p, k in batch]))
            y = torch.from_numpy(np.stack([masks[p][k:k + 1] for p, k in batch]).astype(np.float32))
            x, y = augment(x, y)
            with torch.autocast('cpu', torch.bfloat16):
                logits = network(x.to(memory_format=torch.channels_last))
            loss = loss_of(logits.float(), y)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            total += loss.item()
            keep = min(AVERAGING, (done + 2) / (done + 21)) if before == 0 else AVERAGING
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
        if epoch % 3 == 2 or epoch == last - 1:
            held = UNet()
            held.load_state_dict(average)
            scores = validate(held.to(memory_format=torch.channels_last), images, masks, validation)
            line += f' validation mean {np.mean(scores):.3f} median {np.median(scores):.3f} lowest {min(scores):.3f}'
        print(line, flush=True)


if __name__ == '__main__':
    main()
