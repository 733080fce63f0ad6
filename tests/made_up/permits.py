"""Draws other cards of made-up people (card size, 20 pixels per millimetre): none of them has a reader."""

import random
from datetime import timedelta

from PIL import Image, ImageDraw

from tests.made_up.ink import SAMPLE, Colour, Sheet
from tests.made_up.people import MadeUp, number

MM, WIDTH_MM, HEIGHT_MM = 20, 85.6, 54.0
_LABEL: Colour = (72, 96, 140)
_MARK: Colour = (170, 176, 186)
_AREAS = {"港澳居民居住证": "810000", "台湾居民居住证": "830000"}


def residence_permit(person: MadeUp) -> Image.Image:
    """Give a mainland residence permit (居住证): a card with the citizen's own number."""
    sheet = _card((206, 222, 240))
    sheet.words("居住证", 6.0, 6.8, 4.4, (170, 60, 60), gap=1.0)
    _portrait(sheet)
    rows = (
        ("姓名", person.name),
        ("性别", _sex(person)),
        ("民族", person.ethnic),
        ("出生", f"{person.birth:%Y}年{person.birth.month}月{person.birth.day}日"),
        ("户籍地址", person.address),
        ("居住地址", "渠县渠江街道和平路18号"),
    )
    _rows(sheet, rows, 12.5, step=5.0)
    sheet.words("公民身份号码", 6.0, 48.6, 2.7, _LABEL)
    sheet.words(person.id_number, 28.0, 48.6, 3.7, gap=0.4)
    return _rounded(sheet.picture)


def resident_permit_front(person: MadeUp, title: str = "港澳居民居住证") -> Image.Image:
    """Give a residence permit of somebody from Hong Kong, Macao or Taiwan: as an ID card, with a number of 81 or 83."""
    sheet = _card((220, 230, 236))
    _portrait(sheet)
    sequence = int(person.id_number[14:17])
    rows = (
        ("姓名", person.name),
        ("性别", _sex(person)),
        ("出生", f"{person.birth.year}年{person.birth.month}月{person.birth.day}日"),
        ("住址", person.address),
    )
    _rows(sheet, rows, 9.0, step=7.2)
    sheet.words("公民身份号码", 6.0, 47.6, 2.9, _LABEL)
    sheet.words(number(_AREAS[title], person.birth, sequence), 28.0, 47.6, 4.0, gap=0.4)
    return _rounded(sheet.picture)


def resident_permit_back(person: MadeUp, title: str = "港澳居民居住证") -> Image.Image:
    """Give its other side: title, issuer, term."""
    sheet = _card((220, 230, 236))
    sheet.words("中华人民共和国", WIDTH_MM / 2, 12.0, 5.0, gap=1.4, anchor="m")
    sheet.words(title, WIDTH_MM / 2, 21.0, 6.0, gap=0.8, anchor="m")
    start = person.valid_from
    until = (start + timedelta(days=365 * 5 + 1)).strftime("%Y.%m.%d")
    for nth, (label, value) in enumerate(
        (("签发机关", person.issuer), ("有效期限", f"{start:%Y.%m.%d}-{until}"), ("通行证号码", "H00000000"))
    ):
        sheet.words(label, 19.0, 34.0 + 6.5 * nth, 3.0)
        sheet.words(value, 37.0, 34.0 + 6.5 * nth, 3.2)
    return _rounded(sheet.picture)


def bank_card(person: MadeUp) -> Image.Image:
    """Give a bank card whose number is no number: zeros and a made-up bank."""
    chance = random.Random(person.id_number)
    sheet = _card(chance.choice(((36, 96, 84), (150, 40, 46), (40, 70, 130), (196, 160, 88))), rings=False)
    white: Colour = (244, 240, 228)
    sheet.words("样本农村商业银行", 6.0, 8.0, 4.4, white)
    sheet.words("DEBIT 借记卡", 60.0, 48.0, 3.2, white)
    sheet.words("6200 0000 0000 0000 000", 8.0, 33.0, 5.2, white, gap=0.2)
    sheet.words("VALID THRU 00/00", 30.0, 41.0, 2.6, white)
    sheet.pen.rounded_rectangle((8 * MM, 15 * MM, 20 * MM, 24 * MM), 24, fill=(214, 190, 110))
    return _rounded(sheet.picture)


def social_card(person: MadeUp) -> Image.Image:
    """Give a social security card (社会保障卡)."""
    sheet = _card((224, 232, 244))
    sheet.words("中华人民共和国社会保障卡", 6.0, 7.0, 4.0, (60, 70, 110))
    _portrait(sheet, left=6.0)
    rows = (
        ("姓名", person.name),
        ("社会保障号码", person.id_number),
        ("发卡日期", f"{person.valid_from:%Y年%m月}"),
        ("有效期限", "10年"),
    )
    for nth, (label, value) in enumerate(rows):
        sheet.words(label, 30.0, 18.0 + 6.2 * nth, 2.7, _LABEL)
        sheet.words(value, 32.0 + 2.7 * len(label), 18.0 + 6.2 * nth, 3.2)
    sheet.words("样本农村商业银行", 30.0, 46.0, 3.0)
    return _rounded(sheet.picture)


def _sex(person: MadeUp) -> str:
    return "男" if person.sex == "male" else "女"


def _rows(sheet: Sheet, rows: tuple[tuple[str, str], ...], top: float, step: float = 5.4) -> None:
    y = top
    for label, value in rows:
        sheet.words(label, 6.0, y, 2.7, _LABEL, gap=0.2)
        left = 9.0 + 2.9 * len(label)
        count = max(1, int((58.0 - left) / 3.05))
        for start in range(0, len(value), count):
            sheet.words(value[start : start + count], left, y + 4.0 * (start // count), 3.0)
        y += step + 4.0 * ((len(value) - 1) // count)


def _card(colour: Colour, *, rings: bool = True) -> Sheet:
    picture = Image.new("RGBA", (round(WIDTH_MM * MM), round(HEIGHT_MM * MM)), (*colour, 255))
    pen = ImageDraw.Draw(picture)
    paler = tuple(min(255, one + 14) for one in colour)
    for at in range(-1000, 1800, 60 if rings else 400):
        pen.arc((at, -300, at + 1500, 1400), 20, 160, fill=paler, width=3 if rings else 60)
    sheet = Sheet(picture, MM)
    sheet.words(SAMPLE, 71.0, 4.2, 2.4, _MARK)
    return sheet


def _portrait(sheet: Sheet, left: float = 58.0) -> None:
    """A drawn silhouette: nobody's face."""
    pen, x, y = sheet.pen, left * MM, 10 * MM
    pen.rectangle((x, y, x + 22 * MM, y + 29 * MM), fill=(232, 236, 242))
    pen.chord((x + 2 * MM, y + 19 * MM, x + 20 * MM, y + 39 * MM), 180, 360, fill=(86, 92, 112))
    pen.ellipse((x + 6.5 * MM, y + 5 * MM, x + 15.5 * MM, y + 18 * MM), fill=(214, 180, 156))
    pen.chord((x + 6 * MM, y + 4 * MM, x + 16 * MM, y + 15 * MM), 180, 360, fill=(52, 48, 50))


def _rounded(picture: Image.Image) -> Image.Image:
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, picture.width - 1, picture.height - 1), 3.18 * MM, fill=255)
    picture.putalpha(mask)
    return picture
