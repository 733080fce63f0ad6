"""What an officer says about the page in work: a signature's day, a field, what it is and whose, what to do with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.services import placing
from ui.filing import ask, asking, check, choose, sorting, view
from ui.filing.ask import Ask
from ui.filing.check import Check
from ui.filing.pile import Pile
from ui.filing.sheet import Sheet

if TYPE_CHECKING:
    from ui.filing.choose import Choose


class Answers(QObject):
    """Holds what is asked, as `parts` of the view. `changed()`; `again()`: take another picture.

    `went(name, Sheet)`: the answer leads to another page of the desk.
    """

    changed = Signal()
    again = Signal()
    went = Signal(str, object)

    def __init__(self, pile: Pile, today: Callable[[], date]) -> None:
        super().__init__()
        self._pile, self._today = pile, today
        self._parts: dict[str, Any] = dict(asking.NOTHING)
        pile.asked.connect(self._ask)
        pile.changed.connect(self._is_changed)

    @property
    def parts(self) -> dict[str, Any]:
        """What is asked now, by field of the view."""
        return self._parts

    def say(self, edit: Callable[[Ask], Ask]) -> None:
        """Take another answer about the signature."""
        if self._parts["ask"]:
            self._change(ask=edit(self._parts["ask"]), wrong="")

    def keep(self) -> None:
        """Enter: file the page that is asked about, or say what is missing; take the guess of a choice."""
        told: Ask | Check | Choose | None = self._parts["ask"] or self._parts["check"] or self._parts["choose"]
        if isinstance(told, Ask):
            self._keep_signed(told)
        elif isinstance(told, Check):
            self._keep_checked(told)
        elif told:
            self.choose(told.at)

    def write(self, name: str, text: str) -> None:
        """Take a field as it is typed."""
        if self._parts["check"]:
            self._checked(check.written(self._parts["check"], name, text, self._today()))

    def let_stand(self, name: str, nth: int) -> None:
        """Take the nth value offered for a doubtful field; the first is what was read."""
        told: Check | None = self._parts["check"]
        field = next((one for one in self._parts["fields"] if one.name == name), None)
        if told is None or field is None or nth >= len(field.offers):
            return
        read = next(one.read for one in told.told if one.name == name)
        if nth == 0 and read:
            self._checked(check.let_stand(told, name))
        else:
            self.write(name, field.offers[nth])

    def choose(self, nth: int) -> None:
        """Say what the page is, or whose: then what it says may have to be looked at still."""
        sheet, asked = self._pile.front, self._parts["choose"]
        if asked is None or sheet is None or sheet.spot is None:
            return
        following, place = choose.chosen(asked, nth, sheet.spot.home)
        self._change(choose=following)
        if place:
            spot = replace(sheet.spot, slot=place[0], member=place[1], doubt=placing.Doubt.NONE)
            self._placed(replace(sheet, spot=spot))

    def not_this(self) -> None:
        """The page is something else than the program says: choose."""
        sheet = self._pile.front
        if sheet and sheet.spot and sheet.spot.home.id:
            self._pile.ask(sorting.unknown(sheet, sheet.spot), sorting.CHOOSE)

    def drop(self) -> None:
        """Leave the page in work: it is not needed and goes back to its owner."""
        sheet = self._pile.front
        if sheet:
            self._pile.give_back(sheet)

    def answer(self, nth: int) -> None:
        """Do what the nth answer to the question says."""
        question, sheet = self._parts["question"], self._pile.front
        if question and sheet and nth < len(question.does):
            self._do(question.does[nth], sheet, question.answers[nth][0])

    # --- within
    def _do(self, does: str, sheet: Sheet, verb: str) -> None:
        match does:
            case "drop" | "again":
                self._pile.give_back(sheet)
                if does == "again":
                    self.again.emit()
            case "use":
                self._pile.ask(sheet, sorting.OVERRULE)
            case "because" | "here":
                said = verb if does == "because" else sheet.overruled
                self._pile.ask_anew(replace(sheet, overruled=said, stays=sheet.stays or does == "here"))
            case "there":
                self._placed(sheet)
            case "keep":
                self._pile.put(sheet, None, {})
            case _:
                if does != "visit":  # who comes has to be registered first; the page waits in the tray
                    self._pile.give_back(sheet)
                self.went.emit(does, sheet)

    def _keep_signed(self, told: Ask) -> None:
        sheet = self._pile.front
        if sheet is None or sheet.place is None:
            return
        mark, wrong = ask.checked(told, sheet.place, self._today())
        if wrong:
            self._change(wrong=wrong)
        else:
            self._pile.put(sheet, mark, {})

    def _keep_checked(self, told: Check) -> None:
        sheet = self._pile.front
        if told.open:
            self._change(wrong=view.say("check.still", count=len(told.open)))
        elif sheet:
            self._pile.put(sheet, None, told.values)

    def _checked(self, told: Check) -> None:
        self._change(check=told, fields=check.fields(told, self._today()), wrong="")

    def _placed(self, sheet: Sheet) -> None:
        asked = sorting.asked_about(sheet.spot, sheet) if sheet.spot else ""
        if asked == sorting.CHECK:
            self._pile.ask(sheet, asked)
        else:
            self._pile.put(sheet, None, {})

    def _ask(self, sheet: Sheet, asked: str) -> None:
        self._change(**asking.parts(sheet, asked, self._today()))

    def _is_changed(self) -> None:
        """Nothing is asked any more once no page is in work."""
        if self._pile.front is None and self._parts != asking.NOTHING:
            self._parts = dict(asking.NOTHING)
        self.changed.emit()

    def _change(self, **changes: object) -> None:
        self._parts |= changes
        self.changed.emit()
