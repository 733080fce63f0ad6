"""Promise 11: a removed officer is out, and a change of the data key that is killed leaves exactly one that opens."""

from pathlib import Path

import pytest

from tests.faults.program import run


def test_a_removal_that_is_killed_leaves_one_key_and_everybody_else_comes_in(tmp_path: Path) -> None:
    told = run("rekey", 12, 20261130, tmp_path)
    assert told["faults"] == []
    assert sum(told["states"].values()) == 12


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_1_000_kills_of_a_removal_leave_exactly_one_epoch(tmp_path: Path, seed: int) -> None:
    told = run("rekey", 100, seed, tmp_path)
    assert told["faults"] == []
    assert min(told["states"].get(state, 0) for state in ("old", "new", "done")) > 5
