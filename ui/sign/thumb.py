"""按手印: a page that somebody who does not write pressed a thumb on, read aloud before two witnesses, photographed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app import clock
from app.capture.reading import Reading
from app.domain import form_code
from app.domain.course import PaperWay, SignedOnPaper, check_paper
from app.domain.draft import Draft
from app.domain.fact import BlobRef
from app.errors import Refused, Unavailable
from app.services.intake import Picture
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence
from ui.sign.view import say

if TYPE_CHECKING:
    from app.domain.household import Member

_OURS = "YM1"
_SOME_PAGE = BlobRef("0" * 64, 0, "image/jpeg")


@dataclass(frozen=True, slots=True)
class ThumbView:
    """What is said and there so far; `name` is empty while nobody presses. `remark` is to be looked at once.

    `thumb` is false for a name that was written on paper: then nobody has to witness it.
    """

    name: str = ""
    thumb: bool = True
    read_aloud: bool = False
    first: str = ""
    second: str = ""
    picture: bytes = b""
    busy: bool = False
    remark: str = ""
    wrong: str = ""


class ThumbModel(QObject):
    """Takes the thumbprint of one signer. `shown(ThumbView)`; `pressed(SignedOnPaper, Picture)` when all is there.

    `begun(member id)`, empty when nobody presses any more.
    """

    shown = Signal(object)
    begun = Signal(str)
    pressed = Signal(object, object)

    def __init__(
        self,
        jobs: Jobs,
        reader: PictureReader,
        problems: Problems,
        capture: CaptureModel,
        now: Callable[[], datetime] = clock.now,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self.capture = capture
        self._jobs, self._reader, self._problems, self._now = jobs, reader, problems, now
        self._draft: Draft | None = None
        self._member: Member | None = None
        self._picture: Picture | None = None
        self._view = ThumbView()
        capture.taken.connect(self.take)

    @property
    def view(self) -> ThumbView:
        """What the page shows now."""
        return self._view

    def begin(self, draft: Draft, member: str) -> None:
        """Take the thumbprint of a member from now on; or the name, on a form that was filled in by hand."""
        self._draft, self._member, self._picture = draft, draft.member(member), None
        self.capture.start()
        self.begun.emit(member)
        self._show(ThumbView(self._member.identity.name, thumb=not draft.paper_number))

    def end(self) -> None:
        """Nobody presses any more: the camera is let go."""
        self._draft, self._member, self._picture = None, None, None
        self.capture.stop()
        if self._view != ThumbView():
            self.begun.emit("")
            self._show(ThumbView())

    def turn(self) -> None:
        """It is a name and no thumbprint, or the other way round."""
        self._change(thumb=not self._view.thumb, wrong="")

    def say(self, **told: object) -> None:
        """Take an answer: `read_aloud`, or the name of the `first` or `second` witness."""
        self._change(**told, wrong="")

    def take(self, shot: Shot) -> None:
        """Read a picture of the page; one of another page is not taken."""
        if self._member is None or self._view.busy:
            return
        self._change(busy=True, wrong="", remark="")
        self._jobs.run(
            lambda: self._reader.read(shot.data, "own_form"),
            done=lambda reading: self._is_read(shot, reading),
            failed=self._is_unread,
            lane=FREE,
        )

    def confirm(self) -> None:
        """Hand on the thumbprint, or say what is missing."""
        member, draft, picture = self._member, self._draft, self._picture
        if member is None or draft is None or self._view.busy:
            return
        mark = self._mark(member.id, draft)
        pages = (_SOME_PAGE,) if picture else ()
        try:
            check_paper(replace(mark, pages=pages), draft.agent, signer=member.identity.name)
        except Refused as refused:
            self._change(wrong=sentence(refused))
            return
        if picture:
            self._change(busy=True, wrong="")
            self.pressed.emit(mark, picture)

    def not_kept(self, said: str) -> None:
        """Say that it could not be stored; all that was said is still here."""
        self._change(busy=False, wrong=said)

    def _mark(self, member: str, draft: Draft) -> SignedOnPaper:
        told, today = self._view, clock.local_date(self._now()).isoformat()
        names = tuple(filter(None, (told.first.strip(), told.second.strip())))
        return SignedOnPaper(
            member=member,
            way=PaperWay.WINDOW.value,
            pages=(),
            signed_on=draft.complete_on or today,
            received_on=today,
            thumb=told.thumb,
            read_aloud=told.thumb and told.read_aloud,
            witnesses=names if told.thumb else (),
        )

    def _is_read(self, shot: Shot, reading: Reading) -> None:
        wrong = self._other_page([code.text for code in reading.barcodes])
        if wrong:
            self._change(busy=False, wrong=wrong)
            return
        self._picture = Picture(
            original=shot.data,
            original_type=shot.media_type,
            archive=reading.archive or shot.data,
            read={},
            verdict=reading.quality.verdict,
            source=shot.source,
        )
        self._change(busy=False, picture=self._picture.archive, remark=_remark(reading))

    def _other_page(self, codes: list[str]) -> str:
        """Say of whom a page is, if it is not the one that was pressed."""
        ours = next((code for code in codes if code.startswith(_OURS)), None)
        if ours is None or self._draft is None or self._member is None:
            return ""
        try:
            code = form_code.parse(ours)
        except Refused as refused:
            return sentence(refused)
        by_hand = bool(self._draft.paper_number) and form_code.number_of(code.case) == self._draft.paper_number
        right = by_hand or (code.case, code.member) == (self._draft.id, self._member.id)
        return "" if right else say("thumb.other_page", name=self._member.identity.name)

    def _is_unread(self, error: BaseException) -> None:
        known = isinstance(error, Refused | Unavailable)
        self._change(busy=False, wrong=sentence(error) if isinstance(error, Refused | Unavailable) else "")
        if not known:
            self._problems.show(error)

    def _change(self, **values: object) -> None:
        self._show(replace(self._view, **values))  # type: ignore[arg-type]  # fields of ThumbView by name

    def _show(self, shown: ThumbView) -> None:
        self._view = shown
        self.capture.take_by_itself(on=bool(shown.name) and not shown.busy and not shown.picture)
        self.shown.emit(shown)


def _remark(reading: Reading) -> str:
    """Say once what the officer should look at: a picture that is not good, or a page without a code."""
    if reading.quality.verdict == "bad":
        remedies: dict[str, str] = resources.texts("capture")["remedy"]
        return remedies.get(reading.quality.cause, remedies["blur"])
    ours = any(code.text.startswith(_OURS) for code in reading.barcodes)
    return "" if ours else say("thumb.no_code")
