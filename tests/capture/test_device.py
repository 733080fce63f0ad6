"""A device: which one is meant, how it is read, and what happens when it goes wrong."""

import io
import itertools
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from app.capture.camera import Camera, Wanted
from app.capture.device import Device, System, devices, obstacle, pick
from app.capture.live import Means, Setup
from app.capture.pump import Pump
from app.errors import Unavailable
from tests.capture.driver import LARGE, SMALL, WIDTH, Driver, new_index, noise, plain

PATIENCE_S = 0.3
NO_SETUP = Setup()


def camera_on(
    driver: Driver, index: int | None = None, *, paced: bool = False, setup: Setup = NO_SETUP, patience_s: float = 10
) -> Camera:
    means = Means(driver.open, patience_s=patience_s, clock=driver.clock)
    return Camera(new_index() if index is None else index, paced=paced, setup=setup, means=means)


def code_of(camera: Camera) -> str:
    with pytest.raises(Unavailable) as unavailable:
        camera.read()
    return unavailable.value.code


def size_of(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as picture:
        return picture.size


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


# --- which one
def _plugged(root: Path, cameras: dict[int, tuple[str, str, str]], metadata: tuple[int, ...] = ()) -> System:
    """Make the folders in which Linux tells of its cameras: number to name, serial and socket."""
    system = System(root / "sys", root / "dev")
    for place in (system.names, system.nodes / "v4l" / "by-id", system.nodes / "v4l" / "by-path"):
        place.mkdir(parents=True)
    for number, (name, serial, socket) in cameras.items():
        (system.names / f"video{number}").mkdir()
        (system.names / f"video{number}" / "name").write_text(f"{name}\n")
        (system.names / f"video{number}" / "index").write_text("1\n" if number in metadata else "0\n")
        (system.nodes / f"video{number}").write_bytes(b"")
        for kind, link in (("by-id", serial), ("by-path", socket)):
            if link:
                (system.nodes / "v4l" / kind / link).symlink_to(f"../../video{number}")
    return system


def never(_index: int) -> bool:
    raise AssertionError


def test_the_system_s_list_gives_name_and_identity_and_no_second_nodes(tmp_path: Path) -> None:
    cameras = {0: ("Laptop", "id-laptop", "path-1"), 1: ("Laptop", "", ""), 10: ("Desk", "id-desk", "path-2")}
    system = _plugged(tmp_path, cameras, metadata=(1,))
    assert devices(never, system) == (Device(0, "Laptop", "id-laptop"), Device(10, "Desk", "id-desk"))


def test_a_camera_is_found_again_under_another_number(tmp_path: Path) -> None:
    before = devices(never, _plugged(tmp_path / "a", {0: ("Desk", "id-desk", "p1"), 2: ("Face", "id-face", "p2")}))
    after = devices(never, _plugged(tmp_path / "b", {4: ("Desk", "id-desk", "p1"), 0: ("Face", "id-face", "p2")}))
    desk = next(one for one in before if one.name == "Desk")
    assert pick(desk.identity, desk.index, after) == Device(4, "Desk", "id-desk")


def test_another_camera_is_never_opened_in_place_of_one_that_is_away(tmp_path: Path) -> None:
    there = devices(never, _plugged(tmp_path, {0: ("Face", "id-face", "p2")}))
    assert pick("id-desk", 0, there) is None
    assert pick("", 0, there) == Device(0, "Face", "id-face")


def test_two_cameras_of_one_kind_are_told_apart_by_their_socket(tmp_path: Path) -> None:
    there = devices(never, _plugged(tmp_path, {0: ("Desk", "id-desk", "p1"), 2: ("Desk", "", "p2")}))
    assert [one.identity for one in there] == ["p1", "p2"]


def test_without_a_list_each_number_is_tried(tmp_path: Path) -> None:
    system = System(tmp_path / "none", tmp_path)
    assert devices(lambda index: index in {1, 3}, system) == (Device(1, ""), Device(3, ""))


def test_a_lost_camera_is_opened_where_it_is_plugged_in_now() -> None:
    driver, first, second = Driver(), new_index(), new_index()
    there: list[tuple[Device, ...]] = [(Device(first, "Desk", "id-desk"),)]
    opened: list[int] = []

    def open_capture(index: int) -> Driver:
        opened.append(index)
        return driver

    camera = Camera(Wanted("id-desk", 0), paced=False, means=Means(open_capture, lambda: there[-1], 10, driver.clock))
    camera.read()
    there.append(())
    driver.plugged = False
    assert [code_of(camera), code_of(camera)] == ["camera.gone", "camera.gone"]
    there.append((Device(second, "Desk", "id-desk"),))
    driver.plugged = True
    camera.read()
    assert opened == [first, second]
    camera.close()


# --- why it does not open
@pytest.mark.parametrize(
    ("target", "code"),
    [(None, "camera.gone"), ("plain", "camera.busy"), ("/proc/sys/kernel/ostype", "camera.not_allowed")],
)
def test_why_a_camera_does_not_open_is_told_as_far_as_the_system_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str | None, code: str
) -> None:
    if target == "plain":
        (tmp_path / "video3").write_bytes(b"")
    elif target:
        (tmp_path / "video3").symlink_to(target)
    found = obstacle(3, System(tmp_path, tmp_path))
    assert found == (code if sys.platform == "linux" else "camera.not_opened")
    monkeypatch.setattr("sys.platform", "win32")
    assert obstacle(3, System(tmp_path, tmp_path)) == "camera.not_opened"


def test_a_driver_that_does_not_open_says_why_each_time() -> None:
    driver = Driver(opens=False)
    camera = camera_on(driver)
    assert {code_of(camera) for _ in range(3)} <= {"camera.gone", "camera.not_opened"}
    assert driver.released == 3


def test_a_camera_can_be_let_go_from_another_thread_while_it_is_read() -> None:
    driver = Driver()
    camera = camera_on(driver)
    camera.read()
    driver.free.clear()
    threading.Timer(0.05, camera.close).start()
    codes = {code_of(camera) for _ in range(1)}
    driver.free.set()
    assert codes == {"camera.gone"}
    camera.close()


def test_opencv_s_own_capture_has_what_is_asked_of_it() -> None:
    capture = cv2.VideoCapture()
    assert (capture.isOpened(), capture.grab(), capture.retrieve()[0], capture.set(WIDTH, 9.0)) == (False,) * 4
    capture.release()
