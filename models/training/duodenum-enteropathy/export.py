"""Writes the bundle: the two networks, golden pairs, manifest, card.

usage: export.py [--tissue tissue.pt] [--nuclei nuclei.pt] --evaluation DIR --bundle models/duodenum-enteropathy
       export.py --tissue tissue.pt --base models/duodenum-enteropathy --id ID --name NAME --evaluation DIR --bundle DIR/ID

A network that is not given stays as it is in the bundle, with its evaluation; manifest and card are written anew, with what DIR holds of
tissue-evaluation.json, nuclei-evaluation.json, biopsies-evaluation.json and lines-evaluation.json. With --base the network of nuclei, its golden
pair and its evaluation are those of another bundle.
"""
import argparse
import importlib.util
import json
import math
import os
import shutil
import sys

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..'))
import bundles  # noqa: E402
from augment import DEVIATION, MEAN  # noqa: E402

VERSION = '1.10.0'
GOLDEN = 256              # pixels a side of the nuclei golden input
# How far the borders of this tissue network lie below crypt mouths and villus tips: over 36 simulated biopsies with villi (their maps, at 4 µm)
# of seeds 9000020 to 9000035 and 9100000 to 9100039, none of which is among those that figures are reported of.
MOUTH_UM = 10.0
TIP_UM = 3.0
# The network is asked about each tile in this stain as well: 99th percentiles of the amounts (Macenko et al. 2009), natural logarithm.
HAEMATOXYLIN, EOSIN = 1.4, 0.75
# Probability of epithelium from which a nucleus lies in it; set as nuclei/network.py's INFLAMMATORY.
EPITHELIUM = 0.2
FIELDS = 160              # fields of the slide that are searched for nuclei, at most


def module(folder, name):
    spec = importlib.util.spec_from_file_location(f'{folder}_{name}', os.path.join(HERE, folder, name + '.py'))
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


tissue_network = module('tissue', 'network')
nuclei_network = module('nuclei', 'network')

# Name, label, code of the type, code of the site where it says more than duodenum, of the outputs after tissue as such.
DUODENUM = ('SCT', '38848004', 'Duodenum')
OUTPUTS = [
    ('tissue', 'Tissue', ('SCT', '85756007', 'Tissue')),
    ('lumen', 'Lumen', ('99FOVEA', 'lumen', 'Lumen')),
    ('villous-epithelium', 'Villous epithelium', ('99FOVEA', 'villous-epithelium', 'Villous epithelium')),
    ('crypt-epithelium', 'Crypt epithelium', ('99FOVEA', 'crypt-epithelium', 'Crypt epithelium')),
    ('lamina-propria', 'Lamina propria', ('99FOVEA', 'lamina-propria', 'Lamina propria')),
    ('submucosa', "Submucosa with Brunner's glands", ('99FOVEA', 'submucosa', "Submucosa with Brunner's glands")),
    ('muscularis', 'Muscularis', ('99FOVEA', 'muscularis', 'Muscularis'))]


def coded(scheme, value, meaning):
    return {'scheme': scheme, 'value': value, 'meaning': meaning}


def golden_picture(size, period):
    """A made-up field: rings of violet around pale centres on pink, with fixed noise; bytes (size, size, 3)."""
    y, x = np.meshgrid(np.arange(size), np.arange(size), indexing='ij')
    radius = np.hypot((x % period) - period // 2, (y % period) - period // 2) / period
    picture = np.where((radius[..., None] > .2) & (radius[..., None] < .37), [120, 70, 150], [222, 160, 200])
    picture = np.where(radius[..., None] <= .2, [235, 225, 238], picture)
    return np.clip(picture + np.random.default_rng(7).integers(-12, 13, picture.shape), 0, 255).astype(np.uint8)


def write_golden(network, bundle, picture, prefix):
    """Input and output of one network on a made-up picture; `prefix` names the files."""
    folder = os.path.join(bundle, 'golden')
    os.makedirs(folder, exist_ok=True)
    inputs = ((picture.astype(np.float32).transpose(2, 0, 1)[None] - MEAN) / DEVIATION).astype(np.float32)
    with torch.no_grad():
        outputs = network(torch.from_numpy(inputs)).contiguous().numpy()
    np.save(os.path.join(folder, prefix + '-input.npy'), inputs)
    np.save(os.path.join(folder, prefix + '-output.npy'), outputs)


def averaged(checkpoint, network):
    network.load_state_dict(torch.load(checkpoint, map_location='cpu')['average'])
    return network.eval()


def traced(network, size, batch, path):
    with torch.no_grad():
        torch.jit.save(torch.jit.trace(network, torch.rand(batch, 3, size, size)), path)


# What the window shows beside every result of the bundle.
SENTENCE = 'Nothing here has been validated on patients. Do not rely on lymphocyte counts. See the card.'


def manifest(tissue, nuclei, identity='duodenum-enteropathy', name='Duodenal enteropathy'):
    outputs = []
    for k, (output, label, code) in enumerate(OUTPUTS):
        outputs.append({'channel': k, 'name': output, 'label': label, 'code': coded(*code), 'site': coded(*DUODENUM),
                        'category': coded('SCT', '91723000', 'Anatomical Structure'), 'positive': False})
    size = tissue_network.SIZE
    return {
        'schema': 'fovea.bundle/1', 'id': identity, 'version': VERSION, 'name': name,
        'intendedUse': 'Research: measures villi, crypts and intraepithelial lymphocytes on H&E biopsies of the duodenum and suggests a '
                       'class from published criteria, for a pathologist to confirm or correct. Not for diagnosis.',
        'validation': SENTENCE,
        'appliesTo': {'modality': ['SM'],
                      'bodyPart': ['DUODENUM', 'SMALL INTESTINE', 'SMALL BOWEL', 'JEJUNUM', 'ILEUM'],
                      'stain': 'hematoxylin-eosin', 'minimumTissueMm2': 0.5},
        'preprocessing': [
            {'step': 'tissue'},
            {'step': 'tiles', 'size': size, 'micrometresPerPixel': tissue_network.MICROMETRES, 'overlap': 96},
            {'step': 'stains', 'haematoxylin': HAEMATOXYLIN, 'eosin': EOSIN},
            {'step': 'scale-bytes', 'mean': [MEAN] * 3, 'deviation': [DEVIATION] * 3}],
        'network': {'input': [3, size, size], 'output': [1 + len(tissue_network.COMPARTMENTS), size // 2, size // 2], 'batch': 2},
        'postprocessing': [
            {'step': 'blend'},
            {'step': 'compartments'},
            {'step': 'nuclei', 'network': 'models/nuclei.ts', 'size': nuclei_network.SIZE, 'micrometresPerPixel': 0.5, 'batch': 8,
             'threshold': nuclei['threshold'], 'epithelium': EPITHELIUM, 'fields': FIELDS},
            {'step': 'mucosa', 'mouthMicrometres': MOUTH_UM, 'tipMicrometres': TIP_UM}],
        'outputs': outputs, 'heatmap': {'name': 'blunting'},
        'operatingThreshold': 0.5,
        'calibration': {'none': 'The suggestion is graded by published criteria; its grades are not probabilities that were measured.'},
        'evaluation': {'tissue': tissue, 'nuclei': nuclei},
        'golden': {'network': {'input': 'golden/network-input.npy', 'output': 'golden/network-output.npy', 'tolerance': 2e-2},
                   'nuclei': {'input': 'golden/nuclei-input.npy', 'output': 'golden/nuclei-output.npy', 'tolerance': 2e-3},
                   'preprocessing': [{'picture': 'golden/picture.npy', 'input': 'golden/network-input.npy', 'tolerance': 1e-5}]}}


def metadata():
    size = tissue_network.SIZE
    names = [name for name, _, _ in OUTPUTS]
    return {
        'schema': 'https://github.com/Project-MONAI/MONAI-extra-test-data/releases/download/0.8.1/meta_schema_20240725.json',
        'version': VERSION, 'changelog': {'1.0.0': 'first version', '1.1.0': 'nuclei trained on more simulated stains',
                                          '1.2.0': "epithelium told by the network of nuclei; Brunner's glands in the mucosa",
                                          '1.3.0': 'both networks trained on; crypts and villi told apart by their stain as well',
                                          '1.4.0': 'tissue network trained on crypts with pale lumens and ends of pieces; more fields of nuclei',
                                          '1.4.1': 'networks as before; figures of another count of lymphocytes',
                                          '1.5.0': 'networks as in 1.4.0; measured over stretches of equal length, more fields of nuclei in flat mucosa',
                                          '1.6.0': 'nuclei trained on surfaces with few to many lymphocytes',
                                          '1.7.0': 'networks as before; crypts cut across left out, each villus one place',
                                          '1.8.0': 'tissue network trained on crypts stained like villi, and asked in two stains',
                                          '1.9.0': 'networks as before; tips of villi looked for over short stretches',
                                          VERSION: 'networks as before; epithelium of crypts with wide lumens not taken for villi'},
        'monai_version': '1.3.0', 'pytorch_version': '1.13.1',
        'numpy_version': np.__version__, 'required_packages_version': {}, 'optional_packages_version': {},
        'task': 'Compartments and nuclei of duodenal mucosa', 'name': 'Duodenal enteropathy',
        'description': 'U-Net of compartments, H&E at 2 µm a pixel; U-Net of nuclei at 0.5 µm a pixel.',
        'authors': 'Fovea project', 'copyright': 'Fovea project',
        'data_source': 'simulated mucosa; Pathology Atlas (MIT); EBHI-Seg; CRCHistoPhenotypes', 'data_type': 'DICOM SM',
        'image_classes': 'H&E, RGB', 'label_classes': 'compartments', 'pred_classes': ', '.join(names), 'intended_use': 'Research only',
        'network_data_format': {
            'inputs': {'image': {'type': 'image', 'format': 'rgb', 'modality': 'SM', 'num_channels': 3, 'spatial_shape': [size, size],
                                 'dtype': 'float32', 'value_range': [-2, 2], 'is_patch_data': True,
                                 'channel_def': {'0': 'red', '1': 'green', '2': 'blue'}}},
            'outputs': {'pred': {'type': 'image', 'format': 'segmentation', 'num_channels': len(names),
                                 'spatial_shape': [size // 2, size // 2], 'dtype': 'float32', 'value_range': [-20, 1],
                                 'is_patch_data': True, 'channel_def': {str(k): n for k, n in enumerate(names)}}}}}


# The collection's own description counts this many nuclei on its 100 fields, and this many of them with a class.
ALL, CLASSED = 29756, 22444
PUBLISHED_F1 = 0.802      # against all of them (Sirinukunwattana et al. 2016)


def against_classed(f1):
    """F1 against the nuclei with a class of a detector whose precision and recall against all are both `f1`, and finds each alike."""
    precision = f1 * CLASSED / ALL
    return 2 * precision * f1 / (precision + f1)


MARKED = (f"The collection's description counts {ALL:,} nuclei on 100 fields, of which {CLASSED:,} have a class, and the published {PUBLISHED_F1} is against all; the 80\n"
          f'fields here hold 17,972, the second share. A detector whose precision and recall are both {PUBLISHED_F1} against all would have an F1 of '
          f'{against_classed(PUBLISHED_F1):.2f}\nagainst those with a class. Points of the others are not at hand.')


def judged(precision, recall):
    """A sentence on points that count as false: how many of them lie on a nucleus, and what that would make of the figures."""
    seen = read(os.path.join(HERE, 'nuclei'), 'judged.json')
    k, n, z = seen['onNucleus'], seen['drawn'], 1.959964
    middle, half = (k + z * z / 2) / (n + z * z), z * math.sqrt(k * (n - k) / n + z * z / 4) / (n + z * z)
    right = precision + (1 - precision) * k / n
    return (f'of {n} such points of version 1.0.0 drawn at random {k} lie\non a nucleus ({k / n:.0%}, {middle - half:.0%} to {middle + half:.0%}), judged by eye '
            f'on cut-outs, not by a pathologist (`nuclei/sheet.py`). With them the precision would be\n{right:.2f} and F1 at the same recall '
            f'{2 * right * recall / (right + recall):.2f}; that is an estimate, not the figure that was asked for.')


def lymphocytes(biopsies):
    """A sentence on which way lymphocyte counts of simulated biopsies go wrong."""
    parts = ((0, 25, 'below 25'), (25, 50, 'of 25 to 50'), (50, math.inf, 'above 50'))
    came = [(name, [m / t for t, m in biopsies['pairs']['iel'] if low <= t < high]) for low, high, name in parts]
    said = ', '.join(f'counts {name} at {np.median(r):.2f} (median of {len(r)})' for name, r in came if r)
    return (f'Of the truth came out {said}. Simulated tissue leaves the limit between lymphocytes and enterocytes open, and on real tissue the count\n'
            f'hangs on it (`docs/duodenum-enteropathy-on-slides.md`): **do not read a count of lymphocytes as a number**.\n'
            'The same page has further sets, and how versions compare.')


def brunner(biopsies):
    """A sentence on Brunner's glands in the mucosa of simulated biopsies, in percent of the mucosa's area."""
    pairs = np.array(biopsies['pairs']['brunner']).reshape(-1, 2)
    some = pairs[:, 0] > .2
    missed = int((pairs[some, 1] < pairs[some, 0] / 2).sum())
    return (f"Brunner's glands in the mucosa, in percent of its area: where there were any ({some.sum()}), {np.median(pairs[some, 0]):.1f} in the median and "
            f'{np.median(pairs[some, 1]):.1f} measured; where there were none ({(~some).sum()}), {np.median(pairs[~some, 1]):.2f} measured. '
            f'In {missed} of the {some.sum()} less than half was found: **none found does not mean none there**.')


def outlined(crypts):
    """A sentence on the fields on which every crypt was outlined by eye."""
    dice = ' and '.join(f'{d:.2f}' for d in crypts.values())
    return f'On fields of flat mucosa of another hospital (`duodenum`, coeliac\ndisease; scale assumed, crypts outlined by eye, not trained on) the Dice of crypts with their lumen is {dice}. ' if crypts else ''


def drawn(lines):
    """Sentences on lines that were drawn by eye on real slides, and what the program measured near them."""
    rows = []
    for slide, s in lines['slides'].items():
        for end, name in (('height', 'villi'), ('depth', 'crypts')):
            pairs = np.array(s['pairs'][end]).reshape(-1, 2)
            if len(pairs):
                rows.append(f"| `{slide}` | {name} | {len(pairs)} | {np.median(pairs[:, 0]):.0f} | {np.median(pairs[:, 1]):.0f} |")
    return f'''
Lines of villi and crypts drawn by eye on real slides, **not by a pathologist**, and the medians of what the program measured within
{lines['nearUm']} µm of them (medians, µm; the network was trained on areas of all but `duodenum-cryptosporidiosis`):

| slide | | lines with places near | drawn | measured |
|---|---|---|---|---|
{chr(10).join(rows)}
'''


def card(tissue, nuclei, biopsies, lines):
    rows = '\n'.join(f'| {c} | {d:.3f} ({a:.3f} to {b:.3f}) |' for c, d, a, b in
                     zip(tissue['compartments'], tissue['simulatedDice'], *tissue['simulatedDice95']))
    t, i = nuclei['test'], nuclei['testIntervals95']
    n = '\n'.join(f'| {label} | {t[k]:.3f} ({i[k][0]:.3f} to {i[k][1]:.3f}) | {asked} |' for label, k, asked in (
        ('detection F1', 'detectionF1', '0.80'), ('class F1 of the nuclei found', 'classF1', '0.75'),
        ('precision', 'precision', ''), ('recall', 'recall', '')))
    apart = '; '.join(f'`{k}` {v:.3f}' for k, v in tissue['areasKeptApart'].items())
    simulated = '' if biopsies is None else f'''
On {biopsies['biopsies']} simulated biopsies of four pieces with seeds of their own, read by the whole program (what is set by hand
was set on others): the ratio of villus height to crypt depth was
within 10 % of the truth in {biopsies['ratioWithin10']:.1%} of the {biopsies['ratioMeasured']} with villi that were measured (asked: 90 %); of {biopsies['flatBiopsies']} without villi
{biopsies['flatBelow05']} had a ratio below 0.5. The lymphocyte count was within 15 % in
{biopsies['ielWithin15']:.1%} of {biopsies['ielMeasured']} (asked: 90 %). Median error: height {biopsies['heightError']:.1%}, depth {biopsies['depthError']:.1%}, ratio {biopsies['ratioError']:.1%}, lymphocytes {biopsies['ielError']:.1%}. {lymphocytes(biopsies)}
{biopsies.get('note', '')}
{brunner(biopsies)}
'''
    return f'''# Duodenal enteropathy {VERSION}

**Nothing here has been validated on patients. For research use only.**

Finds the compartments of small-bowel mucosa on an H&E slide, measures villus height and crypt depth where the mucosa is cut upright, counts
lymphocytes among the epithelium, and names the Marsh–Oberhuber and Corazza–Villanacci class that these values would have, with the rule. The
suggestion (normal, coeliac, environmental enteropathy, indeterminate) is graded from published criteria; its grades are not measured
probabilities.

## Not for

Diagnosis or treatment without a pathologist's reading. It does not look for organisms (Giardia, Cryptosporidium, Tropheryma, Mycobacterium), nor
for lymphoma, collagen bands, eosinophils, plasma cells (immunodeficiency) or neoplasia. Other organs, other stains, frozen sections.

## Data

- Simulated mucosa (`models/training/duodenum-enteropathy/simulator`), every compartment known.
- Areas drawn by eye on real slides ({', '.join(f'`{s}`' for s in tissue['slidesTrainedOn'])}; Pathology Atlas, MIT), which rule out compartments; **not a
  pathologist's**. {', '.join(f'`{s}`' for s in tissue['areasKeptApart'])}: areas kept apart. Of all four slides, brightness alone was used to tell glass from tissue.
- Colon crypts of EBHI-Seg (Shi et al. 2023, CC BY 4.0), normal fields of cases of even rank.
- Nuclei: CRCHistoPhenotypes (Sirinukunwattana et al. 2016, research use), colon; `models/training/duodenum-enteropathy/nuclei/split.json`.
  The collection does not name patients: the split is by field.

## Figures

Tissue, {tissue['steps']} steps on from version 1.4.0, each picture as it is (the program asks in a second stain as well). Dice on {tissue['simulatedFields']} simulated fields of seeds kept apart (interval: 95 %, bootstrap over fields):

| compartment | Dice |
|---|---|
{rows}

These say how well simulated tissue is read, not real tissue. {outlined(tissue['duodenumCrypts'])}Areas kept apart, share of pixels with a compartment that they may have: {apart}.
Colon crypts of {tissue['colonCases']} cases ({tissue['colonFields']} fields) not trained on, with their lumen, against the collection's outlines: mean Dice {tissue['colonDice']:.3f}
({tissue['colonDice95'][0]:.3f} to {tissue['colonDice95'][1]:.3f}).

Nuclei on {nuclei['testFields']} fields ({nuclei['testNuclei']} nuclei) not trained on, matched within 6 pixels of the source (3.3 µm, as published), threshold {nuclei['threshold']:.2f} chosen on validation fields; interval over fields:

| | test | asked |
|---|---|---|
{n}

The truth names only nuclei that were given a class, so that real nuclei without one count as false: {judged(t['precision'], t['recall'])}
{MARKED}
If each field had the threshold that is best on itself, which cannot be known, F1 would be {nuclei['detectionF1AtBestThresholdOfEachField']:.2f}.
{'' if lines is None else drawn(lines)}{simulated}
Both networks were trained on other fields of the same simulator; real tissue is not read as well. No figure compares heights, depths or counts with a pathologist's.

## Known failures

See `docs/duodenum-enteropathy-on-slides.md` of the program for what is right and wrong on the real slides.

## Licence

Weights: CC BY 4.0, for research use only (see `LICENSE`).
'''


LICENSE = '''Weights of the bundle duodenum-enteropathy
Creative Commons Attribution 4.0 International (CC BY 4.0)
https://creativecommons.org/licenses/by/4.0/legalcode

models/model.ts was trained on simulated mucosa, on pictures of the Pathology Atlas (MIT licence) and on normal fields of EBHI-Seg:
L. Shi et al.: EBHI-Seg: A novel enteroscope biopsy histopathological hematoxylin and eosin image dataset for image segmentation tasks.
Frontiers in Medicine 10, 2023. CC BY 4.0.

models/nuclei.ts was trained on CRCHistoPhenotypes: K. Sirinukunwattana, S. E. A. Raza, Y.-W. Tsang, D. R. J. Snead, I. A. Cree,
N. M. Rajpoot: Locality sensitive deep learning for detection and classification of nuclei in routine colon cancer histology images.
IEEE Transactions on Medical Imaging 35, 2016. That collection is for research use: use these weights for research only.
'''


def read(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return json.load(file)


def write_tissue(checkpoint, bundle):
    """Traces the network of compartments and writes its golden pair."""
    size = tissue_network.SIZE
    network = tissue_network.Exported(averaged(checkpoint, tissue_network.TissueNet())).eval()
    traced(network, size, 2, os.path.join(bundle, 'models', 'model.ts'))
    picture = golden_picture(size, 64)
    write_golden(network, bundle, picture, 'network')
    np.save(os.path.join(bundle, 'golden', 'picture.npy'), picture.astype(np.float32))


def write_nuclei(checkpoint, bundle):
    """Traces the network of nuclei and writes its golden pair."""
    widths = torch.load(checkpoint, map_location='cpu')['widths']
    cells = nuclei_network.Exported(averaged(checkpoint, nuclei_network.NucleusNet(widths)), turned=True).eval()
    traced(cells, nuclei_network.SIZE, 8, os.path.join(bundle, 'models', 'nuclei.ts'))
    write_golden(cells, bundle, golden_picture(GOLDEN, 24), 'nuclei')


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('evaluation', 'bundle'):
        arguments.add_argument('--' + name, required=True)
    for name in ('tissue', 'nuclei', 'base'):
        arguments.add_argument('--' + name)
    arguments.add_argument('--id', default='duodenum-enteropathy')
    arguments.add_argument('--name', default='Duodenal enteropathy')
    options = arguments.parse_args()
    if options.base and (options.nuclei or not options.tissue):
        arguments.error('--base goes with --tissue and without --nuclei')
    bundle = options.bundle
    tissue, nuclei, biopsies, lines = (read(options.evaluation, f'{n}-evaluation.json') for n in ('tissue', 'nuclei', 'biopsies', 'lines'))
    for folder in ('configs', 'models', 'docs', 'golden'):
        os.makedirs(os.path.join(bundle, folder), exist_ok=True)
    known = read(options.base or bundle, 'configs/fovea.json')
    if known and not options.tissue:
        tissue = tissue or known['evaluation']['tissue']
    if known and not options.nuclei:
        nuclei = nuclei or known['evaluation']['nuclei']
    if options.tissue:
        write_tissue(options.tissue, bundle)
    if options.nuclei:
        write_nuclei(options.nuclei, bundle)
    if options.base:
        for path in ('models/nuclei.ts', 'golden/nuclei-input.npy', 'golden/nuclei-output.npy'):
            shutil.copyfile(os.path.join(options.base, path), os.path.join(bundle, path))
    for path, text in (('docs/README.md', card(tissue, nuclei, biopsies, lines)),
                       ('LICENSE', LICENSE), ('configs/metadata.json', json.dumps(metadata(), indent=2) + '\n')):
        with open(os.path.join(bundle, path), 'w') as file:
            file.write(text)
    bundles.finish(bundle, manifest(tissue, nuclei, options.id, options.name), None if options.base else bundles.OWN)


if __name__ == '__main__':
    main()
