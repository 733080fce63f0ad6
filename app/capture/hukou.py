"""A household register: its first page and a person's page, from the rows of text on them."""

import re
from dataclasses import replace
from datetime import date

import numpy as np

from app.capture import cells, checks, idcard
from app.capture.cells import Cell
from app.capture.rectify import Flat
from app.capture.second import look, name_again, number_again, once_more, read_again
from app.capture.text import Line
from app.capture.value import DOUBTED, Found, doubted, hull, surest, weakest
from app.capture.whole import NAME_HOLE, has_hole, height, is_address
from app.domain import hukou_relation
from app.domain.household import Relation

_HEAD = cells.pattern(
    {
        "head_name": "户主姓名|主姓名",
        "household_kind": "户别",
        "household_number": "户号",
        "address": "住址",
        "_seal": "省级公安|户口登记机|户口专用|承办人|签章|登记机关",
    }
)
_PAGE = cells.pattern(
    {
        "relation": "户?主?或?与?户主关系",
        "_head": "户主姓名|户别|户号",
        "_former": "曾?用名",
        "name": "姓名|^名|^姓(?!名)",
        "sex": "性别|^别",
        "birth_place": "出生地",
        "birth": "出生日期|生日期",
        "ethnic": "民族",
        "native_place": "籍贯|^贯|^籍",
        "_other": "本?市（?\\(?县）?\\)?其他住址|其他住址",
        "_faith": "宗教信仰",
        "id_number": "公?民?身份证件编号|公?民?身份号码|公?民?身份证编?号码?",
        "_height": "身高",
        "_blood": "血型",
        "education": "文化程度|化程度",
        "marital": "婚姻状况|姻状况",
        "_military": "兵役状况|役状况",
        "_work": "服务处所",
        "_trade": "职业(?!高中|中学|学校|技)",
        "_came": "何时由何地迁.*",
        "_seal": "承办人.*|登记日期.*",
    }
)
_KINDS = frozenset(
    f"{sort}{word}"
    for sort in ("", "农业", "非农业", "居民")
    for word in ("家庭户口", "家庭户", "集体户口", "集体户", "户口", "户")
    if sort or len(word) > 2  # noqa: PLR2004 - 户口 alone says nothing
)
_SCHOOLS = frozenset(
    "文盲或半文盲 文盲 半文盲 小学 初中 初级中学 高中 普通高中 普通高级中学 职业高中 中专 中等专科 "  # noqa: SIM905 - words, not commas
    "中等职业教育 中师 技校 技工学校 大专 大学专科 大学专科教育 专科 本科 大学本科 大学本科教育 大学 "
    "研究生 研究生教育 硕士 博士 硕士研究生 博士研究生 学龄前 学龄前儿童 不详 其他".split()
)
_MARRIAGES = frozenset("未婚 已婚 初婚 再婚 复婚 有配偶 丧偶 离婚 离异 未说明的婚姻状况".split())  # noqa: SIM905 - words, not commas
_SIGNS_OF_MEN = {Relation.SON, Relation.SON_IN_LAW, Relation.GRANDSON, Relation.DAUGHTERS_SON, Relation.FATHER}
_SIGNS_OF_MEN |= {Relation.FATHER_IN_LAW, Relation.GRANDFATHER, Relation.BROTHER}
_SIGNS_OF_WOMEN = {Relation.DAUGHTER, Relation.DAUGHTER_IN_LAW, Relation.GRANDDAUGHTER, Relation.MOTHER}
_SIGNS_OF_WOMEN |= {Relation.DAUGHTERS_DAUGHTER, Relation.MOTHER_IN_LAW, Relation.GRANDMOTHER, Relation.SISTER}
_HOUSEHOLD_NUMBER = re.compile(r"[A-Z]?\d{4,18}")
_LEAST_PLACE, _PITCH, _SEEN, _STROKES = 3, 0.85, 0.4, "一-—_丨|/\\.,、。"


def head(flat: Flat, rows: list[Line]) -> dict[str, Found]:
    """Give household_kind, head_name, household_number and address as far as they can be read."""
    found = cells.cells(rows, _HEAD)
    return _known(
        {
            "household_kind": _listed(flat, found.get("household_kind"), _KINDS),
            "head_name": _name(flat, found.get("head_name")),
            "household_number": _household_number(flat, found.get("household_number")),
            "address": _address(flat, rows, found.get("address")),
        }
    )


def page(flat: Flat, rows: list[Line], today: date) -> dict[str, Found]:
    """Give the fields of a person's page, checked against each other; of two persons on one picture none is sure."""
    found = cells.cells(rows, _PAGE)
    read = _known(
        {
            "name": _name(flat, found.get("name")),
            "relation": _listed(flat, found.get("relation"), frozenset(hukou_relation.PRINTED), ranked=True),
            "sex": _sex(flat, found.get("sex")),
            "ethnic": _ethnic(flat, found.get("ethnic")),
            "birth": _birth(found.get("birth")),
            "id_number": _number(flat, rows),
            "birth_place": _place(found.get("birth_place")),
            "native_place": _place(found.get("native_place")),
            "education": _listed(flat, found.get("education"), _SCHOOLS),
            "marital": _listed(flat, found.get("marital"), _MARRIAGES),
        }
    )
    checked = related(checks.checked_front(read, today))
    if cells.count(rows, _PAGE, "relation") > 1 or cells.count(rows, _PAGE, "birth") > 1:
        return {name: doubted(one) for name, one in checked.items()}
    return checked


def related(fields: dict[str, Found]) -> dict[str, Found]:
    """Give the fields with the relation in doubt where it contradicts the sex: a son is a man."""
    if "relation" not in fields or "sex" not in fields:
        return fields
    relation = hukou_relation.parsed(fields["relation"].value)
    wrong = _SIGNS_OF_WOMEN if fields["sex"].value == idcard.MALE else _SIGNS_OF_MEN
    return fields | {"relation": doubted(fields["relation"])} if relation in wrong else fields


def _known(found: dict[str, Found | None]) -> dict[str, Found]:
    return {name: one for name, one in found.items() if one is not None}


def _name(flat: Flat, cell: Cell | None) -> Found | None:
    """A single character is no name: the other was hidden."""
    if cell is None or not cell.value.signs:
        return None
    found = name_again(flat, idcard.named(cell.value))
    return doubted(found) if len(found.value) == 1 or has_hole(cell.value, 0, NAME_HOLE) else found


def _sex(flat: Flat, cell: Cell | None) -> Found | None:
    found = _value(flat, cell, "男女")
    if found is None or found.value not in {"男", "女"}:
        return None
    return replace(found, value=idcard.MALE if found.value == "男" else idcard.FEMALE)


def _ethnic(flat: Flat, cell: Cell | None) -> Found | None:
    found = _value(flat, cell, "".join(sorted({*"".join(idcard.ETHNIC), "族"})), idcard.ETHNIC)
    if found is None:
        return None
    group = found.value.removesuffix("族")
    return replace(found, value=group, sure=found.sure if group in idcard.ETHNIC else min(found.sure, DOUBTED))


def _listed(flat: Flat, cell: Cell | None, words: frozenset[str], *, ranked: bool = False) -> Found | None:
    """A value that stands on a list: one that does not is read again with the list's characters only."""
    signs = {*"".join(words)} | ({*"长次大二三四五六小养继"} if ranked else set())
    found = _value(flat, cell, "".join(sorted(signs)), words, ranked=ranked)
    if found is None:
        return None
    return found if _is_on(found.value, words, ranked=ranked) else doubted(found)


def _is_on(value: str, words: frozenset[str], *, ranked: bool) -> bool:
    return value in words or (ranked and hukou_relation.parsed(value) is not None)


def _value(
    flat: Flat, cell: Cell | None, signs: str, words: frozenset[str] = frozenset(), *, ranked: bool = False
) -> Found | None:
    """What was read, when it is on the list; else what a second look with these characters only sees in the cell."""
    if cell is None:
        return None
    first = weakest(cell.value) if cell.value.signs else None
    allowed = words or frozenset(signs)
    if first and (_is_on(first.value, allowed, ranked=ranked) or first.value.removesuffix("族") in allowed):
        return first
    place = cell.value.quad if first else cell.room
    again = once_more(flat, place, signs) if place is not None else None
    is_better = again is not None and (
        _is_on(again.value, allowed, ranked=ranked) or again.value.removesuffix("族") in allowed
    )
    return again if is_better else first


def _birth(cell: Cell | None) -> Found | None:
    return idcard.birth([cell.value]) if cell and cell.value.signs else None


def _number(flat: Flat, rows: list[Line]) -> Found | None:
    """Eighteen characters are the person's number wherever they stand."""
    for row in rows:
        found = idcard.number(row)
        if found:
            return number_again(flat, found)
    return None


def _place(cell: Cell | None) -> Found | None:
    if cell is None or not cell.value.signs:
        return None
    found = Found(cell.value.text, surest(cell.value), cell.value.quad)
    return doubted(found) if len(found.value) < _LEAST_PLACE or has_hole(cell.value, 0) else found


def _household_number(flat: Flat, cell: Cell | None) -> Found | None:
    if cell is None or not cell.value.signs:
        return None
    found = read_again(flat, weakest(cell.value), "0123456789")
    return found if _HOUSEHOLD_NUMBER.fullmatch(found.value) else doubted(found)


def _address(flat: Flat, rows: list[Line], cell: Cell | None) -> Found | None:
    """The finder of text overlooks a lone character in the last line: looked for below."""
    lines = cells.folded(rows, cell, _HEAD) if cell else []
    if not lines:
        return None
    lines += _below(flat, lines[-1], float(lines[0].quad[0][0]))
    text = "".join(line.text for line in lines)
    found = Found(text, min(surest(line) for line in lines), hull([line.quad for line in lines]))
    return doubted(found) if not is_address(text) or any(has_hole(line, 0) for line in lines) else found


def _below(flat: Flat, line: Line, left: float) -> list[Line]:
    """What stands under the beginning of a line, at most three characters; a table's rule reads as strokes."""
    high = height(line)
    top = float(line.quad[[0, 3], 1].mean()) + _PITCH * high
    place = np.array([[left, top], [left + 3 * high, top], [left + 3 * high, top + high], [left, top + high]])
    signs = tuple(sign for sign in look(flat, place).signs if sign.text not in _STROKES and sign.sure > _SEEN)
    return [Line(signs, place)] if signs else []
