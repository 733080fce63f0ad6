"""One step of the live picture: what lies there, what stands against it, and is it time to take it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from app.capture import glance
from app.capture.found import Found, find_items
from app.capture.hand import hands
from app.capture.mat import Mat, News, softened
from app.capture.motion import Motion
from app.capture.page import find_page
from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.reading import Corners
from app.capture.reading import corners as rounded
from app.capture.settle import Rest, Settle

_LEAST_NEWS, _LEAST_EDGES = 0.004, 0.002
_HIDDEN, _QUIET, _RESTLESS = 0.04, 0.015, 0.003
_LEARN_FRAMES, _LEARN_EACH = 5, 6
_FORGET_FRAMES = 90
_SURE, _DARK = 0.7, 30
_LEAST_SIDE = 32


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame shows, corners in its pixels.

    `state` is empty, page, moving, hand, dark, black or frozen; `items` are the things that lie there, what was not
    taken yet first. `progress` goes from 0 to 1 while they come to rest; `is_settled` is True once for each thing put
    down. `cause` names what would spoil the picture (cut_off, small, skewed, dark, glare, blur) or is empty; `guess`
    what the first thing may be (card, booklet, paper, own_form) or is empty; `code` is the text of our own code on it.
    """

    state: str
    items: tuple[Corners, ...] = ()
    progress: float = 0.0
    is_settled: bool = False
    cause: str = ""
    guess: str = ""
    code: str = ""

    @property
    def page(self) -> Corners | None:
        """The first thing, or None."""
        return self.items[0] if self.items else None


class Watch:
    """Follows the frames of one camera; learns its mat while nothing lies there."""

    def __init__(self) -> None:
        self._mat = Mat()
        self._motion = Motion()
        self._settle = Settle()
        self._found: list[Found] = []
        self._last = Look("empty")
        self._idle = 0
        self._age = 0
        self._left_out, self._is_close = False, False
        self._hidden = 0.0
        self._cut: tuple[bool, ...] = ()

    @property
    def knows_mat(self) -> bool:
        """Whether the empty mat was seen; until then only one thing is found, and less exactly."""
        return self._mat.is_known

    def again(self) -> None:
        """Let what lies there settle once more, as if it had just been put down."""
        self._settle.again()

    def look(self, frame: Bgr) -> Look:
        """Judge the next frame (about 10 ms)."""
        if min(frame.shape[:2]) < _LEAST_SIDE:
            return Look("black")
        soft, scale = softened(frame)
        state = self._motion.look(frame, soft)
        if state in {"frozen", "same"}:  # that nothing moves proves nothing when the very same frame comes again
            return replace(self._last, is_settled=False, state="frozen" if state == "frozen" else self._last.state)
        self._last = self._judged(frame, soft, scale, state)
        return self._last

    def _judged(self, frame: Bgr, soft: Bgr, scale: float, state: str) -> Look:
        if state == "black" or self._motion.brightest < _DARK:
            self._found = []
            return Look("black" if state == "black" else "dark")
        if not self._mat.is_known:
            return self._without_mat(frame, scale)
        if self._found and (self._is_as_it_was() or self._is_to_be_left_out(scale)):
            return self._with_things(frame, scale)
        news = self._mat.compare_soft(soft, scale)
        if news.share < _LEAST_NEWS and cv2.countNonZero(news.edges) < _LEAST_EDGES * news.edges.size:
            return self._empty(frame, soft)
        self._found = self._things(frame, news)
        if not self._found:
            return self._unexplained(frame, news)
        over = hands(news, [_scaled(one.outline, scale) for one in self._found])
        self._hidden, self._cut = max(over.hidden), over.cut
        return self._with_things(frame, scale)

    def _is_as_it_was(self) -> bool:
        """Whether nothing has changed since it was searched closely."""
        return self._is_close and self._motion.since_held() < _RESTLESS

    def _is_to_be_left_out(self, scale: float) -> bool:
        """Of the frames in which the things move, or a hand over them, every second one is not searched."""
        self._left_out = not self._left_out and self._moved(scale) >= _QUIET
        return self._left_out

    def _moved(self, scale: float) -> float:
        return max(self._motion.within(_scaled(one.outline, scale)) for one in self._found)

    def _empty(self, frame: Bgr, soft: Bgr) -> Look:
        self._found, self._idle, self._age = [], 0, self._age + 1
        self._settle.look((), _printer(frame, 1.0))
        if self._age % _LEARN_EACH == 0:
            self._mat.learn_soft(soft)
        return Look("empty")

    def _things(self, frame: Bgr, news: News) -> list[Found]:
        """Search closely once the picture came to rest, quickly while it moves."""
        self._is_close = self._motion.share <= _RESTLESS
        if not self._is_close:
            return find_items(frame, news, quick=True)
        self._motion.hold()
        return find_items(frame, news)

    def _with_things(self, frame: Bgr, scale: float) -> Look:
        self._idle = 0
        rest = self._rest(frame, scale, is_quiet=self._hidden < _HIDDEN and self._moved(scale) < _QUIET)
        state = "hand" if self._hidden >= _HIDDEN else "page" if rest.progress > 0 else "moving"
        return self._look(frame, state, self._found, rest)

    def _unexplained(self, frame: Bgr, news: News) -> Look:
        """Something new that is no thing: a hand, a cable. What lies long enough belongs to the mat."""
        part = hands(news, ()).part
        is_still = self._motion.share < _RESTLESS
        self._settle.look((), _printer(frame, 1.0), is_quiet=is_still and not part)
        self._idle = self._idle + 1 if is_still else 0
        if self._idle >= _FORGET_FRAMES:
            self._mat.replace(frame)
        return Look("hand" if part else "empty" if is_still else "moving")

    def _without_mat(self, frame: Bgr, scale: float) -> Look:
        """Until the mat was seen empty for some frames, pages are looked for everywhere."""
        page = find_page(frame)
        is_page = page is not None and page.score >= _SURE and glance.stands_out(frame, page.corners)
        self._idle = 0 if is_page or self._motion.share > _RESTLESS else self._idle + 1
        if self._idle >= _LEARN_FRAMES:
            self._mat.learn(frame)
        if page is None or not is_page:
            self._settle.look((), _printer(frame, scale))
            return Look("empty" if self._motion.share < _QUIET else "moving")
        self._found = [Found(page.corners, page.corners, 0.0, page.score)]
        is_quiet = self._motion.within(_scaled(page.corners, scale)) < _QUIET
        rest = self._rest(frame, scale, is_quiet=is_quiet)
        return self._look(frame, "page" if rest.progress > 0 else "moving", self._found, rest)

    def _rest(self, frame: Bgr, scale: float, *, is_quiet: bool) -> Rest:
        quads = [_scaled(one.corners, scale) for one in self._found]
        return self._settle.look(quads, _printer(frame, scale), is_quiet=is_quiet)

    def _look(self, frame: Bgr, state: str, found: Sequence[Found], rest: Rest) -> Look:
        numbers = sorted(range(len(found)), key=lambda nth: (nth not in rest.fresh, nth))
        order = [found[nth] for nth in numbers]
        first, is_cut = order[0], numbers[0] < len(self._cut) and self._cut[numbers[0]]
        items = tuple(rounded(one.corners) for one in order)
        if state != "page":
            return Look(state, items, rest.progress, guess=glance.form(first.corners, first.bow))
        if rest.is_settled or (self._last.state != "page" and rest.progress > 0):
            cause, code = "cut_off" if is_cut else glance.cause(frame, first.corners), glance.own_code(frame)
        else:
            cause, code = self._last.cause, self._last.code
        guess = "own_form" if code else glance.form(first.corners, first.bow)
        return Look(state, items, rest.progress, rest.is_settled, cause, guess, code)


def _scaled(points: Quad, scale: float) -> Quad:
    """Points of the frame as points of the softened frame."""
    return (points + 0.5) * scale - 0.5


def _printer(frame: Bgr, scale: float) -> Callable[[Quad], glance.Print]:
    """Give what prints a thing of the softened frame."""
    return lambda quad: glance.printed(frame, np.asarray((quad + 0.5) / scale - 0.5))
