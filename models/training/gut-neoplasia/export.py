"""Writes the bundle: network, golden pairs, manifest, card.

With --figures the network and its golden pairs stay as they are, and manifest and card are written anew from DIR/evaluation.json.

usage: export.py --work DIR --bundle models/gut-neoplasia [--figures]
"""
import argparse
import json
import os
import shutil
import sys

import numpy as np
import torch

from data import CLASSES, NEOPLASTIC
from evaluate import FALSE_PLACES, RIGHT, networks
from network import DEVIATION, GRADES, MEAN, SIZE, Exported

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import bundles  # noqa: E402

VERSION = '1.1.0'
CHANGES = {'1.0.0': 'first version', VERSION: 'network as before; a region is called by its grade only where that is likely enough'}
# Chosen by looking at two whole slides, on which no figure is reported: narrow strips of surface epithelium were called without them.
SMOOTHING_MM = 0.25
LEAST_AREA_MM2 = 0.1
MICROMETRES_PER_PIXEL = 1.1   # nominal: what the collection's fields are judged to have
LABELS = {'normal': 'Normal mucosa', 'polyp': 'Polyp', 'low-grade-in': 'Low-grade intraepithelial neoplasia',
          'high-grade-in': 'High-grade intraepithelial neoplasia', 'serrated-adenoma': 'Serrated adenoma',
          'adenocarcinoma': 'Adenocarcinoma'}
# SNOMED CT, and ICD-O-3 morphology where the grade is part of the term.
CODES = {'normal': ('SCT', '17621005', 'Normal'), 'polyp': ('SCT', '41329004', 'Polyp'),
         'low-grade-in': ('ICDO3', '8148/0', 'Glandular intraepithelial neoplasia, low grade'),
         'high-grade-in': ('ICDO3', '8148/2', 'Glandular intraepithelial neoplasia, high grade'),
         'serrated-adenoma': ('ICDO3', '8213/0', 'Serrated adenoma'), 'adenocarcinoma': ('ICDO3', '8140/3', 'Adenocarcinoma')}


# Of a region that is neoplastic, but of no grade that is likely enough: ICD-O-3 morphology.
UNSURE = 'Neoplasia, grade uncertain', ('ICDO3', '8000/1', 'Neoplasm, uncertain whether benign or malignant')


def coded(scheme, value, meaning):
    return {'scheme': scheme, 'value': value, 'meaning': meaning}


def golden_picture():
    """A made-up field: rings of violet around pale centres on pink, with fixed noise; bytes (224, 224, 3)."""
    y, x = np.meshgrid(np.arange(SIZE), np.arange(SIZE), indexing='ij')
    radius = np.hypot((x % 75) - 37, (y % 75) - 37)
    picture = np.where((radius[..., None] > 15) & (radius[..., None] < 28), [120, 70, 150], [222, 160, 200])
    picture = np.where(radius[..., None] <= 15, [235, 225, 238], picture)
    return np.clip(picture + np.random.default_rng(7).integers(-12, 13, picture.shape), 0, 255).astype(np.uint8)


def write_golden(module, bundle):
    folder = os.path.join(bundle, 'golden')
    os.makedirs(folder, exist_ok=True)
    picture = golden_picture()
    inputs = ((picture.astype(np.float32).transpose(2, 0, 1)[None] - MEAN) / DEVIATION).astype(np.float32)
    with torch.no_grad():
        outputs = module(torch.from_numpy(inputs)).numpy()
    np.save(os.path.join(folder, 'picture.npy'), picture.astype(np.float32))
    np.save(os.path.join(folder, 'network-input.npy'), inputs)
    np.save(os.path.join(folder, 'network-output.npy'), outputs)


def validation_sentence(evaluation):
    t, i, n = evaluation['test'], evaluation['testIntervals95'], evaluation['counts']['test']
    return (f"Measured on {sum(n['fields'])} fields of {n['cases']} cases of the collection it was trained on (EBHI-Seg), none of them used "
            f"in training: mean Dice {t['meanDice']:.2f}, balanced accuracy of six classes {t['balancedAccuracy']:.2f} "
            f"({i['balancedAccuracy'][0]:.2f} to {i['balancedAccuracy'][1]:.2f}). Not validated on whole slides or on patients of any other hospital.")


def manifest(evaluation):
    outputs = [{'channel': 0, 'name': 'gland', 'label': 'Gland', 'code': coded('99FOVEA', 'gland', 'Gland'),
                'site': coded('SCT', '71854001', 'Colon'), 'category': coded('SCT', '91723000', 'Anatomical Structure')}]
    for k, name in enumerate(CLASSES):
        outputs.append({'channel': k + 1, 'name': name, 'label': LABELS[name], 'code': coded(*CODES[name]),
                        'site': coded('SCT', '71854001', 'Colon'),
                        'category': coded('SCT', '49755003', 'Morphologically Abnormal Structure'), 'positive': name in NEOPLASTIC})
    return {
        'schema': 'fovea.bundle/1', 'id': 'gut-neoplasia', 'version': VERSION, 'name': 'Colorectal neoplasia',
        'intendedUse': 'Research: marks glands that look neoplastic on H&E biopsies of the large bowel, with a grade for each place, for a '
                       'pathologist to confirm or correct. Not for diagnosis.',
        'validation': validation_sentence(evaluation),
        'appliesTo': {'modality': ['SM'], 'bodyPart': ['COLON', 'RECTUM', 'LARGE INTESTINE', 'LARGE BOWEL', 'COLORECTAL', 'CECUM',
                                                       'SIGMOID'],
                      'stain': 'hematoxylin-eosin', 'minimumTissueMm2': 0.02},
        'preprocessing': [
            {'step': 'tissue'},
            {'step': 'tiles', 'size': SIZE, 'micrometresPerPixel': MICROMETRES_PER_PIXEL, 'overlap': 48},
            {'step': 'scale-bytes', 'mean': [MEAN] * 3, 'deviation': [DEVIATION] * 3}],
        'network': {'input': [3, SIZE, SIZE], 'output': [1 + GRADES, SIZE // 2, SIZE // 2], 'batch': 8},
        'postprocessing': [
            {'step': 'blend'},
            {'step': 'grades', 'gland': 0, 'classes': list(range(1, 1 + GRADES)), 'temperature': evaluation['temperature'],
             'smoothingMm': SMOOTHING_MM},
            {'step': 'threshold'},
            {'step': 'regions', 'minimumAreaMm2': LEAST_AREA_MM2, 'gradeFrom': evaluation['gradeFrom'], 'unsureLabel': UNSURE[0],
             'unsureCode': coded(*UNSURE[1])}],
        'outputs': outputs, 'heatmap': {'name': 'neoplasia'},
        'operatingThreshold': evaluation['operatingThreshold'],
        'calibration': {'fields': 'temperature, see postprocessing', 'expectedErrorOnTest': evaluation['expectedCalibrationError'],
                        'reliability': evaluation['reliability']},
        'evaluation': {'data': 'EBHI-Seg (Shi et al. 2023)', 'split': 'by case, see models/training/gut-neoplasia/split.json',
                       'test': evaluation['test'], 'testIntervals95': evaluation['testIntervals95'],
                       'validation': evaluation['validation']},
        'golden': {'network': {'input': 'golden/network-input.npy', 'output': 'golden/network-output.npy', 'tolerance': 2e-3},
                   'preprocessing': [{'picture': 'golden/picture.npy', 'input': 'golden/network-input.npy', 'tolerance': 1e-5}]}}


def metadata():
    return {
        'schema': 'https://github.com/Project-MONAI/MONAI-extra-test-data/releases/download/0.8.1/meta_schema_20240725.json',
        'version': VERSION, 'changelog': CHANGES, 'monai_version': '1.3.0', 'pytorch_version': '1.13.1',
        'numpy_version': np.__version__, 'required_packages_version': {}, 'optional_packages_version': {},
        'task': 'Segmentation and grading of glands in colorectal biopsies', 'name': 'Colorectal neoplasia',
        'description': 'U-Net with a second head for the grade at each place, H&E at 1.1 µm a pixel.',
        'authors': 'Fovea project', 'copyright': 'Fovea project', 'data_source': 'EBHI-Seg, Shi et al. 2023',
        'data_type': 'DICOM SM', 'image_classes': 'H&E, RGB', 'label_classes': 'gland or lesion; six grades',
        'pred_classes': 'gland probability; ' + ', '.join(CLASSES) + ' (logits)', 'intended_use': 'Research only',
        'network_data_format': {
            'inputs': {'image': {'type': 'image', 'format': 'rgb', 'modality': 'SM', 'num_channels': 3, 'spatial_shape': [SIZE, SIZE],
                                 'dtype': 'float32', 'value_range': [-2, 2], 'is_patch_data': True,
                                 'channel_def': {'0': 'red', '1': 'green', '2': 'blue'}}},
            'outputs': {'pred': {'type': 'image', 'format': 'segmentation', 'num_channels': 1 + GRADES,
                                 'spatial_shape': [SIZE // 2, SIZE // 2], 'dtype': 'float32', 'value_range': [-20, 20],
                                 'is_patch_data': True,
                                 'channel_def': dict([('0', 'gland')] + [(str(k + 1), c) for k, c in enumerate(CLASSES)])}}}}


def card(evaluation):
    t, i, v, counts = (evaluation[k] for k in ('test', 'testIntervals95', 'validation', 'counts'))

    def row(name, key):
        return f'| {name} | {t[key]:.3f} ({i[key][0]:.3f} to {i[key][1]:.3f}) | {v[key]:.3f} |'
    by_grade = '\n'.join(
        f"| {LABELS[c]} | {counts['test']['fields'][k]} | {t['sensitivity ' + c]:.3f} ({i['sensitivity ' + c][0]:.3f} to "
        f"{i['sensitivity ' + c][1]:.3f}) | {t['meanDice ' + c]:.3f} |" for k, c in enumerate(CLASSES))
    table = '\n'.join(f'| {LABELS[c]} | ' + ' | '.join(str(n) for n in evaluation['confusion'][k]) + ' |' for k, c in enumerate(CLASSES))
    curve = '\n'.join(f'| {a:.1f} to {b:.1f} | {n} | {p:.3f} | {o:.3f} |' for a, b, n, p, o in evaluation['reliability'])
    naming = '\n'.join(f"| {part} | {n['called']} | {n['named']} | {n['right']:.1%} | {n['rightOfAll']:.1%} | {n['adenocarcinoma']} | "
                       f"{n['adenocarcinomaRight']:.1%} |" for part, n in evaluation['named'].items())
    met = {'Dice': t['meanDice'] >= 0.90, 'AUROC': t['aurocNormalAgainstNeoplastic'] >= 0.97}
    said = '; '.join(f"{k} {'reached' if ok else 'not reached'}" for k, ok in met.items())
    return f'''# Colorectal neoplasia {VERSION}

**For research use only. Measured on fields of one collection; not validated on whole slides, nor on patients of any other hospital,
scanner or stain.**

Outlines glands and lesions on H&E biopsies of the large bowel and gives each place one of six grades; what looks neoplastic (low- or
high-grade intraepithelial neoplasia, adenocarcinoma) is drawn as a heatmap and as regions for a pathologist to confirm, correct or
reject.

## Not for

Diagnosis or treatment without a pathologist's reading. Other organs, other stains, frozen sections. It knows nothing of lymphoma,
neuroendocrine tumours, metastases or inflammation. Depth of invasion, margins and vessels are not judged.

## Data

EBHI-Seg (Shi et al., Frontiers in Medicine 10, 2023; CC BY 4.0): {sum(sum(c['fields']) for c in counts.values())} of the fields used here
with training, 224 × 224 pixels, with an outline of glands or lesion and one grade a field. The collection states magnification, not
µm a pixel; 1.1 is nominal. The case is the part of the file name before the first hyphen. Split by case with a fixed seed
(`models/training/gut-neoplasia/split.json`).

| | cases | {' | '.join(LABELS[c] for c in CLASSES)} |
|---|---|{'---|' * len(CLASSES)}
| validation | {counts['validation']['cases']} | {' | '.join(map(str, counts['validation']['fields']))} |
| test | {counts['test']['cases']} | {' | '.join(map(str, counts['test']['fields']))} |

## Network

A U-Net from half resolution down, trained from nothing, with a second head that gives the grade at each place from about 200 µm around
it; the field's grade is the mean of its places, weighted by how surely they are gland. Colour and strength of haematoxylin and eosin,
light, focus, size and direction were varied in training (`augment.py`), so that slides need not look like the collection's.
{evaluation['networks']} network{'s' if evaluation['networks'] > 1 else ''}, {' and '.join(map(str, evaluation['epochs']))} epochs on one processor core; weights averaged over training;
asked also about the picture turned by half a turn.

## Figures

On the test cases, which were neither trained on nor used to choose anything. Intervals: 95 %, bootstrap over cases.
Aimed at: mean Dice 0.90 and AUROC of normal against neoplastic 0.97 ({said}).

| | test | validation (used to choose temperature and threshold) |
|---|---|---|
{row('Dice by field', 'meanDice')}
{row('balanced accuracy, six grades', 'balancedAccuracy')}
{row('accuracy', 'accuracy')}
{row('AUROC, normal against neoplastic', 'aurocNormalAgainstNeoplastic')}
{row('AUROC, neoplastic against all others', 'aurocNeoplasticAgainstAllOthers')}

| grade | test fields | sensitivity | mean Dice |
|---|---|---|---|
{by_grade}

Rows: the collection's grade. Columns: what the network calls the field.

| | {' | '.join(LABELS[c] for c in CLASSES)} |
|---|{'---|' * len(CLASSES)}
{table}

Some grades have few cases (serrated adenoma: {counts['test']['fields'][4]} test fields); their figures say little.

## Probabilities

On a slide, probabilities are averaged over squares of {SMOOTHING_MM} mm, by gland, and regions below {LEAST_AREA_MM2} mm² are left out (on small
specimens, below a fifth of the glands); both were chosen by looking at two whole slides.

Grades are softmax of the logits divided by a temperature ({evaluation['temperature']:.2f}) chosen on the validation cases. The expected calibration
error of the probability of neoplasia over the test fields is {evaluation['expectedCalibrationError']:.3f}. The threshold of the heatmap ({evaluation['operatingThreshold']:.2f}) is the
one above which at most {FALSE_PLACES:.0%} of the places on glands of normal and polyp validation fields lie.

| probability given | fields | mean given | share neoplastic |
|---|---|---|---|
{curve}

![Reliability on the test fields](calibration.png)

A region on a slide is called by its grade where the mean probability of that grade in it is at least {evaluation['gradeFrom']:.2f}, and has that probability;
else it is called "{UNSURE[0]}" and has the probability of neoplasia. The limit is the least multiple of 0.05 at which at least
{RIGHT:.0%} of the validation fields so named have that grade. Of the fields called neoplastic:

| | called | named | of the named right | right if all were named | named adenocarcinoma | of these right |
|---|---|---|---|---|---|---|
{naming}

The collection is made of chosen fields; the probabilities hold for such fields, not for a slide as it comes.

## Known failures

See `docs/gut-neoplasia-on-slides.md` of the program for overlays on whole slides and what is wrong with them. Polyp and normal, and the
two grades of intraepithelial neoplasia, are mistaken for one another (table above).

## Licence

The weights are under CC BY 4.0, as the data they were trained on. See `LICENSE`.
'''


LICENSE = '''Weights of the bundle gut-neoplasia
Creative Commons Attribution 4.0 International (CC BY 4.0)
https://creativecommons.org/licenses/by/4.0/legalcode

They were trained on EBHI-Seg: L. Shi, X. Li, W. Hu, H. Chen, J. Chen, Z. Fan, M. Gao, Y. Jing, G. Lu, D. Ma, Z. Ma, Q. Meng, D. Tang,
H. Sun, M. Grzegorzek, S. Qi, Y. Teng, C. Li: EBHI-Seg: A novel enteroscope biopsy histopathological hematoxylin and eosin image dataset
for image segmentation tasks. Frontiers in Medicine 10, 2023. CC BY 4.0.
'''


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--work', required=True)
    arguments.add_argument('--bundle', required=True)
    arguments.add_argument('--figures', action='store_true')
    options = arguments.parse_args()
    bundle = options.bundle
    with open(os.path.join(options.work, 'evaluation.json')) as file:
        evaluation = json.load(file)
    for folder in ('configs', 'models', 'docs', 'golden'):
        os.makedirs(os.path.join(bundle, folder), exist_ok=True)
    if not options.figures:
        module = Exported(networks(options.work)).eval()
        with torch.no_grad():
            traced = torch.jit.trace(module, torch.rand(8, 3, SIZE, SIZE))
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
