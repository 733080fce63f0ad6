"""Draws household registers (居民户口簿, 143 × 105 mm, 12 pixels per millimetre) of made-up households."""

import math
from datetime import date
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from tests.made_up.family import Family, Member
from tests.made_up.ink import SAMPLE, Colour, Sheet, laid, oblong_seal, printed, seal

MM, WIDTH_MM, HEIGHT_MM = 12, 143.0, 105.0
_LINE: Colour = (96, 118, 104)
_LABEL: Colour = (52, 72, 62)
_LEFT, _TOP, _ROW = 9.0, 20.5, 7.5
_VALUE = 3.5
# Each row: cells of a label, the end of the label's cell, the end of the value's cell (millimetres from the left).
_CELLS: tuple[tuple[tuple[str, float, float], ...], ...] = (
    (("姓名", 32, 71), ("户主或与户主关系", 103, 134)),
    (("曾用名", 32, 71), ("性别", 103, 134)),
    (("出生地", 32, 71), ("民族", 103, 134)),
    (("籍贯", 32, 71), ("出生日期", 88, 134)),
    (("本市（县）其他住址", 40, 93), ("宗教信仰", 110, 134)),
    (("公民身份证件编号", 40, 88), ("身高", 97, 114), ("血型", 122, 134)),
    (("文化程度", 32, 60), ("婚姻状况", 76, 97), ("兵役状况", 113, 134)),
    (("服务处所", 32, 88), ("职业", 99, 134)),
    (("何时由何地迁来本市（县）", 48, 134),),
    (("何时由何地迁来本址", 48, 134),),
)


def person_page(member: Member, seed: int = 0) -> Image.Image:
    """Give one person's page (常住人口登记卡); the seed says how its printer missed the table."""
    chance = np.random.default_rng([seed, 1])
    sheet = Sheet(_paper().copy(), MM)
    sheet.words("常住人口登记卡", WIDTH_MM / 2, 12.5, 5.2, _LABEL, gap=1.6, anchor="m")
    sheet.words(SAMPLE, 118.0, 6.0, 3.2, (168, 168, 160))
    over = printed(sheet, chance)
    values = _values(member, newer := bool(chance.random() < 0.5))
    for nth, row in enumerate(_CELLS):
        _row(sheet, over, nth, row, values, newer=newer)
    _foot(sheet, over, member, chance)
    laid(sheet, over, chance)
    return sheet.picture


def head_page(family: Family, seed: int = 0) -> Image.Image:
    """Give the register's first page: kind, head, number and address of the household, two seals over them."""
    chance = np.random.default_rng([seed, 2])
    sheet = Sheet(_paper().copy(), MM)
    sheet.words(SAMPLE, 118.0, 6.0, 3.2, (168, 168, 160))
    over = printed(sheet, chance)
    cells = (
        (("户别", 30, 71, family.kind), ("户主姓名", 92, 134, family.head.name)),
        (("户号", 30, 71, family.number), ("住址", 84, 134, family.address)),
    )
    for nth, row in enumerate(cells):
        left, top, bottom = _LEFT, 14.0 + 15 * nth, 29.0 + 15 * nth
        for label, split, right, value in row:
            sheet.box(left, top, right, bottom, _LINE)
            sheet.box(left, top, split, bottom, _LINE)
            _spread(sheet, label, left, split, (top + bottom) / 2, 3.6)
            _folded(over, value, split + 1.5, right - 1.5, (top + bottom) / 2)
            left = right
    sheet.words("省级公安机关", 24, 58, 3.0, _LABEL)
    sheet.words("户口专用章", 24, 63, 3.0, _LABEL)
    sheet.words("户口登记机关", 78, 58, 3.0, _LABEL)
    sheet.words("户口专用章", 78, 63, 3.0, _LABEL)
    sheet.words("承办人签章：", 12, 94, 3.2, _LABEL)
    _day(sheet, over, family.issued, (92, 94.0))
    sheet.words("签发", 121.5, 94, 3.2, _LABEL)
    laid(sheet, over, chance)
    turn = chance.uniform(-20, 20, 2)
    seal(sheet, "四川省公安厅户口专用章", (50 + chance.uniform(-4, 4), 62), 36, float(turn[0]))
    seal(sheet, "渠县公安局青龙派出所", (108 + chance.uniform(-5, 5), 60 + chance.uniform(-6, 6)), 36, float(turn[1]))
    oblong_seal(sheet, "陈国平", (44, 94))
    return sheet.picture


def spread(upper: Image.Image, lower: Image.Image) -> Image.Image:
    """Give the open booklet: two pages above each other with the fold between them."""
    both = Image.new("RGBA", (upper.width, upper.height * 2))
    both.paste(upper, (0, 0))
    both.paste(lower, (0, upper.height))
    dark = np.ones(both.height, np.float32)
    away = np.abs(np.arange(both.height) - upper.height) / (9 * MM)
    dark -= 0.34 * np.exp(-((away * 1.7) ** 2))
    shaded = np.asarray(both.convert("RGB"), np.float32) * dark[:, None, None]
    return Image.fromarray(shaded.astype(np.uint8)).convert("RGBA")


def notes_page() -> Image.Image:
    """Give the page of later changes (登记事项变更和更正记载), empty."""
    sheet = Sheet(_paper().copy(), MM)
    sheet.words("登记事项变更和更正记载", WIDTH_MM / 2, 12.5, 4.4, _LABEL, gap=0.8, anchor="m")
    sheet.words(SAMPLE, 118.0, 6.0, 3.2, (168, 168, 160))
    for nth in range(8):
        top, left = 20.0 + 9.5 * nth, _LEFT
        for label, right in (("项目", 34), ("变更、更正后的内容", 88), ("变更、更正日期", 112), ("承办人签章", 134)):
            sheet.box(left, top, right, top + 9.5, _LINE)
            if nth == 0:
                sheet.words(label, (left + right) / 2, top + 4.7, 2.8, _LABEL, anchor="m")
            left = right
    return sheet.picture


def _values(member: Member, newer: bool) -> dict[str, str]:  # noqa: FBT001 - which print of the form
    one = member.person
    birth = f"{one.birth.year}年{one.birth.month}月{one.birth.day}日"
    return {
        "姓名": one.name,
        "户主或与户主关系": member.relation,
        "曾用名": member.former_name,
        "性别": "男" if one.sex == "male" else "女",
        "出生地": member.birth_place,
        "民族": one.ethnic if newer else f"{one.ethnic}族",
        "籍贯": member.native_place,
        "出生日期": birth,
        "本市（县）其他住址": member.other_address,
        "宗教信仰": member.religion,
        "公民身份证件编号": one.id_number,
        "身高": member.height,
        "血型": member.blood,
        "文化程度": member.education,
        "婚姻状况": member.marital,
        "兵役状况": member.military,
        "服务处所": member.workplace,
        "职业": member.trade,
        "何时由何地迁来本市（县）": member.came_to_county,
        "何时由何地迁来本址": member.came_here,
    }


def _row(
    sheet: Sheet,
    over: Sheet,
    nth: int,
    row: tuple[tuple[str, float, float], ...],
    values: dict[str, str],
    *,
    newer: bool,
) -> None:
    left, top, bottom = _LEFT, _TOP + _ROW * nth, _TOP + _ROW * (nth + 1)
    for label, split, right in row:
        sheet.box(left, top, right, bottom, _LINE)
        sheet.box(left, top, split, bottom, _LINE)
        shown = "公民身份号码" if newer and label == "公民身份证件编号" else label
        _spread(sheet, shown, left, split, (top + bottom) / 2, 3.0)
        _folded(over, values[label], split + 1.0, right - 0.6, (top + bottom) / 2)
        left = right


def _foot(sheet: Sheet, over: Sheet, member: Member, chance: np.random.Generator) -> None:
    sheet.words("承办人签章：", 12, 99.5, 3.0, _LABEL)
    sheet.words("登记日期：", 78, 99.5, 3.0, _LABEL)
    _day(sheet, over, member.registered, (94, 99.5))
    middle = (40 + float(chance.uniform(-6, 60)), 92 + float(chance.uniform(-30, 3)))
    seal(sheet, "渠县公安局青龙派出所", middle, 30, float(chance.uniform(-25, 25)))
    oblong_seal(sheet, "陈国平", (36, 98.5), 6.0)


def _day(sheet: Sheet, over: Sheet, day: date, at: tuple[float, float]) -> None:
    """The words 年月日 are the form's, the numbers the printer's."""
    for nth, (value, word, wide) in enumerate(((day.year, "年", 8.2), (day.month, "月", 17.2), (day.day, "日", 25.4))):
        over.words(str(value), at[0] + wide - 0.6, at[1], 3.2, anchor="r")
        sheet.words(word, at[0] + wide + 0.5 * (nth == 0), at[1], 3.0, _LABEL)


def _spread(sheet: Sheet, label: str, left: float, right: float, y: float, size: float) -> None:
    """A label fills its cell: 姓 and 名 stand apart, long ones close up."""
    room = right - left - 3.0
    while sheet.wide(label, size) > room:
        size *= 0.94
    free = room - sheet.wide(label, size)
    gap = min(free / max(1, len(label) - 1), 9.0) if len(label) <= 4 else 0.0
    sheet.words(label, (left + right) / 2, y, size, _LABEL, gap=gap, anchor="m")


def _folded(over: Sheet, value: str, left: float, right: float, y: float) -> None:
    """A value from the left of its cell on; one that is too long goes on in a second line."""
    size = _VALUE
    if over.wide(value, size) <= right - left:
        over.words(value, left, y, size)
        return
    size = min(size, 3.1)
    count = max(1, int((right - left) / size))
    while over.wide(value[:count], size) < right - left - size and count < len(value):
        count += 1
    lines = [value[start : start + count] for start in range(0, len(value), count)]
    for nth, line in enumerate(lines):
        over.words(line, left, y + (nth - (len(lines) - 1) / 2) * size * 1.12, size)


@cache
def _paper() -> Image.Image:
    """Pale paper with fine waves, as a register has."""
    page = Image.new("RGB", (round(WIDTH_MM * MM), round(HEIGHT_MM * MM)), (240, 236, 220))
    pen = ImageDraw.Draw(page)
    for row in range(-20, page.height + 20, 16):
        points = [(x, row + 9 * math.sin(x / 70 + row)) for x in range(0, page.width + 20, 20)]
        pen.line(points, fill=(226, 228, 208) if row % 32 else (238, 222, 208), width=2)
    return page.convert("RGBA")
