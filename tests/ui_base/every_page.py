"""Every page of this part with the longest things that can stand on it, and what on a page does not fit.

Run as a program it prints one line per text that does not fit: `python -m tests.ui_base.every_page large dark`,
with QT_SCALE_FACTOR for the scale of the screen.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.errors import Unavailable
from app.store.values import HeldBack, Pending
from tests.ui_base.made_up_desk import (
    LONG_NAME,
    SENT_AT,
    Door,
    Installer,
    Post,
    Shelf,
    State,
    a_blob,
    a_case,
    a_draft,
    a_task,
    an_entry,
    no_report,
)
from ui.home.model import HomeModel
from ui.home.window import HomePage
from ui.jobs import Jobs
from ui.problems import sentence
from ui.setup.model import SetupModel
from ui.setup.view import Step
from ui.setup.window import SetupPage
from ui.shell.model import ShellModel
from ui.shell.view import DeskState
from ui.shell.window import ShellWindow
from ui.sync_status.facts import SyncState
from ui.sync_status.line import Line
from ui.sync_status.model import SyncModel
from ui.sync_status.window import SyncPage
from ui.theme import Theme
from ui.unlock.model import UnlockModel
from ui.unlock.window import UnlockPage
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided
from ui.widgets.para import Para
from ui.widgets.row_list import RowList

SMALLEST = (1280, 680)
_OLD = "2026-10-11T00:44:00.000Z"


def _crowded() -> Shelf:
    return Shelf(
        found_tasks=tuple(
            a_task(number, kind, "2026-10-11", LONG_NAME, applicant=LONG_NAME)
            for number, kind in enumerate(("signature", "conflict", "same_person", "double_number", "needs_newer"))
        ),
        found_drafts=(a_draft(LONG_NAME, "questions", _OLD), a_draft(LONG_NAME, "questions", _OLD)),
        found_cases=tuple(a_case(number, LONG_NAME) for number in range(20)),
        states={f"c{number}": "delivered" for number in range(10, 20)},
        waits=Pending(1_400, 260, 120, _OLD),
        entries=tuple(an_entry(number, _OLD) for number in range(9)),
        blobs=tuple(a_blob(number, _OLD, "/v1/uploads/7") for number in range(9)),
        found_held=tuple(HeldBack("d-1", number, f"case:c{number}", "subject") for number in range(3)),
    )


class Pages:
    """All pages in one window."""

    def __init__(self, theme: Theme, *, size: tuple[int, int] = SMALLEST) -> None:
        def fail(error: BaseException) -> None:
            raise error

        self.jobs = Jobs(fail)
        now = lambda: SENT_AT  # noqa: E731 - a clock that stands
        trouble = sentence(Unavailable("county.unreachable"))
        state = DeskState(
            "渠县渠江街道办事处社会救助窗口", LONG_NAME, online=False, cases=120, blobs=260, training=True
        )
        state = replace(state, oldest_at=SENT_AT, last_success_at=SENT_AT, printer=False, camera=False, drafts=12)
        self.shell = ShellModel(State(state).now, self.jobs, theme, now=now)
        self.window = ShellWindow(self.shell)
        self.unlock = UnlockModel(Door(), self.jobs, theme, now=now)
        self.home = HomeModel(_crowded(), self.jobs, now=now)
        self.first = HomeModel(Shelf(), self.jobs, now=now)
        told = ("county.client_too_old", "county.root_differs", "county.refused", "device.entries_unreadable")
        state_of_line = SyncState(False, False, SENT_AT, trouble, SENT_AT, SENT_AT, 12, told, "12.10.3", 400_000_000)
        line = Line(Path("nowhere"), self.jobs, lambda: False, now=now)
        self.sync = SyncModel(_crowded(), Post(state_of_line), self.jobs, line, no_report, now=now)
        self.setup = SetupModel(Installer(), self.jobs)
        self._add_pages()
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def _add_pages(self) -> None:
        self.window.add_page("unlock", UnlockPage(self.unlock), bare=True)
        self.window.add_page("setup", SetupPage(self.setup), bare=True)
        self.window.add_page("home", HomePage(self.home))
        self.window.add_page("first", HomePage(self.first))
        self.window.add_page("sync", SyncPage(self.sync))
        for model in (self.shell, self.home, self.first):
            model.refresh()
        self.unlock.start()

    def settle(self) -> None:
        """Wait for all jobs, and for the layout."""
        self.jobs.wait()
        for _ in range(3):
            QApplication.processEvents()

    def each(self) -> Iterator[str]:
        """Show one page and state after the other, and give its name."""
        for name in ("home", "first", "sync", "unlock"):
            self.window.show_page(name)
            self.settle()
            yield name
        self.unlock.set_caps(True)
        self.unlock.open("")
        self.settle()
        yield "unlock with everything wrong"
        yield from self._each_of_setup()

    def _each_of_setup(self) -> Iterator[str]:
        self.window.show_page("setup")
        for name, value in (("town", "青龙镇"), ("officer", LONG_NAME), ("password", "12345678")):
            self.setup.edit(name, value)
        for step in Step:
            self.setup.show_step(step)
            self.settle()
            yield f"setup {step.name.lower()}"

    def close(self) -> None:
        """End the lanes and the window."""
        self.shell.stop()
        self.sync.stop()
        self.jobs.close()
        self.window.close()
        self.window.deleteLater()


def does_not_fit(page: QWidget) -> list[str]:
    """Give what is wider or higher than its place on a page: labels, paragraphs, buttons, names in lists."""
    found = [f"label {label.text()}" for label in page.findChildren(QLabel) if _is_cut_label(label)]
    found += [f"button {one.verb}" for one in page.findChildren(KeyButton) if one.isVisible() and _is_short(one)]
    found += [f"paragraph {one.text}" for one in page.findChildren(Para) if one.isVisible() and _is_low(one)]
    for rows in page.findChildren(RowList):
        if rows.isVisible():
            found += [f"name {name}" for name in rows.cut_names()]
    return found


def _is_cut_label(label: QLabel) -> bool:
    if not label.isVisible() or not label.text():
        return False
    measure = QFontMetrics(label.font())
    is_narrow = measure.horizontalAdvance(label.text()) > label.width() and not isinstance(label, Elided)
    return is_narrow or measure.height() > label.height() + 1


def _is_short(button: KeyButton) -> bool:
    return button.width() < button.sizeHint().width() or button.height() < button.sizeHint().height()


def _is_low(para: Para) -> bool:
    return para.heightForWidth(para.width()) > para.height()


def main(words: list[str]) -> int:
    """Print what does not fit, page by page; 1 when there is anything."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    theme = Theme(application, dark="dark" in words, large="large" in words)
    pages = Pages(theme)
    bad = [f"{name}: {one}" for name in pages.each() for one in does_not_fit(pages.window)]
    pages.close()
    print(application.devicePixelRatio(), *bad, sep="\n")  # noqa: T201 - the result of this program
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
