"""Checking a PDF that somebody brings or sends; nothing of it is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.pades.reader import check_file, check_pdf
from app.pades.report import Report
from app.services import trusted
from ui.jobs import FREE, Jobs
from ui.problems import sentence
from ui.signed_pdf.view import SignedPdfView, view_of

if TYPE_CHECKING:
    from app.services.desk import Desk


class SignedPdfModel(QObject):
    """`shown(SignedPdfView)`; `back_asked()`; `setup_asked()`."""

    shown = Signal(object)
    back_asked = Signal()
    setup_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs, self._view, self._name = desk, jobs, SignedPdfView(), ""

    @property
    def view(self) -> SignedPdfView:
        """What the page shows now."""
        return self._view

    def open_file(self, place: Path) -> None:
        """Check a file, in a process of its own."""
        desk = self._desk
        self._check(place.name, lambda: check_file(place, trusted.roots(desk.data), desk.now()))

    def open_document(self, content: bytes, name: str) -> None:
        """Check a paper of a case."""
        desk = self._desk
        self._check(name, lambda: check_pdf(content, trusted.roots(desk.data), desk.now()))

    def _check(self, name: str, job: Callable[[], Report]) -> None:
        self._name = name
        self._show(SignedPdfView(is_checking=True))
        self._jobs.run(job, done=self._is_checked, failed=self._is_refused, lane=FREE)

    def _is_checked(self, report: Report) -> None:
        self._show(view_of(report, self._name))

    def _is_refused(self, error: BaseException) -> None:
        self._show(SignedPdfView())
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._show(SignedPdfView(refused=sentence(error)))

    def _show(self, view: SignedPdfView) -> None:
        self._view = view
        self.shown.emit(view)
