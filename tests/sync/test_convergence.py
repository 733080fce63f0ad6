"""Whatever happens to two windows and their lines, in the end all have the same, once."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from sync.county.embedded import County
from tests.sync.machine import Town

QUICK = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
LONG = settings(QUICK, max_examples=400, stateful_step_count=50, derandomize=False, phases=list(Phase))


@pytest.fixture
def town(county: County) -> Iterator[type[Town]]:
    Town.county = county
    yield Town


def test_two_windows_and_a_county_converge(town: type[Town]) -> None:
    run_state_machine_as_test(town, settings=QUICK)


@pytest.mark.slow
def test_two_windows_and_a_county_converge_in_hundreds_of_lives(town: type[Town]) -> None:
    run_state_machine_as_test(town, settings=LONG)
