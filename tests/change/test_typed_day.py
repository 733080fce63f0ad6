"""Days as an officer types them."""

from datetime import date

import pytest

from app.domain.typed_day import read_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("今天", date(2026, 11, 24)),
        ("昨天", date(2026, 11, 23)),
        (" 前天 ", date(2026, 11, 22)),
        ("11-24", date(2026, 11, 24)),
        ("11.3", date(2026, 11, 3)),
        ("11月3日", date(2026, 11, 3)),
        ("1103", date(2026, 11, 3)),
        ("20", date(2026, 11, 20)),
        ("2025-12-31", date(2025, 12, 31)),
        ("20251231", date(2025, 12, 31)),
        ("2025年12月31日", date(2025, 12, 31)),
    ],
)
def test_a_short_day_is_understood(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(("typed", "meant"), [("11-25", date(2025, 11, 25)), ("25", date(2026, 10, 25))])
def test_what_has_happened_lies_behind(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11-24", date(2026, 11, 24)),
        ("11-23", date(2027, 11, 23)),
        ("3", date(2026, 12, 3)),
        ("25", date(2026, 11, 25)),
    ],
)
def test_what_is_awaited_lies_ahead(typed: str, meant: date) -> None:
    assert read_day(typed, TODAY, ahead=True) == meant


def test_a_month_before_january_is_december() -> None:
    assert read_day("31", date(2026, 1, 5)) == date(2025, 12, 31)


def test_a_month_after_december_is_january() -> None:
    assert read_day("2", date(2026, 12, 5), ahead=True) == date(2027, 1, 2)


@pytest.mark.parametrize("typed", ["", "不知道", "13-40", "2-30", "99", "1-2-3-4", "123456", "2026-02-29"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, TODAY) is None
