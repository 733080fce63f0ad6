"""The tables of money and answers: incomes of the four kinds, large expenses, the five questions."""

from app.domain.draft import PROPERTY_QUESTIONS, Draft, Question
from app.domain.income import Income, IncomeKind
from app.domain.money import yuan
from app.forms.table import AMOUNT, SUM, Cell, Row, label
from app.forms.words import answer, say, source, stated

_INCOME_WIDTHS = (34.0, 47.0, 50.0, 34.0)
_SUM_WIDE = 34.0
_REST = 165.0 - _SUM_WIDE
_QUESTION_WIDTHS = (100.0, 65.0)


def income_head() -> Row:
    """Give the head of the table of incomes."""
    names = ("whose", "source", "stated", "yearly")
    return tuple(_label(name, wide) for name, wide in zip(names, _INCOME_WIDTHS, strict=True))


def income_rows(draft: Draft) -> list[Row]:
    """Give the four counted kinds with their yearly sums, the total, and below it what is not counted."""
    counted = [kind for kind in IncomeKind if kind is not IncomeKind.EXCLUDED]
    rows = [row for kind in counted for row in _kind_rows(draft, kind)]
    total = sum(income.counted_fen() for income in draft.incomes)
    rows.append((_label("total", _REST), Cell(yuan(total), _SUM_WIDE, SUM, shaded=True)))
    excluded = [income for income in draft.incomes if income.kind == IncomeKind.EXCLUDED]
    return [*rows, *(_kind_rows(draft, IncomeKind.EXCLUDED) if excluded else [])]


def expense_rows(draft: Draft) -> list[Row]:
    """Give the large expenses and their sum; one row that says none where there are none."""
    if not draft.expenses:
        return [(Cell(say("application.value.no_expense"), 165),)]
    rows = [
        (Cell(_word("expense", expense.kind), _REST), Cell(yuan(expense.amount_fen), _SUM_WIDE, AMOUNT))
        for expense in draft.expenses
    ]
    total = sum(expense.amount_fen for expense in draft.expenses)
    return [*rows, (_label("expense_total", _REST), Cell(yuan(total), _SUM_WIDE, SUM, shaded=True))]


def expense_head() -> Row:
    """Give the head of the table of expenses."""
    return (_label("matter_of_expense", _REST), _label("amount", _SUM_WIDE))


def question_rows(draft: Draft) -> list[Row]:
    """Give the five questions on property with what was answered."""
    return [_question_row(draft, question) for question in PROPERTY_QUESTIONS]


def kin_rows(draft: Draft) -> list[Row]:
    """Give the question whether kin works where this is decided, with what was answered."""
    return [_question_row(draft, Question.NEAR_RELATIVE)]


def _question_row(draft: Draft, question: Question) -> Row:
    ask, reply = _QUESTION_WIDTHS
    return (Cell(_word("question", question.value), ask), Cell(answer(draft.reply(question)), reply))


def _kind_rows(draft: Draft, kind: IncomeKind) -> list[Row]:
    lines = [income for income in draft.incomes if income.kind == kind]
    total = yuan(sum(line.per_year_fen() for line in lines)) if lines else say("application.value.no_income")
    head = (label(_word("income", kind.value), _REST), Cell(total, _SUM_WIDE, SUM, shaded=True))
    return [head, *(_income_row(draft, line) for line in lines)]


def _income_row(draft: Draft, income: Income) -> Row:
    texts = (_whose(draft, income.member), source(income), stated(income))
    cells = (Cell(text, wide) for text, wide in zip(texts, _INCOME_WIDTHS[:3], strict=True))
    return (*cells, Cell(yuan(income.per_year_fen()), _SUM_WIDE, AMOUNT))


def _whose(draft: Draft, member: str) -> str:
    return next((one.identity.name for one in draft.members if one.id == member), "")


def _word(kind: str, code: str) -> str:
    try:
        return say(f"application.{kind}.{code}")
    except KeyError:
        return code


def _label(name: str, wide: float) -> Cell:
    return label(say(f"application.label.{name}"), wide)
