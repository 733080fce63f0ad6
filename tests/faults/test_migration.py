"""Promise 8, its second half: a migration that is killed is done wholly by the next start."""

from pathlib import Path

import pytest

from tests.faults.program import run


def test_a_migration_killed_midway_is_done_wholly_by_the_next_start(tmp_path: Path) -> None:
    told = run("migration", 3, tmp_path)
    assert told["faults"] == []
    assert told["statements"] > 40
    assert told["kills"] >= 3


@pytest.mark.slow
def test_a_migration_killed_at_any_statement_is_done_wholly_by_the_next_start(tmp_path: Path) -> None:
    told = run("migration", 0, tmp_path)
    assert (told["kills"], told["faults"]) == (told["statements"], [])
