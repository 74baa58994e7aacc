"""Chooses threshold, components and calibration on patients that neither the network asked nor the report uses, then reports on the test patients.

usage: evaluate.py --data brain-lgg --work DIR      writes DIR/evaluation.json and DIR/calibration.png

Each patient outside the test is asked of the one network that did not train on it. The test patients, asked of all networks
together, are scored with what was chosen. Weights are rounded to 16 bits before, as in the bundle. Probabilities are kept as DIR/predicted-*.npz and computed again only when a network is newer.
"""
import argparse
import json
import os

import numpy as np
import torch
from scipy import ndimage
from scipy.optimize import minimize

import data
import preprocessing
from network import Ensemble, UNet, compact

OVERLAP = 0.1  # a lesion is called true where its intersection over union with the marked tumour in its place is at least this
LIMIT = 1e-6
THRESHOLDS = np.arange(0.20, 0.71, 0.05)
PEAKS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95)
FRACTIONS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.35)
ALLOWANCE = 0.002  # mean Dice given up so that as few lesions as possible are left out
LESION_BINS = 5


def load(work, number):
    network = UNet()
    network.load_state_dict(torch.load(os.path.join(work, f'network{number}.pt'), map_location='cpu')['average'])
    return compact(network)


def logit(p):
    p = np.clip(p, LIMIT, 1 - LIMIT)
    return np.log(p / (1 - p))


def logistic(z):
    return 1 / (1 + np.exp(-z))


def predict(model, channels, square, shape):
    """Probability (slices, rows, columns) on the study's own grid; 0 outside the square."""
    with torch.no_grad():
        inputs = torch.from_numpy(np.stack([preprocessing.neighbours(channels, k) for k in range(len(channels))]))
        small = torch.cat([model(b) for b in inputs.split(4)])[:, 0].numpy()
    return np.stack([preprocessing.restore(s, square, shape) for s in small])


def calibrate(p, slope, intercept):
    return np.where(p > 0, logistic(slope * logit(p) + intercept), 0)


def components(p, threshold, peak, minimum_fraction):
    """Labels of the lesions kept (26 neighbours), 0 elsewhere, and their number."""
    labels, n = ndimage.label(p >= threshold, np.ones((3, 3, 3)))
    if n == 0:
        return labels, 0
    index = np.arange(1, n + 1)
    sizes = np.bincount(labels.ravel(), minlength=n + 1)[1:]
    keep = ndimage.maximum(p, labels, index) >= peak
    if keep.any():
        keep &= sizes >= minimum_fraction * sizes[keep].max()
    new = np.zeros(n + 1, int)
    new[1:][keep] = np.arange(1, keep.sum() + 1)
    return new[labels], int(keep.sum())


def lesion_counts(p, threshold, mask):
    """Of every connected lesion its voxels, its highest p and its voxels inside the mask; and the mask's voxels."""
    labels, n = ndimage.label(p >= threshold, np.ones((3, 3, 3)))
    flat = labels.ravel()
    called = flat > 0
    peaks = np.zeros(n + 1)
    np.maximum.at(peaks, flat[called], p.ravel()[called])
    return (np.bincount(flat, minlength=n + 1)[1:], peaks[1:],
            np.bincount(flat[mask.ravel()], minlength=n + 1)[1:], mask.sum())


def dice_of_kept(counts, peak, minimum_fraction):
    """Dice of the lesions that `components` would keep."""
    sizes, peaks, inside, marked = counts
    keep = peaks >= peak
    if keep.any():
        keep &= sizes >= minimum_fraction * sizes[keep].max()
    return 2.0 * inside[keep].sum() / (sizes[keep].sum() + marked)


def dice(a, b):
    return 2.0 * (a & b).sum() / (a.sum() + b.sum()) if a.any() or b.any() else 1.0


def lesion_features(p, labels, n, mask, head_voxels):
    """(logit of the mean probability, ln of the share of the head, whether true) of each lesion."""
    truth, marked = ndimage.label(mask, np.ones((3, 3, 3)))
    marked_sizes = np.bincount(truth.ravel(), minlength=marked + 1)
    rows = []
    for i, box in enumerate(ndimage.find_objects(labels, n), start=1):
        lesion = labels[box] == i
        there = np.bincount(truth[box][lesion], minlength=marked + 1)
        touched = [t for t in range(1, marked + 1) if there[t]]
        inside = there[1:].sum()
        union = lesion.sum() + sum(marked_sizes[t] for t in touched) - inside
        rows.append((logit(p[box][lesion].mean()), np.log(lesion.sum() / head_voxels), inside / union >= OVERLAP))
    return rows


def fit_logistic(x, y, ridge):
    """Weights (intercept first) of a logistic regression with a ridge on all but the intercept."""
    x = np.c_[np.ones(len(x)), x]

    def cost(w):
        z = x @ w
        return (np.logaddexp(0, z) - y * z).mean() + ridge * (w[1:] ** 2).sum()
    return minimize(cost, np.zeros(x.shape[1]), method='BFGS').x


def reliability(p, truth, bins=10):
    """Rows of (from, to, voxels or lesions, mean probability, observed share), and the expected calibration error."""
    rows, error = [], 0.0
    for low in np.arange(bins) / bins:
        inside = (p >= low) & ((p < low + 1 / bins) | (low + 1 / bins >= 1))
        if inside.any():
            mean, share = float(p[inside].mean()), float(truth[inside].mean())
            rows.append([round(float(low), 2), round(float(low + 1 / bins), 2), int(inside.sum()), mean, share])
            error += abs(mean - share) * inside.sum() / len(p)
    return rows, float(error)


def bootstrap(values, statistic, seed=1, rounds=10000):
    """95 % interval of a statistic over patients, drawn with replacement."""
    values = np.array(values)
    draws = np.random.default_rng(seed).integers(0, len(values), (rounds, len(values)))
    return [float(v) for v in np.percentile(statistic(values[draws], axis=1), [2.5, 97.5])]


def choose(tried):
    """The best threshold, and with it the mildest filter (least peak, then least fraction) within ALLOWANCE of the best mean Dice."""
    best = max(tried, key=tried.get)
    return min(k for k, mean in tried.items() if k[0] == best[0] and mean >= tried[best] - ALLOWANCE)


def summary(scores):
    values = list(scores.values())
    return {'patients': len(values), 'mean': float(np.mean(values)), 'meanInterval95': bootstrap(values, np.mean),
            'median': float(np.median(values)), 'medianInterval95': bootstrap(values, np.median),
            'lowest': float(min(values)), 'byPatient': scores}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--threads', type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    slices = data.patients(options.data)
    test, _, validation = data.split(slices)
    numbers = range(len(validation))
    networks = [load(options.work, i) for i in numbers]
    newest = max(os.path.getmtime(os.path.join(options.work, f'network{i}.pt')) for i in numbers)

    def case(model, patient):
        images, mask = data.study(options.data, patient, slices[patient])
        head = preprocessing.foreground(images[..., 1])
        kept = os.path.join(options.work, f'predicted-{patient}.npz')
        if os.path.exists(kept) and os.path.getmtime(kept) > newest:
            p = np.load(kept)['p']
        else:
            channels, square = preprocessing.prepare(images[..., 0], images[..., 1], images[..., 2])
            p = predict(model, channels, square, mask.shape[1:]).astype(np.float32)
            np.savez_compressed(kept, p=p)
        return {'p': p, 'mask': mask, 'head': head}

    held_out = {p: case(Ensemble([(networks[i], i)]).eval(), p) for i in numbers for p in validation[i]}

    # Voxels inside the head, weighted alike; every 7th is plenty.
    p = np.concatenate([c['p'][c['head']][::7] for c in held_out.values()])
    y = np.concatenate([c['mask'][c['head']][::7] for c in held_out.values()])
    intercept, slope = fit_logistic(logit(p)[:, None], y, 0.0)
    for c in held_out.values():
        c['q'] = calibrate(c['p'], slope, intercept)

    tried = {}
    for threshold in THRESHOLDS:
        cases = [lesion_counts(c['q'], threshold, c['mask']) for c in held_out.values()]
        for peak in PEAKS:
            for fraction in FRACTIONS:
                tried[round(float(threshold), 2), peak, fraction] = np.mean([dice_of_kept(c, peak, fraction) for c in cases])
    threshold, peak, fraction = choose(tried)

    rows = []
    for c in held_out.values():
        for low in (threshold, 0.6 * threshold):  # a second, lower cut gives more and less certain lesions to learn from
            labels, n = components(c['q'], low, 0.0, 0.0)
            rows += [r for r in lesion_features(c['q'], labels, n, c['mask'], c['head'].sum())]
    rows = np.array(rows, float)
    lesion = fit_logistic(rows[:, :2], rows[:, 2], 1e-3)

    chosen = {'slope': float(slope), 'intercept': float(intercept), 'operatingThreshold': threshold, 'peak': peak,
              'minimumFraction': fraction,
              'lesion': {'intercept': float(lesion[0]), 'meanLogit': float(lesion[1]), 'logFraction': float(lesion[2])}}

    def called(c):
        return components(c['q'], threshold, peak, fraction)

    def rated(c, labels, n):
        """(probability, whether true) of each lesion."""
        return [(float(logistic(lesion @ [1, mean, share])), bool(true))
                for mean, share, true in lesion_features(c['q'], labels, n, c['mask'], c['head'].sum())]
    epochs = [torch.load(os.path.join(options.work, f'network{i}.pt'), map_location='cpu')['epochs'] for i in numbers]
    result = {'epochs': epochs, 'chosen': chosen,
              'validation': summary({p: dice(called(c)[0] > 0, c['mask']) for p, c in held_out.items()})}

    together = Ensemble(list(zip(networks, numbers))).eval()
    scores, voxels, truths, lesions, candidates = {}, [], [], [], []
    for patient in test:
        c = case(together, patient)
        c['q'] = calibrate(c['p'], slope, intercept)
        labels, n = called(c)
        scores[patient] = dice(labels > 0, c['mask'])
        voxels.append(c['q'][c['head']])
        truths.append(c['mask'][c['head']])
        lesions += rated(c, labels, n)
        candidates += rated(c, *components(c['q'], threshold, 0.0, 0.0))
    result['test'] = summary(scores)
    table, error = reliability(np.concatenate(voxels), np.concatenate(truths))
    of_lesions, lesion_error = reliability(*(np.array(v, float) for v in zip(*candidates)), LESION_BINS)
    result['calibration'] = {'voxels': table, 'expectedError': error, 'lesions': lesions, 'candidates': of_lesions,
                             'expectedErrorOfCandidates': lesion_error}
    with open(os.path.join(options.work, 'evaluation.json'), 'w') as file:
        json.dump(result, file, indent=1)
    draw(table, of_lesions, os.path.join(options.work, 'calibration.png'))
    for name in ('validation', 'test'):
        s = result[name]
        print(f"{name}: mean {s['mean']:.3f} {s['meanInterval95']} median {s['median']:.3f} lowest {s['lowest']:.3f}")
    print(json.dumps(chosen), 'voxel calibration error', round(error, 4), 'lesions', len(lesions),
          'true', sum(t for _, t in lesions))


def draw(voxels, lesions, path):
    """Both reliability curves side by side."""
    import matplotlib
    matplotlib.use('Agg')
    import matplotlib.pyplot as plt
    figure, axes = plt.subplots(1, 2, figsize=(9, 4.3))
    for ax, rows, what in ((axes[0], voxels, 'voxels of the head'), (axes[1], lesions, 'connected lesions before the filter')):
        ax.plot([0, 1], [0, 1], color='0.7')
        ax.plot([r[3] for r in rows], [r[4] for r in rows], 'o-', color='#1f77b4')
        for r in rows:
            ax.annotate(f'{r[2]:,}', (r[3], r[4]), xytext=(4, -10), textcoords='offset points', fontsize=7, color='0.4')
        ax.set(xlabel='probability given', ylabel='share true', title=f'Test patients, {what}', xlim=(-0.02, 1.1), ylim=(-0.06, 1.06))
    figure.tight_layout()
    figure.savefig(path, dpi=110)


if __name__ == '__main__':
    main()
