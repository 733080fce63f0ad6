"""A4 pages that fill from top to bottom: head with code, text, lines, foot. Measures are mm from the top left."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

import resources
from app.forms.code import draw_code
from app.forms.face import Face, loaded, runs
from app.forms.form import SealPlace, SignField
from app.forms.line import broken, measure, plain

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 25.0, 190.0
TOP, BOTTOM = 47.0, 278.0
CODE = 27.0
_CODE_TOP = 14.0
_TOP_WITHOUT_CODE = 28.0
_FOOT = 286.0
_BASELINE = 0.36  # of the type size: from the middle of a line down to where its characters stand
_PT = 1 / mm
# No date and no random id inside: the same paper has the same bytes, to which signatures bind.
_TICKED = "☑"
_TICK = ((0.24, 0.40), (0.43, 0.20), (0.80, 0.72))  # in the square of □, in type sizes from the baseline
_FILE: dict[str, Any] = {"invariant": 1, "lang": "zh-CN", "pageCompression": 1, "pdfVersion": (1, 7)}


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text is set: face, size in points, grey (0 black), alignment in its room.

    `align` is left, right, centre or full: both edges, for the lines of a paragraph but the last.
    """

    face: Face = Face.TEXT
    size: float = 12
    grey: float = 0
    align: str = "left"


_RUNNING = Look(Face.TITLE, 13)
_RUNNING_TOP, _RUNNING_GAP, _RUNNING_STEP = 19.0, 4.0, 0.55  # mm, mm, mm per point


@dataclass(frozen=True, slots=True)
class Plan:
    """What all pages of a paper share: title in the file, small title of later pages, QR payload per page number.

    A paper that never comes back has no code.
    """

    title: str
    running: str
    code: Callable[[int], str] | None
    first_page: int
    of_pages: int
    training: bool = False
    landscape: bool = False


class Sheet:
    """A PDF in the making. `y` is where the next thing begins; `pages` how many pages there are so far.

    `right` and `bottom` are where what is written ends, `seals` the places that wait for a seal, `places` those that
    wait for somebody's signature.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._wide, self._high = (HIGH, WIDE) if plan.landscape else (WIDE, HIGH)
        self.right, self.bottom = self._wide - WIDE + RIGHT, self._high - HIGH + BOTTOM
        self._file = io.BytesIO()
        self._canvas = Canvas(
            self._file, (self._wide * mm, self._high * mm), initialFontName=loaded(Face.TEXT).fontName, **_FILE
        )
        self._canvas.setTitle(plan.title)
        self._canvas.setAuthor(resources.text("forms", "file.author"))
        self._canvas.setSubject(plan.title)
        self._canvas.setCreator(resources.text("forms", "file.creator"))
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._top = TOP if plan.code else _TOP_WITHOUT_CODE
        self.pages = 0
        self.seals: list[SealPlace] = []
        self.places: list[SignField] = []
        self.y = self._top
        self._begin(running=False)

    def room(self) -> float:
        """Give the height that is left on this page."""
        return self.bottom - self.y

    def full_page(self) -> float:
        """Give the height of an empty page."""
        return self.bottom - self._top

    def reserve(self, height: float) -> None:
        """Go to a new page unless `height` is left on this one."""
        if height > self.room() and self.y > self._top:
            self.turn()

    def turn(self, *, running: bool = True) -> None:
        """Begin the next page; without its running title where it has a title of its own."""
        self._canvas.showPage()
        self._begin(running=running)

    def done(self) -> bytes:
        """Finish the PDF and give its bytes."""
        self._canvas.save()
        return self._file.getvalue()

    def text(self, text: str, left: float, middle: float, look: Look, right: float = RIGHT) -> None:
        """Write one line whose middle is at `middle`, between `left` and `right`."""
        words = plain(text)
        wide = measure(words, look.face, look.size) * _PT
        x = {"right": right - wide, "centre": (left + right - wide) / 2}.get(look.align, left)
        self._canvas.setFillGray(look.grey)
        line = self._canvas.beginText(x * mm, (self._high - middle) * mm - _BASELINE * look.size)
        spread = (right - left - wide) * mm / max(len(words) - 1, 1) if look.align == "full" else 0
        line.setCharSpace(spread)
        for face, run in runs(words, look.face):
            line.setFont(loaded(face).fontName, look.size)
            line.textOut(run)
        self._canvas.drawText(line)
        for at in (at for at, character in enumerate(words) if character == _TICKED):
            left_of_it = x * mm + measure(words[:at], look.face, look.size) + at * spread
            self._tick(left_of_it, (self._high - middle) * mm - _BASELINE * look.size, look.size)

    def code(self, left: float, top: float) -> None:
        """Draw the code of this page once more, for a part that is torn off."""
        if self._plan.code:
            payload = self._plan.code(self._number())
            draw_code(self._canvas, payload, left * mm, (self._high - top) * mm, CODE * mm)

    def draw_code(self, written: str, left: float, top: float, side: float) -> None:
        """Draw a code of something else than this paper."""
        draw_code(self._canvas, written, left * mm, (self._high - top) * mm, side * mm)

    def box(self, left: float, top: float, wide: float, high: float, fill: float | None = None) -> None:
        """Fill a rectangle with a grey, or draw its frame."""
        if fill is None:
            self._canvas.rect(left * mm, (self._high - top - high) * mm, wide * mm, high * mm, stroke=1, fill=0)
            return
        self._canvas.setFillGray(fill)
        self._canvas.rect(left * mm, (self._high - top - high) * mm, wide * mm, high * mm, stroke=0, fill=1)

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a straight line."""
        self._canvas.line(left * mm, (self._high - top) * mm, right * mm, (self._high - bottom) * mm)

    def pen(self, points: float, grey: float = 0, dashes: tuple[float, ...] = ()) -> None:
        """Choose the width (points), grey and dashes of what is drawn next."""
        self._canvas.setLineWidth(points)
        self._canvas.setStrokeGray(grey)
        self._canvas.setDash(*([list(dashes)] if dashes else []))

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a circle where a seal will be, and remember the place."""
        self.seals.append(SealPlace(self.pages - 1, x, y))
        self._canvas.circle(x * mm, (self._high - y) * mm, radius * mm, stroke=1, fill=0)

    def place(self, who: str, left: float, top: float, wide: float, high: float, **of_day: Any) -> None:
        """Remember where somebody signs; `of_day` are `line` and `day` of the `SignField`."""
        number = 1 + sum(one.member.partition(":")[0] == who for one in self.places)
        self.places.append(SignField(f"{who}:{number}", self.pages - 1, left, top, wide, high, **of_day))

    def _begin(self, *, running: bool) -> None:
        self.pages += 1
        self.y = self._top
        if self._plan.training:
            self._mark_training()
        if self._plan.code:
            self.code(self.right - CODE, _CODE_TOP)
            scan = Look(size=9, grey=0.3, align="centre")
            self.text(resources.text("forms", "page.scan"), self.right - CODE, _CODE_TOP + CODE + 2.4, scan, self.right)
        foot = resources.text("forms", "page.foot", page=self._number(), pages=self._plan.of_pages)
        self.text(foot, LEFT, self._high - HIGH + _FOOT, Look(size=10.5, align="centre"), self.right)
        if running:
            self._write_running()

    def _number(self) -> int:
        return self._plan.first_page + self.pages - 1

    def _tick(self, x: float, y: float, size: float) -> None:
        """Tick a box that was written as ☑; measures are points."""
        self.pen(size / 8)
        points = [(x + across * size, y + up * size) for across, up in _TICK]
        self._canvas.lines([(*points[0], *points[1]), (*points[1], *points[2])])

    def _write_running(self) -> None:
        lines = broken(self._plan.running, _RUNNING.face, _RUNNING.size, (self.right - CODE - _RUNNING_GAP - LEFT) * mm)
        for number, line in enumerate(lines):
            self.text(line, LEFT, _RUNNING_TOP + number * _RUNNING.size * _RUNNING_STEP, _RUNNING)

    def _mark_training(self) -> None:
        """Write across the page, behind all else, that this paper is an exercise."""
        self._canvas.saveState()
        self._canvas.translate(self._wide / 2 * mm, self._high / 2 * mm)
        self._canvas.rotate(50)
        self._canvas.translate(-self._wide / 2 * mm, -self._high / 2 * mm)
        look = Look(size=54, grey=0.91, align="centre")
        self.text(resources.text("forms", "page.training"), 0, self._high / 2, look, self._wide)
        self._canvas.restoreState()
