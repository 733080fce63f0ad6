"""Made-up recordings of a document camera: what a hand puts down, turns and takes off again, with the exact truth.

    story = Story(Scene(mat="green", seed=3))
    story.wait(8)
    story.put(Piece("id_front:1", card(id_card.front(person))))
    story.take_off()
    film = write(story, folder / "session.avi")
    film.lying[0].key, film.lying[0].first, film.lying[0].last        # frames in which it lies there, no hand over it

The same story gives the same frames. `tests.made_up.reel` plays a film as a camera, with large pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.made_up import desk, desk_hand
from tests.made_up.desk import Camera, Hand, Scene, Thing

FPS = 12
ID_1, BOOKLET, A4 = (85.6, 54.0), (143.0, 105.0), (210.0, 297.0)
_GRAIN = 64

Bgr = NDArray[np.uint8]


@dataclass(frozen=True)
class Piece:
    """Something to be put down; `key` says what it is, for the truth."""

    key: str
    thing: Thing


@dataclass(frozen=True)
class Lying:
    """What lies still, with no hand over it, from frame `first` to frame `last`; `scene` is what the camera sees."""

    keys: tuple[str, ...]
    first: int
    last: int
    scene: Scene


@dataclass(frozen=True)
class Film:
    """A recording and the truth about it."""

    place: Path
    count: int
    lying: tuple[Lying, ...]


@dataclass(frozen=True)
class _Part:
    """Some frames of one scene; `hand` is where the hand is, `key` what lies there to be taken."""

    scene: Scene
    count: int
    hand: tuple[float, float] | None = None
    keys: tuple[str, ...] = ()


@dataclass
class Story:
    """What happens under the camera, part by part. Lengths are in frames, `FPS` to the second.

    `away_mm` leads from where a thing lies to beyond the lower rim.
    """

    mat: Scene
    away_mm: tuple[float, float] = (50.0, 260.0)
    steps: int = 4
    rest: int = 12
    parts: list[_Part] = field(default_factory=list)

    def wait(self, frames: int) -> None:
        """Leave everything as it is."""
        self.parts.append(_Part(self._scene, frames))

    def put(self, *pieces: Piece, rest: int | None = None) -> None:
        """A hand comes in, lays these things down at once, and goes; then they lie there."""
        things = tuple(piece.thing for piece in pieces)
        for part in _steps(self.steps):
            self._show(
                tuple(self._moved(one, 1 - part) for one in self._coarse(things)), self._grip(things[0], 1 - part)
            )
        self._show(things, self._grip(things[0], 0), 2)
        self._go(things)
        self.parts.append(_Part(self._with(things), rest or self.rest, keys=tuple(piece.key for piece in pieces)))

    def take_off(self) -> None:
        """A hand comes and takes away what lies there."""
        things = self._scene.things
        self._come(things)
        for part in _steps(self.steps):
            self._show(tuple(self._moved(one, part) for one in self._coarse(things)), self._grip(things[0], part))
        self.parts.append(_Part(self.mat, 5))

    def turn_to(self, piece: Piece, rest: int | None = None) -> None:
        """A finger lifts the page that lies there and folds it away to the left: another page lies below."""
        above, below = self._scene.things[0], piece.thing
        self._come((above,))
        upper, lower = self._coarse((above, below))
        for degrees in (12.0, 30.0, 48.0, 66.0, 84.0):
            lifted = replace(upper, flap=degrees)
            self._show((lower, lifted), _at(below, -0.5 + np.cos(np.deg2rad(degrees)), 0.1))
        self._show((below,), _at(below, -0.75, 0.2))
        self._go((below,), from_x=-0.75)
        self.parts.append(_Part(self._with((below,)), rest or self.rest, keys=(piece.key,)))

    def rest_hand(self, frames: int) -> None:
        """A hand comes in, rests on the mat, or on what lies there, and goes."""
        for part in _steps(self.steps):
            self._show(self._scene.things, self._resting(1 - part))
        self._show(self._scene.things, self._resting(0), frames)
        for part in _steps(self.steps):
            self._show(self._scene.things, self._resting(part))
        self.parts.append(_Part(self._scene, 4))

    def _coarse(self, things: tuple[Thing, ...]) -> tuple[Thing, ...]:
        """Give the same things drawn coarsely, for frames in which they move: these are most of the work."""
        wanted = 1.7 * self.mat.camera.pixels_per_mm
        return tuple(replace(one, picture=one.picture.reduce(_times(one, wanted))) for one in things)

    @property
    def _scene(self) -> Scene:
        return self.parts[-1].scene if self.parts else self.mat

    def _with(self, things: tuple[Thing, ...]) -> Scene:
        return replace(self.mat, things=things)

    def _show(self, things: tuple[Thing, ...], hand: tuple[float, float], count: int = 1) -> None:
        same = bool(self.parts) and self._scene.things == things
        self.parts.append(_Part(self._scene if same else self._with(things), count, hand))

    def _come(self, things: tuple[Thing, ...]) -> None:
        for part in _steps(3):
            self._show(things, self._grip(things[0], 1 - part))

    def _go(self, things: tuple[Thing, ...], from_x: float = 0.0) -> None:
        begin = _at(things[0], from_x, 0.4)
        for part in _steps(4):
            self._show(things, (begin[0] + self.away_mm[0] * part, begin[1] + self.away_mm[1] * part))

    def _resting(self, part: float) -> tuple[float, float]:
        """Where a hand rests that does nothing: 0 on the mat, 1 beyond the rim."""
        return (10 + self.away_mm[0] * part, 20 + self.away_mm[1] * part)

    def _moved(self, thing: Thing, part: float) -> Thing:
        """The thing on its way: 0 at its place, 1 beyond the rim."""
        x, y = thing.at_mm
        return replace(
            thing, at_mm=(x + self.away_mm[0] * part, y + self.away_mm[1] * part), turn=thing.turn + 9 * part
        )

    def _grip(self, thing: Thing, part: float) -> tuple[float, float]:
        """Where the hand holds a thing that is on its way."""
        x, y = _at(thing, 0.0, 0.4)
        return (x + self.away_mm[0] * part, y + self.away_mm[1] * part)


def card(picture: Image.Image, at_mm: tuple[float, float] = (-8.0, 4.0), turn: float = 4.0) -> Thing:
    """Give a card that lies a little turned near the middle."""
    return Thing("card", picture, ID_1, at_mm, turn)


def page(picture: Image.Image, at_mm: tuple[float, float] = (6.0, -6.0), turn: float = -2.0) -> Thing:
    """Give a page of a register."""
    return Thing("booklet", picture, BOOKLET, at_mm, turn, thick_mm=2.0)


def sheet(picture: Image.Image, what: str = "own_form", turn: float = 90.0) -> Thing:
    """Give an A4 sheet, which fits the camera's picture only when it lies across."""
    return Thing(what, picture, A4, (2.0, 3.0), turn, thick_mm=0.3)


def write(story: Story, place: Path, quality: int = 88) -> Film:
    """Write a story as a recording (MJPG in AVI) and give what lies where in it."""
    video = cv2.VideoWriter(str(place), cv2.VideoWriter.fourcc(*"MJPG"), FPS, story.mat.camera.size)
    video.set(cv2.VIDEOWRITER_PROP_QUALITY, quality)
    for seen in frames(story):
        video.write(seen)
    video.release()
    return Film(place, sum(part.count for part in story.parts), lying(story))


def lying(story: Story) -> tuple[Lying, ...]:
    """Give what lies still in a story, in order."""
    found, at = [], 0
    for part in story.parts:
        if part.keys:
            found.append(Lying(part.keys, at, at + part.count - 1, part.scene))
        at += part.count
    return tuple(found)


def frames(story: Story) -> Iterator[Bgr]:
    """Draw the frames of a story: each scene once, the hand over it by moving one that was drawn, the grain anew."""
    camera, chance = story.mat.camera, np.random.default_rng([story.mat.seed, 77])
    hand, grain = _Over(camera), _grain(camera)
    drawn: tuple[Scene, Bgr] | None = None
    for part in story.parts:
        if drawn is None or drawn[0] is not part.scene:
            drawn = (part.scene, _clean(part.scene))
        seen = drawn[1] if part.hand is None else hand.over(drawn[1], part.hand)
        for _ in range(part.count):
            x, y = chance.integers(0, _GRAIN, 2)
            window = grain[y : y + camera.size[1], x : x + camera.size[0]]
            yield np.asarray(cv2.add(seen, window, dtype=cv2.CV_8U), np.uint8)


def _clean(scene: Scene) -> Bgr:
    return desk.frame(replace(scene, camera=replace(scene.camera, noise=0.0, jpeg=0))).bgr


def _grain(camera: Camera) -> NDArray[np.int16]:
    chance = np.random.default_rng(camera.size[0])
    noise = camera.noise * chance.standard_normal((camera.size[1] + _GRAIN, camera.size[0] + _GRAIN, 3), np.float32)
    return np.asarray(np.rint(noise), np.int16)


class _Over:
    """A hand, drawn once on a larger field: what it leaves of a picture (with its shadow) and what it adds."""

    def __init__(self, camera: Camera) -> None:
        self._per_mm, self._size = camera.pixels_per_mm, camera.size
        half = replace(camera, size=camera.size, wide_mm=camera.wide_mm * 2, lens=0.0)
        hand, ones = Hand((0.0, 0.0), angle=72.0, pose="pinch"), np.ones((*half.size[::-1], 3), np.float32)
        added = desk_hand.laid(ones * 0, hand, half)
        left = desk_hand.laid(ones, hand, half) - added
        self._left, self._added = (cv2.resize(part, None, fx=2, fy=2) for part in (left, added))

    def over(self, seen: Bgr, tip_mm: tuple[float, float]) -> Bgr:
        """Give the picture with the hand's tip at a place; the field is twice as large, its middle the tip."""
        wide, high = self._size
        x, y = (round(side / 2 - self._per_mm * at) for side, at in zip(self._size, tip_mm, strict=True))
        if not (0 <= x <= wide and 0 <= y <= high):
            return seen
        left, added = (part[y : y + high, x : x + wide] for part in (self._left, self._added))
        return np.asarray(np.clip(seen * left + added, 0, 255), np.uint8)


def _times(thing: Thing, per_mm: float) -> int:
    """How many times finer than wanted a thing is drawn."""
    return max(1, round(thing.picture.width / thing.size_mm[0] / per_mm))


def _steps(count: int) -> list[float]:
    return [(nth + 1) / count for nth in range(count)]


def _at(thing: Thing, across: float, down: float) -> tuple[float, float]:
    """A point of the mat over a thing, in parts of its width and height from its middle."""
    wide, high = thing.size_mm if abs(thing.turn) < 45 else thing.size_mm[::-1]
    return (thing.at_mm[0] + across * wide, thing.at_mm[1] + down * high)
