"""Compares what the whole program measures on simulated biopsies with what is known of them; writes figures and a plot.

The pictures are imported as slides of 0.5 µm a pixel and analysed with the bundle as it stands in the checkout.

usage: measured.py --fovea ./fovea --biopsies DIR --work DIR --output biopsies-evaluation.json --plot biopsies.png
"""
import argparse
import glob
import json
import os
import subprocess

import matplotlib
import numpy as np

matplotlib.use('Agg')
import matplotlib.pyplot as plt  # noqa: E402

FLAT_UM = 60     # lower villi are none: the truth's ratio is then 0, and within 10 % has no meaning


def run(options):
    """findings.json of all biopsies, which is kept in the work folder."""
    library = os.path.join(options.work, 'library', 'fovea.sqlite')
    results = os.path.join(options.work, 'results')
    if not os.path.exists(os.path.join(results, 'findings.json')):
        os.makedirs(os.path.dirname(library), exist_ok=True)
        for picture in sorted(glob.glob(os.path.join(options.biopsies, '*.png'))):
            name = os.path.basename(picture)[:-4]
            subprocess.run([options.fovea, 'import', picture, '--um-per-pixel', '0.5', '--patient-id', name, '--stain', 'he', '--body-site',
                            'duodenum', '--library', library], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([options.fovea, 'analyze', os.path.dirname(library), '--output', results, '--bundle', 'duodenum-enteropathy'],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(results, 'findings.json')) as file:
        return {a['patientID']: a for a in json.load(file)['analyses']}


def pairs(truth, analyses, name, least=0.0):
    """(true, measured) of the biopsies in which a value was measured."""
    found = []
    for biopsy, known in truth.items():
        true = known['villusHeight'] / known['cryptDepth'] if name == 'villusToCryptRatio' else known[name]
        value = analyses.get(biopsy, {}).get('measurements', {}).get(name)
        if value and value['value'] is not None and known['villusHeight'] >= least:
            found.append((true, value['value']))
    return np.array(found).reshape(-1, 2)


def error(p):
    return np.abs(p[:, 1] / p[:, 0] - 1)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('fovea', 'biopsies', 'work', 'output', 'plot'):
        arguments.add_argument('--' + name, required=True)
    options = arguments.parse_args()
    with open(os.path.join(options.biopsies, 'truth.json')) as file:
        truth = json.load(file)
    analyses = run(options)
    ratio = pairs(truth, analyses, 'villusToCryptRatio', FLAT_UM)
    height, depth = pairs(truth, analyses, 'villusHeight', FLAT_UM), pairs(truth, analyses, 'cryptDepth')
    iel = pairs(truth, analyses, 'ielPer100Enterocytes')
    brunner = pairs(truth, analyses, 'brunnerGlandsInMucosa')
    flat = [analyses[b]['measurements'].get('villusToCryptRatio', {}).get('value') for b, t in truth.items()
            if t['villusHeight'] < FLAT_UM and b in analyses]
    flat = [f for f in flat if f is not None]
    figures = {
        'biopsies': len(truth), 'flatBiopsies': len(flat), 'flatBelow05': int(sum(f < 0.5 for f in flat)),
        'ratioMeasured': len(ratio), 'ratioWithin10': float((error(ratio) < .1).mean()) if len(ratio) else 0.0,
        'ratioError': float(np.median(error(ratio))), 'heightError': float(np.median(error(height))),
        'depthError': float(np.median(error(depth))), 'ielMeasured': len(iel),
        'ielWithin15': float((error(iel) < .15).mean()) if len(iel) else 0.0,
        'ielError': float(np.median(error(iel))) if len(iel) else float('nan'),
        'pairs': {'ratio': ratio.tolist(), 'iel': iel.tolist(), 'brunner': brunner.tolist()}}
    with open(options.output, 'w') as file:
        json.dump(figures, file, indent=1)
        file.write('\n')
    figure, axes = plt.subplots(1, 3, figsize=(13, 4.2))
    for axis, p, share, words in ((axes[0], ratio, .1, 'villus height to crypt depth'),
                                  (axes[1], iel, .15, 'lymphocytes per 100 enterocytes'),
                                  (axes[2], brunner, 0, "Brunner's glands, % of the mucosa")):
        most = 1.05 * max(1, p.max() if len(p) else 1)
        x = np.array([0, most])
        axis.fill_between(x, x * (1 - share), x * (1 + share), color='#4cc38a', alpha=.25, linewidth=0)
        axis.plot(x, x, color='#8d98a5', linewidth=1)
        axis.scatter(p[:, 0], p[:, 1], s=16, color='#1f6f8b')
        axis.set(xlim=(0, most), ylim=(0, most), xlabel='true', ylabel='measured', title=words + (f'\nband: within {share:.0%}' if share else ''))
    figure.tight_layout()
    figure.savefig(options.plot, dpi=110)
    print({k: v for k, v in figures.items() if k != 'pairs'})


if __name__ == '__main__':
    main()
