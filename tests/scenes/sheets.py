"""Documents to lay into scenes: drawn papers, cards and booklets, and those of tests/made_up; BGRA, by seed."""

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.made_up import documents
from tests.scenes.grounds import Chance, clouds, colour, near, noise
from tests.scenes.wear import Bgra, aged, creased, dog_eared, rounded

_PROPORTIONS = (1.414,) * 6 + (1.294, 1.294, 1.586, 1.586, 1.586, 1.362, 1.362, 1.0, 1.2, 1.5, 1.8, 2.2, 3.0, 3.8)


def sheet(chance: Chance, side: int, drawn: list[Bgra], photos: list[NDArray[np.uint8]], *, held: bool = False) -> Bgra:
    """Give a document whose longer side has `side` pixels; `drawn` are finished ones, of which some are taken."""
    if drawn and chance.uniform() < (0.25 if not held else 0.4):
        page = _fitted(drawn[int(chance.integers(len(drawn)))], side)
    else:
        page = _draw(chance, side, photos, held=held)
    for change in (rounded, dog_eared, creased, aged):
        page = change(chance, page)
    return page


def _fitted(page: Bgra, side: int) -> Bgra:
    scale = side / max(page.shape[:2])
    return np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def made_up(seeds: range, side: int) -> list[Bgra]:
    """Give the documents of tests/made_up for some seeds."""
    drawn = []
    for seed in seeds:
        for name in documents.NAMES:
            page = documents.draw(name, seed).picture.convert("RGBA")
            page.thumbnail((side, side), Image.Resampling.BOX)
            drawn.append(np.asarray(cv2.cvtColor(np.asarray(page), cv2.COLOR_RGBA2BGRA), np.uint8))
    return drawn


def _draw(chance: Chance, side: int, photos: list[NDArray[np.uint8]], *, held: bool) -> Bgra:
    proportion = float(chance.choice(_PROPORTIONS)) * chance.uniform(0.93, 1.07)
    size = (side, max(24, round(side / proportion)))
    if chance.uniform() < 0.4:
        size = size[::-1]
    page = np.empty((*size, 4), np.uint8)
    page[..., :3], page[..., 3] = _paper_colour(chance), 255
    kinds = _HELD_BACK if held else _KINDS
    kinds[int(chance.integers(len(kinds)))](chance, page, photos)
    if chance.uniform() < 0.25:
        rim = int(chance.uniform(0.0, 0.05) * min(size))
        shade = (0, 0, 0, 255) if chance.uniform() < 0.5 else (*colour(chance).tolist(), 255)
        cv2.rectangle(page, (rim, rim), (size[1] - 1 - rim, size[0] - 1 - rim), shade, int(chance.integers(1, 5)))
    return page


def _paper_colour(chance: Chance) -> NDArray[np.float32]:
    if chance.uniform() < 0.68:
        return np.asarray(
            chance.uniform(215, 255) - np.array([chance.uniform(0, 28), chance.uniform(0, 10), 0]), np.float32
        )
    return colour(chance)


def _ink(chance: Chance, page: Bgra) -> tuple[float, ...]:
    """Dark on light, light on dark; sometimes blue or red."""
    light = float(page[..., :3].mean())
    ink = chance.uniform(0, 90, 3) if light > 110 else chance.uniform(160, 255, 3)
    if chance.uniform() < 0.7:
        ink = np.full(3, ink.mean())
    return (*ink.tolist(), 255.0)


def _block(chance: Chance, page: Bgra, box: tuple[int, int, int, int], ink: tuple[float, ...], row: int) -> None:
    """Lines of marks that look like text from afar: Chinese, Latin or handwriting."""
    left, top, right, bottom = box
    indent = chance.uniform() < 0.5
    for y in range(top, bottom - row // 2, row):
        end = left + int((right - left) * (chance.uniform(0.2, 1) if chance.uniform() < 0.25 else 1))
        x = left + (row if indent and chance.uniform() < 0.3 else 0)
        height = max(1, int(row * chance.uniform(0.35, 0.6)))
        while x < end:
            long = max(2, int(row * chance.uniform(0.3, 2.2)))
            if row < 7:
                cv2.line(page, (x, y), (min(x + long, end), y), ink, height)
            else:
                _word(chance, page, (x, y, min(long, end - x), height), ink)
            x += long + max(1, row // 4)


def _word(chance: Chance, page: Bgra, box: tuple[int, int, int, int], ink: tuple[float, ...]) -> None:
    x, y, long, height = box
    count = max(3, long // 2)
    spots = np.column_stack([np.sort(chance.integers(0, max(1, long), count)), chance.integers(0, height + 1, count)])
    marks = (spots + np.array([x, y])).astype(np.int32)
    cv2.polylines(page, [marks], isClosed=False, color=ink, thickness=max(1, height // 6))


def _text(chance: Chance, page: Bgra, _photos: list[NDArray[np.uint8]]) -> None:
    """A letter: heading, paragraphs, perhaps columns, a seal, a signature."""
    high, wide = page.shape[:2]
    ink, margin = _ink(chance, page), int(min(high, wide) * chance.uniform(0.03, 0.14))
    row = max(3, int(high / chance.uniform(15, 70)))
    top = margin
    if chance.uniform() < 0.6:
        left = int(wide * chance.uniform(0.15, 0.35))
        _block(chance, page, (left, top, wide - left, top + 2 * row), ink, 2 * row)
        top += 3 * row
    columns = int(chance.choice([1, 1, 1, 2, 3]))
    step = (wide - 2 * margin) // columns
    for nth in range(columns):
        left = margin + nth * step
        y = top
        while y < high - margin - row:
            bottom = min(high - margin, y + row * int(chance.integers(2, 14)))
            if chance.uniform() < 0.9:
                _block(chance, page, (left, y, left + step - row, bottom), ink, row)
            y = bottom + row
        if chance.uniform() < 0.15:
            break
    if chance.uniform() < 0.3:
        _seal(chance, page)


def _seal(chance: Chance, page: Bgra) -> None:
    high, wide = page.shape[:2]
    middle = (int(wide * chance.uniform(0.2, 0.85)), int(high * chance.uniform(0.5, 0.9)))
    reach = int(min(high, wide) * chance.uniform(0.05, 0.15))
    cv2.circle(page, middle, reach, (60, 50, 205, 255), max(1, reach // 12), cv2.LINE_AA)
    cv2.circle(page, middle, reach // 4, (60, 50, 205, 255), -1, cv2.LINE_AA)


def _table(chance: Chance, page: Bgra, _photos: list[NDArray[np.uint8]]) -> None:
    """A form: cells with words in them."""
    high, wide = page.shape[:2]
    ink, margin = _ink(chance, page), int(min(high, wide) * chance.uniform(0.02, 0.12))
    rows, columns = int(chance.integers(3, 22)), int(chance.integers(1, 8))
    top = margin + int(high * chance.uniform(0, 0.2))
    _block(chance, page, (wide // 4, margin, 3 * wide // 4, top), ink, max(4, (top - margin) // 2))
    lines = np.linspace(top, high - margin, rows + 1).astype(int)
    for y, after in pairwise(lines):
        cells = np.sort(chance.uniform(margin, wide - margin, columns - 1)).astype(int)
        for left, right in zip([margin, *cells], [*cells, wide - margin], strict=True):
            cv2.rectangle(page, (int(left), int(y)), (int(right), int(after)), ink, int(chance.integers(1, 3)))
            row = max(3, int((after - y) * chance.uniform(0.35, 0.8)))
            if chance.uniform() < 0.8:
                end = int(left + (right - left) * chance.uniform(0.3, 1))
                _block(chance, page, (int(left) + 3, int(y) + row // 4, end - 3, int(y) + row), ink, row)


def _card(chance: Chance, page: Bgra, photos: list[NDArray[np.uint8]]) -> None:
    """A card: coloured ground, a portrait, some rows, a chip, bands."""
    high, wide = page.shape[:2]
    one = colour(chance)
    share = np.clip(0.5 + 0.5 * noise(chance, (high, wide), chance.uniform(2, 8)), 0, 1)[..., None]
    page[..., :3] = np.clip(one + share * (near(chance, one, 60) - one), 0, 255)
    ink = _ink(chance, page)
    if chance.uniform() < 0.5:
        top = int(high * chance.uniform(0, 0.2))
        bottom = top + int(high * chance.uniform(0.08, 0.3))
        cv2.rectangle(page, (0, top), (wide, bottom), (*colour(chance).tolist(), 255), -1)
    if chance.uniform() < 0.7:
        _photo(chance, page, photos, 0.32)
    for _ in range(int(chance.integers(2, 8))):
        x, y = int(wide * chance.uniform(0.04, 0.5)), int(high * chance.uniform(0.05, 0.9))
        _block(chance, page, (x, y, x + int(wide * chance.uniform(0.1, 0.5)), y + high // 10), ink, max(4, high // 12))


def _photo(chance: Chance, page: Bgra, photos: list[NDArray[np.uint8]], part: float) -> None:
    """A picture pasted on the page, `part` of its sides large."""
    high, wide = page.shape[:2]
    tall, broad = (max(8, int(n * part * chance.uniform(0.6, 1.6))) for n in (high, wide))
    tall, broad = min(tall, high), min(broad, wide)
    top, left = int(chance.uniform(0, high - tall + 0.9)), int(chance.uniform(0, wide - broad + 0.9))
    if photos:
        seen = cv2.resize(photos[int(chance.integers(len(photos)))], (broad, tall), interpolation=cv2.INTER_AREA)
    else:
        one, other = colour(chance), colour(chance)
        share = np.clip(0.5 + clouds(chance, (tall, broad), 4, 3), 0, 1)[..., None]
        seen = np.clip(one + share * (other - one), 0, 255)
    page[top : top + tall, left : left + broad, :3] = seen


def _pictures(chance: Chance, page: Bgra, photos: list[NDArray[np.uint8]]) -> None:
    """A leaflet, a cover or a photograph: pictures, large words."""
    if chance.uniform() < 0.5:
        _card(chance, page, photos)
    for _ in range(int(chance.integers(1, 4))):
        _photo(chance, page, photos, chance.uniform(0.2, 0.95))
    high, wide = page.shape[:2]
    for _ in range(int(chance.integers(0, 4))):
        x, y = int(wide * chance.uniform(0.02, 0.4)), int(high * chance.uniform(0.02, 0.85))
        _block(chance, page, (x, y, wide - x, y + high // 8), _ink(chance, page), max(5, high // 9))


def _bare(chance: Chance, page: Bgra, _photos: list[NDArray[np.uint8]]) -> None:
    """An empty sheet, or one with a few words."""
    if chance.uniform() < 0.6:
        high, wide = page.shape[:2]
        x, y = int(wide * chance.uniform(0.1, 0.6)), int(high * chance.uniform(0.1, 0.8))
        _block(chance, page, (x, y, wide - wide // 12, y + high // 12), _ink(chance, page), max(4, high // 25))


def _booklet(chance: Chance, page: Bgra, photos: list[NDArray[np.uint8]]) -> None:
    """Two pages beside each other with a fold between them."""
    high, wide = page.shape[:2]
    along = 1 if wide >= high else 0
    half = page.shape[along] // 2
    for part in (page[:, :half], page[:, half:]) if along else (page[:half], page[half:]):
        drawn = np.ascontiguousarray(part)
        (_text, _table, _card, _bare, _pictures)[int(chance.integers(5))](chance, drawn, photos)
        part[:] = drawn
    away = np.abs(np.arange(page.shape[along]) - half) / page.shape[along]
    shade = 1 - chance.uniform(0.1, 0.6) * np.exp(-((away / chance.uniform(0.01, 0.06)) ** 2))
    page[..., :3] = page[..., :3] * (shade[None, :, None] if along else shade[:, None, None])


def _ruled(chance: Chance, page: Bgra, photos: list[NDArray[np.uint8]]) -> None:
    """Held back from training: a ruled page with handwriting."""
    high, wide = page.shape[:2]
    step = max(6, high // int(chance.integers(14, 34)))
    for y in range(step, high, step):
        cv2.line(page, (0, y), (wide, y), (200, 160, 140, 255), 1)
    cv2.line(page, (wide // 8, 0), (wide // 8, high), (140, 140, 220, 255), 1)
    _text(chance, page, photos)


def _ticket(chance: Chance, page: Bgra, photos: list[NDArray[np.uint8]]) -> None:
    """Held back from training: a certificate with a broad ornamented frame."""
    high, wide = page.shape[:2]
    rim = max(3, int(min(high, wide) * chance.uniform(0.03, 0.08)))
    cv2.rectangle(page, (rim, rim), (wide - rim, high - rim), (*colour(chance).tolist(), 255), rim)
    inner = np.ascontiguousarray(page[2 * rim : high - 2 * rim, 2 * rim : wide - 2 * rim])
    _table(chance, inner, photos)
    _seal(chance, inner)
    page[2 * rim : high - 2 * rim, 2 * rim : wide - 2 * rim] = inner


_Kind = Callable[[Chance, Bgra, list[NDArray[np.uint8]]], None]
_KINDS: tuple[_Kind, ...] = (
    _text, _text, _text, _text, _table, _table, _table, _card, _card, _card, _pictures, _bare, _booklet, _booklet,
)  # fmt: skip
_HELD_BACK: tuple[_Kind, ...] = (_ruled, _ruled, _ticket, _booklet, _text)
