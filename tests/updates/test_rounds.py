"""When a window looks for updates, fetches, and hands over: decided by a clock that the test turns."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.updates.outcome import INSTALLED, Outcome
from sync.updates.rounds import (
    IDLE,
    Memory,
    Scene,
    Step,
    failed,
    handed_over,
    looked,
    next_look,
    next_step,
    recall,
    remember,
)
from tests.updates.office import NOW

OFFERED = looked(Memory(), NOW, "0.2.0")
HANDED = handed_over(OFFERED, NOW, "0.2.0", "request-1")
HERE = Scene("0.1.0")


def ended(code: str) -> dict[str, Any]:
    return {"outcomes": (Outcome("request-1", "", code, ""),)}


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


STEPS: list[tuple[str, Memory, dict[str, Any], float, Step]] = [
    ("never looked", Memory(), {}, 0, Step.LOOK),
    ("never looked, and no line", Memory(), {"online": False}, 0, Step.REST),
    ("looked an hour ago", looked(Memory(), NOW, ""), {}, 1, Step.REST),
    ("looked a day ago", looked(Memory(), NOW, ""), {}, 24, Step.LOOK),
    ("the clock was set back", looked(Memory(), NOW, ""), {}, -1, Step.LOOK),
    ("asked for", looked(Memory(), NOW, ""), {"asked": True}, 1, Step.LOOK),
    ("asked for, and just looked", OFFERED, {"asked": True}, 0, Step.FETCH),
    ("a look failed", failed(Memory(), NOW), {}, 0.9, Step.REST),
    ("an hour after a look failed", failed(Memory(), NOW), {}, 1, Step.LOOK),
    ("two hours after looks failed", failed(failed(Memory(), NOW), NOW), {}, 1.9, Step.REST),
    ("a newer one is offered", OFFERED, {}, 1, Step.FETCH),
    ("a line that costs", OFFERED, {"costs": True}, 1, Step.REST),
    ("a line that costs, asked for", OFFERED, {"costs": True, "asked": True}, 0, Step.FETCH),
    ("no line", OFFERED, {"online": False}, 1, Step.REST),
    ("offered what we are", OFFERED, {"version": "0.2.0"}, 1, Step.REST),
    ("offered what is older", OFFERED, {"version": "0.10.0"}, 1, Step.REST),
    ("fetched, at work", OFFERED, {"fetched": True}, 1, Step.REST),
    ("fetched, idle", OFFERED, {"fetched": True, "idle": IDLE}, 1, Step.HAND_OVER),
    ("fetched, closing", OFFERED, {"fetched": True, "closing": True}, 1, Step.HAND_OVER),
    ("fetched, asked for", OFFERED, {"fetched": True, "asked": True}, 0, Step.HAND_OVER),
    ("fetched, no line, closing", OFFERED, {"fetched": True, "online": False, "closing": True}, 1, Step.HAND_OVER),
    ("somebody else installed it", OFFERED, {"installed": "0.2.0"}, 1, Step.START_AGAIN),
    ("handed over", HANDED, {}, 0.2, Step.WAIT),
    ("handed over, nobody takes it", HANDED, {}, 2, Step.NOT_TAKEN),
    ("handed over, the clock went back", HANDED, {"online": False}, -2, Step.NOT_TAKEN),
    ("installed", HANDED, ended(INSTALLED), 1, Step.START_AGAIN),
    ("installed before", HANDED, ended("update.not_newer"), 1, Step.START_AGAIN),
    ("not installed", HANDED, ended("update.failed"), 1, Step.FAILED),
    ("not installed, a day later", HANDED, ended("update.failed"), 24, Step.LOOK),
    ("not installed, asked for", HANDED, ended("update.failed") | {"fetched": True, "asked": True}, 0, Step.HAND_OVER),
    ("not installed, a newer one", replace(HANDED, offered="0.3.0"), ended("update.failed"), 1, Step.FETCH),
]


@pytest.mark.parametrize(
    ("memory", "scene", "after", "step"), [one[1:] for one in STEPS], ids=[one[0] for one in STEPS]
)
def test_what_comes_next(memory: Memory, scene: dict[str, Any], after: float, step: Step) -> None:
    assert next_step(memory, replace(HERE, **scene), hours(after)) is step


def test_looks_that_fail_grow_rarer_up_to_once_a_day() -> None:
    memory, waits = Memory(), []
    for _ in range(8):
        memory = failed(memory, NOW)
        waits.append((next_look(memory, NOW) - NOW).total_seconds() / 3600)
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]


def test_what_is_remembered_outlives_the_program(tmp_path: Path) -> None:
    assert recall(tmp_path / "updates") == Memory()
    remember(tmp_path / "updates", HANDED)
    assert recall(tmp_path / "updates") == HANDED
    (tmp_path / "updates" / "rounds.json").write_bytes(b'{"looked_at": 7}')
    assert recall(tmp_path / "updates") == Memory()
