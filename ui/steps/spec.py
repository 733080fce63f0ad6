"""What a step asks, as values: the page draws it, the model reads it. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

import resources
from app.domain.case import Case
from app.domain.household import Member
from app.domain.money import parse_yuan
from app.domain.typed_day import read_day
from app.errors import Refused
from app.services.intake import Picture

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.vault.keys import SlotInfo

Answers = tuple[tuple[str, str], ...]
Told = Mapping[str, str]


class Kind(Enum):
    """How a thing is answered: words, a day, yuan, a number, one of several, some of several."""

    TEXT = auto()
    DAY = auto()
    MONEY = auto()
    COUNT = auto()
    ONE = auto()
    SOME = auto()


class Photo(Enum):
    """Whether a picture belongs to the step."""

    NONE = auto()
    OFFERED = auto()
    NEEDED = auto()


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing: `name` of its label, what stands there at first, `beside` the next one on the same line.

    A `needed` one may not stay empty. It is shown only where `shown` holds of what was answered so far.
    """

    name: str
    kind: Kind = Kind.TEXT
    answers: Answers = ()
    start: str = ""
    needed: bool = False
    beside: bool = False
    ahead: bool = False
    shown: Callable[[Told], bool] = field(default=lambda _told: True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is taken: the desk, the case, what it is about, and who else works here."""

    desk: "Desk"
    case: Case
    about: str = ""
    colleagues: "tuple[SlotInfo, ...]" = ()

    @property
    def today(self) -> date:
        """The day at the window."""
        return self.desk.today()

    @property
    def applicant(self) -> str:
        """The applicant's name."""
        return self.case.applicant

    @property
    def people(self) -> Answers:
        """The household's members as answers."""
        return tuple((member.id, member.identity.name) for member in self.case.members)

    @property
    def first(self) -> Member | None:
        """The applicant, while still of the household."""
        return next(iter(self.case.members), None)


class Said:
    """What was answered, read: whoever writes the step asks for it by name and kind."""

    def __init__(self, told: Told, today: date) -> None:
        self._told, self._today = told, today

    def text(self, name: str) -> str:
        """Give words without space around them."""
        return self._told.get(name, "").strip()

    def day(self, name: str, *, ahead: bool = False) -> str:
        """Give a day in ISO, empty for none; Refused day.unreadable."""
        written = self.text(name)
        if not written:
            return ""
        found = read_day(written, self._today, ahead=ahead)
        if found is None:
            raise Refused("day.unreadable", day=written)
        return found.isoformat()

    def fen(self, name: str) -> int:
        """Give an amount in fen, 0 for none; Refused money.form."""
        written = self.text(name)
        return parse_yuan(written) if written else 0

    def count(self, name: str) -> int:
        """Give a whole number, 0 for none; Refused count.form."""
        written = self.text(name)
        if written and not (written.isascii() and written.isdigit() and len(written) < 6):  # noqa: PLR2004 - no village is larger
            raise Refused("count.form")
        return int(written or 0)

    def some(self, name: str) -> tuple[str, ...]:
        """Give the codes that were taken."""
        return tuple(filter(None, self.text(name).split(",")))

    def names(self, name: str) -> tuple[str, ...]:
        """Give names that were written after each other, with any sign between them."""
        marks = resources.texts("steps")["between_names"]
        written = self.text(name)
        for mark in marks:
            written = written.replace(mark, " ")
        return tuple(dict.fromkeys(written.split()))

    def yes(self, name: str) -> bool:
        """Tell whether a yes-or-no was answered by yes."""
        return self.text(name) == "yes"


Do = Callable[[Place, Said, Picture | None], Case]


@dataclass(frozen=True, slots=True)
class Spec:
    """A step: its texts are `steps.<name>`; `asks` of where it is taken; `do` writes it; `lines` say what is known."""

    name: str
    asks: Callable[[Place], tuple[Ask, ...]]
    do: Do
    photo: Photo = Photo.NONE
    lines: Callable[[Place], tuple[str, ...]] = field(default=lambda _place: ())


def words(area: str) -> Answers:
    """Give the answers of a closed question: code and word, in the order of the texts."""
    return tuple(resources.texts("steps")["words"][area].items())


def word(area: str, code: str) -> str:
    """Give the word of a code; an unknown one (from a newer program) as it is."""
    known: dict[str, str] = resources.texts("steps")["words"][area]
    return known.get(code, code)


def say(name: str, /, **facts: object) -> str:
    """Give a text of the steps."""
    return resources.text("steps", name, **facts)
