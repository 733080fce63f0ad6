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


_Three = tuple[int, int, int]


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


@dataclass(frozen=True, slots=True)
class Incomes:
    """The income of each member in fen a year, and what may be taken off the whole because of each; three of each.

    `asked` is False where nobody has asked for incomes: then no sum means anything.
    """

    asked: bool
    by_member: dict[str, _Three]
    taken_off: dict[str, _Three]

    def a_year(self, members: Iterable[str]) -> _Three:
        """Give the income of some members together in fen a year, less what may be taken off, not below 0."""
        low = shown = high = 0
        for member in members:
            come, off = self.by_member[member], self.taken_off[member]
            low, shown, high = low + come[0] - off[0], shown + come[1] - off[1], high + come[2] - off[2]
        return max(low, 0), max(shown, 0), max(high, 0)

    def a_month(self, members: Iterable[str]) -> Range | None:
        """Give the same a month; None where incomes were not asked for."""
        if not self.asked:
            return None
        low, shown, high = self.a_year(members)
        return Range(Fraction(low, MONTHS), Fraction(shown, MONTHS), Fraction(high, MONTHS))

    def per_head(self, sure: list[str], unsure: list[str]) -> Range | None:
        """Give the income a month and person; each of `unsure` may be counted or not, whichever is less or more."""
        if not self.asked or not (sure or unsure):
            return None
        shares = (len(sure) + len(unsure)) * MONTHS
        low, shown, high = self.a_year((*sure, *unsure))
        edges = Fraction(low, shares), Fraction(high, shares)
        if unsure:
            least, _, most = self.a_year(sure)
            edges = (
                _least(least, len(sure), sorted(self.by_member[one][0] for one in unsure)) / MONTHS,
                -_least(-most, len(sure), sorted(-self.by_member[one][2] for one in unsure)) / MONTHS,
            )
        return Range(edges[0], Fraction(shown, shares), edges[1])


def _least(total: int, people: int, others: list[int]) -> Fraction:
    """Give the least average that joining some of the others can bring, smallest first."""
    for one in others:
        if not people or one * people < total:
            total, people = total + one, people + 1
    return Fraction(total, people)


def reckon(household: Household, rules: "Rules", programme: str) -> Incomes:
    """Give the incomes as a programme counts them, ``dibao`` or ``tekun``."""
    lines: dict[tuple[str, str], list[_Three]] = defaultdict(list)
    costs: dict[tuple[str, str], int] = defaultdict(int)
    for income in household.incomes or ():
        lines[income.member, income.kind].append(_counted(income, rules, programme))
    for deduction in household.deductions or ():
        if deduction.kind in _WITHIN:
            costs[deduction.member, _WITHIN[deduction.kind]] += deduction.fen_last_12_months
    floor = rules.find("dibao", "floor")
    by_member = _net(household, lines, costs, floor.values["per"] if floor else "kind")
    taken_off = {member.id: _taken_off(member.id, household, rules) for member in household.members}
    return Incomes(household.incomes is not None, by_member, taken_off)


def _net(
    household: Household, lines: dict[tuple[str, str], list[_Three]], costs: dict[tuple[str, str], int], per: str
) -> dict[str, _Three]:
    """Give each member's income less costs: not below 0 in each ``kind``, or for a ``person``, or the ``household``."""
    sums = {member.id: [0, 0, 0] for member in household.members}
    for member, kind in {**lines, **costs}:
        for nth in range(3):
            net = sum(one[nth] for one in lines.get((member, kind), ())) - costs.get((member, kind), 0)
            sums[member][nth] += max(net, 0) if per == "kind" else net
    if per == "person":
        sums = {member: [max(one, 0) for one in three] for member, three in sums.items()}
    return {member: (three[0], three[1], three[2]) for member, three in sums.items()}


def _counted(income: Income, rules: "Rules", programme: str) -> tuple[int, int, int]:
    amount = income.fen_last_12_months
    excluded = rules.find(programme, "excluded", item=income.item) if income.item else None
    counts = excluded.values["counts"] if excluded else "yes"
    if counts == "no":
        return 0, 0, 0
    if counts == "open":
        return 0, 0, amount
    return 0 if income.stopped else amount, amount, amount


def _taken_off(member: str, household: Household, rules: "Rules") -> _Three:
    """Give what a member's disability and illness take off the whole: all, nothing, or as the county says."""
    most = sure = 0
    for deduction in household.deductions or ():
        rule = rules.find("dibao", "deduction", kind=deduction.kind) if deduction.member == member else None
        applies = rule.values["applies"] if rule else "no"
        most += deduction.fen_last_12_months if applies != "no" else 0
        sure += deduction.fen_last_12_months if applies == "yes" else 0
    return most, sure, sure
