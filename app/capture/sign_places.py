"""Where our forms are signed, found by what is printed there: a strong frame, or a line that ends where none else does.

The measures are those of app/forms (authorisation.py, thumb_page.py, letter.py), in mm; how far down a page the
place is depends on the text above it, so that is looked for.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.ink import MM, Field
from app.capture.picture import Bgr

Paper = str
_FRAMED = "S"
_LEFT, _RIGHT = 25.0, 190.0
_FRAME_HEIGHTS = (44.0, 40.0)  # of a page that was filled in, and of a blank one
_THUMB_LEFT, _THUMB_HIGH = 148.0, 40.0
_LINE_END, _LINE_LEAST = 128.0, 32.0
_TOP, _BOTTOM = 44.0, 280.0
_LOOSE = 1.2  # mm that a line may be away from its place
_ABOVE, _BELOW = 11.0, 2.4
_CONTRAST, _FULL, _SIDE, _GAP = 0.12, 0.8, 0.72, 0.35
_APART = 8.0
_BEYOND = 1.8  # mm outside a frame where nothing is printed
Dark = NDArray[np.bool_]


def sign_fields(flat: Bgr, paper: Paper) -> list[Field]:
    """Give the places to sign on a flat form at 200 dpi, from top to bottom; `paper` is its letter in the code."""
    dark = _dark(flat)
    if paper != _FRAMED:
        return _lines(dark)
    for high in _FRAME_HEIGHTS:
        if (top := _frame(dark, _LEFT, _RIGHT, high)) is not None:
            return [_framed(top, top + high)]
    if (top := _frame(dark, _THUMB_LEFT, _RIGHT, _THUMB_HIGH)) is not None:
        return [_thumb(top), *(line for line in _lines(dark) if line.box[1] > top)]
    return []


def _dark(flat: Bgr) -> Dark:
    """Give what is darker than the paper around it."""
    gray = np.asarray(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY), np.uint8)
    size = round(3 * MM) | 1
    paper = np.maximum(np.asarray(cv2.blur(cv2.dilate(gray, np.ones((size, size))), (size, size)), np.float32), 24)
    return np.asarray(gray < (1 - _CONTRAST) * paper, np.bool_)


def _framed(top: float, bottom: float) -> Field:
    printed = (
        (_LEFT, top, _LEFT + 46, top + 9),
        (_LEFT, bottom - 9, _LEFT + 62, bottom),
        (_RIGHT - 44, bottom - 9, _RIGHT, bottom),
    )
    return Field((_LEFT, top, _RIGHT, bottom), printed, margin=2.0)


def _thumb(top: float) -> Field:
    bottom = top + _THUMB_HIGH
    printed = ((_THUMB_LEFT, top, _RIGHT, top + 8.5), (_THUMB_LEFT, bottom - 7.5, _RIGHT, bottom))
    return Field((_THUMB_LEFT, top, _RIGHT, bottom), printed, margin=2.0)


def _frame(dark: Dark, left: float, right: float, high: float) -> float | None:
    """Give the top (mm) of a frame of this width and height, where its four sides are seen best; None for none."""
    across = _share_of_rows(dark, left + 1, right - 1)
    tall = round(high * MM)
    pairs = np.minimum(across[:-tall], across[tall:])
    pairs[: round(_TOP * MM)] = 0
    beyond = round(_BEYOND * MM)
    clear = pairs.copy()
    outside = across[: -tall - 2 * beyond] + across[tall + 2 * beyond :]
    clear[beyond : beyond + len(outside)] -= outside / 2
    for top in np.argsort(clear)[::-1][:40]:
        rows = slice(int(top) + 8, int(top) + tall - 8)
        if pairs[top] > _FULL and min(_share_of_side(dark, rows, left), _share_of_side(dark, rows, right)) > _SIDE:
            near = np.arange(max(0, top - 8), min(top + 9, len(pairs)))
            return float(near[pairs[near] > pairs[top] - 0.03].mean()) / MM
    return None


def _share_of_rows(dark: Dark, left: float, right: float) -> NDArray[np.float64]:
    """Give for each row which part of it is dark between two places, lines that lean or bend a little included."""
    part = dark[:, round(left * MM) : round(right * MM)].astype(np.uint8)
    reach = np.ones((2 * round(0.6 * MM) + 1, 1), np.uint8)
    return np.asarray(np.asarray(cv2.dilate(part, reach)).mean(axis=1), np.float64)


def _share_of_side(dark: Dark, rows: slice, at: float) -> float:
    """Give which part of a stretch of rows is dark within a little of an upright line."""
    columns = slice(max(0, round((at - _LOOSE) * MM)), round((at + _LOOSE) * MM))
    return float(dark[rows, columns].any(axis=1).mean())


def _lines(dark: Dark) -> list[Field]:
    """Give the fields above lines that end where a line to sign on ends, and nothing else does."""
    full = _share_of_rows(dark, _LINE_END - _LINE_LEAST, _LINE_END - 0.8)
    beyond = _share_of_rows(dark, _LINE_END + 1.5, _LINE_END + 5.5)
    good = (full > 0.93) & (beyond < _GAP)  # noqa: PLR2004 - a line of a table goes on, a word has gaps
    fields: list[Field] = []
    for first, last in _stretches(good):
        middle = (first + last) / 2 / MM
        start = _start(dark, first, last)
        is_new = not fields or middle - fields[-1].box[3] > -_APART
        if _TOP < middle < _BOTTOM and last - first < 4 * MM and is_new and _LINE_END - start >= _LINE_LEAST:
            box = (start, middle - _ABOVE, _LINE_END, middle + _BELOW)
            fields.append(Field(box, ((start, middle - 0.9, _LINE_END, middle + 0.9),), margin=0.8))
    return fields


def _stretches(good: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give first and last row of each run of rows that are good."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(np.int8), [0]])))
    return [(int(first), int(after) - 1) for first, after in zip(edges[::2], edges[1::2], strict=True)]


def _start(dark: Dark, first: int, last: int) -> float:
    """Give where (mm) a line begins on the left."""
    run = np.asarray(dark[first : last + 1, : round((_LINE_END - 1) * MM)].max(axis=0), np.bool_)
    gaps = np.flatnonzero(~run)
    return float(gaps[-1] + 1) / MM if len(gaps) else _LEFT
