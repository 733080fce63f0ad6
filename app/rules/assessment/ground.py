"""What every programme's test stands on: the household, the day, the rules that hold, and what was reckoned once."""

from dataclasses import dataclass, field, replace
from datetime import date

from app.rules.assessment.finding import TEXTS, Figure, Reason
from app.rules.assessment.household import Household, Property
from app.rules.assessment.income import Incomes
from app.rules.assessment.person import Person
from app.rules.county import Local, found, held
from app.rules.pack import Rule, first
from resources import text

HOUSEHOLD_AIDS = ("dibao", "dibao_bianyuan", "gangxing_zhichu")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one day, with the county's over them; what was looked up is kept."""

    on: date
    local: Local | None = None
    _kept: dict[tuple[str, ...], Rule | None] = field(default_factory=dict, compare=False, repr=False)
    _behind: dict[str, Rule | None] = field(default_factory=dict, compare=False, repr=False)

    def find(self, programme: str, name: str, **which: str) -> Rule | None:
        """Give the value that holds on the day, or None where there is none."""
        key = (programme, name, *which.values())
        if key not in self._kept:
            self._kept[key] = found(self.local, programme, name, self.on, **which)
        return self._kept[key]

    def behind(self, reason: str) -> Rule | None:
        """Give the entry that a reason (``programme.name``) is named after, or None while it does not hold."""
        if reason not in self._behind:
            programme, _, name = reason.partition(".")
            self._behind[reason] = self.find(programme, name)
        return self._behind[reason]

    def hold(self, programme: str, name: str) -> Rule:
        """Give the value that holds on the day; Refused rules.missing where there is none."""
        return self.find(programme, name) or held(self.local, programme, name, self.on)

    def number(self, programme: str, name: str, key: str) -> int | None:
        """Give a whole number of a rule, or None where the county has still to set it."""
        rule = self.find(programme, name)
        return int(rule.values[key]) if rule and key in rule.values else None


@dataclass(frozen=True, slots=True)
class Ground:
    """The household on a day, its people with age and place in it, and its incomes."""

    household: Household
    rules: Rules
    people: tuple[Person, ...]
    incomes: Incomes

    @property
    def on(self) -> date:
        """The day of acceptance, by which the rules are chosen and ages counted."""
        return self.rules.on

    @property
    def owned(self) -> Property:
        """What the check of the property has found."""
        return self.household.property or Property()

    def reason(
        self,
        rule: str,
        holds: bool | None,  # noqa: FBT001 - what a reason says
        value: Figure = None,
        limit: Figure = None,
        **facts: object,
    ) -> Reason:
        """Give a reason named ``programme.name``, with the source of the entry of that name.

        Where that entry does not hold on the day nothing is fulfilled by it: the reason is open.
        """
        entry = self.rules.behind(rule)
        if entry is None:
            programme, _, name = rule.partition(".")
            later = first(programme, name)
            return Reason(rule, False if holds is False else None, (later,), value, limit, in_force=False)
        return Reason(rule, holds, (entry,), value, limit, facts=facts)

    def compared(self, rule: str, holds: bool | None, value: Figure, limit: Figure) -> Reason:  # noqa: FBT001 - what a reason says
        """Give the reason that an income is below the figure of where the household lives; that has to be asked."""
        reason = self.reason(rule, holds, value, limit)
        if self.household.residence is not None:
            return reason
        return replace(reason, facts={"limit": text(TEXTS, "residence_not_asked")})

    def owning(self, rule: str, answer: str | None) -> Reason:
        """Give the reason that what is owned is within the limits, over them, or not known yet."""
        return self.reason(rule, answered(answer), answer or "unknown")

    def receives(self, programme: str, member: str | None = None) -> bool:
        """Tell whether a programme is received already: by the household, or by a member alone or with it."""
        wanted = {None, member if len(self.people) > 1 else self.people[0].id}
        return any(one.programme == programme and one.member in wanted for one in self.household.current or ())

    def receives_alone(self, programme: str, member: str) -> bool:
        """Tell whether a member receives a programme in his own name."""
        alone = len(self.people) == 1
        return any(
            one.programme == programme and (one.member == member or (alone and one.member is None))
            for one in self.household.current or ()
        )

    def paid(self, programme: str, fen: int | None) -> Reason:
        """Say what is paid a month, or that the county has still to set it; the amount refuses nobody."""
        reason = self.reason(f"{programme}.amount", holds=True, value=fen)
        if fen is None:
            return replace(reason, said="paid.unknown")
        standard = self.rules.find(programme, "standard") if programme != "dibao" else None
        return replace(reason, said="paid.known", by=(standard,) if standard else reason.by)

    def amount(self, programme: str, name: str) -> int | None:
        """Give the amount of a dated rule for where the household lives, or None."""
        if self.household.residence is None:
            return None
        return self.rules.number(programme, name, f"{self.household.residence}_fen")

    @property
    def standard_fen(self) -> int | None:
        """The standard of 低保 per person and month where the household lives; None where nobody knows it."""
        return self.amount("dibao", "standard")

    @property
    def disposable_fen_per_year(self) -> int | None:
        """Last year's 人均可支配收入 where the household lives; None while the county has not set it."""
        if self.household.residence is None:
            return None
        return self.rules.number("place", "disposable_income", f"{self.household.residence}_fen_per_year")


def also(reason: Reason, *rules: Rule | None) -> Reason:
    """Give a reason that rests on further rules: those of the figures that it compares."""
    return replace(reason, by=(*reason.by, *(rule for rule in rules if rule)))


def answered(answer: str | None) -> bool | None:
    """Give what a check of the property says: within the limits, over them, or None while it is not known."""
    return {"within": True, "over": False}.get(answer or "")
