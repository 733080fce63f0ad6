"""抄录助手: a case's fields in the order of the provincial platform, and how far they are copied."""

import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec

import resources
from app.domain.case import Case, inside
from app.domain.duties import Act
from app.domain.money import short_yuan
from app.errors import Refused
from app.services.desk import Desk
from app.services.duty import needs

PLATFORM: Final = "sichuan"
_TICKED: Final = "copy_out:"
_PRIVATE: Final = frozenset({"health", "disability_kind", "disability_grade", "troubles"})
_WIDTHS: Final = (16, 20, 48)


@dataclass(frozen=True, slots=True)
class CopyField:
    """One field of the platform: `key` names it for good, `part` and `label` say where it stands, `text` what it is."""

    key: str
    part: str
    label: str
    text: str

    @property
    def is_private(self) -> bool:
        """Whether it tells of an illness or a disability, which a page that only shows leaves out."""
        return self.key.rpartition("/")[2] in _PRIVATE


@dataclass(frozen=True, slots=True)
class Sheet:
    """All fields of a case in the platform's order; `confirmed` is whether somebody has compared that order."""

    title: str
    confirmed: bool
    fields: tuple[CopyField, ...]


def sheet(case: Case, platform: str = PLATFORM) -> Sheet:
    """Give the fields of an accepted case; Refused case.content_missing before acceptance and after erasure."""
    if case.accepted is None:
        raise Refused("case.content_missing")
    values = msgspec.to_builtins(case.accepted)
    told = _mapping(platform)
    fields = tuple(field for part in told["part"] for field in _of_part(values, part))
    return Sheet(told["title"], told["confirmed"], fields)


@needs(Act.HANDLE)
def ticked(desk: Desk, case_id: str) -> frozenset[str]:
    """Give the keys of the fields that are copied already."""
    return frozenset(desk.store.setting(f"{_TICKED}{case_id}") or ())


@needs(Act.HANDLE)
def tick(desk: Desk, case_id: str, keys: Iterable[str]) -> None:
    """Keep which fields are copied."""
    with desk.store.work() as work:
        work.set_setting(f"{_TICKED}{case_id}", sorted(keys))


@needs(Act.EXPORT)
def workbook(_desk: Desk, told: Sheet, heads: tuple[str, str, str]) -> bytes:
    """Give the fields as an XLSX of plain texts: nothing in it is ever reckoned, whatever it begins with."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only for those who want a file

    written = io.BytesIO()
    plainly = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, plainly) as book:
        # A text that begins like a formula stays a text, also when somebody edits it or saves it as CSV.
        text = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "num_format": "@"})
        page = book.add_worksheet()
        for column, (name, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
            page.set_column(column, column, width)
            page.write_string(0, column, name, head)
        for row, field in enumerate(told.fields, 1):
            for column, said in enumerate((field.part, field.label, field.text)):
                page.write_string(row, column, said, text)
        page.freeze_panes(1, 0)
    return written.getvalue()


@cache
def _mapping(platform: str) -> dict[str, Any]:
    return tomllib.loads(resources.path(f"platform/{platform}.toml").read_text("utf-8"))


def _of_part(values: dict[str, Any], part: Mapping[str, Any]) -> Iterator[CopyField]:
    if "each" in part:
        for nth, one in enumerate(_at(values, part["each"]) or (), 1):
            yield from _fields(values, one, part, f"{part['name']} {nth}")
        return
    yield from _fields(values, _at(values, part.get("of", "")), part, part["name"])


def _fields(values: dict[str, Any], one: Any, part: Mapping[str, Any], name: str) -> Iterator[CopyField]:
    for field in part["field"]:
        key = f"{name}/{field['path']}"
        yield CopyField(key, name, field["label"], _said(values, one, field))


def _said(values: dict[str, Any], one: Any, field: Mapping[str, Any]) -> str:
    """Give a field's value as it is typed over there."""
    value = _at(one, field["path"])
    if "spelling" in field:
        return str(one["spellings"].get(field["spelling"]) or value)
    if field.get("money"):
        return short_yuan(value).replace(",", "") if value else ""
    if field.get("person"):
        found = inside(values["members"], value)
        return str(found["identity"]["name"]) if found else ""
    if "word" in field:
        return _word(field["word"], value)
    return str(value or "")


def _word(table: str, value: Any) -> str:
    """Give the word of a code, or the words of several; what has no word stands as it is."""
    words = resources.texts("codes")[table]
    if isinstance(value, list | tuple):
        return resources.text("copy_out", "join").join(str(words.get(one, one)) for one in value)
    return str(words.get(str(value), value or ""))


def _at(values: Any, path: str) -> Any:
    """Give what stands at a dotted path; a number takes one of a list."""
    for name in filter(None, path.split(".")):
        values = values[int(name)] if name.isdigit() else values[name]
    return values
