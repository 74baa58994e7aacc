"""The fields of CRCHistoPhenotypes: picture and the centres of nuclei with their class; and their split by field.

The collection does not say which field is of which patient (ten patients, 100 fields: Sirinukunwattana et al. 2016), so the
split is by field and a patient may stand on both sides of it.

usage: data.py --data gut-nuclei --split split.json    draws the split and writes it
"""
import argparse
import csv
import json
import os

import numpy as np
from PIL import Image

CLASSES = ('epithelial', 'inflammatory', 'other')
SPACING = 0.5            # micrometres a pixel that the network sees
SOURCE_SPACING = 0.55    # of the fields
SPREAD = 2.2             # micrometres, standard deviation of the mark at a nucleus
SEED = 20261124


def fields(folder):
    return sorted(name[:-4] for name in os.listdir(folder) if name.endswith('.csv'))


def nuclei(folder, name):
    """Class indices (n,) and centres (n, 2) as x and y in pixels of the field."""
    with open(os.path.join(folder, name + '.csv')) as file:
        rows = list(csv.DictReader(file))
    classes = [CLASSES.index(r['class']) if r['class'] in CLASSES else 2 for r in rows]
    return np.array(classes, int), np.array([(float(r['x']), float(r['y'])) for r in rows]).reshape(-1, 2)


def load(folder, name):
    """RGB bytes (h, w, 3) at SPACING, classes (n,), centres (n, 2) in its pixels, and None: where the epithelium is is not known."""
    picture = Image.open(os.path.join(folder, name + '.jpg')).convert('RGB')
    factor = SOURCE_SPACING / SPACING
    size = (round(picture.width * factor), round(picture.height * factor))
    classes, centres = nuclei(folder, name)
    return np.asarray(picture.resize(size, Image.BICUBIC)), classes, centres * factor, None


def load_simulated(folder):
    """Like `load`, of every field of a folder that fields_of_nuclei.py wrote: already at SPACING, and with bytes (h, w) of the epithelium."""
    result = []
    for name in fields(folder):
        classes, centres = nuclei(folder, name)
        path = os.path.join(folder, name)
        result.append((np.asarray(Image.open(path + '.jpg').convert('RGB')), classes, centres, np.asarray(Image.open(path + '.png'))))
    return result


def marks(shape, classes, centres):
    """(3, h, w): for each class 1 at its nuclei, falling as a Gaussian; the nearest nucleus holds at each place."""
    y, x = np.mgrid[:shape[0], :shape[1]] + 0.5
    result = np.zeros((len(CLASSES),) + tuple(shape[:2]), np.float32)
    reach = 3 * SPREAD / SPACING
    for k, (cx, cy) in zip(classes, centres):
        rows = slice(max(0, int(cy - reach)), int(cy + reach) + 1)
        columns = slice(max(0, int(cx - reach)), int(cx + reach) + 1)
        mark = np.exp(-((x[rows, columns] - cx) ** 2 + (y[rows, columns] - cy) ** 2) * SPACING ** 2 / (2 * SPREAD ** 2))
        result[k, rows, columns] = np.maximum(result[k, rows, columns], mark)
    return result


def split(folder, test=20, validation=8):
    names = list(np.random.default_rng(SEED).permutation(fields(folder)))
    return {'test': sorted(map(str, names[:test])), 'validation': sorted(map(str, names[test:test + validation])),
            'training': sorted(map(str, names[test + validation:]))}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument('--data', required=True)
    arguments.add_argument('--split', required=True)
    options = arguments.parse_args()
    drawn = split(options.data)
    with open(options.split, 'w') as file:
        json.dump(drawn, file, indent=1)
        file.write('\n')
    for part, names in drawn.items():
        print(part, len(names), 'fields', np.bincount(np.concatenate([nuclei(options.data, n)[0] for n in names])))


if __name__ == '__main__':
    main()
