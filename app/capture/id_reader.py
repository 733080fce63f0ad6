"""What an ID card reader says of a card's chip: the fields, from its program's file or from a typed line.

The same nine fields as a picture gives. Every reader's program writes them a little differently; what is understood
is `label: value` lines, and one line in the order of the chip. No portrait is read.
"""

import re
from datetime import date

from app.domain import id_number
from app.domain.person import LONG_TERM
from app.errors import Refused

FRONT = ("name", "sex", "ethnic", "birth", "address", "id_number")
BACK = ("issuer", "valid_from", "valid_to")
ORDER = (*FRONT, *BACK)  # as they follow each other on the chip
MOST_BYTES = 64 * 1024
_MOST_LETTERS = {"name": 60, "address": 200, "issuer": 60}
_LEAST_PARTS = len(FRONT)
_LABELS = {
    "name": ("姓名", "name", "partyname", "peoplename"),
    "sex": ("性别", "sex", "gender", "peoplesex"),
    "ethnic": ("民族", "nation", "ethnic", "folk", "peoplenation"),
    "birth": ("出生", "出生日期", "birth", "birthday", "born", "bornday", "peoplebirthday"),
    "address": ("住址", "地址", "address", "certaddress", "peopleaddress"),
    "id_number": (
        "公民身份号码",
        "身份证号",
        "身份证号码",
        "证件号码",
        "idnumber",
        "idnum",
        "idno",
        "certno",
        "cardno",
    ),
    "issuer": ("签发机关", "发证机关", "department", "issuer", "police", "certorg"),
    "valid_from": ("有效期起", "有效期开始", "有效期起始日期", "startdate", "effdate", "validfrom"),
    "valid_to": ("有效期止", "有效期结束", "有效期截止日期", "enddate", "expdate", "validto"),
    "valid": ("有效期限", "有效期", "validity", "validdate"),
}
_NAMED = {label: name for name, labels in _LABELS.items() for label in labels}
_LINE = re.compile(r"\s*([^:：=\t|,]{1,16}?)\s*[:：=\t]\s*(.*)")
_DAY = re.compile(r"((?:19|20)\d\d)[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_TERM = re.compile(r"(\d{4}[-./年]?\d{1,2}[-./月]?\d{1,2}日?)\s*[-—~至到]+\s*(.+)")
_SEPARATORS = ("|", "\t", "^", ";", ",")
_SEXES = {"男": "male", "女": "female", "1": "male", "2": "female", "male": "male", "female": "female"}
_LONG = ("长期", "長期", "long", "永久", "00000000")


def decoded(data: bytes) -> str:
    """Give the text of a hand-over file, UTF-8 or GB18030; Refused chip.too_large, chip.unreadable."""
    if len(data) > MOST_BYTES:
        raise Refused("chip.too_large", kib=len(data) // 1024)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("chip.unreadable")


def parsed(text: str, today: date) -> dict[str, str]:
    """Give the fields of one card, as a picture would give them; what is not there is left out.

    Refused chip.unreadable (no field at all), chip.no_name, chip.no_number, chip.number (it does not hold, or the
    birth beside it is another), chip.unreadable for values that no card can have.
    """
    raw = _labelled(text) or _in_order(text)
    if not raw:
        raise Refused("chip.unreadable")
    found = {name: _tidied(name, value) for name, value in raw.items()}
    found = {name: value for name, value in found.items() if value}
    if not found.get("name"):
        raise Refused("chip.no_name")
    return _checked(found, today)


def is_line(text: str) -> bool:
    """Tell whether a typed line has the form of a card: enough parts, and a number's form among them."""
    return bool(re.fullmatch(r"\d{17}[\dXx]", _in_order(text).get("id_number", "").strip(), re.ASCII))


def _labelled(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.replace("\0", "").splitlines():
        told = _LINE.match(line)
        name = _NAMED.get(re.sub(r"[\s_]", "", told[1]).lower(), "") if told else ""
        if told and name:
            found[name] = told[2]
    return found if len(found) > 1 else {}


def _in_order(text: str) -> dict[str, str]:
    line = text.strip("\r\n\0 ")
    if "\n" in line:
        return {}
    parts = max((line.split(sign) for sign in _SEPARATORS), key=len)
    if not _LEAST_PARTS <= len(parts) <= len(ORDER):
        return {}
    return dict(zip(ORDER, parts, strict=False))


def _checked(found: dict[str, str], today: date) -> dict[str, str]:
    if not found.get("id_number"):
        raise Refused("chip.no_number")
    try:
        number = id_number.parse(found["id_number"], today)
    except Refused as refused:
        raise Refused("chip.number") from refused
    birth = number.birth.isoformat()
    if found.setdefault("birth", birth) != birth or found.setdefault("sex", number.sex.value) != number.sex.value:
        raise Refused("chip.number")
    if "valid" in found:
        found |= _term(found.pop("valid"))
    return {name: found[name] for name in ORDER if found.get(name)}


def _tidied(name: str, value: str) -> str:
    text = "".join(sign for sign in value if sign.isprintable()).strip()
    if len(text) > _MOST_LETTERS.get(name, 40):
        raise Refused("chip.unreadable")
    if name == "sex":
        return _SEXES.get(text.lower(), "")
    if name == "ethnic":
        return "" if text.isdigit() else text.removesuffix("族")
    if name in {"birth", "valid_from", "valid_to"}:
        return _day(text)
    return id_number.tidy(text) if name == "id_number" else text


def _day(text: str) -> str:
    """Give a day in ISO form, or the word for no end; empty for anything else."""
    if text.lower() in _LONG:
        return LONG_TERM
    told = _DAY.fullmatch(text)
    try:
        return date(int(told[1]), int(told[2]), int(told[3])).isoformat() if told else ""
    except ValueError:
        return ""


def _term(text: str) -> dict[str, str]:
    told = _TERM.fullmatch(text)
    return {"valid_from": _day(told[1]), "valid_to": _day(told[2].strip())} if told else {}
