"""Draws disability certificates (残疾人证): the card of the third generation and the booklet before it."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.made_up.ink import SAMPLE, Colour, Sheet, laid, oblong_seal, printed, seal
from tests.made_up.people import MadeUp, person

MM, WIDTH_MM, HEIGHT_MM = 20, 85.6, 54.0
KINDS = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
GRADES = ("一级", "二级", "三级", "四级")
_LABEL: Colour = (40, 96, 70)
_MARK: Colour = (150, 166, 156)


@dataclass(frozen=True)
class Disabled:
    """What a certificate says: `kind` 1 to 7, `grade` 1 to 4, `number` 20 characters, or 22 when issued again."""

    person: MadeUp
    kind: int
    grade: int
    number: str
    guardian: str
    issued: date


def disabled(seed: int) -> Disabled:
    """Give the made-up holder of `seed`, always the same."""
    chance = random.Random(f"disabled {seed}")
    one = person(60_000 + seed)
    kind, grade = chance.randrange(1, 8), chance.randrange(1, 5)
    again = f"B{chance.randrange(1, 3)}" if chance.random() < 0.12 else ""
    issued = date(2014, 1, 1) + timedelta(days=chance.randrange(365 * 12))
    number = f"{one.id_number}{kind}{grade}{again}"
    return Disabled(one, kind, grade, number, person(61_000 + seed).name, issued)


def card(holder: Disabled) -> Image.Image:
    """Give the front of a card of the third generation, with rounded corners."""
    sheet = Sheet(_ground((round(WIDTH_MM * MM), round(HEIGHT_MM * MM)), (214, 234, 222)), MM)
    sheet.words("中华人民共和国残疾人证", 8.0, 7.0, 4.3, _LABEL, gap=0.5)
    sheet.words(SAMPLE, 71.0, 7.0, 2.4, _MARK)
    _portrait(sheet, 60.5, 13.0, 20.0, 26.0)
    one, sex = holder.person, "男" if holder.person.sex == "male" else "女"
    rows = (
        (("姓名", one.name, 5.0, 3.4),),
        (("性别", sex, 5.0, 3.2), ("民族", one.ethnic, 26.0, 3.2)),
        (("残疾类别", KINDS[holder.kind - 1], 5.0, 3.2), ("残疾等级", GRADES[holder.grade - 1], 32.0, 3.2)),
        (("发证机关", "渠县残疾人联合会", 5.0, 3.0),),
        (("签发日期", f"{holder.issued:%Y.%m.%d}", 5.0, 3.0),),
        (("有效期限", _term(holder.issued), 5.0, 3.0),),
    )
    for nth, row in enumerate(rows):
        for label, value, left, size in row:
            y = 14.5 + 5.6 * nth
            sheet.words(label, left, y, 2.7, _LABEL, gap=0.2)
            sheet.words(value, left + 2.9 * len(label) + 1.8, y, size)
    sheet.words("证号", 5.0, 48.6, 2.8, _LABEL, gap=0.3)
    sheet.words(holder.number, 13.5, 48.6, 3.7, gap=0.4)
    return _rounded(sheet.picture)


def booklet(holder: Disabled, seed: int = 0) -> Image.Image:
    """Give the inner page of the green booklet of the second generation (85 × 120 mm, 12 pixels per millimetre)."""
    chance = np.random.default_rng([seed, 3])
    sheet = Sheet(_ground((85 * 12, 120 * 12), (236, 240, 228)), 12)
    sheet.words(SAMPLE, 70.0, 5.0, 2.6, _MARK)
    _portrait(sheet, 29.0, 9.0, 26.0, 34.0)
    over = printed(sheet, chance)
    one = holder.person
    rows = (
        ("姓名", one.name),
        ("性别", "男" if one.sex == "male" else "女"),
        ("民族", one.ethnic),
        ("出生日期", f"{one.birth.year}年{one.birth.month}月{one.birth.day}日"),
        ("残疾类别", KINDS[holder.kind - 1] + "残疾"),
        ("残疾等级", GRADES[holder.grade - 1]),
        ("残疾证号", holder.number),
        ("监护人", holder.guardian),
        ("批准残联", "渠县残疾人联合会"),
        ("发证日期", f"{holder.issued.year}年{holder.issued.month}月{holder.issued.day}日"),
    )
    for nth, (label, value) in enumerate(rows):
        y = 50.0 + 6.6 * nth
        sheet.words(label, 8.0, y, 3.1, _LABEL)
        sheet.pen.line([(24 * 12, (y + 2.6) * 12), (78 * 12, (y + 2.6) * 12)], fill=_LABEL, width=2)
        over.words(value, 25.5, y, 3.5)
    laid(sheet, over, chance, away=0.7)
    seal(sheet, "渠县残疾人联合会", (56 + float(chance.uniform(-4, 6)), 104 + float(chance.uniform(-4, 2))), 24)
    oblong_seal(sheet, "有效期十年", (60, 46), 4.0)
    return sheet.picture


def _term(issued: date) -> str:
    until = issued.replace(year=issued.year + 10, day=min(issued.day, 28))
    return f"{issued:%Y.%m.%d}-{until:%Y.%m.%d}"


def _portrait(sheet: Sheet, left: float, top: float, wide: float, high: float) -> None:
    """A drawn silhouette: nobody's face."""
    picture = Image.new("RGB", (round(wide * sheet.mm), round(high * sheet.mm)), (198, 216, 232))
    pen, (across, down) = ImageDraw.Draw(picture), picture.size
    pen.ellipse((across * 0.06, down * 0.7, across * 0.94, down * 1.4), fill=(84, 92, 104))
    pen.ellipse((across * 0.28, down * 0.18, across * 0.72, down * 0.68), fill=(212, 178, 154))
    pen.chord((across * 0.26, down * 0.14, across * 0.74, down * 0.6), 180, 360, fill=(52, 48, 50))
    soft = picture.filter(ImageFilter.GaussianBlur(3))
    sheet.picture.paste(soft, (round(left * sheet.mm), round(top * sheet.mm)))


def _ground(size: tuple[int, int], colour: Colour) -> Image.Image:
    """Fine rings around a corner."""
    page = Image.new("RGBA", size, (*colour, 255))
    pen = ImageDraw.Draw(page)
    paler = tuple(min(255, one + 12) for one in colour)
    for reach in range(60, max(size) * 2, 26):
        pen.ellipse((size[0] - reach, size[1] - reach, size[0] + reach, size[1] + reach), outline=paler, width=3)
    return page


def _rounded(picture: Image.Image) -> Image.Image:
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, picture.width - 1, picture.height - 1), 3.18 * MM, fill=255)
    picture.putalpha(mask)
    return picture
