#!/usr/bin/python3
"""What pydicom (with GDCM, libjpeg by Pillow, and its own RLE and native readers) decodes of every file of a corpus.

usage: corpus_reference.py CORPUS > corpus-expected.csv
Columns: file; outcome (values, lossy or refused); shape (frames x rows x columns x samples); type; SHA-256 of the little-endian
stored values before any lookup table, colour as RGB; note. Lossy images have no checksum: the test compares them with DCMTK.
"""
import csv
import hashlib
import os
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import pydicom
from pydicom.pixel_data_handlers.util import convert_color_space

warnings.simplefilter('ignore')
LOSSY = {'1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51'}  # DCMTK has no JPEG 2000: there GDCM's decoder is the reference


def smallest(values, bits, signed):
    if values.dtype.kind == 'f':
        return values
    if signed:
        return values.astype(np.int16 if bits <= 16 else np.int32)
    return values.astype(np.uint8 if bits <= 8 else np.uint16 if bits <= 16 else np.int32)


def stored(dataset):
    for tag in ('FloatPixelData', 'DoubleFloatPixelData'):
        if tag in dataset:
            kind = np.float32 if tag == 'FloatPixelData' else np.float64
            n = int(dataset.get('NumberOfFrames', 1))
            return np.frombuffer(dataset[tag].value, kind).reshape(n, dataset.Rows, dataset.Columns)
    values = np.asarray(dataset.pixel_array)
    samples = dataset.get('SamplesPerPixel', 1)
    frames = int(dataset.get('NumberOfFrames', 1) or 1)
    values = values.reshape((frames, dataset.Rows, dataset.Columns) + ((samples,) if samples > 1 else ()))
    if samples == 1 and dataset.BitsAllocated > dataset.BitsStored:
        unused = dataset.BitsAllocated - dataset.BitsStored
        wide = values.astype(np.int64)
        wide = (wide >> (dataset.HighBit + 1 - dataset.BitsStored)) & ((1 << dataset.BitsStored) - 1)
        if dataset.PixelRepresentation:
            wide = wide - ((wide >> (dataset.BitsStored - 1)) << dataset.BitsStored)
        values = wide
    syntax = dataset.file_meta.TransferSyntaxUID
    if samples == 3 and dataset.PhotometricInterpretation in ('YBR_FULL', 'YBR_FULL_422') and (
            not syntax.is_compressed or syntax == '1.2.840.10008.1.2.5'):
        values = np.stack([convert_color_space(f, dataset.PhotometricInterpretation, 'RGB') for f in values])
    return smallest(values, dataset.BitsStored, dataset.PixelRepresentation == 1)


def row(path, name):
    if name.endswith('.zst'):
        unpacked = tempfile.NamedTemporaryFile(suffix='.dcm', delete=False).name
        subprocess.run(['zstd', '-qdf', path, '-o', unpacked], check=True)
        path = unpacked
    try:
        dataset = pydicom.dcmread(path, force=True)
        if not getattr(dataset.file_meta, 'TransferSyntaxUID', None):
            dataset.file_meta.TransferSyntaxUID = ('1.2.840.10008.1.2.2' if not dataset.is_little_endian else
                                                   '1.2.840.10008.1.2' if dataset.is_implicit_VR else '1.2.840.10008.1.2.1')
    except Exception as e:
        return name, 'refused', '', '', '', f'pydicom: {type(e).__name__}'
    if not any(t in dataset for t in ('PixelData', 'FloatPixelData', 'DoubleFloatPixelData')):
        return name, 'refused', '', '', '', 'no image'
    try:
        values = stored(dataset)
    except Exception as e:
        return name, 'refused', '', '', '', f'pydicom: {type(e).__name__}: {str(e)[:80]}'.replace('\n', ' ')
    syntax = dataset.file_meta.TransferSyntaxUID
    shape = 'x'.join(map(str, values.shape))
    if syntax in LOSSY:
        return name, 'lossy', shape, values.dtype.name, '', ''
    little = np.ascontiguousarray(values).astype(values.dtype.newbyteorder('<'))
    return name, 'values', shape, values.dtype.name, hashlib.sha256(little.tobytes()).hexdigest(), ''


def main():
    root = sys.argv[1]
    out = csv.writer(sys.stdout, lineterminator='\n')
    out.writerow(('file', 'outcome', 'shape', 'type', 'sha256', 'note'))
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith(('.dcm', '.zst')):
                path = os.path.join(folder, name)
                out.writerow(row(path, os.path.relpath(path, root)))


if __name__ == '__main__':
    main()
