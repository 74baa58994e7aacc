"""Writes real slides in other stains and scales, to see how far results hang on them.

Stain: haematoxylin and eosin are parted (Ruifrok and Johnston 2001), made weaker or stronger and put together again; tiles are written as
JPEG of quality 90. Scale: only the stated pixel spacing is changed. Each variant is a study of its own.

usage: varied.py --slides DIR --output DIR [--only NAME ...]
"""
import argparse
import io
import os

import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import encapsulate, generate_pixel_data_frame
from pydicom.uid import generate_uid
from skimage.color import hed2rgb, rgb2hed

STAINS = {'weak-haematoxylin': (.75, 1.2), 'strong-haematoxylin': (1.25, .8), 'pale': (.75, .75), 'dark': (1.25, 1.2)}
SCALES = {'finer': .85, 'coarser': 1.18}   # factors of the stated spacing


def stained(tile, haematoxylin, eosin):
    """RGB bytes (rows, columns, 3) with stains of another strength."""
    parts = rgb2hed(tile)
    parts[..., 0] *= haematoxylin
    parts[..., 1] *= eosin
    return (np.clip(hed2rgb(parts), 0, 1) * 255 + .5).astype(np.uint8)


def restain(level, haematoxylin, eosin):
    frames = []
    for frame in generate_pixel_data_frame(level.PixelData, int(level.NumberOfFrames)):
        tile = np.asarray(Image.open(io.BytesIO(frame)).convert('RGB'))
        out = io.BytesIO()
        Image.fromarray(stained(tile, haematoxylin, eosin)).save(out, 'JPEG', quality=90, subsampling=2)
        frames.append(out.getvalue())
    level.PixelData = encapsulate(frames)
    for offsets in ('ExtendedOffsetTable', 'ExtendedOffsetTableLengths'):
        if offsets in level:
            delattr(level, offsets)


def rescale(level, factor):
    measures = level.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
    measures.PixelSpacing = [float(s) * factor for s in measures.PixelSpacing]
    level.ImagedVolumeWidth *= factor
    level.ImagedVolumeHeight *= factor


def write(folder, name, output):
    """The levels of one slide as the variant of that name."""
    study, series = generate_uid(), generate_uid()
    os.makedirs(output, exist_ok=True)
    for file in sorted(f for f in os.listdir(folder) if f.endswith('.dcm')):
        level = pydicom.dcmread(os.path.join(folder, file))
        level.StudyInstanceUID, level.SeriesInstanceUID, level.SOPInstanceUID = study, series, generate_uid()
        level.file_meta.MediaStorageSOPInstanceUID = level.SOPInstanceUID
        level.PatientID = f'{name} {level.PatientID}'
        if name in SCALES:
            rescale(level, SCALES[name])
        else:
            restain(level, *STAINS[name])
        level.save_as(os.path.join(output, file))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--slides', required=True)
    arguments.add_argument('--output', required=True)
    arguments.add_argument('--only', nargs='*', help='names of slides; all without')
    options = arguments.parse_args()
    for slide in sorted(os.listdir(options.slides)):
        folder = os.path.join(options.slides, slide)
        if os.path.isdir(folder) and (not options.only or slide in options.only):
            for name in (*STAINS, *SCALES):
                write(folder, name, os.path.join(options.output, name, slide))


if __name__ == '__main__':
    main()
