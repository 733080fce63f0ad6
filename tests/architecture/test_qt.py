"""The Qt in use keeps its references: some builds of PySide6 lose one to True at every emit, and abort."""

import sys

from PySide6.QtCore import QObject, Signal

EMITS = 20_000


class Bell(QObject):
    rung = Signal(bool)


def test_20_000_emits_lose_no_reference() -> None:
    bell = Bell()
    heard: list[bool] = []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(EMITS):
        bell.rung.emit(True)
    heard_count = len(heard)
    heard.clear()
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert heard_count == EMITS
    assert abs(after[0] - before[0]) < 100
    assert abs(after[1] - before[1]) < 100
