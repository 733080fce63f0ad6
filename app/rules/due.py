"""When a step must be done: one dated entry of a rule pack for each programme and step, and null where no rule says."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.rules.calendar import after_days, after_months, after_working_days
from app.rules.county import Local, found, held
from app.rules.pack import Rule

DUE = "due"
_LIKE = {"dibao_danren": "dibao"}  # 单人保 is 低保 of one person: the same periods


class Step(StrEnum):
    """What is to be done by a day. The comment says from which day it runs."""

    START_INVESTIGATION = "start_investigation"  # acceptance
    START_MEANS_CHECK = "start_means_check"  # the township's request
    INVESTIGATION_OPINION = "investigation_opinion"  # acceptance; of a child without care, the application
    COUNTY_DECISION = "county_decision"  # the county's receipt
    CONFIRM = "confirm"  # acceptance
    CONFIRM_EXTENDED = "confirm_extended"  # acceptance, with a recorded reason
    NOTICE_END = "notice_end"  # the day of posting
    REFUSAL_NOTICE = "refusal_notice"  # the decision
    REASSESS_SELF_CARE = "reassess_self_care"  # the report that it has changed
    DEATH_CHANGE = "death_change"  # the death
    FIRST_PAYMENT_MONTH = "first_payment_month"  # the decision; of the subsidies for the disabled, the application
    RECHECK = "recheck"  # the last check
    RECHECK_UNSTABLE = "recheck_unstable"  # the last check, where income is unsteady and somebody is able to work
    SUPPLEMENT_PAPERS = "supplement_papers"  # the end of the emergency
    QUICK_AID = "quick_aid"  # registration
    VALID_UNTIL = "valid_until"  # recognition


class Unit(StrEnum):
    """In what a period is counted. A month of payment has no day."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Due:
    """`due` is a day (``2026-03-18``), of a payment a month (``2027-01``), or None: no rule says, the county must.

    `rolls` tells whether an end on a day off moves to the next working day; `source` is the rule's own article.
    """

    due: str | None
    rule: str
    source: str = ""
    confidence: str = "unconfirmed"
    count: int = 0
    unit: str = ""
    rolls: bool = False


def due(programme: str, step: str, start: date, confirmer: str = "", local: Local | None = None) -> Due:
    """Give when a step that starts on a day must be done; the first day is not counted (民法典 201).

    `confirmer` is ``township``, ``county`` or empty where nobody has said so; `local` is the county's own pack. A step
    without a rule has no day.
    Refused calendar.year_missing past the last known calendar, rules.unknown_programme.
    """
    programme = _LIKE.get(programme, programme)
    name = f"{programme}.{DUE}.{step}"
    rule = found(local, programme, DUE, start, step=step, confirmer=confirmer)
    if rule is None:
        return Due(None, name)
    count, unit, rolls = _counted(rule)
    return Due(_end(start, count, unit, rolls=rolls), name, rule.source, rule.confidence, count, unit.value, rolls)


def period(programme: str, step: Step, start: date, confirmer: str = "", local: Local | None = None) -> int:
    """Give how many of its unit a step may take that starts on a day; Refused rules.missing where no rule says."""
    return _counted(limit(programme, step, start, confirmer, local))[0]


def limit(programme: str, step: Step, start: date, confirmer: str = "", local: Local | None = None) -> Rule:
    """Give the rule of a step that starts on a day; Refused rules.missing where none says."""
    return held(local, _LIKE.get(programme, programme), DUE, start, step=step, confirmer=confirmer)


def end(rule: Rule, start: date) -> str:
    """Give when a step that starts on a day ends by a rule, whether the rule held on that day or not."""
    count, unit, rolls = _counted(rule)
    return _end(start, count, unit, rolls=rolls)


def _counted(rule: Rule) -> tuple[int, Unit, bool]:
    return int(rule.values["count"]), Unit(rule.values["unit"]), bool(rule.values.get("rolls"))


def _end(start: date, count: int, unit: Unit, *, rolls: bool) -> str:
    if unit is Unit.WORKING_DAYS:
        return after_working_days(start, count).isoformat()
    if unit is Unit.MONTH:
        return after_months(start, count).isoformat()[:7]
    if unit is Unit.DAYS:
        return (after_days(start, count) if rolls else start + timedelta(days=count)).isoformat()
    return after_months(start, count).isoformat()
