"""What lies on a known mat is found with its true outline, whatever the light, the mat and the hands do."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from app.capture.found import Found, find_items
from app.capture.mat import Mat, share
from tests.made_up import desk, desk_classes
from tests.made_up.desk import Camera, Hand, Light, Scene, Shadow, Thing
from tests.made_up.desk_classes import blank, case
from tests.some import some

_Overlap = Callable[[NDArray[np.float64], NDArray[np.float64]], float]
_SMALL = arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60), st.just(3)))


def _found(scene: Scene, before: Scene, *, quick: bool = False) -> list[Found]:
    frame = desk.frame(scene, 1).bgr
    return find_items(frame, Mat.from_picture(desk.frame(before, 0).bgr).compare(frame), quick=quick)


_PLAIN = {"card", "paper", "booklet_page", "cards", "white", "mixed"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name in _PLAIN else name for name in desk_classes.CLASSES]
)
def test_every_thing_is_found_with_its_outline_and_nothing_else(name: str, overlap: _Overlap) -> None:
    one = case(name, 4)
    found = _found(one.scene, one.before)
    shares = [max(overlap(item.outline, thing.outline) for thing in found) for item in desk.truth(one.scene)]
    assert min(shares) > 0.97
    assert len(found) == len(shares)


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        pytest.param("white", 8005, marks=pytest.mark.slow),  # half of it burnt out
        ("white", 8006),  # found by the net
        pytest.param("white", 9102, marks=pytest.mark.slow),  # the same
        ("white", 9111),  # a rim of which only parts show
        ("fingers", 8002),  # three fingers over a card of their colour
        ("touching", 8014),  # two cards, shifted
    ],
)
def test_what_hardly_shows_is_found(name: str, seed: int, overlap: _Overlap) -> None:
    one = case(name, seed)
    found = _found(one.scene, one.before)
    shares = [max(overlap(item.outline, thing.outline) for thing in found) for item in desk.truth(one.scene)]
    assert min(shares) > 0.94
    assert len(found) == len(shares)
    assert max(thing.score for thing in found) <= 1


@pytest.mark.parametrize("mat", some(desk.MATS, 2))
def test_an_empty_mat_has_nothing_in_any_light(mat: str) -> None:
    before = Scene(mat, light=Light(0.9), seed=7)
    for nth, light in enumerate((Light(0.6), Light(1.0), Light(0.85, (-0.1, 0.12)), Light(0.9, warmth=0.06))):
        scene = replace(before, light=light)
        assert _found(scene, before) == []
        assert Mat.from_picture(desk.frame(before).bgr).compare(desk.frame(scene, nth).bgr).share < 0.002


@pytest.mark.parametrize("mat", some(["green", "white", "grid"]))
@pytest.mark.parametrize("angle", [0, 75])
def test_a_shadow_and_a_bare_hand_are_no_things(mat: str, angle: float) -> None:
    before = Scene(mat, seed=2)
    assert _found(replace(before, shadows=(Shadow((0, 0), angle, 0.45, 8),)), before) == []
    assert _found(replace(before, hands=(Hand((10, -10), 60 + angle),)), before) == []


def test_a_blank_sheet_on_a_white_mat_is_found_by_its_edges(overlap: _Overlap) -> None:
    before = Scene("pale", camera=Camera(wide_mm=430), seed=3)
    scene = replace(before, things=(Thing("paper", blank(), (210, 297), turn=93, thick_mm=0.15),))
    (found,) = _found(scene, before)
    assert overlap(found.outline, desk.truth(scene)[0].outline) > 0.98


def test_of_a_card_in_a_clear_sleeve_the_card_is_found(overlap: _Overlap) -> None:
    one = case("sleeve", 8)
    (found,), (item,) = _found(one.scene, one.before), desk.truth(one.scene)
    assert overlap(found.outline, item.outline) > 0.98


def test_a_booklet_keeps_its_bent_outline(overlap: _Overlap) -> None:
    one = case("booklet", 6)
    (found,), (item,) = _found(one.scene, one.before), desk.truth(one.scene)
    assert found.bow > 0.004
    assert overlap(found.outline, item.outline) > overlap(found.corners, item.outline) > 0.96
    assert overlap(found.outline, item.outline) > 0.99


def test_a_quick_look_is_right_to_a_pixel_or_so(overlap: _Overlap) -> None:
    one = case("card", 3)
    (found,), (item,) = _found(one.scene, one.before, quick=True), desk.truth(one.scene)
    assert overlap(found.outline, item.outline) > 0.97


def test_what_went_away_after_it_was_taken_for_mat_is_no_thing() -> None:
    one = case("card", 3)
    assert _found(one.before, one.scene) == []


def test_the_mat_is_known_after_three_frames_and_follows_what_it_sees() -> None:
    mat, scene = Mat(), Scene("grey", seed=1)
    for nth in range(3):
        assert not mat.is_known
        mat.learn(desk.frame(scene, nth).bgr)
    assert mat.is_known
    mat.replace(desk.frame(replace(scene, mat="wood"), 9).bgr)
    assert share(mat.news(desk.frame(replace(scene, mat="wood"), 10).bgr)) < 0.002
    assert share(mat.news(desk.frame(scene, 10).bgr)) > 0.2


def test_a_mat_of_another_form_makes_everything_new() -> None:
    mat = Mat.from_picture(np.full((480, 640, 3), 90, np.uint8))
    assert mat.compare(np.full((640, 480, 3), 90, np.uint8)).share == 1


@given(_SMALL, _SMALL)
@settings(max_examples=60, deadline=None)
def test_any_two_pictures_can_be_compared(empty: NDArray[np.uint8], frame: NDArray[np.uint8]) -> None:
    news = Mat.from_picture(empty).compare(frame)
    assert news.mask.shape == frame.shape[:2]
    find_items(frame, news)


@given(st.integers(0, 10_000), st.integers(40, 700), st.integers(40, 700))
@settings(max_examples=12, deadline=None)
def test_noise_of_any_size_ends_in_no_error(seed: int, wide: int, high: int) -> None:
    chance = np.random.default_rng(seed)
    coarse = chance.integers(0, 255, (9, 12, 3), np.uint8)
    frame = np.asarray(cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_NEAREST), np.uint8)
    for one in find_items(frame, Mat.from_picture(np.full_like(frame, 128)).compare(frame)):
        assert np.isfinite(one.outline).all()
