"""The live reckoning in words, for the officer's eyes only. No Qt."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import resources
from app.domain import money as amounts
from app.domain.draft import Draft
from app.domain.income import MONTHS
from app.rules.assessment.finding import Reason, Result, rounded
from app.rules.assessment.summary import Line
from app.rules.county import UNCONFIRMED
from app.services.assessing import Assessed
from ui.intake import money, questions
from ui.steps.spec import word

MOST = 4  # lines: what comes after them is told on the page of the assessment
_SIGNS = {"likely": "check", "unlikely": "ban", "open": "circle-help", "county": "soon"}
_FULL = Fraction(107, 100)  # of the larger limit: the bar goes on a little behind its last mark


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: a sign (icon name, or `soon` for the mark), a strong line, a reason."""

    sign: str
    head: str
    reason: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """The side column: the share, a bar with marks (0 to 1), the findings, what is not confirmed, what is unasked."""

    share: str
    filled: float
    marks: tuple[tuple[float, str], ...]
    findings: tuple[FindingView, ...]
    unconfirmed: str
    unasked: tuple[str, ...]


def view(draft: Draft, reckoned: Assessed, today: date) -> AssessmentView:
    """Give the side column for a draft and what it comes to."""
    limits = tuple((name, limit) for name in ("dibao", "dibao_bianyuan") if (limit := _limit(reckoned, name)))
    share = reckoned.found.per_head_fen_per_month or Fraction()
    full = max([share, *(limit * _FULL for _, limit in limits)]) or Fraction(1)
    return AssessmentView(
        share=share_text(reckoned),
        filled=float(share / full),
        marks=tuple((float(limit / full), _mark(name, limit)) for name, limit in limits),
        findings=tuple(_finding(line, reckoned) for line in _told(reckoned)),
        unconfirmed=_unconfirmed(reckoned, today),
        unasked=(*money.unasked_kinds(draft), *questions.unasked(draft)),
    )


def sums(reckoned: Assessed) -> tuple[str, str]:
    """Give the sum of a year, and how the amount for each person and month comes from it."""
    total = amounts.yuan(int((reckoned.found.fen_per_month or 0) * MONTHS))
    people = reckoned.found.members_counted
    return resources.text("intake", "money.sum", total=total, people=people, share=share_text(reckoned)), total


def share_text(reckoned: Assessed) -> str:
    """Give the share in yuan, rounded for the eye but never up to the standard that it stays below (rule 22)."""
    share = reckoned.found.per_head_fen_per_month or Fraction()
    return amounts.yuan(rounded(share, _limit(reckoned, "dibao")))


def _income(reckoned: Assessed, programme: str) -> Reason | None:
    """Give the reason that compares the income with a programme's limit."""
    reasons = (reason for one in reckoned.found.findings if one.programme == programme for reason in one.reasons)
    return next((reason for reason in reasons if reason.rule == f"{programme}.income"), None)


def _limit(reckoned: Assessed, programme: str) -> Fraction | None:
    reason = _income(reckoned, programme)
    return None if reason is None or reason.limit is None or isinstance(reason.limit, str) else Fraction(reason.limit)


def _mark(programme: str, limit: Fraction) -> str:
    return _text(f"mark.{programme}", amount=amounts.short_yuan(int(limit)))


def _told(reckoned: Assessed) -> tuple[Line, ...]:
    """Give 低保, whatever it comes to, and then what is not plainly excluded, as far as there is room.

    While nobody has asked for the income, all that hangs on it is open: 低保 says so for all of it.
    """
    lines = reckoned.lines
    out = {Result.NOT_ELIGIBLE} if reckoned.household.incomes is not None else set(Result) - {Result.ELIGIBLE}
    first = tuple(line for line in lines if line.programme == "dibao")
    others = (line for line in lines if line.programme != "dibao" and line.result not in out)
    return (*first, *others)[:MOST]


def _finding(line: Line, reckoned: Assessed) -> FindingView:
    result = _result(line, reckoned)
    head = _text("head", programme=word("programme", line.programme), result=_text(f"result.{result}"))
    return FindingView(_SIGNS[result], head, _because(line))


def _result(line: Line, reckoned: Assessed) -> str:
    """Give likely or unlikely; else open where the window can still ask, or county where that is theirs to say."""
    if line.result is not Result.NEEDS_CONFIRMATION:
        return "likely" if line.result is Result.ELIGIBLE else "unlikely"
    open_ones = line.deciding
    if reckoned.household.incomes is None or ("property" in reckoned.unasked and any(map(_is_property, open_ones))):
        return "open"
    return "county" if all(_is_property(reason) or not reason.confirmed for reason in open_ones) else "open"


def _is_property(reason: Reason) -> bool:
    return reason.rule.endswith(".property")


def _because(line: Line) -> str:
    """Give the reason that tells the most: one with a figure, else the first that is not about who belongs to it."""
    told = [reason for reason in line.deciding if not reason.rule.endswith(".member")] or list(line.deciding)
    return next((reason.text for reason in told if reason.limit is not None), told[0].text)


def _unconfirmed(reckoned: Assessed, today: date) -> str:
    income = _income(reckoned, "dibao")
    standard = next((rule for rule in income.by if rule.name == "standard"), None) if income else None
    limit = _limit(reckoned, "dibao")
    if standard is None or limit is None or standard.confidence != UNCONFIRMED:
        return ""
    since = date.fromisoformat(standard.effective_from).year
    return _text("unconfirmed", year=today.year, since=since, standard=amounts.short_yuan(int(limit)))


def _text(name: str, /, **facts: object) -> str:
    return resources.text("intake", f"assess.{name}", **facts)
