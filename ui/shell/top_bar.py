"""The bar above every page: which window, which day, whether the county hears us, who sits here."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

import resources
from ui.shell.view import ShellView
from ui.theme import look
from ui.widgets.chip import Chip
from ui.widgets.hair_line import HairLine
from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.key_cap import SHIELD, WHOLE
from ui.widgets.label import Elided, Label

# The officer's menu: what each entry stands for, and its key.
_MENU: Final = (
    ("large", "Ctrl +"),
    ("dark", ""),
    ("whole", WHOLE),
    ("shield", SHIELD),
    ("applicant", "Ctrl F5"),
    ("read", "F5"),
    ("keys", "F1"),
    ("sync", ""),
    ("colleague", ""),
    ("lock", "Ctrl L"),
)


def _say(name: str, **facts: object) -> str:
    return resources.text("shell", name, **facts)


# What the menu offers beside the officer's own, where somebody answers to the name, in menus of their own: with all of
# it in one, the menu would be higher than a screen of 768 px. First the work of the day.
DAY_WORK: Final = (
    "rounds",
    "notices",
    "meeting",
    "roster",
    "standards",
    "referral",
    "low_income",
    "lead",
    "batch",
    "blank_forms",
    "register",
    "fund",
)
# What is rarely wanted, in a menu of its own: who may, what was done, and what the machine keeps.
KEPT: Final = (
    "stand_in",
    "verify_pdf",
    "receipt_check",
    "seen_by",
    "inspect",
    "backup",
    "pc_keys",
    "seal_setup",
    "updates",
    "checkup",
)
_WITHIN: Final = (("day_work", DAY_WORK), ("kept", KEPT))


class Brand(QWidget):
    """The mark and the name."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("mark", "accent", px=28))
        row.addWidget(Label(_say("name"), "title", "accent", strong=True))


class TopBar(QFrame):
    """56 px high. `chosen(name)`: an entry of the officer's menu (`lock large normal dark applicant read keys …`)."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setProperty("edge", "bottom")
        self.setFixedHeight(look().size("topbar"))
        self._office, self._day = Elided(), Label("", "body", "ink2")
        self._office.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._training = Chip(_say("training"), "soon", sign="soon")
        self._training.setToolTip(_say("training_tip"))
        self._find = KeyButton(_say("top.find"), "Ctrl K", icon="search")
        self._find.clicked.connect(lambda: self.chosen.emit("find"))
        self._find.hide()
        self._link = KeyButton("", kind="state", size="bar")
        self._link.setAccessibleDescription(_say("top.sync"))
        self._saved_icon, self._saved = Icon("check"), Label("", "body", "ink2")
        self._officer = KeyButton("", kind="name", size="bar")
        self._link.clicked.connect(lambda: self.chosen.emit("sync"))
        self._officer.clicked.connect(self.open_menu)
        self._menu, self._actions = QMenu(self), dict[str, QAction]()
        for name, key in _MENU:
            self._actions[name] = self._entry(name, key, self._menu)
        self._menu.addSeparator()
        self._within = tuple((self._menu.addMenu(_say(f"menu.{title}")), names) for title, names in _WITHIN)
        for menu, names in self._within:
            self._actions |= {name: self._entry(name, "", menu) for name in names}
            menu.menuAction().setVisible(False)
        self._lay_out()

    def _entry(self, name: str, key: str, menu: QMenu) -> QAction:
        action = menu.addAction(f"{_say(f'menu.{name}')}\t{key}")
        action.triggered.connect(lambda: self.chosen.emit(str(action.data() or name)))
        return action

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(24)
        for widget in (Brand(), HairLine(upright=True, length=24), self._office, self._day, self._training):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._find)
        row.addWidget(self._link)
        row.addSpacing(-8)
        saved = QHBoxLayout()
        saved.setSpacing(8)
        saved.addWidget(self._saved_icon)
        saved.addWidget(self._saved)
        row.addLayout(saved)
        row.addSpacing(-8)
        row.addWidget(self._officer)

    def draw(self, view: ShellView) -> None:
        """Show a view."""
        self._office.draw(view.office)
        self._day.draw(view.day)
        self._training.setVisible(view.training)
        self._link.set_text(view.link.text)
        self._link.set_icon(view.link.icon)
        self._link.set_kind("state_soon" if view.link.ink == "soon" else "state")
        self._saved_icon.draw(view.saved.icon)
        self._saved.draw(view.saved.text)
        self._officer.set_text(view.officer)
        self._officer.setAccessibleName(_say("top.officer", officer=view.officer))
        self._draw_menu(view)
        self._fit()

    def offer(self, names: frozenset[str]) -> None:
        """Show the way to find somebody, and in the menu what else can be done from every page, from now on."""
        self._find.setVisible("find" in names)
        self._actions["colleague"].setVisible("colleague" in names)
        for menu, entries in self._within:
            for name in entries:
                self._actions[name].setVisible(name in names)
            menu.menuAction().setVisible(bool(names.intersection(entries)))

    def _draw_menu(self, view: ShellView) -> None:
        large, dark = self._actions["large"], self._actions["dark"]
        large.setData("normal" if view.large else "large")
        large.setText(f"{_say(f'menu.{large.data()}')}\t{'Ctrl -' if view.large else 'Ctrl +'}")
        dark.setText(_say("menu.light" if view.dark else "menu.dark"))

    def _fit(self) -> None:
        """Leave the day out where the office's name would be cut for it, and with large type."""
        wanted = self._row.sizeHint().width()
        if self._day.isHidden():
            wanted += self._day.sizeHint().width() + self._row.spacing()
        fits = not look().large and wanted <= self.width()
        if fits == self._day.isHidden():
            self._day.setVisible(fits)

    def event(self, event: QEvent) -> bool:
        """See anew whether there is room for the day when anything in the bar, or the bar, changes its size."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return super().event(event)

    def open_menu(self) -> None:
        """Open the officer's menu under the name."""
        size: QSize = self._menu.sizeHint()
        under = self._officer.mapToGlobal(QPoint(self._officer.width() - size.width(), self._officer.height() + 4))
        self._menu.popup(under)
