"""Trains one tissue network on simulated fields, tracings, colon crypts and what brightness says of unlabelled slides.

Goes on from its last checkpoint when called again; fields that have appeared since are taken in at every hundred steps.

usage: train.py --work DIR --name NAME --simulated DIR --colon gut-neoplasia --real DIR [--tracings DIR --leave SLIDE,...]
                [--start MODULE_OR_CHECKPOINT] [--steps N] [--rate R] [--window PIXELS --batch N]
"""
import argparse
import math
import os
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import data
from network import COMPARTMENTS, TissueNet, started_from

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
from augment import DEVIATION, MEAN, coloured  # noqa: E402

AVERAGING = 0.995
SHARES = {'simulated': 4, 'traced': 3, 'colon': 1, 'real': 1}    # of a batch, of the sources that there are


def windows(fields, n, rng, side):
    """n windows (3, side, side) in 0 to 1 and their sets, at any angle, scaled by exp(±0.3), sheared and bent."""
    chosen = [fields[i] for i in rng.integers(0, len(fields), n)]
    x = torch.stack([torch.from_numpy(np.ascontiguousarray(p)) for p, _ in chosen]).permute(0, 3, 1, 2).float() / 255
    y = torch.stack([torch.from_numpy(np.ascontiguousarray(s)) for _, s in chosen])[:, None].float()
    angle = torch.rand(n) * 2 * math.pi
    scale = side / data.SIDE * torch.exp((torch.rand(n) * 2 - 1) * 0.3)
    mirror = torch.where(torch.rand(n) < 0.5, -1.0, 1.0)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = torch.cos(angle) * scale * mirror
    theta[:, 0, 1] = -torch.sin(angle) * scale + (torch.rand(n) - 0.5) * 0.1
    theta[:, 1, 0] = torch.sin(angle) * scale * mirror
    theta[:, 1, 1] = torch.cos(angle) * scale
    theta[:, :, 2] = (torch.rand(n, 2) * 2 - 1) * 1.1 * (1 - side / data.SIDE)
    grid = F.affine_grid(theta, [n, 3, side, side], align_corners=False)
    bend = F.interpolate(torch.randn(n, 2, 6, 6) * 0.012, size=side, mode='bicubic', align_corners=False)
    grid = grid + bend.permute(0, 2, 3, 1)
    return (F.grid_sample(x, grid, padding_mode='reflection', align_corners=False).clamp(0, 1),
            F.grid_sample(y, grid, mode='nearest', padding_mode='reflection', align_corners=False)[:, 0].round().long())


def loss_of(logits, sets):
    """Minus the log of the probability given to the set (N, h, w) of compartments that a pixel may be; pixels of ANY do not count."""
    bits = (sets[:, None] >> torch.arange(len(COMPARTMENTS)).view(1, -1, 1, 1)) & 1
    within = torch.logsumexp(logits.masked_fill(bits == 0, -1e4), 1) - torch.logsumexp(logits, 1)
    counted = sets != data.ANY
    single = (bits.sum(1) == 1) & counted
    p = torch.softmax(logits, 1) * single[:, None]
    y = bits.float() * single[:, None]
    dice = (2 * (p * y).sum((0, 2, 3)) + 50) / (p.sum((0, 2, 3)) + y.sum((0, 2, 3)) + 50)
    told = dice[y.sum((0, 2, 3)) > 100]
    return -(within * counted).sum() / counted.sum().clamp(min=1) + 0.5 * (1 - told).sum() / max(1, len(told))


@torch.no_grad()
def answers(network, picture):
    """Compartments (h, w) of a picture of any size, mirrored at its borders up to a multiple of 32."""
    x = (torch.from_numpy(np.ascontiguousarray(picture)).permute(2, 0, 1)[None].float() - MEAN) / DEVIATION
    h, w = x.shape[2:]
    x = F.pad(x, (0, -w % 32, 0, -h % 32), mode='reflect')
    logits = F.interpolate(network(x), scale_factor=2.0, mode='bilinear', align_corners=False)
    return logits[0, :, :h, :w].argmax(0).numpy()


def dice(network, fields):
    """Dice by compartment over all known pixels of some fields, NaN where a compartment does not occur."""
    both, called, true = np.zeros(6), np.zeros(6), np.zeros(6)
    for picture, sets in fields:
        found = answers(network, picture)
        known = np.log2(np.maximum(sets, 1))
        ok = (sets & (sets - 1)) == 0
        for k in range(6):
            f, t = (found == k) & ok, (known == k) & ok
            both[k], called[k], true[k] = both[k] + (f & t).sum(), called[k] + f.sum(), true[k] + t.sum()
    return np.where(true > 0, 2 * both / np.maximum(1, called + true), np.nan)


def agreement(network, fields):
    """The share of the pixels of which something is known that get a compartment which they may have."""
    right, known = 0, 0
    for picture, sets in fields:
        said = sets != data.ANY
        right, known = right + (((sets >> answers(network, picture)) & 1) & said).sum(), known + said.sum()
    return right / max(1, known)


def sources(options, rng, old=None):
    """The fields of every source, and the traced ones that are kept apart."""
    pools = dict(old or {})
    simulated = data.simulated(options.simulated, pools.get('names', ()))
    pools['names'] = set(pools.get('names', ())) | set(simulated)
    fresh = [simulated[n] for n in sorted(simulated) if not n.startswith('1000')]
    pools['simulated'] = pools.get('simulated', []) + fresh
    pools['kept'] = pools.get('kept', []) + [simulated[n] for n in sorted(simulated) if n.startswith('1000')]
    if options.tracings and os.path.isdir(options.tracings):
        fields = data.traced(options.tracings, options.real)
        apart = [s for s in options.leave.split(',') if s]
        pools['traced'] = [w for n, f in fields.items() if n not in apart for w in data.about_areas(*f)]
        pools['apart'] = [w for n, f in fields.items() if n in apart for w in data.about_areas(*f, step=data.SIDE)]
    if 'colon' not in pools:
        pools['colon'] = data.mosaics(options.colon, data.colon_cases(options.colon)[1], rng, 40)
        pools['real'] = [w for n in sorted(os.listdir(options.real)) for w in data.unlabelled(os.path.join(options.real, n), rng, 25)]
    return pools


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('work', 'name', 'simulated', 'colon', 'real'):
        arguments.add_argument('--' + name, required=True)
    for name in ('tracings', 'start'):
        arguments.add_argument('--' + name)
    arguments.add_argument('--leave', default='')
    arguments.add_argument('--steps', type=int, default=2000)
    arguments.add_argument('--window', type=int, default=256)
    arguments.add_argument('--batch', type=int, default=8)
    arguments.add_argument('--rate', type=float, default=1.5e-3)
    options = arguments.parse_args()
    torch.set_num_threads(2)
    network, average = TissueNet(), TissueNet()
    checkpoint = os.path.join(options.work, options.name + '.pt')
    first = 0
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-2)
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        network.load_state_dict(saved['network'])
        average.load_state_dict(saved['average'])
        optimiser.load_state_dict(saved['optimiser'])
        first = saved['steps']
    elif options.start and options.start.endswith('.pt'):
        network.load_state_dict(torch.load(options.start)['average'])
        average.load_state_dict(network.state_dict())
    elif options.start:
        network.load_state_dict(started_from(options.start).state_dict())
        average.load_state_dict(network.state_dict())
    network, average = (n.to(memory_format=torch.channels_last) for n in (network, average))
    kept = [[v for v in n.state_dict().values() if v.dtype.is_floating_point] for n in (average, network)]
    pools, begun = None, time.time()
    for step in range(first, options.steps):
        rng = np.random.default_rng(step)
        torch.manual_seed(step)
        if step % 100 == 0 or pools is None:
            pools = sources(options, rng, pools)
        there = [s for s in SHARES if pools.get(s)]
        drawn = rng.choice(there, options.batch, p=np.array([SHARES[s] for s in there]) / sum(SHARES[s] for s in there))
        parts = [windows(pools[s], int((drawn == s).sum()), rng, options.window) for s in there if (drawn == s).any()]
        x, y = (torch.cat(v) for v in zip(*parts))
        x = (coloured(x) * 255 - MEAN) / DEVIATION
        cosine = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / options.steps))
        optimiser.param_groups[0]['lr'] = options.rate * min(1.0, (step + 1) / 50) * cosine
        network.train()
        with torch.autocast('cpu', torch.bfloat16):
            logits = network(x.contiguous(memory_format=torch.channels_last))
        loss = loss_of(logits.float(), y[:, ::2, ::2])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        keep = min(AVERAGING, (step + 2) / (step + 21))
        with torch.no_grad():
            torch._foreach_mul_(kept[0], keep)
            torch._foreach_add_(kept[0], kept[1], alpha=1 - keep)
        if step % 100 == 99 or step == options.steps - 1:
            torch.save({'network': network.state_dict(), 'average': average.state_dict(), 'optimiser': optimiser.state_dict(),
                        'steps': step + 1}, checkpoint + '.new')
            os.replace(checkpoint + '.new', checkpoint)
            average.eval()
            held = np.round(dice(average, pools['kept']), 3).tolist()
            apart = agreement(average, pools['apart']) if pools.get('apart') else math.nan
            print(f"{options.name} {step + 1} {time.time() - begun:.0f} s loss {loss.item():.3f} "
                  f"{ {n: len(pools[n]) for n in there} } Dice {held} agreement {apart:.3f}", flush=True)


if __name__ == '__main__':
    main()
