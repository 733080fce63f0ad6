"""发放花名册 (DOMAIN 51): confirmed, begun, not stopped, with an account of a member or an agreement."""

from collections.abc import Generator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.case import Case
from app.domain.steps.aid import Changed, Heard
from app.errors import Refused
from app.rules import roster
from app.rules.roster import LeftOut, Share
from app.services import aid_steps, rosters
from app.services.desk import Desk
from tests.made_up import on_the_way as way
from tests.store.township import desk_at

ACCEPTED = date(2026, 9, 1)
OCTOBER_15 = date(2026, 10, 15)
OCTOBER_25 = date(2026, 10, 25)


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    made = desk_at(tmp_path)
    yield way.on(made, ACCEPTED)
    made.store.close()


def run(slices: Generator[None, None, Any]) -> Any:
    """Run a job of slices to its end."""
    while True:
        try:
            next(slices)
        except StopIteration as end:
            return end.value


def aided(desk: Desk, day: date = OCTOBER_15, nth: int = 11) -> Case:
    """A household of 312 yuan a month, confirmed on a day, with an account from then on."""
    case = way.in_aid(desk, way.accepted(desk, "王德贵", nth), day)
    return way.with_account(way.on(desk, day), case)


def shares(desk: Desk, month: str, day: int = 0) -> dict[str, Share]:
    """Give the shares of a month by name."""
    rosters.set_closing_day(desk, str(day or ""))
    told = run(rosters.read(desk, month))
    return {line.case.applicant: line.share for line in (*told.lines, *told.left_out)}


def stopped(desk: Desk, case: Case, day: date) -> Case:
    """Have aid stopped on a day, after a hearing the day before."""
    heard = Heard(
        (day.replace(day=day.day - 1)).isoformat(),
        day.replace(day=day.day - 1).isoformat(),
        "stop",
        "工资高了",
        "agrees",
        "没意见",
        "",
    )
    aid_steps.hear(way.on(desk, day.replace(day=day.day - 1)), case.id, heard)
    change = Changed("", "stop", "income", 0, "", "工资高了", "第31条", "", "", "")
    return aid_steps.change_aid(way.as_leader(way.on(desk, day)), case.id, change)


def test_rule_51_who_is_confirmed_before_the_closing_day_is_paid_from_the_month_after(desk: Desk) -> None:
    aided(desk)
    assert shares(desk, "2026-11", 20) == {"王德贵": Share(31_200, 0)}


def test_who_is_confirmed_after_the_closing_day_is_left_out_and_paid_with_what_is_owed_the_month_after(
    desk: Desk,
) -> None:
    aided(desk, OCTOBER_25)
    assert shares(desk, "2026-11", 20) == {}
    assert shares(desk, "2026-12", 20) == {"王德贵": Share(31_200, 31_200)}
    assert shares(desk, "2027-01", 20) == {"王德贵": Share(31_200, 0)}, "it is caught up with"


def test_what_hangs_on_a_closing_day_that_nobody_has_confirmed_stays_open(desk: Desk) -> None:
    aided(desk)
    assert shares(desk, "2026-11") == {"王德贵": Share(31_200, 0)}
    assert shares(desk, "2026-12") == {"王德贵": Share(31_200, None)}
    assert shares(desk, "2027-01") == {"王德贵": Share(31_200, 0)}, "every day of that month lies behind"
    assert run(rosters.read(desk, "2026-12")).is_open


def test_without_an_account_nobody_is_paid_and_with_one_all_that_was_owed_follows(desk: Desk) -> None:
    case = way.in_aid(desk, way.accepted(desk, "王德贵", 11), OCTOBER_15)
    assert shares(desk, "2026-11", 20) == {"王德贵": Share(31_200, 0, LeftOut.NO_ACCOUNT)}

    way.with_account(way.on(desk, date(2026, 12, 1)), case)
    assert shares(desk, "2027-01", 20) == {"王德贵": Share(31_200, 62_400)}


def test_another_card_later_changes_nothing_of_what_was_paid(desk: Desk) -> None:
    case = aided(desk)
    way.with_account(way.on(desk, date(2026, 12, 1)), case)
    assert shares(desk, "2026-12", 20) == {"王德贵": Share(31_200, 0)}


def test_rule_51_an_account_of_somebody_else_needs_an_agreement(desk: Desk) -> None:
    case = aided(desk)
    held = way.with_account(way.on(desk, OCTOBER_15), case, "李国强", "村委会代领")
    assert roster.share(held, "2026-11", 20, "2026-10-15") == Share(31_200, 0)
    account = held.progress.account
    assert account is not None
    bare = replace(held, progress=replace(held.progress, account=replace(account, agreement="")))
    assert roster.share(bare, "2026-11", 20, "2026-10-15") == Share(31_200, 0, LeftOut.NOT_MEMBER)


def test_rule_51_who_begins_later_is_named_and_not_paid(desk: Desk) -> None:
    aided(desk)
    assert shares(desk, "2026-10", 20) == {"王德贵": Share(0, 0, LeftOut.NOT_YET)}


def test_rule_51_who_is_stopped_is_named_once_and_then_no_more(desk: Desk) -> None:
    stopped(desk, aided(desk), date(2026, 11, 10))
    assert shares(desk, "2026-11", 20)["王德贵"] == Share(31_200, 0)
    assert shares(desk, "2026-12", 20)["王德贵"] == Share(0, 0, LeftOut.STOPPED)
    assert shares(desk, "2027-01", 20) == {}


def test_what_was_paid_after_a_stop_that_came_too_late_for_the_roster_is_told(desk: Desk) -> None:
    stopped(desk, aided(desk), date(2026, 11, 24))
    assert shares(desk, "2026-12", 20)["王德贵"] == Share(31_200, 0), "the roster had closed"
    assert shares(desk, "2027-01", 20)["王德贵"] == Share(0, -31_200, LeftOut.STOPPED)


def test_what_a_stopped_household_is_still_owed_is_paid(desk: Desk) -> None:
    case = way.in_aid(desk, way.accepted(desk, "王德贵", 11), OCTOBER_15)
    way.with_account(way.on(desk, date(2026, 11, 2)), case)
    stopped(desk, case, date(2026, 11, 10))
    assert shares(desk, "2026-12", 20)["王德贵"] == Share(0, 31_200)


def test_a_raise_that_goes_back_is_paid_for_the_months_before(desk: Desk) -> None:
    case = aided(desk)
    change = Changed("", "raise", "standard", 35_900, "2026-11", "标准提高", "川民发", "", "", "")
    aid_steps.change_aid(way.as_leader(way.on(desk, date(2026, 12, 1))), case.id, change)
    assert shares(desk, "2027-01", 20) == {"王德贵": Share(35_900, 2 * 4_700)}


def test_a_phase_that_has_run_out_pays_nothing(desk: Desk) -> None:
    case = aided(desk)
    heard = Heard("2026-11-09", "2026-11-09", "phase_out", "找到工作", "agrees", "没意见", "")
    aid_steps.hear(way.on(desk, date(2026, 11, 9)), case.id, heard)
    change = Changed(
        "", "phase_out", "work", 31_200, "2026-12", "找到工作", "第33条", "", "", "", until_month="2027-01"
    )
    case = aid_steps.change_aid(way.as_leader(way.on(desk, date(2026, 11, 10))), case.id, change)
    assert roster.monthly_fen(case, "2027-01", "2027-06-30") == 31_200
    assert roster.monthly_fen(case, "2027-02", "2027-06-30") == 0


def test_what_is_not_paid_by_the_month_stands_on_no_roster(desk: Desk) -> None:
    undecided = way.accepted(desk, "王德贵", 11)
    assert roster.share(undecided, "2026-11") is None
    assert roster.monthly_fen(undecided, "2026-11", "2026-11-30") == 0


@pytest.mark.parametrize(
    ("month", "day", "closes"),
    [("2026-11", 20, "2026-10-20"), ("2027-01", 31, "2026-12-31"), ("2027-03", 31, "2027-02-28")],
)
def test_a_roster_closes_in_the_month_before(month: str, day: int, closes: str) -> None:
    assert roster.closing(month, day) == closes


def test_the_next_closing_is_today_or_ahead() -> None:
    assert roster.next_closing(date(2026, 11, 20), 20) == date(2026, 11, 20)
    assert roster.next_closing(date(2026, 11, 21), 20) == date(2026, 12, 20)
    assert roster.roster_month(date(2026, 11, 21), 20) == "2027-01"
    assert roster.roster_month(date(2026, 12, 21)) == "2027-01"


def test_the_closing_day_is_kept_and_may_be_unknown_again(desk: Desk) -> None:
    assert rosters.days_left(desk) is None
    assert rosters.set_closing_day(desk, " 20日 ") == 20
    assert rosters.days_left(desk) == 19
    assert rosters.set_closing_day(desk, "") == 0


@pytest.mark.parametrize("typed", ["0", "29", "二十", "-3", "²"])
def test_a_closing_day_that_not_every_month_has_is_refused(desk: Desk, typed: str) -> None:
    with pytest.raises(Refused, match=r"roster\.closing_day"):
        rosters.set_closing_day(desk, typed)


def test_the_roster_adds_up_and_is_kept_as_a_file(desk: Desk) -> None:
    aided(desk, OCTOBER_25, 11)
    aided(desk, OCTOBER_15, 12)
    rosters.set_closing_day(desk, "20")
    told = run(rosters.read(desk, "2026-12"))
    assert (told.fen, told.back_fen, told.is_open) == (62_400, 31_200, False)
    way.in_aid(desk, way.accepted(desk, "李国强", 13), OCTOBER_15)
    held = run(rosters.read(desk, "2026-12"))
    assert [line.case.applicant for line in held.on_paper] == ["王德贵", "王德贵", "李国强"]

    heads = [str(nth) for nth in range(11)]
    assert rosters.workbook(desk, told, "2026年12月", heads, ["", ""])[:2] == b"PK"
    texts, sums = rosters.cells(told.lines[0], 1, "补发")
    assert (texts[0], texts[1], texts[6], texts[10]) == ("1", "王德贵", "6214590000000001234", "补发")
    assert sorted(sums) == [7, 8, 9]
    unaccepted = replace(told.lines[0], case=replace(told.lines[0].case, accepted=None))
    assert rosters.cells(unaccepted, 1, "")[0][1] == ""
    bare = replace(told.lines[0].case, progress=replace(told.lines[0].case.progress, account=None))
    assert rosters.cells(replace(told.lines[0], case=bare), 1, "")[0][6] == ""
