"""What the page of an import shows: the difference against the register, in parts. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.low_income import Listing
from app.domain.low_income_list import Changed, Known, New, Preview, Wrong
from ui.low_income.words import say, sentence_of, shown, word, words
from ui.widgets.row import Cell, Row

MOST = 500  # rows that are drawn: nobody reads on
TABS = ("new", "changed", "missing", "wrong", "same")


@dataclass(frozen=True, slots=True)
class ImportView:
    """The page: `state` is reading, comparing, shown, writing or refused; `counts` are those of the tabs."""

    state: str = "reading"
    note: str = ""
    said: str = ""
    refused: str = ""
    tab: str = "new"
    counts: tuple[tuple[str, int], ...] = ()
    rows: tuple[Row, ...] = ()
    hint: str = ""
    empty: str = ""
    can_write: bool = False
    can_leave: bool = False
    all_leave: bool = False


def counts(preview: Preview) -> tuple[tuple[str, int], ...]:
    """Give how many there are of each."""
    sizes = (len(preview.new), len(preview.changed), len(preview.missing), len(preview.wrong), preview.same)
    return tuple(zip(TABS, sizes, strict=True))


def note(preview: Preview, file: str) -> str:
    """Say what was read."""
    sheet = say("import.sheet", sheet=preview.sheet) if preview.sheet else ""
    return say("import.note", file=file, sheet=sheet, rows=preview.rows)


def first_tab(preview: Preview) -> str:
    """Give the first part with something in it that an officer has to look at."""
    return next((name for name, count in counts(preview)[:-1] if count), "same")


def rows(preview: Preview, tab: str, leaving: frozenset[str]) -> tuple[Row, ...]:
    """Give the lines of a part."""
    if tab == "new":
        return tuple(map(_new, preview.new[:MOST]))
    if tab == "changed":
        return tuple(map(_changed, preview.changed[:MOST]))
    if tab == "missing":
        return tuple(_missing(one, leaves=one.id in leaving) for one in preview.missing[:MOST])
    return tuple(_wrong(nth, one) for nth, one in enumerate(preview.wrong[:MOST])) if tab == "wrong" else ()


def changes_of(one: Changed) -> str:
    """Say which fields change from what to what."""
    return say("list.between").join(_change(one, name) for name in one.fields)


def _change(one: Changed, name: str) -> str:
    before, after = (shown(name, getattr(side, name)) for side in (one.before, one.after))
    nothing = say("import.nothing_there")
    return say("import.change", field=word("field", name), before=before or nothing, after=after or nothing)


def _new(one: New) -> Row:
    again = f"{say('import.again')} " if one.id else ""
    return Row(f"{one.row}", (*_who(one.row, one.listing), Cell(again + _what(one.listing))), tip=_what(one.listing))


def _changed(one: Changed) -> Row:
    said = changes_of(one)
    return Row(one.id, (*_who(one.row, one.before), Cell(said, "ink")), tip=said)


def _missing(one: Known, *, leaves: bool) -> Row:
    said = say("import.will_leave") if leaves else _what(one.listing)
    last = Cell(said, "danger", sign="over") if leaves else Cell(said)
    return Row(one.id, (*_who(0, one.listing), last), act=say("import.stay" if leaves else "import.leave"))


def _wrong(nth: int, one: Wrong) -> Row:
    said, where = sentence_of(one), say("import.row", row=one.row)
    ink, sign = ("danger", "over") if one.stops else ("soon", "soon")
    return Row(str(nth), (Cell(where, "ink"), Cell(said, ink, sign=sign)), tip=said)


def _who(row: int, listing: Listing) -> Iterator[Cell]:
    yield Cell(say("import.row", row=row) if row else "")
    yield Cell(listing.name, "ink", strong=True, wraps=True)
    yield Cell(listing.village, wraps=True)


def _what(listing: Listing) -> str:
    people = say("list.people", count=listing.people)
    said = (words("class", listing.classes), people, words("flag", listing.flags), listing.since)
    return say("list.between").join(filter(None, said))
