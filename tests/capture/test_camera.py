"""The recorded camera of the training pictures goes the same way as a device."""

import io
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

import resources
from app.capture.camera import Camera, devices
from app.capture.mat import Mat, share
from app.capture.picture import Bgr
from app.capture.trial import try_camera
from app.capture.watch import Watch
from app.errors import Unavailable

_FILM = resources.path("training/camera.avi")


def _frames(count: int) -> list[Bgr]:
    camera = Camera(_FILM, paced=False)
    frames = [camera.read().copy() for _ in range(count)]
    camera.close()
    return frames


def test_a_recorded_video_gives_its_frames_and_goes_on_with_the_last_as_no_camera_stands_still() -> None:
    video = cv2.VideoCapture(str(_FILM))
    count = round(video.get(cv2.CAP_PROP_FRAME_COUNT))
    frames = _frames(count + 9)
    assert {frame.shape for frame in frames} == {(960, 1280, 3)}
    assert not np.array_equal(frames[0], frames[-1])
    for nth in range(count, count + 9):
        assert not np.array_equal(frames[nth], frames[nth - 1])
        assert any(np.array_equal(frames[nth], frames[count - back]) for back in range(1, 5))


def test_a_single_picture_file_is_a_camera_too() -> None:
    camera = Camera(resources.path("training/wang_degui_front.jpg"), paced=False)
    assert camera.read().shape == (960, 1280, 3)
    assert np.array_equal(camera.read(), camera.read())
    with Image.open(io.BytesIO(camera.still())) as still:
        assert still.size == (2048, 1536)


def test_a_still_is_a_jpeg_of_what_is_seen() -> None:
    camera = Camera(_FILM, paced=False)
    camera.read()
    with Image.open(io.BytesIO(camera.still())) as still:
        assert (still.format, still.size) == ("JPEG", (1280, 960))


def test_a_camera_that_is_not_there_is_gone_and_asked_for_again(tmp_path: Path) -> None:
    place = tmp_path / "camera.avi"
    camera = Camera(place, paced=False)
    for _ in range(2):
        with pytest.raises(Unavailable) as unavailable:
            camera.read()
        assert unavailable.value.code == "camera.gone"
    place.write_bytes(_FILM.read_bytes())
    assert camera.read().shape == (960, 1280, 3)


def test_a_file_that_is_no_video_is_a_camera_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "camera.avi").write_bytes(b"no video at all")
    with pytest.raises(Unavailable):
        Camera(tmp_path / "camera.avi").read()


def test_a_video_without_a_single_frame_is_a_camera_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "camera.avi").write_bytes(_FILM.read_bytes()[:9000])
    with pytest.raises(Unavailable) as unavailable:
        Camera(tmp_path / "camera.avi", paced=False).read()
    assert unavailable.value.code == "camera.gone"


def test_a_number_without_a_device_is_gone() -> None:
    with pytest.raises(Unavailable):
        Camera(63).read()


def test_cameras_can_be_listed_on_any_machine() -> None:
    assert all(device.index >= 0 for device in devices())


def test_the_film_s_card_is_seen_settled_once_and_only_when_it_lies_still() -> None:
    watch = Watch()
    looks = [watch.look(frame) for frame in _frames(32)]
    settled = [nth for nth, look in enumerate(looks) if look.is_settled]
    assert len(settled) == 1
    assert 17 <= settled[0] <= 22  # the hand is gone with frame 17
    assert not any(look.page for look in looks[:7])
    assert all(look.state in {"hand", "moving"} for look in looks[10:14])
    assert (looks[-1].state, looks[-1].guess, looks[-1].cause) == ("page", "card", "")


def test_an_empty_mat_is_never_taken_however_long_it_lies_there() -> None:
    watch, chance = Watch(), np.random.default_rng(3)
    empty = _frames(1)[0][::2, ::2].astype(np.float32)
    evening = np.linspace(0, 0.5, empty.shape[1], dtype=np.float32)[None, :, None]
    for nth in range(50):
        light = 1 + 0.1 * np.sin(nth / 15) - nth / 50 * evening
        frame = np.clip(empty * light + chance.normal(0, 3, empty.shape), 0, 255).astype(np.uint8)
        look = watch.look(frame)
        assert (look.page, look.is_settled) == (None, False)


def test_white_paper_on_a_white_mat_is_news() -> None:
    chance = np.random.default_rng(4)
    mat, base = Mat(), np.full((480, 640, 3), 205, np.float32)
    for _ in range(5):
        mat.learn((base + chance.normal(0, 2, base.shape)).astype(np.uint8))
    base[100:400, 200:420] += 12
    news = mat.news((base + chance.normal(0, 2, base.shape)).astype(np.uint8))
    whole = cv2.resize(news, (640, 480), interpolation=cv2.INTER_NEAREST)
    assert (whole[110:390, 210:410] > 0).mean() > 0.97
    assert (whole[:, :190] > 0).mean() < 0.01
    assert 0.15 < share(news) < 0.3


def test_a_camera_that_changes_its_exposure_brings_no_news() -> None:
    mat, frame = Mat(), _frames(1)[0]
    for _ in range(5):
        mat.learn(frame)
    assert share(mat.news(np.clip(frame * 0.75, 0, 255).astype(np.uint8))) < 0.005


@pytest.mark.device
def test_a_real_camera_gives_a_large_still() -> None:
    camera = Camera(int(os.environ.get("YIMEN_CAMERA", "0")))
    camera.read()
    with Image.open(io.BytesIO(camera.still())) as still:
        assert still.width >= 1280
    camera.close()


def test_a_camera_is_tried_as_it_really_is() -> None:
    now = [0.0]

    class Slow(Camera):
        def read(self) -> Bgr:
            now[0] += 0.25
            return super().read()

    camera = Slow(_FILM, paced=False)
    trial = try_camera(camera, lambda: now[0])
    assert (trial.width, trial.height, trial.large_width, trial.large_height) == (1280, 960, 1280, 960)
    assert trial.fps == pytest.approx(4.0)
    camera.close()
