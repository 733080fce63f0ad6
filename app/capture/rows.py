"""Pieces of text put in reading order: rows from top to bottom, pieces of a row from left to right."""

from typing import TYPE_CHECKING

import numpy as np

from app.capture.text import Line, Sign

if TYPE_CHECKING:
    from app.capture.quad import Quad

_STACKED = 0.5


def rows(lines: list[Line]) -> list[Line]:
    """Give one line per row; pieces that stand beside each other are joined."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=_middle):
        row = next((row for row in reversed(found) if _beside(row[-1], line) and not _stacked(row, line)), None)
        if row is None:
            found.append([line])
        else:
            row.append(line)
    return [_joined(sorted(row, key=lambda line: float(line.quad[0][0]))) for row in found]


def _middle(line: Line) -> float:
    return float(line.quad[:, 1].mean())


def _height(line: Line) -> float:
    return float(np.linalg.norm(line.quad[3] - line.quad[0]) + np.linalg.norm(line.quad[2] - line.quad[1])) / 2


def _beside(first: Line, second: Line) -> bool:
    """Whether two pieces stand on one row: hardly apart in height."""
    return abs(_middle(first) - _middle(second)) < 0.45 * min(_height(first), _height(second))


def _stacked(row: list[Line], line: Line) -> bool:
    """Whether a piece stands above or below another of the row: two lines folded in one cell are no row."""
    return any(_shared(other, line) > _STACKED for other in row)


def _shared(one: Line, other: Line) -> float:
    """Which part of the narrower piece's width both have in common."""
    (left, right), (start, end) = (
        (float(piece.quad[:, 0].min()), float(piece.quad[:, 0].max())) for piece in (one, other)
    )
    return (min(right, end) - max(left, start)) / max(1.0, min(right - left, end - start))


def _joined(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    first, last = row[0].quad, row[-1].quad
    quad: Quad = np.array([first[0], last[1], last[2], first[3]])
    start, length = quad[0], max(float(np.linalg.norm(quad[1] - quad[0])), 1.0)
    signs: list[Sign] = []
    for line in row:
        left = float(np.linalg.norm(line.quad[0] - start)) / length
        part = float(np.linalg.norm(line.quad[1] - line.quad[0])) / length
        signs += [Sign(sign.text, sign.sure, min(1.0, left + part * sign.at)) for sign in line.signs]
    return Line(tuple(signs), quad)
