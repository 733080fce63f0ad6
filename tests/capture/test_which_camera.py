"""Which device is meant, wherever it is plugged in, and why one does not open."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import pytest

from app.capture.camera import Camera, Wanted
from app.capture.device import Device, System, devices, obstacle, pick
from app.capture.live import Means
from tests.capture.cameras import camera_on, code_of
from tests.capture.driver import WIDTH, Driver, new_index


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


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
    driver.left = 1  # no second frame is on its way when it is pulled out
    there: list[tuple[Device, ...]] = [(Device(first, "Desk", "id-desk"),)]
    opened: list[int] = []

    def open_capture(index: int) -> Driver:
        opened.append(index)
        return driver

    camera = Camera(Wanted("id-desk", 0), paced=False, means=Means(open_capture, lambda: there[-1], 10, driver.clock))
    camera.read()
    there.append(())
    driver.unplug()
    assert [code_of(camera), code_of(camera)] == ["camera.gone", "camera.gone"]
    there.append((Device(second, "Desk", "id-desk"),))
    driver.plugged, driver.left = True, None
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


def test_a_camera_can_be_let_go_from_another_thread_while_it_is_read(threads: ThreadPoolExecutor) -> None:
    driver, waits, reader = Driver(), threading.Event(), threading.get_ident()
    driver.left = 1

    def clock() -> float:
        if threading.get_ident() == reader:
            waits.set()  # it holds the lock that closing needs until it waits for a frame
        return driver.clock()

    camera = Camera(new_index(), means=Means(driver.open, clock=clock))
    camera.read()
    waits.clear()

    def let_go() -> None:
        assert waits.wait(10)
        camera.close()

    closing = threads.submit(let_go)
    assert code_of(camera) == "camera.gone"
    closing.result(10)
    driver.deliver(1)


def test_opencv_s_own_capture_has_what_is_asked_of_it() -> None:
    capture = cv2.VideoCapture()
    assert (capture.isOpened(), capture.grab(), capture.retrieve()[0], capture.set(WIDTH, 9.0)) == (False,) * 4
    capture.release()
