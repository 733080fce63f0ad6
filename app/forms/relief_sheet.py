"""临时救助审批表, 先行救助补办说明: what happened, what was given at once, what is proposed and left this year."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.money import short_yuan
from app.domain.steps.decision import Confirmed
from app.domain.steps.opinion import Opinion
from app.domain.steps.relief import CapLifted, EmergencyEnded, Given, RoutedUp, Supplemented
from app.domain.urgent import UrgentRecorded
from app.forms.case_head import CaseHead, amount, count, letter_of, long_fact, programme
from app.forms.form import Form
from app.forms.grid import Columns, boxes, clauses, draw_columns, opinion, part, said
from app.forms.letter import CLOSING, fact_row, handled, make_letter, pair_row, seal, sign_line
from app.forms.paragraph import heading, paragraph
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, joined, say, word

_KINDS = ("urgent", "spending", "quick")
_GIVEN = Columns(
    (
        ("relief.label.given_on", 37.0),
        ("relief.label.way", 22.0),
        ("relief.label.what", 42.0),
        ("relief.label.receiver", 32.0),
        ("relief.label.witness", 32.0),
    ),
    least=11,
)


@dataclass(frozen=True, slots=True)
class Relief:
    """All that both papers say; `expenses` in words, `year_fen` what was given this year before, `cap_fen` the most.

    `kind` is urgent, spending or quick.
    """

    head: CaseHead
    kind: str
    urgent: UrgentRecorded | None = None
    proposal: Opinion | None = None
    expenses: str = ""
    given: tuple[Given, ...] = ()
    year_fen: int = 0
    cap_fen: int = 0
    routed: tuple[RoutedUp, ...] = ()
    lifted: tuple[CapLifted, ...] = ()
    ended: EmergencyEnded | None = None
    supplemented: Supplemented | None = None
    made: Confirmed | None = None


def make_relief_sheet(facts: Relief) -> Form:
    """Give the 临时救助审批表 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.RELIEF_SHEET, "relief", facts)
    return make_letter(letter, lambda sheet: _write_sheet(sheet, facts))


def make_relief_explained(facts: Relief) -> Form:
    """Give the 先行救助补办说明 as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.RELIEF_LATER, "relief_later", facts)
    return make_letter(letter, lambda sheet: _write_explained(sheet, facts))


def _write_sheet(sheet: Sheet, facts: Relief) -> None:
    proposal, made = facts.proposal, facts.made
    kind = fact_row("relief.label.kind", boxes("relief.kind", _KINDS, (facts.kind,)))
    part(sheet, "relief.part.who", [*_who(facts), kind])
    part(sheet, "relief.part.what", [*_event(facts.urgent), long_fact("relief.label.spending", facts.expenses, 14)])
    rows = [
        pair_row(("relief.label.year", _yuan(facts.year_fen)), ("relief.label.left", _left(facts))),
        fact_row("relief.label.beyond", _beyond(facts)),
    ]
    part(sheet, "relief.part.year", rows)
    _given(sheet, facts)
    part(sheet, "relief.part.proposal", _proposal(facts))
    signers = ("sheet.signer.handler", "sheet.signer.reviewer")
    reason, given_on = (proposal.reason, proposal.given_on) if proposal else ("", "")
    opinion(sheet, "relief.label.opinion", reason, signers, given_on)
    decided = say("relief.decided", organ=made.organ, amount=amount(0, made.once_fen)) if made else ""
    opinion(sheet, "relief.label.decision", decided, ("sheet.signer.leader",), made.decided_on if made else "")


def _proposal(facts: Relief) -> list[Row]:
    proposal = facts.proposal
    proposed = "" if proposal is None else amount(proposal.monthly_fen, proposal.once_fen)
    return [
        long_fact("relief.label.proposed", proposed, 12),
        long_fact("relief.label.reckoning", "" if proposal is None else proposal.reckoning, 12),
        fact_row("relief.label.paid", say("relief.ways"), 10),
        fact_row("relief.label.fund", _funds(facts.given), 10),
    ]


def _who(facts: Relief) -> list[Row]:
    head = facts.head
    return [
        pair_row(
            ("sheet.label.applicant", head.applicant),
            ("sheet.label.id_number", head.id_number or say("relief.no_document")),
        ),
        pair_row(("sheet.label.place", head.place), ("sheet.label.phone", head.phone)),
        pair_row(
            ("sheet.label.count", count(len(head.people)) if head.people else ""),
            ("sheet.label.programme", programme(head.programme)),
        ),
    ]


def _event(need: UrgentRecorded | None) -> list[Row]:
    if need is None:
        return [long_fact("urgent.label.what", "", 24)]
    return [
        fact_row("urgent.label.what", say("relief.event", event=word("relief.happened", need.event), what=need.what)),
        pair_row(("urgent.label.happened_on", day(need.happened_on)), ("urgent.label.place", need.place)),
        fact_row("urgent.label.need", need.need),
    ]


def _given(sheet: Sheet, facts: Relief) -> None:
    heading(sheet, say("relief.part.given"))
    draw_columns(sheet, _GIVEN, (_one(one) for one in facts.given), 0 if facts.given else 2)
    ended, later = facts.ended, facts.supplemented
    rows = [
        pair_row(
            ("relief.label.ended_on", day(ended.ended_on) if ended else ""),
            ("relief.label.due_on", day(ended.due_on) if ended else ""),
        ),
        fact_row("relief.label.supplemented", day(later.supplemented_on) if later else ""),
    ]
    part(sheet, "relief.part.later", rows)


def _one(given: Given) -> tuple[str, ...]:
    what = clauses(given.goods, _yuan(given.amount_fen) if given.amount_fen else "")
    return (day(given.given_on), word("urgent.way", given.way), what, given.receiver, given.witness)


def _left(facts: Relief) -> str:
    lifted, given = (sum(one.amount_fen for one in several) for several in (facts.lifted, facts.given))
    left = facts.cap_fen + lifted - facts.year_fen - given
    return say("relief.left", cap=short_yuan(facts.cap_fen), left=short_yuan(max(left, 0)))


def _beyond(facts: Relief) -> str:
    asked = [say("relief.routed", day=day(one.routed_on), amount=short_yuan(one.amount_fen)) for one in facts.routed]
    given = [
        say("relief.lifted", day=day(one.lifted_on), amount=short_yuan(one.amount_fen), ref=one.reference)
        for one in facts.lifted
    ]
    return joined((*asked, *given)) or say("word.none")


def _funds(given: tuple[Given, ...]) -> str:
    return joined(dict.fromkeys(one.fund for one in given)) or say("word.none")


def _yuan(fen: int) -> str:
    return say("word.yuan", amount=short_yuan(fen))


def _write_explained(sheet: Sheet, facts: Relief) -> None:
    need, ended, later = facts.urgent, facts.ended, facts.supplemented
    part(sheet, "relief.part.who", _who(facts))
    part(sheet, "relief.part.what", _event(need))
    heading(sheet, say("relief.part.given"))
    draw_columns(sheet, _GIVEN, (_one(one) for one in facts.given))
    sheet.y += 2
    total = sum(one.amount_fen for one in facts.given)
    said(sheet, "relief_later.why", amount=short_yuan(total))
    if ended:
        said(sheet, "relief_later.ended", day=day(ended.ended_on), due=day(ended.due_on) or say("objection.open"))
    sheet.reserve(CLOSING + 74)
    part(
        sheet,
        "relief_later.explained",
        [
            long_fact("relief_later.explanation", later.explanation if later else "", 40),
            fact_row("relief_later.papers", say("relief_later.count", count=len(later.documents)) if later else "", 10),
        ],
    )
    sheet.y += 3
    paragraph(sheet, handled(facts.head.handler, facts.head.office.phone))
    for who in ("got", "witness", "handler"):
        sign_line(sheet, say(f"urgent.sign.{who}"))
    seal(sheet, facts.head.office.name, later.supplemented_on if later else "")
