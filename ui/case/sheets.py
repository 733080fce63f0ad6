"""The sheets of the case page that need nothing but words: notes, handing over, correcting, ending, settling."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

import resources
from app.domain.case import Case
from app.domain.course import Contact, ContactWay
from app.services.afterwards import Ending
from app.vault.keys import SlotInfo
from ui.case.act_sheet import ActSheet
from ui.case.acts import CaseActs
from ui.case.correcting import Dispute, FieldLine
from ui.widgets import veil
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList

_MOST_FIELDS, _LEAST_FIELDS, _WIDER, _WIDEST = 8, 3, 720, 880
_BESIDE = 420  # px of the window that a list leaves to what is said and typed with it


def note_sheet(window: QWidget, acts: CaseActs, case: Case) -> ActSheet:
    """Open the sheet for a note."""
    sheet = ActSheet(window, acts, "note")
    text = sheet.add_field("text_of")
    sheet.show_act(lambda: acts.note(case, text.text))
    return sheet


def hand_over_sheet(window: QWidget, acts: CaseActs, case: Case, colleagues: Sequence[SlotInfo]) -> ActSheet:
    """Open the sheet on which a colleague is chosen; without one it says what to do."""
    others = [slot for slot in colleagues if slot.officer_id != case.handler]
    sheet = ActSheet(window, acts, "hand_over" if others else "nobody")
    if not others:
        sheet.show_act(sheet.close_sheet)
        return sheet
    who = sheet.add_list("who", [(slot.officer_id, slot.name) for slot in others])
    reason = sheet.add_field("reason")
    sheet.show_act(lambda: acts.hand_over(case, who.current, reason.text))
    return sheet


def end_sheet(window: QWidget, acts: CaseActs, case: Case, colleagues: Sequence[SlotInfo], today: str) -> ActSheet:
    """Open the sheet for 终止: two attempts, the letter, and a colleague's password."""
    if not colleagues:
        return hand_over_sheet(window, acts, case, ())
    sheet = ActSheet(window, acts, "end", wide=_WIDEST)
    lines: dict[str, Field] = {}
    for pair in (("first_on", "first_how"), ("second_on", "second_how"), ("letter_on", "reason")):
        sheet.begin_row()
        lines |= {name: sheet.add_field(name, short=name.endswith("_on")) for name in pair}
    sheet.end_row()
    lines["letter_on"].draw(FieldView(today))
    for name in ("first_how", "second_how"):
        lines[name].draw(FieldView(hint=sheet.say["ways"]))
    who = sheet.add_list("who", [(slot.officer_id, slot.name) for slot in colleagues], most=3)
    password = sheet.add_field("password", secret=True)

    def send() -> None:
        said = {name: field.text.strip() for name, field in lines.items()}
        contacts = tuple(_contact(said[f"{nth}_on"], said[f"{nth}_how"]) for nth in ("first", "second"))
        contacts = tuple(one for one in contacts if one.on)
        acts.end(case, Ending(said["reason"], contacts, said["letter_on"]), (who.current, password.text))

    sheet.show_act(send)
    return sheet


def _contact(day: str, how: str) -> Contact:
    """Read an attempt: a digit for the way, and what came of it."""
    ways, digit = tuple(ContactWay), how[:1]
    if digit.isdigit() and 1 <= int(digit) <= len(ways):
        return Contact(day, ways[int(digit) - 1].value, how[1:].strip())
    return Contact(day, ContactWay.PHONE.value, how)


class CorrectSheet(ActSheet):
    """First the field, then its new text and why: two steps on one sheet."""

    def __init__(self, window: QWidget, acts: CaseActs, case: Case, fields: tuple[FieldLine, ...]) -> None:
        super().__init__(window, acts, "correct", wide=_WIDER)
        self._case, self._known, self._acts = case, fields, acts
        self.list = RowList((Column(least=160, most=264), Column(grows=True)), margin=12, keeps=True)
        self.list.setAccessibleName(self.say["which"])
        self.list.draw(tuple(_line(nth, one) for nth, one in enumerate(fields)))
        most = max(_LEAST_FIELDS, min(_MOST_FIELDS, (window.height() - _BESIDE) // self.list.row_high))
        self.list.setFixedHeight(self.list.height_of(min(most, len(fields))))
        self.lines.addWidget(self.list)
        self.now = Para("", "body", "ink2", width=_WIDER - 48)
        self.lines.addWidget(self.now)
        self.new, self.reason = self.add_field("new"), self.add_field("reason")
        self.list.chosen.connect(self._chosen)
        self._show_fields(shown=False)
        self.show_act(self._write, self.list)

    def _chosen(self, key: str) -> None:
        line = self._known[int(key)]
        self.now.draw(resources.text("case", "correct.now", field=line.label, text=line.text or self.say["blank"]))
        self.new.draw(FieldView("" if veil.veiled(line.text) != line.text else line.text))
        self._show_fields(shown=True)
        self.new.setFocus()
        self.new.edit.selectAll()

    def _show_fields(self, *, shown: bool) -> None:
        self.list.setVisible(not shown)
        for widget in (self.now, self.new, self.reason):
            widget.setVisible(shown)
        self.verb.setVisible(shown)
        self._place()

    def _write(self) -> None:
        line = self._known[int(self.list.current)]
        self._acts.correct(self._case, line.path, self.new.text, self.reason.text)


class SettleSheet(ActSheet):
    """Two texts that were written at once, side by side: one key takes either."""

    def __init__(self, window: QWidget, acts: CaseActs, case: Case, dispute: Dispute) -> None:
        super().__init__(window, acts, "settle", wide=_WIDER)
        rows = RowList((Column(self.say["field"], least=128, most=200), Column(self.say["stands"], least=200, most=264),
                        Column(self.say["other"], grows=True)), head=True, margin=12)  # fmt: skip
        rows.setAccessibleName(self.say["title"])
        rows.draw(tuple(
            Row(str(nth), (Cell(one.label), Cell(one.stands, "ink", wraps=True), Cell(one.other, "ink", wraps=True)))
            for nth, one in enumerate(dispute.choices)
        ))  # fmt: skip
        rows.setFixedHeight(rows.height_of(min(_MOST_FIELDS, len(dispute.choices))))
        self.lines.addWidget(rows)
        why = resources.text("case", "settle.why", reason=dispute.reason)
        self.lines.addWidget(Para(why, "note", "ink2", width=_WIDER - 48))
        self.standing = KeyButton(self.say["take_stands"], "1")
        self.taken = KeyButton(self.say["take_other"], "2")
        for button, other in ((self.standing, False), (self.taken, True)):
            self.lines.addWidget(button)
            button.clicked.connect(lambda _=False, other=other: acts.settle(case, dispute, other=other))
        self.verb.hide()
        self.open(self.standing)


def _line(nth: int, field: FieldLine) -> Row:
    return Row(str(nth), (Cell(field.label, wraps=True), Cell(field.text, "ink", wraps=True)))
