"""Made-up hands that reach in from the rim: fingers, palm, a sleeve, and the shadow under them."""

from dataclasses import dataclass

import cv2
import numpy as np

from tests.made_up.desk_optics import Camera, Floats, Maps, to_pixels

SKINS = ((132, 164, 206), (112, 146, 194), (86, 118, 168), (146, 176, 216))
CLOTHS = ((60, 52, 48), (120, 84, 52), (58, 58, 140), (176, 172, 168), (96, 120, 84))


@dataclass(frozen=True)
class Hand:
    """A hand whose middle finger ends at `tip_mm`; its arm comes from `angle` degrees (0 right, 90 below).

    `pose` is flat (all fingers), finger (one), or pinch (thumb and finger); `apart` spreads the fingers.
    """

    tip_mm: tuple[float, float]
    angle: float = 60.0
    pose: str = "flat"
    apart: float = 1.0
    size: float = 1.0
    skin: tuple[int, int, int] = SKINS[0]
    cloth: tuple[int, int, int] = CLOTHS[0]


def laid(picture: Maps, hand: Hand, camera: Camera) -> Maps:
    """Give the picture (0 to 255) with the hand over it."""
    skin, cloth = _mask(_skin(hand), hand, camera), _mask(_arm(hand), hand, camera)
    both = np.maximum(skin, cloth)
    reach = 5 * camera.pixels_per_mm
    fallen = cv2.warpAffine(both, np.array([[1, 0, reach], [0, 1, reach]], np.float32), camera.size)
    shadow = np.asarray(cv2.GaussianBlur(fallen, (0, 0), reach * 0.8), np.float32)
    seen = picture * (1 - 0.4 * shadow * (1 - both))[..., None]
    for cover, colour in ((skin, hand.skin), (cloth, hand.cloth)):
        round_ = np.asarray(cv2.GaussianBlur(cover, (0, 0), 3.5 * camera.pixels_per_mm), np.float32)
        shade = 0.55 + 0.5 * np.clip(round_, 0, 1)
        seen = seen * (1 - cover)[..., None] + np.array(colour, np.float32) * (shade * cover)[..., None]
    return np.asarray(seen, np.float32)


def cover(hand: Hand, camera: Camera) -> Maps:
    """Give where the hand and its arm are seen, 0 to 1."""
    return np.maximum(_mask(_skin(hand), hand, camera), _mask(_arm(hand), hand, camera))


# Millimetres along the arm (0 at the tip of the middle finger) and across it, thickness at each end.
_FINGERS = {
    "flat": (((0, 0), (80, 0), 15, 19), ((6, -21), (80, -15), 14, 18), ((8, 20), (80, 16), 14, 18),
             ((26, 40), (84, 30), 12, 16), ((62, -52), (110, -28), 17, 24)),
    "finger": (((0, 0), (75, -12), 15, 19), ((60, 4), (84, 4), 22, 24), ((60, -30), (84, -24), 22, 24)),
    "pinch": (((0, 0), (78, 6), 15, 19), ((4, -26), (90, -30), 17, 24), ((40, 16), (82, 20), 18, 20)),
}  # fmt: skip


def _skin(hand: Hand) -> list[tuple[Floats, Floats, float, float]]:
    parts = [(np.array(a, float), np.array(b, float), one, two) for a, b, one, two in _FINGERS[hand.pose]]
    spread = [(a * (1, hand.apart), b, one, two) for a, b, one, two in parts]
    return [
        *spread,
        (np.array([98.0, 0]), np.array([130.0, 0]), 78, 66),
        (np.array([130.0, 0]), np.array([190.0, 0]), 62, 54),
    ]


def _arm(_hand: Hand) -> list[tuple[Floats, Floats, float, float]]:
    return [(np.array([196.0, 0]), np.array([700.0, 30]), 88, 120)]


def _mask(parts: list[tuple[Floats, Floats, float, float]], hand: Hand, camera: Camera) -> Maps:
    """Draw tapering capsules, a little softened."""
    angle = np.deg2rad(hand.angle)
    along, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    drawn = np.zeros(camera.size[::-1], np.uint8)
    for start, end, thick, thicker in parts:
        steps = np.linspace(0, 1, 24)[:, None]
        middle = start * (1 - steps) + end * steps
        wide = hand.size * (thick * (1 - steps[:, 0]) + thicker * steps[:, 0]) / 2
        places = np.array(hand.tip_mm) + hand.size * (middle[:, :1] * along + middle[:, 1:] * aside)
        places = places + along * thick / 2 * hand.size
        # far outside the lens' formula has no meaning; points are held near the picture
        places = np.clip(places, -camera.wide_mm * 1.2, camera.wide_mm * 1.2)
        pixels, radii = to_pixels(camera, places), wide * camera.pixels_per_mm
        for (x, y), radius in zip(pixels, radii, strict=True):
            cv2.circle(drawn, (round(x * 16), round(y * 16)), round(radius * 16), 255, -1, cv2.LINE_AA, 4)
        hull = [(pixels[n], pixels[n + 1], radii[n]) for n in range(23)]
        for one, two, radius in hull:
            cv2.line(
                drawn,
                tuple(np.rint(one).astype(int)),
                tuple(np.rint(two).astype(int)),
                255,
                max(1, round(2 * radius - 1)),
            )
    return np.asarray(cv2.GaussianBlur(drawn, (0, 0), 0.3 * camera.pixels_per_mm) / np.float32(255), np.float32)
