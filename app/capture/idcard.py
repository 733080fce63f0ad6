"""The fields of a resident ID card, from the rows of text on it."""

import re
from dataclasses import replace
from datetime import date

from app.capture.text import Line
from app.capture.value import Found, doubted, hull, surest, weakest
from app.capture.whole import NAME_HOLE, are_flush, has_hole, is_address, is_authority

MALE, FEMALE, LONG_TERM = "male", "female", "long_term"
NUMBER = re.compile(r"\d{17}[\dXx]")
_NEARLY_NUMBER = re.compile(r"[\dXx]{13,}")
_FROM_ELSEWHERE = re.compile(r"(?<!\d)8[123]0000\d{11}[\dXx]")  # residents from Hong Kong, Macao and Taiwan
_NEXT_LABEL, _HAN = re.compile(r"[性民出]|别|族|^[男女]"), re.compile(r"[\u3400-\u9fff]")
_NUMBER_ROW = re.compile(r"公民身|身份号|份号码|[\dXx]{9}")
PRINTED = str.maketrans(
    "別號簽發機關組鎮鄉縣", "别号签发机关组镇乡县"
)  # the reader sometimes gives the old form of a printed label
DOT = "·"  # between the parts of a name stands U+00B7
_DOTS = str.maketrans(dict.fromkeys("•‧・．.∙", DOT))
_BIRTH = re.compile(r"((?:19|20)\d\d)年?(\d{1,2})月?(\d{1,2})日?")
_TERM = re.compile(
    r"(\d{4})[.,·。:]?(\d\d)[.,·。:]?(\d\d)[-—一~―\uff0d]*(?:(\d{4})[.,·。:]?(\d\d)[.,·。:]?(\d\d)|(长期))"
)
ETHNIC = frozenset(
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 "  # noqa: SIM905 - words, not commas
    "黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 "
    "撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 "
    "京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺".split()
)


def side_of(rows: list[Line]) -> str | None:
    """Tell which side of an ID card these rows are on: id_front, id_back or None."""
    text = "".join(row.text for row in rows)
    front = sum(word in text for word in ("姓名", "民族", "出生", "住址", "公民身份号码", "身份号码"))
    back = sum(word in text for word in ("中华人民共和国", "居民身份证", "签发机关", "有效期限"))
    number = bool(_NEARLY_NUMBER.search(text))
    if _FROM_ELSEWHERE.search(text):
        return None
    if front + number >= 2 and front >= back:  # noqa: PLR2004 - one word may stand on any paper
        return "id_front"
    return "id_back" if back >= 2 else None  # noqa: PLR2004 - one word may stand on any paper


def front(rows: list[Line]) -> dict[str, Found]:
    """Give name, sex, ethnic, birth, address and id_number as far as they can be read."""
    number_row = next((nth for nth, row in enumerate(rows) if _NEARLY_NUMBER.search(row.text)), len(rows))
    above = rows[:number_row]
    found = {
        "name": _name(above),
        "sex": _sex(above),
        "ethnic": _ethnic(above),
        "birth": birth(above),
        "address": _address(above),
        "id_number": number(rows[number_row]) if number_row < len(rows) else None,
    }
    return {name: one for name, one in found.items() if one is not None}


def back(rows: list[Line]) -> dict[str, Found]:
    """Give issuer, valid_from and valid_to as far as they can be read."""
    found = {"issuer": _issuer(rows), **_term(rows)}
    return {name: one for name, one in found.items() if one is not None}


def _name(rows: list[Line]) -> Found | None:
    """A single character is no name: the other was hidden. A long name goes on in the next row, and is doubted."""
    nth = next((nth for nth, row in enumerate(rows) if row.text[:1] == "姓" or row.text[1:2] == "名"), None)
    if nth is None or len(rows[nth].signs) < 3:  # noqa: PLR2004 - the label and at least one character
        return None
    row, start = rows[nth], 2 if rows[nth].text[1:2] == "名" else 1
    part = row.part(start, len(row.signs))
    more = _going_on(rows[nth + 1 :])
    found = named(part)
    if more:
        whole = dotted("".join(line.text for line in (part, *more)))
        return doubted(Found(whole, found.sure, hull([line.quad for line in (part, *more)])))
    return _lacking(found, len(part.signs) == 1 or row.text[:2] != "姓名" or has_hole(row, 2, NAME_HOLE))


def _going_on(rows: list[Line]) -> list[Line]:
    """The rows before the next label in which Han characters stand."""
    end = next((nth for nth, row in enumerate(rows) if _NEXT_LABEL.search(row.text)), 0)
    return [row for row in rows[:end] if _HAN.search(row.text)]


def named(part: Line) -> Found:
    """Give a name, the dot between its parts always U+00B7."""
    found = weakest(part)
    return replace(found, value=dotted(found.value))


def dotted(name: str) -> str:
    """Give a name with the one dot that stands between its parts, whatever dot was read."""
    return name.translate(_DOTS)


def _sex(rows: list[Line]) -> Found | None:
    row = _row_with(rows, "性别") or _row_with(rows, "民族")
    at = next((nth for nth, sign in enumerate(row.signs) if sign.text in "男女"), None) if row else None
    if row is None or at is None:
        return None
    part = row.part(at, at + 1)
    return Found(MALE if part.text == "男" else FEMALE, part.signs[0].sure, part.quad)


def _ethnic(rows: list[Line]) -> Found | None:
    row = _row_with(rows, "民族")
    if row is None:
        return None
    start = row.text.index("族") + 1
    part = row.part(start, len(row.signs))
    if not part.signs:
        return None
    found = weakest(part)
    return found if part.text in ETHNIC else Found(part.text, min(found.sure, 0.4), part.quad)


def birth(rows: list[Line]) -> Found | None:
    """Give the first day in these rows that can be a day of birth."""
    for row in rows:
        match = _BIRTH.search(row.text)
        if match:
            part = row.part(*match.span())
            value = _iso(match.group(1), match.group(2), match.group(3))
            return Found(value, surest(part), part.quad) if value else None
    return None


def _address(rows: list[Line]) -> Found | None:
    """From the label on, all rows down to the number."""
    start = next((nth for nth, row in enumerate(rows) if row.text[:2] == "住址" or row.text[:1] == "住"), None)
    if start is None:
        return None
    end = next((nth for nth in range(start + 1, len(rows)) if _NUMBER_ROW.search(rows[nth].text)), len(rows))
    first, others = rows[start], rows[start + 1 : end]
    parts = [first.part(2, len(first.signs)), *others]
    text = "".join(part.text for part in parts).translate(PRINTED)
    if not text:
        return None
    found = Found(text, min(surest(part) for part in parts if part.signs), hull([part.quad for part in parts]))
    if first.text[1:2] != "址":
        return doubted(found)
    holes = has_hole(first, 2) or any(has_hole(row, 0) for row in others)
    return _lacking(found, holes or not are_flush(first, 2, others) or not is_address(text))


def _lacking(found: Found, something_missing: bool) -> Found:  # noqa: FBT001 - the answer of a check
    return doubted(found) if something_missing else found


def number(row: Line) -> Found | None:
    """Give the eighteen characters of a number in this row."""
    match = NUMBER.search(row.text)
    if match is None:
        return None
    part = row.part(*match.span())
    return Found(part.text.upper(), min(sign.sure for sign in part.signs), part.quad)


def _issuer(rows: list[Line]) -> Found | None:
    row = _row_with(rows, "机关") or next((row for row in rows if row.text.endswith(("公安局", "分局"))), None)
    if row is None:
        return None
    start = row.text.find("机关") + 2 if "机关" in row.text else 0
    part = row.part(start, len(row.signs))
    return _lacking(weakest(part), has_hole(row, start) or not is_authority(part.text)) if part.signs else None


def _term(rows: list[Line]) -> dict[str, Found | None]:
    for row in rows:
        match = _TERM.search(row.text)
        if match:
            return {"valid_from": _day(row, match, 1), "valid_to": _day(row, match, 4)}
    return {}


def _day(row: Line, match: re.Match[str], first: int) -> Found | None:
    if first == 4 and match.group(7):  # noqa: PLR2004 - groups of the pattern
        part = row.part(*match.span(7))
        return Found(LONG_TERM, surest(part), part.quad)
    part = row.part(match.start(first), match.end(first + 2))
    value = _iso(*(match.group(first + nth) for nth in range(3)))
    return Found(value, surest(part), part.quad) if value else None


def _row_with(rows: list[Line], word: str) -> Line | None:
    return next((row for row in rows if word in row.text.translate(PRINTED)), None)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
