"""The page on which a signed PDF is checked: the verdict, who signed, what came afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui import files
from ui.signed_pdf.model import SignedPdfModel
from ui.signed_pdf.view import SignedPdfView
from ui.widgets.action_bar import ActionBar
from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_MOST_ROWS, _FULL = 6, 2000


class SignedPdfPage(QFrame):
    """Draws a SignedPdfView; Ctrl O opens a file, which may also be dropped on the page, Esc goes back."""

    def __init__(self, model: SignedPdfModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setAcceptDrops(True)
        self.model, self._say = model, resources.texts("signed_pdf")
        column = self._say["column"]
        self.head, self.bad, self.good = PageHead(self._say["title"]), Strip(), Label("", "title", strong=True)
        self.tick = Icon("check")
        self.hint = Para(self._say["drop"], "body", "ink2", width=_FULL)
        self.list = RowList(
            (
                Column(column["who"], grows=True),
                Column(column["what"], least=120, most=260),
                Column(column["when"], least=150, most=240),
                Column(column["state"], least=160, most=360),
            ),
            head=True,
            margin=24,
        )
        self.list.setAccessibleName(self._say["signatures"])
        self.notes = Para("", "note", "ink2", width=_FULL)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.setup = self.bar.left(KeyButton(resources.text("sealing", "set_up"), "F7"))
        self.verb = self.bar.right(KeyButton(self._say["open"], "Ctrl O", kind="main", icon="folder"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        self.bad.setProperty("edge", "bottom")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.bad)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 12)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.tick)
        line.addWidget(self.good, 1)
        top.addLayout(line)
        top.addWidget(self.hint)
        whole.addLayout(top)
        whole.addWidget(self.list)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 16, 24, 16)
        foot.addWidget(self.notes)
        whole.addLayout(foot)
        whole.addStretch(1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.list.measured.connect(self._fit)
        self.back.clicked.connect(model.back_asked)
        self.setup.clicked.connect(model.setup_asked)
        self.verb.clicked.connect(self._choose)

    def draw(self, view: SignedPdfView) -> None:
        """Show what a check found, or what to do first."""
        self.head.draw(self._say["title"], view.subtitle)
        is_bad = bool(view.tone)
        bad = view.refused or (view.verdict if is_bad else "")
        self.bad.draw(bad, view.tone or "danger", icon="ban" if view.tone != "soon" else "triangle-alert")
        self.good.draw("" if is_bad else view.verdict)
        for widget in (self.tick, self.good):
            widget.setVisible(bool(view.verdict) and not is_bad)
        self.hint.draw(self._say["checking"] if view.is_checking else self._say["drop"])
        self.hint.setVisible(view.is_checking or not view.verdict)
        self.list.draw(view.rows)
        self.list.setVisible(bool(view.rows))
        self.notes.draw(view.notes)
        self.notes.setVisible(bool(view.notes))
        self._fit()

    def _fit(self) -> None:
        self.list.setFixedHeight(self.list.height_of(min(_MOST_ROWS, max(1, len(self.list.rows)))))

    def _choose(self) -> None:
        chosen = files.open_file(self, self._say["file"], self._say["file_kinds"])
        if chosen:
            self.model.open_file(chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if files.dragged(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check what was dropped."""
        event.acceptProposedAction()
        file = files.dragged(event.mimeData())
        if file:
            self.model.open_file(file)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with opening a file."""
        self.verb.setFocus(Qt.FocusReason.OtherFocusReason)
