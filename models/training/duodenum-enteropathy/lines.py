"""Compares villi and crypts that the program measured on real slides with lines that were drawn on them by eye, as JSON.

Each drawn line (tracings/SLIDE.json: base and mouth of a crypt, tip of a villus) is held against the median of the places that the program
measured within NEAR_UM of its mouth. Neither is a pathologist's.

usage: lines.py --results DIR --slides slides --tracings tracings --output lines-evaluation.json
       DIR is what `fovea analyze slides --output DIR --bundle duodenum-enteropathy` wrote
"""
import argparse
import glob
import json
import os

import numpy as np
import pydicom

DRAWN_UM = 2.0     # a pixel of the pictures that were drawn on
NEAR_UM = 300


def spacing_um(slide):
    """Of the highest resolution."""
    found = []
    for path in glob.glob(os.path.join(slide, '*.dcm')):
        header = pydicom.dcmread(path, stop_before_pixels=True)
        found.append(1000 * float(header.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing[0]))
    return min(found)


def polylines(group):
    points = np.frombuffer(group.PointCoordinatesData, '<f4').reshape(-1, 2)
    starts = (np.frombuffer(group.LongPrimitivePointIndexList, '<u4') - 1) // 2
    return points[starts], points[starts + 1]


def places(folder, um):
    """Mouths (n, 2), heights and depths (n,) of the places of one result, in µm."""
    annotations = pydicom.dcmread(glob.glob(os.path.join(folder, 'ann*.dcm'))[0])
    groups = {g.AnnotationGroupLabel: g for g in annotations.AnnotationGroupSequence}
    mouths, tips = polylines(groups['Villus height'])
    _, bases = polylines(groups['Crypt depth'])
    length = lambda a, b: np.hypot(*(a - b).T) * um
    return mouths * um, length(mouths, tips), length(mouths, bases)


def compared(lines, mouths, heights, depths):
    """(drawn, measured) heights and depths in µm of the lines that places are near of."""
    pairs = {'height': [], 'depth': []}
    for line in lines:
        mouth = np.array(line['mouth']) * DRAWN_UM
        near = np.hypot(*(mouths - mouth).T) < NEAR_UM
        if not near.any():
            continue
        for end, name, measured in (('tip', 'height', heights), ('base', 'depth', depths)):
            if end in line:
                drawn = float(np.hypot(*(np.array(line[end]) * DRAWN_UM - mouth)))
                pairs[name].append((round(drawn, 1), round(float(np.median(measured[near])), 1)))
    return pairs


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('results', 'slides', 'tracings', 'output'):
        arguments.add_argument('--' + name, required=True)
    options = arguments.parse_args()
    with open(os.path.join(options.results, 'findings.json')) as file:
        analyses = {a['patientID']: a for a in json.load(file)['analyses'] if a['status'] == 'completed'}
    figures = {'nearUm': NEAR_UM, 'slides': {}}
    for path in sorted(glob.glob(os.path.join(options.tracings, '*.json'))):
        slide = os.path.basename(path)[:-5]
        with open(path) as file:
            lines = json.load(file).get('lines', [])
        analysis = analyses.get('S-' + slide)
        if lines and analysis:
            folder = os.path.join(options.results, analysis['studyInstanceUID'])
            pairs = compared(lines, *places(folder, spacing_um(os.path.join(options.slides, slide))))
            figures['slides'][slide] = {
                'lines': len(lines), 'pairs': pairs,
                **{name + 'Error': float(np.median([m / d - 1 for d, m in p])) if p else None for name, p in pairs.items()}}
    with open(options.output, 'w') as file:
        json.dump(figures, file, indent=1)
        file.write('\n')
    print(json.dumps(figures))


if __name__ == '__main__':
    main()
