"""A version of the Qt binding lost a reference to True at every emit and ended the program in mid-work."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal

EMITS = 20_000
IMMORTAL = 2**31  # from Python 3.12 on the constants live for ever, and their counts say so by their size


class Bell(QObject):
    rung = Signal(bool)
    told = Signal(object)


@pytest.mark.parametrize("value", [True, False])
def test_twenty_thousand_emits_lose_no_reference_to_a_bool(value: bool) -> None:  # noqa: FBT001 - the value is the point
    bell, heard = Bell(), list[bool]()
    bell.rung.connect(heard.append)
    before = sys.getrefcount(value)
    for _ in range(EMITS):
        bell.rung.emit(value)
    assert len(heard) == EMITS
    heard.clear()
    assert is_kept(value, before)


def test_twenty_thousand_emits_lose_no_reference_to_none() -> None:
    bell, count = Bell(), [0]
    bell.told.connect(lambda _thing: count.__setitem__(0, count[0] + 1))
    before = sys.getrefcount(None)
    for _ in range(EMITS):
        bell.told.emit(None)
    assert count[0] == EMITS
    assert is_kept(None, before)


def is_kept(value: object, before: int) -> bool:
    """Tell whether a constant has as many references as before, or more than could ever be lost."""
    after = sys.getrefcount(value)
    return after > IMMORTAL or abs(after - before) < EMITS // 100
