"""送达回证: which letter was handed to whom, how, when, and the signature for it, or why there is none."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.decision import Delivered
from app.forms.case_head import CaseHead, letter_of
from app.forms.form import Form
from app.forms.grid import boxes, part, said
from app.forms.letter import CLOSING, fact_row, make_letter, pair_row, seal, sign_line
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, say

_WAYS = ("window", "phone", "letter", "village", "home")


@dataclass(frozen=True, slots=True)
class DeliverySlip:
    """All that the paper says: `paper` is the letter of what is delivered, with its number and its ISO day."""

    head: CaseHead
    paper: str
    number: str
    made_on: str
    done: Delivered | None = None


def make_delivery_slip(facts: DeliverySlip) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.DELIVERY, "delivery", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: DeliverySlip) -> None:
    head = facts.head
    rows = [
        fact_row("delivery.label.paper", paper_name(facts.paper)),
        pair_row(("delivery.label.number", facts.number), ("delivery.label.made_on", day(facts.made_on))),
        pair_row(("delivery.label.to", head.applicant), ("sheet.label.phone", head.phone)),
        fact_row("sheet.label.place", head.place),
    ]
    part(sheet, "delivery.part.letter", rows)
    part(sheet, "delivery.part.done", _done(facts.done))
    sheet.y += 2
    said(sheet, "delivery.rule")
    sheet.reserve(CLOSING + 4)
    for who in ("recipient", "carrier", "witness"):
        sign_line(sheet, say(f"delivery.sign.{who}"), place=who)
    seal(sheet, head.office.name, "")


def _done(done: Delivered | None) -> list[Row]:
    on, who = (day(done.delivered_on), done.recipient) if done else ("", "")
    relation, note = (done.relation, done.note) if done else ("", "")
    return [
        fact_row("delivery.label.way", boxes("delivery.way", _WAYS, (done.way,) if done else ()), 10),
        pair_row(("delivery.label.on", on), ("delivery.label.recipient", who), least=12),
        fact_row("delivery.label.relation", relation, 12),
        fact_row("delivery.label.note", note, 24),
    ]


def paper_name(letter: str) -> str:
    """Give what a paper is called, by its letter; the letter itself where a newer program printed it."""
    known = {paper.value: paper.name.lower() for paper in Paper}
    return say(f"delivery.paper.{known[letter]}") if letter in known else letter
