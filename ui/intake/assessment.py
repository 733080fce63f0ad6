"""The live reckoning in words, for the officer's eyes only. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain import money as amounts
from app.domain.draft import Draft
from app.rules.dibao import Assessment, Finding
from app.services import intake
from ui.intake import household_view, money, questions

_SIGNS = {"likely": "check", "unlikely": "ban", "open": "circle-help", "county": "soon"}


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


def view(draft: Draft, today: date) -> AssessmentView:
    """Give the side column for a draft."""
    reckoned = intake.assess(draft, today)
    full = max(float(reckoned.borderline_fen) * 1.07, float(reckoned.per_person_fen))
    return AssessmentView(
        share=household_view.per_person_text(reckoned),
        filled=float(reckoned.per_person_fen) / full,
        marks=tuple((value / full, word) for value, word in _marks(reckoned)),
        findings=tuple(_finding(one, reckoned) for one in reckoned.findings),
        unconfirmed=_unconfirmed(reckoned, today),
        unasked=(*money.unasked_kinds(draft), *questions.unasked(draft)),
    )


def _marks(reckoned: Assessment) -> tuple[tuple[float, str], ...]:
    standard, borderline = reckoned.standard_fen, reckoned.borderline_fen
    return (
        (float(standard), _text("mark.dibao", amount=amounts.short_yuan(standard))),
        (float(borderline), _text("mark.borderline", amount=amounts.short_yuan(int(borderline)))),
    )


def _finding(found: Finding, reckoned: Assessment) -> FindingView:
    programme, result = _text(f"programme.{found.rule}"), _text(f"result.{found.result}")
    reason = _text(f"because.{found.because}", standard=amounts.short_yuan(reckoned.standard_fen))
    return FindingView(_SIGNS[found.result], _text("head", programme=programme, result=result), reason)


def _unconfirmed(reckoned: Assessment, today: date) -> str:
    if reckoned.confirmed:
        return ""
    since = date.fromisoformat(reckoned.standard_since).year
    return _text("unconfirmed", year=today.year, since=since, standard=amounts.short_yuan(reckoned.standard_fen))


def _text(name: str, /, **facts: object) -> str:
    return resources.text("intake", f"assess.{name}", **facts)
