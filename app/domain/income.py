"""What a household lives on: the four kinds of 最低生活保障审核确认办法 article 13, and large expenses."""

from dataclasses import dataclass
from enum import StrEnum

MONTHS = 12


class IncomeKind(StrEnum):
    """Wages, business, property, transfers; `excluded` is received but not counted (article 13)."""

    WAGE = "wage"
    BUSINESS = "business"
    PROPERTY = "property"
    TRANSFER = "transfer"
    EXCLUDED = "excluded"


class Period(StrEnum):
    """What a stated amount is for."""

    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Income:
    """One line of income: `amount_fen` per `period` as stated, `cost_fen` per the same period taken off.

    `stopped` is the month (ISO ``2026-08``) since which it is not paid any more, or empty.
    """

    id: str
    kind: str
    member: str
    how: str = ""
    amount_fen: int = 0
    cost_fen: int = 0
    period: str = Period.YEAR.value
    stopped: str = ""

    def per_year_fen(self) -> int:
        """Give the yearly net in fen, not below 0: a loss of one kind does not eat another kind."""
        net = max(self.amount_fen - self.cost_fen, 0)
        return net * MONTHS if self.period == Period.MONTH else net

    def counted_fen(self) -> int:
        """Give what counts for the household in a year, in fen."""
        return 0 if self.kind == IncomeKind.EXCLUDED else self.per_year_fen()


class ExpenseKind(StrEnum):
    """Large unavoidable expenses of the last 12 months, paid by the household itself."""

    MEDICAL = "medical"
    SCHOOL = "school"
    REHABILITATION = "rehabilitation"


@dataclass(frozen=True, slots=True)
class Expense:
    """One kind of large expense, in fen over the 12 months before."""

    id: str
    kind: str
    amount_fen: int = 0
