"""Computes segmentations.csv: what pydicom finds in the segmentations of a folder.

usage: /usr/bin/python3 segmentations.py CORPUS > segmentations.csv
Needs python3-pydicom, python3-numpy, zstd. One line a segment: file, number, label, voxels
(empty where frames have no place in the patient), centroid x y z in mm.
"""
import glob, io, os, subprocess, sys
import numpy as np, pydicom

SEG = ('1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7')

def macro(groups, shared, name):
    for g in (groups, shared):
        if g is not None and g.get(name): return g.get(name)[0]

root = sys.argv[1]
print('file,number,label,voxels,x,y,z')
for f in sorted(glob.glob(root + '/**/*', recursive=True)):
    if not os.path.isfile(f) or f.endswith('.txt'): continue
    data = subprocess.run(['zstd', '-dcq', f], capture_output=True).stdout if f.endswith('.zst') else open(f, 'rb').read()
    try: d = pydicom.dcmread(io.BytesIO(data))
    except Exception: continue
    if d.get('SOPClassUID') not in SEG: continue
    a = np.asarray(d.pixel_array); a = a[None] if a.ndim == 2 else a
    shared = d.SharedFunctionalGroupsSequence[0] if d.get('SharedFunctionalGroupsSequence') else None
    groups = d.get('PerFrameFunctionalGroupsSequence')
    least = d.MaximumFractionalValue / 2 if d.SegmentationType == 'FRACTIONAL' else 1
    for s in d.SegmentSequence:
        number = int(s.SegmentNumber); count = 0; total = np.zeros(3); placed = bool(groups)
        for k in range(len(a) if groups else 0):
            g = groups[k]; position = macro(g, shared, 'PlanePositionSequence')
            if position is None: placed = False; break
            if d.SegmentationType == 'LABELMAP': mask = a[k] == number
            elif macro(g, shared, 'SegmentIdentificationSequence').ReferencedSegmentNumber != number: continue
            else: mask = a[k] >= least
            o = np.array(macro(g, shared, 'PlaneOrientationSequence').ImageOrientationPatient, float)
            sp = [float(v) for v in macro(g, shared, 'PixelMeasuresSequence').PixelSpacing]
            p = np.array(position.ImagePositionPatient, float)
            rows, cols = np.nonzero(mask); count += len(rows)
            total += len(rows) * p + o[:3] * sp[1] * cols.sum() + o[3:] * sp[0] * rows.sum()
        c = [f'{v:.5f}' for v in total / count] if placed and count else ['', '', '']
        label = '"' + str(s.SegmentLabel) + '"'
        print(','.join([os.path.relpath(f, root), str(number), label, str(count) if placed else ''] + c))
