"""Every widget in every state on one page: `yimen gallery`."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import resources
from ui.theme import look
from ui.widgets.action_bar import ActionBar
from ui.widgets.check import Check, YesNo
from ui.widgets.chip import Chip
from ui.widgets.field import Field, FieldView
from ui.widgets.focus_ring import FocusRing
from ui.widgets.hair_line import HairLine
from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states
from ui.widgets.para import Para
from ui.widgets.rail import Rail
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip
from ui.widgets.toast import Toast


def _say(name: str) -> str:
    return resources.text("gallery", name)


class Gallery(QFrame):
    """The page; it decides nothing and belongs to no case."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setWindowTitle(_say("name"))
        self.resize(1366, 768)
        page = QFrame()
        page.setProperty("ground", "paper")
        columns = QHBoxLayout(page)
        columns.setContentsMargins(24, 16, 24, 16)
        columns.setSpacing(32)
        for parts in (self._controls(), self._things(), self._signs()):
            side = QVBoxLayout()
            side.setSpacing(8)
            for part in parts:
                side.addWidget(part)
            side.addStretch(1)
            columns.addLayout(side, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(_bar())
        self._ring = FocusRing(self)
        self._toast = Toast(self)

    def say_something(self) -> None:
        """Show the toast."""
        self._toast.say(_say("toast"), (_say("undo"), "Ctrl Z", self._toast.hide))

    def _controls(self) -> Sequence[QWidget]:
        kinds = [_buttons(kind) for kind in ("main", "normal", "danger")]
        return (_title("buttons"), *kinds, _quiet_buttons(), _title("fields"), *_fields(), _title("steps"), _rail())

    def _things(self) -> Sequence[QWidget]:
        chosen = (_title("chips"), _chips(), _title("checks"), _checks(), _title("icons"), _icons())
        return (_title("rows"), _rows(), _title("strips"), *_strips(), *chosen)

    def _signs(self) -> Sequence[QWidget]:
        sizes = [Label(_say(f"type_{role}"), role, strong=role not in {"body", "note"}) for role in _ROLES]
        para = Para(_say("para"), "body", "ink2", width=400)
        return (_title("type"), *sizes, para, _title("colours"), _colours())


_ROLES = ("figure", "head", "title", "body", "note")


def _title(name: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(4)
    column.addWidget(Label(_say(name), "note", "ink2", strong=True))
    column.addWidget(HairLine())
    return box


def _line(widgets: Sequence[QWidget], spacing: int = 12) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return box


def _buttons(kind: str) -> QWidget:
    buttons = [KeyButton(_say(kind), kind=kind) for _ in range(4)]
    set_states(buttons[1], shown="hover")
    set_states(buttons[2], shown="press")
    buttons[3].off(_say("why"))
    return _line(buttons)


def _quiet_buttons() -> QWidget:
    quiet, small = KeyButton(_say("quiet"), kind="quiet"), KeyButton(_say("normal"), size="small")
    return _line((quiet, small, KeyButton(_say("normal"), "Ctrl P"), KeyButton(_say("normal"), icon="printer")))


def _fields() -> Sequence[QWidget]:
    words = resources.texts("gallery")["field"]
    at = len(words["value"])
    views = {
        "normal": FieldView(words["value"]),
        "read": FieldView(words["value"], "read"),
        "remembered": FieldView(words["phone"], "remembered"),
        "doubt": FieldView(
            words["value"],
            "doubt",
            doubt=(at - 2, at),
            question=words["question"],
            answers=((words["three"], "1"), (words["eight"], "2")),
        ),
        "wrong": FieldView(words["date"], "wrong", sentence=words["sentence"]),
    }  # fmt: skip - one state a line
    made = []
    for state, view in views.items():
        field = Field(words[state])
        field.draw(view)
        made.append(field)
    return made


def _chips() -> QWidget:
    words = resources.texts("gallery")["chip"]
    kinds = (("plain", ""), ("now", ""), ("soon", "soon"), ("danger", "over"), ("sure", "check"))
    return _line([Chip(words[name], "plain" if name == "sure" else name, sign=sign) for name, sign in kinds])


def _checks() -> QWidget:
    off, on, asked = Check(_say("off")), Check(_say("on")), YesNo(_say("checks"))
    on.setChecked(True)
    return _line((off, on, asked))


def _rows() -> QWidget:
    view = RowList(
        (Column(least=24, most=26), Column(least=64, most=96), Column(grows=True), Column(right=True, least=96)),
        margin=12,
    )
    words = resources.texts("gallery")["row"]
    signs = {"plain": "", "current": "", "urgent": "urgent", "over": "over", "soon": "soon", "done": "done"}
    inks = {"urgent": "danger", "over": "danger", "soon": "soon"}
    rows = [
        Row(
            name,
            (
                Cell(sign=sign),
                Cell(words["who"], "ink", strong=True, wraps=True),
                Cell(words["what"]),
                Cell(words[name], inks.get(name, "ink2")),
            ),
            act=words["what"],
            done=name == "done",
        )
        for name, sign in signs.items()
    ]  # fmt: skip - one row a line
    view.draw(tuple(rows))
    view.select(1)
    view.setFixedHeight(view.height_of(len(rows)))
    return view


def _strips() -> Sequence[QWidget]:
    soon, danger = Strip(), Strip()
    words = resources.texts("gallery")["strip"]
    soon.draw(words["soon"], icon="users", buttons=((words["fine"], ""),))
    danger.draw(words["danger"], "danger", icon="ban", buttons=((words["hand_over"], ""),))
    return soon, danger


def _rail() -> QWidget:
    words = resources.texts("gallery")["step"]
    rail = Rail(tuple(words.values()))
    rail.draw(1)
    rail.setFixedHeight(rail.sizeHint().height())
    return rail


def _bar() -> QWidget:
    bar = ActionBar()
    bar.left(KeyButton(_say("back"), "Esc", bind=False))
    bar.left(KeyButton(_say("later"), kind="quiet"))
    bar.right(KeyButton(_say("main"), "F10", kind="main", bind=False)).off(_say("why"))
    return bar


def _icons() -> QWidget:
    names = ("user-plus", "scan-line", "id-card", "house", "wallet", "footprints", "megaphone", "printer", "undo-2")
    return _line([Icon(name) for name in names])


def _colours() -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    names = [name for name in look().colours if "outline" not in name]
    rows = -(-len(names) // 3)
    for number, name in enumerate(names):
        patch = QFrame()
        patch.setFixedSize(24, 14)
        patch.setStyleSheet(f"background: {look().colours[name]}; border: 1px solid {look().colours['line']}")
        grid.addWidget(patch, number % rows, number // rows * 2)
        grid.addWidget(Label(name, "note"), number % rows, number // rows * 2 + 1, Qt.AlignmentFlag.AlignLeft)
    return box
