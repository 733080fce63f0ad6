"""Is it the character that was read, or a rare one that looks like it: the ink is compared with both, drawn."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

import resources
from app.capture.picture import Bgr
from app.capture.text import Sign

Shape = NDArray[np.float32]
_SIDE, _RIM, _PIXELS = 28, 4, 48
_INKED, _FAINT = 0.35, 0.25
_LEAST_CONTRAST = 20.0
_RULED = 1.2  # heights of the line: longer than any stroke
_REACH = 0.22
_FACES = ("NotoSansSC-Regular", "RareHan")
_NOWHERE = "\U0010ffff"  # no font has it


def is_common(sign: str) -> bool:
    """Tell whether a character is one of the 6,763 of GB 2312, which every reader knows well."""
    return bool(sign.encode("gb2312", "ignore"))


def is_itself(line: Bgr, signs: tuple[Sign, ...]) -> bool:
    """Tell whether each common character of a line looks more like itself than like any that it is taken for."""
    shapes = _shapes(line, signs)
    return all(_is_nearest(shape, sign.text) for shape, sign in zip(shapes, signs, strict=True) if shape is not None)


def _is_nearest(shape: Shape, sign: str) -> bool:
    others = _look_alikes().get(sign)
    if not others:
        return True
    own = _likeness(shape, drawn(sign))
    return all(_likeness(shape, drawn(other)) <= own for other in others)


@cache
def _look_alikes() -> dict[str, str]:
    """Of each common character the sixteen that look most like it (packaging/make_look_alikes.py)."""
    lines = resources.path("models/look_alikes.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1:] for line in lines}


def _likeness(shape: Shape, other: Shape | None) -> float:
    """How well two shapes cover each other, -1 to 1, one moved by up to a pixel."""
    if other is None:
        return -1.0
    moved = (np.roll(other, (down, across), (0, 1)) for down in (-1, 0, 1) for across in (-1, 0, 1))
    return max(float((shape * one).sum()) for one in moved)


@cache
def drawn(sign: str) -> Shape | None:
    """Give the shape of a character as our own fonts draw it; None where they lack it."""
    face = next((_font(name) for name in _FACES if _has(sign, name)), None)
    if face is None:
        return None
    picture = Image.new("L", (80, 80), 0)
    ImageDraw.Draw(picture).text((40, 40), sign, font=face, fill=255, anchor="mm")
    soft = cv2.GaussianBlur(np.asarray(picture, np.float32), (0, 0), 1.5)
    return shape_of(np.asarray(soft / max(1.0, float(soft.max())), np.float32))


@cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.font(f"{name}.ttf")), _PIXELS)


@cache
def _has(sign: str, name: str) -> bool:
    if not resources.font(f"{name}.ttf").is_file():
        return False
    face = _font(name)
    return bytes(face.getmask(sign)) != bytes(face.getmask(_NOWHERE))


def shape_of(ink: Shape) -> Shape | None:
    """Give ink (0 to 1) cut to what is inked, in one size, as a vector of length one; None where there is none."""
    down, across = np.where(ink.max(axis=1) > _INKED)[0], np.where(ink.max(axis=0) > _INKED)[0]
    if len(down) < 2 or len(across) < 2:  # noqa: PLR2004 - a dot is no shape
        return None
    part = ink[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
    scale = (_SIDE - _RIM) / max(part.shape)
    size = (max(2, round(part.shape[1] * scale)), max(2, round(part.shape[0] * scale)))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    shape = np.zeros((_SIDE, _SIDE), np.float32)
    top, left = (_SIDE - size[1]) // 2, (_SIDE - size[0]) // 2
    shape[top : top + size[1], left : left + size[0]] = small
    shape = np.asarray(cv2.GaussianBlur(shape, (0, 0), 1.0), np.float32)
    shape -= shape.mean()
    return np.asarray(shape / max(1e-6, float(np.linalg.norm(shape))), np.float32)


def _shapes(line: Bgr, signs: tuple[Sign, ...]) -> list[Shape | None]:
    """The ink of each character of a line: cut where the least ink stands between two of them."""
    ink = _ink(line)
    high, wide = ink.shape
    middles = [sign.at * wide for sign in signs]
    pitch = float(np.median(np.diff(middles))) if len(middles) > 1 else 0.8 * high
    pitch = min(max(pitch, 0.6 * high), 1.1 * high)
    columns = ink.sum(axis=0)
    cuts = [(_valley(columns, at - pitch / 2, pitch), _valley(columns, at + pitch / 2, pitch)) for at in middles]
    return [shape_of(ink[:, left : max(left + 2, right)]) for left, right in cuts]


def _ink(line: Bgr) -> Shape:
    """The ink of a line, 0 to 1, without a rule that runs beneath it."""
    gray = np.asarray(cv2.cvtColor(line, cv2.COLOR_BGR2GRAY), np.float32)
    paper, black = float(np.percentile(gray, 85)), float(np.percentile(gray, 2))
    ink = np.clip((paper - gray) / max(_LEAST_CONTRAST, paper - black), 0, 1)
    long = np.ones((1, max(3, round(_RULED * len(ink)))), np.uint8)
    rule = cv2.morphologyEx((ink > _FAINT).astype(np.uint8), cv2.MORPH_OPEN, long)
    ink[cv2.dilate(rule, np.ones((5, 1), np.uint8)) > 0] = 0
    return np.where(ink < _FAINT, np.float32(0), ink).astype(np.float32)


def _valley(columns: Shape, near: float, pitch: float) -> int:
    low, high = int(max(0, near - _REACH * pitch)), int(min(len(columns), near + _REACH * pitch + 1))
    if high <= low:
        return int(np.clip(near, 0, len(columns)))
    away = 1e-3 * np.abs(np.arange(low, high) - near)
    return low + int(np.argmin(columns[low:high] + away))
