"""Until when files are kept at least. What comes after is decided by people (鉴定): nothing is deleted by itself."""

from datetime import date
from enum import StrEnum

from app.domain.case import Case
from app.rules.calendar import after_months
from app.rules.pack import rule

_PACK, _YEAR = "retention", 12


class Kind(StrEnum):
    """审批类, 日常管理类, 发放."""

    DECISION = "decision"
    DAILY = "daily"
    PAYMENT = "payment"


def kept_until(kind: Kind, start: date) -> date:
    """Give the last day on which a file is locked that counts from a day; Refused rules.missing, calendar.*"""
    return after_months(start, _YEAR * int(rule(_PACK, "keep", start, kind=kind.value).values["years"]))


def locked_until(case: Case) -> date | None:
    """Give the last day on which the papers of a decision are locked; None while aid runs or nothing is decided."""
    progress = case.progress
    if progress.not_confirmed:
        return kept_until(Kind.DECISION, date.fromisoformat(progress.not_confirmed.decided_on))
    if progress.confirmed and progress.stopped:
        return kept_until(Kind.DECISION, date.fromisoformat(progress.changes[-1].decided_on))
    return None
