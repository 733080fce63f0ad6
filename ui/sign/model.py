"""Signing: whose turn it is, what was shown to whom, and the handwriting that comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal

from app import clock
from app.domain.draft import Draft
from app.forms.form import Form, FormSet
from app.forms.ink import Handwriting
from ui.jobs import Jobs
from ui.sign import view as views
from ui.sign.inking import InkModel
from ui.sign.view import NOW, SignView, say


class SignModel(InkModel[SignView]):
    """Shows a set of forms and takes one signature after the other.

    `signed(Handwriting)` when an officer confirmed a signature: the owner stores it and calls `open` again;
    `later(member, way)` when someone signs elsewhere (an empty way takes that back).
    """

    signed = Signal(object)
    later = Signal(str, str)

    def __init__(self, jobs: Jobs, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__(jobs, now, SignView())
        self._draft: Draft | None = None
        self._forms: FormSet | None = None
        self._thumb_page: Form | None = None
        self._signed_pdfs: Mapping[str, bytes] = {}
        self._storing = ""

    @property
    def draft(self) -> Draft | None:
        """The draft whose forms are on the desk."""
        return self._draft

    def open(self, draft: Draft, forms: FormSet, signed: Mapping[str, bytes] | None = None) -> None:
        """Show a draft's forms; again whenever a signature was stored or a way chosen.

        `signed` has the signed PDF of each member as far as it is at hand, to be shown in place of the empty page.
        """
        before = self._view.current
        self._draft, self._forms, self._signed_pdfs = draft, forms, signed or {}
        self._storing = "" if self._storing in draft.have_signed else self._storing
        known = views.rows(draft, self._today(), self._storing)
        here = next((n for n, row in enumerate(known) if before and row.member == before.member), None)
        at = here if here is not None and known[here].state == NOW else self._next_open(known, here)
        if before is None or known[at].member != before.member:
            self._begin(at)
        else:
            self._draw(at=at)

    def choose(self, at: int) -> None:
        """Turn to the signer in place `at`; what is written so far is let go."""
        if 0 <= at < len(self._view.rows) and at != self._view.at:
            self._begin(at)

    def step(self, by: int) -> None:
        """Turn to the signer before (-1) or after (1)."""
        self.choose(self._view.at + by)

    def take_pen(self) -> None:
        """Light the field of the current signer and show it."""
        current = self._view.current
        if current and current.state == NOW:
            self._change(pen=True, refused="")
            self.turned.emit(True)

    def accept(self) -> None:
        """Take the signature, the officer confirming whose it is; too little ink is refused."""
        current, ink = self._view.current, self._ink
        if not current or current.state != NOW or ink is None or not ink.strokes:
            return
        if not ink.plausible():
            self._change(refused=say("refused.too_little"))
            return
        shown = tuple(dict.fromkeys(sheet.sha256 for sheet in self._view.sheets))
        hand = Handwriting(current.member, self._method, ink, shown, len(self._seen), self._started, self._finished)
        self._storing = current.member
        self._redraw(pen=False)
        self.signed.emit(hand)

    def not_stored(self, sentence: str) -> None:
        """Say that a signature could not be stored; the ink is still there to be accepted again."""
        self._storing = ""
        self._redraw(pen=True, refused=sentence)

    def sign_later(self, way: str) -> None:
        """Note how the current signer, who is not here, will sign; an empty way takes it back."""
        current = self._view.current
        if current and current.state in {NOW, views.LATER}:
            self.clear()
            self.later.emit(current.member, way)

    def press_on(self, page: Form | None) -> None:
        """Let `own_form` give this page in place of the current signer's, as long as a thumb is pressed."""
        self._thumb_page = page

    def own_form(self) -> Form | None:
        """Give the page of the current signer, to be printed; None before there is a form."""
        current = self._view.current
        if self._thumb_page:
            return self._thumb_page
        return self._forms.authorisation(current.member) if current and self._forms else None

    def _next_open(self, known: tuple[views.SignerRow, ...], here: int | None) -> int:
        """Give the next who can sign now, those who are here first; else stay, or begin with the first."""
        start = (here or 0) + 1 if here is not None else 0
        order = [*range(start, len(known)), *range(start)]
        waiting = [at for at in order if known[at].state == NOW]
        present = [at for at in waiting if not known[at].away]
        return next(iter(present or waiting), here or 0)

    def _begin(self, at: int) -> None:
        self._seen = set()
        self._forget_ink()
        self._draw(at=at, pen=False, has_ink=False, refused="")
        self.turned.emit(False)

    def _draw(self, at: int, **values: object) -> None:
        """Show the signer in place `at` with the paper that belongs to that one."""
        draft, forms = self._draft, self._forms
        if draft is None or forms is None:
            return
        known = views.rows(draft, self._today(), self._storing)
        empty = forms.authorisation(known[at].member)
        own = replace(empty, pdf=self._signed_pdfs.get(empty.member, empty.pdf))
        paper = views.sheets(forms.application, own)
        self._papers = {form.sha256: form.pdf for form in (forms.application, own)}
        self._view = replace(self._view, at=at, sheets=paper, of_pages=own.of_pages, box=views.box(own, own.member))
        self._redraw(**values)

    def _redraw(self, **values: object) -> None:
        if self._draft is None:
            return
        known = views.rows(self._draft, self._today(), self._storing)
        self._change(
            rows=known,
            count=views.count_text(known),
            missing=views.missing_text(self._draft, known),
            complete=all(row.state == views.SIGNED for row in known),
            seen=self._seen_text(),
            **values,
        )
