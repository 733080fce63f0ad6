"""Where the cursor may stand in the tables of household and money, and how it goes on. No Qt."""

from dataclasses import dataclass
from datetime import date

from app.domain.draft import Draft
from ui.intake import money, people

PEOPLE, MONEY = "people", "money"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A cell: table, row and column, and the second question asked in it (`far kind grade place stop`), if any."""

    table: str = PEOPLE
    row: int = 0
    column: str = "home"
    stage: str = ""


def stops(draft: Draft, today: date, at: Cursor | None = None) -> tuple[Cursor, ...]:
    """Give every cell that is asked about, in the order of asking; a line begun at the cursor is asked wholly."""
    begun = at.row if at and at.table == MONEY and at.column != money.ASKED[0] else -1
    found = [
        Cursor(PEOPLE, nth, column)
        for nth, member in enumerate(draft.members)
        for column in people.asked_of(member, today)
    ]
    for nth, row in enumerate(money.rows(draft)):
        line = money.line(draft, row.income)
        columns = money.ASKED if line and (nth == begun or not money.is_none(line)) else money.ASKED[:1]
        found += [Cursor(MONEY, nth, column) for column in columns]
    return tuple(found)


def after(cursor: Cursor, draft: Draft, today: date) -> Cursor | None:
    """Give the cell asked about next, or None at the end."""
    known = stops(draft, today, cursor)
    place = _place(cursor, known) + 1
    return known[place] if place < len(known) else None


def before(cursor: Cursor, draft: Draft, today: date) -> Cursor:
    """Give the cell asked about before; the first one stays."""
    known = stops(draft, today, cursor)
    return known[max(_place(cursor, known) - 1, 0)]


def moved(cursor: Cursor, rows: int, draft: Draft, today: date) -> Cursor:
    """Give the cell some rows further down (or up), in the same column where there is one."""
    known = stops(draft, today, cursor)
    order = list(dict.fromkeys((one.table, one.row) for one in known))
    here = order.index((cursor.table, cursor.row)) if (cursor.table, cursor.row) in order else 0
    table, row = order[min(max(here + rows, 0), len(order) - 1)]
    return nearest(Cursor(table, row, cursor.column), known)


def nearest(cursor: Cursor, known: tuple[Cursor, ...]) -> Cursor:
    """Give that cell if it is asked about, else the first one of its row, else the last of all."""
    plain = Cursor(cursor.table, cursor.row, cursor.column)
    if plain in known:
        return plain
    same_row = [one for one in known if (one.table, one.row) == (cursor.table, cursor.row)]
    return same_row[0] if same_row else known[-1]


def fitting(cursor: Cursor, draft: Draft, today: date) -> Cursor:
    """Give the cursor while its row is still there and asked about, else the nearest cell."""
    known = stops(draft, today, cursor)
    stands = any((one.table, one.row, one.column) == (cursor.table, cursor.row, cursor.column) for one in known)
    return cursor if stands else nearest(cursor, known)


def _place(cursor: Cursor, known: tuple[Cursor, ...]) -> int:
    return known.index(nearest(cursor, known))
