"""Two windows decide the same case without a line: both entries stay, one holds, and a third word settles it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.steps.aid import Changed, Heard
from app.domain.steps.home_visit import Visited
from app.domain.steps.opinion import Opinion
from app.domain.steps.public_notice import Posted
from app.errors import Refused
from app.services import aid_steps, check_steps, decision_steps, intake, notice_steps, visit_steps
from app.services.check_steps import Report
from app.services.decision_steps import Reasons
from app.services.desk import Desk
from tests.made_up.on_the_way import confirms_itself
from tests.services.on_the_way import TEAM, picture
from tests.store import township
from tests.store.exchange import Exchange, other_device

REASONS = Reasons("人均 640 元", "社会救助法 第十八条")
HEARD = Heard("2026-12-09", "2026-12-09", "stop", "收入增加", "objects", "还要看病", "")
LESS = Changed("", "reduce", "income", 40_000, "", "收入增加", "社会救助法 第四十八条", "", "", "")


@dataclass(frozen=True, slots=True)
class Town:
    """Two windows of an office, and the county between them."""

    one: Desk
    two: Desk
    county: Exchange

    def sync(self) -> None:
        self.county.sync(self.one.store, self.two.store)
        self.county.sync(self.one.store, self.two.store)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Two windows that know the same accepted case, which waits for its decision."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    office = replace(township.OFFICE, confirmer="township")
    one = replace(township.desk_at(tmp_path / "one"), office=office)
    second = township.open_store(tmp_path / "two", device=other_device())
    two = replace(township.desk_of(tmp_path / "two", second), office=office)
    confirms_itself(one)
    confirms_itself(two)
    yield Town(one, two, Exchange())
    one.store.close()
    two.store.close()


def at(desk: Desk, day: str) -> Desk:
    """Give the desk on a day, with a leader at it who has the other duties too."""
    days = (date.fromisoformat(day) - township.TODAY).days
    return replace(
        desk,
        now=lambda: township.MORNING + timedelta(days=days),
        author=replace(desk.author, officer="01900000-0000-7000-8000-0000000000f9"),
        officer_name="刘强",
        roles=(*township.WORKING, "leader"),
    )


def ready(town: Town) -> Case:
    """Bring a case as far as its decision, and to both windows; a day without a poster: 刚性 is only recognised."""
    case = intake.accept(town.one, township.application(town.one, 1)).case
    check_steps.request_check(town.one, case.id)
    check_steps.report_check(town.one, case.id, Report("2026-11-24", qualified=True))
    visited = Visited("2026-11-24", "家里", TEAM, ("本人",), "两间房", True, "")
    visit_steps.record_visit(town.one, case.id, visited, (picture("survey"),))
    names = tuple(one.id for one in case.members)
    decision_steps.give_opinion(town.one, case.id, Opinion("", "gangxing_zhichu", "grant", names, "符合条件", ""))
    town.sync()
    return case


def now(desk: Desk, case: Case) -> Case:
    found = desk.store.case(case.id)
    assert found is not None
    return found


def test_a_yes_and_a_no_are_a_conflict_until_somebody_who_knows_both_has_decided(town: Town) -> None:
    case = ready(town)
    decision_steps.not_confirm(at(town.two, "2026-11-25"), case.id, REASONS)
    decision_steps.confirm(at(town.one, "2026-11-25"), case.id)
    town.sync()

    here, there = now(town.one, case), now(town.two, case)
    assert here == there
    assert [(loss.fields, loss.settled) for loss in here.conflicts] == [(("decision:result",), False)]
    assert here.is_disputed("decision:result")
    assert "conflict" in [task.kind for task in town.one.store.tasks()]

    decision_steps.confirm(at(town.two, "2026-11-26"), case.id)
    town.sync()

    settled = now(town.one, case)
    assert settled == now(town.two, case)
    assert settled.progress.confirmed is not None
    assert settled.progress.not_confirmed is None
    assert settled.progress.confirmed.decided_on == "2026-11-26"
    assert [loss.settled for loss in settled.conflicts] == [True]
    assert "conflict" not in [task.kind for task in town.one.store.tasks()]


def test_two_opinions_hinder_the_decision_until_a_third_stands(town: Town) -> None:
    case = ready(town)
    for desk, reason in ((town.one, "甲"), (town.two, "乙")):
        names = tuple(one.id for one in case.members)
        said = Opinion("", "gangxing_zhichu", "grant", names, reason, "")
        decision_steps.give_opinion(desk, case.id, said)
    town.sync()
    assert now(town.one, case).is_disputed("decision:opinion")
    with pytest.raises(Refused, match="opinion_disputed"):
        decision_steps.confirm(at(town.one, "2026-11-25"), case.id)

    names = tuple(one.id for one in case.members)
    decision_steps.give_opinion(town.two, case.id, Opinion("", "gangxing_zhichu", "grant", names, "丙", ""))
    town.sync()

    assert decision_steps.confirm(at(town.one, "2026-11-25"), case.id).state == "confirmed"


def test_a_stop_and_a_reduction_are_settled_by_a_third_word_after_the_same_hearing(town: Town) -> None:
    case = ready(town)
    decision_steps.send_back(town.one, case.id, "opinion", "改为低保")
    names = tuple(one.id for one in case.members)
    dibao = Opinion("", "dibao", "grant", names, "符合条件", "", monthly_fen=69_300)
    decision_steps.give_opinion(town.one, case.id, dibao)
    posted_here(town.one, case)
    decision_steps.confirm(at(town.one, "2026-12-08"), case.id)
    aid_steps.hear(at(town.one, "2026-12-09"), case.id, HEARD)
    town.sync()

    aid_steps.change_aid(at(town.one, "2026-12-10"), case.id, LESS)
    stop = replace(LESS, what="stop", monthly_fen=0)
    aid_steps.change_aid(at(town.two, "2026-12-10"), case.id, stop)
    town.sync()
    assert now(town.two, case).is_disputed("decision:aid")

    settled = aid_steps.change_aid(at(town.two, "2026-12-11"), case.id, stop)
    town.sync()

    assert settled.progress.stopped
    assert now(town.one, case).progress.stopped
    assert not now(town.one, case).is_disputed("decision:aid")


def posted_here(desk: Desk, case: Case) -> None:
    """Put up a sheet on the 25th of November: it hangs to the 2nd of December."""
    day = at(desk, "2026-11-25")
    made = notice_steps.make_poster(day, "青龙村", (case.id,))
    sheet = Posted("2026-11-25", "", made.poster, "村务公开栏", "孙主任", "")
    notice_steps.post_notice(day, (case.id,), sheet, picture("poster"))
