"""听取意见记录: what is meant to happen to an aid, and what they say, before it is decided (社会救助法 48)."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.aid import Heard
from app.forms.case_head import CaseHead, about, amount, letter_of, long_fact
from app.forms.form import Form
from app.forms.grid import boxes, part, said
from app.forms.letter import SIGN_ROOM, fact_row, make_letter, pair_row, sign_line
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, joined, say

_PROPOSED = ("reduce", "stop", "phase_out", "raise")
_ANSWERS = ("agrees", "objects", "absent")


@dataclass(frozen=True, slots=True)
class HearingRecord:
    """All that the paper says: what is paid now, and what was heard; without that it is written in by hand."""

    head: CaseHead
    monthly_fen: int
    heard: Heard | None = None


def make_hearing_record(facts: HearingRecord) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.HEARING, "hearing", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: HearingRecord) -> None:
    heard = facts.heard
    part(sheet, "hearing.part.case", about(facts.head))
    part(sheet, "hearing.part.proposed", [fact_row("hearing.label.now", amount(facts.monthly_fen)), *_proposed(heard)])
    sheet.y += 2
    said(sheet, "hearing.rule")
    sheet.reserve(100)
    rows = [
        fact_row("hearing.label.answer", boxes("hearing.answer", _ANSWERS, (heard.answer,) if heard else ()), 10),
        long_fact("hearing.label.words", heard.words if heard else "", 44),
        long_fact("hearing.label.adopted", heard.adopted if heard else "", 20),
    ]
    part(sheet, "hearing.part.words", rows)
    sheet.reserve(3 * SIGN_ROOM + 16)
    sheet.y += 2
    said(sheet, "hearing.read")
    for who in ("person", "handler", "witness"):
        sign_line(sheet, say(f"hearing.sign.{who}"), place=who)


def _proposed(heard: Heard | None) -> list[Row]:
    told_on, held_on = (day(heard.told_on), day(heard.held_on)) if heard else ("", "")
    return [
        fact_row("hearing.label.proposed", boxes("hearing.change", _PROPOSED, (heard.proposed,) if heard else ()), 10),
        long_fact("hearing.label.facts", heard.facts if heard else "", 26),
        pair_row(("hearing.label.told_on", told_on), ("hearing.label.held_on", held_on), least=10),
        fact_row("hearing.label.present", joined(heard.present) if heard else "", 10),
    ]
