"""Made-up document cameras: things on a mat, hands, light and lens, with the exact truth of what lies where.

Everything is said in millimetres on the mat, (0, 0) in the middle of the picture, x to the right, y down:

    mat = Scene(mat="green", seed=3)                                  # the empty mat of one desk
    card = Thing("card", id_card.front(person), (85.6, 54), at_mm=(-60, 20), turn=12)
    full = replace(mat, things=(card,), hands=(Hand((0, 40)),))
    frame(full, nth=5).bgr                                            # frame 5: the same scene, other grain
    frame(full).items[0].outline                                      # truth, in pixels of that frame
    still(full)                                                       # the same desk, 3264×2448, as JPEG bytes

A film is a list of scenes that differ a little (`replace(thing, at_mm=…)`), each with its own `nth`. Light that
drifts, an exposure that steps and a shadow are `Light` and `Shadow`; `Camera` is size, field, lens and grain. A page
that is being turned is `Thing(…, flap=40)`. Scenes by class and seed, for benches, are in `desk_classes`.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.made_up import desk_hand, desk_thing
from tests.made_up.desk_hand import Hand
from tests.made_up.desk_mat import MATS, mat_seen
from tests.made_up.desk_optics import Bend, Camera, Maps, to_mm, to_pixels
from tests.made_up.desk_thing import Thing, corners_of, outline_of
from tests.made_up.scene import encode

__all__ = [
    "LARGE", "MATS", "Bend", "Camera", "Frame", "Glare", "Hand", "Item", "Light", "Scene", "Shadow", "Thing",
    "at_pixels", "empty", "frame", "larger", "still", "truth",
]  # fmt: skip
LARGE = (3264, 2448)
_POOL = 96


@dataclass(frozen=True)
class Light:
    """`level` 1 is well exposed; `lean` how much brighter right and lower rim are; `warmth` above 0 is redder."""

    level: float = 1.0
    lean: tuple[float, float] = (0.06, -0.08)
    warmth: float = 0.0


@dataclass(frozen=True)
class Glare:
    """A lamp mirrored at a place: `reach_mm` wide; only shiny things (cards, sleeves) show all of it."""

    at_mm: tuple[float, float]
    reach_mm: float = 14.0
    strength: float = 240.0


@dataclass(frozen=True)
class Shadow:
    """A shadow over everything on one side of a line through a place; `soft_mm` wide is its edge."""

    at_mm: tuple[float, float]
    angle: float = 0.0
    depth: float = 0.35
    soft_mm: float = 40.0


@dataclass(frozen=True)
class Scene:
    """What lies on a mat under a camera; the first thing lies lowest. The same seed is the same desk."""

    mat: str = "green"
    things: tuple[Thing, ...] = ()
    hands: tuple[Hand, ...] = ()
    glares: tuple[Glare, ...] = ()
    shadows: tuple[Shadow, ...] = ()
    light: Light = field(default_factory=Light)
    camera: Camera = field(default_factory=Camera)
    seed: int = 0


@dataclass(frozen=True)
class Item:
    """The truth about one thing, in pixels of its frame.

    `outline` (n, 2) is its rim as it is seen, curved where it is; `corners` (4, 2) are clockwise from the document's
    own top left; `what` and `size_mm` are the thing's.
    """

    what: str
    size_mm: tuple[float, float]
    outline: NDArray[np.float64]
    corners: NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """A frame of the camera, blue first, and what lies in it, in the order of the scene's things."""

    bgr: NDArray[np.uint8]
    items: tuple[Item, ...]


def frame(scene: Scene, nth: int = 0) -> Frame:
    """Give one frame of a scene; another `nth` has other grain."""
    seen = np.clip(_graining(_lit(scene), scene, nth), 0, 255).astype(np.uint8)
    if scene.camera.jpeg:
        packed = np.frombuffer(encode(np.asarray(seen, np.float32), scene.camera.jpeg), np.uint8)
        seen = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return Frame(seen, truth(scene))


def still(scene: Scene, size: tuple[int, int] = LARGE, nth: int = 0, quality: int = 92) -> bytes:
    """Give the large picture that the camera takes of a scene, as JPEG bytes."""
    large = larger(scene, size)
    return encode(_graining(_lit(large), large, nth), quality)


def larger(scene: Scene, size: tuple[int, int] = LARGE) -> Scene:
    """Give the same scene for the camera's large size: `truth` of it has the large picture's pixels."""
    times = size[0] / scene.camera.size[0]
    return replace(scene, camera=replace(scene.camera, size=size, blur=scene.camera.blur * max(1.0, times * 0.6)))


def empty(scene: Scene) -> Scene:
    """Give the same desk with nothing on it."""
    return replace(scene, things=(), hands=(), glares=(), shadows=())


def truth(scene: Scene) -> tuple[Item, ...]:
    """Give what lies in a scene, exactly, without drawing it."""
    camera = scene.camera
    return tuple(
        Item(thing.what, thing.size_mm, outline_of(thing, camera), corners_of(thing, camera)) for thing in scene.things
    )


def _lit(scene: Scene) -> Maps:
    """Everything on the mat in its light, through the lens, without grain."""
    camera = scene.camera
    seen, gloss = _lain(scene)
    for hand in scene.hands:
        seen = desk_hand.laid(seen, hand, camera)
    seen = seen * _light(scene)[..., None] * _colour(scene.light)
    if scene.glares:
        seen = seen + (_mirrored(scene) * gloss)[..., None]
    return np.asarray(cv2.GaussianBlur(seen, (0, 0), camera.blur) if camera.blur else seen, np.float32)


@lru_cache(maxsize=2)
def _lain_once(mat: str, camera: Camera, seed: int, things: tuple[Thing, ...]) -> tuple[Maps, Maps]:
    seen, gloss = mat_seen(mat, camera, seed), np.full(camera.size[::-1], 0.12, np.float32)
    for thing in things:
        seen, gloss = desk_thing.laid(seen, gloss, thing, camera)
    return seen, gloss


def _lain(scene: Scene) -> tuple[Maps, Maps]:
    return _lain_once(scene.mat, scene.camera, scene.seed, scene.things)


def _light(scene: Scene) -> Maps:
    camera, light = scene.camera, scene.light
    places = to_mm(camera) / (camera.wide_mm / 2)
    far = (places**2).sum(axis=2)
    seen = light.level * (1 + places @ np.array(light.lean, np.float32)) * (1 - camera.vignette * far / 2)
    for shadow in scene.shadows:
        angle = np.deg2rad(shadow.angle)
        away = (to_mm(camera) - np.array(shadow.at_mm, np.float32)) @ np.array(
            [np.cos(angle), np.sin(angle)], np.float32
        )
        seen = seen * (1 - shadow.depth / (1 + np.exp(np.clip(-4 * away / shadow.soft_mm, -60, 60))))
    return np.asarray(seen, np.float32)


def _colour(light: Light) -> NDArray[np.float32]:
    return np.array([1 - light.warmth, 1, 1 + light.warmth], np.float32)


def _mirrored(scene: Scene) -> Maps:
    total = np.zeros(scene.camera.size[::-1], np.float32)
    for glare in scene.glares:
        far = ((to_mm(scene.camera) - np.array(glare.at_mm, np.float32)) ** 2).sum(axis=2)
        total += glare.strength * np.exp(-2 * far / glare.reach_mm**2)
    return total


def _graining(seen: Maps, scene: Scene, nth: int) -> Maps:
    """Add the grain of one frame: a window of a larger field, at another place each time."""
    if not scene.camera.noise:
        return seen
    wide, high = scene.camera.size
    chance = np.random.default_rng([scene.seed, nth, 9])
    x, y = chance.integers(0, _POOL, 2)
    grain = _pool(scene.camera.size)[y : y + high, x : x + wide]
    turned = grain[:: chance.choice([-1, 1]), :: chance.choice([-1, 1])]
    return np.asarray(seen + scene.camera.noise * turned, np.float32)


@lru_cache(maxsize=3)
def _pool(size: tuple[int, int]) -> Maps:
    chance = np.random.default_rng(size[0])
    return chance.standard_normal((size[1] + _POOL, size[0] + _POOL, 3), np.float32)


def at_pixels(camera: Camera, point_mm: tuple[float, float]) -> tuple[float, float]:
    """Give where a point of the mat is seen."""
    x, y = to_pixels(camera, np.array([point_mm], np.float64))[0]
    return float(x), float(y)
