"""Whether numbers of people are masked where they are only shown: they are, until somebody lifts the veil for a page.

Labels, paragraphs, chips, strips and lists put their words through `veiled`, show them anew by a method `unveil()`, and
tell by `hides` whether something is left out. A field in which somebody writes shows all that stands in it.
"""

from typing import Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from app.domain import masking

_STATE: Final = {"lifted": False}


@runtime_checkable
class Veiled(Protocol):
    """A widget whose words are masked."""

    @property
    def hides(self) -> bool:
        """Whether something would be left out while the veil lies over it."""

    def unveil(self) -> None:
        """Show the words anew, as the veil lies now."""


def veiled(text: str) -> str:
    """Give a text as a page may show it now."""
    return masking.whole(text) if _STATE["lifted"] else masking.within(text)


def is_lifted() -> bool:
    """Tell whether numbers are shown whole now."""
    return _STATE["lifted"]


def hides(glass: QWidget) -> bool:
    """Tell whether something that can be seen there is left out, or would be."""
    return any(one.hides for one in _all_of(glass) if one.isVisible())  # type: ignore[attr-defined]  # each is a widget


def lift(window: QWidget, *, lifted: bool) -> None:
    """Show numbers whole on all that stands in a window, or masked again."""
    if _STATE["lifted"] is not lifted:
        _STATE["lifted"] = lifted
        for widget in _all_of(window):
            widget.unveil()


def _all_of(glass: QWidget) -> list[Veiled]:
    return [one for one in (glass, *glass.findChildren(QWidget)) if isinstance(one, Veiled)]
