"""What a household gets a month by the standards of another day: its people and its income stay as they were reckoned.

A rise of the standards is then the rise of what is paid (DOMAIN 32): in 补差 for each person, in 分档 tier for tier.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from app.domain.programme import Programme
from app.rules.assessment import dibao, tekun
from app.rules.assessment.ground import Ground, Rules
from app.rules.assessment.household import Household
from app.rules.assessment.income import Range, reckon
from app.rules.assessment.person import people
from app.rules.county import Local
from app.rules.pack import Rule, starts
from app.rules.roster import shifted

_AREAS: Final[tuple[Literal["rural"], Literal["urban"]]] = ("rural", "urban")
_CARE = ("full_fen", "half_fen", "none_fen")
# What a programme's monthly sum is made of.
FIGURES = {
    Programme.DIBAO.value: ("standard", "amount", "tier", "fenlei_shibao"),
    Programme.DIBAO_DANREN.value: ("standard",),
    Programme.TEKUN.value: ("standard", "care"),
}


@dataclass(frozen=True, slots=True)
class Aided:
    """Who has aid of a programme, with the incomes as they were reckoned on the day of acceptance."""

    ground: Ground
    programme: str
    members: tuple[str, ...]

    def sums(self, day: date, local: Local | None) -> dict[str, int]:
        """Give what is paid a month by the standards of a day; of 特困 also with each care. Empty: not known."""
        ground = replace(self.ground, rules=Rules(day, local))
        if self.programme == Programme.TEKUN:
            return self._with_care(ground)
        fen = _dibao(ground) if self.programme == Programme.DIBAO else self._alone(ground)
        return {} if fen is None else {"": fen}

    def standard(self, day: date, local: Local | None) -> tuple[int | None, Rule | None]:
        """Give the standard of a person on a day, where there is one for all, and the rule that it stands in."""
        rules = Rules(day, local)
        key = "fen" if self.programme == Programme.DIBAO_DANREN else f"{self.ground.household.residence}_fen"
        if self.programme == Programme.DIBAO and _in_tiers(rules):
            return None, rules.find(self.programme, "tier")
        return rules.number(self.programme, "standard", key), rules.find(self.programme, "standard")

    def _alone(self, ground: Ground) -> int | None:
        fen = ground.rules.number(self.programme, "standard", "fen")
        return None if fen is None else fen * len(self.members)

    def _with_care(self, ground: Ground) -> dict[str, int]:
        each = [tekun.basic_fen(ground, person) for person in ground.people if person.id in self.members]
        known = [fen for fen in each if fen is not None]
        if len(known) < len(self.members):
            return {}
        care = ground.rules.find(self.programme, "care")
        cared = {key: int(care.values[key]) for key in _CARE if care and key in care.values}
        return {"": sum(known)} | {key: sum(known) + fen * len(known) for key, fen in cared.items()}


def aided(
    household: Household, on: date, local: Local | None, programme: str, members: tuple[str, ...]
) -> tuple[Aided, ...]:
    """Give a household in aid as it was reckoned on a day; twice where nobody has said whether it lives in town."""
    areas = (household.residence,) if household.residence else _AREAS
    return tuple(Aided(_ground(replace(household, residence=area), on, local), programme, members) for area in areas)


def refused(household: Household, on: date, local: Local | None) -> tuple[tuple[Range | None, int | None, Ground], ...]:
    """Give the income per person and the standard of 低保 by which a household was looked at; twice as `aided`."""
    grounds = [one.ground for one in aided(household, on, local, Programme.DIBAO.value, ())]
    return tuple((dibao.income_per_head(ground), ground.standard_fen, ground) for ground in grounds)


def new_standard(ground: Ground, day: date, local: Local | None) -> int | None:
    """Give the standard of 低保 of a day where a household lives."""
    return replace(ground, rules=Rules(day, local)).standard_fen


def turns(programme: str, local: Local | None) -> tuple[str, ...]:
    """Give the first whole months (``2024-07``) of all figures that a programme's sum is made of, the first first."""
    days = {day for name in FIGURES[programme] for day in starts(programme, name)}
    for name in FIGURES[programme]:
        days |= {entry["effective_from"] for entry in (local.entries.get(programme, {}) if local else {}).get(name, ())}
    return tuple(sorted(map(_first_month, days)))


def months_between(first: str, last: str) -> Iterable[str]:
    """Give the months from one to another, both of them."""
    while first <= last:
        yield first
        first = shifted(first, 1)


def first_of(month: str) -> date:
    """Give the first day of a month."""
    return date.fromisoformat(f"{month}-01")


def _first_month(day: str) -> str:
    return day[:7] if day[8:] == "01" else shifted(day[:7], 1)


def _ground(household: Household, on: date, local: Local | None) -> Ground:
    rules = Rules(on, local)
    return Ground(household, rules, people(household, on), reckon(household, rules, "dibao"))


def _in_tiers(rules: Rules) -> bool:
    amount = rules.find("dibao", "amount")
    return amount is not None and amount.values["mode"] == "tiers"


def _dibao(ground: Ground) -> int | None:
    """Give the sum; None where the way to reckon it, the standard, a tier, or what they earn is not known."""
    if ground.rules.find("dibao", "amount") is None:
        return None
    if not _in_tiers(ground.rules) and (ground.standard_fen is None or not ground.incomes.asked):
        return None
    return dibao.monthly_fen(ground)
