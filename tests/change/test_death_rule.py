"""What follows in time from a death."""

from datetime import date

from app.rules.death import next_month, recheck_by


def test_a_household_is_looked_at_again_within_three_months() -> None:
    assert recheck_by(date(2026, 11, 23), date(2026, 11, 24)) == date(2027, 2, 23)


def test_a_month_without_that_day_ends_with_its_last() -> None:
    assert recheck_by(date(2026, 11, 30), date(2026, 12, 1)) == date(2027, 2, 28)


def test_within_the_year_the_year_stays() -> None:
    assert recheck_by(date(2026, 9, 15), date(2026, 9, 16)) == date(2026, 12, 15)


def test_aid_stops_with_the_month_after() -> None:
    assert (next_month(date(2026, 11, 24)), next_month(date(2026, 12, 1))) == (12, 1)
