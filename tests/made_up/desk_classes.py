"""Scenes of a document camera by class and seed, with the empty mat of the same desk as it was some time before."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from tests.made_up import documents, hukou
from tests.made_up.desk import MATS, Bend, Camera, Glare, Hand, Light, Scene, Thing, empty
from tests.made_up.desk_hand import CLOTHS, SKINS
from tests.made_up.desk_thing import corners_of, outline_of

_CARDS = ("id_front", "id_back", "disability_card", "social_card", "bank_card", "residence_permit")
_A4 = (210.0, 297.0)
_Chance = np.random.Generator


@dataclass(frozen=True)
class Case:
    """A scene, and its mat before, when the light was a little different."""

    before: Scene
    scene: Scene


def case(name: str, seed: int) -> Case:
    """Give the scene of a class (see CLASSES) and seed, always the same."""
    chance = np.random.default_rng([seed, *name.encode()])
    scene = _CLASSES[name](_desk(chance, seed, name), chance)
    then = replace(
        scene.light, level=scene.light.level * chance.uniform(0.92, 1.08), warmth=chance.uniform(-0.03, 0.03)
    )
    return Case(replace(empty(scene), light=then), scene)


def _desk(chance: _Chance, seed: int, name: str) -> Scene:
    camera = Camera(
        wide_mm=float(
            chance.uniform(390, 460)
            if name in {"paper", "white", "mixed", "fingers", "booklet"}
            else chance.uniform(300, 420)
        ),
        high_mm=float(chance.uniform(360, 480)),
        lens=float(chance.uniform(-0.035, 0.01)),
        lean=(float(chance.uniform(-0.06, 0.06)), float(chance.uniform(-0.06, 0.06))),
        turn=float(chance.uniform(-2, 2)),
        vignette=float(chance.uniform(0.05, 0.3)),
        blur=float(chance.uniform(0.4, 0.9)),
        noise=float(chance.uniform(1.2, 3.5)),
    )
    lean = (float(chance.uniform(-0.16, 0.16)), float(chance.uniform(-0.16, 0.16)))
    light = Light(float(chance.uniform(0.7, 1.08)), lean, float(chance.uniform(-0.05, 0.05)))
    return Scene(mat=str(chance.choice(MATS)), light=light, camera=camera, seed=seed)


def card(chance: _Chance) -> Thing:
    """Give any card in any turn."""
    drawn = documents.draw(str(chance.choice(_CARDS)), int(chance.integers(10_000)))
    return Thing("card", drawn.picture, (85.6, 54.0), turn=_any_turn(chance), thick_mm=0.8)


def paper(chance: _Chance) -> Thing:
    """Give an A4 form, nearly square to the camera."""
    drawn = documents.draw("own_form", int(chance.integers(10_000)))
    turn = float(chance.choice([0, 90, 180, 270]) + 90 + chance.uniform(-6, 6))
    turn = turn if round(turn / 90) % 2 else turn + 90
    return Thing("own_form", drawn.picture, _A4, turn=turn, thick_mm=0.15)


def booklet(chance: _Chance) -> Thing:
    """Give an open register, two pages, curved."""
    page = documents.draw(str(chance.choice(["hukou_page", "hukou_head"])), int(chance.integers(10_000))).picture
    open_ = hukou.spread(hukou.notes_page(), page)
    bend = Bend(float(chance.uniform(2, 8)), "across")
    return Thing("booklet", open_, (143.0, 210.0), turn=_any_turn(chance), bend=bend, thick_mm=2.5)


def booklet_page(chance: _Chance) -> Thing:
    """Give one page of a register, bound at its top, curved."""
    page = documents.draw("hukou_page", int(chance.integers(10_000))).picture
    bend = Bend(float(chance.uniform(1, 5)), "top")
    return Thing("booklet", page, (143.0, 105.0), turn=_any_turn(chance), bend=bend, thick_mm=1.5)


def _any_turn(chance: _Chance) -> float:
    return float(
        chance.choice([0, 90, 180, 270])
        + chance.normal(0, 12)
        + (chance.uniform(-45, 45) if chance.random() < 0.2 else 0)
    )


def placed(scene: Scene, thing: Thing, chance: _Chance) -> Scene:
    """Give the scene with the thing somewhere in the picture, apart from all others."""
    others = [outline_of(one, scene.camera) for one in scene.things]
    high_mm = scene.camera.wide_mm * scene.camera.size[1] / scene.camera.size[0]
    for _ in range(400):
        at = chance.uniform(-0.5, 0.5, 2) * (scene.camera.wide_mm, high_mm)
        lain = replace(thing, at_mm=(float(at[0]), float(at[1])))
        rim = outline_of(lain, scene.camera)
        apart = all(
            (rim.min(axis=0) > other.max(axis=0) + 8).any() or (rim.max(axis=0) < other.min(axis=0) - 8).any()
            for other in others
        )
        if (rim > 10).all() and (rim < np.array(scene.camera.size) - 10).all() and apart:
            return replace(scene, things=(*scene.things, lain))
    return scene if scene.things else replace(scene, things=(replace(thing, at_mm=(0.0, 0.0)),))


def _one(make: Callable[[_Chance], Thing]) -> Callable[[Scene, _Chance], Scene]:
    return lambda scene, chance: placed(scene, make(chance), chance)


def _white(scene: Scene, chance: _Chance) -> Scene:
    """White paper on a white mat, half of the time on one of almost the same white."""
    return placed(replace(scene, mat=str(chance.choice(["white", "pale"]))), paper(chance), chance)


def _sleeve(scene: Scene, chance: _Chance) -> Scene:
    room = tuple(float(side) for side in chance.uniform(1.5, 6, 4))
    return placed(scene, replace(card(chance), sleeve_mm=(room[0], room[1], room[2], room[3])), chance)


def _fingers(scene: Scene, chance: _Chance) -> Scene:
    """One or two hands hold a card or a paper at its rim."""
    scene = placed(scene, (card, booklet_page, paper)[chance.integers(3)](chance), chance)
    thing = scene.things[0]
    hands = tuple(_holding(thing, scene.camera, chance) for _ in range(int(chance.integers(1, 3))))
    return replace(scene, hands=hands)


def _holding(thing: Thing, camera: Camera, chance: _Chance) -> Hand:
    """A hand that touches the rim from outside and covers up to 12 mm of the thing."""
    corners = corners_of(thing, camera)
    nth, along = int(chance.integers(4)), chance.uniform(0.25, 0.75)
    at = corners[nth] * (1 - along) + corners[(nth + 1) % 4] * along
    inward = corners.mean(axis=0) - at
    point = at + inward / np.linalg.norm(inward) * chance.uniform(2, 12) * camera.pixels_per_mm
    mm = (point - (np.array(camera.size) - 1) / 2) / camera.pixels_per_mm
    angle = float(np.degrees(np.arctan2(-inward[1], -inward[0])) + chance.uniform(-25, 25))
    pose = str(chance.choice(["finger", "pinch", "flat"]))
    skin, cloth = SKINS[chance.integers(len(SKINS))], CLOTHS[chance.integers(len(CLOTHS))]
    return Hand(
        (float(mm[0]), float(mm[1])), angle, pose, size=float(chance.uniform(0.85, 1.1)), skin=skin, cloth=cloth
    )


def _glare(scene: Scene, chance: _Chance) -> Scene:
    """Lamps mirrored on a card, often over its rim."""
    scene = placed(scene, card(chance), chance)
    thing, glares = scene.things[0], []
    for _ in range(int(chance.integers(1, 3))):
        at = np.array(thing.at_mm) + chance.uniform(-0.55, 0.55, 2) * thing.size_mm
        glares.append(
            Glare((float(at[0]), float(at[1])), float(chance.uniform(6, 22)), float(chance.uniform(120, 300)))
        )
    return replace(scene, glares=tuple(glares))


def _cards(scene: Scene, chance: _Chance) -> Scene:
    for _ in range(int(chance.integers(2, 4))):
        scene = placed(scene, card(chance), chance)
    return scene


def _touching(scene: Scene, chance: _Chance) -> Scene:
    """Two cards edge to edge."""
    one = replace(card(chance), turn=float(chance.uniform(-12, 12)), at_mm=(float(chance.uniform(-25, 25)), -27.0))
    angle = np.deg2rad(one.turn)
    down = np.array([-np.sin(angle), np.cos(angle)]) * 54.2
    along = np.array([np.cos(angle), np.sin(angle)]) * chance.uniform(-20, 20)
    at = np.array(one.at_mm) + down + along
    other = replace(card(chance), turn=one.turn + 180 * int(chance.integers(2)), at_mm=(float(at[0]), float(at[1])))
    return replace(scene, things=(one, other))


def _mixed(scene: Scene, chance: _Chance) -> Scene:
    """A small paper and one or two cards."""
    sheet = replace(paper(chance), what="paper", size_mm=(148.0, 210.0), turn=_any_turn(chance))
    scene = placed(scene, sheet, chance)
    for _ in range(int(chance.integers(1, 3))):
        scene = placed(scene, card(chance), chance)
    return scene


def blank(size: tuple[int, int] = (840, 1188), white: int = 246) -> Image.Image:
    """Give an empty sheet."""
    return Image.new("RGBA", size, (white, white, white - 2, 255))


_CLASSES: dict[str, Callable[[Scene, _Chance], Scene]] = {
    "card": _one(card),
    "paper": _one(paper),
    "white": _white,
    "sleeve": _sleeve,
    "booklet": _one(booklet),
    "booklet_page": _one(booklet_page),
    "fingers": _fingers,
    "glare": _glare,
    "cards": _cards,
    "touching": _touching,
    "mixed": _mixed,
}
CLASSES = tuple(_CLASSES)


def moved(scene: Scene, right_mm: float) -> Scene:
    """Give the scene with all things moved to the right."""
    things = tuple(replace(one, at_mm=(one.at_mm[0] + right_mm, one.at_mm[1])) for one in scene.things)
    return replace(scene, things=things)
