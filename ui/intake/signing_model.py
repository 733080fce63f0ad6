"""The step of signatures: papers made from the draft, handwriting stored, ways noted."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.course import SignedOnPaper
from app.domain.draft import Draft, Signature, SignLater
from app.errors import Refused, Unavailable
from app.services import looking, signing
from app.services.intake import Picture
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader
from ui.intake.draft_keeper import DraftKeeper
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence
from ui.sign.model import SignModel
from ui.sign.thumb import ThumbModel

if TYPE_CHECKING:
    from app.forms.form import Form, FormSet
    from app.forms.ink import Handwriting
    from app.services.desk import Desk

_ON_PAPER = frozenset({SignLater.POST.value, SignLater.VILLAGE.value})


class SigningModel(QObject):
    """Feeds a SignModel. `refused(sentence)` when the papers cannot be made; `opened()` when they are on the desk,
    `taken_along(Form)` when somebody's page is to be printed now, as it goes by post or with the village.
    """

    refused = Signal(str)
    opened = Signal()
    taken_along = Signal(object)

    def __init__(
        self,
        keeper: DraftKeeper,
        desk: "Desk",
        jobs: Jobs,
        problems: Problems,
        reader: PictureReader | None = None,
        equip: Callable[[], CaptureModel] | None = None,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self._keeper, self._desk, self._jobs, self._problems = keeper, desk, jobs, problems
        self._forms: FormSet | None = None
        self._signed: dict[str, bytes] = {}
        self._taken_along = ""
        self.sign = SignModel(jobs, desk.now)
        self.thumb: ThumbModel | None = None
        if reader:
            capture = equip() if equip else CaptureModel(jobs, problems)
            self.thumb = ThumbModel(jobs, reader, problems, capture, desk.now)
            self.thumb.pressed.connect(self._store_thumb)
            self.thumb.begun.connect(self._make_thumb_page)
        self.sign.signed.connect(self._store)
        self.sign.later.connect(self._note_way)

    def open(self) -> None:
        """Make the papers of the draft as it is now and show them; earlier signatures on other words are gone."""
        draft = self._keeper.draft
        self._jobs.run(lambda: (draft, signing.make(self._desk, draft)), self._are_made, self._is_refused, FREE)

    def _are_made(self, made: tuple[Draft, "FormSet"]) -> None:
        self._jobs.run(lambda: self._kept(*made), self._is_ready, self._is_refused)

    def _kept(self, draft: Draft, forms: "FormSet") -> tuple[Draft, "FormSet", dict[str, bytes]]:
        known = signing.keep(self._desk, draft, forms)
        return known, forms, {mark.member: self._document(draft, mark) for mark in known.signatures}

    def _document(self, draft: Draft, mark: Signature) -> bytes:
        return looking.document(self._desk, mark.signed, f"case:{draft.id}")

    def _is_ready(self, made: tuple[Draft, "FormSet", dict[str, bytes]]) -> None:
        draft, self._forms, self._signed = made
        self._keeper.adopt(draft)
        self._show()
        self.opened.emit()
        if self._taken_along:
            page, self._taken_along = self._forms.authorisation(self._taken_along), ""
            self.taken_along.emit(page)

    def _show(self) -> None:
        if self._forms:
            self.sign.open(self._keeper.draft, self._forms, self._signed)

    def _store(self, hand: "Handwriting") -> None:
        draft, forms = self._keeper.draft, self._forms
        if forms is None:
            return

        def stored() -> tuple[Draft, str, bytes]:
            signed = signing.add_signature(self._desk, draft, forms, hand)
            mark = next(one for one in signed.signatures if one.member == hand.member)
            return signed, hand.member, self._document(draft, mark)

        self._jobs.run(stored, done=self._is_stored, failed=self._is_not_stored)

    def _is_stored(self, made: tuple[Draft, str, bytes]) -> None:
        draft, member, pdf = made
        self._signed = {**self._signed, member: pdf}
        self._keeper.adopt(draft)
        self._show()

    def _is_not_stored(self, error: BaseException) -> None:
        said = sentence(error) if isinstance(error, Refused | Unavailable) else ""
        self.sign.not_stored(said)
        if not isinstance(error, Refused):
            self._problems.show(error)

    def _make_thumb_page(self, member: str) -> None:
        """While a thumb is pressed, the page that is printed has a box for it."""
        self.sign.press_on(None)
        if not member:
            return
        from app.services import papers  # noqa: PLC0415 - all papers of the desk, which no other step needs

        draft = self._keeper.draft
        self._jobs.run(
            lambda: papers.thumb_page(self._desk, draft, member),
            done=self._is_thumb_page_made,
            failed=self._is_refused,
            lane=FREE,
        )

    def _is_thumb_page_made(self, page: "Form") -> None:
        if self.thumb and self.thumb.view.name:
            self.sign.press_on(page)

    def _store_thumb(self, mark: SignedOnPaper, picture: Picture) -> None:
        draft = self._keeper.draft
        self._jobs.run(
            lambda: signing.add_paper_signature(self._desk, draft, mark, (picture,)),
            done=self._is_thumb_stored,
            failed=self._is_thumb_not_stored,
        )

    def _is_thumb_stored(self, draft: Draft) -> None:
        self._keeper.adopt(draft)
        self._signed = {mark.member: self._signed[mark.member] for mark in draft.signatures}
        if self.thumb:
            self.thumb.end()
        self._show()
        self.opened.emit()

    def _is_thumb_not_stored(self, error: BaseException) -> None:
        if self.thumb:
            self.thumb.not_kept(sentence(error) if isinstance(error, Refused | Unavailable) else "")
        if not isinstance(error, Refused):
            self._problems.show(error)

    def _note_way(self, member: str, way: str) -> None:
        self._taken_along = member if way in _ON_PAPER else ""
        ways = {key: kept for key, kept in self._keeper.draft.sign_later.items() if key != member}
        self._keeper.change(lambda draft: replace(draft, sign_later={**ways, member: way} if way else ways))
        self.open()  # the page of someone who signs elsewhere leaves the date open

    def _is_refused(self, error: BaseException) -> None:
        self._problems.show(error, self.refused.emit)
