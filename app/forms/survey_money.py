"""What a household said of its money, and the room to write down what was found and how it was verified."""

from collections.abc import Iterable

from app.domain.draft import Reply
from app.domain.income import Expense, Income, IncomeKind
from app.domain.money import short_yuan
from app.forms.case_head import CaseHead
from app.forms.grid import SMALL, Columns
from app.forms.words import answer, joined, say, source, stated

_BLANK = 9.0
INCOMES = Columns(
    (
        ("survey.label.kind", 34.0),
        ("survey.label.said", 61.0),
        ("survey.label.found", 32.0),
        ("survey.label.verified", 38.0),
    ),
    SMALL,
    _BLANK,
)
PROPERTY = Columns((("survey.label.asked", 70.0), ("survey.label.said", 45.0), ("survey.label.seen", 50.0)), SMALL, 10)
EXPENSES = Columns(
    (("survey.label.spent", 70.0), ("survey.label.said", 45.0), ("survey.label.receipts", 50.0)), SMALL, 10
)


def income_rows(incomes: Iterable[Income], head: CaseHead) -> list[tuple[str, ...]]:
    """Give a row for each income that was said, and one to write in for each kind of which none was."""
    told = list(incomes)
    rows: list[tuple[str, ...]] = []
    for kind in IncomeKind:
        lines = [one for one in told if one.kind == kind]
        rows += [(say(f"survey.income.{kind.value}"), _said(one, head), "", say("survey.verify")) for one in lines]
        if not lines:
            rows.append((say(f"survey.income.{kind.value}"), say("survey.none_said"), "", say("survey.verify")))
    return rows


def property_rows(replies: Iterable[tuple[str, Reply]]) -> list[tuple[str, ...]]:
    """Give a row for each question on property with what was said."""
    return [(say(f"application.question.{question}"), answer(reply), "") for question, reply in replies]


def expense_rows(expenses: Iterable[Expense]) -> list[tuple[str, ...]]:
    """Give a row for each large expense, and one to write in."""
    told = [(say(f"application.expense.{one.kind}"), _yuan(one.amount_fen), "") for one in expenses]
    return [*told, ("", "", "")]


def _said(income: Income, head: CaseHead) -> str:
    whose = head.name_of(income.member) if income.member else ""
    return joined((whose, source(income), stated(income)))


def _yuan(fen: int) -> str:
    return say("word.yuan", amount=short_yuan(fen))
