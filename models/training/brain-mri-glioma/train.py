"""Trains the network of one fold; goes on from its last epoch when called again.

A cosine learning rate with warm-up, the weights averaged over training. Every slice with tumour and two thirds of those without
make an epoch. On a GPU the whole collection and its variation stay on the card; on a CPU the same code is slow.

usage: train.py --work DIR --fold 0..4 [--epochs N | --seconds S] [--device auto|cpu|cuda]

With --seconds the number of epochs is set after the first two, by how long the second took.
"""
import argparse
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from network import UNet
from preprocessing import CLIP_HIGH, CLIP_LOW, REACH, SIZE

BATCH = 32
EPOCHS = 90
PEAK = 2e-3
AVERAGING = 0.999   # weights of the moving average that is kept
NEGATIVES = 2 / 3   # share of the slices without tumour in an epoch
SIDES = 0.3         # weight of the loss at half resolution; half of it at quarter resolution


class Slices:
    """All slices of some patients on the device; the stack of neighbours is put together when asked for."""

    def __init__(self, work, patients, device):
        images, masks, self.below, self.above, at = [], [], [], [], 0
        self.ranges = {}
        for p in patients:
            loaded = np.load(os.path.join(work, p + '.npz'))
            n = len(loaded['m'])
            images.append(torch.from_numpy(loaded['x']))
            masks.append(torch.from_numpy(loaded['m']))
            self.ranges[p] = (at, at + n)
            self.below += [at] * n
            self.above += [at + n - 1] * n
            at += n
        self.images = torch.cat(images).to(device)
        self.masks = torch.cat(masks).to(device)
        self.below, self.above = (torch.tensor(v, device=device) for v in (self.below, self.above))

    def stack(self, index):
        """(n, 3 · (2 · REACH + 1), SIZE, SIZE) in float32: the channels of the slices about each index, edges repeated."""
        near = index[:, None] + torch.arange(-REACH, REACH + 1, device=index.device)
        near = torch.minimum(torch.maximum(near, self.below[index, None]), self.above[index, None])
        return self.images[near].flatten(1, 2).float()


def draws(n, device, *shape):
    """Uniform numbers from -1 to 1, (n,) + shape."""
    return torch.rand(n, *shape, device=device) * 2 - 1


def warp(x, y):
    """Turned, scaled, sheared, shifted, mirrored, and bent by a smooth field."""
    n, device = x.shape[0], x.device
    angle = draws(n, device) * 0.3
    scale = torch.exp(draws(n, device) * 0.22)
    mirror = torch.where(torch.rand(n, device=device) < 0.5, -1.0, 1.0)
    shear = draws(n, device) * 0.08
    theta = torch.zeros(n, 2, 3, device=device)
    theta[:, 0, 0] = torch.cos(angle) * scale * mirror
    theta[:, 0, 1] = -torch.sin(angle) * scale + shear
    theta[:, 1, 0] = torch.sin(angle) * scale * mirror
    theta[:, 1, 1] = torch.cos(angle) * scale
    theta[:, :, 2] = draws(n, device, 2) * 0.08
    grid = F.affine_grid(theta, [n, 1, SIZE, SIZE], align_corners=False)
    bend = torch.randn(n, 2, 6, 6, device=device) * 0.03 * (torch.rand(n, 1, 1, 1, device=device) < 0.4)
    bend = F.interpolate(bend, size=(SIZE, SIZE), mode='bicubic', align_corners=True)
    grid = grid + bend.permute(0, 2, 3, 1)
    return (F.grid_sample(x, grid, padding_mode='border', align_corners=False),
            F.grid_sample(y, grid, align_corners=False))


def some(n, device, share):
    """1 for that share of n samples, 0 for the others, as (n, 1, 1, 1, 1)."""
    return (torch.rand(n, 1, 1, 1, 1, device=device) < share).float()


def vary(x):
    """Brightness, contrast, gamma and blur by sequence; a sequence missing; the field of a coil; noise."""
    n, device = x.shape[0], x.device
    x = x.view(n, 2 * REACH + 1, 3, SIZE, SIZE)
    per = (n, 1, 3, 1, 1)
    change = (torch.rand(per, device=device) < 0.5).float()
    x = x * (1 + 0.25 * change * torch.randn(per, device=device)) + 0.25 * change * torch.randn(per, device=device)
    gamma = torch.exp(0.3 * torch.randn(per, device=device) * (torch.rand(per, device=device) < 0.3))
    unit = ((x.clamp(CLIP_LOW, CLIP_HIGH) - CLIP_LOW) / (CLIP_HIGH - CLIP_LOW)).clamp(1e-4, 1)
    x = torch.where(gamma == 1, x, unit ** gamma * (CLIP_HIGH - CLIP_LOW) + CLIP_LOW)
    # Slices through the vault of the skull are blurred by nature.
    reach = 4
    deviation = (0.5 + torch.rand(1, device=device))
    line = torch.exp(-0.5 * (torch.arange(-reach, reach + 1, device=device) / deviation) ** 2)
    line = line / line.sum()
    soft = F.pad(x.flatten(0, 2)[:, None], (reach,) * 4, mode='replicate')
    soft = F.conv2d(F.conv2d(soft, line.view(1, 1, -1, 1)), line.view(1, 1, 1, -1)).view_as(x)
    blurred = (torch.rand(per, device=device) < 0.15).float()
    x = x + blurred * (soft - x)
    coil = torch.exp(0.2 * torch.randn(n, 1, 3, 3, device=device))
    coil = F.interpolate(coil, size=(SIZE, SIZE), mode='bicubic', align_corners=True)[:, :, None]
    x = x + some(n, device, 0.25) * (((x - CLIP_LOW) * coil + CLIP_LOW) - x)
    # FLAIR stands in for a missing sequence, as in the collection.
    for channel, share in ((0, 0.06), (2, 0.06)):
        missing = some(n, device, share)[:, :, 0]
        x[:, :, channel] = x[:, :, channel] + missing * (x[:, :, 1] - x[:, :, channel])
    x = x + 0.1 * some(n, device, 0.3) * torch.rand(n, 1, 1, 1, 1, device=device) * torch.randn_like(x)
    return x.clamp(CLIP_LOW, CLIP_HIGH).flatten(1, 2)


def loss_of(logits, y):
    """Binary cross-entropy, and Dice over the batch and by slice with tumour."""
    p = torch.sigmoid(logits)
    both, sums = (p * y).sum((1, 2, 3)), (p + y).sum((1, 2, 3))
    whole = 1 - (2 * both.sum() + 1) / (sums.sum() + 1)
    present = y.sum((1, 2, 3)) > 0
    each = (1 - (2 * both + 20) / (sums + 20))[present].mean() if present.any() else 0.0
    return F.binary_cross_entropy_with_logits(logits, y) + 0.7 * whole + 0.3 * each


def total_loss(out, y):
    logits, sides = out
    loss = loss_of(logits.float(), y)
    for k, side in enumerate(reversed(sides)):  # half resolution first
        loss = loss + SIDES / (k + 1) * loss_of(side.float(), F.avg_pool2d(y, 2 ** (k + 1)))
    return loss


@torch.no_grad()
def validate(network, slices):
    """Dice of each patient at 0.5, on the network's own grid."""
    network.eval()
    scores = []
    for first, after in slices.ranges.values():
        index = torch.arange(first, after, device=slices.images.device)
        with torch.autocast(slices.images.device.type, torch.bfloat16):
            called = network(slices.stack(index))[:, 0] > 0
        truth = slices.masks[first:after] > 0
        scores.append((2 * (called & truth).sum() / (called.sum() + truth.sum()).clamp(min=1)).item())
    return scores


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--fold', type=int, required=True)
    arguments.add_argument('--epochs', type=int, default=EPOCHS)
    arguments.add_argument('--seconds', type=float)
    arguments.add_argument('--device', default='auto')
    options = arguments.parse_args()
    began, epochs = time.time(), options.epochs
    device = torch.device(('cuda' if torch.cuda.is_available() else 'cpu') if options.device == 'auto' else options.device)
    torch.manual_seed(options.fold)
    torch.backends.cudnn.benchmark = True
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, 'split.json')) as file:
        split = json.load(file)
    training = Slices(options.work, split['training'][options.fold], device)
    held_apart = Slices(options.work, split['validation'][options.fold], device)
    marked = training.masks.flatten(1).any(1)
    positive, negative = marked.nonzero()[:, 0], (~marked).nonzero()[:, 0]

    network = UNet().to(device, memory_format=torch.channels_last)
    average = UNet().to(device, memory_format=torch.channels_last)
    average.load_state_dict(network.state_dict())
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK, weight_decay=1e-3)
    first, checkpoint = 0, os.path.join(options.work, f'network{options.fold}.pt')
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=device)
        network.load_state_dict(saved['network'])
        optimiser.load_state_dict(saved['optimiser'])
        average.load_state_dict(saved['average'])
        first = saved['epochs']
    chosen = len(positive) + round(len(negative) * NEGATIVES)
    steps = chosen // BATCH
    kept = [[v for v in n.state_dict().values() if v.dtype.is_floating_point] for n in (average, network)]
    epoch = first
    while epoch < epochs:
        torch.manual_seed(1000 * options.fold + epoch)
        start, total = time.time(), torch.zeros((), device=device)
        network.train()
        order = torch.cat([positive, negative[torch.randperm(len(negative), device=device)[:chosen - len(positive)]]])
        order = order[torch.randperm(len(order), device=device)]
        for step in range(steps):
            done = epoch * steps + step
            cosine = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done / (epochs * steps)))
            optimiser.param_groups[0]['lr'] = PEAK * min(1.0, (done + 1) / 200) * cosine
            index = order[step * BATCH:(step + 1) * BATCH]
            x, y = warp(training.stack(index), training.masks[index, None].float())
            x = vary(x)
            with torch.autocast(device.type, torch.bfloat16):
                out = network(x.contiguous(memory_format=torch.channels_last))
            loss = total_loss(out, y)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            total += loss.detach()
            keep = min(AVERAGING, (done + 2) / (done + 21))
            with torch.no_grad():
                torch._foreach_mul_(kept[0], keep)
                torch._foreach_add_(kept[0], kept[1], alpha=1 - keep)
        total = total.item() / steps
        if options.seconds and epoch == first + 1:
            epochs = epoch + 1 + int((options.seconds - (time.time() - began)) / (time.time() - start))
            print(f'fold {options.fold}: {epochs} epochs', flush=True)
        if epoch % 10 == 9 or epoch == epochs - 1:
            torch.save({'network': network.state_dict(), 'optimiser': optimiser.state_dict(), 'average': average.state_dict(),
                        'epochs': epoch + 1}, checkpoint + '.new')
            os.replace(checkpoint + '.new', checkpoint)
            scores = validate(average, held_apart)
            print(f'fold {options.fold} epoch {epoch + 1} {time.time() - start:.1f} s loss {total:.3f} validation mean '
                  f'{np.mean(scores):.3f} median {np.median(scores):.3f} lowest {min(scores):.3f}', flush=True)
        epoch += 1


if __name__ == '__main__':
    main()
