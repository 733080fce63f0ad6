from datetime import date, timedelta
from pathlib import Path

import pytest
from chinese_calendar import is_workday

from app.errors import Refused
from app.rules import calendar


@pytest.mark.parametrize(
    ("count", "day"), [(3, "2026-02-24"), (20, "2026-03-18"), (30, "2026-04-01"), (45, "2026-04-23")]
)
def test_working_days_leap_over_the_spring_festival(count: int, day: str) -> None:
    assert calendar.after_working_days(date(2026, 2, 12), count) == date.fromisoformat(day)


@pytest.mark.parametrize(("posted", "last"), [("2026-10-12", "2026-10-19"), ("2026-02-13", "2026-02-24")])
def test_calendar_days_that_end_on_a_holiday_roll_over(posted: str, last: str) -> None:
    assert calendar.after_days(date.fromisoformat(posted), 7) == date.fromisoformat(last)


def test_a_weekend_that_is_worked_is_a_working_day_and_a_holiday_on_a_monday_is_none() -> None:
    assert calendar.is_working_day(date(2026, 10, 10))
    assert not calendar.is_working_day(date(2026, 5, 4))
    assert not calendar.is_working_day(date(2026, 10, 11))


def test_our_table_is_the_one_that_was_published() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [calendar.is_working_day(day) for day in days] == [is_workday(day) for day in days]


@pytest.mark.parametrize(
    ("day", "works"),
    [("2025-01-28", False), ("2025-01-26", True), ("2022-10-08", True), ("2022-10-07", False), ("2024-02-29", True)],
)
def test_past_years_are_known_without_a_table(day: str, works: bool) -> None:  # noqa: FBT001 - the answer
    assert calendar.is_working_day(date.fromisoformat(day)) is works


def test_past_the_last_day_that_can_be_named_nothing_is_reckoned() -> None:
    assert calendar.after_months(date(9998, 12, 31), 2) == date(9999, 2, 28)
    with pytest.raises(Refused) as refused:
        calendar.after_months(date(9999, 12, 1), 1)

    assert (refused.value.code, refused.value.facts) == ("calendar.year_missing", {"year": 10_000})


def test_past_the_last_known_year_nothing_is_guessed() -> None:
    with pytest.raises(Refused) as refused:
        calendar.after_working_days(date(2035, 12, 30), 3)

    assert (refused.value.code, refused.value.facts) == ("calendar.year_missing", {"year": 2035})


def test_it_staff_can_add_a_year(tmp_path: Path) -> None:
    (tmp_path / "2036.toml").write_text('year = 2036\noff = [["2036-01-01", "2036-01-03"]]\nworking = ["2036-01-05"]\n')

    calendar.use_folders(tmp_path)

    assert calendar.after_working_days(date(2036, 1, 1), 1) == date(2036, 1, 4)
    assert calendar.is_working_day(date(2036, 1, 5))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "year = 2037",
        "\x00",
        'year = 2038\noff = []\nworking = ["2038-01-01"]',
        'year = 2037\noff = []\nworking = ["2036-01-01"]',
        'year = 2037\noff = [["x", "y"]]\nworking = []',
        "year = 2037\noff = 3\nworking = 4",
    ],
)
def test_a_calendar_that_cannot_be_read_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / "2037.toml").write_text(written)

    calendar.use_folders(tmp_path)

    with pytest.raises(Refused) as refused:
        calendar.is_working_day(date(2037, 3, 3))
    assert refused.value.code == "calendar.unreadable"


def test_a_calendar_that_is_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "2037.toml").mkdir()

    calendar.use_folders(tmp_path)

    with pytest.raises(Refused, match=r"calendar\.unreadable"):
        calendar.is_working_day(date(2037, 3, 3))
