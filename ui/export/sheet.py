"""Asks why something is written into a file, where it is no longer encrypted."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

import resources
from app.domain.access import Reason
from app.errors import Refused
from ui.case.act_sheet import ActSheet
from ui.problems import sentence

_OFFERED: Final = (Reason.REPORT, Reason.PLATFORM, Reason.INSPECTION, Reason.PERSON, Reason.OTHER)


class _Asked(QObject):
    """What the sheet hears: nothing is written while it stands open."""

    done = Signal(str)
    refused = Signal(str)


class ReasonSheet(ActSheet):
    """A choice of reasons and a line for more; `other` needs the line. `take(reason, note)` once it is said."""

    def __init__(self, window: QWidget, take: Callable[[str, str], None]) -> None:
        asked = _Asked()
        super().__init__(window, asked, "reason", area="export")
        asked.setParent(self)
        self._take = take
        words = resources.texts("export")["why"]
        self.why = self.add_list("why", [(one.value, words[one.value]) for one in _OFFERED])
        self.note = self.add_field("note")
        self.show_act(self._say_it)

    def _say_it(self) -> None:
        reason, note = self.why.current, self.note.text.strip()
        if reason == Reason.OTHER and not note:
            self.refuse(sentence(Refused("access.no_reason")))
            self.note.setFocus()
            return
        self.close_sheet()
        self._take(reason, note)


def ask_reason(window: QWidget, take: Callable[[str, str], None]) -> ReasonSheet:
    """Open the question; Esc writes nothing."""
    return ReasonSheet(window, take)
