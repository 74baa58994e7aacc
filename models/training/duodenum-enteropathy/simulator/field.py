"""Fields of simulated mucosa for training: 512 x 512 pixels of 2 micrometres, picture and truth."""
import sys, os
import numpy as np
from PIL import Image
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from plan import patterns, base, mucosa, LUMEN
from paint import Canvas, truth, paint, coloured

SIDE_UM = 1024

# Shares of the fields, higher than those of biopsies, so that the network learns what is rare or hard to tell
LOBULES = .7    # may have Brunner's glands in the mucosa
PALE = .75      # have crypts whose lumens are pale, at times as glass: in a flat mucosa they look like clefts between villi
ALIKE = .5      # have crypts that take hardly more haematoxylin than villi
ENDS = .3       # are of a piece so short that its ends may lie in them


def field(seed, um=1.0):
    """(512, 512, 3) bytes and (512, 512) compartments."""
    rng = np.random.default_rng(seed)
    pattern = patterns(rng)
    canvas = Canvas(SIDE_UM, SIDE_UM, um)
    canvas.bend(rng, rng.uniform(60, 200), rng.uniform(0, 14))
    angle = rng.uniform(0, 2 * np.pi)
    direction, normal = np.array([np.cos(angle), np.sin(angle)]), np.array([np.sin(angle), -np.cos(angle)])
    reach = pattern.villus + pattern.crypt
    centre = np.array([SIDE_UM / 2] * 2) + rng.uniform(-250, 250, 2) - normal * reach * rng.uniform(-.1, .9)
    length = rng.uniform(500, 1100) if rng.random() < ENDS else 2200
    start = centre - direction * length / 2
    m = mucosa(rng, pattern, base(rng, start, angle, length, rng.choice([.2, .8])), LOBULES)
    label = truth(rng, m, canvas)
    h, e, _ = paint(rng, m, canvas, label, PALE, ALIKE)
    rgb = coloured(rng, h, e, um)
    k = int(round(2 / um))
    small = np.asarray(Image.fromarray(rgb).resize((SIDE_UM // 2,) * 2, Image.BOX))
    return small, label[k // 2::k, k // 2::k]


if __name__ == '__main__':
    import time
    out = sys.argv[1]
    t = time.time()
    colours = np.array([[255, 255, 255], [40, 90, 220], [230, 60, 60], [250, 200, 80], [120, 220, 120], [170, 80, 170]], np.uint8)
    rows = []
    for seed in range(int(sys.argv[2])):
        rgb, label = field(seed)
        rows.append(np.concatenate([rgb, colours[label]], 0))
    print((time.time() - t) / len(rows), 's a field')
    Image.fromarray(np.concatenate(rows, 1)).save(out)
