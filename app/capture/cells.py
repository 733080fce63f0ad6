"""Labels and values in rows of text: a value belongs to the label left of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.capture.quad import Quad
from app.capture.text import Line
from app.capture.whole import height, places

_STOPS = ":：;；.·,，、|"
_LEAST_ROOM, _LONE_ROOM, _BESIDE = 0.8, 3.5, 2.3
Labels = Mapping[str, str]


@dataclass(frozen=True)
class Cell:
    """What stands right of a label: `value` may be empty. `room` is the place up to the next label or the rim."""

    label: str
    value: Line
    room: Quad | None
    lead: float


def pattern(labels: Labels) -> re.Pattern[str]:
    """Give the search for labels by name; of two that begin at one place the first one given wins."""
    return re.compile("|".join(f"(?P<{name}>{words})" for name, words in labels.items()))


def cells(rows: list[Line], labels: re.Pattern[str]) -> dict[str, Cell]:
    """Give the first cell of each label on a page."""
    found: dict[str, Cell] = {}
    for row in rows:
        for cell in _of_row(row, labels):
            if cell.label not in found or not found[cell.label].value.signs:
                found[cell.label] = cell
    return found


def count(rows: list[Line], labels: re.Pattern[str], name: str) -> int:
    """Tell how often a label stands on a page: more than once where two pages lie on it."""
    return sum(match.lastgroup == name for row in rows for match in labels.finditer(row.text))


def folded(rows: list[Line], cell: Cell, labels: re.Pattern[str]) -> list[Line]:
    """Give a value with the lines above and below it that belong to the same cell, from top to bottom."""
    if cell.room is None:
        return [cell.value] if cell.value.signs else []
    left, middle = float(cell.room[0][0]), float(cell.room[:, 1].mean())
    lines = [cell.value] if cell.value.signs else []
    for row in rows:
        is_near = abs(float(row.quad[:, 1].mean()) - middle) < _BESIDE * height(row)
        if is_near and row.quad[0][0] > left - height(row) and not labels.search(row.text) and row.signs:
            lines.append(row)
    return sorted(lines, key=lambda line: float(line.quad[:, 1].mean()))


def _of_row(row: Line, labels: re.Pattern[str]) -> list[Cell]:
    matches = list(labels.finditer(row.text))
    ends = [match.start() for match in matches[1:]] + [len(row.signs)]
    return [_cell(row, match, end) for match, end in zip(matches, ends, strict=False)]


def _cell(row: Line, match: re.Match[str], end: int) -> Cell:
    start = match.end()
    while start < end and row.signs[start].text in _STOPS:
        start += 1
    value = row.part(start, end) if start < end else Line((), row.quad)
    return Cell(match.lastgroup or "", value, _room(row, match.end(), end), _lead(row, start, end))


def _lead(row: Line, start: int, end: int) -> float:
    """How far the value stands from its label, in heights of the row."""
    if not 0 < start < end:
        return 0.0
    middles = places(row)
    return float(middles[start] - middles[start - 1]) / height(row)


def _room(row: Line, start: int, end: int) -> Quad | None:
    """The place between a label's last character and the next label, or of a few characters at a row's end."""
    middles, high = places(row), height(row)
    left = middles[start - 1] + 0.5 * high
    right = middles[end] - 0.5 * high if end < len(row.signs) else max(left + _LONE_ROOM * high, middles[-1] + high)
    top, bottom = _edge(row, left, 0, 1), _edge(row, left, 3, 2)
    return (
        np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        if right - left > _LEAST_ROOM * high
        else None
    )


def _edge(row: Line, x: float, start: int, end: int) -> float:
    """The height of a row's upper or lower edge at x: rows may lean."""
    one, other = row.quad[start], row.quad[end]
    part = (x - one[0]) / max(float(other[0] - one[0]), 1.0)
    return float(one[1] + part * (other[1] - one[1]))
