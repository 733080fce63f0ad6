"""The button: a verb, the key that does the same, and why when it cannot be pressed."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

import resources
from ui.theme import look, ready_for, restyled
from ui.widgets.button_form import ENTER, FORMS, INKS
from ui.widgets.icon import pixmap
from ui.widgets.key_cap import cap_size, paint_cap, sequences
from ui.widgets.label import set_states

__all__ = ["ENTER", "KeyButton"]


class KeyButton(QPushButton):
    """A button of a kind and a size (`control tall small way link bar action first`).

    Kinds: `main normal quiet danger choice`, and in the top bar `state state_soon name`.

    `key` is drawn as a cap and, unless `bind` is false, works in the window while the button is visible and on.
    """

    why_changed = Signal(str)

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        kind: str = "normal",
        size: str = "control",
        icon: str = "",
        bind: bool = True,
    ) -> None:
        super().__init__()
        self._form, self._icon, self._key, self._why = FORMS[size], icon, key, ""
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._shortcut = QShortcut(self)
        self._shortcut.activated.connect(self.click)
        self.set_text(text)
        self.set_key(key, bind=bind)

    def set_text(self, text: str) -> None:
        """Show another verb; it is also the accessible name."""
        self.setText(ready_for(text).replace("&", "&&"))
        self.setAccessibleName(text)
        self._fit()

    @property
    def binds(self) -> bool:
        """Whether the key works by itself, and is not only drawn."""
        return bool(self._shortcut.keys())

    def set_key(self, key: str, *, bind: bool = True) -> None:
        """Give the button another key, or none."""
        self._key = key
        self._shortcut.setKeys(sequences(key) if key and bind else [])
        self._tell()
        self._fit()

    def set_kind(self, kind: str) -> None:
        """Make it another kind of button."""
        set_states(self, kind=kind)
        self._fit()

    def set_icon(self, icon: str) -> None:
        """Show another icon, or none."""
        self._icon = icon
        self._fit()

    def off(self, why: str = "") -> None:
        """Let it not be pressed, and say why: the action bar shows the sentence left of the button."""
        self.setEnabled(False)
        self._set_why(why)

    def on(self) -> None:
        """Let it be pressed."""
        self.setEnabled(True)
        self._set_why("")

    @property
    def why(self) -> str:
        """Why it is off; empty when it is on or there is nothing to say."""
        return self._why

    @property
    def key(self) -> str:
        """The key on the button."""
        return self._key

    @property
    def verb(self) -> str:
        """The words on the button."""
        return self.text().replace("&&", "&")

    def _set_why(self, why: str) -> None:
        if why != self._why:
            self._why = why
            self._tell()
            self.why_changed.emit(why)

    def _tell(self) -> None:
        key = resources.text("widgets", "button.key", key=self._key) if self._key else ""
        self.setAccessibleDescription("　".join(filter(None, (key, self._why))))

    def _fit(self) -> None:
        self.setFixedHeight(look().size(self._form.high) + self._form.more)
        self.updateGeometry()
        self.update()

    def _is_strong(self) -> bool:
        return self.property("kind") in {"main", "name"} and not self._form.spread

    def _parts(self) -> list[tuple[str, QSize]]:
        words = QFontMetrics(look().font(self._form.role, strong=self._is_strong()))
        whole = self._form.spread or str(self.property("kind")).startswith("state")
        px = look().size("icon") - (0 if whole else 4)
        parts = [("text", QSize(words.horizontalAdvance(self.verb), words.height()))]
        if self._icon:
            parts.insert(len(parts) if self._form.role == "note" else 0, ("icon", QSize(px, px)))
        if self._key:
            parts.insert(0 if self._form.cap_first else len(parts), ("cap", cap_size(self._key)))
        return parts

    def _wide(self, parts: list[tuple[str, QSize]]) -> int:
        return sum(size.width() for _, size in parts) + self._form.gap * (len(parts) - 1)

    def sizeHint(self) -> QSize:
        """Ask for icon, text, cap and the space around them."""
        return QSize(self._wide(self._parts()) + sum(self._form.pad), self.height())

    def minimumSizeHint(self) -> QSize:
        """Ask for the same: a verb is never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Enter for the button that has the focus, before any shortcut of the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame by the style, the rest by hand."""
        painter = QStylePainter(self)
        option: Any = QStyleOptionButton()  # the stubs leave out its fields
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        parts = self._parts()
        loose = self._form.spread or self._form.cap_first
        left = self._form.pad[0] if loose else (self.width() - self._wide(parts)) // 2
        for name, size in parts:
            if self._form.spread and name == "cap":
                left = self.width() - self._form.pad[1] - size.width()
            self._paint_part(painter, name, QRect(QPoint(left, (self.height() - size.height()) // 2), size))
            left += size.width() + self._form.gap

    def _paint_part(self, painter: QPainter, name: str, box: QRect) -> None:
        shown, text = look(), look().colour(self._ink())
        if name == "cap":
            cap, border = self._cap_inks(text)
            paint_cap(painter, self._key, QRectF(box), text=cap, border=border, ground=None)
        elif name == "icon":
            ink = "accent" if self._form.spread and self._ink() == "ink" else self._ink()
            painter.drawPixmap(box.topLeft(), pixmap(self._icon, ink, box.width(), self.devicePixelRatioF()))
        else:
            painter.setFont(shown.font(self._form.role, strong=self._is_strong()))
            painter.setPen(text)
            painter.drawText(box.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, self.verb)

    def _ink(self) -> str:
        kind = str(self.property("kind"))
        if not self.isEnabled():
            return "ink3"
        if kind in {"danger", "choice"} and (self.underMouse() or self.property("shown") == "hover"):
            return "on_danger" if kind == "danger" else "accent"
        return INKS.get(kind, "ink")

    def _cap_inks(self, text: QColor) -> tuple[QColor, QColor]:
        if not self.isEnabled():
            return text, look().colour("line")
        if self.property("kind") in {"main", "toast"} or self._ink() == "on_danger":
            return text, text
        return look().colour("ink2"), look().colour("accent_line" if self._form.spread else "line")
