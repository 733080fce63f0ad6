"""审核确认表: the whole way of a case on one sheet, from the household to the decision, with everyone's signature."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.decision import Confirmed, Deliberated, NotConfirmed
from app.domain.steps.home_visit import Visited
from app.domain.steps.means_check import Reported
from app.domain.steps.opinion import Opinion, Proposal
from app.domain.steps.public_notice import Posted
from app.forms.case_head import CaseHead, about, amount, letter_of, people_columns, people_rows, programme
from app.forms.form import Form
from app.forms.grid import clauses, draw_columns, opinion, part
from app.forms.letter import fact_row, make_letter, pair_row
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.table import Row
from app.forms.words import day, joined, month, say, word

_SIGNERS = ("sheet.signer.handler", "sheet.signer.reviewer", "sheet.signer.leader")


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """All that the sheet says; what has not happened yet is left open. `proposed_by`, `decided_by` are names.

    `objections` is how many there were, `by_county` whether the county decides.
    """

    head: CaseHead
    proposal: Opinion
    proposed_by: str
    report: Reported | None = None
    visits: tuple[Visited, ...] = ()
    notice: Posted | None = None
    objections: int = 0
    meeting: Deliberated | None = None
    made: Confirmed | NotConfirmed | None = None
    decided_by: str = ""
    by_county: bool = False


def make_decision_sheet(facts: DecisionSheet) -> Form:
    """Give the sheet as a PDF; the same facts give the same bytes."""
    number = facts.made.number if facts.made else ""
    letter = letter_of(facts.head, Paper.DECISION_SHEET, "decision", facts, number)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: DecisionSheet) -> None:
    head, proposal = facts.head, facts.proposal
    part(sheet, "decision.part.case", about(head))
    heading(sheet, say("decision.part.people"))
    draw_columns(sheet, people_columns(), people_rows(head, proposal.given_on))
    part(sheet, "decision.part.inquiry", _inquiry(facts))
    part(
        sheet,
        "decision.part.proposal",
        [
            pair_row(
                ("decision.label.proposal", word("decision.proposal", proposal.proposal)),
                ("sheet.label.programme", programme(proposal.programme)),
            ),
            pair_row(
                ("sheet.label.amount", _proposed(proposal)),
                ("decision.label.tier", proposal.tier or say("word.none")),
            ),
            fact_row("sheet.label.members", head.names(proposal.members) or say("word.none")),
            *([fact_row("decision.label.reckoning", proposal.reckoning)] if proposal.reckoning else []),
            *([fact_row("decision.label.recognised", programme(proposal.recognised))] if proposal.recognised else []),
        ],
    )
    heading(sheet, say("decision.part.opinions"), 45)
    opinion(sheet, "decision.label.opinion", proposal.reason, _SIGNERS, proposal.given_on)
    opinion(sheet, "decision.label.meeting", _meeting(facts.meeting), ("sheet.signer.leader",), _held(facts.meeting))
    confirmer = "decision.label.county" if facts.by_county else "decision.label.township"
    opinion(sheet, confirmer, _made(facts), ("sheet.signer.leader",), facts.made.decided_on if facts.made else "")


def _inquiry(facts: DecisionSheet) -> list[Row]:
    report, hangs = facts.report, facts.notice
    check = ""
    if report:
        result = say("check_report.qualified" if report.qualified else "check_report.not_qualified")
        dates = {"day": day(report.reported_on), "valid": day(report.valid_until_on)}
        check = say("decision.check", number=report.number, result=result, count=len(report.doubts), **dates)
    shown = "" if hangs is None else say("sheet.until", first=day(hangs.posted_on), last=day(hangs.ends_on))
    objections = say("decision.objections", count=facts.objections) if hangs else ""
    return [
        fact_row("decision.label.check", check or say("decision.no_check")),
        *(fact_row("decision.label.visit", _visit(visit)) for visit in facts.visits),
        fact_row("decision.label.notice", clauses(shown, objections) if shown else say("decision.no_notice")),
    ]


def _proposed(proposal: Opinion) -> str:
    granted = proposal.proposal == Proposal.GRANT
    return amount(proposal.monthly_fen, proposal.once_fen) if granted else say("word.none")


def _visit(visit: Visited) -> str:
    who = joined(one.name for one in visit.investigators)
    went = say("decision.visit", day=day(visit.visited_on), who=who)
    return clauses(went, visit.found, say("decision.matches" if visit.matches else "decision.matches_not"))


def _meeting(held: Deliberated | None) -> str:
    if held is None:
        return say("decision.no_meeting")
    told = say(
        "decision.met", day=day(held.held_on), result=word("decision.result", held.result), who=joined(held.present)
    )
    withdrew = say("decision.withdrew", who=joined(held.withdrew)) if held.withdrew else ""
    return f"{told}{withdrew}{held.note}"


def _held(held: Deliberated | None) -> str:
    return held.held_on if held else ""


def _made(facts: DecisionSheet) -> str:
    made = facts.made
    if made is None:
        return ""
    by = {"organ": made.organ, "who": facts.decided_by}
    if isinstance(made, NotConfirmed):
        return say("decision.refused", facts=made.facts, article=made.article, **by)
    given = {"programme": programme(made.programme), "amount": amount(made.monthly_fen, made.once_fen)}
    first = say("decision.from_month", month=month(made.from_month)) if made.from_month else ""
    return say("decision.confirmed", first=first, **given, **by)
