"""Visits, changes, referrals, blank forms in lists: made from the entries, the same at every window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain import course
from app.domain.course import Assigned
from app.domain.fact import Fact
from app.domain.referral import Answered
from app.domain.visit import Outcome, Visitor
from app.services import blank_forms, changes, intake, referrals, visits
from app.services.changes import Telling
from app.services.desk import Desk
from app.services.referrals import Asking
from app.services.verify import verify
from app.services.visits import Coming
from app.store import Store
from app.vault import BlobVault
from tests.journal.golden import ACCEPTED
from tests.journal.golden_desk import URGENT
from tests.store import township
from tests.store.damage import run
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR, TODAY

LI = Visitor("李桂兰", "511725196210050021", village="青龙村")
WANG = Visitor("王德贵", "511725196002290018")
TABLES = ("visit", "matter", "paper_number", "low_income")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A second window of the same office."""
    (tmp_path / "other").mkdir()
    store = township.open_store(tmp_path / "other", device=other_device())
    yield township.desk_of(tmp_path / "other", store)
    store.close()


def everything(store: Store) -> list[Any]:
    """Give all that lists show beside cases."""
    return [store.visits(TODAY), store.matters("change"), store.matters("referral"), store.papers(), store.tasks()]


def a_morning(desk: Desk) -> None:
    """Write one of everything."""
    visits.record(desk, Coming("change", LI), Outcome.REPORTED)
    changes.report(desk, Telling(LI, ("death",), "2026-11-01", "王德贵", about_id_number=WANG.id_number))
    made = referrals.make(desk, Asking(LI, "medical", "县医保局", "住院押金"))
    referrals.answer(desk, made.id, Answered("2026-11-24", "王科长", "granted"))
    blank_forms.reserve(desk, 3)


def test_what_the_desk_writes_changes_its_lists_and_no_case(store: Store) -> None:
    with store.work(AUTHOR) as work:
        work.append([Fact("visit:v", "visit.concluded", 1, {"outcome": "left"})])
    assert work.changed == {"journal", "queue", "desk"}
    assert store.visits(TODAY) == ()
    with store.work(AUTHOR) as work:
        work.append([township.note("c", "x")])
    assert "desk" not in work.changed


def test_visits_stand_by_day_the_latest_first(desk: Desk) -> None:
    late = replace(desk, now=lambda: township.MORNING + timedelta(hours=15))  # half past midnight in China
    visits.record(desk, Coming("ask", WANG, note="第一个"))
    visits.record(desk, Coming("ask", WANG, note="第二个"))
    visits.record(late, Coming("ask", WANG, note="第二天"))

    assert [row.note for row in desk.store.visits(TODAY)] == ["第二个", "第一个"]
    assert [row.note for row in desk.store.visits(TODAY + timedelta(days=1))] == ["第二天"]
    assert [row.note for row in desk.store.visits_of(WANG.id_number)] == ["第二天", "第二个", "第一个"]


def test_referrals_stand_by_the_day_on_which_they_are_due(desk: Desk) -> None:
    days = (date(2026, 12, 9), None, date(2026, 12, 1))
    for number, due_on in enumerate(days):
        referrals.make(desk, Asking(WANG, "medical", f"第{number}个", "住院押金", due_on=due_on))

    rows = desk.store.matters("referral")

    assert [row.receiver for row in rows] == ["第2个", "第1个", "第0个"]
    assert desk.store.matters("referral", limit=1) == rows[:1]
    assert desk.store.matters("referral", "told") == ()
    assert desk.store.matters("change") == ()


def test_a_referral_without_a_day_stands_behind_those_that_have_one(desk: Desk) -> None:
    body = {"number": "R", "made_on": "2026-11-01", "field": "other", "to": "x", "person": {"name": "王"}, "need": "x",
            "due_on": "", "office": "", "division": "", "handler": ""}  # fmt: skip
    with desk.store.work(AUTHOR) as work:
        work.append([Fact("referral:r", "referral.made", 1, body)])
    referrals.make(desk, Asking(WANG, "medical", "县医保局", "住院押金"))

    assert [row.number for row in desk.store.matters("referral")][-1] == "R"


def test_matters_are_found_by_number_and_by_whom_they_concern(desk: Desk) -> None:
    a_morning(desk)
    (change,) = desk.store.matters("change")

    assert desk.store.matter_by_number(change.number) == change
    assert desk.store.matter_by_number("") is None
    assert [row.kind for row in desk.store.matters_of(LI.id_number)] == ["referral", "change"]
    assert [row.kind for row in desk.store.matters_of("511725 19600229001 8")] == ["change"]
    assert desk.store.matters_of("") == ()


def test_a_number_that_two_printings_reserved_stops_nothing(desk: Desk, other: Desk) -> None:
    """Two copies of an installation reserve the same numbers; both papers are out there."""
    body = {"numbers": ["N1", "N1"], "reserved_on": "2026-11-24", "office": "", "handler": ""}
    with desk.store.work(AUTHOR) as work:
        work.append([Fact("paper:a", "paper.reserved", 1, body)])
    with other.store.work(AUTHOR) as work:
        work.append([Fact("paper:b", "paper.reserved", 1, body)])

    Exchange().sync(desk.store, other.store)

    assert [paper.batch for paper in desk.store.papers()] == ["a", "b"]
    found = desk.store.paper("N1")
    assert found is not None
    assert (found.batch, found.state) == ("a", "free")


def test_a_number_that_two_cases_used_is_listed_once(desk: Desk, other: Desk) -> None:
    batch = blank_forms.reserve(desk, 1)
    exchange = Exchange()
    exchange.sync(desk.store, other.store)
    assert batch.reserved is not None
    ids: list[str] = []
    for at in (desk, other):
        draft = replace(township.application(at, len(ids)), paper_number=batch.reserved.numbers[0])
        ids.append(intake.accept(at, draft).case.id)

    exchange.sync(desk.store, other.store)

    (paper,) = desk.store.papers()
    assert (paper.state, paper.used_by) == ("used", min(ids))
    assert [task.kind for task in desk.store.tasks()] == ["double_number"]


def test_two_windows_that_wrote_apart_show_the_same_afterwards(desk: Desk, other: Desk) -> None:
    exchange = Exchange()
    a_morning(desk)
    case = intake.accept(desk, township.application(desk, 1)).case
    exchange.sync(desk.store, other.store)
    made = desk.store.matters("referral")[0].subject.partition(":")[2]
    referrals.tell(desk, made, "phone")
    referrals.answer(other, made, Answered("2026-11-24", "另一个科长", "not_granted"))
    visits.conclude(other, desk.store.visits(TODAY)[0].subject.partition(":")[2], Outcome.LEFT)
    blank_forms.spoil(other, desk.store.papers()[0].number, "打湿了")
    a_morning(other)
    handed = [("o1", desk), ("o2", other)]
    for officer, at in handed:
        with at.store.work(AUTHOR) as work:
            work.append(
                [Fact(f"case:{case.id}", "case.assigned", 1, {"officer": officer, "name": officer, "reason": ""})]
            )

    exchange.sync(desk.store, other.store)

    assert everything(desk.store) == everything(other.store)
    assert desk.store.case(case.id) == other.store.case(case.id)
    assert [task.kind for task in desk.store.tasks()] == ["conflict"]
    assert {row.state for row in desk.store.matters("referral")} == {"answered"}
    disputed = other.store.case(case.id)
    assert disputed is not None
    settled = course.assign(disputed, Assigned("o1", "o1", "说好了"))
    with other.store.work(AUTHOR) as work:
        work.append([settled])
    exchange.sync(desk.store, other.store)
    assert desk.store.tasks() == other.store.tasks() == ()


@pytest.mark.parametrize(
    "fact",
    [
        Fact(
            "visit:v", "visit.recorded", 1, {"came_at": "x", "reason": "", "source": "", "visitor": {}, "handler": ""}
        ),
        Fact("visit:v", "visit.recorded", 2, {}),
        Fact("change:c", "change.reported", 1, {"number": 7}),
        Fact("referral:r", "referral.made", 1, {}),
        Fact("referral:r", "referral.told", 1, {"told_on": "2026-11-24", "way": "phone", "result": "granted"}),
        Fact("paper:p", "paper.reserved", 1, {"numbers": "N1"}),
        Fact("paper:p", "paper.spoilt", 1, {"number": "N1", "spoilt_on": "2026-11-24", "reason": ""}),
        Fact("case:c", "case.registered", 1, {"came_on": "gestern"}),
        Fact("case:c", "case.accepted", 1, {**ACCEPTED, "members": []}),
        Fact("case:c", "case.accepted", 1, {**ACCEPTED, "accepted_on": "gestern"}),
        Fact("case:c", "case.urgent_recorded", 1, {**URGENT, "due_on": ""}),
    ],
)
def test_whatever_another_window_wrote_stops_no_round(desk: Desk, other: Desk, fact: Fact) -> None:
    with other.store.work(AUTHOR) as work:
        work.append([fact])

    Exchange().sync(other.store, desk.store)

    assert everything(desk.store)[:4] == [(), (), (), ()]
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok


def test_lists_that_were_lost_or_spoilt_are_found_and_made_again(desk: Desk, tmp_path: Path) -> None:
    a_morning(desk)
    before = everything(desk.store)
    run(tmp_path / "yimen.db", "DELETE FROM visit")
    run(tmp_path / "yimen.db", "UPDATE matter SET state = 'told' WHERE kind = 'referral'")
    run(tmp_path / "yimen.db", "INSERT INTO paper_number VALUES ('N9', 'paper:none', '2026-11-24', '')")

    report = verify(desk.store, BlobVault(desk.data / "blobs"))
    list(desk.store.rebuild())

    assert {finding.what for finding in report.findings} == {"read_model"}
    assert len(report.findings) == 3
    assert everything(desk.store) == before
    assert verify(desk.store, BlobVault(desk.data / "blobs")).ok


def test_a_store_of_the_first_schema_shows_what_it_could_not_read_then(desk: Desk, tmp_path: Path) -> None:
    """An old program took in what a new one had written; with the new schema it is in the lists."""
    a_morning(desk)
    before, path = everything(desk.store), tmp_path / "yimen.db"
    desk.store.close()
    for table in (*TABLES, "findable", "finding", "tray", "todo", "fund", "fund_line", "act"):
        run(path, f"DROP TABLE {table}")
    run(path, "DROP INDEX entry_given_up")
    run(path, "ALTER TABLE case_summary DROP COLUMN platform")
    run(path, "UPDATE alembic_version SET version_num = '0001'")
    run(path, "PRAGMA user_version = 1")

    again = township.open_store(tmp_path)

    assert everything(again) == before
    assert [hit.name for hit in again.find("李桂兰")] == ["李桂兰", "李桂兰"]
    assert verify(again, BlobVault(tmp_path / "blobs")).ok
    again.close()
