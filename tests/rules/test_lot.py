"""渠委办发〔2022〕26号 21: 30 % of the month's new cases, drawn so that anybody can draw again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.rules.lot import drawn_lots, lots_of

NOVEMBER = date(2026, 11, 3)
NAMES = st.sets(st.text(min_size=1, max_size=8), max_size=60)


@pytest.mark.parametrize(("new", "count"), [(0, 0), (1, 1), (3, 1), (4, 2), (10, 3), (11, 4), (100, 30)])
def test_rule_48_thirty_in_a_hundred_rounded_up_at_least_one(new: int, count: int) -> None:
    assert lots_of(new, NOVEMBER) == count


def test_before_the_rule_nothing_is_drawn_by_it() -> None:
    with pytest.raises(Refused, match=r"rules\.missing"):
        lots_of(10, date(2022, 5, 28))


@given(NAMES, st.text(max_size=16), st.integers(0, 70), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(
    names: set[str], seed: str, count: int, chance: object
) -> None:
    mixed = sorted(names)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis hands a Random

    found = drawn_lots(mixed, seed, count)

    assert found == drawn_lots(names, seed, count)
    assert len(set(found)) == min(count, len(names))
    assert set(found) <= names


def test_another_seed_draws_others() -> None:
    names = [str(number) for number in range(40)]

    assert len({drawn_lots(names, seed, 5) for seed in "abcdefgh"}) == 8
