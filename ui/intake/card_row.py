"""One field of the card: label, where it stands on the picture, its value, why it can be trusted."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

import resources
from ui.intake.card import CardField
from ui.theme import look
from ui.widgets.field import Field, FieldView
from ui.widgets.field_ask import FieldAsk
from ui.widgets.icon import Icon, pixmap
from ui.widgets.label import Label
from ui.widgets.mark import Mark

STRIP_WIDE, _STRIP_NARROW, _STRIP_HIGH, _STRIP_TALL = 208, 168, 40, 64
_COVER = (0.24, 0.78)
_LONG, _MARGIN = {"name", "address"}, 6  # px that stay free beside the text of a line


class StripPicture(QWidget):
    """The place of a field on the card, never stretched; its middle covered while the value is masked."""

    def __init__(self, *, tall: bool) -> None:
        super().__init__()
        self.setFixedSize(STRIP_WIDE, _STRIP_TALL if tall else _STRIP_HIGH)
        self._images: list[QImage] = []
        self._jpegs: tuple[bytes, ...] = ()
        self._covered, self._word = False, ""

    def draw(self, jpegs: tuple[bytes, ...], word: str, *, covered: bool) -> None:
        """Show crops beside each other, or a word where there are none yet."""
        if jpegs != self._jpegs:
            self._jpegs, self._images = jpegs, [QImage.fromData(jpeg) for jpeg in jpegs]
        self._covered, self._word = covered, word
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the crops at the left, or an empty frame."""
        painter, shown = QPainter(self), look()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if not self._images:
            self._paint_room(painter)
            return
        left, room = 0.0, self.width() / len(self._images)
        for image in self._images:
            size = QSize(image.size()).scaled(int(room) - 2, self.height(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(left, (self.height() - size.height()) / 2, size.width(), size.height())
            painter.drawImage(box, image)
            if self._covered:
                cover = QRectF(box)
                cover.setLeft(box.left() + box.width() * _COVER[0])
                cover.setRight(box.left() + box.width() * _COVER[1])
                painter.fillRect(cover.adjusted(0, 4, 0, -4), shown.colour("line_strong"))
            left += size.width() + 4

    def _paint_room(self, painter: QPainter) -> None:
        if not self._word:
            return
        shown = look()
        painter.fillRect(self.rect(), shown.colour("sunk"))
        painter.setPen(shown.colour("line_strong"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(shown.colour("ink2"))
        painter.setFont(shown.font())
        painter.drawText(self.rect().adjusted(12, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, self._word)


class Eye(QAbstractButton):
    """Shows the whole number, or masks it again: the one icon that needs no word."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(32, 32)
        self.setCheckable(True)
        self.draw(revealed=False)

    def draw(self, *, revealed: bool) -> None:
        """Say what a press does now."""
        self.setChecked(revealed)
        name = resources.text("intake", "card.hide" if revealed else "card.show")
        self.setAccessibleName(name)
        self.setToolTip(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the eye."""
        ink = "accent" if self.isChecked() else "ink3"
        QPainter(self).drawPixmap(8, 8, pixmap("eye", ink, 16, self.devicePixelRatioF()))


class CardRow(QObject):
    """Fills one row of the card's grid. `written(member, name, text)` at each change by the officer.

    The member is the one whose card was shown when it was typed: another card may lie there meanwhile.
    `entered(name)`, `stepped(name, rows)`, `offered(name, n)` for an answer below a doubt, `eyed(revealed)`.
    """

    written = Signal(str, str, str)
    entered = Signal(str)
    stepped = Signal(str, int)
    offered = Signal(str, int)
    eyed = Signal(bool)

    def __init__(self, name: str, grid: QGridLayout, row: int) -> None:
        super().__init__()
        self._name, self._member, self._typed = name, "", False
        self._view, self._modes, self._terse = CardField(name, ""), (False, False), False
        self.field = Field(resources.text("intake", f"card.label.{name}"), placed="none")
        self.strip, self.eye = StripPicture(tall=name == "address"), Eye()
        self._tick, self._mark, self._word = Icon("check", small=True), Mark("soon"), Label("", "body", "ink2")
        label = Label(resources.text("intake", f"card.label.{name}"), "body", "ink2")
        top = Qt.AlignmentFlag.AlignTop
        self._all = (label, self.strip, self.field, self._trust())
        for column, widget in enumerate(self._all):
            grid.addWidget(widget, row, column, top)
        self._connect()

    def _trust(self) -> QWidget:
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._tick, self._mark, self._word, self.eye):
            row.addWidget(widget)
        row.addStretch(1)
        return box

    def _connect(self) -> None:
        name, edit = self._name, self.field.edit
        self.field.edited.connect(self._is_typed)
        self.field.entered.connect(lambda: self.entered.emit(name))
        self.field.settled.connect(self._is_settled)
        self.field.answered.connect(lambda nth: self.offered.emit(name, nth))
        self.eye.clicked.connect(self.eyed)
        edit.installEventFilter(self)

    def draw(self, member: str, view: CardField, *, typing: bool, revealed: bool) -> None:
        """Show a field of a member's card; what the officer is typing is not written over."""
        self._typed = self._typed and member == self._member
        self._member, self._view, self._modes = member, view, (typing, revealed)
        focused = self.field.edit.hasFocus()
        text = self.field.text if self._typed else view.full if focused else view.text
        state = "normal" if self._typed else _state(view, typing=typing)
        right = resources.text("intake", "card.answer.right")
        answers = ((right, "Enter"), *((offer, str(nth)) for nth, offer in enumerate(view.offers[1:], 2)))
        doubtful = state == "doubt"
        self.field.draw(
            FieldView(
                text,
                state,
                hint="" if view.state == "waiting" else view.hint,
                sentence="" if self._typed else view.sentence or self._whole(text),
                doubt=(0, len(text)) if doubtful else (0, 0),
                question=view.question if doubtful else "",
                answers=answers if doubtful else (),
            )
        )
        if not focused:
            self.field.edit.setCursorPosition(0)  # a long value shows its beginning
        self.strip.draw(view.strips, view.hint if view.state == "waiting" else "", covered=view.text != view.full)
        self._draw_trust(view, doubtful=doubtful, revealed=revealed)

    def _draw_trust(self, view: CardField, *, doubtful: bool, revealed: bool) -> None:
        self.eye.setVisible(self._name == "id_number" and bool(view.full) and not doubtful)
        self.eye.draw(revealed=revealed)
        for beside in (self._all[0], self._all[3]):
            beside.setFixedHeight(look().size("control"))
        amber = view.state in ("look", "unread")
        self._tick.setVisible(view.ticked)
        self._mark.setVisible(amber)
        word = "" if doubtful else view.word
        self._word.draw("" if self._terse and view.ticked else word, "soon" if amber else "ink2")
        self._tick.setToolTip(word)

    def set_terse(self, *, terse: bool) -> None:
        """Where room is short the strip is narrower, and a tick says without words that a value was read clearly."""
        self._terse = terse
        self.strip.setFixedWidth(_STRIP_NARROW if terse else STRIP_WIDE)

    def _whole(self, text: str) -> str:
        """A name or an address that its field cannot show whole stands below it once more."""
        edit = self.field.edit
        room = edit.width() - _MARGIN
        fits = self._name not in _LONG or edit.fontMetrics().horizontalAdvance(text) <= room
        return "" if fits or not edit.isVisible() else text

    def set_visible(self, *, visible: bool) -> None:
        """Show the row, or leave it out where the document has no such field."""
        for widget in self._all:
            widget.setVisible(visible)

    @property
    def is_typed(self) -> bool:
        """Whether the officer is typing in this field."""
        return self._typed

    def focus(self) -> None:
        """Put the cursor on the first answer of a doubt, else into the field."""
        QTimer.singleShot(0, self._focus)  # answers that have just been made are not on the glass yet

    def _focus(self) -> None:
        ask = self.field.findChild(FieldAsk)
        doubtful = self._view.state == "doubt" and ask is not None and ask.buttons
        (ask.buttons[0] if doubtful and ask else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_typed(self, text: str) -> None:
        self._typed = True
        self.written.emit(self._member, self._name, text)

    def _is_settled(self, text: str) -> None:
        """Once the cursor has left, the field shows what was made of the text."""
        if self._typed:
            self._typed = False
            self.written.emit(self._member, self._name, text)
            typing, revealed = self._modes
            self.draw(self._member, self._view, typing=typing, revealed=revealed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the whole value under the cursor; go up and down between fields."""
        edit = self.field.edit
        if event.type() == QEvent.Type.FocusIn and not self._typed and edit.text() != self._view.full:
            edit.setText(self._view.full)
        if event.type() == QEvent.Type.FocusOut and not self._typed and edit.text() != self._view.text:
            edit.setText(self._view.text)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if rows := steps.get(Qt.Key(event.key())):
                self.stepped.emit(self._name, rows)
                return True
        return super().eventFilter(watched, event)


def _state(view: CardField, *, typing: bool) -> str:
    """Give the state of the field widget."""
    if view.state in ("doubt", "wrong"):
        return view.state
    if view.state == "unread" or (typing and not view.text):
        return "normal"
    return "read"
