"""The page of the register: a day, what it counts, and its visits in a table."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

import resources
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.register.model import RegisterModel
from ui.register.view import RegisterView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList


class RegisterPage(QFrame):
    """Draws a RegisterView and forwards keys."""

    def __init__(self, model: RegisterModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("register")
        self._head, self._has_just_come = PageHead(self._say["title"]), False
        self._why, self._what = Para("", "body", "ink2", width=2000), Para("", "body", "ink2", width=2000)
        say = self._say["column"]
        names = Column(say["name"], least=96, most=208)
        places = Column(say["village"], least=80, most=160)
        when, why = Column(say["time"], least=56), Column(say["why"], least=144)
        self.rows = RowList(
            (when, names, places, why, Column(say["what"], grows=True), Column(say["handler"], least=80, most=160)),
            head=True,
            margin=24,
        )
        self.rows.setAccessibleName(self._say["title"])
        self._none = Label(self._say["none"], "body", "ink3")
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.print = self.bar.left(KeyButton(self._say["print"]["verb"], "Ctrl P", icon="printer"))
        self.today = self.bar.right(KeyButton(self._say["today"], "T"))
        self.earlier = self.bar.right(KeyButton(self._say["earlier"], "PgUp"))
        self.later = self.bar.right(KeyButton(self._say["later"], "PgDn"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        counts = QGridLayout()
        counts.setContentsMargins(24, 0, 24, 12)
        counts.setHorizontalSpacing(12)
        counts.setVerticalSpacing(4)
        counts.setColumnStretch(1, 1)
        for row, (name, words) in enumerate((("by_why", self._why), ("by_what", self._what))):
            counts.addWidget(Label(self._say[name], "body", "ink3"), row, 0, Qt.AlignmentFlag.AlignTop)
            counts.addWidget(words, row, 1)
        self._counts = QFrame()
        self._counts.setLayout(counts)
        self._none.setContentsMargins(24, 0, 24, 0)
        whole.addWidget(self._counts)
        whole.addWidget(self._none)
        whole.addWidget(self.rows, 1000)
        whole.addStretch()  # takes the room while there is no list
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.back.clicked.connect(model.back_asked)
        self.earlier.clicked.connect(lambda: model.turn(-1))
        self.later.clicked.connect(lambda: model.turn(1))
        self.today.clicked.connect(lambda: model.turn(0))
        self.rows.chosen.connect(model.open)
        self.print.clicked.connect(model.print_day)
        model.printing.asked.connect(self._ask_printer)

    def draw(self, view: RegisterView) -> None:
        """Show a day."""
        self._head.draw(self._say["title"], f"{view.day}　{view.count}")
        self._why.draw(view.why)
        self._what.draw(view.what)
        self.rows.draw(view.rows)
        self._counts.setVisible(bool(view.rows))
        self.rows.setVisible(bool(view.rows))
        if view.rows and self._has_just_come and self.earlier.hasFocus():
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._has_just_come = self._has_just_come and not view.rows
        self._none.setVisible(not view.rows)
        self.bar.note(view.said)
        self.print.setVisible(bool(view.rows))
        for button in (self.later, self.today):
            (button.off if view.is_today else button.on)()

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the list, or where there is none yet with the day before."""
        self._has_just_come = not self.model.view.rows
        first = self.earlier if self._has_just_come else self.rows
        first.setFocus(Qt.FocusReason.OtherFocusReason)
