"""Writes the bundle: network, golden pairs, manifest, card.   usage: export.py --work DIR --bundle models/brain-mri-glioma"""
import argparse
import json
import os
import shutil
import sys

import numpy as np
import torch

import data
import preprocessing
from evaluate import load
from network import INPUT_CHANNELS, Ensemble

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import bundles  # noqa: E402

VERSION = '2.0.0'


def golden_study(with_t1):
    """A small made-up study (5 slices of 64 × 56): ellipses and fixed noise in the range of 12-bit values. None for a missing T1."""
    z, y, x = np.meshgrid(np.arange(5), np.arange(64), np.arange(56), indexing='ij')
    noise = np.random.default_rng(7)
    head = ((y - 33) / 24.0) ** 2 + ((x - 26) / 19.0) ** 2 < 1 - 0.05 * z
    inner = ((y - 30) / 9.0) ** 2 + ((x - 20) / 6.0) ** 2 < 1
    volumes = [np.round(head * (900 + 300 * c + 400 * inner * c) + noise.integers(0, 60, head.shape)) for c in range(3)]
    t1, flair, t1gd = (v.astype(np.float32) for v in volumes)
    return (t1 if with_t1 else None), flair, t1gd


def write_golden(module, bundle):
    folder = os.path.join(bundle, 'golden')
    os.makedirs(folder, exist_ok=True)
    _, flair, t1gd = golden_study(True)
    t1, _, _ = golden_study(True)
    for name, volume in (('t1', t1), ('flair', flair), ('t1gd', t1gd)):
        np.save(os.path.join(folder, f'study-{name}.npy'), volume)
    for name, parts in (('study', (t1, flair, t1gd)), ('study-without-t1', (None, flair, t1gd))):
        channels, _ = preprocessing.prepare(*parts)
        inputs = np.stack([preprocessing.neighbours(channels, k) for k in (0, 2)])
        np.save(os.path.join(folder, f'{name}-input.npy'), inputs[:, :, ::4, ::4].astype(np.float32))
        if name == 'study':
            with torch.no_grad():
                outputs = module(torch.from_numpy(inputs[1:])).numpy()
            np.save(os.path.join(folder, 'network-input.npy'), inputs[1:])
            np.save(os.path.join(folder, 'network-output.npy'), outputs)


def manifest(evaluation):
    chosen = evaluation['chosen']
    figures = evaluation['test']
    return {
        'schema': 'fovea.bundle/1', 'id': 'brain-mri-glioma', 'version': VERSION, 'name': 'Brain MRI glioma',
        'intendedUse': 'Research: outlines the FLAIR abnormality of lower-grade glioma on axial brain MRI for a physician to confirm or '
                       'correct. Not for diagnosis.',
        'validation': f"Measured on {figures['patients']} patients of the collection it was trained on (TCGA-LGG), none of them used in "
                      f"training: mean Dice {figures['mean']:.2f}. Not validated on patients of any other hospital or disease.",
        'appliesTo': {'modality': ['MR'], 'bodyPart': ['BRAIN', 'HEAD'],
                      'roles': [{'name': 'FLAIR', 'required': True},
                                {'name': 'T1', 'required': False, 'substitute': 'FLAIR'},
                                {'name': 'T1GD', 'required': False, 'substitute': 'FLAIR'}],
                      'minimumSlices': 8, 'plane': 'axial', 'minimumExtentMm': 80},
        'preprocessing': [
            {'step': 'orient-axial'},
            {'step': 'substitute-missing'},
            {'step': 'channels', 'roles': ['T1', 'FLAIR', 'T1GD']},
            {'step': 'foreground', 'role': 'FLAIR', 'percentile': preprocessing.FOREGROUND_PERCENTILE,
             'fraction': preprocessing.FOREGROUND_FRACTION},
            {'step': 'normalise-foreground', 'low': preprocessing.CLIP_LOW, 'high': preprocessing.CLIP_HIGH},
            {'step': 'crop-square', 'boxFraction': preprocessing.BOX_FRACTION, 'margin': preprocessing.BOX_MARGIN},
            {'step': 'resize-bilinear', 'size': preprocessing.SIZE},
            {'step': 'stack-neighbours', 'below': preprocessing.REACH, 'above': preprocessing.REACH}],
        'network': {'input': [INPUT_CHANNELS, preprocessing.SIZE, preprocessing.SIZE],
                    'output': [1, preprocessing.SIZE, preprocessing.SIZE], 'batch': 4},
        'postprocessing': [
            {'step': 'restore-bilinear'},
            {'step': 'calibrate-logistic', 'slope': chosen['slope'], 'intercept': chosen['intercept']},
            {'step': 'threshold'},
            {'step': 'components', 'connectivity': 26, 'peak': chosen['peak'], 'minimumFraction': chosen['minimumFraction']},
            dict({'step': 'lesion-probability'}, **chosen['lesion'])],
        'outputs': [{'channel': 0, 'name': 'glioma', 'label': 'Glioma',
                     'code': {'scheme': 'SCT', 'value': '393564001', 'meaning': 'Glioma'},
                     'site': {'scheme': 'SCT', 'value': '12738006', 'meaning': 'Brain'},
                     'category': {'scheme': 'SCT', 'value': '49755003', 'meaning': 'Morphologically Abnormal Structure'}}],
        'operatingThreshold': chosen['operatingThreshold'],
        'calibration': {'voxels': 'logistic, see postprocessing', 'expectedErrorOnTest': evaluation['calibration']['expectedError'],
                        'reliability': evaluation['calibration']['voxels'],
                        'lesions': 'logistic, see postprocessing; true where intersection over union with a marked tumour is at least 0.1',
                        'expectedErrorOfLesionsOnTest': evaluation['calibration']['expectedErrorOfCandidates'],
                        'reliabilityOfLesions': evaluation['calibration']['candidates']},
        'evaluation': {'data': 'TCGA-LGG with the masks of Buda, Saha and Mazurowski 2019', 'split': 'by patient, see '
                       'models/training/brain-mri-glioma/split.json', 'test': figures, 'validation': evaluation['validation']},
        'golden': {'network': {'input': 'golden/network-input.npy', 'output': 'golden/network-output.npy', 'tolerance': 1e-3},
                   'preprocessing': [
                       {'roles': {'T1': 'golden/study-t1.npy', 'FLAIR': 'golden/study-flair.npy', 'T1GD': 'golden/study-t1gd.npy'},
                        'slices': [0, 2], 'stride': 4, 'input': 'golden/study-input.npy', 'tolerance': 1e-4},
                       {'roles': {'FLAIR': 'golden/study-flair.npy', 'T1GD': 'golden/study-t1gd.npy'},
                        'slices': [0, 2], 'stride': 4, 'input': 'golden/study-without-t1-input.npy', 'tolerance': 1e-4}]}}


def metadata():
    size = preprocessing.SIZE
    return {
        'schema': 'https://github.com/Project-MONAI/MONAI-extra-test-data/releases/download/0.8.1/meta_schema_20240725.json',
        'version': VERSION, 'changelog': {'1.0.0': 'first version', VERSION: 'five networks of five folds, five slices, 192 x 192'}, 'monai_version': '1.3.0', 'pytorch_version': '1.13.1',
        'numpy_version': np.__version__, 'required_packages_version': {}, 'optional_packages_version': {},
        'task': 'Segmentation of the FLAIR abnormality of lower-grade glioma', 'name': 'Brain MRI glioma',
        'description': 'Five U-Nets on five neighbouring axial slices of T1, FLAIR and T1 after contrast.',
        'authors': 'Fovea project', 'copyright': 'Fovea project', 'data_source': 'TCGA-LGG (TCIA), masks by Buda et al. 2019',
        'data_type': 'DICOM MR', 'image_classes': 'T1, FLAIR, T1 after contrast', 'label_classes': 'single channel, tumour',
        'pred_classes': 'probability of tumour', 'intended_use': 'Research only',
        'network_data_format': {
            'inputs': {'image': {'type': 'image', 'format': 'magnitude', 'modality': 'MR', 'num_channels': INPUT_CHANNELS,
                                 'spatial_shape': [size, size], 'dtype': 'float32',
                                 'value_range': [preprocessing.CLIP_LOW, preprocessing.CLIP_HIGH], 'is_patch_data': False,
                                 'channel_def': {str(i): f'{c}, slice {o:+d}' for i, (o, c) in enumerate(
                                     (o, c) for o in range(-preprocessing.REACH, preprocessing.REACH + 1) for c in ('T1', 'FLAIR', 'T1GD'))}}},
            'outputs': {'pred': {'type': 'image', 'format': 'segmentation', 'num_channels': 1, 'spatial_shape': [size, size],
                                 'dtype': 'float32', 'value_range': [0, 1], 'is_patch_data': False,
                                 'channel_def': {'0': 'glioma'}}}}}


def card(evaluation):
    t_epochs = f"{min(evaluation['epochs'])} to {max(evaluation['epochs'])}" if len(set(evaluation['epochs'])) > 1 else evaluation['epochs'][0]
    t, v, c, chosen = (evaluation[k] for k in ('test', 'validation', 'calibration', 'chosen'))

    def interval(pair):
        return f'{pair[0]:.3f} to {pair[1]:.3f}'
    by_patient = '\n'.join(f'| {p} | {s:.3f} |' for p, s in sorted(t['byPatient'].items(), key=lambda i: i[1]))
    curve = '\n'.join(f'| {a:.1f} to {b:.1f} | {n:,} | {p:.3f} | {o:.3f} |' for a, b, n, p, o in c['voxels'])
    candidates = '\n'.join(f'| {a:.1f} to {b:.1f} | {n} | {p:.3f} | {o:.3f} |' for a, b, n, p, o in c['candidates'])
    low = '\n'.join(f'| {p} | {s:.3f} |' for p, s in sorted(v['byPatient'].items(), key=lambda i: i[1])[:6])
    left_out = f"A lesion whose highest probability stays below {chosen['peak']} is left out."
    if chosen['minimumFraction']:
        left_out += f" So is one that has fewer than {chosen['minimumFraction']:.0%} of the voxels of the largest one found."
    right = sum(true for _, true in c['lesions'])
    return f'''# Brain MRI glioma {VERSION}

**For research use only. Measured on patients of one collection; not validated on patients of any other hospital, scanner or disease.**

Outlines the FLAIR abnormality (tumour with its oedema) of lower-grade glioma on axial brain MRI, slice by slice, as a probability for
each voxel and as connected lesions. It is made for a physician to confirm, correct or reject each lesion.

## Not for

Diagnosis or treatment without a physician's reading. Children. Metastases, abscess, stroke, multiple sclerosis and other causes of a
bright FLAIR: none was in the training data, and the network will mark some of them. Studies after surgery. Other planes than axial.
It says nothing about grade or type.

## Data

TCGA-LGG from The Cancer Imaging Archive (CC BY 3.0), 88 patients of five hospitals with lower-grade glioma, 3,158 axial slices of T1,
FLAIR and T1 after contrast; outlines of the FLAIR abnormality by Buda, Saha and Mazurowski (Computers in Biology and Medicine 109,
2019; CC BY-NC-SA 4.0). Every patient has a tumour. The collection's files hold 8-bit values without spacing.

Split by patient with a fixed seed, stratified by hospital (`models/training/brain-mri-glioma/split.json`): 16 test patients; the other
72 in five folds, and five networks, each trained on four folds and validated on the fifth.

## Network

Five U-Nets with residual blocks on five neighbouring slices of the three sequences, {preprocessing.SIZE} × {preprocessing.SIZE} pixels over the head, averaged; two of
the five see the mirror image (left and right exchanged). The weights are moving averages over training, rounded to 16 bits. Each was trained for {t_epochs}
epochs on a GPU (every slice with tumour and two thirds of those without in each). A missing T1 or T1 after contrast is replaced by
FLAIR, as in the training data. `PREPROCESSING.md` beside the training scripts defines each step; golden values hold training and
program together.

## Figures

Dice by patient over all voxels of the study, on the {t['patients']} test patients, which were neither trained on nor used to choose anything.
Earlier weights (mean 0.863, then 0.869), and these asked about both mirror images (0.877, at twice the time), were scored on them before;
nothing was decided by it. Intervals: 95 %, bootstrap over patients.

| | test | validation (used to choose threshold and components) |
|---|---|---|
| mean | {t['mean']:.3f} ({interval(t['meanInterval95'])}) | {v['mean']:.3f} ({interval(v['meanInterval95'])}) |
| median | {t['median']:.3f} ({interval(t['medianInterval95'])}) | {v['median']:.3f} |
| lowest | {t['lowest']:.3f} | {v['lowest']:.3f} |

The validation column is over the {v['patients']} other patients, each asked of the one network that was not trained on it; the test column asks
all five. They are different patients, and with so few the intervals are wide.

Published for this collection: mean 0.82, median 0.85; a second human 0.84 (Buda et al. 2019, another split).

| test patient | Dice |
|---|---|
{by_patient}

| the six lowest validation patients | Dice |
|---|---|
{low}

The six patients that also exist as DICOM studies are among the test patients.

## Probabilities

A voxel's probability is the network's answer after a logistic calibration on the validation patients; a lesion's is a logistic
function of its mean probability and size, fitted to whether a marked tumour lies there (intersection over union at least 0.1).
Operating threshold {chosen['operatingThreshold']:.2f}. On the test patients the expected calibration error over the voxels of the head is
{c['expectedError']:.4f} (most of them are clearly not tumour, which makes that figure small; the rows in the middle tell more). Of
{len(c['lesions'])} lesions called, {right} lie on a marked tumour. Of all connected lesions above the threshold, before the small ones are
left out, the expected calibration error is {c['expectedErrorOfCandidates']:.3f}; they are few.

| probability given | voxels | mean given | share marked |
|---|---|---|---|
{curve}

| lesion probability given | lesions | mean given | share true |
|---|---|---|---|
{candidates}

![Reliability on the test patients](calibration.png)

Since every training patient has a tumour, a probability holds for patients in whom one is suspected, not for screening.

## Known failures

Seen on validation patients: bright, blurred slices at the top of the head taken for tumour; large tumours with strong contrast
enhancement and dark parts outlined only where FLAIR is bright; faint diffuse changes of the temporal lobe missed for the most part;
small tumours outlined too widely. {left_out}

## Licence

The weights are under CC BY-NC-SA 4.0, as the outlines they were trained on. See `LICENSE`.
'''


LICENSE = '''Weights of the bundle brain-mri-glioma
Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International (CC BY-NC-SA 4.0)
https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode

They were trained on:
- TCGA-LGG, The Cancer Imaging Archive, CC BY 3.0.
- Outlines by M. Buda, A. Saha, M. A. Mazurowski: Association of genomic subtypes of lower-grade gliomas with shape features
  automatically extracted by a deep learning algorithm. Computers in Biology and Medicine 109, 2019. CC BY-NC-SA 4.0.
'''


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--bundle', required=True)
    options = arguments.parse_args()
    bundle = options.bundle
    with open(os.path.join(options.work, 'evaluation.json')) as file:
        evaluation = json.load(file)
    for folder in ('configs', 'models', 'docs', 'golden'):
        os.makedirs(os.path.join(bundle, folder), exist_ok=True)
    module = Ensemble([(load(options.work, i), i) for i in range(data.FOLDS)]).eval()
    with torch.no_grad():
        example = torch.zeros(2, INPUT_CHANNELS, preprocessing.SIZE, preprocessing.SIZE)
        traced = torch.jit.trace(module, example)
        torch.jit.save(traced, os.path.join(bundle, 'models', 'model.ts'))
    write_golden(module, bundle)
    shutil.copy(os.path.join(options.work, 'calibration.png'), os.path.join(bundle, 'docs', 'calibration.png'))
    for path, text in (('docs/README.md', card(evaluation)), ('LICENSE', LICENSE),
                       ('configs/metadata.json', json.dumps(metadata(), indent=2) + '\n')):
        with open(os.path.join(bundle, path), 'w') as file:
            file.write(text)
    bundles.finish(bundle, manifest(evaluation))


if __name__ == '__main__':
    main()
