"""The one window: bars that stay still, pages that change between them."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

import resources
from ui.shell.keys import KeysHelp, keys_now
from ui.shell.model import ShellModel
from ui.shell.shield import Shield
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.shell.view import ShellView
from ui.theme import look, tokens
from ui.widgets.dialog import Dialog
from ui.widgets.focus_ring import FocusRing
from ui.widgets.key_cap import SHIELD, WHOLE, sequences
from ui.widgets.reading import pass_on
from ui.widgets.strip import Strip
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable


def _say(name: str, **facts: object) -> str:
    return resources.text("shell", name, **facts)


# What these keys do from every page of the desk, by the names of what is to be done. A page may use one for itself.
# Ctrl K is the button's in the top bar: a line edit would not let it through.
DESK_KEYS: Final = {"F2": "visit", "F3": "urgent", "F4": "file"}


class _Stripe(QFrame):
    """The amber edge that is there as long as one practises."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(4)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill it."""
        QPainter(self).fillRect(self.rect(), look().colour("soon_fill"))


class ShellWindow(QMainWindow):
    """Give it pages by name; `bare` pages (unlock, set-up) stand without the bars.

    `called(name)`: a key of the whole desk was pressed on a page that does not use it for itself.
    `page_shown(name)`: another page stands there now, or the same one anew.
    """

    called = Signal(str)
    page_shown = Signal(str)

    def __init__(self, model: ShellModel) -> None:
        super().__init__()
        self.model, self._pages, self._bare = model, dict[str, QWidget](), set[str]()
        self._offered = frozenset[str]()
        self.setWindowTitle(_say("name"))
        self.setMinimumSize(*tokens()["size"]["min_window"])
        self._stripe, self._top, self._status = _Stripe(), TopBar(), StatusBar()
        self._strip, self._stack = Strip(), QStackedWidget()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._stripe, self._top, self._strip, self._stack, self._status):
            column.addWidget(widget, 1 if widget is self._stack else 0)
        self.setCentralWidget(whole)
        self._strip.hide()
        self._ring, self._toast, self.shield = FocusRing(self), Toast(self), Shield(self)
        self._connect()

    def _connect(self) -> None:
        self.model.shown.connect(self.draw)
        self._top.chosen.connect(self.choose)
        self._strip.chosen.connect(lambda _n: self._strip.hide())
        self._keys = {"F1": "keys", WHOLE: "whole", SHIELD: "shield", "Ctrl L": "lock"}
        self._keys |= {"Ctrl +": "large", "Ctrl -": "normal", "Ctrl F5": "applicant"}
        for key, name in self._keys.items():
            shortcut = QShortcut(self)
            shortcut.setKeys(sequences(key))
            shortcut.activated.connect(lambda name=name: self.choose(name))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go with Tab as the page is read."""
        return pass_on(self, forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the desk that the page let through; a bare page has no desk behind it."""
        pressed = QKeySequence(event.keyCombination())
        name = next((name for key, name in DESK_KEYS.items() if pressed in sequences(key)), "")
        if name and self.page not in self._bare:
            self.called.emit(name)
        else:
            super().keyPressEvent(event)

    def add_page(self, name: str, page: QWidget, *, bare: bool = False) -> None:
        """Take a page; it is not shown yet. A page of the same name before it is dropped."""
        old = self._pages.pop(name, None)
        if old is not None:
            old.setParent(None)  # leaves the stack; left there until it dies, its Python half would live on
            old.deleteLater()
        self._pages[name] = page
        self._bare = self._bare | {name} if bare else self._bare - {name}
        self._stack.addWidget(page)

    def show_page(self, name: str) -> None:
        """Show a page and give it the focus; KeyError for an unknown one."""
        page = self._pages[name]
        bare = name in self._bare
        self._top.setVisible(not bare)
        self._status.setVisible(not bare)
        self._strip.hide()
        self._stack.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(name)

    @property
    def current(self) -> QWidget:
        """The page shown now."""
        return self._stack.currentWidget()

    @property
    def page(self) -> str:
        """The name of the page shown now; empty before the first."""
        return next((name for name, page in self._pages.items() if page is self._stack.currentWidget()), "")

    @property
    def pages(self) -> tuple[str, ...]:
        """The names of the pages there are."""
        return tuple(self._pages)

    def draw(self, view: ShellView) -> None:
        """Show what the bars say."""
        self._top.draw(view)
        self._status.draw(view)
        self._stripe.setVisible(view.training)
        name = _say("name")
        self.setWindowTitle(f"{name}　{_say('training')}" if view.training else name)

    def choose(self, name: str) -> None:
        """Do what an entry of the officer's menu, or its key, stands for."""
        actions: dict[str, Callable[[], None]] = {
            "lock": self.model.lock,
            "sync": self.model.open_sync,
            "dark": self.model.toggle_dark,
            "keys": self.show_keys,
            "applicant": self.model.open_applicant,
            "read": self.model.read_aloud,
            "whole": self.model.show_whole,
            "shield": self.shield.turn,
            "large": lambda: self.model.set_large(large=True),
            "normal": lambda: self.model.set_large(large=False),
        }
        if name in actions:
            actions[name]()
        else:
            self.called.emit(name)

    def offer(self, names: frozenset[str]) -> None:
        """Take which names of the desk somebody answers to."""
        self._offered = names
        self._top.offer(names)

    def show_keys(self) -> None:
        """Show the keys that work now."""
        say, here = resources.texts("shell")["keys"], self._stack.currentWidget()
        page = keys_now(here) if here else []
        ours = [(key, say[name]) for key, name in DESK_KEYS.items() if name in self._offered]
        always = [(key, say[{"keys": "help"}.get(name, name)]) for key, name in self._keys.items()]
        rest = [one for one in (*ours, *always, ("Tab", say["tab"])) if one not in page]
        KeysHelp(self, page, rest).show_keys()

    def say(self, sentence: str) -> None:
        """Say something good at the bottom right for six seconds."""
        self._toast.say(sentence)

    def say_quietly(self, sentence: str) -> None:
        """Show what is not possible now in the line below."""
        self._status.say(sentence)

    def unsay(self, sentence: str) -> None:
        """Take back what was said in the line below, when it is not so any more."""
        self._status.unsay(sentence)

    def show_refusal(self, sentence: str) -> None:
        """Show a refusal that has no place of its own, above the page."""
        self._strip.draw(sentence, "danger", icon="ban", buttons=((_say("problem.seen"), ""),))

    def show_bug(self, number: str) -> None:
        """Show the one dialog for a bug; a second one meanwhile is only in the log."""
        if self.findChildren(Dialog):
            return
        Dialog(self, _say("problem.title"), _say("problem.text", number=number), stay=_say("problem.go_on")).ask()
