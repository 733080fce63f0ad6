"""Pages beside the steps: they lie over the step in work, are written in, and go away with their verb or Esc."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from ui.capture.shot import Shot


class Side(StrEnum):
    """Which page lies over the step in work."""

    AGENT = "agent"
    LAST = "last"
    LACKS = "lacks"
    REFUSAL = "refusal"
    ENDING = "ending"
    DAY = "day"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class SideField:
    """A line to write in. With `words` one of them is a key away; `ticked` is None where there is nothing to tick."""

    name: str
    label: str
    text: str = ""
    hint: str = ""
    wrong: str = ""
    words: tuple[str, ...] = ()
    secret: bool = False
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class SideView:
    """The page: what it is about, what is known (`lines`, grey), what is written, and its verb; `why` it is off.

    `strip` is a refusal with what can be done instead as (verb, key); `other` is the verb of F7, `ending` that of
    the way out beside it. `papers` says that there is something to print; `word` stands in the place for a picture,
    `first` is the line to begin with.
    """

    title: str
    note: str = ""
    lead: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    fields: tuple[SideField, ...] = ()
    verb: str = ""
    why: str = ""
    strip: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    other: str = ""
    ending: str = ""
    papers: bool = False
    pictures: bool = False
    word: str = ""
    first: str = ""


class SideModel(QObject):
    """What every side page's model can be told; each does what concerns it.

    `shown()` redraw · `closed()` back · `filled()`: something was filled in, the cursor goes to what is still empty.
    """

    shown = Signal()
    closed = Signal()
    filled = Signal()

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        return SideView("")

    def open(self) -> None:
        """Begin anew."""

    def write(self, name: str, text: str) -> None:
        """Take what is typed or chosen in a line."""

    def tick(self, name: str, *, ticked: bool) -> None:
        """Take whether a line counts."""

    def take(self, shot: Shot) -> None:
        """Take a picture that was brought while this page was open."""

    def answer(self, nth: int) -> None:
        """Do what the strip offers."""

    def other(self) -> None:
        """Go the page's other way."""

    def finish(self) -> None:
        """Do what the page is for, where nothing is missing."""

    def print_paper(self) -> None:
        """Print what came of it."""
