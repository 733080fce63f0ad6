"""The lists of a case's page as rows."""

from typing import Final

import resources
from ui.case.view import CaseView
from ui.widgets.row import Cell, Column, Row

_PEOPLE: Final = (Column(least=64, most=160), Column(grows=True), Column(right=True, most=200))
_EVENTS: Final = (
    Column(least=88, most=120),
    Column(least=72, most=128),
    Column(grows=True),
    Column(least=48, most=120, right=True),
)
_PAPERS: Final = (Column(grows=True),)
TODOS: Final = (Column(least=24, most=28), Column(grows=True, lead_least=96), Column(least=72, most=160, right=True))
COLUMNS: Final = (_PEOPLE, _EVENTS, _PAPERS)


def people(view: CaseView) -> tuple[Row, ...]:
    """Give who lives there, and who has signed."""
    return tuple(
        Row(
            str(nth),
            (
                Cell(one.name, "ink", strong=True, wraps=True),
                Cell(one.who),
                Cell(one.paper, "soon" if one.open else "ink2", sign="soon" if one.open else ""),
            ),
        )
        for nth, one in enumerate(view.people)
    )


def todos(view: CaseView) -> tuple[Row, ...]:
    """Give what is to be done; the current one is a key away where it is the window's to do."""
    act = resources.text("steps", "list.act")
    return tuple(
        Row(
            str(nth),
            (Cell(sign=one.mark), Cell(one.why, lead=one.do), Cell(one.left, "danger" if one.late else "ink2")),
            act=act if one.step else "",
            tip=one.why,
        )
        for nth, one in enumerate(view.todos)
    )


def events(view: CaseView) -> tuple[Row, ...]:
    """Give what happened."""
    return tuple(
        Row(str(nth), (Cell(one.day), Cell(one.what, "ink", strong=True), Cell(one.text), Cell(one.who, "ink3")),
            tip=one.text)
        for nth, one in enumerate(view.events)
    )  # fmt: skip


def papers(view: CaseView) -> tuple[Row, ...]:
    """Give the papers; the current one is a key away."""
    look = resources.text("case", "button.look")
    return tuple(
        Row(str(nth), (Cell(one.name, "ink", wraps=True),), act=look, tip=one.note)
        for nth, one in enumerate(view.papers)
    )
