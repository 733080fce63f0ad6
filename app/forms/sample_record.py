"""抽查记录: which of the month's households were drawn, by which rate and seed, what was found, what was put right."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.forms.case_head import programme
from app.forms.form import Form
from app.forms.grid import Columns, clauses, draw_columns, numbered, said
from app.forms.letter import Letter, make_letter, pair_row, sign_line
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.table import draw_table
from app.forms.words import day, month, say

_DRAWN = Columns(
    (
        ("sheet.label.count_of", 12.0),
        ("sample.label.household", 42.0),
        ("sheet.label.programme", 36.0),
        ("sample.label.why", 24.0),
        ("sample.label.found", 51.0),
    ),
    least=13,
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One household: `why` it is looked at (random, kin, report, blocked); what was found and put right, in words."""

    applicant: str
    place: str
    programme: str
    why: str
    checked_on: str = ""
    found: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """All that the paper says: `population` new households of a month (``2026-11``), drawn by percentage and seed."""

    month: str
    population: int
    percent: int
    seed: str
    drawn: tuple[Drawn, ...]
    checker: str
    office: Office
    training: bool = False


def make_sample_record(facts: SampleRecord) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    under = facts.office.name
    letter = Letter(Paper.SAMPLE, "sample", "", "", facts, facts.training, under=under)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: SampleRecord) -> None:
    draw_table(
        sheet,
        [
            pair_row(
                ("sample.label.month", month(facts.month)),
                ("sample.label.population", say("sample.households", count=facts.population)),
            ),
            pair_row(
                ("sample.label.rate", say("sample.percent", percent=facts.percent)),
                ("sample.label.drawn", say("sample.households", count=len(facts.drawn))),
            ),
            pair_row(("sample.label.seed", facts.seed), ("sample.label.checker", facts.checker)),
        ],
    )
    heading(sheet, say("sample.part.drawn"))
    draw_columns(sheet, _DRAWN, numbered(_row(one) for one in facts.drawn))
    sheet.reserve(52)
    sheet.y += 2
    said(sheet, "sample.rule")
    for who in ("checker", "checker", "leader"):
        sign_line(sheet, say(f"sample.sign.{who}"))


def _row(one: Drawn) -> tuple[str, ...]:
    corrected = say("sample.corrected", what=one.corrected) if one.corrected else ""
    found = clauses(day(one.checked_on), one.found, corrected)
    return (f"{one.applicant} {one.place}", programme(one.programme), say(f"sample.why.{one.why}"), found)
