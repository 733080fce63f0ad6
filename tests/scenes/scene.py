"""A whole photograph of a document somewhere, with its exact corners, or of a place without one; by seed."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes import grounds, sheets
from tests.scenes.grounds import Bgr, Chance, Floats, clouds, near
from tests.scenes.lens import lit, taken
from tests.scenes.things import hand, paste, thing
from tests.scenes.wear import Bgra

Points = NDArray[np.float64]
SIZES = ((400, 300), (300, 400), (400, 300), (300, 400), (416, 234), (234, 416), (350, 350))
_UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
_MOST_OUTSIDE = 0.06


@dataclass(frozen=True)
class Scene:
    """A picture, and the document's four corners in its pixels, clockwise; None: there is no document."""

    bgr: Bgr
    corners: Points | None


@dataclass(frozen=True)
class Stock:
    """Grounds and documents that many scenes are made of; `held` takes kinds that training never sees."""

    seed: int
    folder: Path | None = None
    held: bool = False
    side: int = 512
    grounds_count: int = 90
    sheets_count: int = 110
    neighbours: float = 0.04

    @cached_property
    def _photos(self) -> list[Bgr]:
        return grounds.pictures(self.folder) if self.folder else []

    @cached_property
    def grounds(self) -> list[Bgr]:
        """Give the grounds of this stock, two in five of them cut from pictures where there are some."""
        chance, size = np.random.default_rng([self.seed, 1]), (self.side, self.side)
        kinds = grounds.HELD_BACK + grounds.GROUNDS[:4] if self.held else grounds.GROUNDS
        drawn = []
        for _ in range(self.grounds_count):
            if self._photos and chance.uniform() < 0.4:
                drawn.append(grounds.cut(chance, self._photos[int(chance.integers(len(self._photos)))], size))
            else:
                drawn.append(kinds[int(chance.integers(len(kinds)))](chance, size))
        return drawn

    @cached_property
    def sheets(self) -> list[list[Bgra]]:
        """Give the documents of this stock, each at full, half and quarter size."""
        chance = np.random.default_rng([self.seed, 2])
        people = range(9000, 9002) if self.held else range(self.seed % 500, self.seed % 500 + 1)
        made = sheets.made_up(people, self.side)
        small = [cv2.resize(one, (96, 96), interpolation=cv2.INTER_AREA) for one in self._photos]
        drawn = []
        for _ in range(self.sheets_count):
            page = sheets.sheet(chance, self.side, made, [np.asarray(one, np.uint8) for one in small], held=self.held)
            half = np.asarray(cv2.pyrDown(page), np.uint8)
            drawn.append([page, half, np.asarray(cv2.pyrDown(half), np.uint8)])
        return drawn


def scene(seed: int, stock: Stock, size: tuple[int, int] | None = None, *, empty: float = 0.08) -> Scene:
    """Give the photograph of `seed`, width and height as `size`; `empty` of them have no document."""
    chance = np.random.default_rng([seed, 3])
    size = size or SIZES[int(chance.integers(len(SIZES)))]
    picture = _ground(chance, stock, size)
    if chance.uniform() < empty:
        _clutter(chance, stock, picture, None)
        if chance.uniform() < 0.4:
            _hand_anywhere(chance, picture)
        return Scene(taken(chance, lit(chance, picture)), None)
    pages = stock.sheets[int(chance.integers(len(stock.sheets)))]
    corners = _placed(chance, size, pages[0].shape[0] / pages[0].shape[1])
    _clutter(chance, stock, picture, corners)
    _beside(np.random.default_rng([seed, 5]), stock, picture, corners)
    _lay(chance, picture, pages, corners)
    _on_top(chance, picture, corners)
    return Scene(taken(chance, lit(chance, picture)), corners)


def _ground(chance: Chance, stock: Stock, size: tuple[int, int]) -> Bgr:
    """A part of a ground, turned and seen at an angle."""
    source = stock.grounds[int(chance.integers(len(stock.grounds)))]
    if chance.uniform() < 0.06:
        source = np.ascontiguousarray(stock.sheets[int(chance.integers(len(stock.sheets)))][0][..., :3])
    high, wide = source.shape[:2]
    part = chance.uniform(0.35, 0.95)
    turned = (_UNIT - 0.5) * part + chance.uniform(-0.06, 0.06, (4, 2))
    turned = np.roll(turned, int(chance.integers(4)), axis=0) * chance.choice([-1, 1], 2)
    spots = (turned + 0.5 + chance.uniform(-0.5, 0.5, 2) * (1 - part)) * (wide, high)
    to = (_UNIT * size).astype(np.float32)
    way = cv2.getPerspectiveTransform(spots.astype(np.float32), to)
    seen = cv2.warpPerspective(source, way, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, np.uint8)


def _placed(chance: Chance, size: tuple[int, int], proportion: float) -> Points:
    """Corners of a flat thing as a camera above it sees it, within the picture or a little outside."""
    room = _MOST_OUTSIDE if chance.uniform() < 0.15 else -0.004
    for _ in range(60):
        seen = _projected(chance, proportion)
        low, high = seen.min(axis=0), seen.max(axis=0)
        fill = 1.05 if room > 0 else 1.0
        largest = float(np.min(np.array(size) * fill / (high - low)))
        seen = (
            (seen - (low + high) / 2)
            * largest
            * np.sqrt(chance.uniform(0.3, 1.0) if chance.uniform() < 0.7 else chance.uniform(0.06, 0.4))
        )
        free = np.maximum((np.array(size) - seen.max(axis=0) + seen.min(axis=0)) / 2 + room * np.array(size), 0)
        seen = seen + np.array(size) / 2 + chance.uniform(-1, 1, 2) * free * chance.uniform(0, 1)
        parts = seen / size
        if parts.min() > -_MOST_OUTSIDE and parts.max() < 1 + _MOST_OUTSIDE and _clear(seen):
            return np.asarray(seen, np.float64)
    return np.array([[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8]]) * size


def _clear(corners: Points) -> bool:
    """Whether no corner is nearly flat or a needle."""
    after, before = np.roll(corners, -1, axis=0) - corners, np.roll(corners, 1, axis=0) - corners
    cosines = (after * before).sum(axis=1) / (np.linalg.norm(after, axis=1) * np.linalg.norm(before, axis=1))
    return bool(np.abs(cosines).max() < 0.75)


def _projected(chance: Chance, proportion: float) -> Points:
    """Corners of a sheet tilted away from the camera and turned, at any scale."""
    kind = chance.uniform()
    turn = chance.normal(0, 9) if kind < 0.6 else chance.normal(0, 9) + chance.choice([90, -90, 180])
    turn = np.deg2rad(turn if kind < 0.82 else chance.uniform(0, 360))
    flat = (_UNIT - 0.5) * (1, proportion)
    flat = flat / np.sqrt(proportion)
    cosine, sine = np.cos(turn), np.sin(turn)
    flat = flat @ np.array([[cosine, sine], [-sine, cosine]])
    tilt, way = np.deg2rad(abs(chance.normal(0, 22))), chance.uniform(0, 2 * np.pi)
    if chance.uniform() < 0.5:
        way = np.pi / 2 + chance.normal(0, 0.3)
    tilt = min(tilt, np.deg2rad(60))
    axis = np.array([np.cos(way), np.sin(way)])
    along = flat @ axis
    away = chance.uniform(1.4, 4.0)
    depth = 1 - along * np.sin(tilt) / away
    squeezed = flat + np.outer(along * (np.cos(tilt) - 1), axis)
    return np.asarray(squeezed / depth[:, None])


def _clutter(chance: Chance, stock: Stock, picture: Bgr, corners: Points | None) -> None:
    """Things that lie about and, in part, under the document; none as large as it."""
    size = np.array(picture.shape[1::-1])
    for _ in range(int(chance.choice([0, 0, 0, 1, 2, 3, 5]))):
        length = float(max(size) * chance.uniform(0.12, 0.5))
        if corners is not None:
            length = min(length, 0.8 * float(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1).max()))
        middle = chance.uniform(-0.1, 1.1, 2) * size
        paper = None
        if corners is not None:
            paper = np.ascontiguousarray(stock.sheets[int(chance.integers(len(stock.sheets)))][1][..., :3])
            middle = _aside(chance, size)
        thing(chance, picture, middle, length, paper)


def _beside(chance: Chance, stock: Stock, picture: Bgr, corners: Points) -> None:
    """Sometimes another document right beside the one that is meant, on the side away from the picture's middle."""
    if chance.uniform() > stock.neighbours:
        return
    nth = int(chance.integers(4))
    across = (corners[nth] - corners[nth - 1] + corners[(nth + 1) % 4] - corners[nth - 2]) / 2
    shift = across * chance.uniform(1.02, 1.3)
    if shift @ (corners.mean(axis=0) - np.array(picture.shape[1::-1]) / 2) < 0:
        shift = -shift
    middle = corners.mean(axis=0) + shift
    moved = (corners - corners.mean(axis=0)) * chance.uniform(0.7, 1.02, (1, 2)) + middle
    if (moved.max(axis=0) < 1).any() or (moved.min(axis=0) > np.array(picture.shape[1::-1]) - 1).any():
        return
    _lay(chance, picture, stock.sheets[int(chance.integers(len(stock.sheets)))], moved)


def _aside(chance: Chance, size: NDArray[np.int_]) -> Points:
    """A place near the picture's rim."""
    spot = chance.uniform(-0.1, 1.1, 2)
    spot[int(chance.integers(2))] = chance.choice([-0.05, 1.05]) + chance.normal(0, 0.08)
    return np.asarray(spot * size)


def _lay(chance: Chance, picture: Bgr, pages: list[Bgra], corners: Points) -> None:
    """The document with its shadow, its thickness and, often, a sheet or two beneath it."""
    longest = float(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1).max())
    level = int(np.clip(np.log2(max(pages[0].shape[:2]) / longest), 0, 2))
    page = pages[level]
    over = _warped(chance, page, corners, picture.shape[1::-1])
    shape = np.ascontiguousarray(over[..., 3])
    if chance.uniform() < 0.12:
        _beneath(chance, picture, page, corners, longest)
    if chance.uniform() < 0.65:
        shift = chance.uniform(-0.02, 0.02, 2) * longest
        moved = cv2.warpAffine(shape, np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32), shape.shape[::-1])
        soft = cv2.GaussianBlur(moved, (0, 0), longest * chance.uniform(0.002, 0.025) + 0.3)
        picture[:] = picture * (1 - chance.uniform(0.1, 0.7) / 255 * soft[..., None].astype(np.float32))
    paste(picture, shape, over[..., :3].astype(np.float32))


def _beneath(chance: Chance, picture: Bgr, page: Bgra, corners: Points, longest: float) -> None:
    """Sheets of the same paper, shifted and turned a little, or the thickness of a book."""
    shade = near(chance, np.asarray(page[..., :3].reshape(-1, 3).mean(axis=0), np.float32), 30)
    for _ in range(int(chance.integers(1, 4))):
        mask = np.zeros(picture.shape[:2], np.uint8)
        turn = cv2.getRotationMatrix2D(corners.mean(axis=0).tolist(), chance.normal(0, 3), 1.0)
        moved = cv2.transform(corners[None], turn)[0] + chance.normal(0, 0.015, 2) * longest
        cv2.fillConvexPoly(mask, np.rint(moved * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
        paste(picture, mask, np.asarray(shade, np.float32))
        cv2.polylines(picture, [np.rint(moved).astype(np.int32)], isClosed=True, color=(shade * 0.8).tolist())


def _warped(chance: Chance, page: Bgra, corners: Points, size: tuple[int, ...]) -> Bgra:
    """The document as seen; three in ten are curled: their sides bulge while the four corners stay."""
    high, wide = page.shape[:2]
    if chance.uniform() < 0.7:
        way = cv2.getPerspectiveTransform((_UNIT * (wide, high) - 0.5).astype(np.float32), corners.astype(np.float32))
        return np.asarray(cv2.warpPerspective(page, way, size, flags=cv2.INTER_LINEAR), np.uint8)
    x, y, wide_box, high_box = cv2.boundingRect(corners.astype(np.float32))
    room = int(0.05 * max(wide_box, high_box)) + 1
    left, top = max(0, x - room), max(0, y - room)
    right, bottom = min(size[0], x + wide_box + room), min(size[1], y + high_box + room)
    back = cv2.getPerspectiveTransform(corners.astype(np.float32), _UNIT)
    down, across = np.mgrid[top:bottom, left:right].astype(np.float32)
    flat = np.asarray(cv2.perspectiveTransform(np.stack([across, down], axis=-1), back), np.float32)
    u, v, shade = _curled(chance, flat[..., 0], flat[..., 1])
    part = cv2.remap(page, u * wide - 0.5, v * high - 0.5, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    seen = np.zeros((size[1], size[0], 4), np.uint8)
    seen[top:bottom, left:right] = part
    seen[top:bottom, left:right, :3] = np.clip(part[..., :3] * shade[..., None], 0, 255)
    return seen


def _curled(chance: Chance, u: Floats, v: Floats) -> tuple[Floats, Floats, Floats]:
    """Places on the page, moved so that sides bulge, and how bright the bent paper is there."""
    most = 0.012 if chance.uniform() < 0.6 else 0.04
    inside_u, inside_v = np.clip(u, 0, 1), np.clip(v, 0, 1)
    sides = chance.uniform(-most, most, 4)
    waves = chance.choice([1, 1, 2, 3], 2)
    bow_u, bow_v = np.sin(np.pi * waves[0] * inside_u), np.sin(np.pi * waves[1] * inside_v)
    new_v = v + bow_u * (sides[0] * (1 - inside_v) + sides[1] * inside_v)
    new_u = u + bow_v * (sides[2] * (1 - inside_u) + sides[3] * inside_u)
    crumple = chance.uniform(0, 0.15) * clouds(chance, (64, 64), 5, 3) * (chance.uniform() < 0.5)
    bent = cv2.resize(np.asarray(crumple, np.float32), u.shape[::-1])
    shade = 1 + (most * 8) * chance.uniform(-1, 1) * np.cos(np.pi * waves[0] * inside_u) + bent
    return new_u.astype(np.float32), new_v.astype(np.float32), shade.astype(np.float32)


def _on_top(chance: Chance, picture: Bgr, corners: Points) -> None:
    """Hands that hold the document, or a pen, a clip, a card upon it."""
    longest = float(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1).max())
    if chance.uniform() < 0.28:
        for _ in range(int(chance.choice([1, 1, 2]))):
            nth = int(chance.integers(4))
            start, end = corners[nth], corners[(nth + 1) % 4]
            spot = start + chance.uniform(0, 1) * (end - start)
            inward = corners.mean(axis=0) - spot
            inward = inward / max(float(np.linalg.norm(inward)), 1.0) + chance.normal(0, 0.35, 2)
            inward = inward / float(np.linalg.norm(inward))
            size = longest * chance.uniform(0.04, 0.13)
            hand(chance, picture, spot + inward * size * chance.uniform(-0.2, 1.8), inward, size)
    if chance.uniform() < 0.12:
        spot = corners.mean(axis=0) + (corners[int(chance.integers(4))] - corners.mean(axis=0)) * chance.uniform(
            0.2, 1.1
        )
        thing(chance, picture, spot, longest * chance.uniform(0.1, 0.35), None)


def _hand_anywhere(chance: Chance, picture: Bgr) -> None:
    size = np.array(picture.shape[1::-1])
    inward = chance.normal(0, 1, 2)
    inward = inward / float(np.linalg.norm(inward))
    hand(chance, picture, chance.uniform(0.2, 0.8, 2) * size, inward, float(max(size)) * chance.uniform(0.03, 0.1))
