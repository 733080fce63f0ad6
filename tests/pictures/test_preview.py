"""The live picture: when a picture is taken by itself, what goes with it, and what happens when the camera fails."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.capture.watch import Look
from app.errors import Unavailable
from ui.capture import preview as preview_module
from ui.capture.model import CaptureModel, CaptureView
from ui.capture.preview import Frame, Preview
from ui.capture.shot import Shot
from ui.jobs import Jobs
from ui.problems import Problems

WAIT_MS = 10_000
CORNERS = ((100.0, 80.0), (500.0, 80.0), (500.0, 330.0), (100.0, 330.0))
EMPTY = Look("empty")
HAND = Look("hand", (CORNERS,))
COMING = Look("page", (CORNERS,), 0.5)
SETTLED = Look("page", (CORNERS,), 1.0, is_settled=True, guess="card", code="YM1.3")
RESTING = replace(SETTLED, is_settled=False)
NOON = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A camera and what is seen through it: `show` one look after the other, each for one frame; the last goes on."""

    looks: list[Look] = field(default_factory=lambda: [EMPTY])
    fails: list[str] = field(default_factory=list)
    still_fails: int = 0
    seen: int = 0
    stills: int = 0
    colour: int = 90

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self.closed = threading.Event()
        self.free, self.blocked = threading.Event(), threading.Event()
        self.free.set()

    def show(self, *looks: Look) -> None:
        """Let these be seen next; comes back when the last of them was."""
        with self.changed:
            wanted = self.seen + len(self.looks) + len(looks) - 1
            self.looks.extend(looks)
            assert self.changed.wait_for(lambda: self.seen > wanted, 10)

    # --- the camera
    def read(self) -> Any:
        if not self.free.is_set():
            self.blocked.set()
        assert self.free.wait(20)
        if self.fails:
            raise Unavailable(self.fails.pop())
        threading.Event().wait(0.002)
        return np.full((480, 640, 3), self.colour, np.uint8)

    def still(self) -> bytes:
        self.stills += 1
        if self.still_fails:
            self.still_fails -= 1
            raise Unavailable("camera.gone")
        return b"picture %d" % self.stills

    def close(self) -> None:
        self.closed.set()

    # --- the watch
    def look(self, _frame: Any) -> Look:
        with self.changed:
            self.seen += 1
            look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
            self.changed.notify_all()
            return look


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk()
    monkeypatch.setattr("app.capture.watch.Watch", lambda: made)
    monkeypatch.setattr(preview_module, "_TRY_AGAIN_S", 0.01)
    return made


@pytest.fixture
def preview(qapp: QApplication, desk: Desk) -> Iterator[Preview]:  # noqa: ARG001 - an application must exist
    made = Preview(lambda: desk, lambda: NOON)
    yield made
    desk.free.set()
    made.stop()


def _says(capture: CaptureModel, word: str) -> bool:
    return word in capture.view.word


def _has(shots: list[Shot], count: int) -> bool:
    return len(shots) == count


def taken_by(preview: Preview) -> list[Shot]:
    shots: list[Shot] = []
    preview.taken.connect(shots.append)
    return shots


def test_a_page_that_has_come_to_rest_is_taken_once_with_what_was_seen(
    preview: Preview, desk: Desk, qtbot: QtBot
) -> None:
    shots = taken_by(preview)
    preview.start()
    desk.show(EMPTY, HAND, COMING, SETTLED, RESTING, RESTING, RESTING)
    qtbot.waitUntil(lambda: len(shots) == 1, timeout=WAIT_MS)
    assert shots[0].look == SETTLED
    assert (shots[0].source, shots[0].taken_at) == ("camera", "2026-10-12T04:00:00.000Z")
    assert desk.stills == 1


def test_an_empty_mat_a_hand_and_a_page_on_its_way_are_never_taken(preview: Preview, desk: Desk) -> None:
    preview.start()
    desk.show(*[EMPTY, HAND, COMING, Look("moving", (CORNERS,)), Look("dark"), Look("black"), Look("frozen")] * 5)
    assert desk.stills == 0


def test_a_page_that_came_to_rest_while_nothing_was_wanted_is_taken_as_soon_as_it_is(
    preview: Preview, desk: Desk, qtbot: QtBot
) -> None:
    shots = taken_by(preview)
    preview.takes_by_itself = False
    preview.start()
    desk.show(SETTLED, RESTING, RESTING)
    assert desk.stills == 0
    preview.takes_by_itself = True
    qtbot.waitUntil(lambda: len(shots) == 1, timeout=WAIT_MS)
    desk.show(RESTING, RESTING, RESTING)
    assert desk.stills == 1


@pytest.mark.parametrize("between", [(EMPTY,), (EMPTY, COMING)])
def test_a_page_that_was_taken_away_meanwhile_is_owed_no_more(
    preview: Preview, desk: Desk, between: tuple[Look, ...]
) -> None:
    preview.takes_by_itself = False
    preview.start()
    desk.show(SETTLED, RESTING, *between)
    preview.takes_by_itself = True
    desk.show(*between, *between)
    assert desk.stills == 0


def test_a_picture_that_fails_is_taken_when_the_camera_is_back_and_the_page_still_lies_there(
    preview: Preview, desk: Desk, qtbot: QtBot
) -> None:
    shots, lost = taken_by(preview), list[Unavailable]()
    preview.lost.connect(lost.append)
    desk.still_fails = 1
    preview.start()
    desk.show(COMING, SETTLED, RESTING, RESTING)
    qtbot.waitUntil(lambda: len(shots) == 1, timeout=WAIT_MS)
    assert [one.code for one in lost] == ["camera.gone"]
    assert (desk.stills, shots[0].data) == (2, b"picture 2")


def test_a_camera_that_is_lost_between_two_pages_takes_the_next_all_the_same(
    preview: Preview, desk: Desk, qtbot: QtBot
) -> None:
    shots, lost = taken_by(preview), list[Unavailable]()
    preview.lost.connect(lost.append)
    preview.start()
    desk.show(SETTLED, EMPTY, EMPTY)
    desk.fails = ["camera.busy", "camera.gone", "camera.frozen"]
    desk.show(COMING, SETTLED, RESTING)
    qtbot.waitUntil(lambda: len(shots) == 2, timeout=WAIT_MS)
    assert [one.code for one in lost] == ["camera.frozen", "camera.gone", "camera.busy"]


def test_a_page_is_left_at_once_although_its_driver_hangs(
    qapp: QApplication, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qapp
    monkeypatch.setattr(preview_module, "_LET_GO_S", 0.05)
    preview = Preview(lambda: desk)
    preview.start()
    desk.show(EMPTY)
    desk.free.clear()
    assert desk.blocked.wait(10)
    preview.stop()
    assert preview.isRunning()
    assert not desk.closed.is_set()
    desk.free.set()
    assert desk.closed.wait(10)


def test_a_frame_has_the_camera_s_colours_and_what_was_seen_in_it(preview: Preview, desk: Desk, qtbot: QtBot) -> None:
    desk.looks, desk.colour = [SETTLED], 77
    frames: list[Frame] = []
    preview.seen.connect(frames.append)
    preview.takes_by_itself = False
    preview.start()
    qtbot.waitUntil(lambda: len(frames) == 1, timeout=WAIT_MS)
    assert (frames[0].image.width(), frames[0].image.height()) == (640, 480)
    assert frames[0].image.pixelColor(5, 5).getRgb() == (77, 77, 77, 255)
    assert frames[0].page == CORNERS


# --- the model above it
Cameras = Callable[..., CaptureModel]


@pytest.fixture
def capture(jobs: Jobs, problems: Problems, desk: Desk) -> Iterator[CaptureModel]:
    made = CaptureModel(jobs, problems, lambda: desk, {"second": lambda: desk})
    made.framed.connect(lambda _frame: made.drawn())
    yield made
    desk.free.set()
    made.stop()


def test_the_view_says_what_the_frame_shows(capture: CaptureModel, desk: Desk, qtbot: QtBot) -> None:
    capture.take_by_itself(on=False)
    capture.start()
    for look, word in (
        (EMPTY, "放到高拍仪下"),
        (HAND, "手拿开"),
        (RESTING, "放稳"),
        (replace(RESTING, cause="glare"), "反光"),
        (replace(RESTING, cause="cut_off"), "往中间挪"),
        (Look("dark"), "开灯"),
    ):
        desk.looks = [look]
        qtbot.waitUntil(partial(_says, capture, word), timeout=WAIT_MS)
        assert (capture.view.state, capture.view.cause) == (look.state, look.cause)
        assert capture.view.finds_page == bool(look.items)


def test_a_picture_that_was_taken_flashes(capture: CaptureModel, desk: Desk, qtbot: QtBot) -> None:
    capture.start()
    with qtbot.waitSignals([capture.flashed, capture.taken], timeout=WAIT_MS):
        desk.show(SETTLED, RESTING)


def test_in_a_series_each_page_is_taken_whatever_is_still_being_read(
    capture: CaptureModel, desk: Desk, qtbot: QtBot
) -> None:
    shots: list[Shot] = []
    capture.taken.connect(shots.append)
    capture.start()
    capture.take_by_itself(on=False)
    capture.series(on=True)
    for nth in (1, 2, 3):
        desk.show(EMPTY, COMING, SETTLED, RESTING)
        qtbot.waitUntil(partial(_has, shots, nth), timeout=WAIT_MS)
    assert [shot.series for shot in shots] == [1, 2, 3]
    assert (capture.view.series, capture.view.count) == (True, 3)
    capture.series(on=False)
    desk.show(EMPTY, SETTLED, RESTING, RESTING)
    assert (desk.stills, capture.view.count) == (3, 0)


def test_the_other_camera_is_looked_through_when_it_is_wanted(
    jobs: Jobs, problems: Problems, desk: Desk, qtbot: QtBot
) -> None:
    face = Desk()
    capture = CaptureModel(jobs, problems, lambda: desk, {"second": lambda: face})
    assert (capture.view.role, capture.view.roles) == ("document", ("document", "second"))
    capture.start()
    qtbot.waitUntil(lambda: capture.view.live, timeout=WAIT_MS)
    capture.use("second")
    assert desk.closed.wait(10)
    assert capture.view.role == "second"
    with qtbot.waitSignal(capture.taken, timeout=WAIT_MS):
        capture.shoot()
    assert face.stills == 1
    capture.use("third")
    assert capture.view.role == "second"
    capture.stop()
    assert face.closed.wait(10)


def test_words_of_a_camera_that_is_lost_say_why_and_go_when_it_is_back(
    capture: CaptureModel, desk: Desk, qtbot: QtBot
) -> None:
    views: list[CaptureView] = []
    capture.shown.connect(views.append)
    capture.start()
    qtbot.waitUntil(lambda: capture.view.live, timeout=WAIT_MS)
    desk.fails = ["camera.busy"] * 3
    qtbot.waitUntil(lambda: any("别的程序" in view.word and not view.live for view in views), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: capture.view.live and "放到" in capture.view.word, timeout=WAIT_MS)


def test_nothing_arrives_after_the_camera_was_let_go(capture: CaptureModel, desk: Desk, qtbot: QtBot) -> None:
    capture.start()
    qtbot.waitUntil(lambda: capture.view.live, timeout=WAIT_MS)
    capture.stop()
    frames: list[Frame] = []
    capture.framed.connect(frames.append)
    QApplication.processEvents()
    assert (frames, capture.view.live) == ([], False)
    assert desk.closed.wait(10)


def test_a_frame_that_was_under_way_when_the_camera_was_let_go_is_passed_over(
    capture: CaptureModel, qtbot: QtBot
) -> None:
    frames: list[Frame] = []
    capture.framed.connect(frames.append)
    capture.start()
    qtbot.waitUntil(lambda: bool(frames), timeout=WAIT_MS)
    preview = capture._preview  # noqa: SLF001 - its thread sends when it likes: here it does so at the worst moment
    assert preview is not None
    late = threading.Thread(target=preview.seen.emit, args=(frames[0],))
    late.start()
    late.join()
    capture.stop()
    frames.clear()
    QApplication.processEvents()
    assert (frames, capture.view.live) == ([], False)
