"""档案目录: what lies in the file of a household (一户一档), what decided it first, then what came every day."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.forms.case_head import CaseHead, about
from app.forms.form import Form
from app.forms.grid import Columns, draw_columns, numbered, part, said
from app.forms.letter import Letter, make_letter, sign_line
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.words import day, say

_LISTED = Columns(
    (
        ("sheet.label.count_of", 13.0),
        ("archive.label.what", 72.0),
        ("sheet.label.date", 34.0),
        ("archive.label.pages", 18.0),
        ("sheet.label.note", 28.0),
    )
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what it is in words, its ISO day (or empty), how many pages (0 where nobody counted)."""

    what: str
    on: str = ""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class ArchiveIndex:
    """All that the list says: the papers of the decision, and those of daily management."""

    head: CaseHead
    deciding: tuple[Item, ...]
    daily: tuple[Item, ...]


def make_archive_index(facts: ArchiveIndex) -> Form:
    """Give the list as a PDF; the same facts give the same bytes."""
    head = facts.head
    letter = Letter(Paper.ARCHIVE, "archive", "", head.number, facts, head.training, under=head.office.name)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: ArchiveIndex) -> None:
    part(sheet, "archive.part.case", about(facts.head))
    for name, items in (("deciding", facts.deciding), ("daily", facts.daily)):
        heading(sheet, say(f"archive.part.{name}", count=len(items)))
        draw_columns(sheet, _LISTED, numbered(_row(one) for one in items), 1)
    sheet.reserve(40)
    sheet.y += 2
    said(sheet, "archive.rule")
    for who in ("filed", "checked"):
        sign_line(sheet, say(f"archive.sign.{who}"))


def _row(one: Item) -> tuple[str, ...]:
    return (one.what, day(one.on), str(one.pages) if one.pages else "", "")
