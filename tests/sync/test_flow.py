"""The budget of a speed that was set, and the speed that was measured."""

from hypothesis import given
from hypothesis import strategies as st

from sync.client.flow import Budget, Speed

PIECES = st.lists(st.tuples(st.floats(0, 20), st.integers(1, 300_000)), min_size=1, max_size=30)


@given(PIECES, st.integers(1_024, 10**6))
def test_no_stretch_of_time_carries_more_than_the_speed_and_one_piece(
    pieces: list[tuple[float, int]], rate: int
) -> None:
    budget, now, gone = Budget(), 0.0, list[tuple[float, int]]()
    for pause, size in pieces:
        now += pause
        now += budget.wait_s(now)
        gone.append((now, size))
        budget = budget.spent(now, size, rate)

    for first in range(len(gone)):
        for last in range(first, len(gone)):
            carried = sum(size for _, size in gone[first:last])
            assert carried <= rate * (gone[last][0] - gone[first][0]) * (1 + 1e-9) + 1


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_piece_that_did_not_go_costs_nothing(size: int, rate: int) -> None:
    budget = Budget().spent(100.0, 1_000, 1_000.0)

    assert abs(budget.spent(100.0, size, rate).back(size, rate).free_at - budget.free_at) < 1e-6


def test_a_speed_is_told_after_two_seconds_and_not_for_ever() -> None:
    speed = Speed().moved(0.0, 50_000).moved(1.0, 50_000)
    assert speed.per_s(1.0) is None
    speed = speed.moved(2.0, 30_000)

    assert speed.per_s(2.0) == 40_000
    assert speed.seconds_for(80_000, 2.0) == 2.0
    assert speed.per_s(40.0) is None
    assert Speed().seconds_for(1, 0.0) is None


def test_only_the_last_half_minute_counts() -> None:
    speed = Speed().moved(0.0, 9_000_000)
    for second in range(10, 60, 10):
        speed = speed.moved(float(second), 100_000)

    assert speed.per_s(50.0) == 10_000
