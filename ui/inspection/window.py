"""The inspector's page: filters above, acts in a table, pages by key."""

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui import files
from ui.case.act_sheet import ActSheet
from ui.inspection.export_model import JOURNAL, ExportModel
from ui.inspection.model import InspectModel
from ui.inspection.view import InspectView, words_of_groups
from ui.person.offer_field import OfferField, put
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_FILTERS: Final = ("officer", "about", "group", "since", "until")


class InspectPage(QFrame):
    """PgUp and PgDn turn, Enter opens a case, F7 F8 F9 take out, Esc leaves."""

    def __init__(self, model: InspectModel, out: ExportModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self.out, self._say = model, out, resources.texts("inspect")
        self.head, self.refused = PageHead(self._say["title"]), Strip(kind="danger")
        names = self._say["field"]
        offered = {"officer": OfferField(names["officer"], 32), "group": OfferField(names["group"], 72)}
        self.fields: dict[str, Field] = {
            name: offered.get(name) or Field(names[name], label_width=_label(name)) for name in _FILTERS
        }
        self._officers = offered["officer"]
        offered["group"].offer(words_of_groups())
        self.none = Para("", "body", "ink2", width=2000)
        self.rows = RowList(_columns(self._say["column"]), head=True, margin=24)
        self.rows.setAccessibleName(self._say["title"])
        say, self.bar = self._say["button"], ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.clear = self.bar.left(KeyButton(say["clear"], "F6"))
        self.journal = self.bar.left(KeyButton(say["journal"], "F9"))
        self.newer = self.bar.right(KeyButton(say["newer"], "PgUp"))
        self.older = self.bar.right(KeyButton(say["older"], "PgDn"))
        self.paper = self.bar.right(KeyButton(say["paper"], "F7"))
        self.sheet = self.bar.right(KeyButton(say["sheet"], "F8", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 24, 8)
        above.setSpacing(8)
        above.addWidget(self.refused)
        for names in (("officer", "about"), ("group", "since", "until")):
            row = QHBoxLayout()
            row.setSpacing(16)
            for name in names:
                row.addWidget(self.fields[name], 2 if name == "about" else 1, Qt.AlignmentFlag.AlignTop)
            above.addLayout(row)
        above.addWidget(self.none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(above)
        whole.addWidget(self.rows, 1000)
        whole.addStretch(1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        for name, field in self.fields.items():
            take: Any = partial(model.set_typed, name)
            (field.edited if isinstance(field, OfferField) else field.settled).connect(take)
            field.entered.connect(partial(self._enter, name))
        self.rows.chosen.connect(model.open)
        self.back.clicked.connect(model.back_asked)
        self.clear.clicked.connect(model.clear)
        self.newer.clicked.connect(model.newer)
        self.older.clicked.connect(model.older)
        for button, form in ((self.sheet, "xlsx"), (self.paper, "pdf"), (self.journal, JOURNAL)):
            button.clicked.connect(partial(self._ask_why, form))
        self.out.said.connect(model.say)

    def draw(self, view: InspectView) -> None:
        """Show the acts."""
        self.head.draw(self._say["title"], view.note or self._say["hint"])
        self.refused.draw(view.refused, "danger", icon="ban")
        self._officers.offer(view.officers)
        for name, field in self.fields.items():
            is_wrong = view.wrong == name
            sentence = self._say["day_odd"] if is_wrong else ""
            put(field, FieldView(getattr(view.typed, name), "wrong" if is_wrong else "normal", sentence=sentence))
        self.none.draw(view.none)
        self.none.setVisible(bool(view.none))
        self.rows.draw(view.rows)
        self.rows.setVisible(bool(view.rows))
        for button, is_on in ((self.newer, view.newer), (self.older, view.older)):
            (button.on if is_on else button.off)()
        for button in (self.sheet, self.paper):
            button.setVisible(bool(view.rows))
        self.bar.note(self._say["reading"] if view.busy else view.said)

    def _enter(self, name: str) -> None:
        """Enter asks and goes on to the next filter, from the last one to the acts."""
        field = self.fields[name]
        if not isinstance(field, OfferField):
            self.model.set_typed(name, field.text)
        at = _FILTERS.index(name) + 1
        following = self.fields[_FILTERS[at]].edit if at < len(_FILTERS) else self.rows
        following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_why(self, form: str, _checked: object = None) -> None:
        sheet = ActSheet(self.window(), self.out, f"export_{form}", area="inspect")
        reason = sheet.add_field("reason")
        sheet.show_act(lambda: self._choose(form, reason.text))

    def _choose(self, form: str, reason: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / self.out.file_name(form))
        chosen = files.save_as(self, self._say["choose"], proposed, f"*.{form}")
        if chosen:
            self.out.take(self.model.asked, form, reason, chosen.with_suffix(f".{form}"))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with who."""
        self.fields["about"].edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _label(name: str) -> int:
    return 112 if name == "about" else 56


def _columns(titles: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column(titles["when"], least=152),
        Column(titles["who"], least=80, most=160),
        Column(titles["what"], least=96, most=160),
        Column(titles["about"], least=208, most=320),
        Column(titles["text"], grows=True),
    )
