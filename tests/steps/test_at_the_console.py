"""A case goes window → county → console → window: decided through the county's real pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import clock
from sync.county.officers import CountyRole, Officers
from tests.console.browser import Browser
from tests.desk.counter import Counter, at_work
from tests.steps.test_at_the_county import proposed
from ui.demo.township import Township

PASSWORD = "十个字以上的一个密码"


@pytest.fixture
def township(folder: Path) -> Iterator[Township]:
    """The township with its county switched on, and a leader of the county."""
    found = Township(folder / "window", folder / "county")
    found.open()
    Officers(found.county.site).add("郑直", CountyRole.LEADER.value, PASSWORD)
    yield found
    found.county.stop()


@pytest.fixture
def counter(qapp: QApplication, township: Township, folder: Path, tmp_path: Path) -> Iterator[Counter]:
    """The window at work, with a line to its county."""
    assert township.county.url
    with at_work(qapp, folder / "window", tmp_path) as at:
        yield at


def test_what_is_confirmed_on_a_page_goes_on_at_the_window(counter: Counter, township: Township) -> None:
    way = proposed(counter, "canji_shenghuo")
    way.at.send()
    leader = Browser(township.county.url).sign_in("郑直", PASSWORD)
    assert "王明德" in leader.get("/?waits=decide").text
    row = leader.page.text.split("</tr>")
    place = next(part for part in row if "王明德" in part).split('data-row href="/console')[1].split('"')[0]

    leader.get(place)
    assert "每月 80 元" in leader.text
    assert leader.path == f"/cases/{way.id}/confirm"
    leader.post(leader.path, unsteady="no", number="渠民助1号")
    assert leader.path == "/"
    leader.close()

    way.at.send()
    way.on(clock.local_date(clock.now()).isoformat())
    assert way.case.state == "confirmed"
    decided = way.case.progress.confirmed
    assert decided is not None
    assert (decided.by, decided.organ, decided.number) == ("郑直", "渠县民政局", "渠民助1号")
    way.take("deliver").take("give_account", {"account": "6217000000000000000"})
    assert way.case.state == "in_aid"
