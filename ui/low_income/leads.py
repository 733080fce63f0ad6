"""The leads: who was seen in need and what came of it."""

from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.lead import LeadResult
from ui.low_income.words import day_of, say, word
from ui.open_matters import Kind
from ui.widgets.row import Cell, Row

if TYPE_CHECKING:
    from app.store.values import Matter


def _row(one: "Matter", _today: date) -> Row:
    """Give one line: who, where, who saw it, when, how it stands."""
    is_open = one.state == "open"
    where = one.what or one.village
    cells = (
        Cell(one.name or say("lead.nameless"), "ink" if one.name else "ink3", strong=bool(one.name), wraps=True),
        Cell(where, "ink"),
        Cell(one.receiver, wraps=True),
        Cell(day_of(one.day)),
        Cell(word("lead_state", one.state), "soon" if is_open else "ink2", sign="soon" if is_open else ""),
        Cell(),
    )
    return Row(one.subject, cells, act=say("lead.open"), done=not is_open, tip=where)


LEADS: Final = Kind("lead", ("open",), tuple(one.value for one in LeadResult), "open", _row)
