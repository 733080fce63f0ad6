"""Whether numbers of people are masked where they are only shown: they are, until somebody lifts the veil for a page.

Labels, paragraphs, chips, strips and lists put their words through `veiled` and tell how to show them anew by a method
`unveil()`. A field in which somebody writes shows all that stands in it.
"""

from typing import Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from app.domain import masking

_STATE: Final = {"lifted": False}


@runtime_checkable
class Veiled(Protocol):
    """A widget whose words are masked."""

    def unveil(self) -> None:
        """Show the words anew, as the veil lies now."""


def veiled(text: str) -> str:
    """Give a text as a page may show it now."""
    return text if _STATE["lifted"] else masking.within(text)


def is_lifted() -> bool:
    """Tell whether numbers are shown whole now."""
    return _STATE["lifted"]


def lift(window: QWidget, *, lifted: bool) -> None:
    """Show numbers whole on all that stands in a window, or masked again."""
    if _STATE["lifted"] is lifted:
        return
    _STATE["lifted"] = lifted
    for widget in window.findChildren(QWidget):
        if isinstance(widget, Veiled):
            widget.unveil()
