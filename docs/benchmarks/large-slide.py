#!/usr/bin/env python3
"""Makes a large whole-slide image out of a small one, for measuring.

usage: large-slide.py SLIDE_FOLDER OUTPUT_FOLDER [TILES]

The coded tiles of each level of a TILED_FULL slide of JPEG tiles are laid again and again over a
matrix of TILES x TILES tiles at the highest level (120 by default: 61,440 pixels a side for tiles
of 512). Nothing is decoded, so seams lie at the edges of the copies. Every third copy is left out
and shows the first tile of the level, which is glass.
"""
import os
import sys

import pydicom
from pydicom.encaps import decode_data_sequence, encapsulate
from pydicom.uid import generate_uid


def main(source, output, tiles=120):
    levels = [pydicom.dcmread(os.path.join(source, f)) for f in sorted(os.listdir(source))]
    levels = [d for d in levels if "VOLUME" in d.ImageType]
    levels.sort(key=lambda d: -d.TotalPixelMatrixColumns)
    os.makedirs(output, exist_ok=True)
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    first = levels[0]
    side = int(first.Columns)
    whole = side * tiles
    # copies begin at multiples that are whole tiles on every level
    down = [round(first.TotalPixelMatrixColumns / d.TotalPixelMatrixColumns) for d in levels]
    step = max(down)
    across = -(-int(first.TotalPixelMatrixColumns) // (side * step)) * step
    high = -(-int(first.TotalPixelMatrixRows) // (side * step)) * step
    for number, (d, factor) in enumerate(zip(levels, down)):
        frames = decode_data_sequence(d.PixelData)
        columns = -(-int(d.TotalPixelMatrixColumns) // side)
        rows = -(-int(d.TotalPixelMatrixRows) // side)
        size = whole // factor
        n = -(-size // side)
        block, block_high = across // factor, high // factor
        out = []
        for y in range(n):
            for x in range(n):
                copy = (x // block + y // block_high) % 3
                u, v = x % block, y % block_high
                inside = copy != 2 and u < columns and v < rows
                out.append(frames[v * columns + u] if inside else frames[0])
        d.TotalPixelMatrixColumns = d.TotalPixelMatrixRows = size
        d.NumberOfFrames = len(out)
        d.ImagedVolumeWidth = d.ImagedVolumeHeight = float(
            d.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing[0]) * size
        d.StudyInstanceUID, d.SeriesInstanceUID, d.FrameOfReferenceUID = study, series, frame
        d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        for gone in ("ExtendedOffsetTable", "ExtendedOffsetTableLengths"):
            if gone in d:
                delattr(d, gone)
        d.PixelData = encapsulate(out, has_bot=True)
        d["PixelData"].is_undefined_length = True
        d.save_as(os.path.join(output, f"level-{number}.dcm"))
        print(f"level {number}: {size} x {size} pixels, {len(out)} tiles")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *[int(a) for a in sys.argv[3:4]])
