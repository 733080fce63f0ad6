"""What the page of the meeting shows. No Qt."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import resources
from app.domain.case import Case
from app.domain.money import short_yuan
from app.domain.steps.decision import Agreed
from app.domain.steps.opinion import Proposal
from app.services.meetings import Confirming, Item, Waiting
from ui.problems import sentence
from ui.several.mark_list import mark
from ui.several.view import day, left, name, name_of, names, place
from ui.widgets.row import Cell, Row

MEET: Final = "meet"
DECIDE: Final = "decide"
PARTS: Final = (MEET, DECIDE)
_MOST_REFUSALS = 5


def meeting(waiting: Waiting, rows: tuple[Row, ...]) -> dict[str, Any]:
    """Give the fields of the view of what a meeting speaks of."""
    hanging = len(waiting.hanging)
    note = say("meet.note", count=len(rows)) if rows else ""
    return {
        "tabs": _tabs(waiting),
        "rows": rows,
        "note": say("meet.hanging", note=note, count=hanging) if hanging else note,
        "empty": say("meet.empty"),
    }


def decided(waiting: Waiting, marked: frozenset[str], today: date) -> dict[str, Any]:
    """Give the fields of the view of what the leader decides."""
    rows = tuple(_to_decide(one, marked, today) for one in waiting.agreed)
    return {
        "tabs": _tabs(waiting),
        "rows": rows,
        "note": say("decide.note") if rows else "",
        "empty": say("decide.empty"),
    }


def spoken_of(one: Item, result: str, withdrew: tuple[str, ...], note: str, today: date) -> Row:
    """Give the row of a case that a meeting speaks of."""
    leaves = say("leaves", names=names(withdrew)) if withdrew else ""
    beside = say("join").join(filter(None, (leaves, note)))
    cells = (
        Cell(say(f"result.{result}") if result else say("result.none"), "ink" if result else "ink3",
             strong=bool(result)),
        name(one.case),
        place(one.village),
        Cell(proposal(one.case)),
        Cell(beside, "soon" if withdrew else "ink2"),
        left(one.due_on, today),
    )  # fmt: skip
    return Row(one.case.id, cells, act=say("act.more"), tip=beside)


def proposal(case: Case) -> str:
    """Give what the opinion proposes, in words."""
    opinion = case.progress.opinion
    if opinion is None:
        return ""
    if opinion.proposal == Proposal.REFUSE:
        return say("proposes.refuse", reason=opinion.reason)
    people = len(opinion.members)
    if opinion.monthly_fen:
        return say("proposes.monthly", people=people, yuan=short_yuan(opinion.monthly_fen))
    return say("proposes.once" if opinion.once_fen else "proposes.named", people=people,
               yuan=short_yuan(opinion.once_fen))  # fmt: skip


def refusals(told: Confirming, others: Mapping[str, tuple[str, ...]]) -> str:
    """Give why which households were not confirmed, each with whom it may go to; empty where all were."""
    lines = [_refusal(case, sentence(error), others.get(case.id)) for case, error in told.refused[:_MOST_REFUSALS]]
    more = len(told.refused) - len(lines)
    return "\n".join((*lines, *((say("decide.more", count=more),) if more else ())))


def today_word() -> str:
    """Give today as one types it."""
    return str(resources.texts("person")["day"]["words"][0])


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("meeting", name, **facts)


def _tabs(waiting: Waiting) -> dict[str, str]:
    counts = {MEET: len(waiting.ready), DECIDE: len(waiting.agreed)}
    return {part: say("tab", word=say(f"{part}.tab"), count=count) for part, count in counts.items()}


def _to_decide(one: Item, marked: frozenset[str], today: date) -> Row:
    held, granted = one.case.progress.deliberated, one.said == Agreed.GRANT
    cells = (
        mark(one.case.id, marked) if granted else Cell(sign="ban", ink="ink2"),
        name(one.case),
        place(one.village),
        Cell(say(f"agreed.{one.said}", what=proposal(one.case)), "ink2" if granted else "soon"),
        Cell(say("held", day=day(held.held_on)) if held else ""),
        left(one.due_on, today),
    )
    return Row(one.case.id, cells, act="" if granted else say("act.refuse"))


def _refusal(case: Case, said: str, others: tuple[str, ...] | None) -> str:
    line = say("decide.refused", name=name_of(case), why=said)
    if others is None:
        return line
    return line + (say("decide.others", names=names(others)) if others else say("decide.no_other"))
