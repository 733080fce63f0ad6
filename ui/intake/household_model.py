"""Household and money: the cursor, what is asked under it, and what an answer changes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app import ids
from app.domain import id_number
from app.domain.draft import Draft
from app.domain.household import Member
from app.domain.income import Income
from app.domain.person import Identity
from app.errors import Refused
from ui.intake import (
    assessment,
    card,
    card_text,
    choice,
    household_answers,
    household_cursor,
    household_view,
    money,
    people,
)
from ui.intake.draft_keeper import DraftKeeper, Edit
from ui.intake.household_cursor import MONEY, PEOPLE, Cursor
from ui.intake.household_view import HouseholdView
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away, said in one line, and how it comes back."""

    said: str
    undo: Callable[[], None]


class HouseholdModel(QObject):
    """Holds the cursor over both tables. `shown(HouseholdView)` when it moves; `finished()` after the last cell.

    `card_wanted(member id)`: read or correct that member's card; `removed(Removed)`: something was taken away.
    `papers_wanted()`: the household's booklet and cards lie there, to be taken in one go.
    """

    shown = Signal(object)
    finished = Signal()
    card_wanted = Signal(str)
    removed = Signal(object)
    papers_wanted = Signal()

    def __init__(self, keeper: DraftKeeper, desk: "Desk") -> None:
        super().__init__()
        self._keeper, self._desk = keeper, desk
        self._cursor, self._wrong = Cursor(), ""
        self._adding, self._adding_wrong = False, ""

    @property
    def view(self) -> HouseholdView:
        """What the page shows now."""
        draft, today = self._keeper.draft, self._desk.today()
        self._cursor = household_cursor.fitting(self._cursor, draft, today)
        sum_text, total = assessment.sums(self._keeper.reckoned)
        return HouseholdView(
            who=people.called(draft.applicant),
            count=resources.text("intake", "people.count", count=len(draft.members)),
            people=people.rows(draft, today),
            money=money.rows(draft),
            cursor=self._cursor,
            ask=household_view.ask(self._cursor, draft, today, self._wrong),
            sum_text=sum_text,
            total=total,
            on_line=(line := self._line()) is not None and not money.is_none(line),
            adding=self._adding,
            adding_wrong=self._adding_wrong,
        )

    @property
    def is_adding(self) -> bool:
        """Whether a person is being typed in."""
        return self._adding

    # --- the cursor
    def go(self, table: str, row: int, column: str) -> None:
        """Put the cursor on a cell, or on the first asked one of its row."""
        known = household_cursor.stops(self._keeper.draft, self._desk.today())
        self._stand(household_cursor.nearest(Cursor(table, row, column), known))

    def go_on(self) -> None:
        """Go to the next cell; after the last one the page goes on."""
        following = household_cursor.after(self._cursor, self._keeper.draft, self._desk.today())
        if following is None:
            self._stand(replace(self._cursor, stage=""))
            self.finished.emit()
            return
        self._stand(following)

    def go_back(self) -> None:
        """Go to the cell before, or out of a second question of this cell."""
        if self._cursor.stage:
            self._stand(replace(self._cursor, stage=""))
            return
        self._stand(household_cursor.before(self._cursor, self._keeper.draft, self._desk.today()))

    def move(self, rows: int) -> None:
        """Go some rows down (or up) in the same column."""
        self._stand(household_cursor.moved(self._cursor, rows, self._keeper.draft, self._desk.today()))

    # --- answers
    def choose(self, nth: int) -> None:
        """Answer with the nth choice (from 0) and go on, or to the second question of the cell."""
        cursor, offered = self._cursor, self._offered()
        if not 0 <= nth < len(offered):
            return
        draft, stage = household_answers.chosen(self._keeper.draft, cursor, offered[nth].code, ids.uuid7())
        self._keeper.change(lambda _: draft)
        if stage == "how":
            self._stand(Cursor(MONEY, cursor.row, stage))
        elif stage:
            self._stand(replace(cursor, stage=stage))
        else:
            self.go_on()

    def write(self, text: str) -> None:
        """Keep what is typed so far, where it already means something."""
        with suppress(Refused):
            self._put(text)

    def settle(self, text: str) -> None:
        """Take what was typed and go on; what is no amount stays, with a sentence."""
        try:
            self._put(text)
        except Refused as refused:
            self._wrong = sentence(refused)
            self._redraw()
            return
        self.go_on()

    def toggle_period(self) -> None:
        """Say the amount of the other period, month or year."""
        if line := self._line():
            self._keeper.change(lambda draft: money.with_line(draft, money.toggled(line)))

    def ask_stop(self) -> None:
        """Ask since when this income is gone."""
        line = self._line()
        if line and not money.is_none(line):
            self._stand(Cursor(MONEY, self._cursor.row, "amount", "stop"))

    def add_line(self) -> None:
        """Add another line of the same kind and owner, and write in it."""
        line = self._line()
        if line is None or money.is_none(line):
            return
        made = Income(id=ids.uuid7(), kind=line.kind, member=line.member, period=line.period)
        self._keeper.change(lambda draft: money.with_line(draft, made))
        rows = [row.income for row in money.rows(self._keeper.draft)]
        self._stand(Cursor(MONEY, rows.index(made.id), "how"))

    # --- people
    def start_adding(self) -> None:
        """Open the line where a person is typed in."""
        self._adding, self._adding_wrong = True, ""
        self._redraw()

    def stop_adding(self) -> None:
        """Close that line."""
        self._adding, self._adding_wrong = False, ""
        self._redraw()

    def add_person(self, name: str, number: str) -> None:
        """Add a person by name and number (which may be empty) and ask on; a wrong number stays, with a sentence."""
        today = self._desk.today()
        identity = Identity(name=card_text.tidied("name", name), id_number=id_number.tidy(number))
        try:
            _check(identity, today)
        except Refused as refused:
            self._adding_wrong = sentence(refused)
            self._redraw()
            return
        self._add(card.completed(identity, today))
        self.go(PEOPLE, len(self._keeper.draft.members) - 1, "relation")

    def add_by_card(self) -> None:
        """Add a person whose card is read."""
        self.card_wanted.emit(self._add(Identity()))

    def open_card(self) -> None:
        """Read or correct the card of the person at the cursor, of the applicant when it is in the money."""
        at = self._cursor.row if self._cursor.table == PEOPLE else 0
        self.card_wanted.emit(self._keeper.draft.members[at].id)

    def forget_blank(self, member_id: str) -> None:
        """Take away a person of whom nothing became known; else ask on about the person."""
        draft = self._keeper.draft
        row = next((nth for nth, one in enumerate(draft.members) if one.id == member_id), 0)
        known = draft.members[row].identity != Identity() or any(one.member == member_id for one in draft.captures)
        if row and not known:
            self._keeper.change(lambda draft: draft.without_member(member_id))
            row = 0
        self.go(PEOPLE, row, "relation")

    def remove(self) -> None:
        """Take away the person or the line at the cursor; `removed` has the way back. The applicant stays."""
        draft, line = self._keeper.draft, self._line()
        if self._cursor.table == PEOPLE and self._cursor.row:
            member = draft.members[self._cursor.row]
            self._take_away(draft.without_member(member.id), people.called(member), people.put_back(draft, member))
        elif line:
            said = choice.word("income", line.kind)
            self._take_away(money.without_line(draft, line.id), said, lambda now: money.with_line(now, line))

    # --- within
    def _redraw(self) -> None:
        self.shown.emit(self.view)

    def _stand(self, cursor: Cursor) -> None:
        self._cursor, self._wrong = cursor, ""
        self._redraw()

    def _offered(self) -> tuple[choice.Choice, ...]:
        return household_view.choices(self._cursor, self._keeper.draft, self._desk.today())

    def _put(self, text: str) -> None:
        draft = household_answers.written(self._keeper.draft, self._cursor, text)
        self._keeper.change(lambda _: draft)

    def _line(self) -> Income | None:
        if self._cursor.table == PEOPLE:
            return None
        draft = self._keeper.draft
        return money.line(draft, money.rows(draft)[self._cursor.row].income)

    def _add(self, identity: Identity) -> str:
        member = Member(id=ids.uuid7(), identity=identity)
        self._adding, self._adding_wrong = False, ""
        self._keeper.change(lambda draft: draft.with_member(member))
        return member.id

    def _take_away(self, draft: Draft, name: str, back: Edit) -> None:
        where = self._cursor
        self._cursor = Cursor()
        self._keeper.change(lambda _: draft)
        self.go(where.table, max(where.row - 1, 0), where.column)
        said = resources.text("intake", "removed.said", name=name)
        self.removed.emit(Removed(said, lambda: self._keeper.change(back)))


def _check(identity: Identity, today: date) -> None:
    """Refused identity.name_missing or id_number.*: what has to be right before a person is added."""
    if not identity.name:
        raise Refused("identity.name_missing")
    if identity.id_number:
        id_number.parse(identity.id_number, today)
