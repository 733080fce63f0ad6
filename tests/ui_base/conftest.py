"""One look, two lanes and a window for the tests of what all pages share."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui_base.made_up_desk import State
from ui.jobs import Jobs
from ui.shell.model import ShellModel
from ui.shell.window import ShellWindow
from ui.theme import Theme

MORNING = datetime(2026, 10, 12, 1, 50, tzinfo=UTC)  # Monday 9:50 in China


@pytest.fixture(scope="session")
def _one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def theme(_one_theme: Theme) -> Iterator[Theme]:
    """Light and normal at the beginning and again at the end."""
    yield _one_theme
    _one_theme.set_dark(dark=False)
    _one_theme.set_large(large=False)


@pytest.fixture
def now() -> Callable[[], datetime]:
    return lambda: MORNING


@pytest.fixture
def bugs() -> list[BaseException]:
    """What nobody wanted to have."""
    return []


@pytest.fixture
def jobs(qapp: QApplication, bugs: list[BaseException]) -> Iterator[Jobs]:  # noqa: ARG001 - an application must exist
    made = Jobs(bugs.append)
    yield made
    made.close()


@pytest.fixture
def state() -> State:
    return State()


@pytest.fixture
def window(theme: Theme, jobs: Jobs, state: State, now: Callable[[], datetime]) -> Iterator[ShellWindow]:
    """The window with its bars, shown at 1366×768."""
    model = ShellModel(state.now, jobs, theme, now=now)
    made = ShellWindow(model)
    made.resize(1366, 768)
    made.show()
    model.refresh()
    jobs.wait()
    yield made
    model.stop()
    made.close()
    made.deleteLater()


@pytest.fixture
def show(theme: Theme) -> Iterator[Callable[[QWidget], QWidget]]:  # noqa: ARG001 - a look must be on
    """Show a widget for the length of a test."""
    shown: list[QWidget] = []

    def show_it(widget: QWidget) -> QWidget:
        shown.append(widget)
        widget.show()
        widget.activateWindow()
        QApplication.processEvents()
        return widget

    yield show_it
    for widget in shown:
        widget.close()
        widget.deleteLater()
