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
from app.forms.line import broken, measure, plain

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 25.0, 190.0
TOP, BOTTOM = 47.0, 278.0
CODE = 27.0
_CODE_LEFT, _CODE_TOP = RIGHT - CODE, 14.0
_FOOT = 286.0
_BASELINE = 0.36  # of the type size: from the middle of a line down to where its characters stand
_PT = 1 / mm
# No date and no random id inside: the same paper has the same bytes, to which signatures bind.
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
    """What all pages of a paper share: title in the file, small title of later pages, QR payload per page number."""

    title: str
    running: str
    code: Callable[[int], str]
    first_page: int
    of_pages: int
    training: bool = False


class Sheet:
    """A PDF in the making. `y` is where the next thing begins; `pages` how many pages there are so far."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, (WIDE * mm, HIGH * mm), initialFontName=loaded(Face.TEXT).fontName, **_FILE)
        self._canvas.setTitle(plan.title)
        self._canvas.setAuthor(resources.text("forms", "file.author"))
        self._canvas.setSubject(plan.title)
        self._canvas.setCreator(resources.text("forms", "file.creator"))
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.pages = 0
        self.y = TOP
        self._begin()

    def room(self) -> float:
        """Give the height that is left on this page."""
        return BOTTOM - self.y

    def reserve(self, height: float) -> None:
        """Go to a new page unless `height` is left on this one."""
        if height > self.room() and self.y > TOP:
            self.turn()

    def turn(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()
        self._begin()

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
        line = self._canvas.beginText(x * mm, (HIGH - middle) * mm - _BASELINE * look.size)
        spread = (right - left - wide) * mm / max(len(words) - 1, 1) if look.align == "full" else 0
        line.setCharSpace(spread)
        for face, run in runs(words, look.face):
            line.setFont(loaded(face).fontName, look.size)
            line.textOut(run)
        self._canvas.drawText(line)

    def box(self, left: float, top: float, wide: float, high: float, fill: float | None = None) -> None:
        """Fill a rectangle with a grey, or draw its frame."""
        if fill is None:
            self._canvas.rect(left * mm, (HIGH - top - high) * mm, wide * mm, high * mm, stroke=1, fill=0)
            return
        self._canvas.setFillGray(fill)
        self._canvas.rect(left * mm, (HIGH - top - high) * mm, wide * mm, high * mm, stroke=0, fill=1)

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a straight line."""
        self._canvas.line(left * mm, (HIGH - top) * mm, right * mm, (HIGH - bottom) * mm)

    def pen(self, points: float, grey: float = 0, dashes: tuple[float, ...] = ()) -> None:
        """Choose the width (points), grey and dashes of what is drawn next."""
        self._canvas.setLineWidth(points)
        self._canvas.setStrokeGray(grey)
        self._canvas.setDash(*([list(dashes)] if dashes else []))

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a circle."""
        self._canvas.circle(x * mm, (HIGH - y) * mm, radius * mm, stroke=1, fill=0)

    def _begin(self) -> None:
        self.pages += 1
        self.y = TOP
        number = self._plan.first_page + self.pages - 1
        if self._plan.training:
            self._mark_training()
        draw_code(self._canvas, self._plan.code(number), _CODE_LEFT * mm, (HIGH - _CODE_TOP) * mm, CODE * mm)
        scan = Look(size=9, grey=0.3, align="centre")
        self.text(resources.text("forms", "page.scan"), _CODE_LEFT, _CODE_TOP + CODE + 2.4, scan)
        foot = resources.text("forms", "page.foot", page=number, pages=self._plan.of_pages)
        self.text(foot, LEFT, _FOOT, Look(size=10.5, align="centre"))
        if self.pages > 1:
            self._write_running()

    def _write_running(self) -> None:
        lines = broken(self._plan.running, _RUNNING.face, _RUNNING.size, (_CODE_LEFT - _RUNNING_GAP - LEFT) * mm)
        for number, line in enumerate(lines):
            self.text(line, LEFT, _RUNNING_TOP + number * _RUNNING.size * _RUNNING_STEP, _RUNNING)

    def _mark_training(self) -> None:
        """Write across the page, behind all else, that this paper is an exercise."""
        self._canvas.saveState()
        self._canvas.translate(WIDE / 2 * mm, HIGH / 2 * mm)
        self._canvas.rotate(50)
        self._canvas.translate(-WIDE / 2 * mm, -HIGH / 2 * mm)
        self.text(resources.text("forms", "page.training"), 0, HIGH / 2, Look(size=54, grey=0.91, align="centre"), WIDE)
        self._canvas.restoreState()
