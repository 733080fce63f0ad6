"""One signature on two fields: what is written on either screen stands on both, so that one may go away."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from ui.applicant.paper_pane import PaperPane
from ui.sign.ink_field import InkField
from ui.sign.inking import InkModel


class SigningLink(QObject):
    """Feeds a pane with the paper that is signed and joins its field with the officer's. It ends with the pane."""

    def __init__(self, pane: PaperPane, model: InkModel[Any], officers: Callable[[], InkField | None]) -> None:
        super().__init__(pane)
        self._pane, self._model, self._officers = pane, model, officers
        pane.wanted.connect(model.want)
        pane.field.written.connect(self._written_here)
        model.drawn.connect(self._drawn)
        model.shown.connect(self._shown)
        model.cleared.connect(self._cleared)
        there = officers()
        if there:
            there.written.connect(self._written_there)
            pane.field.take_from(there)
        pane.draw(model.view)

    def _drawn(self, sha256: str, page: int, px: int, image: object) -> None:
        self._pane.show_picture(sha256, page, px, image)  # type: ignore[arg-type]  # Signal(object) carries a PageImage

    def _shown(self, view: object) -> None:
        self._pane.draw(view)  # type: ignore[arg-type]  # Signal(object) carries a SignView

    def _cleared(self) -> None:
        self._pane.field.clear()

    def _written_here(self, ink: object, method: str) -> None:
        there = self._officers()
        if there:
            there.take_from(self._pane.field)
        self._model.write(ink, method)  # type: ignore[arg-type]  # Signal(object) carries Ink

    def _written_there(self, _ink: object, _method: str) -> None:
        there = self._officers()
        if there:
            self._pane.field.take_from(there)
