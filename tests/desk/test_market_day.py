"""A market day through the windows: 25 visits, two officers, a power cut, a printer that jams, no line until evening."""

import random
import subprocess
import sys
from collections import Counter as Counted
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services import blank_forms
from app.services.verify import verify
from tests.desk import market_day as day
from tests.desk import visits
from tests.desk.counter import Counter, at_work
from ui.accepted.window import AcceptedPage
from ui.demo.compare import compare
from ui.demo.township import Township

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
    assert at.shown(AcceptedPage).model.view.print_failed
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
    assert {row.handler for row in rows} == {officer.id for officer in desk.officers()}
    states = {one.applicant: one.state for one in desk.store.cases(limit=100)}
    assert states == {}
    assert [one.applicant.identity.name for one in desk.store.drafts()] == ["谭明秀"]
    assert {paper.number for paper in blank_forms.unused(desk)} == set(numbers[2:])
    assert verify(desk.store, desk.vault).ok


def a_day(application: QApplication, folder: Path, place: Path, seed: str) -> None:
    """Play a whole day and have it arrive at the county."""
    data = folder / "window"
    morning_until_the_power_goes(seed, data, place)
    with at_work(application, data, place, officer=2) as at:
        numbers = tuple(paper.number for paper in blank_forms.unused(at.desk))
        afternoon(at, numbers, random.Random(seed))
        evening(at, numbers)
        township = Township(data, folder / "county")
        township.county.start()
        at.send()
        here, there = compare(at.desk, township.county)
        township.county.stop()
        assert here["pending"] == 0
        assert there["equal"]


def test_a_market_day_leaves_everything_in_its_place(qapp: QApplication, folder: Path, tmp_path: Path) -> None:
    a_day(qapp, folder, tmp_path, "market")


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["monday", "tuesday", "wednesday", "thursday", "friday"])
def test_whoever_comes_first_the_applicants_see_nobody_but_themselves(
    qapp: QApplication, folder: Path, tmp_path: Path, seed: str
) -> None:
    a_day(qapp, folder, tmp_path, seed)
