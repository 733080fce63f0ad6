"""The frame of a page over many cases: its name, its parts, what is in the way, the list, the bar."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.several.mark_list import MarkList
from ui.several.model import SeveralModel
from ui.several.tabs import Tabs
from ui.several.view import SeveralView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.strip import Strip

TAB_KEYS = ("1", "2", "3", "4")


class SeveralPage(QFrame):
    """Draws a SeveralView and forwards keys; `columns` are those of each part, as many in each."""

    def __init__(
        self, model: SeveralModel, area: str, columns: dict[str, tuple[Column, ...]], keys: tuple[str, ...] = TAB_KEYS
    ) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.several, self.say, self.columns = model, resources.texts(area), columns
        self._words = resources.texts("several")["keys"]
        self.head, self.strip = PageHead(self.say["title"]), Strip()
        self.tabs = Tabs(tuple(columns), keys[: len(columns)])
        self.list = MarkList(columns[model.view.part], head=True, margin=24, keeps=False)
        self.list.setAccessibleName(self.say["title"])
        self.none = Para("", "body", "ink2", width=2000)
        self.bar, self.above = ActionBar(), QVBoxLayout()
        self.back = self.bar.left(KeyButton(resources.text("several", "back"), "Esc"))
        self._has_just_come = True
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tabs)
        self.above.setContentsMargins(24, 0, 24, 8)
        self.above.setSpacing(8)
        self.above.addWidget(self.strip)
        self.above.addWidget(self.none)
        column.addLayout(self.above)
        column.addWidget(self.list, 1000)
        column.addStretch(1)
        column.addWidget(self.bar)
        self.tabs.setVisible(len(self.columns) > 1)

    def _connect(self) -> None:
        model = self.several
        model.shown.connect(self.draw)
        model.printing.asked.connect(self._ask_printer)
        self.tabs.chosen.connect(model.turn)
        self.list.marked.connect(model.mark)
        self.list.chosen.connect(self.choose)
        self.back.clicked.connect(model.back_asked)

    def choose(self, key: str) -> None:
        """Do what Enter does on a row: choose it."""
        self.several.mark(key)

    def draw(self, view: SeveralView) -> None:
        """Show a view."""
        self.head.draw(self.say["title"], view.note)
        self.tabs.draw(view.tabs or dict.fromkeys(self.columns, ""), view.part)
        self.strip.draw(view.wrong, "danger", icon="ban")
        self._draw_list(view)
        self.none.draw(view.empty)
        self.none.setVisible(not view.rows)
        self.list.setVisible(bool(view.rows))
        self.bar.note(view.said or (view.why_not if view.rows else ""))
        self._follow(view)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Give the keys that belong to no button, for F1."""
        chooses = (("Space", self._words["choose"]),) if self.several.keys() else ()
        return (*chooses, ("Enter", self._words["act"])) if self.list.rows else ()

    def _draw_list(self, view: SeveralView) -> None:
        self.list.set_columns(self.columns[view.part])
        self.list.draw(view.rows)

    def _follow(self, view: SeveralView) -> None:
        """The list comes after the page, and goes with its last row: the cursor follows it."""
        if view.rows and (self._has_just_come or self.back.hasFocus()):
            self._has_just_come = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not view.rows and self.isVisible() and self.focusWidget() in {None, self.list}:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        if self.several.press.owns(paper):
            ask_printer(self, names, self.several.press.choose, self.several.choose_none)

    def showEvent(self, event: QShowEvent) -> None:
        """What there is may have changed meanwhile."""
        super().showEvent(event)
        self.several.start()

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with the list, or where there is none with the way back."""
        first = self.back if self.list.isHidden() else self.list
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def switch(button: KeyButton, why: str, *, works: bool) -> None:
    """Let a button be pressed or not, and say why not."""
    if works:
        button.on()
    else:
        button.off(why)


def table(titles: list[str], *shapes: Column) -> tuple[Column, ...]:
    """Give columns with their titles."""
    return tuple(
        Column(title, shape.least, shape.most, grows=shape.grows, right=shape.right)
        for title, shape in zip(titles, shapes, strict=True)
    )
