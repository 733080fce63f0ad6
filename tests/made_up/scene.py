"""Photographs of flat things that lie on a desk: perspective, shadow, light, lens and JPEG, by seed."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[np.float32]

MATS = {
    "green": (70, 104, 62),
    "black": (44, 42, 40),
    "grey": (128, 126, 122),
    "wood": (92, 134, 176),
    "white": (214, 218, 220),
    "blue": (128, 84, 44),
}


@dataclass(frozen=True)
class Shot:
    """How a photograph is taken; lengths in pixels of the photograph, angles in degrees.

    `width`, `shift`, `glare` (x, y, reach) and `cover` (left, top, right, bottom of a hand or sheet that lies over
    the thing) are parts of the picture's size. `clutter` things lie about, beside and under it.
    """

    size: tuple[int, int] = (2048, 1536)
    mat: str = "green"
    width: float = 0.55
    turn: float = 0.0
    tilt: float = 0.06
    shift: tuple[float, float] = (0.0, 0.0)
    noise: float = 3.0
    blur: float = 0.6
    light: float = 1.0
    glare: tuple[float, float, float] | None = None
    cover: tuple[float, float, float, float] | None = None
    clutter: int = 0
    jpeg: int = 88


@dataclass(frozen=True)
class Photo:
    """A photograph as JPEG bytes, and where the thing's corners are in it (top-left first, clockwise)."""

    jpeg: bytes
    corners: NDArray[np.float64]


def photograph(thing: Image.Image, shot: Shot, seed: int = 0) -> Photo:
    """Take the photograph of a thing (RGBA: transparent where the mat shows) that `shot` describes."""
    chance = np.random.default_rng(seed)
    corners = _corners(thing, shot, chance)
    picture = compose(thing, shot, corners, chance)
    return Photo(encode(_lens(picture, shot, chance), shot.jpeg), corners)


def encode(picture: Array, quality: int) -> bytes:
    """Give a picture (BGR, 0 to 255) as JPEG bytes."""
    done, written = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return bytes(written)


def _corners(thing: Image.Image, shot: Shot, chance: np.random.Generator) -> NDArray[np.float64]:
    wide = shot.size[0] * shot.width
    high = wide * thing.height / thing.width
    flat = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
    angle = np.deg2rad(shot.turn)
    turned = flat @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    lean = chance.uniform(-1, 1, 2) * shot.tilt / max(shot.size)
    away = 1 + turned @ lean
    middle = (np.array(shot.size) / 2) + np.array(shot.shift) * np.array(shot.size)
    return np.asarray(turned / away[:, None] + middle)


def compose(thing: Image.Image, shot: Shot, corners: NDArray[np.float64], chance: np.random.Generator) -> Array:
    """Lay the thing with its shadow on the mat, in the light of the shot; BGR, 0 to 255."""
    ground = _cluttered(mat(shot, chance), shot, chance)
    picture = _laid(ground, thing, corners)
    if shot.cover is not None:
        left, top, right, bottom = np.array(shot.cover) * (*shot.size, *shot.size)
        sheet = Image.new("RGBA", (64, 64), (206, 166, 140, 255))
        picture = _laid(picture, sheet, np.array([[left, top], [right, top], [right, bottom], [left, bottom]]))
    return np.asarray(picture * _light(shot, chance)[:, :, None], np.float32)


def _laid(ground: Array, thing: Image.Image, corners: NDArray[np.float64]) -> Array:
    """The thing with its shadow on a picture."""
    size = (ground.shape[1], ground.shape[0])
    flat = np.array([[0, 0], [thing.width, 0], [thing.width, thing.height], [0, thing.height]], np.float32)
    way = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    shrink = thing.width / max(float(np.linalg.norm(corners[1] - corners[0])), 1.0)
    source = np.asarray(thing.convert("RGBA"), np.uint8)
    if shrink > 1:
        source = np.asarray(cv2.GaussianBlur(source, (0, 0), 0.4 * shrink), np.uint8)
    laid = np.asarray(cv2.warpPerspective(source, way, size, flags=cv2.INTER_LINEAR), np.float32)
    cover = laid[:, :, 3] / 255
    reach = max(size) / 260
    moved = cv2.warpAffine(cover, np.array([[1, 0, reach], [0, 1, reach]], np.float32), size)
    shadow = np.asarray(cv2.GaussianBlur(moved, (0, 0), reach), np.float32)
    dimmed = ground * (1 - 0.45 * shadow * (1 - cover))[:, :, None]
    return np.asarray(dimmed * (1 - cover)[:, :, None] + laid[:, :, 2::-1] * cover[:, :, None], np.float32)


def _cluttered(ground: Array, shot: Shot, chance: np.random.Generator) -> Array:
    """Sheets, books and pens that lie about, in any colour and turn."""
    wide, high = shot.size
    for _ in range(shot.clutter):
        long = wide * chance.uniform(0.1, 0.5)
        short = long * chance.choice([0.03, 0.5, 0.7])
        angle = chance.uniform(0, np.pi)
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        flat = np.array([[-long, -short], [long, -short], [long, short], [-long, short]]) / 2
        thing = Image.new("RGBA", (32, 32), (*chance.integers(20, 250, 3).tolist(), 255))
        ground = _laid(ground, thing, flat @ turn + chance.uniform(0, 1, 2) * (wide, high))
    return ground


def mat(shot: Shot, chance: np.random.Generator) -> Array:
    """The empty desk: one colour with grain; wood has streaks."""
    wide, high = shot.size
    ground = np.empty((high, wide, 3), np.float32)
    ground[:] = MATS[shot.mat]
    rough = cv2.GaussianBlur(_normal(chance, (high // 4, wide // 4)), (0, 0), 1.2)
    grain = np.asarray(cv2.resize(rough, (wide, high)), np.float32) * 6
    if shot.mat == "wood":
        streak = cv2.GaussianBlur(_normal(chance, (high, 8)), (0, 0), sigmaX=2, sigmaY=5)
        grain = grain + np.asarray(cv2.resize(streak, (wide, high)), np.float32) * 60
    return np.asarray(ground + grain[:, :, None], np.float32)


def _normal(chance: np.random.Generator, size: tuple[int, ...]) -> Array:
    return chance.standard_normal(size, np.float32)


def _light(shot: Shot, chance: np.random.Generator) -> Array:
    """Light that falls off to one side."""
    wide, high = shot.size
    lean = chance.uniform(-0.16, 0.16, 2)
    across, down = np.linspace(-1, 1, wide, dtype=np.float32), np.linspace(-1, 1, high, dtype=np.float32)
    return np.asarray(shot.light * (1 + lean[0] * across[None, :] + lean[1] * down[:, None]), np.float32)


def _lens(picture: Array, shot: Shot, chance: np.random.Generator) -> Array:
    seen = picture if shot.glare is None else _glare(picture, *shot.glare)
    if shot.blur:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), shot.blur), np.float32)
    return np.asarray(seen + shot.noise * _normal(chance, seen.shape), np.float32)


def _glare(picture: Array, x: float, y: float, reach: float) -> Array:
    """A lamp's reflection at x, y (parts of the size), `reach` of the width wide."""
    high, wide = picture.shape[:2]
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    far = ((across - x * wide) ** 2 + (down - y * high) ** 2) / (reach * wide) ** 2
    return np.asarray(picture + 420 * np.exp(-2 * far)[:, :, None], np.float32)
