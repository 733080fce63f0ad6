"""Files that are brought: one after the other, a PDF page by page, refused ones named and the others all the same."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.capture import Reader
from app.errors import Refused
from app.forms.papers import make_forms
from tests.made_up import household
from ui.capture import folder_watch
from ui.capture.model import CaptureModel, CaptureView
from ui.capture.shot import Shot
from ui.jobs import Jobs
from ui.problems import Problems

WAIT_MS = 10_000


@dataclass(frozen=True)
class Page:
    data: bytes
    number: int
    count: int


class Pdfs:
    """PDFs of made-up pages: `%PDF 3` has three, `%PDF 2 secret` wants a password, `%PDF broken` breaks at page 2."""

    def __init__(self) -> None:
        self.given, self.left = 0, 0

    def pages(self, source: bytes, password: str = "") -> Iterator[Page]:
        _, count, *locked = source.decode().split()
        if locked and not password:
            raise Refused("pdf.password")
        if locked and password != locked[0]:
            raise Refused("pdf.wrong_password")
        try:
            for nth in range(1, int(count.replace("broken", "3")) + 1):
                if count == "broken" and nth == 2:
                    raise Refused("picture.unreadable")
                self.given += 1
                yield Page(b"page %d" % nth, nth, int(count.replace("broken", "3")))
        finally:
            self.left += 1


def picture(grey: int = 40) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (grey, grey, grey)).save(stream, "PNG")
    return stream.getvalue()


class Desk:
    """Takes what is brought, and remembers what was said on the way."""

    def __init__(self, jobs: Jobs, problems: Problems) -> None:
        self.pdfs = Pdfs()
        self.model = CaptureModel(jobs, problems, reader=self.pdfs)
        self.shots: list[Shot] = []
        self.views: list[CaptureView] = []
        self.model.taken.connect(self.shots.append)
        self.model.shown.connect(self.views.append)

    @property
    def names(self) -> list[str]:
        return [f"{shot.name}:{shot.page}" if shot.page else shot.name for shot in self.shots]

    @property
    def said(self) -> list[str]:
        said = [view.progress for view in self.views]
        return [one for nth, one in enumerate(said) if "页" in one and one != said[nth - 1]]


@pytest.fixture
def desk(jobs: Jobs, problems: Problems) -> Desk:
    return Desk(jobs, problems)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "a.png": picture(),
        "b.pdf": b"%PDF 3",
        "c.png": picture(90),
        "locked.pdf": b"%PDF 2 secret",
        "broken.pdf": b"%PDF broken",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents} | {"missing.png": tmp_path / "missing.png"}


def test_files_come_in_the_order_in_which_they_were_chosen_a_pdf_page_by_page(
    desk: Desk, jobs: Jobs, files: dict[str, Path]
) -> None:
    desk.model.open_files([files["c.png"], files["b.pdf"], files["a.png"]])
    jobs.wait()
    assert desk.names == ["c.png", "b.pdf:1", "b.pdf:2", "b.pdf:3", "a.png"]
    assert [shot.source for shot in desk.shots] == ["file"] * 5
    assert [(shot.data, shot.pages) for shot in desk.shots[1:4]] == [(b"page %d" % nth, 3) for nth in (1, 2, 3)]
    assert desk.said == ["b.pdf：第 1 页，共 3 页", "b.pdf：第 2 页，共 3 页", "b.pdf：第 3 页，共 3 页"]
    assert not desk.model.view.files.is_busy
    assert desk.model.view.progress == ""


def test_a_file_that_is_refused_is_named_and_stops_no_other(desk: Desk, jobs: Jobs, files: dict[str, Path]) -> None:
    desk.model.open_files([files["missing.png"], files["broken.pdf"], files["a.png"]])
    jobs.wait()
    assert desk.names == ["broken.pdf:1", "a.png"]
    missing, broken = desk.model.view.files.wrongs
    assert missing.startswith("missing.png：")
    assert broken.startswith("broken.pdf：")
    assert desk.model.view.wrong.splitlines() == [missing, broken]


def test_one_file_alone_is_refused_in_a_plain_sentence_that_goes_with_the_next(
    desk: Desk, jobs: Jobs, files: dict[str, Path]
) -> None:
    desk.model.open_file(files["missing.png"])
    jobs.wait()
    assert len(desk.model.view.files.wrongs) == 1
    assert "：" not in desk.model.view.wrong.split("，")[0]
    desk.model.open_file(files["a.png"])
    jobs.wait()
    assert desk.model.view.wrong == ""


def test_of_many_refused_files_the_first_few_are_named(desk: Desk, jobs: Jobs, tmp_path: Path) -> None:
    desk.model.open_files([tmp_path / f"none{nth}.png" for nth in range(7)])
    jobs.wait()
    assert len(desk.model.view.files.wrongs) == 7
    assert desk.model.view.wrong.splitlines()[-1] == "还有 3 个文件没有收下"


def test_a_pdf_that_wants_a_password_waits_aside_until_it_is_given(
    desk: Desk, jobs: Jobs, files: dict[str, Path]
) -> None:
    desk.model.open_files([files["locked.pdf"], files["a.png"]])
    jobs.wait()
    assert desk.names == ["a.png"]
    assert (desk.model.view.files.locked, desk.model.view.files.was_wrong) == ("locked.pdf", False)
    desk.model.unlock("guess")
    jobs.wait()
    assert (desk.model.view.files.locked, desk.model.view.files.was_wrong) == ("locked.pdf", True)
    desk.model.unlock("secret")
    jobs.wait()
    assert desk.names == ["a.png", "locked.pdf:1", "locked.pdf:2"]
    assert desk.model.view.files.locked == ""


def test_a_pdf_whose_password_nobody_knows_is_left_out(desk: Desk, jobs: Jobs, files: dict[str, Path]) -> None:
    desk.model.open_file(files["locked.pdf"])
    jobs.wait()
    desk.model.unlock("")
    desk.model.unlock("too late")
    jobs.wait()
    assert (desk.names, desk.model.view.files.locked) == ([], "")


def test_a_long_pdf_is_ended_when_it_is_not_wanted(
    desk: Desk, jobs: Jobs, tmp_path: Path, files: dict[str, Path]
) -> None:
    (tmp_path / "long.pdf").write_bytes(b"%PDF 500")
    desk.model.taken.connect(lambda shot: desk.model.cancel() if shot.page == 3 else None)
    desk.model.open_files([tmp_path / "long.pdf", files["a.png"]])
    jobs.wait()
    assert desk.names == ["long.pdf:1", "long.pdf:2", "long.pdf:3"]
    assert desk.pdfs.given == 3
    assert desk.pdfs.left == 1
    desk.model.open_file(files["c.png"])
    jobs.wait()
    assert desk.names[-1] == "c.png"


def test_whoever_takes_the_pages_may_say_that_they_come_too_fast(
    desk: Desk, jobs: Jobs, files: dict[str, Path]
) -> None:
    desk.model.taken.connect(lambda _shot: desk.model.bringing.hold(on=True))
    desk.model.open_file(files["b.pdf"])
    for count in (1, 2, 3):
        jobs.wait()
        assert len(desk.shots) == count
        desk.model.bringing.hold(on=False)
    jobs.wait()
    assert not desk.model.view.files.is_busy


def test_what_is_dropped_or_pasted_is_files_or_a_picture_or_nothing(
    desk: Desk, jobs: Jobs, files: dict[str, Path]
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(files[name])) for name in ("b.pdf", "a.png")])
    desk.model.take_mime(mime)
    jobs.wait()
    assert desk.names == ["b.pdf:1", "b.pdf:2", "b.pdf:3", "a.png"]
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    pasted = QMimeData()
    pasted.setImageData(image)
    desk.model.take_mime(pasted)
    jobs.wait()
    assert (desk.shots[-1].source, desk.shots[-1].media_type) == ("clipboard", "image/png")
    desk.model.take_mime(QMimeData())
    assert "没有图片" in desk.model.view.wrong


def test_without_a_reader_of_pdfs_one_is_brought_as_it_is(
    jobs: Jobs, problems: Problems, files: dict[str, Path]
) -> None:
    model, shots = CaptureModel(jobs, problems), list[Shot]()
    model.taken.connect(shots.append)
    model.open_file(files["b.pdf"])
    jobs.wait()
    assert [(shot.media_type, shot.page) for shot in shots] == [("application/pdf", 0)]


def test_what_appears_in_the_folder_comes_in_order_and_what_is_half_is_named(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watch, "_LOOK_MS", 5)
    place = tmp_path / "scans"
    place.mkdir()
    desk.model.watch_folder(place)
    assert desk.model.view.folder == "scans"
    for nth in (10, 2, 1):
        (place / f"p{nth}.png").write_bytes(picture(100 + nth))
    (place / "half.png").write_bytes(picture(1)[:-9])
    (place / "half.pdf").write_bytes(b"%PDF 2 and no end")
    qtbot.waitUntil(lambda: len(desk.model.view.wrong.splitlines()) == 2, timeout=WAIT_MS)
    assert "half.pdf" in desk.model.view.wrong
    assert "half.png" in desk.model.view.wrong
    qtbot.waitUntil(lambda: len(desk.shots) == 3, timeout=WAIT_MS)
    assert desk.names == ["p1.png", "p2.png", "p10.png"]
    assert {shot.source for shot in desk.shots} == {"folder"}


def test_a_folder_that_goes_away_is_said_and_goes_on_when_it_is_back(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watch, "_LOOK_MS", 5)
    place = tmp_path / "scans"
    place.mkdir()
    desk.model.watch_folder(place)
    away = place.rename(tmp_path / "away")
    qtbot.waitUntil(lambda: "文件夹" in desk.model.view.wrong, timeout=WAIT_MS)
    assert desk.model.view.folder == "scans"
    away.rename(place)
    qtbot.waitUntil(lambda: desk.model.view.wrong == "", timeout=WAIT_MS)
    (place / "late.png").write_bytes(picture(77))
    qtbot.waitUntil(lambda: desk.names == ["late.png"], timeout=WAIT_MS)
    desk.model.leave_folder()
    assert desk.model.view.folder == ""


def test_a_page_that_is_opened_anew_takes_nothing_twice(
    desk: Desk, jobs: Jobs, problems: Problems, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watch, "_LOOK_MS", 5)
    place = tmp_path / "scans"
    place.mkdir()
    desk.model.watch_folder(place)
    (place / "one.png").write_bytes(picture(55))
    qtbot.waitUntil(lambda: desk.names == ["one.png"], timeout=WAIT_MS)
    again, shots = CaptureModel(jobs, problems), list[Shot]()
    again.taken.connect(shots.append)
    again.watch_folder(place)
    (place / "one.png").rename(place / "renamed.png")
    (place / "two.png").write_bytes(picture(56))
    qtbot.waitUntil(lambda: bool(shots), timeout=WAIT_MS)
    assert [shot.name for shot in shots] == ["two.png"]
    again.leave_folder()
    desk.model.leave_folder()


def test_a_folder_that_is_not_there_is_said_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.model.watch_folder(tmp_path / "none")
    assert desk.model.view.folder == ""
    assert desk.model.view.wrong


def test_a_paper_of_our_own_comes_out_of_the_reading_process_page_by_page(
    jobs: Jobs, problems: Problems, tmp_path: Path
) -> None:
    paper = make_forms(household.draft(), household.office(), household.TODAY, "陈素华").application
    (tmp_path / "paper.pdf").write_bytes(paper.pdf)
    reader, shots = Reader(), list[Shot]()
    model = CaptureModel(jobs, problems, reader=reader)
    model.taken.connect(shots.append)
    model.open_file(tmp_path / "paper.pdf")
    jobs.wait(120)
    reader.close()
    assert [(shot.page, shot.pages, shot.media_type) for shot in shots] == [
        (nth, paper.pages, "image/jpeg") for nth in range(1, paper.pages + 1)
    ]
