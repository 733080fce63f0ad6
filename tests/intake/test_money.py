"""The lines of income: what was said, what was not asked, what an amount means."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.draft import Draft, started
from app.domain.income import Income, IncomeKind, Period
from app.domain.person import Identity
from app.errors import Refused
from tests.made_up.household import uid
from ui.intake import money

TODAY = date(2026, 10, 12)


@pytest.fixture
def draft() -> Draft:
    empty = started(uid(1), uid(2), uid(3), uid(4), "2026-10-12T01:00:00.000Z")
    return empty.with_member(replace(empty.applicant, identity=Identity(name="王德贵")))


def wage(draft: Draft, **changes: object) -> Income:
    return replace(Income(uid(9), "wage", draft.applicant.id, "打工", 960_000), **changes)  # type: ignore[arg-type]  # fields by name


def test_each_kind_has_a_line_even_when_nobody_asked(draft: Draft) -> None:
    assert [row.kind for row in money.rows(draft)] == [kind.value for kind in IncomeKind]
    assert all(row.income == "" for row in money.rows(draft))


def test_kinds_that_nobody_asked_about_are_named_without_what_does_not_count(draft: Draft) -> None:
    asked = money.with_line(draft, wage(draft))
    assert money.unasked_kinds(asked) == ("经营", "财产", "转移")


def test_none_of_a_kind_is_an_answer_and_not_a_gap(draft: Draft) -> None:
    answered = money.with_line(draft, money.none_of("property", draft, uid(8)))
    assert "财产" not in money.unasked_kinds(answered)
    assert money.rows(answered)[2].cells[1].text == "没有"


def test_two_lines_of_a_kind_stand_below_each_other(draft: Draft) -> None:
    two = money.with_line(money.with_line(draft, wage(draft)), wage(draft, id=uid(10), how="零工"))
    assert [row.kind for row in money.rows(two)][:3] == ["wage", "wage", "business"]


def test_a_cost_is_taken_off_within_its_own_line(draft: Draft) -> None:
    line = money.with_amount(wage(draft, kind="business"), "5200-2000")
    assert (line.amount_fen, line.cost_fen, line.per_year_fen()) == (520_000, 200_000, 320_000)
    assert money.amount_text(line) == "5200-2000"


@pytest.mark.parametrize("typed", ["5200-2000-1", "很多", "5200-", "1.234"])
def test_what_is_no_amount_is_refused(draft: Draft, typed: str) -> None:
    with pytest.raises(Refused, match=r"money\.form"):
        money.with_amount(wage(draft), typed)


def test_a_full_width_minus_is_a_minus(draft: Draft) -> None:
    assert money.with_amount(wage(draft), "５２００－２０００").cost_fen == 200_000


def test_the_other_period_keeps_the_stated_amount(draft: Draft) -> None:
    monthly = money.toggled(wage(draft, amount_fen=10_000))
    assert (monthly.period, monthly.per_year_fen()) == (Period.MONTH, 120_000)
    assert money.toggled(monthly).period == Period.YEAR


def test_an_income_that_stopped_shows_its_month(draft: Draft) -> None:
    stopped = money.with_stop(wage(draft), "2026-08")
    row = money.rows(money.with_line(draft, stopped))[0]
    assert row.cells[2].chip == "8月断了"
    assert money.with_stop(stopped, money.NOT_STOPPED).stopped == ""


def test_the_months_offered_go_back_over_new_year() -> None:
    codes = [one.code for one in money.stops(date(2026, 2, 3))]
    assert codes[:4] == ["2026-02", "2026-01", "2025-12", "2025-11"]


def test_what_does_not_count_shows_no_yearly_sum(draft: Draft) -> None:
    line = wage(draft, kind="excluded", how="基础养老金", amount_fen=16_300, period="month")
    row = money.rows(money.with_line(draft, line))[-1]
    assert row.cells[-1].text == "不算"


def test_a_line_taken_away_leaves_the_kind_unasked(draft: Draft) -> None:
    gone = money.without_line(money.with_line(draft, wage(draft)), uid(9))
    assert money.rows(gone)[0].income == ""
