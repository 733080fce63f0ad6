"""民主评议记录: held only where it is called for: its reason, who left as related, the votes, all signatures."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.public_notice import Appraised
from app.forms.case_head import CaseHead, about, letter_of, long_fact
from app.forms.form import Form
from app.forms.grid import part
from app.forms.letter import WIDE, fact_row, make_letter, pair_row, sign_line
from app.forms.paragraph import heading
from app.forms.sheet import LEFT, Sheet
from app.forms.table import Cell, Row, draw_table
from app.forms.words import day, joined, say

_IN_A_ROW, _ROWS, _CELL = 4, 4, 12.0
_SIGNED_TOGETHER = 134.0  # mm: nobody signs a page that says nothing


@dataclass(frozen=True, slots=True)
class AppraisalRecord:
    """All that the paper says; without `held` it is filled in by hand at the meeting."""

    head: CaseHead
    held: Appraised | None = None


def make_appraisal_record(facts: AppraisalRecord) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.APPRAISAL, "appraisal", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: AppraisalRecord) -> None:
    held = facts.held
    part(sheet, "appraisal.part.case", about(facts.head))
    part(sheet, "appraisal.part.meeting", _meeting(held))
    sheet.reserve(_SIGNED_TOGETHER)
    rows = [
        long_fact("appraisal.label.opinions", held.opinions if held else "", 34),
        fact_row("appraisal.label.votes", _votes(held), 10),
        fact_row("appraisal.label.conclusion", "" if held is None else _conclusion(held), 14),
    ]
    part(sheet, "appraisal.part.result", rows)
    _signatures(sheet)


def _meeting(held: Appraised | None) -> list[Row]:
    when, where = (day(held.held_on), held.place) if held else ("", "")
    chair, recorder = (held.chair, held.recorder) if held else ("", "")
    present = say("appraisal.present", count=held.present) if held else say("appraisal.to_count")
    withdrew = joined(held.withdrew) or say("word.none") if held else ""
    return [
        pair_row(("appraisal.label.held_on", when), ("appraisal.label.place", where), least=10),
        pair_row(("appraisal.label.chair", chair), ("appraisal.label.recorder", recorder), least=10),
        long_fact("appraisal.label.reason", held.reason if held else "", 14),
        fact_row("appraisal.label.present", present),
        fact_row("appraisal.label.withdrew", withdrew, 10),
        fact_row("appraisal.label.order", say("appraisal.order")),
    ]


def _votes(held: Appraised | None) -> str:
    if held is None:
        return say("appraisal.to_vote")
    return say("appraisal.votes", yes=held.votes_for, no=held.votes_against, none=held.abstained)


def _conclusion(held: Appraised) -> str:
    return say("appraisal.passed" if held.votes_for > held.votes_against else "appraisal.not_passed")


def _signatures(sheet: Sheet) -> None:
    heading(sheet, say("appraisal.part.sign"), 62)
    wide = WIDE / _IN_A_ROW
    draw_table(sheet, [tuple(Cell("", wide, least=_CELL) for _ in range(_IN_A_ROW))] * _ROWS)
    top = sheet.y - _ROWS * _CELL
    for nth in range(_ROWS * _IN_A_ROW):
        across, down = nth % _IN_A_ROW, nth // _IN_A_ROW
        sheet.place("attendee", LEFT + across * wide, top + down * _CELL, wide, _CELL)
    for who in ("chair", "recorder"):
        sign_line(sheet, say(f"appraisal.sign.{who}"), place=who)
