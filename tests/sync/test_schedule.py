"""When to try next: full jitter under a doubling cap, never giving up, reset when the network comes back."""

from hypothesis import given
from hypothesis import strategies as st

from sync.client.schedule import FIRST_WAIT_S, IDLE_S, LONGEST_WAIT_S, Pace, next_try

CHANCES = st.floats(0, 1)


def failed(times: int, chance: float = 1.0) -> Pace:
    pace = Pace()
    for _ in range(times):
        pace = pace.failed(0.0, chance)
    return pace


def test_the_first_try_is_due_at_once() -> None:
    assert next_try(Pace(), 0.0) == 0.0


def test_the_longest_waits_double_from_five_seconds_to_ten_minutes() -> None:
    assert [next_try(failed(times), 0.0) for times in range(1, 10)] == [5, 10, 20, 40, 80, 160, 320, 600, 600]


@given(st.integers(1, 5_000), CHANCES)
def test_a_wait_is_anywhere_below_its_cap_and_trying_never_ends(times: int, chance: float) -> None:
    wait = next_try(Pace(times - 1).failed(0.0, chance), 0.0)

    assert wait == chance * min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(times - 1, 10))


def test_jitter_is_full() -> None:
    assert next_try(failed(4, chance=0.0), 0.0) == 0.0


def test_time_that_has_passed_counts() -> None:
    pace = Pace().failed(100.0, 1.0)

    assert next_try(pace, 103.0) == 2.0
    assert next_try(pace, 105.0) == 0.0
    assert next_try(pace, 900.0) == 0.0


def test_the_county_may_ask_for_patience_but_not_for_more_than_ten_minutes() -> None:
    assert next_try(Pace().failed(0.0, 0.0, 30.0), 0.0) == 30.0
    assert next_try(Pace().failed(0.0, 1.0, 1.0), 0.0) == 5.0
    assert next_try(Pace().failed(0.0, 0.0, 86_400.0), 0.0) == 600.0


def test_a_success_ends_the_waiting() -> None:
    pace = failed(8).succeeded(1_000.0)

    assert next_try(pace, 1_000.0) == IDLE_S
    assert next_try(pace.failed(2_000.0, 1.0), 2_000.0) == FIRST_WAIT_S


def test_the_network_coming_back_or_send_now_is_tried_at_once_and_starts_anew() -> None:
    pace = failed(8).woken(50.0)

    assert next_try(pace, 50.0) == 0.0
    assert next_try(pace.failed(50.0, 1.0), 50.0) == FIRST_WAIT_S


def test_something_new_is_sent_at_once_while_the_line_is_good() -> None:
    assert next_try(Pace().succeeded(10.0).written(12.0), 12.0) == 0.0


def test_something_new_does_not_hammer_a_line_that_is_down() -> None:
    pace = Pace().failed(0.0, 1.0)

    assert pace.written(1.0) == pace


def test_something_new_never_postpones_a_try() -> None:
    assert next_try(Pace().written(10.0), 5.0) == 0.0
