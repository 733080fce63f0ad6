"""Photographs that nobody can read, and why: each fault is so strong that a field is lost by construction.

Lengths are millimetres on the page, where signs are 3 to 4 mm high and their strokes half a millimetre apart:

- blur: a Gaussian of at least 0.55 mm, more than the space between two strokes;
- glare: a lamp burns out a whole field, its ink too;
- dark: at most a twentieth of the light, and the grain of a camera that makes up for it;
- small: at most 2 pixels a millimetre, 7 pixels for a sign;
- cut_off: a field lies beyond the picture's rim;
- covered: a finger lies over a field.

A readable one has none of these, and at most a fifth of each.
"""

from dataclasses import dataclass, replace

import numpy as np

from tests.made_up import documents
from tests.made_up.documents import Drawn
from tests.made_up.scene import MATS, Photo, Shot, photograph

CAUSES = ("blur", "glare", "dark", "small", "cut_off", "covered")
KINDS = ("id_front", "hukou_page", "disability_card", "own_form")
# A field of each kind: left, top, right, bottom as parts of the page.
_FIELDS = {
    "id_front": ((0.16, 0.10, 0.40, 0.25), (0.33, 0.81, 0.92, 0.95)),
    "hukou_page": ((0.20, 0.18, 0.40, 0.28), (0.27, 0.53, 0.62, 0.63)),
    "disability_card": ((0.14, 0.20, 0.40, 0.33), (0.14, 0.83, 0.90, 0.97)),
    "own_form": ((0.10, 0.30, 0.60, 0.42), (0.35, 0.55, 0.90, 0.66)),
}
_SIZES = {
    "id_front": (1400, 1050),
    "disability_card": (1400, 1050),
    "hukou_page": (1500, 1125),
    "own_form": (2000, 1500),
}
_SCALES = {"id_front": 8.7, "disability_card": 8.7, "hukou_page": 7.0, "own_form": 5.4}


@dataclass(frozen=True)
class Taken:
    """A photograph of a document: `cause` is its fault, empty where it can be read."""

    photo: Photo
    drawn: Drawn
    cause: str


def readable(kind: str, seed: int) -> Taken:
    """Give a photograph as a desk gives them: every field can be read."""
    drawn, shot = _plain(kind, seed)
    return Taken(photograph(drawn.picture, shot, seed), drawn, "")


def unreadable(kind: str, cause: str, seed: int) -> Taken:
    """Give a photograph in which a field is lost for this cause."""
    drawn, plain = _plain(kind, seed)
    chance = np.random.default_rng([seed, CAUSES.index(cause)])
    shot = _FAULTS[cause](kind, drawn, plain, chance, seed)
    return Taken(photograph(drawn.picture, shot, seed), drawn, cause)


def _plain(kind: str, seed: int) -> tuple[Drawn, Shot]:
    drawn, chance = documents.draw(kind, seed), np.random.default_rng([seed, 99])
    size, scale = _SIZES[kind], _SCALES[kind] * chance.uniform(0.94, 1.04)
    shot = Shot(
        size=size,
        mat=sorted(MATS)[seed % len(MATS)],
        turn=float(chance.uniform(-8, 8)) + (90.0 if kind == "own_form" else 180.0 * float(chance.integers(2))),
        tilt=float(chance.uniform(0, 0.25)),
        width=scale * drawn.width_mm / size[0],
        noise=float(chance.uniform(1, 4)),
        blur=float(chance.uniform(0.02, 0.1)) * scale,
        light=float(chance.uniform(0.7, 1.0)),
    )
    return drawn, shot


def _blurred(_kind: str, drawn: Drawn, shot: Shot, chance: np.random.Generator, _seed: int) -> Shot:
    return replace(shot, blur=float(chance.uniform(0.55, 1.0)) * _pixels_per_mm(drawn, shot))


def _dark(_kind: str, _drawn: Drawn, shot: Shot, chance: np.random.Generator, _seed: int) -> Shot:
    return replace(shot, light=float(chance.uniform(0.02, 0.045)), noise=float(chance.uniform(4, 8)))


def _small(_kind: str, drawn: Drawn, shot: Shot, chance: np.random.Generator, _seed: int) -> Shot:
    scale = float(chance.uniform(1.3, 2.0))
    return replace(shot, width=scale * drawn.width_mm / shot.size[0], blur=float(chance.uniform(0.5, 0.9)))


def _glare(kind: str, drawn: Drawn, shot: Shot, chance: np.random.Generator, seed: int) -> Shot:
    """The spot is wider than a field's half: 420 over what is there burns all ink in its inner half."""
    middle, reach = _field(kind, drawn, shot, chance, seed)
    return replace(shot, glare=(*middle, reach * 1.3), light=min(shot.light, 0.85))


def _covered(kind: str, drawn: Drawn, shot: Shot, chance: np.random.Generator, seed: int) -> Shot:
    """A finger 16 mm wide from one side, its tip beyond the field's middle."""
    (x, y), _ = _field(kind, drawn, shot, chance, seed)
    half = 8 * _pixels_per_mm(drawn, shot) / shot.size[1]
    left, right = (0.0, x + 0.02) if x < 0.5 else (x - 0.02, 1.0)
    return replace(shot, cover=(left, y - half, right, y + half))


def _cut_off(kind: str, drawn: Drawn, shot: Shot, chance: np.random.Generator, seed: int) -> Shot:
    """Moved until the middle of a field passes the nearest rim of the picture."""
    (x, y), _ = _field(kind, drawn, shot, chance, seed)
    if kind == "own_form":
        return replace(shot, shift=(0.0, -y - 0.02) if y < 0.5 else (0.0, 1.02 - y))
    return replace(shot, shift=(-x - 0.02, 0.0) if x < 0.5 else (1.02 - x, 0.0))


_FAULTS = {
    "blur": _blurred,
    "dark": _dark,
    "small": _small,
    "glare": _glare,
    "covered": _covered,
    "cut_off": _cut_off,
}


def _pixels_per_mm(drawn: Drawn, shot: Shot) -> float:
    return shot.size[0] * shot.width / drawn.width_mm


def _field(
    kind: str, drawn: Drawn, shot: Shot, chance: np.random.Generator, seed: int
) -> tuple[tuple[float, float], float]:
    """Where a field's middle is in the picture, and how far half of it reaches; in parts of the picture's width."""
    left, top, right, bottom = _FIELDS[kind][int(chance.integers(2))]
    eighth = replace(shot, size=(shot.size[0] // 8, shot.size[1] // 8))
    corners = photograph(drawn.picture, eighth, seed).corners / eighth.size
    across, down = (left + right) / 2, (top + bottom) / 2
    upper, lower = (one + across * (other - one) for one, other in ((corners[0], corners[1]), (corners[3], corners[2])))
    x, y = upper + down * (lower - upper)
    return (float(x), float(y)), (right - left) / 2 * drawn.width_mm * _pixels_per_mm(drawn, shot) / shot.size[0]
