"""A page turned so that its text can be read, and that text."""

from collections.abc import Callable

import cv2
import numpy as np

from app.capture import text
from app.capture.picture import Bgr
from app.capture.quad import Quad, sides
from app.capture.rectify import Flat
from app.capture.rows import rows
from app.capture.seals import without_seals
from app.capture.text import Line, Sign

_CLEAR = 0.9
_CLEAR_LENGTH = 6
_MOST = 80
_GLANCE, _LEAST_INK, _CLEARLY = 700, 20.0, 1.8


def read_rows(
    flat: Flat, side: int, most: int = 40, more: Callable[[str], bool] | None = None
) -> tuple[Flat, list[Line]]:
    """Give the page the right way up and its rows of text; `side` is the finder's resolution.

    At most `most` pieces of text are read, from the top. `more` is for papers: all pieces are read when it says so
    of the first ones' text, and red seals are seen through.
    """
    seen = without_seals if more else _as_it_is
    flat, quads = _upright(flat, side, seen)
    ordered = sorted(quads, key=lambda quad: float(quad[:, 1].mean()))
    inked = seen(flat.bgr)
    lines = [Line(text.read_line(text.cut(inked, quad)), quad) for quad in ordered[:most]]
    if more and more("".join(row.text for row in rows(lines))):
        lines += [Line(text.read_line(text.cut(inked, quad)), quad) for quad in ordered[most:_MOST]]
    return flat, rows(lines)


def _as_it_is(bgr: Bgr) -> Bgr:
    return bgr


def _upright(flat: Flat, side: int, seen: Callable[[Bgr], Bgr]) -> tuple[Flat, list[Quad]]:
    """The page turned until its text can be read, and where text stands on it."""
    flat = flat.turned(1) if seems_to_stand(flat.bgr) else flat
    quads = text.find_lines(seen(flat.bgr), side)
    if quads and _stand(quads):
        flat = flat.turned(1)
        quads = text.find_lines(seen(flat.bgr), side)
    if quads and _upside_down(flat, quads):
        size = np.array(flat.bgr.shape[1::-1], np.float64) - 1
        flat, quads = flat.turned(2), [np.roll(size - quad, 2, axis=0) for quad in quads]
    return flat, quads


def seems_to_stand(bgr: Bgr) -> bool:
    """Tell at a glance whether text runs up or down: ink changes more from column to column than from row to row.

    A glance that errs costs another search, nothing else.
    """
    gray = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    shrink = min(1.0, _GLANCE / max(gray.shape))
    small = cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    thin = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    ink = (thin > max(_LEAST_INK, float(np.percentile(thin, 90)))).astype(np.float32)
    rows_, columns = np.diff(ink.mean(axis=1)), np.diff(ink.mean(axis=0))
    return bool(columns.size and rows_.size and columns.var() > _CLEARLY * rows_.var() + 1e-9)


def _stand(quads: list[Quad]) -> bool:
    """Whether most of the text runs up or down; near-square pieces have no say."""
    shapes = [(max(s[0], s[2]), max(s[1], s[3])) for s in map(sides, quads)]
    lying = sum(wide for wide, high in shapes if wide > 2 * high)
    standing = sum(high for wide, high in shapes if high > 2 * wide)
    return bool(standing > lying)


def _upside_down(flat: Flat, quads: list[Quad]) -> bool:
    """Ask the longest lines which way up they make more sense; one that reads well as it stands is enough."""
    longest = sorted(quads, key=lambda quad: -float(sides(quad)[0]))
    balance = 0.0
    for quad in longest[:3]:
        image = text.cut(flat.bgr, quad)
        signs = text.read_line(image)
        if len(signs) >= _CLEAR_LENGTH and _sense(signs) > _CLEAR:
            return False
        balance += _sense(text.read_line(np.ascontiguousarray(image[::-1, ::-1]))) - _sense(signs)
        if abs(balance) > 0.3:  # noqa: PLR2004 - clear enough
            break
    return balance > 0


def _sense(signs: tuple[Sign, ...]) -> float:
    return sum(sign.sure**2 for sign in signs) / (len(signs) + 0.3)
