"""动态核查表: what is looked at again each half year or year, what has changed, and when the next time is."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.aid import Rechecked
from app.forms.case_head import CaseHead, about, amount, letter_of, long_fact, people_columns, people_rows
from app.forms.form import Form
from app.forms.grid import Columns, boxes, draw_columns, opinion, part
from app.forms.letter import SIGN_ROOM, fact_row, make_letter, pair_row, sign_line
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, say

_ASKED = ("people", "income", "property", "health", "home", "account")
_LOOKED = Columns(
    (("recheck.label.matter", 45.0), ("recheck.label.same", 45.0), ("recheck.label.changed", 75.0)), least=11
)
_RESULTS = ("same", "raise", "reduce", "stop", "phase_out")


@dataclass(frozen=True, slots=True)
class RecheckSheet:
    """All that the paper says: what is paid, when it is due, and the result once there is one; `made_on` is ISO.

    `last_on` is the day of the check before, or of the confirmation.
    """

    head: CaseHead
    made_on: str
    monthly_fen: int
    last_on: str
    due_on: str
    unsteady: bool = False
    done: Rechecked | None = None


def make_recheck_sheet(facts: RecheckSheet) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.RECHECK, "recheck", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: RecheckSheet) -> None:
    cycle = say("recheck.half_year" if facts.unsteady else "recheck.year")
    rows = [
        *about(facts.head),
        pair_row(("sheet.label.amount", amount(facts.monthly_fen)), ("recheck.label.cycle", cycle)),
        pair_row(("recheck.label.last_on", day(facts.last_on)), ("recheck.label.due_on", day(facts.due_on))),
    ]
    part(sheet, "recheck.part.case", rows)
    heading(sheet, say("recheck.part.people"))
    draw_columns(sheet, people_columns(), people_rows(facts.head, facts.made_on))
    heading(sheet, say("recheck.part.looked"))
    draw_columns(sheet, _LOOKED, ((say(f"recheck.matter.{one}"), say("recheck.boxes"), "") for one in _ASKED))
    part(sheet, "recheck.part.result", _result(facts.done))
    opinion(sheet, "recheck.label.opinion", "", ("sheet.signer.handler", "sheet.signer.reviewer"))
    sheet.reserve(3 * SIGN_ROOM + 4)
    sheet.y += 4
    for who in ("investigator", "investigator", "member"):
        sign_line(sheet, say(f"sheet.{who}_sign"), place=who)


def _result(done: Rechecked | None) -> list[Row]:
    checked_on, next_on = (day(done.checked_on), day(done.next_on)) if done else ("", "")
    ticked = ("same",) if done and done.unchanged else ()
    return [
        long_fact("recheck.label.found", done.found if done else "", 26),
        fact_row("recheck.label.result", boxes("recheck.result", _RESULTS, ticked), 10),
        pair_row(("recheck.label.checked_on", checked_on), ("recheck.label.next_on", next_on), least=10),
    ]
