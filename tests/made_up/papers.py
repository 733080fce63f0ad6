"""Draws other papers of made-up people: a household register page, a disability card, a form of our own."""

import io

import segno
from PIL import Image, ImageDraw

from tests.made_up.fonts import font
from tests.made_up.people import MadeUp

_INK, _FRAME = (30, 30, 32), (70, 90, 80)


def hukou_page(person: MadeUp) -> Image.Image:
    """Give one person's page of a household register (143 × 105 mm, 12 pixels per millimetre)."""
    page = Image.new("RGBA", (143 * 12, 105 * 12), (242, 238, 222, 255))
    pen = ImageDraw.Draw(page)
    _words(pen, "常住人口登记卡", 858, 90, 62, middle=True)
    rows = (
        (("姓名", person.name), ("户主或与户主关系", "户主")),
        (("曾用名", ""), ("性别", "男" if person.sex == "male" else "女")),
        (("出生地", "四川省渠县"), ("民族", f"{person.ethnic}族")),
        (("籍贯", "四川省渠县"), ("出生日期", f"{person.birth.year}年{person.birth.month}月{person.birth.day}日")),
        (("公民身份号码", person.id_number), ("身高", "168厘米")),
        (("文化程度", "初中"), ("婚姻状况", "有配偶")),
    )
    for nth, row in enumerate(rows):
        top = 170 + nth * 130
        for column, (label, value) in enumerate(row):
            left = 90 + column * 780
            pen.rectangle((left, top, left + 780, top + 130), outline=_FRAME, width=3)
            _words(pen, label, left + 24, top + 65, 36)
            _words(pen, value, left + 24 + max(150, 40 * len(label)), top + 65, 42)
    _words(pen, "承办人签章：        登记日期：2015年6月1日", 120, 1060, 36)
    pen.ellipse((1180, 960, 1420, 1200), outline=(200, 50, 50), width=8)
    return page


def disability_card(person: MadeUp) -> Image.Image:
    """Give the front of a disability card (card size, 20 pixels per millimetre)."""
    card = Image.new("RGBA", (1712, 1080), (222, 236, 224, 255))
    pen = ImageDraw.Draw(card)
    _words(pen, "中华人民共和国残疾人证", 856, 120, 84, middle=True)
    rows = (
        "姓名  " + person.name,
        "残疾类别  肢体   残疾等级  二级",
        "残疾证号  " + person.id_number + "42",
        "监护人  王桂兰",
        "批准残联  渠县残疾人联合会",
    )
    for nth, row in enumerate(rows):
        _words(pen, row, 120, 330 + nth * 140, 62)
    pen.rectangle((1320, 260, 1620, 640), fill=(190, 200, 206))
    return card


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
