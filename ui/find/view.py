"""What the palette shows: hits as rows, or what to type. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case_number import short
from app.domain.id_number import masked
from app.store.values import Found
from ui import when
from ui.widgets.row import Cell, Row

MOST = 20
_SETTLED = ("became_case", "no_need", "declined", "unlisted")


@dataclass(frozen=True, slots=True)
class FindView:
    """`state` is empty (nothing typed), none (nobody answers to it) or hits."""

    state: str = "empty"
    typed: str = ""
    rows: tuple[Row, ...] = ()
    note: str = ""
    more: str = ""


def view(typed: str, found: tuple[Found, ...]) -> FindView:
    """Give the palette for what is typed and who answers to it."""
    if not typed.strip():
        return FindView(note=_text("hint"), more=_text("hint_more"))
    if not found:
        return FindView("none", typed, (), _text("none", typed=typed.strip()), _text("none_more"))
    note = _text("most" if len(found) >= MOST else "count", count=len(found))
    return FindView("hits", typed, tuple(_row(nth, one) for nth, one in enumerate(found)), note)


def state_word(state: str) -> str:
    """Give a state as officers say it; the state itself where a newer program made it."""
    return str(resources.texts("find")["state"].get(state, state))


def _row(nth: int, found: Found) -> Row:
    closed = found.state in {"withdrawn", "ended_noncoop", "not_accepted", "registration_ended", "told", *_SETTLED}
    return Row(
        str(nth),
        (
            Cell(found.name, "ink", strong=True, wraps=True),
            Cell(_whose(found)),
            Cell(found.village or _text("no_village"), "ink2" if found.village else "ink3"),
            Cell(state_word(found.state), "ink3" if closed else "ink"),
            Cell(masked(found.id_number) if found.id_number else _text("no_number"), "ink2"),
            Cell(_number(found)),
        ),
        act=_text("open"),
        tip=_text(f"kind.{found.kind}"),
    )


def _whose(found: Found) -> str:
    """Say in whose case a member is; of what is no application, what it is."""
    if found.kind != "case" and not found.member:
        return _text(f"kind.{found.kind}")
    if found.name == found.applicant or not found.applicant:
        return ""
    relation = resources.texts("codes")["relation"].get(found.relation, "")
    if not relation:
        return _text("member_only", applicant=found.applicant)
    return _text("member", relation=relation, applicant=found.applicant)


def _number(found: Found) -> str:
    if found.number:
        return short(found.number)
    return when.day(date.fromisoformat(found.day)) if found.day else ""


def _text(name: str, /, **facts: object) -> str:
    return resources.text("find", name, **facts)
