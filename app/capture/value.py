"""A value read from a page: what it says, how sure that is, where it stands."""

from dataclasses import dataclass, replace

import numpy as np

from app.capture.quad import Quad
from app.capture.text import Line

DOUBTED = 0.5


@dataclass(frozen=True)
class Found:
    """A value, how sure its reading is (0 to 1), and its place on the flat page."""

    value: str
    sure: float
    quad: Quad


def doubted(found: Found) -> Found:
    """Give the value as one that an officer has to look at."""
    return replace(found, sure=min(found.sure, DOUBTED))


def weakest(part: Line) -> Found:
    """A name or a word stands and falls with its least sure character."""
    return Found(part.text, min(sign.sure for sign in part.signs), part.quad)


def surest(part: Line) -> float:
    """How sure a longer text is: the mean, pulled down by its least sure character."""
    sure = [sign.sure for sign in part.signs]
    return (sum(sure) / len(sure) + 2 * min(sure)) / 3


def hull(quads: list[Quad]) -> Quad:
    """Give the upright rectangle around several places."""
    points = np.concatenate(quads)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
