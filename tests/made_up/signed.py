"""Our own printed forms as pictures, and what people leave on them: names in ink, thumbs in red, nothing."""

from functools import cache

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from app.forms.papers import make_forms, make_thumb
from tests.made_up import household

DPI = 200
MM = DPI / 25.4
Box = tuple[float, float, float, float]
HANDLER = "陈素华"
_PENS = ((28, 30, 36), (30, 44, 120), (40, 40, 90), (16, 16, 18))


@cache
def printed(pdf: bytes, page: int = 0) -> Image.Image:
    """Give a page of a PDF as it comes out of the printer."""
    document = pypdfium2.PdfDocument(pdf)
    drawn: Image.Image = document[page].render(scale=DPI / 72).to_pil()
    return drawn.convert("RGBA")


@cache
def authorisation(nth: int = 0) -> tuple[Image.Image, Box]:
    """Give an adult's page of the set, and its field in mm."""
    forms = make_forms(household.draft(), household.office(), household.TODAY, HANDLER)
    form = forms.authorisations[nth]
    field = form.fields[0]
    return printed(form.pdf), (field.left, field.top, field.left + field.width, field.top + field.height)


@cache
def thumb_page() -> Image.Image:
    """Give the page of an adult who presses a thumb."""
    draft = household.draft()
    member = make_forms(draft, household.office(), household.TODAY, HANDLER).authorisations[0].member
    form = make_thumb(draft, household.office(), household.TODAY, HANDLER, member)
    return printed(form.pdf)


def with_name(page: Image.Image, box: Box, seed: int) -> Image.Image:
    """Give the page with two or three characters of handwriting somewhere in a field."""
    chance = np.random.default_rng(seed)
    done = page.copy()
    pen = ImageDraw.Draw(done)
    left, top, right, bottom = box
    high = min(bottom - top - 2, chance.uniform(7, 15))
    colour, width = _PENS[chance.integers(len(_PENS))], chance.uniform(0.35, 0.8)
    count = int(chance.integers(2, 4))
    x = left + chance.uniform(0.1, 0.5) * (right - left - count * high)
    y = top + chance.uniform(0.2, 0.8) * (bottom - top - high)
    for _ in range(count):
        for _stroke in range(int(chance.integers(4, 8))):
            points = _stroke_in(chance, (x, y, high * 0.85))
            pen.line(points, fill=(*colour, 255), width=max(2, round(width * MM)), joint="curve")
        x += high
    return done


def _stroke_in(chance: np.random.Generator, square: tuple[float, float, float]) -> list[tuple[float, float]]:
    """A bent stroke inside a square (left, top, side), in pixels."""
    left, top, side = square
    a, b, c = (np.array([left, top]) + chance.uniform(0, 1, 2) * side for _ in range(3))
    steps = np.linspace(0, 1, 12)[:, None]
    curve = (1 - steps) ** 2 * a + 2 * steps * (1 - steps) * b + steps**2 * c
    return [(float(x * MM), float(y * MM)) for x, y in curve]


def with_thumb(page: Image.Image, middle: tuple[float, float], seed: int) -> Image.Image:
    """Give the page with a red thumbprint at a place in mm: ridges, patchy, pale or strong."""
    chance = np.random.default_rng(seed)
    done = np.asarray(page.convert("RGB"), np.float32).copy()
    high, wide = done.shape[:2]
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    x, y = (across / MM - middle[0]) / chance.uniform(6, 9), (down / MM - middle[1]) / chance.uniform(8, 12)
    inside = np.clip((1 - np.hypot(x, y)) * 5, 0, 1)
    ridges = 0.5 + 0.5 * np.sin(2 * np.pi * (np.hypot(x * 7, y * 9 + 2) * 2.2 + 0.6 * np.sin(3 * x)))
    strength = chance.uniform(0.45, 0.95) * inside * (0.35 + 0.65 * ridges)
    red = np.array([196, 40, 52], np.float32)
    done += (np.minimum(done, red) - done) * strength[:, :, None]
    return Image.fromarray(np.clip(done, 0, 255).astype(np.uint8)).convert("RGBA")
