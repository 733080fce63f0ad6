"""Which page lies over the step in work, and what it leads to."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from ui.capture.shot import Shot
from ui.intake.side import Side, SideModel, SideView

# Pages on which a picture that is brought means something; elsewhere it is of the card in work.
_TAKES_PICTURES = (Side.AGENT,)


class Sides(QObject):
    """At most one page is open; `changed()` when another is, or when it is to be drawn again."""

    changed = Signal()

    def __init__(self, models: Mapping[Side, SideModel]) -> None:
        super().__init__()
        self._models, self._open = models, None
        for model in models.values():
            model.shown.connect(self._redraw)
            model.closed.connect(self.close)

    _open: Side | None

    def __getitem__(self, side: Side) -> SideModel:
        return self._models[side]

    @property
    def at(self) -> Side | None:
        """The page that is open."""
        return self._open

    @property
    def view(self) -> SideView | None:
        """What it shows; None while none is open."""
        return self._models[self._open].view if self._open else None

    def open(self, side: Side) -> None:
        """Open a page anew."""
        self._models[side].open()
        self._open = side
        self.changed.emit()

    def close(self) -> None:
        """Go back to the step."""
        if self._open is not None:
            self._open = None
            self.changed.emit()

    def take(self, shot: Shot) -> bool:
        """Hand a picture to the page that wants one; tell whether there was such a page."""
        if self._open not in _TAKES_PICTURES or self._open is None:
            return False
        self._models[self._open].take(shot)
        return True

    def _redraw(self) -> None:
        if self._open and self.sender() is self._models[self._open]:
            self.changed.emit()
