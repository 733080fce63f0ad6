"""The way of a programme to its decision, from the rule packs, by the day of acceptance. `local`: the county's own."""

from datetime import date

from app.domain.case import Case
from app.domain.programme import Programme
from app.domain.steps.procedure import Pays, Procedure
from app.errors import Refused
from app.rules.calendar import after_months, after_working_days
from app.rules.county import Local, found, held
from app.rules.due import Step, due
from app.rules.pack import rule

PACK = "procedure"
_DEMANDS = ("check", "visit", "notice", "notice_again", "notice_at_end", "announcement", "by_county")


def procedure(programme: str, on: date) -> Procedure:
    """Give what a programme demands of a case accepted on a day; Refused rules.missing for an unknown one."""
    found = rule(PACK, PACK, on, of=programme)
    demands = {name: bool(found.values[name]) for name in _DEMANDS}
    return Procedure(
        programme,
        source=found.source,
        confidence=found.confidence,
        pays=Pays(found.values["pays"]).value,
        recognised=tuple(found.values.get("recognised", ())),
        emergency=bool(found.values.get("emergency")),
        ends_next_month=bool(found.values.get("ends_next_month")),
        **demands,
    )


def procedure_of(case: Case) -> Procedure:
    """Give what the case's programme demands; Refused case.not_accepted_yet, rules.missing."""
    if case.accepted is None:
        raise Refused("case.not_accepted_yet")
    return procedure(case.programme, date.fromisoformat(case.accepted.accepted_on))


def check_valid_until(reported_on: date, local: Local | None = None) -> date:
    """Give the last day on which a decision may rest on a report, where the report itself names none."""
    return after_months(reported_on, int(held(local, PACK, "check_validity", reported_on).values["months"]))


def objection_due(received_on: date, local: Local | None = None) -> str:
    """Give the ISO day by which an objection is dealt with; empty past the last known calendar."""
    days = int(held(local, PACK, "objection", received_on).values["working_days"])
    try:
        return after_working_days(received_on, days).isoformat()
    except Refused:
        return ""


def supplement_due(ended_on: date, local: Local | None = None) -> str:
    """Give the ISO day by which the papers of a first aid are made good; empty past the last known calendar."""
    try:
        return due(Programme.LINSHI_JIUZHU, Step.SUPPLEMENT_PAPERS, ended_on, local=local).due or ""
    except Refused:
        return ""


def yearly_cap_fen(on: date, local: Local | None = None) -> int:
    """Give what a household may have in a calendar year before the county is asked, in fen (渠委办发〔2022〕26号 3)."""
    return int(held(local, Programme.LINSHI_JIUZHU, "cap", on).values["fen_per_year"])


def quick_limit_fen(residence: str, people: int, on: date, local: Local | None = None) -> int | None:
    """Give the most of one 小额快救 in fen: monthly standards of 低保 at the place, by case or by person (LS26).

    `residence` is ``urban`` or ``rural``; where nobody said so, the higher standard. None where no standard is known.
    """
    rule, standard = found(local, Programme.XIAOE_KUAIJIU, "limit", on), found(local, Programme.DIBAO, "standard", on)
    places = [residence] if residence else ["urban", "rural"]
    known = [standard.values[f"{place}_fen"] for place in places if standard and f"{place}_fen" in standard.values]
    if rule is None or not known:
        return None
    return int(max(known) * rule.values["standards"] * (people if rule.values["per"] == "person" else 1))
