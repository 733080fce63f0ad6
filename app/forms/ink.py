"""A signature in ink: what pen, finger or mouse did on the field, and the curve that it leaves."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from app.errors import Refused
from app.journal.canonical import canonical

_VERSION = 1
_MOST_POINTS = 50_000
_FARTHEST = 100_000  # 1 m in 1/100 mm: no field is so large
_FULL_PRESSURE = 1000
_LEAST_LENGTH, _LEAST_SPAN = 1500, 800  # 15 mm of line, 8 mm from edge to edge
_THIN, _THICK, _EVEN = 0.35, 1.05, 0.7  # mm of line: no pressure, full pressure, pressure unknown


class Point(msgspec.Struct, frozen=True, array_like=True):
    """Where the pen was: 1/100 mm from the field's top left, pressure 0 to 1000 or None, ms since the first point."""

    x: int
    y: int
    pressure: int | None
    ms: int


class Ink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signature as strokes of points on a field of `width` by `height` (1/100 mm)."""

    width: int
    height: int
    strokes: tuple[tuple[Point, ...], ...]
    v: int = _VERSION

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of the ink's canonical bytes."""
        return hashlib.sha256(to_json(self)).hexdigest()

    def plausible(self) -> bool:
        """Tell whether there is enough line for somebody's name: a dot or a slip of the pen is not."""
        xs = [point.x for stroke in self.strokes for point in stroke]
        ys = [point.y for stroke in self.strokes for point in stroke]
        if not xs:
            return False
        span = math.hypot(max(xs) - min(xs), max(ys) - min(ys))
        length = sum(math.hypot(b.x - a.x, b.y - a.y) for stroke in self.strokes for a, b in pairwise(stroke))
        return span >= _LEAST_SPAN and length >= _LEAST_LENGTH


@dataclass(frozen=True, slots=True)
class Handwriting:
    """What a window hands over when somebody has signed: whose ink it is, on what it was shown, and when.

    `shown` are the SHA-256 of the PDFs on the screen, the signed page's last; `method` is pen, touch or mouse;
    times in the form of `app.clock.text`.
    """

    member: str
    method: str
    ink: Ink
    shown: tuple[str, ...]
    pages_seen: int
    started_at: str
    finished_at: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A piece of line: a cubic Bézier curve and its width, in mm on the field."""

    start: tuple[float, float]
    first: tuple[float, float]
    second: tuple[float, float]
    end: tuple[float, float]
    width: float


def to_json(ink: Ink) -> bytes:
    """Give the ink's canonical bytes, which are kept and hashed."""
    return canonical(msgspec.to_builtins(ink))


def from_json(content: bytes) -> Ink:
    """Read ink back; Refused ink.unreadable for anything but what `to_json` gives."""
    try:
        ink = msgspec.json.decode(content, type=Ink)
        whole = to_json(ink) == content
    except ValueError as error:  # of msgspec and of canonical
        raise Refused("ink.unreadable") from error
    if not whole or not _possible(ink):
        raise Refused("ink.unreadable")
    return ink


def curves(stroke: tuple[Point, ...]) -> Iterator[Curve]:
    """Give the smooth line through a stroke's points (Catmull-Rom); one point gives a dot."""
    if len(stroke) == 1:
        stroke = (stroke[0], stroke[0])
    for number, (a, b) in enumerate(pairwise(stroke)):
        before = stroke[max(number - 1, 0)]
        after = stroke[min(number + 2, len(stroke) - 1)]
        yield Curve(_mm(a), _bent(a, before, b), _bent(b, after, a), _mm(b), _width(a, b))


def _bent(at: Point, behind: Point, ahead: Point) -> tuple[float, float]:
    """Give the handle at a point: a sixth of the way between its neighbours."""
    return ((at.x + (ahead.x - behind.x) / 6) / 100, (at.y + (ahead.y - behind.y) / 6) / 100)


def _mm(point: Point) -> tuple[float, float]:
    return (point.x / 100, point.y / 100)


def _width(a: Point, b: Point) -> float:
    if a.pressure is None or b.pressure is None:
        return _EVEN
    return _THIN + (_THICK - _THIN) * (a.pressure + b.pressure) / (2 * _FULL_PRESSURE)


def _possible(ink: Ink) -> bool:
    points = [point for stroke in ink.strokes for point in stroke]
    return (
        ink.v == _VERSION
        and 0 < ink.width <= _FARTHEST
        and 0 < ink.height <= _FARTHEST
        and len(points) <= _MOST_POINTS
        and all(ink.strokes)
        and all(_on_field(point, ink) for point in points)
    )


def _on_field(point: Point, ink: Ink) -> bool:
    pressure = point.pressure if point.pressure is not None else 0
    return (
        0 <= point.x <= ink.width and 0 <= point.y <= ink.height and 0 <= pressure <= _FULL_PRESSURE and point.ms >= 0
    )
