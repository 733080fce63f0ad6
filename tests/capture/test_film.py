"""The made-up films tell the truth, and play as a camera does."""

import io
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from app.capture.camera import Camera
from app.capture.live import Means
from app.errors import Unavailable
from tests.capture.driver import new_index
from tests.made_up import desk, hukou, id_card, people
from tests.made_up.desk import Scene
from tests.made_up.family import family
from tests.made_up.film import Film, Story, card, frames, page, write
from tests.made_up.film import Piece as One
from tests.made_up.reel import Reel


def _story() -> Story:
    household = family(2)
    story = Story(Scene(mat="grey", seed=5), rest=5)
    story.wait(3)
    story.put(One("front", card(id_card.front(people.person(3)))))
    story.take_off()
    story.put(One("head", page(hukou.head_page(household))))
    story.turn_to(One("person", page(hukou.person_page(household.members[0]))))
    story.take_off()
    return story


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    return write(_story(), tmp_path_factory.mktemp("film") / "session.avi")


def camera_of(reel: Reel) -> Camera:
    return Camera(new_index(), paced=False, means=Means(reel.open, patience_s=30, clock=reel.clock))


def test_what_lies_still_is_seen_as_it_was_drawn_and_nothing_else_is_still(film: Film) -> None:
    video = cv2.VideoCapture(str(film.place))
    seen = [video.read()[1] for _ in range(film.count)]
    assert not video.read()[0]
    assert [one.keys for one in film.lying] == [("front",), ("head",), ("person",)]
    apart = [float(cv2.absdiff(one[::2, ::2], other[::2, ::2]).mean()) for one, other in pairwise(seen)]
    grain = apart[0]
    for one in film.lying:
        clean = desk.frame(one.scene).bgr.astype(np.float32)
        assert all(np.abs(seen[nth] - clean).mean() < 6 for nth in range(one.first, one.last + 1))
        assert all(step < 1.3 * grain for step in apart[one.first : one.last])
        assert max(apart[one.first - 6 : one.first]) > 1.3 * grain


def test_the_same_story_gives_the_same_frames() -> None:
    story = Story(Scene(seed=4), steps=2, rest=2)
    story.put(One("front", card(id_card.front(people.person(3)))))
    assert all(np.array_equal(one, other) for one, other in zip(frames(story), frames(story), strict=True))


def test_a_film_plays_as_a_device_and_lies_until_it_was_taken(film: Film) -> None:
    reel = Reel(film)
    camera = camera_of(reel)
    first = film.lying[0]
    for _ in range(first.last + 12):
        frame = camera.read()
    assert reel.at == first.last
    assert (frame.shape, reel.lies()) == ((960, 1280, 3), first)
    assert not np.array_equal(frame, camera.read())
    with Image.open(io.BytesIO(camera.still())) as large:
        assert large.size == (2592, 1944)
        flat = np.asarray(large.convert("RGB").resize((1280, 960)), np.float32)[:, :, ::-1]
    assert np.abs(flat - frame).mean() < 6
    reel.go_on()
    while not reel.ended.is_set():
        camera.read()
        if (lies := reel.lies()) and reel.at == lies.last:
            reel.go_on()
    assert reel.at == film.count - 1
    assert reel.given_up == []
    camera.close()


def test_what_nobody_takes_is_taken_away_at_last_and_named(film: Film) -> None:
    reel = Reel(film, patience=4)
    camera = camera_of(reel)
    while not reel.ended.is_set():
        camera.read()
    assert reel.given_up == [("front",), ("head",), ("person",)]
    camera.close()


def test_a_film_in_which_the_camera_is_lost_goes_on_where_it_was(film: Film) -> None:
    reel = Reel(film, waits=False, lost_at=film.lying[1].first, fails=2)
    camera = camera_of(reel)
    seen, losses = 0, 0
    while not reel.ended.is_set():
        try:
            camera.read()
            seen += 1
        except Unavailable:
            losses += 1
    assert losses == 3
    assert film.count <= seen <= film.count + 2
    camera.close()


def test_a_film_played_at_its_own_pace_leaves_out_what_nobody_asked_for(film: Film) -> None:
    now = [0.0]
    camera = Camera(Path(film.place), means=Means(clock=lambda: now[0]))
    video = cv2.VideoCapture(str(film.place))
    every = [video.read()[1] for _ in range(film.count)]
    assert np.array_equal(camera.read(), every[0])
    now[0] = 1 / 12 * 4.5
    assert np.array_equal(camera.read(), every[4])
    camera.close()
