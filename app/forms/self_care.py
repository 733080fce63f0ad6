"""特困人员自理能力评估表, 照料服务协议: six abilities (特困人员认定办法 21), and who cares on which terms."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.self_care import Ability, Assessed, grade
from app.forms.case_head import CaseHead, about, letter_of
from app.forms.form import Form
from app.forms.grid import Columns, boxes, draw_columns, numbered, opinion, part, said
from app.forms.letter import SIGN_ROOM, fact_row, make_letter, pair_row, seal, sign_line
from app.forms.paragraph import heading, paragraph
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, say

_ABILITIES = {
    "eat": Ability.EAT,
    "dress": Ability.DRESS,
    "bed": Ability.GET_UP,
    "toilet": Ability.TOILET,
    "walk": Ability.WALK,
    "bath": Ability.WASH,
}
_GRADES = ("able", "partly", "unable")
_TABLE = Columns(
    (
        ("sheet.label.count_of", 13.0),
        ("self_care.label.ability", 42.0),
        ("self_care.label.met", 45.0),
        ("self_care.label.seen", 65.0),
    ),
    least=10.5,
)
_DUTIES = 6
_AGREED = 128.0  # mm for the last two terms and all who sign: nobody signs a page that says nothing


@dataclass(frozen=True, slots=True)
class SelfCare:
    """All that is printed of one person (an id in the household): what was found is written in, or is in `done`."""

    head: CaseHead
    member: str
    done: Assessed | None = None


def make_self_care(facts: SelfCare) -> Form:
    """Give the 自理能力评估表 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.SELF_CARE, "self_care", facts)
    return make_letter(letter, lambda sheet: _write_assessment(sheet, facts))


def make_care_agreement(facts: SelfCare) -> Form:
    """Give the 照料服务协议 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.CARE, "care", facts)
    return make_letter(letter, lambda sheet: _write_agreement(sheet, facts))


def _write_assessment(sheet: Sheet, facts: SelfCare) -> None:
    head = facts.head
    rows = [
        *about(head),
        pair_row(("self_care.label.who", head.name_of(facts.member)), ("self_care.label.number", _number(facts))),
    ]
    part(sheet, "self_care.part.who", rows)
    heading(sheet, say("self_care.part.abilities"))
    draw_columns(
        sheet,
        _TABLE,
        numbered((say(f"self_care.ability.{name}"), _met(facts.done, one), "") for name, one in _ABILITIES.items()),
    )
    sheet.y += 2
    said(sheet, "self_care.rule")
    part(sheet, "self_care.part.result", _result(facts.done))
    opinion(sheet, "self_care.label.opinion", "", ("sheet.signer.handler", "sheet.signer.reviewer"))
    sheet.reserve(3 * SIGN_ROOM + 4)
    sheet.y += 4
    for who in ("assessor", "assessor", "person"):
        sign_line(sheet, say(f"self_care.sign.{who}"), place=who)


def _met(done: Assessed | None, ability: Ability) -> str:
    met = () if done is None else ("no",) if ability in done.unmet else ("yes",)
    return boxes("self_care.met", ("yes", "no"), met)


def _result(done: Assessed | None) -> list[Row]:
    unmet = say("self_care.unmet") if done is None else say("self_care.unmet_of", count=len(done.unmet))
    found = () if done is None else (grade(len(done.unmet)).value,)
    on, following = (day(done.assessed_on), day(done.next_on)) if done else ("", "")
    return [
        fact_row("self_care.label.unmet", unmet, 10),
        fact_row("self_care.label.grade", boxes("self_care.grade", _GRADES, found), 12),
        fact_row("self_care.label.level", say("self_care.levels"), 12),
        pair_row(("self_care.label.on", on), ("self_care.label.next", following), least=10),
    ]


def _number(facts: SelfCare) -> str:
    return next((one.identity.id_number for one in facts.head.people if one.id == facts.member), "")


def _write_agreement(sheet: Sheet, facts: SelfCare) -> None:
    head = facts.head
    part(
        sheet,
        "care.part.parties",
        [
            fact_row("care.label.office", head.office.name),
            pair_row(("care.label.person", head.name_of(facts.member)), ("sheet.label.id_number", _number(facts))),
            pair_row(("sheet.label.place", head.place), ("sheet.label.phone", head.phone)),
            pair_row(("care.label.carer", ""), ("sheet.label.id_number", ""), least=10),
            pair_row(("care.label.relation", ""), ("care.label.carer_phone", ""), least=10),
            fact_row("care.label.guardian", "", 10),
        ],
    )
    heading(sheet, say("care.part.terms"))
    for number in range(1, _DUTIES + 1):
        sheet.reserve(_AGREED if number == _DUTIES - 1 else 0)
        paragraph(sheet, say(f"care.term.{number}"))
    paragraph(sheet, say("care.copies"))
    for who in ("person", "guardian", "carer"):
        sign_line(sheet, say(f"care.sign.{who}"))
    seal(sheet, head.office.name, "")
