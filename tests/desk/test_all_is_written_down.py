"""Promise 23: whatever the desk shows, prints or writes out of people's data is a line in the journal."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.domain.access import Purpose
from tests.desk.counter import Counter
from tests.desk.eyes import lines
from tests.desk.stocked import Stock


@pytest.mark.parametrize(
    ("route", "keys", "subject"),
    [("low_income", "Ctrl S", "list:low_income"), ("roster", "Ctrl S", "list:roster"), ("copy_out", "F8", "case:")],
)
def test_a_file_of_peoples_data_is_a_line_with_its_reason_before_it_is_there(
    watched: Counter,
    lies: Stock,
    route: str,
    keys: str,
    subject: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, at_choice = tmp_path / "out.xlsx", list[bool]()

    def choose(*_asked: object) -> tuple[str, str]:
        at_choice.append(file.exists())
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    watched.pages.go(route, *([lies.case] if route == "copy_out" else []))
    watched.settle().press(keys, "Down", "Down", "Enter").type("纪委来函").press("Enter").settle()
    assert at_choice == [False]
    assert file.read_bytes().startswith(b"PK")
    last = [one for one in lines(watched) if one.get("purpose") == Purpose.EXPORT.value]
    assert [(one["reason"], one["note"]) for one in last] == [("inspection", "纪委来函")]
    assert last[0]["subject"].startswith(subject)
    assert last[0]["count"] >= 1


def test_no_file_is_written_for_a_reason_that_nobody_gives(watched: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def choose(*given: object) -> tuple[str, str]:
        asked.append(given)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    watched.pages.go("low_income")
    watched.settle().press("Ctrl S", "End", "Enter", "Enter")
    assert asked == []
    watched.press("Esc")
    assert [one for one in lines(watched) if one.get("purpose") == Purpose.EXPORT.value] == []
