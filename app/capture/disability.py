"""A disability certificate (card, or the booklet before it), from the rows of text on it."""

import re
from dataclasses import replace
from datetime import date

from app.capture import cells, idcard
from app.capture.cells import Cell
from app.capture.checks import AGREED, WRONG
from app.capture.rectify import Flat
from app.capture.second import name_again, number_again, once_more
from app.capture.text import Line
from app.capture.value import Found, doubted, weakest
from app.capture.whole import NAME_HOLE, has_hole
from app.domain import id_number
from app.errors import Refused

_LABELS = cells.pattern(
    {
        "name": "姓名|^姓|^名",
        "sex": "性别",
        "ethnic": "民族",
        "birth": "出生日期|出生年月|出生",
        "disability_kind": "残疾类别|残疾类型|疾类别",
        "disability_grade": "残疾等级|疾等级",
        "number": "残疾人?证?号码?|证号|证件?编号|公民身份号码|身份证号码?",
        "_guardian": "监护人",
        "_issuer": "发证机关.*|批准残联.*|签发机关.*|发证机构.*",
        "_dates": "签发日期.*|发证日期.*|填发日期.*|有效期限?.*|联系电话.*|住址.*|地址.*",
    }
)
_NUMBER = re.compile(r"\d{17}[\dXx][1-7][1-4](?:[Bb8]\d)?")
_NUMBER_SIGNS = "0123456789XB"
_ID_LENGTH = 18
_KINDS = {"视力": "1", "听力": "2", "言语": "3", "语言": "3", "肢体": "4", "智力": "5", "精神": "6", "多重": "7"}
_GRADES = dict(zip("一壹1二贰2三叁3四肆4", "111222333444", strict=True))
_KIND_SIGNS = "".join(sorted({*"".join(_KINDS), *"残疾"}))


def certificate(flat: Flat, rows: list[Line], today: date) -> dict[str, Found]:
    """Give name, disability_number, disability_kind, disability_grade, and id_number where its check holds."""
    found = cells.cells(rows, _LABELS)
    read = {
        "name": _name(flat, found.get("name")),
        "disability_number": _number(flat, rows),
        "disability_kind": _kind(flat, found.get("disability_kind")),
        "disability_grade": _grade(flat, found.get("disability_grade")),
    }
    sex = found.get("sex")
    return agreed({name: one for name, one in read.items() if one}, sex.value.text if sex else "", today)


def agreed(fields: dict[str, Found], sex: str, today: date) -> dict[str, Found]:
    """Give the fields of a certificate: its number says again who its holder is, what kind and what grade.

    `sex` is what is printed (男, 女), or empty.
    """
    found = fields.get("disability_number")
    if found is None:
        return fields
    try:
        own = id_number.parse(found.value[:_ID_LENGTH], today)
    except Refused:
        return fields | {"disability_number": replace(found, sure=min(found.sure, WRONG))}
    said = dict(zip(("disability_kind", "disability_grade"), found.value[_ID_LENGTH : _ID_LENGTH + 2], strict=True))
    same = {name: name in fields and fields[name].value == value for name, value in said.items()}
    checked = {name: _agreeing(one, same.get(name)) for name, one in fields.items()}
    if not all(same.values()) or sex not in {"", {"male": "男", "female": "女"}[own.sex.value]}:
        checked["disability_number"] = doubted(found)
    return checked | {"id_number": replace(checked["disability_number"], value=own.text)}


def _agreeing(found: Found, same: bool | None) -> Found:  # noqa: FBT001 - the answer of a check; None: nothing to compare
    if same is None:
        return found
    return replace(found, sure=max(found.sure, AGREED)) if same else doubted(found)


def _name(flat: Flat, cell: Cell | None) -> Found | None:
    if cell is None or not cell.value.signs:
        return None
    found = name_again(flat, idcard.named(cell.value))
    return doubted(found) if len(found.value) == 1 or has_hole(cell.value, 0, NAME_HOLE) else found


def _number(flat: Flat, rows: list[Line]) -> Found | None:
    for row in rows:
        match = _NUMBER.search(row.text)
        if match:
            part = row.part(*match.span())
            text = part.text.upper()
            again = text[: _ID_LENGTH + 2] + text[_ID_LENGTH + 2 :].replace("8", "B", 1)
            return number_again(flat, replace(weakest(part), value=again), _NUMBER_SIGNS)
    return None


def _kind(flat: Flat, cell: Cell | None) -> Found | None:
    return _one_of(flat, cell, _KINDS, _KIND_SIGNS)


def _grade(flat: Flat, cell: Cell | None) -> Found | None:
    return _one_of(flat, cell, _GRADES, "".join(_GRADES) + "级")


def _one_of(flat: Flat, cell: Cell | None, words: dict[str, str], signs: str) -> Found | None:
    """The value whose word was read, or is seen when only the list's characters are looked for."""
    if cell is None:
        return None
    first = weakest(cell.value) if cell.value.signs else None
    place = cell.value.quad if first else cell.room
    for found in (first, once_more(flat, place, signs) if place is not None else None):
        value = next((value for word, value in words.items() if found and word in found.value), None)
        if found and value:
            return replace(found, value=value)
    return None
