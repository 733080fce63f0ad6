"""What the page of a receipt's check shows, in one value. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app import clock
from app.domain.receipt_code import grouped
from app.services.receipt_check import Checked
from ui import when
from ui.widgets.row import Cell, Row


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the finding: `kind` is plain, case, soon or danger."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class CheckView:
    """The page: `bad` and `soon` stand in strips, `said` below them, `rows` are acceptances, `wrong` the field's."""

    typed: str = ""
    wrong: str = ""
    bad: str = ""
    soon: str = ""
    said: str = ""
    rows: tuple[Row, ...] = ()
    busy: bool = False


def found_view(typed: str, found: Checked) -> CheckView:
    """Give the page after a check."""
    lines = said(found)
    texts = {kind: "\n".join(line.text for line in lines if line.kind == kind) for kind in ("plain", "soon", "danger")}
    rows = tuple(
        Row(one.case_id, (Cell(one.number, "ink", strong=True), Cell(_day(one.accepted_on))), act=say("look"))
        for one in found.acceptances
    )
    return CheckView(typed, "", texts["danger"], texts["soon"], texts["plain"], rows)


def said(found: Checked) -> tuple[Said, ...]:
    """Say what a code tells: whose, whether all is whole, what the county said."""
    if not found.size:
        near = say("receipt.near", code=grouped(found.near[0])) if found.near else ""
        return (Said(near, "soon") if near else Said(say("receipt.unknown"), "danger"),)
    lines = [Said(say("receipt.ours"))]
    lines += [
        Said(say("receipt.case", number=one.number, day=_day(one.accepted_on)), "case")
        for one in found.acceptances
        if one.number
    ]
    if found.broken_at:
        return (*lines, Said(say("receipt.broken", at=found.broken_at), "danger"))
    lines.append(Said(say("receipt.whole", size=found.size)))
    if not found.countersigned_at:
        return (*lines, Said(say("receipt.unsigned"), "soon"))
    at = clock.parse(found.countersigned_at).astimezone(clock.SHANGHAI)
    return (*lines, Said(say("receipt.signed", when=f"{at:%Y-%m-%d %H:%M}", size=found.countersigned_size)))


def say(name: str, /, **facts: object) -> str:
    """Give a text of the journal's pages."""
    return resources.text("inspect", name, **facts)


def _day(iso: str) -> str:
    return when.day(date.fromisoformat(iso)) if iso else ""
