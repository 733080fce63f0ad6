"""Signing a paper of a step: whose turn it is, what they saw, the mark that comes of it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

import resources
from app import clock
from app.domain.access import Purpose
from app.domain.case import Case
from app.domain.case_number import short
from app.domain.signable import likely
from app.errors import Refused, Unavailable
from app.services import looking
from ui.jobs import Jobs
from ui.printing import Paper, Printing
from ui.problems import sentence
from ui.sign.inking import InkModel
from ui.sign.view import NOW
from ui.sign.view import say as of_signing
from ui.sign_paper import view as views
from ui.sign_paper.view import PaperView, say
from ui.steps.spec import word

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.paper_signing import SignedPaper

CHANGES = frozenset({"cases", "tasks", "outbox"})


class PaperSignModel(InkModel[PaperView]):
    """One paper of one case. `done(sentence)` when a mark is kept, `back_asked(case)`; `moved` to another place."""

    done = Signal(str)
    back_asked = Signal(str)
    moved = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, case: Case, name: str) -> None:
        super().__init__(jobs, desk.now, PaperView(title=word("paper", name), whose=case.applicant))
        self._desk, self.printing, self.case, self._name = desk, printing, case, name
        self._paper: SignedPaper | None = None
        self._storing = ""

    @property
    def subject(self) -> str:
        """Whose paper it is, as the journal names them."""
        return f"case:{self.case.id}"

    def start(self) -> None:
        """Make the paper, or take it up where it was left."""
        desk, name, subject, case_id = self._desk, self._name, self.subject, self.case.id

        def read() -> "tuple[Case, SignedPaper]":
            from app.services.paper_signing import open_paper  # noqa: PLC0415 - reportlab, which no start needs

            looking.note(desk, subject, Purpose.DOCUMENT)
            case = desk.store.case(case_id) or self.case
            return case, open_paper(desk, case, name)

        self._jobs.run(read, done=self._is_read, failed=self._is_refused)

    # --- who signs
    def choose(self, at: int) -> None:
        """Turn to the place in row `at`; what is written so far is let go."""
        if 0 <= at < len(self._view.rows) and at != self._view.at and not self._storing:
            self._turn_to(at)

    def step(self, by: int) -> None:
        """Turn to the place before (-1) or after (1)."""
        self.choose(self._view.at + by)

    def name(self, text: str) -> None:
        """Take who signs, as typed."""
        self._change(signer=text, refused="")

    def take_pen(self) -> None:
        """Light the field of the current place, large enough to write in."""
        if self._is_open and self._has_name():
            self._change(pen=True, declining="", refused="")
            self.turned.emit(True)

    def accept(self) -> None:
        """Take the signature, the officer confirming whose it is; too little ink is refused."""
        ink = self._ink
        if not self._is_open or ink is None or not ink.strokes:
            return
        if not ink.plausible():
            self._change(refused=of_signing("refused.too_little"))
            return
        self._put(self._method, ink=ink, started_at=self._started, finished_at=self._finished)

    # --- who does not
    def decline(self, way: str) -> None:
        """Begin to note that the current person does not sign, or with nothing leave that again."""
        if not self._is_open or not (self._view.can_decline or not way):
            return
        if self._has_name():
            self._forget_ink()
            self._change(declining=way, pen=False, has_ink=False, refused="")

    def because(self, reason: str) -> None:
        """Take the reason, as typed."""
        self._change(reason=reason, refused="")

    def before(self, present: str) -> None:
        """Take who was present, as typed."""
        self._change(present=present, refused="")

    def record(self) -> None:
        """Note that the current person does not sign."""
        if self._is_open and self._view.declining:
            moment = clock.text(self._now())
            there = _names(self._view.present)
            facts: dict[str, Any] = {"reason": self._view.reason, "present": there}
            self._put(self._view.declining, started_at=moment, finished_at=moment, **facts)

    def print(self) -> None:
        """Print the paper as it is now."""
        if self._paper:
            number = short(self.case.number) if self.case.number else ""
            name = resources.text("case", "paper_name.step", paper=word("paper", self._name), number=number)
            self.printing.print(Paper(name, self._paper.pdf, self.subject))

    # --- within
    @property
    def _is_open(self) -> bool:
        current = self._view.current
        return current is not None and current.state == NOW

    def _has_name(self) -> bool:
        """Tell whether it is said who signs, and ask for it where it is not."""
        if not self._view.signer.strip():
            self._change(refused=sentence(Refused("mark.no_name")))
        return bool(self._view.signer.strip())

    def _put(self, way: str, **facts: Any) -> None:
        current, paper, desk, case_id = self._view.current, self._paper, self._desk, self.case.id
        if current is None or paper is None:
            return
        from app.services.paper_signing import Mark, open_paper, sign_paper  # noqa: PLC0415 - as above

        who, shown = self._view.signer.strip(), self._view.sheets[0].sha256
        mark = Mark(current.member, who, way, shown, len(self._seen), **facts)
        self._storing = current.member
        self._change(rows=views.rows(paper, self.case, self._storing), pen=False, refused="")

        def keep() -> "tuple[Case, SignedPaper]":
            after = sign_paper(desk, case_id, paper.name, mark)
            return after, open_paper(desk, after, paper.name)

        self._jobs.run(keep, done=self._is_kept, failed=self._is_refused, changes=CHANGES)

    def _is_kept(self, found: "tuple[Case, SignedPaper]") -> None:
        mark = found[1].marks[-1]
        self.done.emit(say("kept_declined" if mark.is_declined else "kept", name=mark.name))
        self._is_read(found)
        if not found[1].awaits:
            self.done.emit(say("done"))

    def _is_read(self, found: "tuple[Case, SignedPaper]") -> None:
        was = self._view.current.member if self._view.current else ""
        self.case, self._paper = found
        self._storing = ""
        paper = found[1]
        known = views.rows(paper, self.case)
        sheets = views.sheets(paper.marks[-1].document.sha256 if paper.marks else paper.form.sha256, paper.form.pages)
        self._papers = {sheets[0].sha256: paper.pdf}
        self._change(
            rows=known,
            sheets=sheets,
            of_pages=paper.form.pages,
            count=views.count_text(paper),
            missing=views.missing_text(paper),
            complete=not paper.awaits,
            void=say("void") if paper.is_void else "",
        )
        self._turn_to(views.next_place(known, paper, was))

    def _turn_to(self, at: int) -> None:
        paper, row = self._paper, self._view.rows[at]
        if paper is None:
            return
        self._seen = set()
        self._forget_ink()
        is_open = row.state == NOW
        self._change(
            at=at,
            box=views.box(paper, row.member),
            signer=likely(self.case, row.member) if is_open else "",
            can_decline=is_open and views.may_decline(paper, row.member),
            pen=False,
            has_ink=False,
            declining="",
            reason="",
            present="",
            refused="",
            seen=self._seen_text(),
        )
        self.turned.emit(False)
        self.moved.emit()

    def _is_refused(self, error: BaseException) -> None:
        writes, self._storing = bool(self._storing), ""
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        if self._paper:
            self._change(rows=views.rows(self._paper, self.case))
        self._change(refused=sentence(error), pen=writes and not self._view.declining)


def _names(written: str) -> tuple[str, ...]:
    """Give names that were written after each other, with any sign between them."""
    for mark in resources.texts("steps")["between_names"]:
        written = written.replace(mark, " ")
    return tuple(dict.fromkeys(written.split()))
