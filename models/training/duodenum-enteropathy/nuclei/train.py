"""Trains the network of nuclei, first a wide teacher, then the small network that is shipped on its answers and the truth.

Simulated fields (../simulator/fields_of_nuclei.py) are mixed in where a folder of them is given: all their nuclei are known.
Goes on from the last checkpoint when called again.

usage: train.py --data gut-nuclei --work DIR [--simulated DIR] [--start MODULE] [--steps N] [--rate R] [--batch N] [--alone]
                [--device auto|cpu|cuda]
"""
import argparse
import json
import math
import os
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import SPACING, load, load_simulated, marks
from network import SIZE, TEACHER, WIDTHS, Exported, NucleusNet, started_from
from points import f1, matched, peaks

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
from augment import DEVIATION, MEAN, coloured  # noqa: E402

BATCH = 32
STEPS = 6000
PEAK = 2e-3
AVERAGING = 0.999        # weights of the moving average that is kept
SIMULATED = 0.5          # share of a batch that is simulated, where there are simulated fields
SURFACE = 4              # weight of the class of a nucleus in the epithelium of villi, where lymphocytes are counted
ZOOM = 0.22              # magnification varies by exp(+-ZOOM)


class Fields:
    """Fields as large as each other on the device, mirrored at their borders, from which windows are cut at any angle."""

    def __init__(self, fields, device):
        side = max(max(p.shape[:2]) for p, _, _, _ in fields)
        self.pictures = torch.stack([self._square(torch.from_numpy(p).permute(2, 0, 1), side) for p, _, _, _ in fields]).to(device)
        self.marks = torch.stack([self._square(torch.from_numpy(truths(*f)), side) for f in fields]).half().to(device)
        self.known = fields[0][3] is not None        # where the epithelium is
        counts = torch.tensor([float(len(k)) for _, k, _, _ in fields])
        self.weights = (counts + 30).sqrt().to(device)  # fields with more nuclei teach more

    @staticmethod
    def _square(x, side):
        return F.pad(x[None].float(), (0, side - x.shape[2], 0, side - x.shape[1]), mode='reflect')[0].to(x.dtype)

    def windows(self, n):
        """n windows (3, SIZE, SIZE) in 0 to 1, their truth (5, SIZE, SIZE), and whether that of the epithelium is known."""
        device = self.pictures.device
        which = torch.multinomial(self.weights, n, replacement=True)
        side = self.pictures.shape[-1]
        angle = torch.rand(n, device=device) * 2 * math.pi
        scale = SIZE / side * torch.exp((torch.rand(n, device=device) * 2 - 1) * ZOOM)
        mirror = torch.where(torch.rand(n, device=device) < 0.5, -1.0, 1.0)
        theta = torch.zeros(n, 2, 3, device=device)
        theta[:, 0, 0] = torch.cos(angle) * scale * mirror
        theta[:, 0, 1] = -torch.sin(angle) * scale
        theta[:, 1, 0] = torch.sin(angle) * scale * mirror
        theta[:, 1, 1] = torch.cos(angle) * scale
        theta[:, :, 2] = (torch.rand(n, 2, device=device) * 2 - 1) * (1 - 0.6 * SIZE / side)
        grid = F.affine_grid(theta, [n, 3, SIZE, SIZE], align_corners=False)
        x = F.grid_sample(self.pictures[which].float() / 255, grid, padding_mode='reflection', align_corners=False)
        y = F.grid_sample(self.marks[which].float(), grid, padding_mode='reflection', align_corners=False)
        return x, y, torch.full((n,), self.known, device=device)


def truths(picture, classes, centres, epithelium):
    """(5, h, w): the marks of the nuclei, the epithelium, and that of villi alone; both empty where they are not known."""
    where = np.zeros(picture.shape[:2], np.uint8) if epithelium is None else epithelium
    return np.concatenate([marks(picture.shape, classes, centres), np.stack([where > 0, where > 200]).astype(np.float32)])


def loss_of(out, y, known, weights):
    """Quality focal loss (Li et al. 2020) of the centre's map; cross-entropy of the class near each centre, and of the known epithelium."""
    near, kind = y[:, :3].max(1)
    logit = out[:, 0]
    probability = torch.sigmoid(logit)
    centre = ((near - probability).abs() ** 2 * F.binary_cross_entropy_with_logits(logit, near, reduction='none')).sum()
    centre = centre / (near ** 4).sum().clamp(min=1)
    # it is asked at nuclei: what lies there weighs more
    epithelium = F.binary_cross_entropy_with_logits(out[known, 4], y[known, 3], weight=0.5 + 4 * near[known]) if known.any() else 0
    each = F.cross_entropy(out[:, 1:4], kind, weight=weights, label_smoothing=0.03, reduction='none')
    asked = (near > 0.6) * (1 + (SURFACE - 1) * y[:, 4])
    return 4 * centre + (each * asked).sum() / asked.sum().clamp(min=1) + epithelium


def taught(out, taught_by):
    """The same with a teacher's answers in the place of the truth."""
    near = torch.sigmoid(taught_by[:, 0])
    logit = out[:, 0]
    centre = ((near - torch.sigmoid(logit)).abs() ** 2 * F.binary_cross_entropy_with_logits(logit, near, reduction='none')).sum()
    centre = centre / (near ** 2).sum().clamp(min=1)
    each = -(F.softmax(taught_by[:, 1:4], 1) * F.log_softmax(out[:, 1:4], 1)).sum(1) * near
    epithelium = F.binary_cross_entropy_with_logits(out[:, 4], torch.sigmoid(taught_by[:, 4]))
    return 4 * centre + each.sum() / near.sum().clamp(min=1) + epithelium


@torch.no_grad()
def answers(network, picture):
    """Map (5, h/2, w/2) of one field, bytes (3, h, w), mirrored at its borders up to a multiple of 16."""
    device = next(network.parameters()).device
    height, width = picture.shape[1:]
    x = (picture[None].float().to(device) - MEAN) / DEVIATION
    x = F.pad(x, (0, -width % 16, 0, -height % 16), mode='reflect')
    return network(x)[0, :, :(height + 1) // 2, :(width + 1) // 2].float().cpu().numpy()


def counts(maps, fields, threshold):
    """Over fields: found, true, matched; and the confusion of matched ones (true class, called class)."""
    found, true, confusion, joint = 0, 0, np.zeros((3, 3), int), np.zeros((3, 3), int)
    for map_, (_, classes, centres, _) in zip(maps, fields):
        rows, columns, _ = peaks(map_[0], threshold)
        kinds = map_[1:4, rows, columns].argmax(0)
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
    exported = Exported(network, turned=True).eval()
    maps = [answers(exported, torch.from_numpy(p).permute(2, 0, 1)) for p, _, _, _ in fields]
    best = max(((f1(c[2].sum(), c[0], c[1]), t, c) for t in np.arange(0.15, 0.7, 0.05) for c in [counts(maps, fields, t)]),
               key=lambda b: b[0])
    return best[0], best[1], class_f1(best[2][2])


def train(name, widths, sources, held_apart, weights, options, device, teacher=None):
    """Trains one network; returns its averaged form."""
    network, average = (NucleusNet(widths).to(device, memory_format=torch.channels_last) for _ in range(2))
    if options.start:
        network.load_state_dict(started_from(options.start))
    average.load_state_dict(network.state_dict())
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=2e-2)
    checkpoint = os.path.join(options.work, f'{name}.pt')
    first = 0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=device)
        network.load_state_dict(saved['network'])
        optimiser.load_state_dict(saved['optimiser'])
        average.load_state_dict(saved['average'])
        first = saved['steps']
    kept = [[v for v in n.state_dict().values() if v.dtype.is_floating_point] for n in (average, network)]
    simulated = round(options.batch * SIMULATED) if len(sources) > 1 else 0
    start = time.time()
    for step in range(first, options.steps):
        torch.manual_seed(step)
        cosine = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / options.steps))
        optimiser.param_groups[0]['lr'] = options.rate * min(1.0, (step + 1) / 200) * cosine
        parts = [sources[0].windows(options.batch - simulated)] + ([sources[1].windows(simulated)] if simulated else [])
        x, y, known = (torch.cat(v) for v in zip(*parts))
        x, y = (coloured(x) * 255 - MEAN) / DEVIATION, F.avg_pool2d(y, 2)
        network.train()
        with torch.autocast(device.type, torch.bfloat16):
            out = network(x.contiguous(memory_format=torch.channels_last))
            if teacher is not None:
                with torch.no_grad():
                    given = teacher(x)
        loss = loss_of(out.float(), y, known, weights)
        if teacher is not None:
            loss = 0.3 * loss + 0.7 * taught(out.float(), given.float())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        keep = min(AVERAGING, (step + 2) / (step + 21))
        with torch.no_grad():
            torch._foreach_mul_(kept[0], keep)
            torch._foreach_add_(kept[0], kept[1], alpha=1 - keep)
        if step % 250 == 249 or step == options.steps - 1:
            torch.save({'network': network.state_dict(), 'optimiser': optimiser.state_dict(), 'average': average.state_dict(),
                        'steps': step + 1, 'widths': widths}, checkpoint + '.new')
            os.replace(checkpoint + '.new', checkpoint)
            detection, threshold, kind = validate(average.eval(), held_apart)
            print(f'{name} {step + 1} {time.time() - start:.0f} s loss {loss.item():.3f} validation detection F1 {detection:.3f} at '
                  f'{threshold:.2f} class F1 {kind:.3f}', flush=True)
    return average.eval()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--simulated')
    arguments.add_argument('--start', help='the exported network to go on from; with --alone')
    arguments.add_argument('--steps', type=int, default=STEPS)
    arguments.add_argument('--rate', type=float, default=PEAK)
    arguments.add_argument('--device', default='auto')
    arguments.add_argument('--batch', type=int, default=BATCH)
    arguments.add_argument('--alone', action='store_true', help='train the small network without a teacher, where there is no GPU')
    options = arguments.parse_args()
    if options.start and not options.alone:
        arguments.error('--start goes with --alone')
    device = torch.device(('cuda' if torch.cuda.is_available() else 'cpu') if options.device == 'auto' else options.device)
    torch.backends.cudnn.benchmark = True
    torch.manual_seed(0)
    torch.set_num_threads(os.cpu_count() or 1)
    os.makedirs(options.work, exist_ok=True)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'split.json')) as file:
        split = json.load(file)
    training = [load(options.data, n) for n in split['training']]
    held_apart = [load(options.data, n) for n in split['validation']]
    sources = [Fields(training, device)]
    if options.simulated:
        sources.append(Fields(load_simulated(options.simulated), device))
    share = np.bincount(np.concatenate([k for _, k, _, _ in training]), minlength=3)
    weights = torch.tensor((share / share.mean()) ** -0.5, dtype=torch.float32, device=device)
    teacher = None if options.alone else train('teacher', TEACHER, sources, held_apart, weights, options, device)
    train('nuclei', WIDTHS, sources, held_apart, weights, options, device, teacher)


if __name__ == '__main__':
    main()
