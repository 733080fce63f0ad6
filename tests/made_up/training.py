"""Makes resources/training (`python -m tests.made_up.training`): made-up ID cards and a recorded camera."""

from datetime import date
from pathlib import Path

import resources
from tests.made_up import id_card
from tests.made_up.desk import Camera, Scene
from tests.made_up.film import Piece, Story, card, write
from tests.made_up.people import MadeUp, number
from tests.made_up.scene import Shot, photograph

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


def main() -> None:
    home = resources.path("training")
    home.mkdir(exist_ok=True)
    for seed, (name, (draw, person, shot)) in enumerate(_SHOTS.items()):
        (home / f"{name}.jpg").write_bytes(photograph(draw(person), shot, seed + 20).jpeg)
    _film(home / "camera.avi")


def _film(place: Path) -> None:
    """Three seconds of a document camera: the empty mat, a hand lays the card down and goes, the card lies still."""
    camera = Camera(wide_mm=150.0, blur=0.5, noise=1.6)
    story = Story(Scene(mat="green", camera=camera, seed=11), away_mm=(24.0, 125.0), steps=5)
    story.wait(7)
    story.put(Piece("id_front", card(id_card.front(FATHER), (-2.0, -6.0), 3.0)), rest=16)
    write(story, place, quality=82)


if __name__ == "__main__":
    main()
