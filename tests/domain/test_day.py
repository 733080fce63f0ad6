import pytest

from app.domain import day
from app.errors import Refused


@pytest.mark.parametrize("text", ["2026-11-24", "2024-02-29"])
def test_a_day_is_an_iso_day(text: str) -> None:
    assert day.is_day(text)
    day.check(text, "")


@pytest.mark.parametrize("text", ["2026-02-29", "20261124", "2026-W48-2", "11月24日", "２０２６-11-24", "2026-11", "x"])
def test_anything_else_is_refused_before_it_is_written(text: str) -> None:
    assert not day.is_day(text)
    with pytest.raises(Refused) as refused:
        day.check("2026-11-24", text)
    assert refused.value.code == "day.unreadable"


def test_nothing_is_no_day_but_may_be_left_out() -> None:
    assert not day.is_day("")
    day.check("")


def test_the_day_after_the_last_of_a_year_is_the_first_of_the_next() -> None:
    assert day.following("2026-12-31") == "2027-01-01"
    assert day.following("2028-02-28") == "2028-02-29"
