"""Draws second-generation resident ID cards of made-up people, 20 pixels per millimetre."""

import math
import random
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

from tests.made_up.fonts import font_with
from tests.made_up.people import MadeUp

MM = 20
WIDTH, HEIGHT = round(85.6 * MM), 54 * MM
_LABEL = (72, 128, 168)
_INK = (32, 32, 34)
_MARK = (150, 160, 172)
_RED = (196, 60, 56)
_CORNER_MM = 3.18


def front(person: MadeUp) -> Image.Image:
    """Give the front (portrait side) as RGBA with rounded, transparent corners."""
    card = _ground(11).copy()
    pen = ImageDraw.Draw(card)
    _portrait(card, person)
    _spaced(pen, "训练样本", 71.0, 4.2, 2.4, _MARK)
    for words, row in (("姓名", 9.5), ("性别", 17.0), ("出生", 24.2), ("住址", 31.6)):
        _spaced(pen, words, 6.3, row, 2.9, _LABEL, gap=0.5)
    _name(pen, person.name)
    _spaced(pen, "男" if person.sex == "male" else "女", 15.2, 17.0, 3.4, _INK)
    _spaced(pen, "民族", 24.2, 17.0, 2.9, _LABEL, gap=0.5)
    _spaced(pen, person.ethnic, 32.6, 17.0, 3.4, _INK)
    _birth(pen, person)
    for nth, line in enumerate(_folded(person.address, 11)):
        _spaced(pen, line, 15.2, 31.6 + 5.0 * nth, 3.3, _INK, gap=0.15)
    _spaced(pen, "公民身份号码", 6.3, 47.6, 2.9, _LABEL, gap=0.3)
    _spaced(pen, person.id_number, 29.0, 47.6, 4.0, _INK, gap=0.55)
    return _rounded(card)


def back(person: MadeUp) -> Image.Image:
    """Give the back (emblem side) as RGBA with rounded, transparent corners."""
    card = _ground(12).copy()
    pen = ImageDraw.Draw(card)
    _wall(pen)
    _spaced(pen, "训练样本", 71.0, 4.2, 2.4, _MARK)
    _emblem(pen, 13.0, 13.2)
    _spaced(pen, "中华人民共和国", 27.5, 9.6, 5.0, _INK, gap=1.6)
    _spaced(pen, "居民身份证", 27.5, 19.0, 7.0, _INK, gap=2.6)
    _spaced(pen, "签发机关", 19.0, 40.6, 3.0, _INK, gap=0.2)
    _spaced(pen, person.issuer, 34.5, 40.6, 3.2, _INK, gap=0.2)
    _spaced(pen, "有效期限", 19.0, 47.4, 3.0, _INK, gap=0.2)
    until = "长期" if person.valid_to is None else f"{person.valid_to:%Y.%m.%d}"
    _spaced(pen, f"{person.valid_from:%Y.%m.%d}-{until}", 34.5, 47.4, 3.3, _INK, gap=0.2)
    return _rounded(card)


def _name(pen: ImageDraw.ImageDraw, name: str) -> None:
    """A name of more than nine characters is printed smaller, in two rows."""
    if len(name) <= 9:
        _spaced(pen, name, 15.2, 9.5, 3.9, _INK, gap=0.35)
        return
    for nth, line in enumerate(_folded(name, 10)):
        _spaced(pen, line, 15.2, 7.9 + 3.8 * nth, 3.2, _INK, gap=0.2)


def _birth(pen: ImageDraw.ImageDraw, person: MadeUp) -> None:
    _spaced(pen, str(person.birth.year), 15.2, 24.2, 3.4, _INK, gap=0.15)
    _spaced(pen, "年", 23.8, 24.2, 2.9, _LABEL)
    _spaced(pen, str(person.birth.month), 28.6, 24.2, 3.4, _INK, gap=0.15)
    _spaced(pen, "月", 33.0, 24.2, 2.9, _LABEL)
    _spaced(pen, str(person.birth.day), 37.4, 24.2, 3.4, _INK, gap=0.15)
    _spaced(pen, "日", 41.8, 24.2, 2.9, _LABEL)


def _spaced(
    pen: ImageDraw.ImageDraw,
    words: str,
    x: float,
    y: float,
    size: float,
    colour: tuple[int, int, int],
    gap: float = 0.1,
) -> None:
    """Draw words from x, centred on row y; all in millimetres."""
    left = x * MM
    for sign in words:
        face = font_with(sign, round(size * MM))
        pen.text((left, y * MM), sign, font=face, fill=colour, anchor="lm")
        left += pen.textlength(sign, font=face) + gap * MM


def _folded(words: str, length: int) -> list[str]:
    return [words[start : start + length] for start in range(0, len(words), length)]


@cache
def _ground(seed: int) -> Image.Image:
    """The printed ground: a soft change from blue to pink with fine crossing waves."""
    chance = random.Random(seed)
    column = Image.new("RGB", (WIDTH, 1))
    for x in range(WIDTH):
        part = 0.5 - 0.5 * math.cos(2 * math.pi * x / WIDTH)
        column.putpixel((x, 0), (round(214 + 20 * part), round(230 - 4 * part), round(240 - 8 * part)))
    ground = column.resize((WIDTH, HEIGHT))
    pen = ImageDraw.Draw(ground)
    for row in range(-40, HEIGHT + 40, 13):
        phase, high = chance.random() * 6.28, chance.uniform(10, 26)
        points = [(x, row + high * math.sin(x / 90 + phase)) for x in range(0, WIDTH + 20, 20)]
        pen.line(points, fill=(196, 216, 228) if row % 2 else (232, 208, 214), width=2)
    return ground.filter(ImageFilter.GaussianBlur(0.8))


def _portrait(card: Image.Image, person: MadeUp) -> None:
    """A drawn silhouette where the photograph is: nobody's face."""
    left, top, wide, high = round(55.5 * MM), 7 * MM, 24 * MM, 32 * MM
    picture = Image.new("RGB", (wide, high), (238, 240, 244))
    pen = ImageDraw.Draw(picture)
    shade = random.Random(person.id_number).choice(((86, 92, 112), (104, 84, 84), (70, 92, 88)))
    pen.ellipse((wide * 0.08, high * 0.68, wide * 0.92, high * 1.4), fill=shade)
    pen.rounded_rectangle((wide * 0.41, high * 0.52, wide * 0.59, high * 0.74), 30, fill=(206, 172, 148))
    pen.ellipse((wide * 0.28, high * 0.16, wide * 0.72, high * 0.62), fill=(214, 180, 156))
    pen.chord((wide * 0.26, high * 0.12, wide * 0.74, high * 0.56), 180, 360, fill=(52, 48, 50))
    soft = picture.filter(ImageFilter.GaussianBlur(3))
    card.paste(Image.blend(card.crop((left, top, left + wide, top + high)), soft, 0.9), (left, top))


def _wall(pen: ImageDraw.ImageDraw) -> None:
    """A pale drawn wall over the lower half, as the real back has."""
    ridge = [(x, HEIGHT * 0.62 + 60 * math.sin(x / 140) + 40 * math.sin(x / 61)) for x in range(0, WIDTH + 40, 40)]
    pen.line(ridge, fill=(186, 206, 216), width=14)
    for x, y in ridge[::2]:
        pen.rectangle((x - 12, y - 26, x + 12, y + 2), fill=(190, 208, 218))


def _emblem(pen: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """A red round drawing where the emblem stands; not the emblem."""
    middle, wide = (x * MM, y * MM), 7.6 * MM
    pen.ellipse((middle[0] - wide, middle[1] - wide, middle[0] + wide, middle[1] + wide), fill=_RED)
    pen.ellipse(
        (middle[0] - wide * 0.8, middle[1] - wide * 0.8, middle[0] + wide * 0.8, middle[1] + wide * 0.8),
        fill=(214, 96, 84),
    )
    for nth in range(5):
        angle, away, small = (
            math.pi * (0.9 + 0.3 * nth),
            wide * (0.0 if nth == 2 else 0.5),
            wide * (0.22 if nth == 2 else 0.1),
        )
        at = (middle[0] + away * math.cos(angle), middle[1] + away * math.sin(angle) - wide * 0.1)
        pen.regular_polygon((at[0], at[1], small), 5, fill=(240, 196, 92))
    pen.rectangle(
        (middle[0] - wide * 0.5, middle[1] + wide * 0.35, middle[0] + wide * 0.5, middle[1] + wide * 0.5),
        fill=(240, 196, 92),
    )


def _rounded(card: Image.Image) -> Image.Image:
    mask = Image.new("L", card.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, WIDTH - 1, HEIGHT - 1), _CORNER_MM * MM, fill=255)
    card.putalpha(mask)
    return card
