"""Paints a planned mucosa: haematoxylin, eosin and truth."""
import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage as ndi
from cells import Nuclei, epithelial, stamp, thinned
from plan import LUMEN, VILLOUS, CRYPT, LAMINA, SUBMUCOSA, MUSCULARIS, wander


class Canvas:
    """Truth at `um` micrometres a pixel, and the places that nuclei need."""

    def __init__(self, width_um, height_um, um):
        self.um = um
        self.size = (int(round(width_um / um)), int(round(height_um / um)))
        self.label = Image.new('L', self.size, LUMEN)
        self.draw = ImageDraw.Draw(self.label)
        self.hollow = Image.new('L', self.size, 0)     # lumen of crypts and acini, goblet cells
        self.hollow_draw = ImageDraw.Draw(self.hollow)
        self.acini = Image.new('L', self.size, 0)
        self.acini_draw = ImageDraw.Draw(self.acini)
        self.mucosal = Image.new('L', self.size, 0)    # Brunner's glands above the muscularis mucosae
        self.mucosal_draw = ImageDraw.Draw(self.mucosal)
        self.shift = None

    def inside(self):
        """Hollows and acini as arrays, bent as the truth was."""
        return tuple(self.bent(np.asarray(i)) for i in (self.hollow, self.acini))

    def bend(self, rng, size_um, reach_um):
        """Displaces all that is drawn by a smooth random field, so that no outline stays a curve of the plan."""
        shape = (self.size[1], self.size[0])
        self.shift = [smooth(rng, shape, size_um, self.um) * reach_um / self.um for _ in range(2)]

    def bent(self, picture):
        if self.shift is None:
            return picture
        rows, columns = np.meshgrid(*(np.arange(n) for n in picture.shape), indexing='ij')
        return ndi.map_coordinates(picture, [rows + self.shift[0], columns + self.shift[1]], order=0, mode='nearest')

    def poly(self, xy, value, draw=None):
        if len(xy) >= 3:
            (draw or self.draw).polygon([tuple(p) for p in np.asarray(xy) / self.um], fill=int(value))

    def disc(self, draw, centre, radius, value):
        """A disc about a point of the picture, radius in micrometres."""
        (x, y), q = np.asarray(centre) / self.um, radius / self.um
        draw.ellipse([x - q, y - q, x + q, y + q], fill=value)

    def acini_of(self, curve, lobule):
        for (s, t, r) in lobule:
            centre = curve.to_xy([(s, t)])[0]
            self.disc(self.acini_draw, centre, r, 255)
            self.disc(self.hollow_draw, centre, .25 * r, 90)


def sausage(axis, half):
    """Outline about an axis (n, 2) with half widths (n,)."""
    axis, half = np.asarray(axis, float), np.broadcast_to(np.asarray(half, float), len(axis))
    if len(axis) > 4:
        axis, half = ndi.zoom(axis, (4, 1), order=3, mode='nearest'), ndi.zoom(half, 4, order=1)
    d = np.gradient(axis, axis=0)
    d /= np.maximum(1e-9, np.hypot(d[:, 0], d[:, 1]))[:, None]
    n = np.stack([-d[:, 1], d[:, 0]], 1)
    h = half[:, None]
    return np.concatenate([axis + n * h, (axis - n * h)[::-1]])


def capped(axis, half):
    """A sausage with a round end at its last point."""
    axis = np.asarray(axis, float)
    d = axis[-1] - axis[-2]
    d /= max(1e-9, np.hypot(*d))
    extra = [axis[-1] + d * half * k for k in (.3, .6, .85, .99)]
    halves = np.concatenate([np.full(len(axis), half), half * np.sqrt(1 - np.array([.3, .6, .85, .99]) ** 2)])
    return sausage(np.concatenate([axis, extra]), halves)


def truth(rng, m, canvas):
    """Draws the compartments."""
    b, s = m.base, m.base.s
    zero = np.zeros_like(s)
    band = lambda low, high: b.to_xy(np.concatenate([np.stack([s, low], 1), np.stack([s, high], 1)[::-1]]))
    deep = -m.muscularis - m.submucosa
    ragged = wander(rng, len(s), 25)
    if m.propria:
        canvas.poly(band(zero + deep - m.propria, zero + deep), MUSCULARIS)
    if m.submucosa:
        canvas.poly(band(deep + ragged * min(1, m.submucosa / 60), zero - m.muscularis), SUBMUCOSA)
    thick = m.muscularis * np.clip(1 + wander(rng, len(s), .5), .3, 1.8)
    canvas.poly(band(zero - np.maximum(thick, m.muscularis), zero + 1), MUSCULARIS)
    canvas.poly(band(zero, m.level + m.epithelium * .5), VILLOUS)
    canvas.poly(band(zero, m.level - m.epithelium * .5), LAMINA)
    for lobule in m.brunner:
        canvas.acini_of(b, lobule)
    for v in m.villi:
        canvas.poly(b.to_xy(sausage(v.axis, v.half)), VILLOUS)
    for v in m.villi:
        core = np.maximum(0, v.half - v.epithelium)
        last = np.nonzero(core > 4)[0]
        if len(last) > 2:
            n = last[-1] + 1
            axis = v.axis[:n].copy()
            axis[0, 1] -= m.epithelium
            canvas.poly(b.to_xy(sausage(axis, core[:n])), LAMINA)
    slit = rng.uniform(.03, .27)     # half of the lumen of crypts, of half of their width
    for r in m.rings:
        e = ellipse(r)
        canvas.poly(b.to_xy(e(1)), CRYPT if r.crypt else VILLOUS)
        inner = min(r.half) - r.epithelium
        if not r.crypt and inner > 5:
            canvas.poly(b.to_xy(e(None, r.epithelium)), LAMINA)
        if r.crypt:
            canvas.poly(b.to_xy(e(1.3 * slit)), 200, canvas.hollow_draw)
    for c in m.crypts:
        canvas.poly(b.to_xy(capped(c.axis, c.half)), CRYPT)
        canvas.poly(b.to_xy(capped(c.axis[:-1], c.half * slit)), 200, canvas.hollow_draw)
    for lobule in m.mucosal_brunner:
        for (x, t, r) in lobule:
            for draw, value in ((canvas.draw, SUBMUCOSA), (canvas.hollow_draw, 0), (canvas.mucosal_draw, 255)):
                canvas.disc(draw, b.to_xy([(x, t)])[0], 1.25 * r, value)
        canvas.acini_of(b, lobule)
    if m.cut is not None:
        torn = m.cut + wander(rng, len(s), 60) + wander(rng, len(s), 25)
        canvas.poly(band(zero - 3000, torn), LUMEN)
    return canvas.bent(np.asarray(canvas.label)).copy()


def ellipse(r):
    a = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    wobble = 1 + .06 * np.sin(3 * a + r.centre[0]) + .05 * np.sin(2 * a + r.centre[1])

    def at(scale, inset=0):
        h = np.maximum(1, np.array(r.half) * (scale or 1) - inset)
        x, y = h[0] * np.cos(a) * wobble, h[1] * np.sin(a) * wobble
        c, s = np.cos(r.angle), np.sin(r.angle)
        return np.stack([r.centre[0] + c * x - s * y, r.centre[1] + s * x + c * y], 1)
    return at


def smooth(rng, shape, size, um):
    """Noise of a size in micrometres, deviation 1."""
    k = max(1, size / um)
    small = rng.normal(0, 1, (int(shape[0] / k) + 4, int(shape[1] / k) + 4)).astype(np.float32)
    z = ndi.zoom(small, k, order=1)
    return z[2:2 + shape[0], 2:2 + shape[1]]


def paint(rng, m, canvas, label, pale_lumens=.5, alike=0):
    """Stain amounts (haematoxylin, eosin), nuclei as (x, y, kind) in micrometres: kind 0 epithelial, 1 inflammatory, 2 other.

    `pale_lumens`: how often those of crypts and glands are paler than their epithelium.
    `alike`: how often crypts take hardly more haematoxylin than villi, so that only where they stand tells them apart."""
    um, shape = canvas.um, label.shape
    hollow, acini = canvas.inside()
    acini = (acini > 0) & (label == SUBMUCOSA)
    epithelium = (label == VILLOUS) | (label == CRYPT)
    tissue = label != LUMEN
    grain = lambda size: smooth(rng, shape, size, um)
    h = np.zeros(shape, np.float32)
    e = np.zeros(shape, np.float32)
    tone = {VILLOUS: (.22, .42), LAMINA: (.14, .38), SUBMUCOSA: (.06, .38), MUSCULARIS: (.12, .68)}
    amounts = {k: (a * rng.uniform(.6, 1.5), c * rng.uniform(.6, 1.4)) for k, (a, c) in tone.items()}
    # the dividing cells of crypts take more haematoxylin than those of villi, in every stain
    more = rng.uniform(1, 1.3) if alike and rng.random() < alike else rng.uniform(1.15, 2.2)
    amounts[CRYPT] = amounts[VILLOUS][0] * more, amounts[VILLOUS][1] * rng.uniform(.65, 1.05)
    # smooth muscle is more compact than the submucosa below it, in every stain
    amounts[MUSCULARIS] = amounts[MUSCULARIS][0], max(amounts[MUSCULARIS][1], 1.4 * amounts[SUBMUCOSA][1])
    for k, (a, c) in amounts.items():
        where = label == k
        h[where] = a
        e[where] = c
    # loose stroma, fibres
    loose = label == LAMINA
    g = grain(rng.uniform(6, 14))
    e[loose] *= np.clip(1 + .45 * g[loose] - .12, .15, 2)
    fibre = grain(rng.uniform(5, 9)) + grain(30)
    for k in (SUBMUCOSA, MUSCULARIS):
        where = (label == k) & ~acini
        e[where] *= np.clip(1 + (.5 if k == SUBMUCOSA else .2) * fibre[where], .1, 2.2)
    h[acini] = .10 * rng.uniform(.5, 2)
    e[acini] = .22 * rng.uniform(.5, 1.6)
    # the gap that fixation leaves about crypts, and oedema between the fibres
    if rng.random() < .6:
        gap = ndi.distance_transform_edt(label != CRYPT) * um
        gap = loose & (gap < rng.uniform(2, 7)) & (grain(40) > rng.uniform(-1, .6))
        h[gap] *= .2
        e[gap] *= rng.uniform(.05, .4)
    for k, low in ((LAMINA, 1.4), (SUBMUCOSA, .5), (MUSCULARIS, 1.6)):
        open_ = (label == k) & ~acini & (grain(rng.uniform(10, 30)) > low + rng.uniform(0, 1.2))
        h[open_] *= .15
        e[open_] *= .15
    # goblet cells
    mucins = np.zeros(shape, bool)
    for k, share in ((VILLOUS, rng.uniform(0, .35)), (CRYPT, rng.uniform(0, .5))):
        inside = ndi.distance_transform_edt(label == k) if um >= 1 else None
        places = thinned(rng, (label == k) & (inside > 5 / um if inside is not None else True), 15, um, share)
        mucin = Image.new('L', (shape[1], shape[0]), 0)
        n = len(places)
        stamp(ImageDraw.Draw(mucin), places, rng.uniform(7, 13, n), rng.uniform(6, 10, n), rng.uniform(0, 3, n), um, np.full(n, 255))
        v = (np.asarray(mucin) > 0) & (label == k)
        mucins |= v
        bluish = rng.uniform(.02, .25)
        h[v], e[v] = bluish, rng.uniform(.02, .15)
    clear = (hollow > 0) & tissue & ~((label == LAMINA) | (label == MUSCULARIS))
    left = rng.uniform(.05, 1) if rng.random() < pale_lumens else 1    # of mucus and cut walls in the lumen of crypts and glands
    h[clear] *= .35 * left
    e[clear] *= .45 * left
    # nuclei
    nuclei = Nuclei(rng, shape, um)
    nuclei.taken |= mucins
    pale = rng.uniform(105, 165)                        # of enterocytes
    dense = min(235, pale * rng.uniform(1.3, 1.65))     # of lymphocytes, which are darker in every stain
    stroma_side = (ndi.distance_transform_edt(~((label == LAMINA) | (label == SUBMUCOSA) | (label == MUSCULARIS))) * um).astype(np.float32)
    for k, row, spread, darker in ((VILLOUS, rng.uniform(7, 11), rng.uniform(1.5, 4), 1),
                                   (CRYPT, rng.uniform(5, 8), rng.uniform(1.5, 3), rng.uniform(1, 1.25))):
        epithelial(rng, nuclei, (label == k) & (stroma_side > 2), stroma_side, (row, spread), (rng.uniform(8, 11), rng.uniform(4.5, 6)),
                   pale * darker, dense, m.pattern.iel if k == VILLOUS else 0)
    density = m.pattern.lamina * np.clip(1 + .25 * grain(120), .3, 2)
    # no nucleus lies on the basement membrane: those of the lamina propria end where the epithelium begins
    places = thinned(rng, loose & (ndi.distance_transform_edt(~epithelium) * um > 3.2), 7, um)
    if len(places):
        p = density[places[:, 0], places[:, 1]] * 49e-6
        places = places[rng.random(len(places)) < p]
    kinds = rng.random(len(places)) < rng.uniform(.6, .85)
    for inflammatory in (True, False):
        some = places[kinds == inflammatory]
        nuclei.add(some, 1 if inflammatory else 2, 6.5 if inflammatory else 10, 6 if inflammatory else 3.5, rng.uniform(0, 3, len(some)),
                   dense if inflammatory else 150)
    for k, pitch, long in ((SUBMUCOSA, 22, 10), (MUSCULARIS, 14, 14)):
        some = thinned(rng, (label == k) & ~acini, pitch, um, rng.uniform(.4, .9))
        nuclei.add(some, 2, long, 3, rng.normal(0, .4, len(some)), 150)
    if acini.any():
        rim = acini & (ndi.distance_transform_edt(acini) * um < 8)
        some = thinned(rng, rim, 8, um, .8)
        nuclei.add(some, 0, 6, 5, rng.uniform(0, 3, len(some)), 160)
    d = ndi.gaussian_filter(np.asarray(nuclei.dark, np.float32) / 255, .6 / um)
    halo = 1 - rng.uniform(.2, .8) * ndi.gaussian_filter(np.asarray(nuclei.rims, np.float32) / 255, .4 / um)
    h *= halo
    e *= halo
    h += d * (1 - .5 * clear) * rng.uniform(.9, 1.4)
    e *= 1 - .3 * d
    # vessels, cracks, mucus and debris
    vessels = (grain(70) > 2.1) & (loose | (label == SUBMUCOSA))
    red = rng.uniform(0, 1) < .5
    h[vessels], e[vessels] = (.05, 1.1) if red else (.01, .05)
    mucus = np.clip(grain(60) - rng.uniform(.8, 2.5), 0, 1) * ~tissue
    h += mucus * .08
    e += mucus * .15 * (1 + .4 * grain(8))
    edge = epithelium & (ndi.distance_transform_edt(tissue) * um < 2.5)
    e[edge] += rng.uniform(0, .3)
    drift = np.clip(1 + .12 * grain(400), .6, 1.5)
    return np.clip(h * drift, 0, 3), np.clip(e * np.clip(1 + .1 * grain(250), .6, 1.5), 0, 3), nuclei.found


# Optical densities of red, green and blue per unit of stain: Ruifrok and Johnston 2001
HAEMATOXYLIN = np.array([0.650, 0.704, 0.286])
EOSIN = np.array([0.072, 0.990, 0.105])


def coloured(rng, h, e, um):
    """RGB of stain amounts, with the stains, the light and the optics of a scanner drawn at random."""
    vector = lambda v: (lambda w: w / np.linalg.norm(w))(np.clip(v + rng.normal(0, .06, 3), .02, 1))
    vh, ve = vector(HAEMATOXYLIN + rng.uniform(-.1, .1) * np.array([-1, 0, 1])), vector(EOSIN)
    od = h[..., None] * vh * rng.uniform(.7, 1.25) + e[..., None] * ve * rng.uniform(.5, 1.2)
    white = 255 * (1 - np.abs(rng.normal(0, .03))) * np.clip(1 - np.abs(rng.normal(0, .015, 3)), .9, 1)
    rgb = white * np.exp(-od)
    rgb = ndi.gaussian_filter(rgb, (rng.uniform(.2, .9) / um, rng.uniform(.2, .9) / um, 0))
    return np.clip(rgb + rng.normal(0, rng.uniform(1, 4), rgb.shape), 0, 255).astype(np.uint8)
