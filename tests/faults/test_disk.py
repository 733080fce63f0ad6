"""Promises 4 and 5: a full, read-only or vanished disk is said, and loses nothing."""

from pathlib import Path

import pytest

from tests.faults.program import own_mounts, run


def test_a_disk_that_fills_up_refuses_says_why_and_loses_nothing(tmp_path: Path) -> None:
    assert run("full_disk", 6, 20261124, tmp_path, may_mount=True) == {"runs": 6, "refused": 6, "faults": []}


def test_a_limit_on_files_refuses_and_loses_nothing_as_well(tmp_path: Path) -> None:
    told = run("full_disk", 3, 1, tmp_path)
    assert (told["refused"], told["faults"]) == (3, [])


@pytest.mark.slow
def test_a_disk_filled_200_times_loses_nothing(tmp_path: Path) -> None:
    assert run("full_disk", 200, 5, tmp_path, may_mount=True) == {"runs": 200, "refused": 200, "faults": []}


@pytest.mark.parametrize("side", ["county", "window"])
@pytest.mark.parametrize("runs", [1, pytest.param(40, marks=pytest.mark.slow)])
def test_a_disk_that_fills_up_while_window_and_county_speak_loses_nothing(tmp_path: Path, side: str, runs: int) -> None:
    told = run("full_line", side, runs, 7, tmp_path, may_mount=True)

    either = {"county.busy", "store.disk_full", "store.io"}  # without mounts a limit on files holds for both sides
    assert set(told["others"]) <= (set() if own_mounts() else either)
    assert told["refused"] >= runs


@pytest.mark.parametrize("may_mount", [True, False])
def test_a_read_only_or_vanished_disk_is_explained(may_mount: bool) -> None:  # noqa: FBT001 - pytest names it
    told = run("read_only", may_mount=may_mount)
    told["read_only"].pop("means")
    assert set(told["read_only"].values()) == {"store.read_only"}
    assert told["vanished"] == {
        "accept": "store.gone",
        "draft": "store.gone",
        "picture": "store.gone",
        "left behind": [],
        "cases": True,
        "drafts": True,
        "accepted afterwards": True,
    }
