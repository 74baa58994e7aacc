"""Writes whole slides of DICOM (TILED_FULL, JPEG tiles) as pictures at 2 µm a pixel, `<folder>.png` each, for the training on what is not labelled.

usage: slides.py --data slides --output DIR FOLDER...
"""
import argparse
import glob
import io
import os

import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import generate_pixel_data_frame

from data import MICROMETRES


def at_two_micrometres(folder):
    """(h, w, 3) bytes of the coarsest level that is fine enough, brought to MICROMETRES a pixel."""
    levels = []
    for path in glob.glob(os.path.join(folder, '*.dcm')):
        header = pydicom.dcmread(path, stop_before_pixels=True)
        spacing = 1000 * float(header.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing[0])
        levels.append((spacing, path))
    spacing, path = max(level for level in levels if level[0] <= MICROMETRES)
    slide = pydicom.dcmread(path)
    width, height, w, h = slide.TotalPixelMatrixColumns, slide.TotalPixelMatrixRows, slide.Columns, slide.Rows
    across = -(-width // w)
    picture = np.full((-(-height // h) * h, across * w, 3), 255, np.uint8)
    for n, frame in enumerate(generate_pixel_data_frame(slide.PixelData, slide.NumberOfFrames)):
        y, x = n // across * h, n % across * w
        picture[y:y + h, x:x + w] = np.asarray(Image.open(io.BytesIO(frame)).convert('RGB'))
    whole = Image.fromarray(picture[:height, :width])
    factor = spacing / MICROMETRES
    return whole if factor == 1 else whole.resize((round(width * factor), round(height * factor)), Image.BOX)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--output', required=True)
    arguments.add_argument('folders', nargs='+')
    options = arguments.parse_args()
    os.makedirs(options.output, exist_ok=True)
    for name in options.folders:
        at_two_micrometres(os.path.join(options.data, name)).save(os.path.join(options.output, name + '.png'))


if __name__ == '__main__':
    main()
