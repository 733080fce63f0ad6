"""Rows of text as a reader would give them, without pictures: label and value, where each character stands."""

import numpy as np

from app.capture.rectify import Flat
from app.capture.text import Line, Sign

BLANK = Flat(np.full((800, 1200, 3), 240, np.uint8), np.eye(3))


def line(text: str, top: float = 0, left: float = 40, sure: float = 0.99) -> Line:
    """Give a line of text, 20 pixels a character."""
    wide = 20.0 * max(1, len(text))
    quad = np.array([[left, top], [left + wide, top], [left + wide, top + 24], [left, top + 24]])
    signs = tuple(Sign(one, sure, (nth + 0.5) / len(text)) for nth, one in enumerate(text))
    return Line(signs, quad)


def lines(*texts: str) -> list[Line]:
    """Give lines below each other."""
    return [line(text, 40 + 50.0 * nth) for nth, text in enumerate(texts)]
