"""What the desk's camera would see: made-up frames on the glass of the page of papers."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtGui import QImage

from app.capture.watch import Look
from app.domain.draft import Draft
from app.ids import uuid7
from app.services import intake
from tests.desk.counter import Counter
from tests.made_up import documents, readings
from tests.made_up.desk import Glare, Hand, Light, Scene, Thing, frame
from tests.made_up.household import id_number
from ui.capture.preview import Frame
from ui.filing.window import FilingPage

_MAT = Scene(mat="grey", seed=3)


def _thing(name: str, at_mm: tuple[float, float], turn: float) -> Thing:
    drawn = documents.draw(name, 4)
    size = (drawn.width_mm, drawn.width_mm * drawn.picture.height / drawn.picture.width)
    return Thing("page", drawn.picture, size, at_mm=at_mm, turn=turn)


_PAGE = replace(_MAT, things=(_thing("hukou_page", (-10, -10), -3),))
_TWO = replace(_MAT, things=(_thing("id_front", (-60, 0), 8), _thing("id_back", (60, 10), -5)))

# What stands on the glass in each state of the live picture, and what was seen in it.
STATES = {
    "empty": (_MAT, Look("empty")),
    "found": (_PAGE, Look("page", progress=0.7, guess="booklet")),
    "glare": (replace(_PAGE, glares=(Glare((0, 0), 30.0),)), Look("page", cause="glare", guess="booklet")),
    "dark": (replace(_PAGE, light=Light(0.25)), Look("dark")),
    "hand": (replace(_PAGE, hands=(Hand((0, 40)),)), Look("hand")),
    "several": (_TWO, Look("page", progress=1.0, guess="card")),
}


def see(page: FilingPage, state: str) -> None:
    """Let the page's camera see a state."""
    scene, look = STATES[state]
    seen = frame(scene)
    bgr = np.ascontiguousarray(seen.bgr)
    high, wide = bgr.shape[:2]
    image = QImage(bgr.data, wide, high, bgr.strides[0], QImage.Format.Format_BGR888).copy()
    items = tuple(tuple((float(x), float(y)) for x, y in item.corners) for item in seen.items)
    capture = page._model.capture  # noqa: SLF001 - the camera's place
    capture._view = replace(capture.view, has_camera=True)  # noqa: SLF001 - as if one were there
    capture._is_seen(Frame(image, replace(look, items=items)))  # type: ignore[arg-type]  # noqa: SLF001 - four corners each


def household_papers(at: Counter, draft: Draft) -> Iterator[str]:
    """The page of papers with an application on the desk: the camera's states, a correction, a choice, a series."""
    draft = replace(draft, id=uuid7(), captures=(), signatures=(), paper_signatures=())
    intake.save(at.desk, draft)
    at.pages.take_in(draft)
    at.settle().press("F4")
    page = at.program.window.findChild(FilingPage)
    assert isinstance(page, FilingPage)
    for state in STATES:
        see(page, state)
        yield f"file {state}"
    somebody = replace(draft.applicant.identity, name="王雨欣", id_number=id_number("2012-09-10", 24))
    at.lay(readings.booklet_page(somebody, "孙女", unsure=("name", "id_number")))
    yield "file whose"
    at.press("Ctrl D").lay(readings.booklet_page(somebody, "孙女", unsure=("birth",)))
    yield "file correction"
    at.press("Ctrl D").lay(readings.reading("other", {}))
    yield "file what"
    at.press("Ctrl D")
    page._model.toggle_series()  # noqa: SLF001 - there is no camera here
    at.lay(readings.booklet_page(somebody, "孙女"), readings.reading("other", {}))
    see(page, "found")
    yield "file series"
