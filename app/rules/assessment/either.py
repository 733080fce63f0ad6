"""Where nobody has said whether a household lives in the country or in town: both are tried."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.rules.assessment.assess import Assessment, assess
from app.rules.assessment.finding import Finding, Reason
from app.rules.assessment.household import Household
from app.rules.county import Local

_RESIDENCE = "place.residence"


def assess_either(household: Household, on: date, local: Local | None = None) -> Assessment:
    """Assess a household as `assess` does; without a residence say what comes out either way, and what depends on it.

    Figures are then those of the country, which are the lower ones.
    """
    if household.residence is not None:
        return assess(household, on, local)
    rural, urban = (assess(replace(household, residence=one), on, local) for one in ("rural", "urban"))
    pairs = zip(rural.findings, urban.findings, strict=True)
    return replace(rural, findings=tuple(_both(*pair) for pair in pairs))


def _both(rural: Finding, urban: Finding) -> Finding:
    fen = rural.fen_per_month if rural.fen_per_month == urban.fen_per_month else None
    once = rural.fen_once if rural.fen_once == urban.fen_once else None
    if rural.holds is urban.holds:
        same = rural.reasons if fen == rural.fen_per_month else (*rural.reasons, _open(holds=True))
        return replace(rural, reasons=same, fen_per_month=fen, fen_once=once)
    opened = tuple(_where(reason, urban.reasons) for reason in rural.reasons)
    return replace(rural, reasons=(*opened, _open(holds=None)), fen_per_month=None, fen_once=None)


def _open(*, holds: bool | None) -> Reason:
    """Say that the result (None) or only the amount depends on where the household lives."""
    return Reason(_RESIDENCE, holds)


def _where(reason: Reason, others: Iterable[Reason]) -> Reason:
    """Give a reason, open where it comes out another way in town."""
    other = {_named(one): one.holds for one in others}.get(_named(reason))
    return reason if reason.holds is other else replace(reason, holds=None)


def _named(reason: Reason) -> tuple[str, object]:
    """Tell the reasons of one rule apart: each is about a person of its own."""
    return reason.rule, reason.facts.get("name")
