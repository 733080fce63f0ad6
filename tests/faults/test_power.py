"""Promise 2: what was shown as accepted survives a power cut; and the test would notice if it did not."""

import random
from pathlib import Path

import pytest

from tests.faults.disk_model import SECTOR, Call, Disk
from tests.faults.program import run

A = "/d/a"


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path) -> None:
    assert run("power", 40, 20261124, tmp_path, "FULL") == {"images": 40, "bad": 0, "faults": []}


def test_a_commit_without_fsync_would_be_noticed(tmp_path: Path) -> None:
    assert run("power", 12, 1, tmp_path, "NORMAL")["bad"] > 0


@pytest.mark.slow
def test_3_000_power_cuts_lose_and_spoil_nothing(tmp_path: Path) -> None:
    assert run("power", 3_000, 3, tmp_path, "FULL") == {"images": 3_000, "bad": 0, "faults": []}


@pytest.mark.slow
def test_600_power_cuts_without_fsync_lose_acknowledged_work(tmp_path: Path) -> None:
    assert run("power", 600, 4, tmp_path, "NORMAL")["bad"] > 60


def leftovers(*told: Call, certain: bytes = b"") -> set[bytes | None]:
    """Give all that may be left of the file after these calls."""
    disk = Disk({A: certain})
    for call in told:
        disk.hear(call)
    return {disk.after_a_power_cut(random.Random(seed)).get(A) for seed in range(200)}


def test_the_disk_keeps_what_was_fsynced() -> None:
    assert leftovers(Call("write", A, b"new", 0), Call("sync", A), certain=b"old") == {b"new"}


def test_the_disk_may_lose_or_keep_what_was_not() -> None:
    assert leftovers(Call("write", A, b"new", 0), certain=b"old") == {b"new", b"old"}


def test_the_disk_may_keep_the_second_write_without_the_first() -> None:
    found = leftovers(Call("write", A, b"1", 0), Call("write", A, b"2", 1), certain=b"..")
    assert found == {b"..", b"1.", b".2", b"12"}


def test_the_disk_may_tear_a_write_at_sectors() -> None:
    old, new = b"o" * 2 * SECTOR, b"n" * 2 * SECTOR
    mixed = {new[:SECTOR] + old[SECTOR:], old[:SECTOR] + new[SECTOR:]}
    assert leftovers(Call("write", A, new, 0), certain=old) == {old, new} | mixed


def test_a_name_is_certain_only_after_its_folder_was_fsynced() -> None:
    made = [Call("make", "/d/b"), Call("write", "/d/b", b"x", -1), Call("sync", "/d/b")]
    disk = Disk({})
    for call in made:
        disk.hear(call)
    assert {bool(disk.after_a_power_cut(random.Random(seed))) for seed in range(20)} == {True, False}
    disk.hear(Call("sync", "/d"))
    assert {bool(disk.after_a_power_cut(random.Random(seed))) for seed in range(20)} == {True}


def test_a_move_that_was_not_made_certain_leaves_one_of_the_two() -> None:
    disk = Disk({A: b"old", "/d/new": b"new"})
    disk.hear(Call("move", "/d/new", target=A))
    assert {disk.after_a_power_cut(random.Random(seed))[A] for seed in range(20)} == {b"old", b"new"}
    disk.hear(Call("remove", A))
    disk.hear(Call("sync", "/d"))
    assert disk.after_a_power_cut(random.Random(1)) == {}
