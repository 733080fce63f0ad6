"""The storyboard of a whole session at a window, from the pictures of a test's own people and cases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from app.forms.form import Form, SignField
from app.forms.preview import preview
from tests.made_up.desk import Scene
from tests.made_up.film import Piece, Story, card, page, sheet

_PER_MM = 10
_INK = (32, 40, 104)

Named = tuple[str, Image.Image]


@dataclass(frozen=True)
class Session:
    """What is put down, each with the key that the truth will name it by.

    `cards` one after the other, `booklet` its first page and the pages to which it is turned, `forms` signed pages,
    `both` two cards at once.
    """

    cards: Sequence[Named]
    booklet: Sequence[Named]
    forms: Sequence[Named]
    both: Sequence[Named] = ()


def session(told: Session, mat: str = "green", seed: int = 3) -> Story:
    """Tell it: empty mat, cards, booklet, a hand that rests, forms, two cards at once, empty mat."""
    story = Story(Scene(mat=mat, seed=seed))
    story.wait(10)
    for key, picture in told.cards:
        story.put(Piece(key, card(picture)))
        story.take_off()
    if told.booklet:
        (key, picture), *others = told.booklet
        story.put(Piece(key, page(picture)))
        for other, below in others:
            story.turn_to(Piece(other, page(below)))
        story.take_off()
    story.rest_hand(10)
    for key, picture in told.forms:
        story.put(Piece(key, sheet(picture)))
        story.take_off()
    if told.both:
        (key, picture), (other, second) = told.both
        story.put(Piece(key, card(picture, (-62, -6), 3)), Piece(other, card(second, (58, 10), -5)))
        story.take_off()
    story.wait(12)
    return story


def signed(form: Form, nth: int = 0, seed: int = 1) -> Image.Image:
    """Give a page (from 0) of one of our papers as it comes back: every field on it signed in blue ink."""
    seen = preview(form.pdf, nth, 210 * _PER_MM)
    paper = Image.frombytes("RGB", (seen.width, seen.height), seen.pixels)
    for field in form.fields:
        if field.page == nth:
            _sign(paper, field, seed)
    return paper.convert("RGBA")


def _sign(paper: Image.Image, field: SignField, seed: int) -> None:
    """Three characters of nobody's hand: strokes that run on, thicker where the pen is slow."""
    chance, pen = np.random.default_rng([seed, 31]), ImageDraw.Draw(paper)
    high = min(field.height * 0.7, 14.0) * _PER_MM
    left, top = (field.left + 4) * _PER_MM, field.top * _PER_MM + (field.height * _PER_MM - high) / 2
    for nth in range(3):
        corner = np.array([left + nth * high * 0.95, top])
        for _ in range(4):
            bends = corner + chance.uniform(0.05, 0.9, (4, 2)) * high
            steps = np.linspace(0, 1, 40)[:, None]
            curve = (
                (1 - steps) ** 3 * bends[0]
                + 3 * steps * (1 - steps) ** 2 * bends[1]
                + 3 * steps**2 * (1 - steps) * bends[2]
                + steps**3 * bends[3]
            )
            pen.line([(float(x), float(y)) for x, y in curve], fill=_INK, width=int(chance.integers(4, 8)))
