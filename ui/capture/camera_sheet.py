"""The sheet on which a camera is chosen, turned and set: a list, what the chosen one sees, its controls."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.cameras import SECOND
from ui.capture.camera_choice import NONE, ROLES, CameraChoice, ChoiceView
from ui.capture.control_line import NAMES, ControlLine
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.widgets.check import Check
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

_WIDE, _LIST, _ROW, _MOST_ROWS = 860, 368, 48, 4
_PICTURE = QSize(420, 315)


class CameraSheet(Sheet):
    """Draws a ChoiceView; what is chosen is kept at once, so that the sheet is only closed."""

    def __init__(self, window: QWidget, choice: CameraChoice) -> None:
        super().__init__(window, width=_WIDE)
        self._choice = choice
        self.roles = {role: Check(_say(f"role.{role}"), round_=True) for role in ROLES}
        self.list = RowList((Column(grows=True),), margin=16, high=_ROW, keeps=True)
        self.place = PicturePlace(_PICTURE, _say("looking"))
        self.turn = KeyButton(_say("turn"), "R", icon="rotate-cw", size="small")
        self.sound = Check(_say("sound"))
        self.close_button = KeyButton(_say("close"), "Esc", kind="main")
        self._wrong = Para("", "body", "danger", width=_WIDE - 48)
        self.controls = {name: ControlLine(name) for name in NAMES}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.panel.setAccessibleName(_say("title"))
        self.list.setAccessibleName(_say("title"))
        self.body.addWidget(Para(_say("title"), "title", strong=True, width=_WIDE - 48))
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addLayout(self._left())
        across.addLayout(self._right())
        self.body.addLayout(across)
        self.body.addWidget(self._wrong)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.addWidget(self.sound)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.body.addLayout(foot)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        roles = QHBoxLayout()
        roles.setSpacing(16)
        for button in self.roles.values():
            roles.addWidget(button)
        roles.addStretch(1)
        left.addLayout(roles)
        self.list.setFixedSize(_LIST, _ROW * _MOST_ROWS)
        left.addWidget(self.list)
        for line in self.controls.values():
            _keep_room(line)
            left.addWidget(line)
        left.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.place)
        _keep_room(self.turn)
        right.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        return right

    def _connect(self) -> None:
        choice, capture = self._choice, self._choice.capture
        choice.shown.connect(self.draw)
        capture.framed.connect(self._draw_frame)
        capture.shown.connect(self._draw_word)
        self.place.drawn.connect(capture.drawn)
        for role, button in self.roles.items():
            button.clicked.connect(lambda _on=False, role=role: choice.use(role))
        for line in self.controls.values():
            line.stepped.connect(choice.adjust)
        self.list.chosen.connect(choice.choose)
        self.turn.clicked.connect(choice.turn)
        self.sound.clicked.connect(lambda on: choice.hear(on=on))
        self.close_button.clicked.connect(self.close_sheet)
        self.closed.connect(self._end)

    def ask(self) -> None:
        """Show the sheet and what there is."""
        self.draw(self._choice.view)
        self.open(self.list)
        self._choice.open()

    def _end(self) -> None:
        self._choice.close()
        self.deleteLater()

    # --- what is shown
    def draw(self, view: ChoiceView) -> None:
        """Show what can be chosen."""
        for role, button in self.roles.items():
            button.setChecked(role == view.role)
        self.list.draw(_rows(view))
        self.turn.setVisible(self._choice.capture.view.has_camera)
        self.sound.setChecked(view.sound)
        self._wrong.draw(view.wrong)
        self._wrong.setVisible(bool(view.wrong))
        self._draw_controls(view)

    def _draw_controls(self, view: ChoiceView) -> None:
        there = {one.name: one for one in view.controls}
        for name, line in self.controls.items():
            line.setVisible(name in there)
            if name in there:
                line.draw(there[name])

    def _draw_frame(self, frame: Frame) -> None:
        self.place.draw_frame(frame, "")

    def _draw_word(self) -> None:
        view = self._choice.capture.view
        if not view.live:
            self.place.draw_empty(view.word if view.has_camera else _say("nobody"))


def _keep_room(widget: QWidget) -> None:
    """What comes and goes with the camera leaves its place free: the sheet does not jump."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _rows(view: ChoiceView) -> tuple[Row, ...]:
    """The cameras that are there; a second one may be done without. Those without a name are counted."""
    rows = tuple(
        Row(
            one.key,
            (
                Cell(
                    one.name or _say("unnamed", number=nth),
                    "ink",
                    sign="check" if one.is_used else "camera",
                    wraps=True,
                ),
            ),
            act=_say("use"),
        )
        for nth, one in enumerate(view.offers, 1)
    )
    if view.role == SECOND:
        return (*rows, Row(NONE, (Cell(_say("none_second"), "ink2", sign="ban"),), act=_say("use")))
    return rows


def _say(name: str, /, **facts: object) -> str:
    return resources.text("picture", f"camera.{name}", **facts)
