"""The open referrals, with how long each has waited."""

from datetime import date
from typing import TYPE_CHECKING, Final

import resources
from ui.open_matters import Kind
from ui.referral.one_view import lateness, state_of
from ui.referral.view import word
from ui.widgets.row import Cell, Row

if TYPE_CHECKING:
    from app.store.values import Matter


def _row(one: "Matter", today: date) -> Row:
    """Give one line: who, what, of whom, how long it waits, what is to be done."""
    words, mark = lateness(one.due_on, today) if one.state == "waiting" else (state_of(one.state), "")
    ink = {"over": "danger", "soon": "soon"}.get(mark, "ink2")
    days = (today - date.fromisoformat(one.day)).days
    waited = _waited(days) if one.state == "waiting" else ""
    act = resources.texts("referral")["button"].get(
        {"waiting": "answer", "answered": "tell"}.get(one.state, "look"), ""
    )
    name, village = Cell(one.name, "ink", strong=True, wraps=True), Cell(one.village, wraps=True)
    cells = (
        name,
        village,
        Cell(word("field", one.what), "ink"),
        Cell(one.receiver, wraps=True),
        Cell(waited),
        Cell(words, ink, sign=mark),
        Cell(),
    )
    return Row(one.subject, cells, act=act, done=one.state == "told")


def _waited(days: int) -> str:
    return _text("waited", days=days) if days else _text("sent_today")


def _text(name: str, /, **facts: object) -> str:
    return resources.text("referral", name, **facts)


REFERRALS: Final = Kind("referral", ("answered", "waiting"), ("told",), "waiting", _row)
