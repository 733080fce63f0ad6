"""The tables of an application that is filled in by hand: room to write in, boxes to tick."""

from app.domain.draft import PROPERTY_QUESTIONS, Question, Trouble
from app.domain.income import ExpenseKind, IncomeKind
from app.domain.programme import Programme
from app.forms.household_table import member_head
from app.forms.matter import ticked
from app.forms.table import Cell, Row, label
from app.forms.words import say

_HIGH = 9.4  # mm: a line for an old hand
_LABEL = 30.0
_KIND, _REST = 62.0, 103.0
_MEMBERS = 6


def applicant_rows() -> list[Row]:
    """Give the rows about the applicant, what is applied for, and who came for the applicant."""
    return [
        (_label("matter"), Cell(ticked((Programme.BY_CLASS,)), 135)),
        _pair("name", "sex", say("blank.sex")),
        _pair("birth", "ethnic"),
        _one("id_number"),
        _one("hukou"),
        _one("residence"),
        _pair("phone", "phone_owner"),
        _pair("agent", "agent_relation"),
    ]


def member_rows() -> tuple[list[Row], Row]:
    """Give empty rows for the people of a household, and their head."""
    head = member_head()
    return [tuple(Cell("", cell.wide, least=_HIGH + 1.5) for cell in head)] * _MEMBERS, head


def income_rows() -> list[Row]:
    """Give a row for each kind of income."""
    kinds = (say(f"application.income.{kind}") for kind in IncomeKind)
    return [(label(kind, _KIND), Cell("", _REST, least=_HIGH)) for kind in kinds]


def expense_rows() -> list[Row]:
    """Give a row for each kind of large expense."""
    kinds = (say(f"application.expense.{kind}") for kind in ExpenseKind)
    return [(label(kind, _KIND), Cell("", _REST, least=_HIGH)) for kind in kinds]


def question_rows() -> list[Row]:
    """Give the five questions on property with boxes to tick."""
    return [_question(question) for question in PROPERTY_QUESTIONS]


def kin_rows() -> list[Row]:
    """Give the question whether kin works where this is decided."""
    return [_question(Question.NEAR_RELATIVE)]


def trouble_rows() -> list[Row]:
    """Give the troubles with boxes to tick."""
    boxes = (say("word.box", word=say(f"application.trouble.{trouble}")) for trouble in Trouble)
    return [(Cell("　".join(boxes), 165, least=_HIGH),)]


def _question(question: Question) -> Row:
    return (Cell(say(f"application.question.{question}"), 100), Cell(say("blank.answer"), 65, least=_HIGH))


def _pair(first: str, second: str, choice: str = "") -> Row:
    return (_label(first), Cell("", 65, least=_HIGH), _label(second), Cell(choice, 40))


def _one(name: str) -> Row:
    return (_label(name), Cell("", 135, least=_HIGH))


def _label(name: str) -> Cell:
    return label(say(f"application.label.{name}"), _LABEL)
