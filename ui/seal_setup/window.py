"""The page of certificates and seal: one list, the buttons of the current row, and one to try it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from app.forms.preview import PageImage
from ui import files
from ui.case.act_sheet import ActSheet
from ui.case.paper_view import PaperSheet
from ui.seal_setup.model import SealSetupModel
from ui.seal_setup.view import SealSetupView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_KEYS = {
    "choose_file": "1",
    "choose_token": "2",
    "choose_folder": "3",
    "choose_picture": "4",
    "choose_root": "Ins",
    "clear": "Del",
}


class SealSetupPage(QFrame):
    """Draws a SealSetupView and forwards keys: 1 to 4, Ins and Del change what is in hand, F10 tries it, Esc back."""

    def __init__(self, model: SealSetupModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("sealing")["setup"]
        self.head, self.refused = PageHead(self._say["title"]), Strip()
        self.text = Para(self._say["text"], "body", "ink2", width=2000)
        self.list = RowList(
            (Column(self._say["whose"], least=200, most=360), Column(self._say["kind"], grows=True)),
            head=True,
            margin=24,
            keeps=True,
        )
        self.list.setAccessibleName(self._say["title"])
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.acts = {name: self.bar.left(KeyButton(self._say[name], key)) for name, key in _KEYS.items()}
        self.verb = self.bar.right(KeyButton(self._say["try"], "F10", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        self.refused.setProperty("edge", "bottom")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.refused)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 12)
        top.addWidget(self.text)
        whole.addLayout(top)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        model.sample.connect(self._show_sample)
        self.list.current_changed.connect(model.go_to)
        self.back.clicked.connect(model.back_asked)
        self.verb.clicked.connect(self._ask_secret)
        doing: dict[str, Callable[[], None]] = {
            "choose_file": lambda: self._choose("file", lambda place: model.set_source("file", place)),
            "choose_token": lambda: self._choose("module", lambda place: model.set_source("token", place)),
            "choose_folder": self._choose_folder,
            "choose_picture": lambda: self._choose("picture", model.set_picture),
            "choose_root": lambda: self._choose("root", model.add_root),
            "clear": model.clear,
        }
        for name, button in self.acts.items():
            button.clicked.connect(doing[name])

    def draw(self, view: SealSetupView) -> None:
        """Show what is set up, and what can be done with the current row."""
        self.refused.draw(view.refused, "danger", icon="ban")
        self.list.draw(view.rows)
        at = next((nth for nth, row in enumerate(view.rows) if row.key == view.current), 0)
        self.list.select(at)
        for name, button in self.acts.items():
            button.setVisible(name in view.acts)
        (self.verb.off(view.why) if view.why else self.verb.on())

    def _choose(self, what: str, take: Callable[[Path], None]) -> None:
        chosen = files.open_file(self, self._say[f"ask_{what}"], self._say[f"{what}_kinds"])
        if chosen:
            take(chosen)

    def _choose_folder(self) -> None:
        chosen = files.folder(self, self._say["ask_folder"])
        if chosen:
            self.model.set_source("folder", chosen)

    def _ask_secret(self) -> None:
        sheet = ActSheet(self.window(), self.model, "try", area="sealing")
        secret = sheet.add_field("password", secret=True)
        sheet.show_act(lambda: self.model.try_out(secret.text))

    def _show_sample(self, page: PageImage) -> None:
        PaperSheet(self.window(), page).show_paper()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
