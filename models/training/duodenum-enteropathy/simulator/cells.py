"""Places and draws nuclei. Lengths in micrometres, places as (row, column) in pixels.

Kinds: 0 epithelial, 1 inflammatory, 2 other.
"""
import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage as ndi


def thinned(rng, mask, pitch, um, share=1.0):
    """Places (n, 2) of (row, column) in a mask, about one every `pitch` micrometres."""
    step = max(1, pitch / um)
    rows = np.arange(0, mask.shape[0], step)
    cols = np.arange(0, mask.shape[1], step)
    g = np.stack(np.meshgrid(rows, cols, indexing='ij'), -1).reshape(-1, 2)
    g[:, 1] += (g[:, 0] / step % 2) * step / 2
    g = (g + rng.uniform(-.35, .35, g.shape) * step).astype(int)
    ok = (g >= 0).all(1) & (g[:, 0] < mask.shape[0]) & (g[:, 1] < mask.shape[1])
    g = g[ok]
    g = g[mask[g[:, 0], g[:, 1]]]
    return g[rng.random(len(g)) < share] if share < 1 else g


def stamp(draw, places, length, width, angle, um, value):
    """Draws ellipses, one a place, long axis `length` and short axis `width` in micrometres."""
    a = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    for (r, c), l, w, t, v in zip(places, length, width, angle, value):
        x, y = l / 2 / um * np.cos(a), w / 2 / um * np.sin(a)
        cs, sn = np.cos(t), np.sin(t)
        draw.polygon(list(zip(c + cs * x - sn * y, r + sn * x + cs * y)), fill=int(v))


class Nuclei:
    """The nuclei of one picture: their darkness, the pale rims about some, and where they are."""

    def __init__(self, rng, shape, um):
        self.rng, self.um, self.shape = rng, um, shape
        self.dark = Image.new('L', (shape[1], shape[0]), 0)
        self.rims = Image.new('L', (shape[1], shape[0]), 0)
        self._dark, self._rims = ImageDraw.Draw(self.dark), ImageDraw.Draw(self.rims)
        self.taken = np.zeros(shape, bool)
        self.found = []      # (x, y, kind) in micrometres

    def add(self, places, kind, length, width, angle, value, rim=0.0):
        """Draws nuclei of a mean length and width, and about them a rim of a width."""
        n, rng = len(places), self.rng
        lengths, widths = rng.normal(length, length * .13, n), rng.normal(width, width * .13, n)
        stamp(self._dark, places, lengths, widths, angle, self.um, rng.normal(value, value * .08, n).clip(40, 255))
        if rim:
            stamp(self._rims, places, lengths + 2 * rim, widths + 2 * rim, angle, self.um, np.full(n, 255))
        self.found.extend((float((c + .5) * self.um), float((r + .5) * self.um), kind) for r, c in places)

    def packed(self, places, length, width, angle, overlap, most=None):
        """Indices of the places, in their order, that have room: no more than a share of such a nucleus lies on what is taken already.

        A nucleus in a thin section hides little of another, and one that is hidden would be counted by nobody.
        """
        reach = int(np.ceil(length / 2 / self.um))
        y, x = np.mgrid[-reach:reach + 1, -reach:reach + 1] * self.um
        turns = np.arange(16) * np.pi / 16
        forms = [((x * np.cos(t) + y * np.sin(t)) * 2 / length) ** 2 + ((y * np.cos(t) - x * np.sin(t)) * 2 / width) ** 2 <= 1 for t in turns]
        room = []
        for i, k in enumerate(np.round(np.asarray(angle) / np.pi * 16).astype(int) % 16):
            r, c = places[i]
            if len(room) == most:
                break
            if not (reach <= r < self.shape[0] - reach and reach <= c < self.shape[1] - reach):
                continue
            under = self.taken[r - reach:r + reach + 1, c - reach:c + reach + 1]
            if (under & forms[k]).sum() <= overlap * forms[k].sum():
                under |= forms[k]
                room.append(i)
        return np.array(room, int)


def epithelial(rng, nuclei, band, across, row, size, pale, dense, per100):
    """Fills a band of epithelium with a row of upright nuclei, and lymphocytes between them.

    across: distance of every pixel to the stroma; row: mean and deviation of where the nuclei stand above it; size: their length and
    width; pale, dense: darkness of theirs and of lymphocytes, to 255; per100: lymphocytes wanted among 100 enterocytes. What was drawn is in
    `nuclei.found`.
    """
    overlap = rng.uniform(.02, .2)
    places = thinned(rng, band, 2.0, nuclei.um)
    if not len(places):
        return
    above = across[places[:, 0], places[:, 1]]
    if per100:
        length_of_row = (band & (np.abs(across - row[0]) < 1)).sum() * nuclei.um ** 2 / 2
        wanted = int(round(per100 / 100 * length_of_row / size[1]))
        small = rng.uniform(5, 6.5)
        # above the basement membrane for the most part, the fewer the nearer to the surface
        weight = np.exp(-above / rng.uniform(6, 14)) * (above > small / 2)
        order = drawn(rng, weight)
        turned = rng.uniform(0, np.pi, len(order))
        room = nuclei.packed(places[order], small, small * .9, turned, overlap, wanted)
        nuclei.add(places[order[room]], 1, small, small * .9, turned[room], dense, rng.choice([0, rng.uniform(.5, 1.5)], p=[.3, .7]))
    order = drawn(rng, np.exp(-((above - row[0]) / row[1]) ** 2 / 2))
    gy, gx = np.gradient(ndi.gaussian_filter(across, 2))
    at = places[order]
    angle = np.arctan2(gy, gx)[at[:, 0], at[:, 1]] + rng.normal(0, .2, len(at))
    room = nuclei.packed(at, size[0], size[1], angle, overlap)
    nuclei.add(at[room], 0, size[0], size[1], angle[room], pale)


def drawn(rng, weight):
    """Indices in random order, those of more weight sooner; none of a weight below a tenth."""
    order = np.argsort(np.log(rng.random(len(weight))) / np.maximum(weight, 1e-9))[::-1]
    return order[weight[order] > .1]
