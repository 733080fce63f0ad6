"""Exposure, focus and brightness: what the driver has is told, what it has not is missing."""

import struct

import cv2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture import controls
from app.capture.camera import Camera
from app.capture.controls import Control, Range
from app.capture.live import Means, Setup
from app.errors import Refused
from tests.capture.driver import Driver, new_index
from ui.cameras import as_words, held_of

EXPOSURE, FOCUS, BRIGHTNESS = cv2.CAP_PROP_EXPOSURE, cv2.CAP_PROP_FOCUS, cv2.CAP_PROP_BRIGHTNESS
AUTO_EXPOSURE, AUTO_FOCUS = cv2.CAP_PROP_AUTO_EXPOSURE, cv2.CAP_PROP_AUTOFOCUS
WITH_AUTO = {EXPOSURE: 156.0, AUTO_EXPOSURE: 3.0, FOCUS: 20.0, AUTO_FOCUS: 1.0, BRIGHTNESS: 0.0}


def camera_on(driver: Driver, setup: Setup = Setup()) -> Camera:  # noqa: B008 - a frozen value
    return Camera(new_index(), paced=False, setup=setup, means=Means(driver.open, patience_s=10))


def test_a_driver_tells_what_it_has_and_no_range_where_the_system_tells_none() -> None:
    driver = Driver(controls={FOCUS: 20.0, AUTO_FOCUS: 0.0})
    camera = camera_on(driver)
    assert camera.controls() == (Control("focus", 20.0, auto=False),)
    camera.close()


def test_a_range_goes_with_its_control_and_what_has_none_is_missing_on_linux() -> None:
    known = {"brightness": Range(-64, 64, 1, 0)}
    found = controls.read(Driver(controls=dict(WITH_AUTO)), known)
    assert found == (Control("brightness", 0.0, None, Range(-64, 64, 1, 0)),)


def test_minus_one_is_a_value_where_the_system_says_that_the_control_is_there() -> None:
    known = {"brightness": Range(-64, 64, 1, 0)}
    assert [one.value for one in controls.read(Driver(controls={BRIGHTNESS: -1.0}), known)] == [-1.0]
    assert controls.read(Driver(controls={BRIGHTNESS: -1.0}), None) == ()


def test_what_is_set_by_hand_is_switched_from_the_camera_first_and_can_be_left_to_it_again() -> None:
    driver = Driver(controls=dict(WITH_AUTO))
    camera = camera_on(driver)
    camera.read()
    assert camera.control("focus", 45) == Control("focus", 45.0, auto=False)
    assert [one for one in driver.asked if one[0] in {FOCUS, AUTO_FOCUS}] == [(AUTO_FOCUS, 0.0), (FOCUS, 45.0)]
    assert camera.control("focus", None).auto is True
    camera.close()


@pytest.mark.parametrize(
    ("name", "value", "refuses"),
    [
        ("focus", 4.0, frozenset({FOCUS})),
        ("exposure", 4.0, frozenset()),
        ("zoom", 1.0, frozenset()),
        ("brightness", None, frozenset()),
    ],
)
def test_what_a_driver_does_not_take_is_said(name: str, value: float | None, refuses: frozenset[int]) -> None:
    driver = Driver(controls={FOCUS: 20.0, BRIGHTNESS: 3.0}, refuses=refuses)
    camera = camera_on(driver)
    with pytest.raises(Refused) as refused:
        camera.control(name, value)
    assert refused.value.code == "camera.no_control"
    assert camera.read().shape[2] == 3
    camera.close()


def test_what_was_set_before_is_set_again_whenever_the_camera_opens() -> None:
    driver = Driver(controls=dict(WITH_AUTO))
    camera = camera_on(driver, Setup(held=(("exposure", 300.0), ("zoom", 2.0), ("focus", float("nan")))))
    camera.read()
    camera.close()
    driver.controls[EXPOSURE] = 156.0
    camera.read()
    assert driver.controls[EXPOSURE] == 300.0
    assert driver.controls[FOCUS] == 20.0
    camera.close()


@given(st.binary(max_size=100))
def test_whatever_a_driver_answers_is_a_range_or_none(answer: bytes) -> None:
    found = controls.parsed(answer)
    assert found is None or found.least < found.most


@given(st.integers(-(2**31), 2**31 - 2), st.integers(1, 2**31 - 1), st.integers(1, 100))
def test_a_driver_s_range_is_read_as_it_stands(least: int, wide: int, step: int) -> None:
    most = min(least + wide, 2**31 - 1)
    answer = struct.pack("=II32siiiiIII", 0x009A090A, 1, b"Focus, Absolute", least, most, step, least, 0, 0, 0)
    assert controls.parsed(answer) == Range(least, most, step, least)
    switched_off = answer[:56] + struct.pack("=I", 1) + answer[60:]
    assert controls.parsed(switched_off) is None


@given(st.dictionaries(st.sampled_from(controls.NAMES), st.floats(-1e6, 1e6).map(lambda value: round(value, 1))))
def test_what_is_set_by_hand_survives_the_settings(held: dict[str, float]) -> None:
    assert {name: pytest.approx(value, rel=1e-4) for name, value in held_of(as_words(held))} == held


@given(st.text())
def test_settings_that_were_written_by_hand_never_fail(words: str) -> None:
    assert all(name for name, _ in held_of(words))
