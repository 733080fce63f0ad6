"""Errors are sorted by who can mend them."""

import logging
import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication

from app.errors import Refused, Unavailable
from ui.problems import Problems, frames, report_number, sentence


@pytest.fixture
def problems() -> Problems:
    return Problems()


def broken(name: str) -> BaseException:
    """An error as a bug raises it, with a name in its message."""
    try:
        int(name)
    except ValueError as error:
        return error
    raise AssertionError(name)


def test_a_refusal_goes_to_its_place(problems: Problems) -> None:
    told: list[str] = []
    problems.show(Refused("identity.name_missing"), told.append)
    assert told == [sentence(Refused("identity.name_missing"))]


def test_a_refusal_without_a_place_goes_above_the_page(problems: Problems) -> None:
    told: list[str] = []
    problems.refused.connect(told.append)
    problems.show(Refused("identity.name_missing"))
    assert told == [sentence(Refused("identity.name_missing"))]


def test_a_failed_of_jobs_puts_refusals_at_the_place(problems: Problems) -> None:
    told: list[str] = []
    problems.at(told.append)(Refused("id_number.length", length=17))
    assert told == ["身份证号要 18 位，现在是 17 位，请对照证件补齐。"]


def test_what_passes_by_itself_is_one_quiet_line(problems: Problems) -> None:
    told: list[str] = []
    problems.quiet.connect(told.append)
    problems.show(Unavailable("county.unreachable"), lambda _text: told.append("at the field"))
    assert told == [sentence(Unavailable("county.unreachable"))]


def test_an_unknown_code_still_has_a_sentence_with_the_code_in_it() -> None:
    assert "tomorrow.news" in sentence(Unavailable("tomorrow.news"))


def test_a_sentence_with_a_missing_fact_still_says_something() -> None:
    assert "id_number.length" in sentence(Refused("id_number.length"))


def test_a_bug_is_told_by_its_number(problems: Problems) -> None:
    told: list[str] = []
    problems.broken.connect(told.append)
    error = broken("张三")
    problems.show(error)
    assert told == [report_number(error)]
    assert len(told[0]) == 8


def test_the_same_place_has_the_same_number_whatever_the_values() -> None:
    assert report_number(broken("张三")) == report_number(broken("王德贵"))


def test_the_log_of_a_bug_has_places_and_no_values(problems: Problems, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        problems.show(broken("张三"))
    assert "test_problems.py" in caplog.text
    assert "ValueError" in caplog.text
    assert "张三" not in caplog.text


def test_the_log_of_what_passes_by_itself_has_only_its_code(
    problems: Problems, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        problems.show(Unavailable("printer.gone", name="张三的打印机"))
    assert "printer.gone" in caplog.text
    assert "张三" not in caplog.text


def test_frames_name_files_of_ours_from_the_top_of_the_project() -> None:
    assert frames(broken("张三"))[-1].startswith("tests/ui_base/test_problems.py:")


def test_an_error_in_a_slot_or_a_thread_comes_here_too(
    problems: Problems, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[str] = []
    problems.broken.connect(told.append)
    problems.install()
    error = broken("张三")
    sys.excepthook(ValueError, error, error.__traceback__)
    thread = threading.Thread(target=lambda: int("张三"))
    thread.start()
    thread.join()
    qapp.processEvents()
    assert len(told) == 2


def test_ctrl_c_is_no_bug(
    problems: Problems, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told: list[str] = []
    problems.broken.connect(told.append)
    problems.install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err
