"""Promises 1 and 3: what was shown as accepted survives kill -9, and pressing again makes no second case."""

from pathlib import Path

import pytest

from tests.faults.program import run


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    told = run("kill", "random", 40, 20261124, tmp_path)
    assert told["faults"] == []
    assert told["cases"] >= 20


@pytest.mark.slow
def test_10_000_kills_lose_nothing_leave_nothing_half_and_nothing_double(tmp_path: Path) -> None:
    told = run("kill", "random", 10_000, 7, tmp_path)
    assert told["faults"] == []
    assert told["cases"] >= 5_000
    assert told["unacknowledged"] > 100


def test_pressing_again_after_a_kill_between_commit_and_answer_makes_no_second_case(tmp_path: Path) -> None:
    assert run("kill", "again", 5, 1, tmp_path) == {"rounds": 5, "faults": []}


@pytest.mark.slow
def test_pressing_again_1_000_times_makes_exactly_one_case_each(tmp_path: Path) -> None:
    assert run("kill", "again", 1_000, 1, tmp_path) == {"rounds": 1_000, "faults": []}


def test_a_picture_that_was_taken_is_in_the_tray_or_filed_whenever_the_program_is_killed(tmp_path: Path) -> None:
    told = run("kill", "tray", 20, 20261129, tmp_path)
    assert told["faults"] == []
    assert told["pictures"] >= 10  # at least one in each round that waits for one
