"""核对: the request to the county with who is checked and who authorised it, and the record of the report's lines."""

from dataclasses import dataclass
from datetime import date

from app.domain.form_code import Paper
from app.domain.money import short_yuan
from app.domain.steps.means_check import Doubt, Explained, Item, Objected, Reported, Requested, Told
from app.forms.case_head import CaseHead, about, letter_of, programme
from app.forms.form import Form
from app.forms.grid import Columns, clauses, draw_columns, numbered, opinion, part, said
from app.forms.letter import CLOSING, fact_row, handled, make_letter, pair_row, seal, sign_line
from app.forms.paragraph import heading, paragraph
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, joined, relation, say, word

_CHECKED = Columns(
    (
        ("sheet.label.count_of", 13.0),
        ("sheet.label.name", 36.0),
        ("sheet.label.relation", 32.0),
        ("sheet.label.id_number", 46.0),
        ("check_request.label.authorised", 38.0),
    )
)
_DOUBTS = Columns(
    (
        ("sheet.label.count_of", 13.0),
        ("check_report.label.whose", 26.0),
        ("check_report.label.doubt", 54.0),
        ("check_report.label.verdict", 20.0),
        ("check_report.label.explained", 52.0),
    ),
    least=13,
)

_TOLD = 82.0  # mm for the last part: nobody signs a page that says nothing


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """All that the request says: `authorised` gives for each person checked (an id) the ISO day of the signature."""

    head: CaseHead
    request: Requested
    authorised: dict[str, str]


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """All that the record says: what the county reported, how each line was explained, what the applicant said."""

    head: CaseHead
    request: Requested
    report: Reported
    explained: tuple[Explained, ...] = ()
    told: Told | None = None
    objected: Objected | None = None


def make_check_request(facts: CheckAsked) -> Form:
    """Give the 核对委托书 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.CHECK_REQUEST, "check_request", facts, facts.request.number)
    return make_letter(letter, lambda sheet: _write_request(sheet, facts))


def make_check_record(facts: CheckRecord) -> Form:
    """Give the 核对报告记录 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.CHECK_REPORT, "check_report", facts, facts.report.number)
    return make_letter(letter, lambda sheet: _write_record(sheet, facts))


def doubt_text(doubt: Doubt) -> str:
    """Give what a line of a report says: what it is about, its text, its sum."""
    text = say("check_report.doubt", item=word("check_report.item", doubt.item), text=doubt.text)
    return say("check_report.with_sum", text=text, amount=short_yuan(doubt.amount_fen)) if doubt.amount_fen else text


def _write_request(sheet: Sheet, facts: CheckAsked) -> None:
    head, asked = facts.head, facts.request
    paragraph(sheet, say("receipt.addressee", name=say("sheet.county")), indent=0)
    about_it = {"applicant": head.applicant, "programme": programme(head.programme)}
    said(sheet, "check_request.asks", **about_it, accepted=day(head.accepted_on), count=len(asked.members))
    if asked.again:
        said(sheet, "check_request.again")
    sheet.y += 2
    draw_columns(sheet, _CHECKED, numbered(_checked(facts)))
    sheet.y += 2
    said(sheet, "check_request.items", items=joined(say(f"check_report.item.{item}") for item in Item))
    said(sheet, "check_request.bounds")
    said(sheet, "check_request.start")
    sheet.reserve(CLOSING)
    paragraph(sheet, handled(head.handler, head.office.phone))
    seal(sheet, head.office.name, asked.requested_on)
    sign_line(sheet, say("check_request.received"))


def _checked(facts: CheckAsked) -> list[tuple[str, ...]]:
    from_day = facts.request.requested_on
    rows: list[tuple[str, ...]] = []
    for one in (person for person in facts.head.people if person.id in facts.request.members):
        signed = day(facts.authorised.get(one.id, "")) or say("check_request.by_guardian")
        rows.append((one.identity.name, relation(one, date.fromisoformat(from_day)), one.identity.id_number, signed))
    return rows


def _write_record(sheet: Sheet, facts: CheckRecord) -> None:
    report, head = facts.report, facts.head
    part(sheet, "check_report.part.report", [*about(head), *_report_rows(facts)])
    heading(sheet, say("check_report.part.doubts", count=len(report.doubts)))
    if report.doubts:
        done = {one.doubt: one for one in facts.explained}
        draw_columns(sheet, _DOUBTS, numbered(_line(head, doubt, done.get(doubt.id)) for doubt in report.doubts))
    else:
        said(sheet, "check_report.no_doubts")
    sheet.reserve(_TOLD)
    told_on, way = (day(facts.told.told_on), word("telling", facts.told.way)) if facts.told else ("", "")
    rows = [
        pair_row(("check_report.label.told_on", told_on), ("check_report.label.way", way)),
        fact_row("check_report.label.objected", _objected(facts.objected), 14),
    ]
    part(sheet, "check_report.part.told", rows)
    opinion(sheet, "check_report.label.conclusion", "", ("sheet.signer.handler", "sheet.signer.reviewer"))


def _report_rows(facts: CheckRecord) -> list[Row]:
    asked, report = facts.request, facts.report
    asked_on, reported_on, valid = (day(one) for one in (asked.requested_on, report.reported_on, report.valid_until_on))
    return [
        pair_row(("check_report.label.asked", asked.number), ("check_report.label.asked_on", asked_on)),
        pair_row(("check_report.label.number", report.number), ("check_report.label.reported_on", reported_on)),
        pair_row(("check_report.label.qualified", _conclusion(report)), ("check_report.label.valid", valid)),
        fact_row("check_report.label.people", facts.head.names(asked.members)),
    ]


def _conclusion(report: Reported) -> str:
    return say("check_report.qualified" if report.qualified else "check_report.not_qualified")


def _line(head: CaseHead, doubt: Doubt, done: Explained | None) -> tuple[str, ...]:
    whose = head.name_of(doubt.member)
    if done is None:
        return (whose, doubt_text(doubt), "", "")
    deducted = say("check_report.deducted", amount=short_yuan(done.amount_fen)) if done.amount_fen else ""
    told = clauses(done.note, done.evidence, deducted, day(done.explained_on))
    return (whose, doubt_text(doubt), word("check_report.verdict", done.verdict), told)


def _objected(objected: Objected | None) -> str:
    return say("check_report.objected", day=day(objected.objected_on), content=objected.content) if objected else ""
