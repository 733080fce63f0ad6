"""What goes on a village's wall, over many cases: to be made, made, hanging, run out, published."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.fact import Fact, plain
from app.domain.steps.aid import Heard
from app.domain.steps.public_notice import Objection, Posted
from app.errors import Refused
from app.services import aid_steps, boards, decision_steps, notice_steps
from app.services.boards import Board
from app.services.desk import Desk
from tests.made_up import on_the_way as way
from tests.services.test_rosters import run
from tests.store.township import desk_at

DAY = date(2026, 10, 12)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_at(tmp_path)
    yield way.on(made, DAY)
    made.store.close()


def board(desk: Desk) -> Board:
    found: Board = run(boards.board(desk))
    return found


def ready(desk: Desk, name: str = "王德贵", nth: int = 11, village: str = "青龙村", programme: str = "dibao") -> Case:
    """A household with an opinion to grant."""
    return way.proposed(desk, way.looked_into(desk, way.accepted(desk, name, nth, village)), programme=programme)


def names(cases: tuple[Case, ...]) -> list[str]:
    return [case.applicant for case in cases]


def test_a_household_waits_for_a_poster_with_the_last_day_for_it(desk: Desk) -> None:
    ready(desk)
    (one,) = board(desk).waiting
    assert (one.case.applicant, one.village, one.purpose) == ("王德贵", "青龙村", "grant")
    assert one.by_on == "2026-10-30", "倒排: accepted on 10-12, answered by 11-09"


def test_what_needs_no_notice_waits_for_none(desk: Desk) -> None:
    ready(desk, programme="dibao_bianyuan")
    way.proposed(desk, way.looked_into(desk, way.accepted(desk, "李国强", 12)), "refuse")
    assert board(desk).waiting == ()


def test_a_poster_that_was_made_waits_to_be_put_up_then_hangs_then_runs_out(desk: Desk) -> None:
    one, two = ready(desk), ready(desk, "李国强", 12)
    way.printed(desk, one, two)
    (made,) = board(desk).made
    assert (names(made.cases), made.by_on, made.posted_on) == (["王德贵", "李国强"], "2026-10-30", "")
    assert board(desk).waiting == ()

    said = Posted("2026-10-12", "", made.poster, "村务公开栏", "李支书", "")
    notice_steps.post_notice(desk, (one.id, two.id), said, way.PICTURE)
    (hangs,) = board(desk).hanging
    assert (hangs.posted_on, hangs.ends_on, hangs.decide_on) == ("2026-10-12", "2026-10-19", "2026-10-20")
    assert (board(desk).made, board(desk).ended) == ((), ())

    after = way.on(desk, date(2026, 10, 20))
    (ended,) = board(after).ended
    assert (ended.poster, board(after).hanging) == (made.poster, ())
    notice_steps.take_down(after, (one.id, two.id), way.PICTURE)
    assert board(after).ended == ()


def test_a_poster_that_was_not_taken_down_before_the_decision_is_still_told(desk: Desk) -> None:
    way.in_aid(desk, way.accepted(desk, "王德贵", 11), date(2026, 10, 26))
    assert [names(one.cases) for one in board(way.on(desk, date(2026, 10, 26))).ended] == [["王德贵"]]


def test_an_open_objection_keeps_a_household_off_the_next_poster(desk: Desk) -> None:
    case = ready(desk)
    notice_steps.raise_objection(
        desk, case.id, Objection("", "", "他家有车", "01900000-0000-7000-8000-00000000abcd", "", "")
    )
    assert board(desk).waiting == ()


def test_results_are_told_village_by_village_the_new_ones_first(desk: Desk) -> None:
    day = date(2026, 10, 26)
    told = way.in_aid(desk, way.accepted(desk, "王德贵", 11), day)
    way.in_aid(desk, way.accepted(desk, "李国强", 12, "石桥村"), day)
    decision_steps.announce(way.on(desk, day), (told.id,), "青龙村", "村务公开栏")

    first, second = board(way.on(desk, day)).results
    assert (first.village, names(first.fresh), first.last_on) == ("石桥村", ["李国强"], "")
    assert (second.village, second.fresh, names(second.all), second.last_on) == ("青龙村", (), ["王德贵"], "2026-10-26")


def test_what_is_not_published_stands_on_no_list(desk: Desk) -> None:
    day = date(2026, 10, 26)
    case = way.accepted(desk, "王德贵", 11)
    way.proposed(desk, way.looked_into(desk, case), programme="dibao_bianyuan", fen=0)
    way.confirmed(way.on(desk, day), case)
    assert board(way.on(desk, day)).results == ()


def to_be_stopped(desk: Desk) -> Case:
    """A 特困 household that was heard about the end of its aid."""
    case = way.accepted(desk, "王德贵", 11)
    seen = way.proposed(desk, way.looked_into(desk, case), programme="tekun")
    way.posted(desk, seen)
    way.confirmed(way.on(desk, date(2026, 10, 26)), case)
    heard = Heard("2026-10-27", "2026-10-27", "stop", "儿子回来了", "agrees", "没意见", "")
    return aid_steps.hear(way.on(desk, date(2026, 10, 27)), case.id, heard)


def test_the_end_of_tekun_goes_on_a_poster_of_its_own(desk: Desk) -> None:
    case, later = to_be_stopped(desk), way.on(desk, date(2026, 10, 27))
    (one,) = board(later).waiting
    assert (one.purpose, one.by_on) == ("stop", "")

    notice_steps.make_poster(later, "青龙村", (case.id,), "stop")
    (made,) = board(later).made
    assert (board(later).waiting, made.purpose) == ((), "stop")
    said = Posted("2026-10-27", "", made.poster, "村务公开栏", "李支书", "", "stop")
    notice_steps.post_notice(later, (case.id,), said, way.PICTURE)
    assert [one.purpose for one in board(later).hanging] == ["stop"]
    assert board(way.on(desk, date(2026, 11, 9))).ended == ()


def test_who_was_heard_about_less_money_goes_on_no_poster(desk: Desk) -> None:
    day = date(2026, 10, 26)
    case = way.in_aid(desk, way.accepted(desk, "王德贵", 11), day)
    heard = Heard("2026-10-27", "2026-10-27", "reduce", "工资高了", "agrees", "没意见", "")
    aid_steps.hear(way.on(desk, date(2026, 10, 27)), case.id, heard)
    assert board(way.on(desk, date(2026, 10, 27))).waiting == ()


def test_what_a_newer_program_confirmed_is_on_no_list(desk: Desk) -> None:
    day = date(2026, 10, 26)
    case = way.in_aid(desk, way.accepted(desk, "王德贵", 11), day)
    assert case.progress.confirmed is not None
    newer = replace(case.progress.confirmed, programme="newer")
    with desk.store.work(desk.author) as work:
        work.append([Fact(f"case:{case.id}", "case.confirmed", 1, plain(newer))])
    assert board(way.on(desk, day)).results == ()


def test_days_that_no_calendar_knows_are_left_open(desk: Desk) -> None:
    assert boards.decide_from("2031-01-01") == ""
    way.printed(desk, ready(desk))
    (made,) = board(desk).made
    assert boards.last_day_of(desk, made, "2026-10-12") == "2026-10-19"
    assert boards.last_day_of(desk, made, "kein Tag") == ""


def test_a_county_s_own_period_moves_the_last_day_and_the_day_by_which_it_must_hang(desk: Desk) -> None:
    way.printed(desk, ready(desk))
    (before,) = board(desk).made
    (desk.data / "rules").mkdir()
    county = 'step = "notice_end"\nconfirmer = "township"\ncount = 9\nunit = "working_days"\n'
    (desk.data / "rules" / "county.toml").write_text(f"[dibao.due]\n{county}", encoding="utf-8")

    (after,) = board(desk).made
    assert boards.last_day_of(desk, after, "2026-10-12") == "2026-10-23"
    assert after.by_on < before.by_on


def test_nobody_who_went_there_looks_into_an_objection(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    went = replace(way.TEAM[0], officer="o1")
    case = way.looked_into(desk, way.accepted(desk, "王德贵", 11), (went, way.TEAM[1]))
    others = (went, replace(way.TEAM[0], name="陈素华", officer="o2"))
    monkeypatch.setattr(boards, "colleagues", lambda _desk: others)
    assert boards.handlers(desk, case) == (("o2", "陈素华"),)


def test_all_households_of_a_poster_are_put_up_or_none(desk: Desk) -> None:
    one = ready(desk)
    way.printed(desk, one)
    other = ready(desk, "李国强", 12)
    (made,) = board(desk).made
    said = Posted("2026-10-12", "", made.poster, "村务公开栏", "李支书", "")
    with pytest.raises(Refused):
        notice_steps.post_notice(desk, (one.id, other.id), said, way.PICTURE)
    assert board(desk).hanging == ()
