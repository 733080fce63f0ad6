"""Days and times as officers say them."""

from datetime import UTC, date, datetime

import pytest

from ui import when

NOW = datetime(2026, 10, 12, 1, 50, tzinfo=UTC)  # 9:50 in China


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 10, 12, 0, 44, tzinfo=UTC), "今天 8:44"),
        (datetime(2026, 10, 11, 16, 0, tzinfo=UTC), "今天 0:00"),
        (datetime(2026, 10, 11, 15, 59, tzinfo=UTC), "昨天 23:59"),
        (datetime(2026, 10, 9, 9, 5, tzinfo=UTC), "10月9日"),
        (datetime(2025, 12, 31, 9, 5, tzinfo=UTC), "2025年12月31日"),
    ],
)
def test_a_moment_is_said_as_seen_from_now(moment: datetime, said: str) -> None:
    assert when.moment(moment, NOW) == said


def test_a_day_has_its_day_of_the_week() -> None:
    assert when.day_and_weekday(date(2026, 10, 12)) == "10月12日 星期一"
    assert when.day_and_weekday(date(2026, 11, 1)) == "11月1日 星期日"


def test_days_are_counted_by_midnights_in_china() -> None:
    assert when.days_since(datetime(2026, 10, 11, 15, 59, tzinfo=UTC), NOW) == 1
    assert when.days_since(datetime(2026, 10, 11, 16, 0, tzinfo=UTC), NOW) == 0
    assert when.days_since(datetime(2026, 10, 14, 0, 0, tzinfo=UTC), NOW) == 0


def test_a_digit_keeps_its_distance_from_han_and_a_word_does_not() -> None:
    assert when.before_han("今天 8:44") == "今天 8:44 "
    assert when.before_han("10月9日") == "10月9日"
    assert when.before_han("") == ""
