"""Returned papers: read, found by their code, asked about, put to their case, and written when nobody takes it back."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.capture.reading import Reading
from app.domain.course import check_paper
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.errors import Refused, Unavailable
from app.services import filing, visits
from app.services.filing import Doubt, Place
from app.services.intake import Picture
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.filing import ask, view
from ui.filing.ask import Ask
from ui.filing.pages_to_sign import PagesToSign
from ui.filing.pending import Filed, Pending
from ui.filing.view import FilingView
from ui.filing.visit_line import VisitLine
from ui.jobs import FREE, Jobs
from ui.printing import Printing
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

CHANGES = frozenset({"cases", "drafts", "tasks", "outbox", "desk"})
_NO_PICTURE = BlobRef("0" * 64, 0, "image/jpeg")


@dataclass(frozen=True, slots=True)
class _Held:
    """The paper in work: its picture, and where it belongs once that is known."""

    picture: Picture
    codes: tuple[str, ...] = ()
    place: Place | None = None
    facts: dict[str, object] | None = None


class FilingModel(QObject):
    """Takes one paper after the other. `shown(FilingView)`.

    Leaves by `closed()`, or where an answer leads: `gone(name, fact)` with open, draft, find, blank, referral, sync.
    """

    shown = Signal(object)
    closed = Signal()
    gone = Signal(str, str)

    def __init__(
        self,
        desk: "Desk",
        jobs: Jobs,
        reader: PictureReader,
        problems: Problems,
        capture: CaptureModel,
        coming: visits.Coming | None = None,
        printing: Printing | None = None,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self.capture = capture
        self._desk, self._jobs, self._reader, self._problems = desk, jobs, reader, problems
        self._visit = VisitLine(desk, jobs, coming)
        self.pending = Pending(self._write)
        self._shots, self._held = deque[Shot](), _Held(_nothing())
        self._about, self._came = coming.case if coming else "", coming.visitor.id_number if coming else ""
        self.pages = PagesToSign(desk, jobs, problems, printing) if printing else None
        self._view = FilingView(note=self._visit.note or view.say("page.note"))
        capture.taken.connect(self.take)
        if self.pages:
            self.pages.said.connect(self._is_printed)
        self.pending.changed.connect(self._change)

    def _is_printed(self, said: str) -> None:
        self._change(printed=said)

    @property
    def view(self) -> FilingView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Let the camera run, and say who has still to sign where the visit is about a case."""
        self.capture.start()
        if self._about or not self._came:
            self._tell_missing()
            return
        number = self._came
        self._jobs.run(lambda: filing.about(self._desk, number), done=self._is_known)

    def _is_known(self, case_id: str) -> None:
        self._about = self._about or case_id
        self._tell_missing()

    # --- a paper comes
    def take(self, shot: Shot) -> None:
        """Take a picture; while something is asked about another one it waits."""
        self._shots.append(shot)
        self._next()

    def _next(self) -> None:
        if self._view.reading or self._view.ask or self._view.question or not self._shots:
            return
        shot = self._shots.popleft()
        self._change(reading=True, picture=b"", wrong="")
        self._jobs.run(
            lambda: self._reader.read(shot.data, "own_form"),
            done=lambda reading: self._is_read(shot, reading),
            failed=lambda error: self._is_unread(shot, error),
            lane=FREE,
        )

    def _is_read(self, shot: Shot, reading: Reading) -> None:
        picture = _picture(shot, reading)
        self._held = _Held(picture, tuple(code.text for code in reading.barcodes))
        self._change(picture=picture.archive)
        remedies: dict[str, str] = resources.texts("capture")["remedy"]
        said = remedies.get(reading.quality.cause, "")
        if reading.quality.verdict == "bad" and self._held.codes:
            self._change(reading=False, question=view.bad_picture(said or remedies["blur"]))
            return
        self._change(remark=said)
        self._find()

    def _find(self) -> None:
        codes = self._held.codes
        self._jobs.run(lambda: filing.find(self._desk, codes), done=self._is_found, failed=self._is_in_the_way)

    def _is_unread(self, shot: Shot, error: BaseException) -> None:
        self._held = _Held(_nothing(), ())
        self._change(picture=shot.data)
        self._is_in_the_way(error)

    def _is_in_the_way(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._change(reading=False)
            self._problems.show(error)
            return
        self._held = replace(self._held, facts=dict(error.facts))
        self._change(reading=False, question=view.refused(error.code, sentence(error)))

    def _is_found(self, place: Place) -> None:
        self._held = replace(self._held, place=place)
        found = Doubt.TWICE if self.pending.has(place.written) else place.doubt
        if found:
            self._change(reading=False, question=view.doubt(place, found))
        elif place.signer:
            about, to = view.say("ask.title", what=view.what(place)), view.say("ask.where", where=view.where(place))
            first = ask.first_of(self._desk.today())
            self._change(reading=False, asks_about=about, asks_where=to, ask=first)
        else:
            self._put(place)

    # --- what the officer says
    def say(self, edit: Callable[[Ask], Ask]) -> None:
        """Take another answer about the signature."""
        if self._view.ask:
            self._change(ask=edit(self._view.ask), wrong="")

    def keep(self) -> None:
        """Put the page that is asked about to its case, or say what is missing."""
        place, told = self._held.place, self._view.ask
        if place is None or told is None:
            return
        mark = ask.mark_of(told, place, self._desk.today())
        if not mark.signed_on:
            self._change(wrong=view.say("ask.wrong_day"))
            return
        try:
            signer = place.signer.identity.name if place.signer else ""
            check_paper(replace(mark, pages=(_NO_PICTURE,)), place.agent, signer=signer, today=self._desk.today())
        except Refused as refused:
            self._change(wrong=sentence(refused))
            return
        self.pending.add(place, mark, self._held.picture)
        self._settled(place)

    def drop(self) -> None:
        """Leave the paper in work."""
        self._held = _Held(_nothing())
        self._change(ask=None, asks_about="", question=None, picture=b"", wrong="")
        self._next()

    def answer(self, nth: int) -> None:
        """Do what the nth answer to the question says."""
        question, held = self._view.question, self._held
        if question is None or nth >= len(question.does):
            return
        does = question.does[nth]
        if does in {"drop", "again"}:
            self.drop()
            if does == "again":
                self.capture.shoot()
        elif does == "use":
            self._change(question=None, reading=True)
            self._find()
        elif does == "keep" and held.place:
            self._put(held.place)
        else:
            self.drop()
            self._go(does, held)

    def undo(self) -> None:
        """Take back the last paper that is not written yet."""
        self.pending.undo()

    def open_case(self) -> None:
        """Go to the case of the last paper."""
        if self._about:
            self._go("open", _Held(_nothing(), facts={"case": self._about}))

    def print_pages(self) -> None:
        """Print the pages of all who have still to sign in the case that this is about."""
        if self.pages:
            self.pages.print(self._about)

    def leave(self) -> None:
        """Write what waits, note the visit, and go."""
        self.stop()
        self.closed.emit()

    def stop(self) -> None:
        """Write what waits, note the visit, let the camera go: another page takes over."""
        self.capture.stop()
        self.pending.flush()
        self._visit.close(self._about, [view.what(one.place) for one in reversed(self.pending.papers)])

    def _go(self, does: str, held: _Held) -> None:
        facts = held.facts or {}
        case = held.place.id if held.place else str(facts.get("case", ""))
        fact = {"blank_forms": facts.get("number"), "referral": facts.get("about")}.get(does, case)
        self.stop()
        self.gone.emit(does, str(fact or ""))

    # --- within
    def _put(self, place: Place) -> None:
        """Put a paper without a question; a page whose signature is not awaited is kept as a paper."""
        self.pending.add(place, None, self._held.picture)
        self._settled(place)

    def _settled(self, place: Place) -> None:
        self._about = place.id
        self._change(reading=False, ask=None, asks_about="", question=None, wrong="")
        self._next()

    def _write(self, filed: Filed) -> None:
        self._jobs.run(
            lambda: filing.keep(self._desk, filed.place, filed.mark, filed.picture),
            done=lambda _nothing: self._is_written(filed),
            failed=lambda error: self._is_not_written(filed, error),
            changes=CHANGES,
        )

    def _is_written(self, filed: Filed) -> None:
        self.pending.settle(filed.key, kept=True)
        self._tell_missing()

    def _is_not_written(self, filed: Filed, error: BaseException) -> None:
        self.pending.settle(filed.key, kept=False)
        self._problems.show(error)

    def _tell_missing(self) -> None:
        about = self._about
        if about:
            self._jobs.run(lambda: filing.missing(self._desk, about), done=self._is_missing)

    def _is_missing(self, found: tuple[str, tuple[Member, ...]]) -> None:
        self._change(missing=view.missing_text(*found) if found[0] else "", is_missing=bool(found[1]))

    def _change(self, **changes: object) -> None:
        rows = tuple(one.row for one in self.pending.papers)
        facts = {**changes, "rows": rows, "can_undo": self.pending.can_undo}
        self._view = replace(self._view, **facts)  # type: ignore[arg-type]  # fields of FilingView by name
        free = not (self._view.reading or self._view.ask or self._view.question)
        self.capture.take_by_itself(on=free)
        self.shown.emit(self._view)


def _picture(shot: Shot, reading: Reading) -> Picture:
    return Picture(
        original=shot.data,
        original_type=shot.media_type,
        archive=reading.archive or shot.data,
        read={},
        verdict=reading.quality.verdict,
        source=shot.source,
    )


def _nothing() -> Picture:
    return Picture(b"", "", b"", {}, "", "")
