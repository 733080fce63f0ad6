"""Promise 8, upgrades: one that is cut off leaves a whole database of one version, with all data and a way back."""

from pathlib import Path

import pytest

from app.store import schema
from tests.faults.program import run


def test_an_upgrade_killed_anywhere_leaves_a_whole_store_and_a_way_back(tmp_path: Path) -> None:
    told = run("upgrade", "kill", 12, schema.VERSION - 1, tmp_path)
    assert (told["kills"], told["faults"]) == (12, [])


def test_an_upgrade_without_power_leaves_a_whole_store_and_a_way_back(tmp_path: Path) -> None:
    told = run("upgrade", "power", 25, 20261201, tmp_path)
    assert (told["images"], told["faults"]) == (25, [])
    assert told["calls"] > 100


@pytest.mark.slow
@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_an_upgrade_killed_at_every_call_leaves_a_whole_store_and_a_way_back(version: int, tmp_path: Path) -> None:
    told = run("upgrade", "kill", 0, version, tmp_path)
    assert (told["kills"], told["faults"]) == (told["calls"], [])
    assert told["calls"] > 100


@pytest.mark.slow
def test_1_000_upgrades_without_power_leave_a_whole_store_and_a_way_back(tmp_path: Path) -> None:
    told = run("upgrade", "power", 1_000, 7, tmp_path)
    assert (told["images"], told["faults"]) == (1_000, [])
