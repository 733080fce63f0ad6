"""What the launcher counts, and what the program takes back."""

from pathlib import Path

import pytest

from app.starts import FILE, WENT_BACK, Starts, went_back


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file as the launcher leaves it before the first start of version 2.0.0."""
    place = tmp_path / "starts"
    place.write_text("2.0.0 1\n", "ascii")
    return place


@pytest.fixture
def starts(file: Path) -> Starts:
    return Starts(file, "2.0.0")


def test_a_page_that_is_there_is_no_failure(starts: Starts) -> None:
    starts.shown()
    assert starts.count() == 0


def test_an_earlier_failure_stays_one_while_nobody_has_opened(file: Path, starts: Starts) -> None:
    file.write_text("2.0.0 2\n", "ascii")
    starts.shown()
    assert starts.count() == 1


def test_opening_without_an_answer_is_a_failure(starts: Starts) -> None:
    starts.shown()
    starts.opening()
    assert starts.count() == 1


def test_a_refusal_is_an_answer(starts: Starts) -> None:
    starts.shown()
    starts.opening()
    starts.answered()
    assert starts.count() == 0


def test_somebody_at_the_desk_ends_the_count(file: Path, starts: Starts) -> None:
    file.write_text("2.0.0 2\n", "ascii")
    starts.shown()
    starts.opening()
    starts.well()
    assert not file.exists()
    starts.well()


def test_the_count_of_another_version_is_not_ours(file: Path) -> None:
    assert Starts(file, "2.0.1").count() == 0


@pytest.mark.parametrize("content", ["", "2.0.0", "2.0.0 many", "\x00\x01", "2.0.0 1 1"])
def test_a_file_that_says_nothing_counts_nothing(file: Path, content: str) -> None:
    file.write_text(content, "utf-8")
    starts = Starts(file, "2.0.0")
    assert starts.count() == 0
    starts.opening()
    assert starts.count() == 1


def test_a_disk_that_refuses_keeps_nobody_from_working(tmp_path: Path) -> None:
    starts = Starts(tmp_path / "not there" / "starts", "2.0.0")
    starts.opening()
    starts.well()
    assert starts.count() == 0


def test_without_a_launcher_nothing_is_counted() -> None:
    starts = Starts.of({})
    starts.opening()
    assert (starts.file, starts.count()) == (None, 0)


def test_after_going_back_the_count_of_the_newer_version_stays(file: Path) -> None:
    environment = {FILE: str(file), WENT_BACK: "2.0.0"}
    starts = Starts.of(environment)
    starts.well()
    assert file.read_text("ascii") == "2.0.0 1\n"
    assert (went_back(environment), went_back({})) == ("2.0.0", "")


def test_the_launcher_says_where_it_counts(file: Path) -> None:
    assert Starts.of({FILE: str(file)}).file == file
