"""Turns areas that a pathologist drew on a slide in Fovea into a tracing to train on: TRACINGS/<folder of the slide>.json.

Fovea keeps what is drawn as Microscopy Bulk Simple Annotations beside the results of the study (ann-<UID>.dcm). Polygons and rectangles count
whose name holds one or more of: lumen, villous, crypt, lamina, submucosa, muscularis, such as `crypt` or `villous or lamina 2`; the pixels
inside may have these compartments and no other. Marks with other names are passed over and listed.

usage: drawn.py --slide DIR --annotations ann-….dcm --output TRACINGS
"""
import argparse
import glob
import json
import os
import re

import numpy as np
import pydicom

from data import MICROMETRES

COMPARTMENTS = ('lumen', 'villous', 'crypt', 'lamina', 'submucosa', 'muscularis')


def element(item, number):
    return item[number].value if number in item else None


def highest(folder):
    """(SOP Instance UID, µm a pixel) of the finest level of a slide."""
    levels = []
    for path in glob.glob(os.path.join(folder, '*.dcm')):
        header = pydicom.dcmread(path, stop_before_pixels=True)
        if 'SharedFunctionalGroupsSequence' in header and 'VOLUME' in header.ImageType:
            levels.append((1000 * float(header.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing[0]),
                           str(header.SOPInstanceUID)))
    if not levels:
        raise SystemExit(f'{folder}: no whole-slide image here')
    spacing, uid = min(levels)
    return uid, spacing


def rings(group):
    """Corners (n, 2) of each polygon or rectangle of an annotation group, pixels of the finest level."""
    points = np.frombuffer(element(group, 0x00660016), '<f4').reshape(-1, 2)
    kind = element(group, 0x00700023)
    if kind == 'RECTANGLE':
        return list(points.reshape(-1, 4, 2))
    if kind == 'POLYGON':
        starts = (np.frombuffer(element(group, 0x00660040), '<u4').astype(int) - 1) // 2
        return np.split(points, starts[1:])
    return []


def tracing(annotations, uid, um):
    """The areas of an object as a tracing, and the names that were passed over."""
    if annotations.get_item(0x006A0001) is None or element(annotations, 0x006A0001) != '2D':
        raise SystemExit('the annotations are not in pixels of the slide')
    on = [str(r.ReferencedSOPInstanceUID) for r in annotations.ReferencedImageSequence]
    if uid not in on:
        raise SystemExit('the annotations lie on another slide')
    areas, passed = [], []
    for group in element(annotations, 0x006A0002):
        name = element(group, 0x006A0005) or ''
        allowed = [c for c in COMPARTMENTS if re.search(rf'\b{c}\b', name.lower())]
        if not allowed:
            passed.append(name)
            continue
        for ring in rings(group):
            areas.append({'compartments': allowed, 'polygon': [[round(float(v) * um / MICROMETRES, 1) for v in p] for p in ring]})
    return {'areas': areas}, passed


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ('slide', 'annotations', 'output'):
        arguments.add_argument('--' + name, required=True)
    options = arguments.parse_args()
    uid, um = highest(options.slide)
    found, passed = tracing(pydicom.dcmread(options.annotations), uid, um)
    os.makedirs(options.output, exist_ok=True)
    path = os.path.join(options.output, os.path.basename(os.path.normpath(options.slide)) + '.json')
    with open(path, 'w') as file:
        json.dump(found, file)
        file.write('\n')
    print(f'{path}: {len(found["areas"])} areas' + (f'; passed over: {", ".join(passed)}' if passed else ''))


if __name__ == '__main__':
    main()
