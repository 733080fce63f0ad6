"""What stands at the left of home, by who is at the desk."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui_base.made_up_desk import Shelf
from ui.home.model import HomeModel
from ui.home.window import HomePage
from ui.jobs import Jobs
from ui.theme import Theme
from ui.widgets.key_button import KeyButton


@pytest.mark.parametrize(
    ("leads", "offered"),
    [
        ("visit file", ["来人登记", "收材料", "看上报"]),
        ("visit find inspect stick backup pc_keys", ["来人登记", "查人查件", "看上报"]),
        ("find inspect stick backup pc_keys", ["查人查件", "留痕记录", "看上报"]),  # an inspector
        ("stick backup pc_keys", ["U盘", "备份", "电脑钥匙", "看上报"]),  # who looks after the machines
    ],
)
def test_everybody_is_offered_what_they_come_for_and_only_ways_that_lead_somewhere(
    jobs: Jobs,
    now: Callable[[], datetime],
    theme: Theme,  # noqa: ARG001 - a look must be on
    leads: str,
    offered: list[str],
) -> None:
    page = HomePage(HomeModel(Shelf(), jobs, now=now, has=lambda name: name in leads.split()))
    page.resize(1366, 680)
    page.show()
    assert [one.verb for one in page.findChildren(KeyButton) if one.isVisible()] == offered
    page.close()


def test_the_focus_begins_on_what_is_offered_first(jobs: Jobs, now: Callable[[], datetime], theme: Theme) -> None:  # noqa: ARG001 - a look must be on
    model = HomeModel(Shelf(), jobs, now=now, has=lambda name: name in {"backup", "pc_keys"})
    model.refresh()
    jobs.wait()
    page = HomePage(model)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    page.setFocus()
    focus = QApplication.focusWidget()
    assert isinstance(focus, KeyButton)
    assert focus.verb == "备份"
    page.close()
