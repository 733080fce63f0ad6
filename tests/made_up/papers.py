"""Draws a form of our own."""

import io
import random

import segno
from PIL import Image, ImageDraw

from app.domain import form_code
from app.domain.form_code import FormCode, Paper
from tests.made_up.fonts import font

_INK = (30, 30, 32)


def payload(seed: int) -> str:
    """Give what the code on a page of a made-up case's form says."""
    chance = random.Random(f"form {seed}")
    pages = chance.randrange(1, 5)
    case = f"018f0000-0000-7000-8000-{chance.randrange(16**12):012x}"
    return form_code.payload(FormCode(Paper.APPLICATION, case, "", chance.randrange(1, pages + 1), pages, "0A1B"))


def own_form(payload: str, turned_code: int = 0) -> Image.Image:
    """Give an A4 page (8 pixels per millimetre) with a code of 26 mm that says `payload` and lines of text."""
    page = Image.new("RGBA", (210 * 8, 297 * 8), (250, 250, 248, 255))
    pen = ImageDraw.Draw(page)
    _words(pen, "社会救助申请及授权书", 840, 200, 72, middle=True)
    for nth in range(22):
        _words(pen, f"{nth + 1}. 本人承诺所填写的内容真实，同意对家庭经济状况进行核对。", 150, 420 + nth * 80, 40)
    stream = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(stream, kind="png", scale=8, border=2)
    code = Image.open(stream).convert("RGBA").resize((26 * 8, 26 * 8), Image.Resampling.NEAREST)
    page.paste(code.rotate(90 * turned_code), (1350, 100))
    return page


def _words(pen: ImageDraw.ImageDraw, words: str, x: float, y: float, size: int, *, middle: bool = False) -> None:
    pen.text((x, y), words, font=font(size), fill=_INK, anchor="mm" if middle else "lm")
