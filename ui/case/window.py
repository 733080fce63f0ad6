"""The page of one case: on whom, who lives there, what happened, which papers there are."""

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import resources
from app.forms.preview import PageImage
from ui.case.model import CaseModel
from ui.case.view import CaseView
from ui.printer_choice import PrinterChoice
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.chip import Chip
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

_HEAD, _LEFT, _RIGHT, _SHEET = 88, 344, 344, 720
_PEOPLE = (Column(least=64, most=160), Column(grows=True), Column(right=True, most=200))
_EVENTS = (Column(least=96, most=120), Column(least=72, most=120), Column(grows=True))
_PAPERS = (Column(grows=True),)


class PaperSheet(Sheet):
    """One paper, as large as the window allows."""

    def __init__(self, window: QWidget, image: QImage) -> None:
        super().__init__(window, width=_SHEET)
        self.body.addWidget(self._picture(image, QSize(_SHEET - 48, window.height() - 160)))
        self.shut = KeyButton(resources.text("case", "button.close"), "Esc")
        self.shut.clicked.connect(self.close_sheet)
        self.body.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignRight)
        self.closed.connect(self.deleteLater)

    def _picture(self, image: QImage, room: QSize) -> QLabel:
        if image.isNull():
            return Label(resources.text("case", "unreadable"), ink="ink2")
        ratio, picture = self.devicePixelRatioF(), QLabel()
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = image.scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        scaled.setDevicePixelRatio(ratio)
        picture.setPixmap(QPixmap.fromImage(scaled))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return picture


class CasePage(QFrame):
    """Draws a CaseView and forwards keys."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, resources.texts("case")
        self._name, self._state = Label("", "head", strong=True), Chip()
        self._about, self._number = Label("", ink="ink2"), Label("", ink="ink2")
        self._due = Label("", "title", strong=True)
        self.people, self.events, self.papers = RowList(_PEOPLE), RowList(_EVENTS), RowList(_PAPERS)
        self._titles = {name: Label("", "note", "ink2", strong=True) for name in ("people", "events", "papers")}
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._part("people", self.people, _LEFT))
        across.addWidget(self._part("events", self.events, 0), 1)
        across.addWidget(self._part("papers", self.papers, _RIGHT))
        say = self._say["button"]
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say["back"], "Esc"))
        self.again = self.bar.left(KeyButton(say["again"], "Ctrl P", icon="printer"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addLayout(across, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.papers)

    def _head(self) -> QFrame:
        head = QFrame()
        set_states(head, ground="paper", edge="bottom")
        head.setFixedHeight(_HEAD)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((first, (self._name, self._state)), (second, (self._about, self._number))):
            row.setSpacing(16)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(first)
        left.addLayout(second)
        right.setSpacing(0)
        right.addWidget(Label(self._say["due"], "note", "ink2"), 0, Qt.AlignmentFlag.AlignRight)
        right.addWidget(self._due, 0, Qt.AlignmentFlag.AlignRight)
        whole = QHBoxLayout(head)
        whole.setContentsMargins(24, 8, 24, 8)
        whole.addLayout(left, 1)
        whole.addLayout(right)
        return head

    def _part(self, name: str, rows: RowList, wide: int) -> QFrame:
        part = QFrame()
        set_states(part, ground="paper", edge="" if name == "events" else "right" if name == "people" else "left")
        if wide:
            part.setFixedWidth(wide)
        title = QHBoxLayout()
        title.setContentsMargins(20, 12, 20, 12)
        title.addWidget(self._titles[name])
        column = QVBoxLayout(part)
        column.setContentsMargins(1, 0, 1, 0)  # the hairline at the side stays free
        column.setSpacing(0)
        column.addLayout(title)
        column.addWidget(rows, 1)
        rows.setAccessibleName(resources.text("case", f"part.{name}", count=0))
        return part

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.opened.connect(self._open)
        model.printing.asked.connect(self._ask_printer)
        self.papers.chosen.connect(lambda key: model.look_at(int(key)))
        self.back.clicked.connect(model.back_asked)
        self.again.clicked.connect(model.print_receipt)

    def draw(self, view: CaseView) -> None:
        """Show the case."""
        self._name.draw(view.name)
        kind = "soon" if view.state == "signatures" else "plain"
        self._state.draw(self._say["state"][view.state], kind, sign="soon" if kind == "soon" else "check")
        self._about.draw(view.about)
        self._number.draw(view.number)
        self._due.draw(view.due)
        self.again.setVisible(bool(view.number))
        for name, label in self._titles.items():
            label.draw(resources.text("case", f"part.{name}", count=len(view.papers)))
        self._draw_rows(view)

    def _draw_rows(self, view: CaseView) -> None:
        look = self._say["button"]["look"]
        self.people.draw(
            tuple(
                Row(
                    str(nth),
                    (
                        Cell(one.name, "ink", strong=True, wraps=True),
                        Cell(one.who),
                        Cell(one.paper, "soon" if one.open else "ink2", sign="soon" if one.open else ""),
                    ),
                )
                for nth, one in enumerate(view.people)
            )
        )
        self.people.setCurrentIndex(QModelIndex())
        self.events.draw(
            tuple(
                Row(str(nth), (Cell(one.day), Cell(one.what, "ink", strong=True), Cell(one.text)), tip=one.text)
                for nth, one in enumerate(view.events)
            )
        )
        self.papers.draw(
            tuple(
                Row(str(nth), (Cell(one.name, "ink", wraps=True),), act=look, tip=one.note)
                for nth, one in enumerate(view.papers)
            )
        )

    def _open(self, paper: bytes | PageImage) -> None:
        if not self.isVisible():
            return
        if isinstance(paper, PageImage):
            form = QImage.Format.Format_RGB888
            image = QImage(paper.pixels, paper.width, paper.height, paper.width * 3, form).copy()
        else:
            image = QImage.fromData(paper)
        sheet = PaperSheet(self.window(), image)
        sheet.open(sheet.shut)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        if self.isVisible():
            choice = PrinterChoice(self.window(), names)
            choice.chosen.connect(lambda name: self._model.printing.choose(paper, name))
            choice.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """The papers have the cursor: Enter opens one."""
        super().showEvent(event)
        self.papers.setFocus(Qt.FocusReason.OtherFocusReason)
