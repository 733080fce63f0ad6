"""The unlock page: the house at the left, the people and the password at the right."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import resources
from ui.unlock.help import ForgottenHelp
from ui.unlock.house import House
from ui.unlock.line import Known, KnownLine
from ui.unlock.model import UnlockModel
from ui.unlock.view import UnlockView, people_rows
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_WIDE, _LARGE_WIDE, _ROW, _MOST_ROWS, _REACH = 416, 528, 56, 5, 4


def _say(name: str, **facts: object) -> str:
    return resources.text("unlock", name, **facts)


class UnlockPage(QFrame):
    """Draws an UnlockView and forwards."""

    def __init__(self, model: UnlockModel) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self._model = model
        self._house = House()
        self._hint = Label(_say("hint"), "body", "ink2")
        self._people = RowList(
            (Column(least=24), Column(grows=True), Column(right=True)), margin=16, high=_ROW, keeps=True
        )
        self._people.setAccessibleName(_say("people"))
        self._blocked = Strip(kind="danger", icon="ban")
        self._password = Field(_say("password"), placed="above", icon="lock", tall=True)
        self._password.set_secret(secret=True)
        self._open = KeyButton(_say("open"), "Enter", kind="main", size="tall", bind=False)
        self._said, self._caps = Para("", "note", "danger", width=_LARGE_WIDE), KnownLine(small=True)
        self._known = Known()
        self._forgot = KeyButton(_say("forgot"), kind="quiet", size="link")
        self._way = KeyButton("", "F7", kind="quiet", size="link")
        self._large = KeyButton(_say("larger"), kind="quiet", size="link")
        self._dark = KeyButton(_say("dark"), kind="quiet", size="link")
        self._footer = Label("", "note", "ink3")
        self._box, self._entry = QFrame(), QWidget()
        self._build_people()
        self._build_entry()
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._house)
        whole.addStretch(1)
        self._middle = QWidget()
        self._middle.setProperty("bare", "true")
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._middle)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(scroll)
        whole.addStretch(1)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(_REACH, 16, _REACH, 16)
        column.setSpacing(0)
        column.addStretch(1)
        self._fill(column)
        column.addStretch(1)

    def _fill(self, column: QVBoxLayout) -> None:
        parts: tuple[tuple[QWidget, int], ...] = (
            (Label(_say("title"), "head", strong=True), 4),
            (self._hint, 16),
            (self._box, 16),
            (self._blocked, 8),
            (self._entry, 8),
            (self._said, 0),
            (self._caps, 0),
            (self._way, 16),
            (self._known, 16),
        )  # fmt: skip - widget and the px after it
        for widget, after in parts:
            column.addWidget(widget)
            column.addSpacing(after)
        column.setAlignment(self._way, Qt.AlignmentFlag.AlignLeft)
        links = QHBoxLayout()
        links.setSpacing(24)
        for link in (self._forgot, self._large, self._dark, self._footer):
            links.addWidget(link)
        links.addStretch(1)
        column.addLayout(links)

    def _build_people(self) -> None:
        self._box.setProperty("ground", "sheet")
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._people)

    def _build_entry(self) -> None:
        self._open.setMinimumWidth(140)
        entry = QHBoxLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(12)
        entry.addWidget(self._password, 1, Qt.AlignmentFlag.AlignBottom)
        entry.addWidget(self._open, 0, Qt.AlignmentFlag.AlignBottom)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.opened.connect(self.forget)
        self._people.chosen.connect(lambda _key: self._password.setFocus())
        self._people.current_changed.connect(lambda _key: model.choose(self._people.currentIndex().row()))
        self._password.entered.connect(self._try)
        self._open.clicked.connect(self._try)
        self._blocked.chosen.connect(lambda _n: model.start())
        self._forgot.clicked.connect(lambda: ForgottenHelp(self.window(), model.recovering).show_help())
        self._way.clicked.connect(model.change_way)
        self._large.clicked.connect(model.toggle_large)
        self._dark.clicked.connect(model.toggle_dark)
        for watched in (self._people, self._password.edit):
            watched.installEventFilter(self)

    def _try(self) -> None:
        self._model.open(self._password.text)

    def forget(self) -> None:
        """Empty the password field; for the moment after opening."""
        self._password.draw(FieldView())

    def draw(self, view: UnlockView) -> None:
        """Show a view."""
        self._house.draw(view.office, view.day, training=view.training)
        self._hint.draw(view.hint)
        self._draw_people(view)
        self._blocked.draw(view.blocked, "danger", icon="ban", buttons=((_say("retry"), ""),))
        self._entry.setVisible(not view.blocked)
        self._scroll.setFixedWidth((_LARGE_WIDE if view.large else _WIDE) + 2 * _REACH)
        if view.sentence and not self._said.text:
            self._password.edit.selectAll()
        state = "wrong" if view.sentence else "normal"
        self._password.draw(FieldView(self._password.text, state, _say("pin") if view.by_token else ""))
        self._way.setVisible(view.has_token)
        self._way.set_text(_say("by_password" if view.by_token else "by_token"))
        self._said.draw(view.sentence)
        self._said.setVisible(bool(view.sentence))
        self._open.on() if view.can_open else self._open.off(view.why)
        self._open.set_text(view.why if view.wait_s or view.busy else _say("open"))
        self._caps.draw(_say("caps") if view.caps else "", "triangle-alert", "soon")
        self._known.draw(view.lines)
        self._large.set_text(_say("smaller" if view.large else "larger"))
        self._dark.set_text(_say("light" if view.dark else "dark"))
        self._footer.draw(view.footer)

    def _draw_people(self, view: UnlockView) -> None:
        rows = people_rows(view.people)
        are_new = bool(rows) and not self._people.model().rowCount()
        self._people.draw(rows)
        if are_new and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the page was open before it was known who works here
        if self._people.currentIndex().row() != view.at:
            self._people.select(view.at)
        self._box.setVisible(bool(rows))
        self._box.setFixedHeight(min(len(rows), _MOST_ROWS) * _ROW + 2)

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin where the next key belongs: with the people, or at the password when there is one."""
        (self._people if len(self._model.view.people) > 1 else self._password).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose by number in the list; notice Caps Lock in the password."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        text = event.text()
        if watched is self._people and text.isascii() and text.isdigit():
            self._model.choose(int(text) - 1)
            self._password.setFocus()
            return True
        if watched is self._people and text.isprintable() and text.strip():
            self._password.setFocus()
            self._password.edit.insert(text)  # the first letter of a password is not lost
            return True
        if watched is self._password.edit and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._model.set_caps(text.isupper() != shift)
        return super().eventFilter(watched, event)
