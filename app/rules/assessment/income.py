"""The income of 12 months by 最低生活保障审核确认办法 13: exact, with the edges that open questions leave.

Each sum is three: the least it can be, what is shown, and the most. Where both edges are on one side of a limit,
what is open does not matter.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from app.domain.income import MONTHS
from app.rules.assessment.household import Household, Income

if TYPE_CHECKING:
    from app.rules.assessment.ground import Rules

# What is taken off, and from which kind of income: a loss of one kind does not eat another.
_WITHIN = {"work_cost": "wage", "operating_cost": "business", "tax_social": "transfer", "support_paid": "transfer"}


@dataclass(frozen=True, slots=True)
class Range:
    """Fen: the least, the shown and the most."""

    low: Fraction
    shown: Fraction
    high: Fraction

    def below(self, limit: Fraction | int | None) -> bool | None:
        """Tell whether it is below a limit (equal is not); None where the limit or the open part leaves it open."""
        if limit is None or self.low < limit <= self.high:
            return None
        return self.high < limit

    def per(self, share: int) -> "Range":
        """Give an equal share of it."""
        return Range(self.low / share, self.shown / share, self.high / share)


@dataclass(frozen=True, slots=True)
class Incomes:
    """The yearly income of each member in fen, and what may be taken off the whole because of each.

    `asked` is False where nobody has asked for incomes: then no sum means anything.
    """

    asked: bool
    by_member: dict[str, Range]
    taken_off: dict[str, Range]

    def of(self, members: Iterable[str]) -> Range:
        """Give the yearly income of some members together, less what may be taken off, not below 0."""
        named = tuple(members)
        come, off = _sum(self.by_member, named), _sum(self.taken_off, named)
        left = (come.low - off.low, come.shown - off.shown, come.high - off.high)
        return Range(*(max(one, Fraction(0)) for one in left))

    def per_head(self, sure: list[str], unsure: list[str]) -> Range | None:
        """Give the monthly income per person; `unsure` may be counted or not, whichever is less or more."""
        if not (sure or unsure):
            return None
        whole = self.of((*sure, *unsure))
        people = len(sure) + len(unsure)
        if not unsure:
            return whole.per(people * MONTHS)
        low = _least(self.of(sure).low, len(sure), sorted(self.by_member[one].low for one in unsure))
        high = -_least(-self.of(sure).high, len(sure), sorted(-self.by_member[one].high for one in unsure))
        return Range(low / MONTHS, whole.shown / (people * MONTHS), high / MONTHS)


def _least(total: Fraction, people: int, others: list[Fraction]) -> Fraction:
    """Give the least average that joining some of the others can bring, smallest first."""
    for one in others:
        if not people or one * people < total:
            total, people = total + one, people + 1
    return total / people


def reckon(household: Household, rules: "Rules", programme: str) -> Incomes:
    """Give the incomes as a programme counts them, ``dibao`` or ``tekun``."""
    lines, costs = defaultdict(list), defaultdict(int)
    for income in household.incomes or ():
        lines[income.member, income.kind].append(_counted(income, rules, programme))
    for deduction in household.deductions or ():
        if deduction.kind in _WITHIN:
            costs[deduction.member, _WITHIN[deduction.kind]] += deduction.fen_last_12_months
    sums = {member.id: [0, 0, 0] for member in household.members}
    for (member, kind), counted in lines.items():
        for nth in range(3):
            sums[member][nth] += max(sum(one[nth] for one in counted) - costs[member, kind], 0)
    by_member = {member: _range(three) for member, three in sums.items()}
    taken_off = {member.id: _range(_taken_off(member.id, household, rules)) for member in household.members}
    return Incomes(household.incomes is not None, by_member, taken_off)


def _sum(ranges: dict[str, Range], named: tuple[str, ...]) -> Range:
    chosen = [ranges[one] for one in named]
    return Range(
        sum((one.low for one in chosen), Fraction(0)),
        sum((one.shown for one in chosen), Fraction(0)),
        sum((one.high for one in chosen), Fraction(0)),
    )


def _counted(income: Income, rules: "Rules", programme: str) -> tuple[int, int, int]:
    amount = income.fen_last_12_months
    excluded = rules.find(programme, "excluded", item=income.item) if income.item else None
    counts = excluded.values["counts"] if excluded else "yes"
    if counts == "no":
        return 0, 0, 0
    if counts == "open":
        return 0, 0, amount
    return 0 if income.stopped else amount, amount, amount


def _taken_off(member: str, household: Household, rules: "Rules") -> list[int]:
    """Give what a member's disability and illness take off the whole: all, nothing, or as the county says."""
    most = sure = 0
    for deduction in household.deductions or ():
        rule = rules.find("dibao", "deduction", kind=deduction.kind) if deduction.member == member else None
        applies = rule.values["applies"] if rule else "no"
        most += deduction.fen_last_12_months if applies != "no" else 0
        sure += deduction.fen_last_12_months if applies == "yes" else 0
    return [most, sure, sure]


def _range(three: list[int]) -> Range:
    return Range(*(Fraction(one) for one in three))
