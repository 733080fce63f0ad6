"""The live picture of a document camera: what is said of each frame, and when a picture is taken."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from app.capture.watch import Look, Watch
from tests.made_up import desk, documents
from tests.made_up.desk import Camera, Glare, Hand, Light, Scene, Shadow, Thing
from tests.some import some

_Overlap = Callable[[NDArray[np.float64], NDArray[np.float64]], float]
_CAMERA = Camera(size=(640, 480), noise=1.6, jpeg=0)
_ANY = arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 90), st.just(3)))


def _card(name: str = "id_front", seed: int = 1, at_mm: tuple[float, float] = (0, 0), turn: float = 5) -> Thing:
    return Thing("card", documents.draw(name, seed).picture, (85.6, 54), at_mm, turn)


def _mat(name: str = "green", camera: Camera = _CAMERA) -> Scene:
    return Scene(name, camera=camera, seed=5)


def _looks(watch: Watch, scenes: Iterable[Scene], start: int = 0) -> list[Look]:
    return [watch.look(desk.frame(scene, start + nth).bgr) for nth, scene in enumerate(scenes)]


def _ready(mat: Scene) -> Watch:
    watch = Watch()
    _looks(watch, [mat] * 9, 1000)
    assert watch.knows_mat
    return watch


def _put_down(mat: Scene, card: Thing) -> Iterator[Scene]:
    """A hand brings a card, lets go, and leaves."""
    x, y = card.at_mm
    for away in (120, 80, 40, 10):
        brought = replace(card, at_mm=(x, y + away))
        yield replace(mat, things=(*mat.things, brought), hands=(Hand((x + 20, y + away + 8), 80, "pinch"),))
    lying = replace(mat, things=(*mat.things, card))
    for away in (8, 50, 110):
        yield replace(lying, hands=(Hand((x + 20, y + away), 80, "pinch"),))
    for _ in range(8):
        yield lying


@pytest.mark.parametrize("mat", some(desk.MATS, 2))
def test_a_card_that_is_put_down_is_taken_once_and_where_it_lies(mat: str, overlap: _Overlap) -> None:
    empty, card = _mat(mat), _card()
    looks = _looks(_ready(empty), _put_down(empty, card))
    taken = [nth for nth, look in enumerate(looks) if look.is_settled]
    assert len(taken) == 1
    assert 7 <= taken[0] <= 11
    assert looks[-1].state == "page"
    assert looks[-1].guess == "card"
    (item,) = desk.truth(replace(empty, things=(card,)))
    assert overlap(np.array(looks[taken[0]].page), item.corners) > 0.97


def test_nothing_is_taken_while_the_card_is_brought_or_held() -> None:
    empty = _mat()
    looks = _looks(_ready(empty), list(_put_down(empty, _card()))[:5])
    assert not any(look.is_settled for look in looks)
    assert {look.state for look in looks} <= {"hand", "moving"}


def test_another_card_at_the_same_place_is_taken_too_and_the_same_one_is_not() -> None:
    empty, first = _mat(), _card("id_front")
    watch = _ready(empty)
    _looks(watch, _put_down(empty, first))
    lying = replace(empty, things=(first,))
    touched = [replace(lying, hands=(Hand((0, 0), 90, "flat"),))] * 2
    again = _looks(watch, [*touched, *[lying] * 7], 100)
    assert not any(look.is_settled for look in again)
    turned_over = replace(empty, things=(_card("id_back"),))
    exchanged = _looks(watch, [*touched, *[turned_over] * 7], 200)
    assert sum(look.is_settled for look in exchanged) == 1


def test_a_second_card_beside_the_first_comes_first_when_it_is_taken(overlap: _Overlap) -> None:
    empty, left, right = _mat(), _card(at_mm=(-75, 0)), _card("id_back", at_mm=(75, 10))
    watch = _ready(empty)
    _looks(watch, _put_down(empty, left))
    looks = _looks(watch, _put_down(replace(empty, things=(left,)), right), 50)
    taken = [look for look in looks if look.is_settled]
    assert [len(look.items) for look in taken] == [2]
    truth = desk.truth(replace(empty, things=(left, right)))
    assert overlap(np.array(taken[0].items[0]), truth[1].corners) > 0.97
    assert overlap(np.array(taken[0].items[1]), truth[0].corners) > 0.97


def test_the_same_card_after_the_mat_was_empty_is_taken_again() -> None:
    empty = _mat()
    watch = _ready(empty)
    _looks(watch, _put_down(empty, _card()))
    assert {look.state for look in _looks(watch, [empty] * 6, 90)[1:]} == {"empty"}
    assert sum(look.is_settled for look in _looks(watch, _put_down(empty, _card()), 200)) == 1


def test_a_page_that_is_being_turned_is_not_taken_before_it_lies() -> None:
    empty = _mat()
    page = Thing("paper", documents.draw("hukou_page", 2).picture, (143, 105), (0, 0), 3)
    other = replace(page, picture=documents.draw("hukou_page", 3).picture)
    watch = _ready(empty)
    _looks(watch, [replace(empty, things=(page,))] * 8)
    turning = [replace(empty, things=(other, replace(page, flap=angle))) for angle in (5, 20, 35, 50, 62, 70)]
    assert not any(look.is_settled for look in _looks(watch, turning, 60))
    assert sum(look.is_settled for look in _looks(watch, [replace(empty, things=(other,))] * 7, 80)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("mat", ["green", "grid", "white"])
def test_hands_alone_are_never_taken(mat: str) -> None:
    empty = _mat(mat)
    poses = [Hand((x, 10 + 8 * x % 50), 60 + x, pose) for x in (-60, -20, 30) for pose in ("flat", "pinch", "finger")]
    scenes = [replace(empty, hands=(hand,)) for hand in poses for _ in range(5)]
    looks = _looks(_ready(empty), scenes)
    assert not any(look.is_settled for look in looks)
    assert sum(look.state == "hand" for look in looks) > len(looks) // 2


def _hour(mat: Scene, each: int = 1) -> Iterator[NDArray[np.uint8]]:
    """An hour at one frame a second: evening comes, lamps flicker, exposure steps, somebody walks by, a cable stays."""
    wide, high = mat.camera.size
    chance, quiet = np.random.default_rng(8), replace(mat, camera=replace(mat.camera, noise=0))
    still = desk.frame(quiet).bgr.astype(np.float32)
    shade = desk.frame(replace(quiet, shadows=(Shadow((0, 0), 20, 0.3, 60),))).bgr.astype(np.float32)
    down, across = np.mgrid[0 : 1 : high * 1j, 0 : 1 : wide * 1j].astype(np.float32)
    cable = np.abs(down - 0.2 - 0.1 * np.sin(5 * across)) < 0.008
    pool = chance.normal(0, 1.6, (high + 80, wide + 80, 3)).astype(np.float32)
    for nth in range(0, 3600, each):
        evening = 1 - nth / 3600 * (0.15 + 0.25 * across)
        light = evening * (1 + 0.02 * np.sin(30 * down + nth)) * (1 + 0.12 * (nth // 300 % 2))
        frame = (shade if nth % 400 in {0, 7, 8, 9} else still) * light[..., None]
        if nth > 2000:
            frame[cable] = 30
        x, y = chance.integers(0, 80, 2)
        yield np.clip(frame + pool[y : y + high, x : x + wide], 0, 255).astype(np.uint8)


@pytest.mark.slow
@pytest.mark.parametrize("mat", ["green", "white", "grid"])
def test_an_hour_of_an_empty_mat_takes_nothing(mat: str) -> None:
    watch, small = Watch(), replace(_CAMERA, size=(320, 240))
    assert not any(watch.look(frame).is_settled for frame in _hour(_mat(mat, small)))


def test_every_half_minute_of_an_empty_hour_takes_nothing() -> None:
    watch = Watch()
    looks = [watch.look(frame) for frame in _hour(_mat("grid"), 30)]
    assert not any(look.is_settled for look in looks)
    assert sum(look.state == "empty" for look in looks) > 0.8 * len(looks)


def test_frames_that_show_nothing_or_always_the_same_are_said() -> None:
    empty = _mat()
    watch, full = _ready(empty), replace(empty, things=(_card(),))
    held = desk.frame(replace(full, hands=(Hand((0, 0), 90),)), 1).bgr
    assert watch.look(np.zeros_like(held)).state == "black"
    assert watch.look((held // 9).astype(np.uint8)).state == "dark"
    frozen = [watch.look(held.copy()) for _ in range(40)]
    assert not any(look.is_settled for look in frozen)
    assert frozen[-1].state == "frozen"


def test_a_card_in_a_frozen_picture_is_not_taken_and_is_when_the_picture_lives_again() -> None:
    empty = _mat()
    watch, full = _ready(empty), replace(empty, things=(_card(),))
    frozen = desk.frame(full, 1).bgr
    assert not any(watch.look(frozen.copy()).is_settled for _ in range(20))
    assert sum(look.is_settled for look in _looks(watch, [full] * 6, 5)) == 1


def test_what_would_spoil_the_picture_is_said() -> None:
    empty = _mat()
    burnt = (Glare((8, 4), 15, 400),)
    causes = {
        "": replace(empty, things=(_card(),)),
        "cut_off": replace(empty, things=(_card(at_mm=(0, 118)),)),
        "dark": replace(empty, things=(_card(),), light=Light(0.3)),
        "glare": replace(empty, things=(_card(),), glares=burnt),
    }
    for cause, scene in causes.items():
        watch = _ready(empty)
        assert _looks(watch, [scene] * 5)[-1].cause == cause


def test_our_own_form_is_known_by_its_code() -> None:
    camera = Camera(wide_mm=300, noise=1.2, jpeg=0)
    empty = _mat("grey", camera)
    form = Thing("own_form", documents.draw("own_form", 4).picture, (150, 212), (0, 0), 2, thick_mm=0.2)
    look = _looks(_ready(empty), [replace(empty, things=(form,))] * 6)[-1]
    assert look.guess == "own_form"
    assert look.code.startswith("YM1")


def test_a_single_picture_as_a_camera_settles_although_it_never_changes() -> None:
    picture = desk.frame(replace(_mat(), things=(_card(),)), 0).bgr
    watch = Watch()
    assert sum(watch.look(picture.copy()).is_settled for _ in range(8)) == 1


@given(st.lists(_ANY, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_frames_of_any_size_can_be_looked_at(frames: list[NDArray[np.uint8]]) -> None:
    watch = Watch()
    for frame in [*frames, *frames]:
        look = watch.look(frame)
        assert 0 <= look.progress <= 1
        assert look.state in {"empty", "page", "moving", "hand", "dark", "black", "frozen"}
