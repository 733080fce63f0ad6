"""Makes resources/training (`python -m tests.made_up.training`): made-up ID cards and a recorded camera."""

from datetime import date
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

import resources
from tests.made_up import id_card
from tests.made_up.people import MadeUp, number
from tests.made_up.scene import Array, Shot, compose, photograph

FATHER_BORN, SON_BORN = date(1950, 3, 12), date(1978, 8, 25)
FATHER = MadeUp(
    "王德贵", "male", "汉", FATHER_BORN, "四川省渠县青龙镇青龙村3组12号",
    number("511725", FATHER_BORN, 123), "渠县公安局", date(2006, 5, 18), None,
)  # fmt: skip
SON = MadeUp(
    "王建军", "male", "汉", SON_BORN, "四川省渠县青龙镇青龙村3组12号",
    number("511725", SON_BORN, 457), "渠县公安局", date(2019, 4, 9), date(2039, 4, 9),
)  # fmt: skip
_SHOTS = {
    "wang_degui_front": (id_card.front, FATHER, Shot(turn=-4, tilt=0.18, mat="green", jpeg=84)),
    "wang_degui_back": (id_card.back, FATHER, Shot(turn=3, tilt=0.15, mat="green", jpeg=84)),
    "wang_jianjun_front": (id_card.front, SON, Shot(turn=6, tilt=0.22, mat="wood", jpeg=80)),
    "wang_jianjun_back": (id_card.back, SON, Shot(turn=-7, tilt=0.2, mat="wood", jpeg=80)),
}
_VIDEO = (1280, 960)
_PACE = 10


def main() -> None:
    home = resources.path("training")
    home.mkdir(exist_ok=True)
    for seed, (name, (draw, person, shot)) in enumerate(_SHOTS.items()):
        (home / f"{name}.jpg").write_bytes(photograph(draw(person), shot, seed + 20).jpeg)
    _film(home / "camera.avi")


def _film(place: Path) -> None:
    """Three seconds of a document camera: the empty mat, the card slides in, the card lies still."""
    writer = cv2.VideoWriter(str(place), cv2.VideoWriter.fourcc(*"MJPG"), _PACE, _VIDEO)
    writer.set(cv2.VIDEOWRITER_PROP_QUALITY, 80)
    chance = np.random.default_rng(5)
    shot, card = Shot(size=_VIDEO, width=0.6), id_card.front(FATHER)
    away = [*([3.0] * 8), *np.linspace(1.1, 0.0, 8), *([0.0] * 12)]
    for part in away:
        noisy = _laid(card, shot, part) + chance.normal(0, 1.5, (*_VIDEO[::-1], 3))
        writer.write(np.clip(noisy, 0, 255).astype(np.uint8))
    writer.release()


def _laid(card: Image.Image, shot: Shot, away: float) -> Array:
    """The card below its place on the mat by `away` heights of the picture; mat and light are always the same."""
    wide, high = shot.size[0] * shot.width, shot.size[0] * shot.width * card.height / card.width
    flat = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
    corners = flat + np.array(shot.size) / 2 + np.array([0, away * shot.size[1]])
    return compose(card, shot, corners, np.random.default_rng(3))


if __name__ == "__main__":
    main()
