"""公示异议登记表: who objects (or nobody by name), what was looked into, what came of it, who was answered when."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.public_notice import Objection, Settled
from app.forms.case_head import CaseHead, about, letter_of, long_fact
from app.forms.form import Form
from app.forms.grid import boxes, opinion, part, said
from app.forms.letter import fact_row, make_letter, pair_row, sign_line
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, say

_WAYS = ("reinvestigated", "appraised")


@dataclass(frozen=True, slots=True)
class ObjectionRecord:
    """All that the paper says of one objection: `looked_into_by` is the name of who handles it."""

    head: CaseHead
    objection: Objection
    looked_into_by: str
    settled: Settled | None = None


def make_objection_record(facts: ObjectionRecord) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.OBJECTION, "objection", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: ObjectionRecord) -> None:
    told = facts.objection
    due = day(told.due_on) or say("objection.open")
    name = told.name or say("objection.anonymous")
    part(sheet, "objection.part.case", about(facts.head))
    rows = [
        pair_row(("objection.label.received_on", day(told.received_on)), ("objection.label.due_on", due)),
        pair_row(("objection.label.name", name), ("sheet.label.phone", told.phone)),
        long_fact("objection.label.content", told.content),
        fact_row("objection.label.handler", facts.looked_into_by),
    ]
    part(sheet, "objection.part.told", rows)
    part(sheet, "objection.part.settled", _settled(told, facts.settled))
    sheet.y += 2
    sheet.reserve(68)
    said(sheet, "objection.rule")
    opinion(sheet, "objection.label.opinion", "", ("sheet.signer.handler", "sheet.signer.leader"))
    if told.name:
        sign_line(sheet, say("objection.sign"), place="objector")


def _settled(told: Objection, done: Settled | None) -> list[Row]:
    on = day(done.settled_on) if done else ""
    return [
        fact_row("objection.label.way", boxes("objection.way", _WAYS, (done.way,) if done else ())),
        pair_row(("objection.label.settled_on", on), ("objection.label.feedback_on", _feedback(told, done)), least=10),
        long_fact("objection.label.result", done.result if done else "", 34),
        fact_row("objection.label.again", boxes("objection.again", ("yes", "no"), _again(done))),
    ]


def _feedback(told: Objection, done: Settled | None) -> str:
    if not told.name:
        return say("objection.nobody_to_tell")
    return day(done.feedback_on) if done else ""


def _again(done: Settled | None) -> tuple[str, ...]:
    return () if done is None else ("yes" if done.notice_again else "no",)
