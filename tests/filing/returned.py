"""Papers that come back: the pictures of them as a reader sees them, and an officer's hands on the page."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication

from app.capture.reading import Barcode, Quality, Reading
from app.domain.draft import Draft
from app.domain.form_code import FormCode, Paper, payload
from app.domain.household import Away, Member, Relation
from app.domain.person import Identity
from app.ids import uuid7
from app.services import intake, village
from app.services.desk import Desk
from tests.hands import Hands
from tests.intake.at_the_window import Pictures, jpeg
from tests.made_up import household, readings
from tests.store import township
from ui.capture.model import CaptureModel
from ui.capture.shot import Shot
from ui.filing.model import FilingModel
from ui.filing.pending import UNDO_MS
from ui.filing.window import FilingPage
from ui.jobs import Jobs
from ui.problems import Problems
from ui.widgets.focus_ring import FocusRing

CADRE = "赵书记"
_BOX = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))


def begun(desk: Desk, seed: int = 1) -> Draft:
    """Give a saved draft that its applicant has signed; the son is away, and comes back another day."""
    draft = township.application(desk, seed, pictures=0)
    son = Member(
        id=uuid7(),
        identity=Identity(
            name="王建军", sex="male", birth="1985-07-01", id_number=household.id_number("1985-07-01", 13)
        ),
        relation=Relation.SON.value,
        away=Away.WORK.value,
        away_place="广东",
    )
    draft = replace(draft.with_member(son), sign_later={son.id: "post"})
    draft = replace(draft, form_content=intake.content_digest(draft))
    intake.save(desk, draft)
    return draft


def brought(desk: Desk, seed: int, cadre: str = CADRE) -> Draft:
    """Give a saved draft that a cadre brought: the applicant has signed, the son has not."""
    empty = village.begin(desk, cadre, " 青龙村 ")
    draft = replace(begun(desk, seed), source=empty.source, agent=empty.agent, village=empty.village)
    draft = replace(draft, form_content=intake.content_digest(draft))
    intake.save(desk, draft)
    return draft


def accepted(desk: Desk, seed: int = 1) -> Draft:
    """Give the draft of a case that was accepted without the son's signature."""
    draft = begun(desk, seed)
    intake.accept(desk, draft)
    return draft


def code_of(
    draft: Draft, paper: Paper = Paper.AUTHORISATION, *, page: int = 1, pages: int = 3, member: str = ""
) -> str:
    """Give what the code of a printed page says; the son's page if nothing else is wanted."""
    signer = (member or draft.members[-1].id) if paper is Paper.AUTHORISATION else ""
    return payload(FormCode(paper, draft.id, signer, page, pages, "0000"))


def paper(*codes: str, verdict: str = "ok", cause: str = "") -> Reading:
    """Give the reading of a page of paper with codes on it."""
    bars = tuple(Barcode("QRCode", code, _BOX) for code in codes)
    return Reading(
        900, 1200, _BOX, "own_form", Quality(verdict, cause), bars, {}, jpeg(",".join(codes)[:20], (600, 800))
    )


def drawn(reading: Reading, word: str) -> Reading:
    """Give a reading with pictures, as a reader does."""
    strips = {name: jpeg(one.value, (416, 80)) for name, one in reading.fields.items()}
    return replace(reading, archive=jpeg(word, (600, 420)), strips=strips)


def page_of(one: Identity, relation: str, *, unsure: tuple[str, ...] = ()) -> Reading:
    return drawn(readings.booklet_page(one, relation, unsure=unsure), one.name)


class Table(Hands):
    """A window with the page of returned papers."""

    def __init__(self, desk: Desk, jobs: Jobs, problems: Problems, **given: Any) -> None:
        size = given.pop("size", (1366, 680))
        self.pictures = given.pop("pictures", None) or Pictures()
        self.capture = CaptureModel(jobs, problems, given.pop("open_camera", None), reader=given.pop("pdfs", None))
        coming = given.pop("coming", None)
        undo_ms = given.pop("undo_ms", UNDO_MS)
        self.model = FilingModel(desk, jobs, self.pictures, problems, self.capture, coming, **given)
        self.model.pile.pending.undo_ms = undo_ms
        self.page = FilingPage(self.model)
        self.gone: list[tuple[str, str]] = []
        self.model.gone.connect(lambda name, fact, gone=self.gone: gone.append((name, fact)))
        super().__init__(self.page, jobs, size)
        self.ring = FocusRing(self.window)
        self.model.start()
        self.wait()

    def lay(self, *readings: Reading) -> "Table":
        """Put papers under the camera, one after the other, without waiting for answers."""
        for one in readings:
            self.capture.taken.emit(Shot(self.pictures.lay(one), "camera"))
        return self.wait()

    @property
    def said(self) -> str:
        """The sentence on the strip."""
        return self.page.strip.text if self.page.strip.isVisible() else ""

    def shot(self, path: str) -> None:
        """Save what is on the glass."""
        QApplication.processEvents()
        self.window.grab().save(path)
