"""What the papers of the desk have in common: head with number, rows of facts, lines to sign on, seal, stubs."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from reportlab.lib.units import mm

from app.domain.form_code import FormCode, Paper, edition_of, payload
from app.forms.face import MAKING, Face
from app.forms.form import Form
from app.forms.line import broken, measure
from app.forms.paragraph import TEXT, paragraph
from app.forms.sheet import CODE, LEFT, RIGHT, Look, Plan, Sheet
from app.forms.table import VALUE, Cell, Row, label
from app.forms.words import day, say
from app.journal.canonical import canonical

_TITLE = Look(Face.TITLE, 22, align="centre")
_PART = Look(Face.TITLE, 17, align="centre")
_NUMBER = Look(Face.TEXT, 12, grey=0.25, align="centre")
_OFFICE = Look(Face.TEXT, 13, align="centre")
_HINT = Look(size=10.5, grey=0.45, align="centre")
_CODE_GAP = CODE + 3.0
_TITLE_MIDDLE = 25.0
_SEAL = 21.0  # the radius of a township's seal
_SEAL_ROOM = 2 * _SEAL + 5
CLOSING = _SEAL_ROOM + 33  # a last sentence, the seal, and a line to sign on: nobody signs a page that says nothing
_SEAL_STEP = 7.5
_OFFICE_WIDE = 62.0
_STUB_ABOVE, _STUB_HEAD = 12.0, 19.0
_LEADING = 1.6
SIGN_ROOM = 12.0
_DATE_WIDE = 62.0
_DATE = Look(size=12, align="right")
_GAP = re.compile("\u3000+")
_LABEL = 34.0
WIDE = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class Letter:
    """What a paper of the desk is: `subject` is the id that its code leads to, empty for a paper that stays away.

    `name` is that of its texts, `facts` all that it says, which gives its edition. `under` stands below the number,
    or below the title where there is none; `title_size` is in points.
    """

    paper: Paper
    name: str
    subject: str
    number: str
    facts: Any
    training: bool = False
    landscape: bool = False
    under: str = ""
    title_size: float = _TITLE.size


def make_letter(letter: Letter, write: Callable[[Sheet], None]) -> Form:
    """Give a paper that `write` fills, with the right number of pages on each; the same facts give the same bytes."""
    with MAKING:
        form = _make(letter, write, 1)
        while form.of_pages != form.pages:
            form = _make(letter, write, form.pages)
    return form


def pair_row(first: tuple[str, str], second: tuple[str, str], least: float = 0) -> Row:
    """Give a row of two labels (names of texts) with what is said."""
    widths = (_LABEL, WIDE / 2 - _LABEL + 4, _LABEL - 4, WIDE / 2 - _LABEL)
    (one, said), (other, also) = first, second
    values = (label(say(one), widths[0]), Cell(said, widths[1], VALUE, least=least))
    return (*values, label(say(other), widths[2]), Cell(also, widths[3], VALUE, least=least))


def fact_row(name: str, text: str, least: float = 0) -> Row:
    """Give a row of a label (the name of a text) and what is said, at least `least` mm high."""
    return (label(say(name), _LABEL), Cell(text, WIDE - _LABEL, VALUE, least=least))


def write_line(sheet: Sheet, text: str, left: float = LEFT, right: float = RIGHT) -> float:
    """Write a few words and a line to write on up to `right`, and give its middle; `sheet.y` stays where it is."""
    middle = sheet.y + SIGN_ROOM - 4
    sheet.text(text, left, middle, TEXT)
    begin = _after(text, left)
    sheet.pen(0.6)
    sheet.rule(begin, middle + 2.6, right, middle + 2.6)
    return middle


def sign_line(sheet: Sheet, text: str, on: str = "", place: str = "") -> None:
    """Write who signs, a line to sign on, and the day, or room for it; `place` is who may sign here on the screen."""
    sheet.reserve(SIGN_ROOM)
    end = RIGHT - _DATE_WIDE
    middle = write_line(sheet, text, right=end)
    date = say("word.dated", date=day(on) if on else say("word.blank_date"))
    sheet.text(date, end, middle, _DATE)
    if place:
        begin = _after(text, LEFT)
        sheet.place(place, begin, sheet.y, end - begin, SIGN_ROOM - 1, line=middle, day=_open(date))
    sheet.y += SIGN_ROOM


def _after(text: str, left: float) -> float:
    """Give where a line to write on begins behind a text."""
    wide: float = measure(text, TEXT.face, TEXT.size) / mm
    return left + wide + 1


def _open(date: str) -> tuple[float, ...]:
    """Give the middles of what a day at the right edge leaves open; none where it is printed."""
    size = (_DATE.face, _DATE.size)
    left = RIGHT - measure(date, *size) / mm
    gaps = [(found.start(), found.end()) for found in _GAP.finditer(date)]
    return tuple(left + (measure(date[:start], *size) + measure(date[:end], *size)) / 2 / mm for start, end in gaps)


def handled(handler: str, phone: str) -> str:
    """Give who handles it, and where to call."""
    return say("letter.handler" if phone else "letter.handler_only", handler=handler, phone=phone)


def seal(sheet: Sheet, office: str, on: str, top: float = 0, right: float = RIGHT) -> None:
    """Write the office and the day up to `right`, with room for a seal on them: at `top`, or below what is there."""
    if not top:
        sheet.reserve(_SEAL_ROOM)
        top = sheet.y + 4
    lines, half = _seal_lines(office)
    left, middle = right - 2 * half, right - half
    sheet.pen(0.5, 0.6, (2, 2))
    sheet.ring(middle, top + _SEAL, _SEAL)
    sheet.pen(0.6)
    sheet.text(say("receipt.seal"), left, top + 8, _HINT, right)
    written = [*lines, day(on) if on else say("word.short_date")]
    for number, line in enumerate(written):
        sheet.text(line, left, top + 21 + (number - (len(written) - 1) / 2) * _SEAL_STEP, _OFFICE, right)
    sheet.y = max(sheet.y, top + 2 * _SEAL)


@dataclass(frozen=True, slots=True)
class Stub:
    """A part that is torn off: its title and number, what it says, office and day at its seal."""

    title: str
    number: str
    texts: tuple[str, ...]
    office: str
    on: str


def tear_off(sheet: Sheet, stub: Stub) -> None:
    """Write a part that is torn off below a dashed line, with the code again; whole on one page if one holds it."""
    _, half = _seal_lines(stub.office)
    column = RIGHT - 2 * half - 5
    count = sum(len(broken(text, TEXT.face, TEXT.size, (column - LEFT) * mm, 2 * TEXT.size)) for text in stub.texts)
    sheet.reserve(max(count * TEXT.size * _LEADING / mm + _STUB_HEAD, CODE + 2 * _SEAL + 4) + _STUB_ABOVE)
    top = _part(sheet, stub.title, stub.number, column)
    seal(sheet, stub.office, stub.on, top + CODE + 4)
    bottom, sheet.y = sheet.y, top + _STUB_HEAD
    pages = sheet.pages
    for text in stub.texts:
        paragraph(sheet, text, TEXT, _LEADING, right=column)
    sheet.y = max(sheet.y, bottom) if sheet.pages == pages else sheet.y


def begin_part(sheet: Sheet, title: str, number: str, high: float) -> None:
    """Begin a part of about `high` mm below a dashed line, with a title, the number and the code again."""
    sheet.reserve(high)
    sheet.y = _part(sheet, title, number, RIGHT - _CODE_GAP) + CODE + 2


def _part(sheet: Sheet, title: str, number: str, right: float) -> float:
    """Draw the line to tear along and the head of the part below it, and give where that begins."""
    sheet.y += 5
    sheet.pen(0.7, 0.3, (3, 3))
    sheet.rule(LEFT - 11, sheet.y, RIGHT + 6, sheet.y)
    sheet.pen(0.6)
    sheet.text(say("letter.tear"), LEFT, sheet.y + 3, _HINT)
    top = sheet.y + _STUB_ABOVE - 5
    sheet.code(RIGHT - CODE, top)
    sheet.text(title, LEFT, top + 5, _PART, right)
    sheet.text(say("receipt.number", number=number), LEFT, top + 13, _NUMBER, right)
    return top


def _seal_lines(office: str) -> tuple[list[str], float]:
    """Give the office's name in lines, and half the width that they or the seal take."""
    lines = broken(office, _OFFICE.face, _OFFICE.size, _OFFICE_WIDE * mm)
    return lines, max(_SEAL, *(measure(line, _OFFICE.face, _OFFICE.size) / mm / 2 for line in lines))


def _make(letter: Letter, write: Callable[[Sheet], None], pages: int) -> Form:
    title = say(f"{letter.name}.title")
    sheet = Sheet(
        Plan(
            title=title,
            running=say("letter.running", title=title, number=letter.number),
            code=_code(letter, pages) if letter.subject else None,
            first_page=1,
            of_pages=pages,
            training=letter.training,
            landscape=letter.landscape,
        )
    )
    right = sheet.right - (_CODE_GAP if letter.subject else 0)
    _write_head(sheet, letter, title, right)
    write(sheet)
    return Form(letter.paper, "", sheet.done(), sheet.pages, 1, pages, tuple(sheet.places), tuple(sheet.seals))


def _write_head(sheet: Sheet, letter: Letter, title: str, right: float) -> None:
    sheet.text(title, LEFT, _TITLE_MIDDLE, replace(_TITLE, size=letter.title_size), right)
    middle = _TITLE_MIDDLE
    if letter.number:
        middle += 11
        sheet.text(say("receipt.number", number=letter.number), LEFT, middle, _NUMBER, right)
    if letter.under:
        middle += 7.5 if letter.number else 10
        sheet.text(letter.under, LEFT, middle, _NUMBER, right)
    middle = max(middle, _TITLE_MIDDLE + letter.title_size * 0.35)
    if letter.under or not letter.subject:
        sheet.y = max(sheet.y, middle + 6)


def _code(letter: Letter, pages: int) -> Callable[[int], str]:
    edition = edition_of(canonical(msgspec.to_builtins(letter.facts)))
    return lambda page: payload(FormCode(letter.paper, letter.subject, "", page, max(page, pages), edition))
