"""What else is in a photograph of a document: hands and sleeves, pens, telephones, mugs, cables, other papers."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.grounds import Bgr, Chance, clouds, colour, near

Points = NDArray[np.float64]
_SKINS = ((140, 170, 225), (120, 150, 205), (150, 185, 235), (95, 125, 180), (70, 95, 140), (45, 60, 95))


def paste(picture: Bgr, mask: NDArray[np.uint8], shade: NDArray[np.float32]) -> None:
    """Lay a colour, or a picture, over a picture where the mask says (0 to 255), within the mask's own box."""
    x, y, wide, high = cv2.boundingRect(mask)
    if wide == 0:
        return
    part, box = (mask[y : y + high, x : x + wide, None] / np.float32(255)), picture[y : y + high, x : x + wide]
    over = shade if shade.ndim == 1 else shade[y : y + high, x : x + wide]
    box[:] = np.clip(box + part * (over - box), 0, 255)


def _dim(picture: Bgr, mask: NDArray[np.uint8], shift: tuple[float, float], soft: float, dark: float) -> None:
    """The shadow that a shape throws."""
    moved = cv2.warpAffine(mask, np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32), mask.shape[::-1])
    shadow = cv2.GaussianBlur(moved, (0, 0), max(0.5, soft))
    picture[:] = picture * (1 - dark / 255 * shadow[..., None].astype(np.float32))


def hand(chance: Chance, picture: Bgr, tip: Points, inward: Points, size: float) -> None:
    """Lay fingers over a rim at `tip`, reaching in along `inward` (length 1); a finger is `size` pixels broad."""
    mask = np.zeros(picture.shape[:2], np.uint8)
    across = np.array([-inward[1], inward[0]])
    fingers = int(chance.choice([1, 1, 2, 3, 4]))
    palm = tip - inward * size * chance.uniform(3.2, 5.0)
    nails = []
    for nth in range(fingers):
        aside = (nth - (fingers - 1) / 2) * size * chance.uniform(1.0, 1.25)
        end = tip + across * aside + inward * size * chance.uniform(-0.3, 0.6)
        root = palm + across * aside * chance.uniform(0.7, 1.1)
        cv2.line(mask, _at(end), _at(root), 255, max(2, round(size)), cv2.LINE_AA)
        nails.append(end)
    cv2.ellipse(mask, _at(palm - inward * size), (_whole(size * 2.6), _whole(size * 2.1)),
                float(np.degrees(np.arctan2(across[1], across[0]))), 0, 360, 255, -1, cv2.LINE_AA)  # fmt: skip
    arm = palm - inward * max(picture.shape)
    cv2.line(mask, _at(palm - inward * size), _at(arm), 255, max(2, round(size * 2.8)), cv2.LINE_AA)
    _flesh(chance, picture, mask, size)
    if chance.uniform() < 0.6:
        for end in nails:
            _nail(picture, end, inward, size)
    if chance.uniform() < 0.6:
        _sleeve(chance, picture, palm - inward * size * chance.uniform(1, 4), arm, size)


def _at(point: Points) -> list[int]:
    x, y = np.clip(np.rint(point), -9000, 9000).astype(int)
    return [int(x), int(y)]


def _whole(length: float) -> int:
    return max(2, round(length))


def _flesh(chance: Chance, picture: Bgr, mask: NDArray[np.uint8], size: float) -> None:
    """Skin: round, so darker towards its outline, with a shadow beneath."""
    if chance.uniform() < 0.7:
        shift = chance.uniform(-0.4, 0.4, 2) * size
        _dim(picture, mask, (float(shift[0]), float(shift[1])), size * 0.25, chance.uniform(0.1, 0.6))
    skin = np.array(_SKINS[int(chance.integers(len(_SKINS)))]) * chance.uniform(0.75, 1.15)
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.5, size * 0.22)).astype(np.float32)[..., None] / 255
    paste(picture, mask, np.asarray(skin * (0.25 + 0.75 * soft**1.5), np.float32))


def _nail(picture: Bgr, end: Points, inward: Points, size: float) -> None:
    mask = np.zeros(picture.shape[:2], np.uint8)
    turn = float(np.degrees(np.arctan2(inward[1], inward[0])))
    axes = (_whole(size * 0.3), _whole(size * 0.24))
    cv2.ellipse(mask, _at(end + inward * size * 0.1), axes, turn, 0, 360, 150, -1, cv2.LINE_AA)
    paste(picture, mask, np.array([205, 205, 240], np.float32))


def _sleeve(chance: Chance, picture: Bgr, start: Points, end: Points, size: float) -> None:
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.line(mask, _at(start), _at(end), 255, max(3, round(size * chance.uniform(3.2, 5))), cv2.LINE_AA)
    one = colour(chance)
    share = np.clip(0.5 + 0.6 * clouds(chance, picture.shape[:2], 8, 2), 0, 1)[..., None]
    paste(picture, mask, np.asarray(one + share * (near(chance, one, 70) - one), np.float32))


def thing(chance: Chance, picture: Bgr, middle: Points, size: float, paper: Bgr | None) -> None:
    """Lay one thing about: another paper, a telephone, a book, a pen, a mug, a cable; `size` is its length."""
    kind = chance.uniform()
    if kind < 0.35 and paper is not None:
        _paper(chance, picture, middle, size, paper)
    elif kind < 0.6:
        _slab(chance, picture, middle, size)
    elif kind < 0.78:
        _pen(chance, picture, middle, size)
    elif kind < 0.9:
        _mug(chance, picture, middle, size)
    else:
        _cable(chance, picture, middle, size)


def _box(chance: Chance, middle: Points, size: float, proportion: float) -> NDArray[np.float32]:
    turn = chance.uniform(0, np.pi)
    way = np.array([np.cos(turn), np.sin(turn)]) * size / 2
    side = np.array([-way[1], way[0]]) * proportion
    return np.array([middle - way - side, middle + way - side, middle + way + side, middle - way + side], np.float32)


def _paper(chance: Chance, picture: Bgr, middle: Points, size: float, paper: Bgr) -> None:
    """Another document."""
    high, wide = paper.shape[:2]
    box = _box(chance, middle, size, high / wide)
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    way = cv2.getPerspectiveTransform(flat, box)
    over = cv2.warpPerspective(paper, way, picture.shape[1::-1], flags=cv2.INTER_AREA)
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.rint(box * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    _dim(picture, mask, (size / 80, size / 80), size / 60, chance.uniform(0, 0.5))
    paste(picture, mask, over.astype(np.float32))


def _slab(chance: Chance, picture: Bgr, middle: Points, size: float) -> None:
    """A telephone or a book: a plain, round-cornered board with something on it."""
    mask, inner = (np.zeros(picture.shape[:2], np.uint8) for _ in range(2))
    proportion = chance.uniform(0.4, 0.8)
    box = _box(chance, middle, size * 0.6, proportion)
    rim = max(1, round(size * 0.04))
    cv2.fillConvexPoly(mask, np.rint(box).astype(np.int32), 255, cv2.LINE_AA)
    cv2.polylines(mask, [np.rint(box).astype(np.int32)], isClosed=True, color=255, thickness=2 * rim)
    _dim(picture, mask, (size / 50, size / 50), size / 40, chance.uniform(0, 0.6))
    paste(picture, mask, colour(chance))
    if chance.uniform() < 0.6:
        cv2.fillConvexPoly(inner, np.rint(middle + (box - middle) * 0.92).astype(np.int32), 255, cv2.LINE_AA)
        paste(picture, inner, colour(chance))


def _pen(chance: Chance, picture: Bgr, middle: Points, size: float) -> None:
    mask = np.zeros(picture.shape[:2], np.uint8)
    box = _box(chance, middle, size, 0.1)
    thick = max(2, round(size * chance.uniform(0.03, 0.08)))
    cv2.line(mask, _at(box[0]), _at(box[1]), 255, thick, cv2.LINE_AA)
    _dim(picture, mask, (thick / 3, thick / 3), thick / 2, chance.uniform(0, 0.6))
    paste(picture, mask, colour(chance))
    top = np.zeros_like(mask)
    cv2.line(top, _at(box[0]), _at(box[0] + 0.25 * (box[1] - box[0])), 255, max(1, thick - 1), cv2.LINE_AA)
    paste(picture, top, colour(chance))


def _mug(chance: Chance, picture: Bgr, middle: Points, size: float) -> None:
    mask = np.zeros(picture.shape[:2], np.uint8)
    axes = (_whole(size * 0.3), _whole(size * chance.uniform(0.2, 0.3)))
    cv2.ellipse(mask, _at(middle), axes, chance.uniform(0, 180), 0, 360, 255, -1, cv2.LINE_AA)
    _dim(picture, mask, (size / 30, size / 30), size / 20, chance.uniform(0, 0.6))
    paste(picture, mask, colour(chance))
    inner = cv2.erode(mask, np.ones((max(2, axes[1] // 4),) * 2, np.uint8))
    paste(picture, np.asarray(inner, np.uint8), colour(chance))


def _cable(chance: Chance, picture: Bgr, middle: Points, size: float) -> None:
    spots = middle + np.cumsum(chance.normal(0, size / 5, (7, 2)), axis=0)
    parts = np.linspace(0, 6, 50)
    curve = np.stack([np.interp(parts, np.arange(7), spots[:, axis]) for axis in (0, 1)], axis=1)
    soft = np.asarray(cv2.GaussianBlur(curve.astype(np.float32), (1, 9), 0), np.int32)
    cv2.polylines(picture, [soft], isClosed=False, color=colour(chance).tolist(), thickness=_whole(size / 40),
                  lineType=cv2.LINE_AA)  # fmt: skip
