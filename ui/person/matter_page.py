"""The page of a short matter: a head, who it is, a few fields, what is known at the side, one verb at the foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.person.block import WhoBlock
from ui.person.form_sheet import FormSheet
from ui.person.labelled import labelled
from ui.person.model import WhoModel
from ui.person.offer_field import WIDE
from ui.person.side import PersonSide
from ui.person.who import WhoView
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.soon import once_it_stands
from ui.widgets.strip import Strip


class MatterPage(QFrame):
    """`done()` when the verb is to be done, `back_asked()` for Esc, `gone_asked()` when the person does not go on.

    A page adds its fields by `add` and says by `refused` what is missing.
    """

    done = Signal()
    back_asked = Signal()
    gone_asked = Signal()

    def __init__(self, who: WhoModel, side: PersonSide, title: str, note: str, verb: str) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._who, self.side, self._say = who, side, resources.texts("person")["page"]
        self.sheet, self.block = FormSheet(title), WhoBlock(who)
        self.sheet.head.draw(title, note)
        self.bar = ActionBar(self._say["next"])
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.gone = self.bar.left(KeyButton(self._say["gone"], "F7", kind="quiet"))
        self.do = self.bar.right(KeyButton(verb, "F10", kind="main"))
        self.sheet.stops = list(self.block.stops)
        self.places: dict[str, QWidget] = dict(self.block.fields)
        self._build()
        self._connect()
        self.setFocusProxy(self.sheet)

    def _build(self) -> None:
        self.sheet.body.setSpacing(8)
        self.sheet.body.addWidget(self.block)
        self.sheet.body.addSpacing(6)
        self.sheet.add_side(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self._who.shown.connect(self.draw_who)
        self.block.passed.connect(self.go_on_from)
        self.sheet.finished.connect(lambda: self.do.setFocus(Qt.FocusReason.TabFocusReason))
        self.do.clicked.connect(self.done)
        self.back.clicked.connect(self.back_asked)
        self.gone.clicked.connect(self.gone_asked)

    def add(self, widget: QWidget, label: str = "", *, stop: bool = True) -> None:
        """Add a field below those already there; with a label of its own where it has none."""
        if stop:
            self.sheet.stops.append(widget)
        if isinstance(widget, Field):
            widget.setMaximumWidth(WIDE)
        if not label:
            self.sheet.body.addWidget(widget)
            return
        self.sheet.body.addLayout(labelled(label, widget))

    def add_pair(self, left: QWidget, right: QWidget) -> None:
        """Add two fields beside each other, the left one first."""
        row = QHBoxLayout()
        row.setSpacing(24)
        for widget in (left, right):
            self.sheet.stops.append(widget)
            row.addWidget(widget, 1)
        self.sheet.body.addLayout(row)

    def close_body(self) -> None:
        """End the fields: what is left of the height stays empty."""
        self.sheet.body.addStretch(1)

    def go_on_from(self, stop: QWidget) -> None:
        """Put the cursor on the next place, or on the verb after the last."""
        self.sheet.go_on_from(stop)

    def refused(self, sentence: str) -> None:
        """Say what stands in the way; nothing hides it again."""
        self.sheet.refused(sentence)

    @property
    def strip(self) -> Strip:
        """What stands in the way now."""
        return self.sheet.strip

    def stop_at(self, place: str) -> None:
        """Put the cursor where something is missing, by the name of the place."""
        if place in self.places:
            self.sheet.stop_at(self.places[place])

    def draw_who(self, view: WhoView) -> None:
        """Show who it is, and what is known of the person."""
        self.block.draw(view)
        self.side.draw(view)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the first thing is missing; the camera runs while the page is looked at."""
        super().showEvent(event)
        self._who.look_out()
        once_it_stands(self, self.focus_first)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go, for whatever page comes."""
        super().hideEvent(event)
        self._who.stop()

    def focus_first(self) -> None:
        """Put the cursor where the officer begins."""
        self.block.focus_first().setFocus(Qt.FocusReason.OtherFocusReason)
