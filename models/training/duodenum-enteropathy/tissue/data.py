"""Pictures of mucosa at 2 µm a pixel and what is known of each pixel, as a set of compartments that it may be.

A set is a byte with bit k for compartment k: one bit where the truth is known, several where only something is ruled out.
"""
import json
import os

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

LUMEN, VILLOUS, CRYPT, LAMINA, SUBMUCOSA, MUSCULARIS = (1 << k for k in range(6))
NAMES = ('lumen', 'villous', 'crypt', 'lamina', 'submucosa', 'muscularis')
ANY = 63
TISSUE = ANY - LUMEN
SIDE = 512
MICROMETRES = 2.0    # a pixel
COLON_UM = 1.1      # of the fields of gut-neoplasia, nominal


def simulated(folder, known=()):
    """(picture, sets) of every field in a folder of .npz that is not in `known`, by name."""
    fields = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith('.npz') and 'tmp' not in name and name not in known:
            with np.load(os.path.join(folder, name)) as f:
                fields[name] = f['picture'], (1 << f['label'].astype(np.uint8)).astype(np.uint8)
    return fields


def areas(folder, name):
    """The areas drawn on a slide: (allowed compartments as a set, polygon (n, 2) in pixels of the picture at 2 µm)."""
    with open(os.path.join(folder, name + '.json')) as file:
        drawn = json.load(file)['areas']
    return [(sum(1 << NAMES.index(c) for c in area['compartments']), np.array(area['polygon'], float)) for area in drawn]


def filled(polygons, size):
    """Where any of some polygons, each (n, 2) of x and y, lies on a picture (height, width)."""
    mask = Image.new('1', size[::-1])
    for polygon in polygons:
        ImageDraw.Draw(mask).polygon([tuple(p) for p in polygon], fill=1)
    return np.asarray(mask)


def sets_of(folder, name, size):
    """What the drawn areas of a slide say of each pixel of its picture (height, width); ANY outside of them."""
    sets = np.full(size, ANY, np.uint8)
    for allowed, polygon in areas(folder, name):
        sets[filled([polygon], size)] &= allowed
    if (sets == 0).any():
        raise ValueError(f'{name}: areas contradict each other')
    return sets


def traced(folder, real):
    """(picture, sets) of every slide that has areas, whole, by name: see ../tracings/README.md."""
    fields = {}
    for name in sorted(f[:-5] for f in os.listdir(folder) if f.endswith('.json')):
        picture = np.asarray(Image.open(os.path.join(real, name + '.png')).convert('RGB'))
        fields[name] = picture, sets_of(folder, name, picture.shape[:2])
    return fields


def outlined(path, picture):
    """(picture at 2 µm, crypts, where all of them were drawn) of a field on which crypts were drawn one by one."""
    with open(path) as file:
        drawn = json.load(file)
    image = Image.open(picture).convert('RGB')
    factor = drawn['micrometresPerPixel'] / MICROMETRES
    small = np.asarray(image.resize((round(image.width * factor), round(image.height * factor)), Image.BOX))
    known, crypts = (filled([np.array(p) * factor for p in polygons], small.shape[:2]) for polygons in ([drawn['outlined']], drawn['crypts']))
    return small, crypts & known, known


def about_areas(picture, sets, step=160):
    """Windows of SIDE × SIDE on a grid of which at least a fiftieth is known, mirrored at the borders of the picture."""
    pad = SIDE // 2
    picture = np.pad(picture, ((pad, pad), (pad, pad), (0, 0)), 'reflect')
    sets = np.pad(sets, pad, constant_values=ANY)
    made = []
    for y in range(0, picture.shape[0] - SIDE + 1, step):
        for x in range(0, picture.shape[1] - SIDE + 1, step):
            known = sets[y:y + SIDE, x:x + SIDE]
            if (known[SIDE // 4:-SIDE // 4, SIDE // 4:-SIDE // 4] != ANY).mean() > 0.02:
                made.append((picture[y:y + SIDE, x:x + SIDE], known))
    return made


def colon_cases(folder):
    """The fields of normal colon mucosa by case, and the cases of even and odd rank: trained on, and kept apart."""
    cases = {}
    for name in sorted(os.listdir(os.path.join(folder, 'normal'))):
        if name.endswith('.jpg'):
            cases.setdefault(name.split('-')[0].upper(), []).append(name[:-4])
    names = sorted(cases)
    return cases, names[::2], names[1::2]


def colon(folder, name, side=None):
    """A field of regular crypts: what is outlined is crypt epithelium with its lumen, the rest between crypts is not epithelium."""
    path = os.path.join(folder, 'normal', name)
    picture = Image.open(path + '.jpg').convert('RGB')
    size = side or round(picture.width * COLON_UM / 2)
    small = np.asarray(picture.resize((size, size), Image.BOX))
    mask = np.asarray(Image.open(path + '.png').convert('L').resize((size, size), Image.BOX)) > 127
    return small, np.where(mask, CRYPT, LAMINA | LUMEN).astype(np.uint8)


def mosaics(folder, cases, rng, count):
    """`count` pictures of 512 × 512 pixels made of 4 × 4 fields of colon crypts each, magnified to fit (scale is varied anyway)."""
    by_case, training, _ = colon_cases(folder)
    names = [n for c in cases for n in by_case[c]]
    loaded = {n: colon(folder, n, SIDE // 4) for n in names}
    made = []
    for _ in range(count):
        chosen = [loaded[names[i]] for i in rng.integers(0, len(names), 16)]
        made.append(tuple(np.concatenate([np.concatenate([chosen[4 * r + c][k] for c in range(4)], 1) for r in range(4)], 0)
                          for k in range(2)))
    return made


def bright(picture):
    """Where a picture (h, w, 3) shows glass: nearly as bright as its brightest parts, and without colour."""
    p = picture.astype(np.float32)
    low = p.min(2)
    return (low > 0.93 * np.percentile(low, 99.5)) & (p.max(2) - low < 14)


def wide(mask, pixels=400):
    """The connected parts of a mask that have at least that many pixels; narrower gaps may be fissures of the tissue."""
    labels, _ = ndimage.label(mask)
    return (np.bincount(labels.ravel()) >= pixels)[labels] & mask


def unlabelled(path, rng, count):
    """Windows of a real slide at 2 µm a pixel, of which only glass (surely lumen) and stained tissue (surely not) are known."""
    picture = np.asarray(Image.open(path).convert('RGB'))
    made = []
    for _ in range(50 * count):
        if len(made) == count:
            break
        if min(picture.shape[:2]) < SIDE:
            picture = np.pad(picture, ((0, max(0, SIDE - picture.shape[0])), (0, max(0, SIDE - picture.shape[1])), (0, 0)), 'reflect')
        y, x = (rng.integers(0, n - SIDE + 1) for n in picture.shape[:2])
        window = picture[y:y + SIDE, x:x + SIDE]
        glass = bright(window)
        if glass.mean() < 0.8:
            dark = window.astype(int).min(2) < 165
            made.append((window, np.where(wide(glass), LUMEN, np.where(dark, TISSUE, ANY)).astype(np.uint8)))
    return made
