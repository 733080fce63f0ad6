"""近亲属备案表: who of the household is whose near relative, and the county's own visit (DB57 11, 20)."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.home_visit import CountyVisited, KinNamed
from app.forms.case_head import CaseHead, about, letter_of, long_fact
from app.forms.form import Form
from app.forms.grid import Columns, draw_columns, opinion, part, said
from app.forms.letter import make_letter, pair_row
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.words import day, joined, say

_KIN = Columns(
    (
        ("kin.label.member", 24.0),
        ("kin.label.official", 26.0),
        ("kin.label.unit", 35.0),
        ("kin.label.post", 22.0),
        ("kin.label.relation", 20.0),
        ("kin.label.how", 38.0),
    ),
    least=12,
)


@dataclass(frozen=True, slots=True)
class KinRecord:
    """All that the paper says: who was named, and the county's visit once it was."""

    head: CaseHead
    kin: tuple[KinNamed, ...]
    visit: CountyVisited | None = None


def make_kin_record(facts: KinRecord) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.KIN, "kin", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: KinRecord) -> None:
    part(sheet, "kin.part.case", about(facts.head))
    heading(sheet, say("kin.part.kin"))
    draw_columns(sheet, _KIN, (_row(facts.head, one) for one in facts.kin))
    sheet.y += 2
    said(sheet, "kin.rule")
    visit = facts.visit
    part(
        sheet,
        "kin.part.visit",
        [
            pair_row(
                ("kin.label.visited_on", day(visit.visited_on) if visit else ""),
                ("kin.label.officers", joined(visit.officers) if visit else ""),
                least=12,
            ),
            long_fact("kin.label.result", visit.result if visit else "", 24),
        ],
    )
    sheet.reserve(67)
    opinion(sheet, "kin.label.township", say("kin.filed"), ("sheet.signer.handler", "sheet.signer.leader"))
    opinion(sheet, "kin.label.county", "", ("sheet.signer.handler", "sheet.signer.leader"))


def _row(head: CaseHead, one: KinNamed) -> tuple[str, ...]:
    learned = say("kin.learned", how=one.how, day=day(one.learned_on))
    return (head.name_of(one.member), one.official, one.unit, one.post, one.relation, learned)
