"""A market day through the windows: 25 visits, two officers, a power cut, a printer that jams, a dead line."""

import random
import subprocess
import sys
from collections import Counter as Counted
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.officer import Role
from app.services import blank_forms
from app.services.second import colleagues
from app.services.verify import verify
from app.version import AGENT
from sync.client.calls import HttpCounty
from sync.client.engine import run_once
from sync.county.embedded import County
from tests.desk import market_day as day
from tests.desk import visits
from tests.desk.counter import Counter, at_work
from tests.sync.wire import Proxy
from ui.accepted.window import AcceptedPage
from ui.demo.compare import compare
from ui.demo.township import DIVISION, Township
from ui.widgets.chip import Chip

ROOT = Path(__file__).parents[2]


def morning_until_the_power_goes(seed: str, data: Path, folder: Path) -> None:
    """Play the morning in a process of its own and kill it while an application is half taken."""
    command = [sys.executable, "-m", "tests.desk.market_day", seed, str(data), str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        said = window.stdout.readline().strip()
        window.kill()
    assert said == day.DARK


def goes_on_where_it_stood(at: Counter) -> None:
    """The one who sat there when the power went: the officer finds the application and goes on."""
    (draft,) = [one for one in at.desk.store.drafts() if one.applicant.identity == day.HALF]
    assert (draft.phone, draft.step) == (visits.PHONE, "household")
    at.pages.go("draft", draft.id)
    at.settle()
    visits.one_person(at)
    visits.nothing_owned(at)
    visits.with_pen(at)
    at.tray.jammed = True
    visits.accept(at)
    assert "没打出来" in at.shown(AcceptedPage).findChild(Chip).accessibleName()
    at.tray.jammed = False
    at.press("Ctrl P")
    at.press("F2")


def afternoon(at: Counter, numbers: tuple[str, ...], chance: random.Random) -> None:
    """Play what comes after the power is back, the officers changing in between."""
    goes_on_where_it_stood(at)
    for who, number in zip(day.BY_HAND, numbers, strict=False):
        visits.was_taken_on_paper(at, who, number)
        at.press("F2")
    for visit in day.shuffled(day.AFTERNOON, chance):
        day.play(at, visit)
    at.press("Ctrl L").unlock(1).in_front()
    for visit in day.LAST:
        day.play(at, visit)


def evening(at: Counter, numbers: tuple[str, ...]) -> None:
    """Look whether every visit, case and paper is in its place."""
    desk = at.desk
    rows = desk.store.visits(desk.today())
    assert Counted((row.name, row.reason, row.outcome) for row in rows) == Counted(
        line for visit in day.ALL for line in visit.lines
    )
    assert len({row.handler for row in rows}) == 2
    cases = desk.store.cases(limit=100)
    assert sorted((one.applicant, one.state) for one in cases) == sorted(day.STATES.items())
    assert (len(desk.store.matters("change")), len(desk.store.matters("referral"))) == (3, 2)
    assert [one.applicant for one in cases if one.accepted_on and not has_its_receipt(at, one.case_id)] == []
    assert [one.applicant.identity.name for one in desk.store.drafts()] == ["谭明秀"]
    assert {paper.number for paper in blank_forms.unused(desk)} == set(numbers[2:])
    assert verify(desk.store, desk.vault).ok


def has_its_receipt(at: Counter, case_id: str) -> bool:
    """Tell whether the receipt came out of the printer and is in the journal."""
    return "R" in {printed.paper for printed in visits.case_with(at, case_id).printed}


def a_day(application: QApplication, folder: Path, place: Path, seed: str) -> None:
    """Play a whole day while the line is dead; in the evening it comes back, and the county has everything."""
    data = folder / "window"
    with County(folder / "county") as county, Proxy(county.port) as line:
        township = Township(data, folder / "county")
        know_the_county_at(township, line.url)
        both_take_in(township, county)
        line.refuses = True
        morning_until_the_power_goes(seed, data, place)
        with at_work(application, data, place, officer=2) as at:
            numbers = tuple(paper.number for paper in blank_forms.unused(at.desk))
            afternoon(at, numbers, random.Random(seed))
            evening(at, numbers)
            line.refuses = False
            here, there = compare(at.send().desk, county)
    assert here["pending"] == 0
    assert there["equal"]


def both_take_in(township: Township, county: County) -> None:
    """Have the county let the second officer, who decides, sit at the window as well, and let the window hear of it."""
    with township.desk() as desk:
        (second,) = colleagues(desk)
        county.grant(DIVISION, second.name, Role.LEADER, Role.WINDOW, officer=second.officer_id)
        with closing(HttpCounty.of(desk.device(), AGENT)) as line:
            run_once(desk.store, desk.vault, line)


def know_the_county_at(township: Township, url: str) -> None:
    """Have the window look for its county there."""
    with township.desk() as desk, desk.store.work() as work:
        work.set_device(replace(desk.device(), county_url=url))


@pytest.mark.slow
def test_a_market_day_leaves_everything_in_its_place(qapp: QApplication, folder: Path, tmp_path: Path) -> None:
    a_day(qapp, folder, tmp_path, "market")


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["monday", "tuesday", "wednesday", "thursday", "friday"])
def test_whoever_comes_first_the_applicants_see_nobody_but_themselves(
    qapp: QApplication, folder: Path, tmp_path: Path, seed: str
) -> None:
    a_day(qapp, folder, tmp_path, seed)
