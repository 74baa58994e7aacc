"""Trains one network; goes on from its last epoch when called again.

usage: train.py --data gut-neoplasia --work DIR --network 0|1 [--threads 1]
"""
import argparse
import collections
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

from data import CLASSES, NEOPLASTIC, case_of, fields, load
from network import DEVIATION, MEAN, GradeNet, pooled

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from augment import augment  # noqa: E402

EPOCHS = 60
BATCH = 16
PEAK = 1.5e-3
AVERAGING = 0.998   # weights of the moving average that is kept


def loss_of(gland, grade, masks, truth, weights):
    """Cross-entropy and Dice of the outline; cross-entropy of the field's grade and, less, of the grade at each place on a gland."""
    half = F.avg_pool2d(masks, 2)
    probability = torch.sigmoid(gland)
    overlap = 2 * (probability * half).sum() + 1
    outline = F.binary_cross_entropy_with_logits(gland, half) + 1 - overlap / (probability.sum() + half.sum() + 1)
    field = F.cross_entropy(pooled(gland.detach(), grade), truth, weight=weights, label_smoothing=0.05)
    on_gland = F.adaptive_avg_pool2d(half, grade.shape[2:])[:, 0]
    places = F.cross_entropy(grade, truth[:, None, None].expand(-1, *grade.shape[2:]), weight=weights, label_smoothing=0.1,
                             reduction='none')
    local = (places * on_gland).sum() / (on_gland.sum() + 1)
    return outline + field + 0.3 * local


def auroc(scores, positive):
    """Area under the ROC curve as the share of ordered pairs; nan if one side is empty."""
    a, b = scores[positive], scores[~positive]
    return float('nan') if not len(a) or not len(b) else float(((a[:, None] > b) + 0.5 * (a[:, None] == b)).mean())


def validate(network, pictures, masks, truth):
    network.eval()
    dice, logits = [], []
    with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
        for start in range(0, len(truth), 16):
            x = (pictures[start:start + 16].float() - MEAN) / DEVIATION
            gland, grade = network(x.to(memory_format=torch.channels_last))
            logits.append(pooled(gland.float(), grade.float()))
            called = F.interpolate(gland.float(), scale_factor=2.0, mode='bilinear', align_corners=False) > 0
            m = masks[start:start + 16] > 0
            dice.append(2 * (called & m).sum((1, 2, 3)) / (called.sum((1, 2, 3)) + m.sum((1, 2, 3))))
    probability = torch.cat(logits).softmax(1).numpy()
    called, truth = probability.argmax(1), truth.numpy()
    recall = [float((called[truth == k] == k).mean()) for k in range(len(CLASSES)) if (truth == k).any()]
    bad = np.isin(truth, [CLASSES.index(c) for c in NEOPLASTIC])
    chosen = bad | (truth == 0)
    score = probability[:, [CLASSES.index(c) for c in NEOPLASTIC]].sum(1)
    return torch.cat(dice).mean().item(), np.mean(recall), auroc(score[chosen], bad[chosen]), recall


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--network', type=int, default=0, choices=(0, 1))
    arguments.add_argument('--threads', type=int, default=1)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    for seed in (torch.manual_seed, np.random.seed, random.seed):
        seed(options.network)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'split.json')) as file:
        split = json.load(file)
    parts = {}
    for part in ('training', 'validation'):
        cases = set(split[part])
        chosen = [(g, n) for g, n in fields(options.data) if case_of(n) in cases]
        loaded = [load(options.data, g, n) for g, n in chosen]
        parts[part] = (torch.from_numpy(np.stack([p for p, _ in loaded])).permute(0, 3, 1, 2).contiguous(),
                       torch.from_numpy(np.stack([m for _, m in loaded]))[:, None],
                       torch.tensor([CLASSES.index(g) for g, _ in chosen]), [case_of(n) for _, n in chosen])
    pictures, masks, truth, cases = parts['training']

    # Drawn by the root of each grade's share and, within it, of each case's: seldom grades are seen more, large cases less.
    grades = collections.Counter(truth.tolist())
    by_case = collections.Counter(zip(truth.tolist(), cases))
    odds = np.array([grades[t] ** -0.5 * by_case[t, c] ** -0.5 for t, c in zip(truth.tolist(), cases)])
    drawn = np.bincount(truth.numpy(), odds / odds.sum(), len(CLASSES))
    weights = torch.tensor((drawn ** -0.5) / (drawn ** -0.5 * drawn).sum(), dtype=torch.float32)

    network = GradeNet().to(memory_format=torch.channels_last)
    average = {k: v.clone() for k, v in network.state_dict().items()}
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK, weight_decay=2e-2)
    first, checkpoint = 0, os.path.join(options.work, f'network{options.network}.pt')
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        network.load_state_dict(saved['network'])
        optimiser.load_state_dict(saved['optimiser'])
        average, first = saved['average'], saved['epochs']
    steps = len(truth) // BATCH
    for epoch in range(first, EPOCHS):
        seed = 1000 * options.network + epoch
        torch.manual_seed(seed)
        order = np.random.default_rng(seed).choice(len(truth), steps * BATCH, replace=True, p=odds / odds.sum())
        start, total = time.time(), 0.0
        network.train()
        for step in range(steps):
            done = epoch * steps + step
            cosine = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done / (EPOCHS * steps)))
            optimiser.param_groups[0]['lr'] = PEAK * min(1.0, (done + 1) / 200) * cosine
            batch = torch.from_numpy(order[step * BATCH:(step + 1) * BATCH])
            x, y = augment(pictures[batch], masks[batch])
            with torch.autocast('cpu', torch.bfloat16):
                gland, grade = network(x.to(memory_format=torch.channels_last))
            loss = loss_of(gland.float(), grade.float(), y, truth[batch], weights)
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
        if epoch % 3 == 2 or epoch == EPOCHS - 1:
            held = GradeNet()
            held.load_state_dict(average)
            dice, balanced, area, recall = validate(held.to(memory_format=torch.channels_last), *parts['validation'][:3])
            line += f' validation Dice {dice:.3f} balanced {balanced:.3f} AUROC {area:.3f} ' + ' '.join(f'{r:.2f}' for r in recall)
        print(line, flush=True)


if __name__ == '__main__':
    main()
