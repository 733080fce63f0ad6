"""A device: which one is meant, how it is read, and what happens when it goes wrong."""

import io
import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import numpy as np
import pytest
from PIL import Image

from app.capture.camera import Camera
from app.capture.live import Means, Setup
from app.capture.pump import Pump
from app.errors import Unavailable
from tests.capture.cameras import PATIENCE_S, camera_on, size_of
from tests.capture.driver import LARGE, SMALL, WIDTH, Driver, new_index, noise, plain


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


# --- frames
def test_frames_are_given_one_after_the_other_and_none_is_left_out() -> None:
    driver = Driver(plain(*range(40, 60)))
    camera = camera_on(driver)
    assert [int(camera.read()[0, 0, 0]) for _ in range(10)] == list(range(40, 50))
    assert driver.size == SMALL
    camera.close()


def test_frames_that_nobody_asks_for_in_time_are_left_out_and_not_even_unpacked(
    monkeypatch: pytest.MonkeyPatch, threads: ThreadPoolExecutor
) -> None:
    monkeypatch.setattr("app.capture.drive.HAS_QUEUE", True)
    driver = Driver(plain(*range(40, 250)))
    driver.left = 0
    camera = camera_on(driver, paced=True)
    assert _first(threads.submit(camera.read), driver) == 40
    driver.deliver(6)
    assert driver.unpacked == 2
    driver.now += 1  # the one that was unpacked ahead has grown old
    assert _first(threads.submit(camera.read), driver) == 42
    camera.close()
    driver.plugged = False


def _first(reading: "Future[Any]", driver: Driver) -> int:
    while not reading.done():
        driver.deliver(1)
        wait([reading], timeout=1)  # a frame that comes meanwhile would be taken in its place
    return int(reading.result()[0, 0, 0])


def test_where_there_is_no_queue_nothing_is_taken_that_nobody_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.capture.drive.HAS_QUEUE", False)
    driver = Driver()
    camera = camera_on(driver, paced=True)
    for _ in range(5):
        camera.read()
    with driver.changed:
        assert not driver.changed.wait_for(lambda: driver.grabbed > 6, 0.2)
    camera.close()


@pytest.mark.parametrize(
    "frame",
    [
        np.full((480, 640), 90, np.uint8),
        np.full((480, 640, 1), 90, np.uint8),
        np.full((480, 640, 4), 90, np.uint8),
        np.full((480, 640), 90 * 256, np.uint16),
    ],
)
def test_whatever_the_driver_makes_of_a_frame_it_becomes_three_colours(frame: Any) -> None:
    camera = camera_on(Driver(iter([frame, frame])))
    seen = camera.read()
    assert (seen.shape, str(seen.dtype), int(seen[5, 5, 1])) == ((480, 640, 3), "uint8", 90)
    camera.close()


def test_frames_may_change_their_size_and_large_ones_are_made_small() -> None:
    sizes = [(640, 480), (1280, 960), (4208, 3120), (320, 240)]
    camera = camera_on(Driver(np.full((high, wide, 3), 80, np.uint8) for wide, high in [*sizes, sizes[-1]]))
    assert [camera.read().shape[1] for _ in sizes] == [640, 1280, 1280, 320]
    camera.close()


@pytest.mark.parametrize(("quarters", "corner"), [(0, (0, 0)), (1, (0, -1)), (2, (-1, -1)), (3, (-1, 0)), (4, (0, 0))])
def test_a_camera_that_stands_turned_gives_upright_pictures(quarters: int, corner: tuple[int, int]) -> None:
    frame = np.full((480, 640, 3), 60, np.uint8)
    frame[:40, :40] = 250
    camera = camera_on(Driver(itertools.repeat(frame), sizes=((640, 480),)), setup=Setup(quarters))
    seen = camera.read()
    assert seen[corner][0] == 250
    assert size_of(camera.still()) == ((480, 640) if quarters % 2 else (640, 480))
    camera.close()


# --- large pictures
def test_a_large_picture_is_taken_at_the_largest_size_and_the_camera_is_switched_back() -> None:
    driver = Driver(seconds=lambda size: 0.4 if size == LARGE else 0.03)
    camera = camera_on(driver)
    camera.read()
    assert size_of(camera.still()) == LARGE
    assert driver.size == SMALL
    assert camera.read().shape == (960, 1280, 3)
    assert camera.modes.large == LARGE
    assert not camera.modes.is_fast
    assert camera.modes.switch_s == pytest.approx(0.4 * 2, abs=0.5)
    camera.close()


def test_a_camera_that_is_fast_in_its_largest_size_stays_there() -> None:
    driver = Driver(seconds=lambda _size: 1 / 30)
    camera = camera_on(driver)
    camera.read()
    camera.still()
    said = len(driver.asked)
    assert driver.size == LARGE
    assert camera.read().shape == (960, 1280, 3)
    assert size_of(camera.still()) == LARGE
    assert len(driver.asked) == said
    camera.close()


def test_a_frame_that_was_there_already_does_not_make_a_slow_camera_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    driver, real = Driver(seconds=lambda size: 0.4 if size == LARGE else 0.03), Pump.next
    given: list[int] = []
    asked = itertools.count()

    def next_frame(pump: Pump, wait_s: float) -> Any:
        frame = real(pump, wait_s)
        given.append(frame.shape[1])
        return frame

    def late() -> float:
        """Tell the time before a frame is asked for only when it is there already, and after it at once."""
        is_ours = threading.current_thread() is threading.main_thread() and driver.size == LARGE
        if is_ours and next(asked) % 2 == 0:
            with driver.changed:
                driver.changed.wait_for(lambda: driver.seen.count(LARGE) > given.count(LARGE[0]), 1)
        return driver.now

    monkeypatch.setattr(Pump, "next", next_frame)
    camera = Camera(new_index(), paced=False, means=Means(driver.open, patience_s=10, clock=late))
    camera.read()
    assert size_of(camera.still()) == LARGE
    assert driver.size == SMALL
    camera.close()


def test_what_a_camera_can_do_is_found_out_once() -> None:
    driver, index = Driver(seconds=lambda size: 0.4 if size == LARGE else 0.03), new_index()
    camera = camera_on(driver, index)
    camera.still()
    camera.close()
    driver.asked.clear()
    again = camera_on(driver, index)
    assert size_of(again.still()) == LARGE
    assert {value for prop, value in driver.asked if prop == WIDTH} == {SMALL[0], LARGE[0]}
    again.close()


def test_a_camera_without_a_larger_size_is_not_switched_again() -> None:
    driver = Driver(sizes=(SMALL,))
    camera = camera_on(driver)
    assert size_of(camera.still()) == SMALL
    said = len(driver.asked)
    assert size_of(camera.still()) == SMALL
    assert len(driver.asked) == said
    camera.close()


def test_frames_that_are_dark_after_a_switch_are_waited_for() -> None:
    driver = Driver(plain(120, 120, 4, 60, 118, 119, 119), seconds=lambda size: 0.4 if size == LARGE else 0.03)
    camera = camera_on(driver)
    camera.read()
    with Image.open(io.BytesIO(camera.still())) as picture:
        assert picture.size == LARGE
        assert np.asarray(picture).mean() > 115
    camera.close()


def test_a_hand_that_comes_while_the_camera_is_switched_is_waited_for() -> None:
    def hand(at: float | None) -> Callable[[tuple[int, int]], Any]:
        def seen(size: tuple[int, int]) -> Any:
            frame = np.full((size[1], size[0], 3), 120, np.uint8)
            if at is not None:
                frame[:, round(at * size[0]) : round((at + 0.2) * size[0])] = 200
            return frame

        return seen

    places = [None, None, 0.1, 0.3, 0.5, 0.7, None, None, None]
    driver = Driver(map(hand, places), seconds=lambda size: 0.4 if size == LARGE else 0.03)
    camera = camera_on(driver)
    camera.read()
    with Image.open(io.BytesIO(camera.still())) as picture:
        assert picture.size == LARGE
        assert np.asarray(picture).max() < 125
    camera.close()


# --- what goes wrong
def test_a_camera_that_is_torn_out_in_mid_capture_gives_no_picture_and_comes_back() -> None:
    driver = Driver()
    camera = camera_on(driver)
    camera.read()
    driver.plugged = False
    with pytest.raises(Unavailable) as unavailable:
        camera.still()
    assert unavailable.value.code == "camera.gone"
    driver.plugged = True
    assert camera.read().shape == (960, 1280, 3)
    assert size_of(camera.still()) == LARGE
    camera.close()


def test_a_few_torn_frames_are_left_out_many_are_a_lost_camera() -> None:
    driver = Driver(torn=5)
    camera = camera_on(driver)
    assert camera.read().shape == (960, 1280, 3)
    driver.torn = 50
    with pytest.raises(Unavailable) as unavailable:
        [camera.read() for _ in range(3)]  # one may have been unpacked ahead
    assert unavailable.value.code == "camera.gone"


def test_a_driver_that_hangs_is_given_up_and_waited_for() -> None:
    driver, index = Driver(), new_index()
    camera = camera_on(driver, index, patience_s=PATIENCE_S)
    camera.read()
    driver.free.clear()
    for _ in range(2):
        with pytest.raises(Unavailable) as unavailable:
            [camera.read() for _ in range(3)]  # one may have been unpacked ahead
        assert unavailable.value.code == "camera.hangs"
    assert driver.released == 0
    driver.free.set()
    with driver.changed:
        assert driver.changed.wait_for(lambda: driver.released == 1, 10)
    assert camera.read().shape == (960, 1280, 3)
    camera.close()


def test_one_device_is_open_once_the_next_page_waits_until_the_last_has_let_go() -> None:
    driver, index = Driver(), new_index()
    first = camera_on(driver, index)
    first.read()
    first.close()
    second = camera_on(driver, index)
    second.read()
    assert driver.released == 1
    second.close()


def test_a_picture_that_never_changes_is_a_driver_that_lost_its_camera() -> None:
    camera = camera_on(Driver(plain(90)))
    with pytest.raises(Unavailable) as unavailable:
        for _ in range(70):
            camera.read()
    assert unavailable.value.code == "camera.frozen"


def test_a_black_picture_is_a_lens_that_is_covered_and_nothing_to_reopen() -> None:
    camera = camera_on(Driver(plain(6), sizes=((640, 480),)))
    assert all(int(camera.read().max()) == 6 for _ in range(70))
    camera.close()


def test_a_mat_on_which_nothing_moves_is_not_frozen() -> None:
    camera = camera_on(Driver(noise(), sizes=((640, 480),)))
    for _ in range(70):
        camera.read()
    camera.close()


def test_an_error_of_ours_in_the_driver_s_thread_is_not_swallowed() -> None:
    driver = Driver(iter([]))
    with pytest.raises((StopIteration, RuntimeError)):
        camera_on(driver).read()
