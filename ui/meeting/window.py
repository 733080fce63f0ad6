"""The page of the meeting: what is said about each case, and what the leader decides."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from app.domain.steps.decision import Agreed
from ui.meeting.model import MeetingModel
from ui.meeting.sheets import more_sheet, refuse_sheet
from ui.meeting.view import DECIDE, MEET, PARTS
from ui.person.offer_field import put
from ui.several.page import SeveralPage, switch, table
from ui.several.view import SeveralView
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.row import Column

_SHAPES = (Column(least=28, most=160), Column(least=112, most=240), Column(least=96, most=192), Column(grows=True),
           Column(least=96, most=240), Column(least=112))  # fmt: skip
_RESULTS = (Agreed.GRANT.value, Agreed.REFUSE.value, Agreed.LATER.value)


class MeetingPage(SeveralPage):
    """Draws a SeveralView of cases, with the day and those present above it."""

    def __init__(self, model: MeetingModel) -> None:
        say = resources.texts("meeting")
        columns = {part: table(say[part]["columns"], *_SHAPES) for part in PARTS}
        super().__init__(model, "meeting", columns, ("F6", "F7"))
        self._model = model
        self.held, self.present = (Field(say[name], label_width=80) for name in ("held_on", "present"))
        self.results = {one: KeyButton(say["result"][f"{one}_verb"], str(nth), size="small")
                        for nth, one in enumerate(_RESULTS, 1)}  # fmt: skip
        self.more = KeyButton(say["act"]["more"], "4", size="small")
        self.all = self.bar.left(KeyButton(resources.text("several", "all"), "A"))
        self.again = self.bar.left(KeyButton(say["again"], "Ctrl P", icon="printer"))
        self.agenda = self.bar.left(KeyButton(say["print_agenda"], "F8", icon="printer"))
        self.close_it = self.bar.right(KeyButton(say["meet"]["verb"], "F10", kind="main"))
        self.confirm = self.bar.right(KeyButton(say["decide"]["verb"], "F10", kind="main"))
        self._asked = QWidget()
        self._build()
        self._wire()
        self.draw(model.view)

    def _build(self) -> None:
        who = QHBoxLayout(self._asked)
        who.setContentsMargins(0, 0, 0, 0)
        who.setSpacing(16)
        self.held.setMaximumWidth(264)
        who.addWidget(self.held)
        who.addWidget(self.present, 1)
        said = QHBoxLayout()
        said.setSpacing(8)
        for button in (*self.results.values(), self.more):
            said.addWidget(button)
        said.addStretch(1)
        self.above.insertWidget(1, self._asked)
        self.above.addLayout(said)

    def _wire(self) -> None:
        model = self._model
        self.held.edited.connect(lambda text: model.write_down(held_on=text))
        self.present.edited.connect(lambda text: model.write_down(present=text))
        self.held.entered.connect(lambda: self.present.setFocus(Qt.FocusReason.OtherFocusReason))
        self.present.entered.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        for result, button in self.results.items():
            button.clicked.connect(lambda _=False, result=result: self._say(result))
        self.more.clicked.connect(lambda: self.choose(self.list.current))
        self.all.clicked.connect(model.mark_all)
        self.again.clicked.connect(model.print_again)
        self.agenda.clicked.connect(model.print_agenda)
        self.close_it.clicked.connect(model.close_meeting)
        self.confirm.clicked.connect(model.confirm)

    def _say(self, result: str) -> None:
        """Take a result for the current row and go to the next one."""
        at = self.list.currentIndex().row()
        self._model.say_result(self.list.current, result)
        self.list.select(min(at + 1, len(self.list.rows) - 1))

    def choose(self, key: str) -> None:
        """Say more about a case in the meeting; refuse one, or choose it for being confirmed."""
        item = None if self._model.view.why_not else self._model.item(key)
        if item and self._model.view.part == MEET:
            more_sheet(self.window(), self._model, item)
        elif item and item.said == Agreed.REFUSE:
            refuse_sheet(self.window(), self._model, item)
        else:
            self._model.mark(key)

    def draw(self, view: SeveralView) -> None:
        """Show a part."""
        super().draw(view)
        is_meeting, has_rows = view.part == MEET, bool(view.rows)
        for button in (self.agenda, self.close_it):
            button.setVisible(is_meeting and has_rows)
        for widget in (self._asked, *self.results.values(), self.more):
            widget.setVisible(is_meeting and has_rows and not view.why_not)
        self.all.setVisible(view.part == DECIDE and bool(self._model.keys()))
        self.confirm.setVisible(view.part == DECIDE and has_rows)
        self.again.setVisible(self._model.has_printed)
        put(self.held, FieldView(self._model.said.held_on))
        put(self.present, FieldView(self._model.said.present, hint=self.say["present_hint"]))
        self._draw_bar(view, spoken=bool(self._model.said.results), quiet=not has_rows or bool(view.said))

    def _draw_bar(self, view: SeveralView, *, spoken: bool, quiet: bool) -> None:
        """Say why a button is off, of the one that is seen."""
        if view.why_not:
            for button, part in ((self.close_it, MEET), (self.confirm, DECIDE)):
                button.off(view.why_not if view.part == part else "")
            return
        silent = quiet or view.part != MEET
        switch(self.close_it, "" if spoken or silent else self.say["meet"]["choose"], works=spoken)
        chosen = bool(view.marked) and not view.busy
        silent = quiet or view.part != DECIDE or view.busy
        switch(self.confirm, "" if chosen or silent else self.say["decide"]["choose"], works=chosen)
