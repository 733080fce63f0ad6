"""What the page of household and money shows, in one value. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.draft import Draft
from app.domain.income import IncomeKind
from ui.intake import choice, money, people
from ui.intake.household_cursor import PEOPLE, Cursor


@dataclass(frozen=True, slots=True)
class CellAsk:
    """What is asked in the current cell: words to choose from, or a text to write; a hint, and what was wrong."""

    text: str = ""
    words: tuple[str, ...] = ()
    at: int = -1
    hint: str = ""
    wrong: str = ""

    @property
    def is_text(self) -> bool:
        """Whether the cell is written in."""
        return not self.words


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """The page: two tables, the cursor, what is asked there, the sum; `on_line`: the cursor is on a line of money."""

    who: str
    count: str
    people: tuple[people.PersonRow, ...]
    money: tuple[money.MoneyRow, ...]
    cursor: Cursor
    ask: CellAsk
    sum_text: str
    total: str
    on_line: bool = False
    adding: bool = False
    adding_wrong: str = ""


def choices(cursor: Cursor, draft: Draft, today: date) -> tuple[choice.Choice, ...]:
    """Give what may be chosen at the cursor; nothing where one writes."""
    simple = {
        ("relation", ""): choice.relations(),
        ("relation", "far"): choice.relations(far=True),
        ("home", ""): choice.homes(),
        ("health", ""): choice.healths(),
        ("health", "kind"): choice.disability_kinds(),
        ("health", "grade"): choice.disability_grades(),
        ("work", ""): choice.works(),
        ("amount", "stop"): money.stops(today),
    }
    if cursor.column == "who":
        return money.whose(draft)
    return simple.get((cursor.column, cursor.stage), ())


def ask(cursor: Cursor, draft: Draft, today: date, wrong: str = "") -> CellAsk:
    """Give what is asked at the cursor."""
    offered = choices(cursor, draft, today)
    stored, text = _stored(cursor, draft)
    if offered:
        words = tuple(one.word for one in offered)
        return CellAsk(text=text, words=words, at=choice.place_of(offered, stored), hint=_hint(cursor, ""))
    return CellAsk(text=stored, hint=_hint(cursor, _kind(cursor, draft)), wrong=wrong)


def _stored(cursor: Cursor, draft: Draft) -> tuple[str, str]:
    """Give the stored code or text of a cell, and how it reads."""
    if cursor.table == PEOPLE:
        return _stored_person(cursor, draft)
    row = money.rows(draft)[cursor.row]
    line = money.line(draft, row.income)
    if line is None:
        return "", row.cells[1].text
    if cursor.column == "who":
        return (money.NOBODY, row.cells[1].text) if money.is_none(line) else (line.member, row.cells[1].text)
    if cursor.column == "how":
        return line.how, line.how
    amount = money.amount_text(line)
    return (line.stopped or money.NOT_STOPPED, amount) if cursor.stage == "stop" else (amount, "")


def _stored_person(cursor: Cursor, draft: Draft) -> tuple[str, str]:
    member = draft.members[cursor.row]
    if cursor.stage == "kind":
        return str(member.disability_kind), people.health_text(member)
    if cursor.stage == "grade":
        return str(member.disability_grade), people.health_text(member)
    if cursor.stage == "place":
        return member.away_place, member.away_place
    stored = {"relation": member.relation, "home": member.away, "health": member.health, "work": member.work}
    row = people.rows(draft, date.max)[cursor.row]
    return stored[cursor.column], row.cells[people.COLUMNS.index(cursor.column)].text


def _kind(cursor: Cursor, draft: Draft) -> str:
    return money.rows(draft)[cursor.row].kind if cursor.table != PEOPLE else ""


def _hint(cursor: Cursor, kind: str) -> str:
    hints: dict[str, str] = resources.texts("intake")["hint"]
    name = cursor.stage or cursor.column
    if name == "amount" and kind == IncomeKind.BUSINESS:
        name = "amount_cost"
    return hints.get(name, "")
