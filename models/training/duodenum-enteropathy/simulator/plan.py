"""Plans of a mucosa: what stands where, before anything is drawn. Lengths in micrometres.

Places are given as (s, t): s along the muscularis mucosae, t above it towards the lumen.
"""
from dataclasses import dataclass, field
import numpy as np

LUMEN, VILLOUS, CRYPT, LAMINA, SUBMUCOSA, MUSCULARIS = range(6)


@dataclass
class Pattern:
    """What a mucosa looks like; means over the biopsy."""
    name: str
    villus: float          # height of villi above the crypt mouths
    crypt: float           # depth of crypts
    iel: float             # intraepithelial lymphocytes per 100 enterocytes
    lamina: float          # cells of the lamina propria per mm2
    tangential: float = 0  # share of the mucosa that is not cut upright
    spread: float = 0.12   # relative deviation of heights and depths


def patterns(rng):
    """A pattern drawn at random, wide enough to hold what biopsies look like (domain randomisation)."""
    kind = rng.choice(['normal', 'blunted', 'flat', 'any'], p=[.35, .25, .25, .15])
    tangential = rng.choice([0, rng.uniform(0, .6)])
    if kind == 'normal':
        return Pattern('normal', rng.uniform(350, 750), rng.uniform(90, 200), rng.uniform(5, 25), rng.uniform(4e3, 8e3), tangential)
    if kind == 'blunted':
        return Pattern('blunted', rng.uniform(120, 380), rng.uniform(150, 280), rng.uniform(15, 60), rng.uniform(6e3, 1.1e4), tangential)
    if kind == 'flat':
        return Pattern('flat', rng.uniform(0, 60), rng.uniform(220, 450), rng.uniform(25, 90), rng.uniform(7e3, 1.2e4), tangential)
    return Pattern('any', rng.uniform(0, 800), rng.uniform(80, 450), rng.uniform(2, 90), rng.uniform(3e3, 1.2e4), tangential)


@dataclass
class Base:
    """The muscularis mucosae as a curve: arc length, place and normal (towards the lumen)."""
    s: np.ndarray
    xy: np.ndarray
    normal: np.ndarray

    def to_xy(self, points):
        """(n, 2) of (s, t) to (n, 2) of (x, y)."""
        p = np.asarray(points, float)
        x = np.stack([np.interp(p[:, 0], self.s, self.xy[:, k]) for k in (0, 1)], 1)
        n = np.stack([np.interp(p[:, 0], self.s, self.normal[:, k]) for k in (0, 1)], 1)
        return x + n * p[:, 1:2]


def base(rng, start, angle, length, bend):
    """A curve from `start` in direction `angle` (rad), whose direction wanders by `bend` rad per mm."""
    s = np.arange(0, length + 5, 5.0)
    knots = np.arange(0, length + 400, 400.0)
    turn = np.interp(s, knots, rng.normal(0, bend, len(knots))) / 1000
    turn += rng.normal(0, bend / 2) / 1000
    a = angle + np.cumsum(turn) * 5
    step = np.stack([np.cos(a), np.sin(a)], 1) * 5
    xy = np.asarray(start) + np.concatenate([[[0, 0]], np.cumsum(step, 0)[:-1]])
    return Base(s, xy, np.stack([np.sin(a), -np.cos(a)], 1))


@dataclass
class Villus:
    axis: np.ndarray    # (n, 2) of (s, t), from the level of the crypt mouths to the tip
    half: np.ndarray    # half width at each point of the axis, epithelium included
    epithelium: float   # its thickness
    height: float
    upright: bool = True


@dataclass
class Crypt:
    axis: np.ndarray    # (n, 2) of (s, t), from mouth to base
    half: float
    depth: float        # from the mouth to the lowest point of its epithelium
    upright: bool = True


@dataclass
class Ring:
    """A villus or crypt cut across."""
    centre: tuple
    half: tuple
    angle: float
    epithelium: float
    crypt: bool


@dataclass
class Mucosa:
    pattern: Pattern
    base: Base
    depth: float               # thickness of the layer of crypts
    muscularis: float
    submucosa: float
    propria: float             # muscularis propria below the submucosa, 0 for none
    level: np.ndarray          # t of the crypt mouths at each base.s
    epithelium: float
    villi: list = field(default_factory=list)
    crypts: list = field(default_factory=list)
    rings: list = field(default_factory=list)
    brunner: list = field(default_factory=list)           # lobules in the submucosa, each a list of acini (s, t, radius)
    mucosal_brunner: list = field(default_factory=list)   # lobules between the crypts
    cut: float | None = None   # t below which a superficial piece was torn off, None where the muscularis is there


def wander(rng, n, size):
    k = np.cumsum(rng.normal(0, 1, n))
    k -= np.linspace(0, k[-1], n)
    k[1:-1] = (k[:-2] + 2 * k[1:-1] + k[2:]) / 4
    return k * size / max(1e-9, np.sqrt(n))


def mucosa(rng, pattern, curve, lobules=.3):
    """Plans villi, crypts and what lies below along a curve; `lobules`: how often there may be Brunner's glands in the mucosa."""
    length = curve.s[-1]
    depth = pattern.crypt * 1.0
    knots = np.arange(0, length + 300, 300.0)
    level = np.interp(curve.s, knots, np.clip(rng.normal(1, .06, len(knots)), .8, 1.25)) * (depth + rng.uniform(8, 25))
    m = Mucosa(pattern, curve, depth, rng.uniform(15, 55), rng.choice([0, rng.uniform(30, 700)], p=[.3, .7]), 0, level, rng.uniform(24, 40))
    if m.submucosa > 300 and rng.random() < .4:
        m.propria = rng.uniform(150, 500)
    if m.submucosa == 0 and rng.random() < .65:
        m.cut = rng.uniform(-5, .35 * (depth + 15))
    across = np.zeros(len(curve.s), bool)
    while across.mean() < pattern.tangential:
        a = rng.uniform(-200, length)
        across |= (curve.s > a) & (curve.s < a + rng.uniform(200, 900))
    lies = lambda s: bool(np.interp(s, curve.s, across) > .5)
    _villi(rng, m, length, lies)
    _crypts(rng, m, length, lies)
    _brunner(rng, m, length)
    if rng.random() < lobules:
        _mucosal_brunner(rng, m, length)
    return m


def _villi(rng, m, length, lies):
    flat = m.pattern.villus < 60
    s = rng.uniform(0, 60)
    lean = rng.normal(0, .15)
    width0, gap0 = rng.uniform(45, 85), rng.choice([rng.uniform(-2, 10), rng.uniform(10, 60)])
    while s < length:
        half = width0 * np.exp(rng.normal(0, .18)) * (1.5 if flat else 1)
        height = max(0, m.pattern.villus * (1 + rng.normal(0, m.pattern.spread)))
        gap = max(-2, gap0 * np.exp(rng.normal(0, .5)))
        centre = s + half
        if centre + half > length:
            break
        level = np.interp(centre, m.base.s, m.level)
        if lies(centre):
            _rings_above(rng, m, centre, level, half)
        elif height > 8:
            n = 24
            u = np.linspace(0, 1, n)
            side = lean * height * u + wander(rng, n, min(40, height * .06)) + rng.normal(0, .06) * height * u ** 2
            t = level + u * height
            club, taper = rng.uniform(-.1, .35), rng.uniform(.6, 1.05)
            profile = half * (1 + (taper - 1) * u + club * np.exp(-((u - .75) / .2) ** 2) * .5)
            tip = min(half * rng.uniform(.8, 1.4), height)
            left = np.maximum(0, (u * height - (height - tip)) / max(tip, 1e-6))
            profile = profile * np.sqrt(np.maximum(0, 1 - left ** 2))
            profile[0] *= 1.15
            axis = np.stack([centre + side, t], 1)
            true = float(np.sum(np.hypot(*np.diff(axis, axis=0).T)))
            m.villi.append(Villus(axis, profile, m.epithelium * rng.uniform(.9, 1.1), true))
        s = centre + half + gap


def _rings_above(rng, m, centre, level, half):
    top = m.pattern.villus
    t = level + half * 1.1
    while t < level + top:
        a = half * rng.uniform(.6, 1.1)
        b = a * rng.uniform(.8, 2.2)
        m.rings.append(Ring((centre + rng.normal(0, 15), t + a * .9), (min(a, 95), min(b, 200)), rng.uniform(0, np.pi) if rng.random() < .5 else rng.normal(np.pi / 2, .3), m.epithelium, False))
        t += 2 * a + rng.uniform(0, 40)


def _crypts(rng, m, length, lies):
    s, half0 = rng.uniform(0, 40), rng.uniform(18, 32) * (rng.uniform(1, 1.5) if m.pattern.crypt > 180 else 1)
    pitch = rng.uniform(2.2, 3.6)
    across = rng.choice([.12, rng.uniform(.2, .9)], p=[.6, .4])
    lean = rng.normal(0, .15)
    while s < length:
        half = half0 * np.exp(rng.normal(0, .1))
        level = np.interp(s, m.base.s, m.level)
        if lies(s) or rng.random() < across:
            t = half * 1.2
            while t < level - half:
                m.rings.append(Ring((s + rng.normal(0, 8), t), (half, half * rng.uniform(1, 1.7)), rng.uniform(0, np.pi), half, True))
                t += 2.2 * half * rng.uniform(1, 1.5)
        else:
            gap = max(6, (level - m.depth) * rng.uniform(.4, 1.3) + rng.normal(0, m.pattern.spread * .5) * m.depth)
            depth = max(20, level - gap - half)     # of the axis; the round end below it is as deep as the crypt is half wide
            n = 16
            u = np.linspace(0, 1, n)
            x = s + lean * depth * u + wander(rng, n, min(25, depth * .08))
            axis = np.stack([x, level + 2 - u * depth], 1)
            # a crypt that leaves the plane of the section is seen only in its lower or upper part
            upright = rng.random() > .25
            if not upright:
                cut = rng.uniform(.35, .75)
                axis = axis[int(cut * n):] if rng.random() < .6 else axis[:max(3, int(cut * n))]
            true = float(np.sum(np.hypot(*np.diff(axis, axis=0).T))) + half
            m.crypts.append(Crypt(axis, half, true, upright))
        s += pitch * half * rng.uniform(.85, 1.3)


def _brunner(rng, m, length):
    if m.submucosa < 60 or rng.random() < .35:
        return
    for _ in range(rng.integers(1, 2 + int(length / 500))):
        size = rng.uniform(60, min(300, m.submucosa / 2 + 30))
        centre = (rng.uniform(0, length), -m.muscularis - rng.uniform(.3, .9) * m.submucosa)
        lobule = []
        for _ in range(int(size * size / 900)):
            r, a = size * np.sqrt(rng.random()), rng.uniform(0, 2 * np.pi)
            lobule.append((centre[0] + 1.4 * r * np.cos(a), min(-m.muscularis - 15, centre[1] + r * np.sin(a)), rng.uniform(14, 30)))
        m.brunner.append(lobule)


def _mucosal_brunner(rng, m, length):
    """Lobules that reach through the muscularis mucosae and take the place of the lower parts of crypts."""
    if m.cut is not None or m.depth < 100:
        return
    for _ in range(rng.integers(1, 4)):
        half, high = rng.uniform(50, 160), m.depth * rng.uniform(.3, .75)
        centre = rng.uniform(0, length)
        lobule = []
        for _ in range(int(half * high / 300)):
            s, t = rng.uniform(-1, 1), rng.uniform(0, 1)
            if s * s + t * t < 1:
                lobule.append((centre + half * s, max(16, high * t), rng.uniform(14, 26)))
        m.mucosal_brunner.append(lobule)
        under = lambda s, t: ((s - centre) / (half + 20)) ** 2 + (t / (high + 30)) ** 2 < 1
        m.crypts = [c for c in m.crypts if not any(under(s, t) for s, t in c.axis)]
        m.rings = [r for r in m.rings if not under(*r.centre)]
