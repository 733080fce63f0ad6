"""上会 and the leader's decision over many cases: what a guard refuses stops no other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.case import Case
from app.services import meetings
from app.services.decision_steps import Reasons
from app.services.desk import Desk
from app.services.meetings import Confirming, Waiting
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.made_up import on_the_way as way
from tests.services.test_rosters import run
from tests.store.township import AUTHOR, desk_at

ACCEPTED, POSTED, RIPE = date(2026, 10, 9), date(2026, 10, 12), date(2026, 10, 20)
LEADER = "01900000-0000-7000-8000-0000000000f1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_at(tmp_path)
    yield way.on(made, ACCEPTED)
    made.store.close()


def waits(desk: Desk, day: date = RIPE) -> Waiting:
    found: Waiting = run(meetings.waiting(way.on(desk, day)))
    return found


def hung(desk: Desk, name: str = "王德贵", nth: int = 11) -> Case:
    """A household whose notice went up on the 12th, to be decided from the 20th on."""
    case = way.accepted(desk, name, nth)
    there = way.on(desk, POSTED)
    return way.posted(there, way.proposed(there, way.looked_into(there, case)))[0]


def test_a_case_is_ready_once_its_notice_has_run_out(desk: Desk) -> None:
    hung(desk)
    before = waits(desk, date(2026, 10, 19))
    assert [one.decide_from for one in before.hanging] == ["2026-10-20"]
    assert (before.ready, before.agreed) == ((), ())
    (one,) = waits(desk).ready
    assert (one.case.applicant, one.village, one.due_on, one.said) == ("王德贵", "青龙村", "2026-11-05", "")


def test_what_needs_no_notice_is_ready_at_once(desk: Desk) -> None:
    way.proposed(desk, way.looked_into(desk, way.accepted(desk, "王德贵", 11)), "refuse")
    assert len(waits(desk, ACCEPTED).ready) == 1


def test_what_was_agreed_waits_for_the_leader_and_what_was_put_off_for_the_next_meeting(desk: Desk) -> None:
    one, other = hung(desk), hung(desk, "李国强", 12)
    ripe = way.on(desk, RIPE)
    way.spoken_of(ripe, one)
    way.spoken_of(ripe, other, result="later")
    found = waits(desk)
    assert [item.said for item in found.agreed] == ["grant"]
    assert [item.case.applicant for item in found.ready] == ["李国强"]


def test_what_the_county_decides_is_not_for_this_meeting(desk: Desk) -> None:
    hung(desk)
    way.proposed(desk, way.looked_into(desk, way.accepted(desk, "李国强", 12)), programme="guer")
    assert [one.case.applicant for one in waits(desk).ready] == ["王德贵"]


def confirm(desk: Desk, *cases: Case) -> Confirming:
    leader = way.as_leader(way.on(desk, RIPE), LEADER)
    found: Confirming = run(meetings.confirm_all(leader, [case.id for case in cases]))
    return found


def test_many_are_confirmed_and_each_refusal_is_told_apart(desk: Desk) -> None:
    went = replace(way.TEAM[0], officer=LEADER)
    one, later = hung(desk), way.on(desk, POSTED)
    own = way.looked_into(later, way.accepted(desk, "李国强", 12), (went, way.TEAM[1]))
    own = way.posted(later, way.proposed(later, own))[0]
    third = hung(desk, "周桂芳", 13)

    told = confirm(desk, one, own, third)
    assert [case.applicant for case in told.done] == ["王德贵", "周桂芳"]
    assert [(case.applicant, error.code) for case, error in told.refused] == [("李国强", "decision.investigator")]


def test_a_case_that_is_not_here_is_passed_over(desk: Desk) -> None:
    leader = way.as_leader(desk)
    told = run(meetings.confirm_all(leader, ["01900000-0000-7000-8000-00000000dead"]))
    assert told == Confirming((), ())


def test_one_is_refused_with_its_reasons(desk: Desk) -> None:
    case = way.proposed(desk, way.looked_into(desk, way.accepted(desk, "王德贵", 11)), "refuse")
    done = meetings.refuse(way.as_leader(desk), case.id, Reasons("每人每月 912 元", "第45条"))
    assert done.state == "refused"


def test_who_else_may_decide_is_named(desk: Desk) -> None:
    case = hung(desk)
    assert meetings.deciders(desk, case) == (), "no keys here"
    keyring = Keyring(desk.data)
    key = keyring.create(AUTHOR.officer, "王德贵", "口令", cost=Cost(8, 1))
    keyring.add_slot(key, LEADER, "陈书记", "口令二", role="leader", cost=Cost(8, 1))
    keyring.add_slot(key, LEADER.replace("f1", "f2"), "赵勇", "口令三", cost=Cost(8, 1))
    assert meetings.deciders(desk, case) == ("陈书记",)


def test_who_leads_but_took_it_in_is_not_named(desk: Desk) -> None:
    case = hung(desk)
    keyring = Keyring(desk.data)
    keyring.create(AUTHOR.officer, "王德贵", "口令", role="leader", cost=Cost(8, 1))
    assert meetings.deciders(way.as_leader(desk), case) == ()
