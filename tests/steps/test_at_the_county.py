"""What the county decides, from the window and back to it: sent by the line, decided there, told here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import clock
from sync.county import acts
from sync.county.acts import Act
from tests.desk.counter import Counter, at_work
from tests.steps.test_ways import TEAM, VISITED
from tests.steps.way import Way
from ui.demo.township import Township

BY = "周敏"
SORTED = ("canji_shenghuo", "guer")


@pytest.fixture
def township(folder: Path) -> Iterator[Township]:
    """The township with its county switched on."""
    found = Township(folder / "window", folder / "county")
    found.open()
    yield found
    found.county.stop()


@pytest.fixture
def counter(
    qapp: QApplication,
    township: Township,  # noqa: ARG001 - its county listens
    folder: Path,
    tmp_path: Path,
) -> Iterator[Counter]:
    """The window at work, with a line to its county."""
    with at_work(qapp, folder / "window", tmp_path) as at:
        yield at


def decided(township: Township, way: Way, act: Act) -> Way:
    """Send what waits, have the county act today, and bring what it did."""
    way.at.send()
    deciding = township.county.deciding
    deciding.act(way.id, deciding.by(BY), act)
    way.at.send()
    return way.on(clock.local_date(clock.now()).isoformat())


def proposed(counter: Counter, programme: str) -> Way:
    """Bring a case as far as the county's decision."""
    way = Way(counter).take("prepare_visit", TEAM).take("visit", VISITED, photo=True)
    return way.choose("give_opinion", {"programme": programme, "proposal": "grant", "monthly": "80", "reason": "符合"})


@pytest.mark.parametrize("programme", SORTED)
def test_what_the_county_confirms_goes_on_at_the_window(counter: Counter, township: Township, programme: str) -> None:
    way = proposed(counter, programme)
    decided(township, way, acts.confirm())
    assert way.case.state == "confirmed"
    assert counter.desk.store.case_summary(way.id) is not None
    way.take("deliver").take("give_account", {"account": "6217000000000000000"})
    assert way.case.state == "in_aid"


def test_what_the_county_refuses_is_told_at_the_window(counter: Counter, township: Township) -> None:
    way = proposed(counter, "shishi_wuren_fuyang")
    decided(township, way, acts.refuse("父母都在家", "民发〔2019〕62号 一"))
    assert way.case.state == "refused"
    way.take("deliver")
    assert (way.case.state, way.case.closed) == ("refusal_delivered", True)


def test_kin_of_an_official_bring_the_county_to_the_home(counter: Counter, township: Township) -> None:
    way = Way(counter)
    way.choose("name_kin", {"official": "王建国", "relation": "侄子", "post": "副镇长"})
    assert "county_visit" in way.todo
    decided(township, way, acts.visit(("郑敏", "何平"), "情况属实"))
    assert "county_visit" not in way.todo
