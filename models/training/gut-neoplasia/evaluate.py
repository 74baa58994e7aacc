"""Chooses temperature and threshold on the validation cases, then reports on the test cases.

usage: evaluate.py --data gut-neoplasia --work DIR [--module model.ts --epochs N]

Writes DIR/evaluation.json and DIR/calibration.png; of the networks in DIR, or of an exported one that was trained for N epochs.
"""
import argparse
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

from data import CLASSES, NEOPLASTIC, case_of, fields, load
from network import DEVIATION, MEAN, Exported, GradeNet

BAD = [CLASSES.index(c) for c in NEOPLASTIC]
FALSE_PLACES = 0.05   # share of places on glands of normal and polyp fields that may lie above the threshold
RIGHT = 0.95          # share of validation fields whose grade is named that must have it
ROUNDS = 1000


def networks(work):
    """Every network that was trained, with its averaged weights."""
    found = []
    for number in (0, 1):
        path = os.path.join(work, f'network{number}.pt')
        if os.path.exists(path):
            network = GradeNet()
            network.load_state_dict(torch.load(path, map_location='cpu')['average'])
            found.append(network.eval())
    return found


def asked(module, folder, chosen):
    """For each field: Dice at 0.5, the field's grade logits, and gland probability and grade logits at each place."""
    rows = []
    for grade, name in chosen:
        picture, mask = load(folder, grade, name)
        x = (torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() - MEAN) / DEVIATION
        with torch.no_grad():
            out = module(x)[0]
        whole = F.interpolate(out[None, :1], scale_factor=2.0, mode='bilinear', align_corners=False)[0, 0].numpy() >= 0.5
        gland = out[0]
        logits = (out[1:] * gland).sum((1, 2)) / gland.sum().clamp(min=1e-6)
        rows.append({'case': case_of(name), 'truth': CLASSES.index(grade), 'dice': 2 * (whole & (mask > 0)).sum() / max(1, whole.sum() + mask.sum()),
                     'logits': logits.numpy(), 'gland': gland.numpy()[::8, ::8], 'places': out[1:, ::8, ::8].numpy()})
    return rows


def softmax(logits, axis):
    e = np.exp(logits - logits.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def temperature_of(rows):
    """The temperature that gives the validation fields the least negative log likelihood, each grade weighted alike."""
    logits, truth = np.stack([r['logits'] for r in rows]), np.array([r['truth'] for r in rows])
    weights = 1 / np.bincount(truth, minlength=len(CLASSES))[truth]

    def cost(t):
        return -(weights * np.log(softmax(logits / t, 1)[np.arange(len(truth)), truth] + 1e-12)).sum()
    return float(min(np.arange(0.3, 4.01, 0.02), key=cost))


def threshold_of(rows, temperature):
    """From which value of the neoplasia map a place is called: few places on glands of normal and polyp fields lie above."""
    values = []
    for r in rows:
        if CLASSES[r['truth']] in ('normal', 'polyp'):
            p = softmax(r['places'] / temperature, 0)[BAD].sum(0)
            values.append(p[r['gland'] >= 0.5])
    return float(np.clip(np.ceil(np.quantile(np.concatenate(values), 1 - FALSE_PLACES) * 20) / 20, 0.5, 0.9))


def named(rows, temperature, threshold, least):
    """Fields called neoplastic, those whose grade has at least a probability, and the share of these that have this grade."""
    p = softmax(np.stack([r['logits'] for r in rows]) / temperature, 1)
    truth, grade = np.array([r['truth'] for r in rows]), np.array(BAD)[p[:, BAD].argmax(1)]
    called = p[:, BAD].sum(1) >= threshold
    sure = called & (p[np.arange(len(p)), grade] >= least)
    cancer = sure & (grade == CLASSES.index('adenocarcinoma'))
    return {'called': int(called.sum()), 'named': int(sure.sum()), 'right': float((grade == truth)[sure].mean()) if sure.any() else 1.0,
            'rightOfAll': float((grade == truth)[called].mean()), 'adenocarcinoma': int(cancer.sum()),
            'adenocarcinomaRight': float((grade == truth)[cancer].mean()) if cancer.any() else 1.0}


def naming_of(rows, temperature, threshold):
    """From which probability of its grade a region is called by it: the least multiple of 0.05 at which enough validation fields are right."""
    return next(float(least) for least in np.round(np.arange(0.3, 1.01, 0.05), 2) if named(rows, temperature, threshold, least)['right'] >= RIGHT)


def auroc(scores, positive):
    a, b = scores[positive], scores[~positive]
    if not len(a) or not len(b):
        return float('nan')
    return float(((a[:, None] > b).mean() + 0.5 * (a[:, None] == b).mean()))


def figures(rows, temperature):
    """Every figure of the card, from one set of fields."""
    truth = np.array([r['truth'] for r in rows])
    p = softmax(np.stack([r['logits'] for r in rows]) / temperature, 1)
    called = p.argmax(1)
    score, bad = p[:, BAD].sum(1), np.isin(truth, BAD)
    normal = bad | (truth == 0)
    recall = [float((called[truth == k] == k).mean()) if (truth == k).any() else float('nan') for k in range(len(CLASSES))]
    dice = np.array([r['dice'] for r in rows])
    result = {'meanDice': float(dice.mean()), 'balancedAccuracy': float(np.nanmean(recall)), 'accuracy': float((called == truth).mean()),
              'aurocNormalAgainstNeoplastic': auroc(score[normal], bad[normal]), 'aurocNeoplasticAgainstAllOthers': auroc(score, bad)}
    for k, name in enumerate(CLASSES):
        result['sensitivity ' + name] = recall[k]
        result['meanDice ' + name] = float(dice[truth == k].mean()) if (truth == k).any() else float('nan')
    return result


def intervals(rows, temperature):
    """95 % intervals, bootstrap over cases."""
    by_case = {}
    for r in rows:
        by_case.setdefault(r['case'], []).append(r)
    groups, generator = list(by_case.values()), np.random.default_rng(1)
    drawn = []
    for _ in range(ROUNDS):
        picked = [r for i in generator.integers(0, len(groups), len(groups)) for r in groups[i]]
        drawn.append(figures(picked, temperature))
    return {k: [float(v) for v in np.nanpercentile([d[k] for d in drawn], [2.5, 97.5])] for k in drawn[0]}


def confusion(rows, temperature):
    table = np.zeros((len(CLASSES), len(CLASSES)), int)
    for r in rows:
        table[r['truth'], int(np.argmax(r['logits']))] += 1
    return table.tolist()


def reliability(rows, temperature, bins=5):
    """Rows of (from, to, fields, mean probability of neoplasia, share neoplastic), and the expected calibration error."""
    p = softmax(np.stack([r['logits'] for r in rows]) / temperature, 1)[:, BAD].sum(1)
    truth = np.isin([r['truth'] for r in rows], BAD)
    table, error = [], 0.0
    for low in np.arange(bins) / bins:
        inside = (p >= low) & ((p < low + 1 / bins) | (low + 1 / bins >= 1))
        if inside.any():
            mean, share = float(p[inside].mean()), float(truth[inside].mean())
            table.append([round(float(low), 2), round(float(low + 1 / bins), 2), int(inside.sum()), mean, share])
            error += abs(mean - share) * inside.sum() / len(p)
    return table, float(error)


def draw(table, path):
    import matplotlib
    matplotlib.use('Agg')
    import matplotlib.pyplot as plt
    figure, ax = plt.subplots(figsize=(4.6, 4.3))
    ax.plot([0, 1], [0, 1], color='0.7')
    ax.plot([r[3] for r in table], [r[4] for r in table], 'o-', color='#1f77b4')
    for r in table:
        ax.annotate(f'{r[2]:,}', (r[3], r[4]), xytext=(4, -10), textcoords='offset points', fontsize=7, color='0.4')
    ax.set(xlabel='probability of neoplasia given', ylabel='share neoplastic', title='Test fields', xlim=(-0.02, 1.1), ylim=(-0.06, 1.06))
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--threads', type=int, default=2)
    arguments.add_argument('--module')
    arguments.add_argument('--epochs', type=int)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'split.json')) as file:
        split = json.load(file)
    if options.module:
        module, epochs = torch.jit.load(options.module).eval(), [options.epochs]
    else:
        trained = networks(options.work)
        module = Exported(trained).eval()
        epochs = [torch.load(os.path.join(options.work, f'network{i}.pt'), map_location='cpu')['epochs'] for i in range(len(trained))]
    everything = fields(options.data)
    rows = {part: asked(module, options.data, [(g, n) for g, n in everything if case_of(n) in set(split[part])])
            for part in ('validation', 'test')}
    temperature = temperature_of(rows['validation'])
    threshold = threshold_of(rows['validation'], temperature)
    table, error = reliability(rows['test'], temperature)
    least = naming_of(rows['validation'], temperature, threshold)
    result = {'networks': len(epochs), 'temperature': temperature, 'operatingThreshold': threshold, 'epochs': epochs,
              'gradeFrom': least, 'named': {part: named(rows[part], temperature, threshold, least) for part in rows},
              'counts': {part: {'cases': len(split[part]), 'fields': [sum(r['truth'] == k for r in rows[part]) for k in range(len(CLASSES))]}
                         for part in rows},
              'validation': figures(rows['validation'], temperature), 'test': figures(rows['test'], temperature),
              'testIntervals95': intervals(rows['test'], temperature), 'confusion': confusion(rows['test'], temperature),
              'reliability': table, 'expectedCalibrationError': error}
    with open(os.path.join(options.work, 'evaluation.json'), 'w') as file:
        json.dump(result, file, indent=1)
    draw(table, os.path.join(options.work, 'calibration.png'))
    print(json.dumps({k: v for k, v in result.items() if k not in ('testIntervals95',)}, indent=1))


if __name__ == '__main__':
    main()
