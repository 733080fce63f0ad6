"""What the page of blank forms shows, in one value. No Qt."""

from dataclasses import dataclass
from datetime import date

import resources
from app.domain.case_number import short
from app.domain.paper_number import PaperNumber
from ui import when

_KEYS = ("F6", "F7")  # digits would go into the field that has the cursor


@dataclass(frozen=True, slots=True)
class Trouble:
    """A refusal: its sentence, where it belongs (number, day, reason, count, or nowhere), and what can be done."""

    text: str
    place: str
    answers: tuple[tuple[str, str], ...] = ()
    does: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PadRow:
    """A form that nobody has used: its number, the part one says aloud, and when it was printed."""

    number: str
    short: str
    printed: str


@dataclass(frozen=True, slots=True)
class BlankView:
    """The page: the pad, what is typed for 补录, the number that is being spoilt, what was said about printing."""

    rows: tuple[PadRow, ...] = ()
    number: str = ""
    day: str = ""
    reason: str = ""
    spoils: str = ""
    trouble: Trouble | None = None
    said: str = ""
    printing: bool = False


def rows(papers: tuple[PaperNumber, ...]) -> tuple[PadRow, ...]:
    """Give the forms that are neither used nor spoilt."""
    return tuple(_row(paper) for paper in papers)


def trouble(code: str, sentence: str, place: str) -> Trouble:
    """Give a refusal with what can be done next."""
    known: dict[str, list[list[str]]] = resources.texts("blank_forms")["trouble"]
    name = code.replace(".", "_")
    answers = known.get(name, known["other"])
    told = tuple((verb, key) for key, (verb, _) in zip(_KEYS, answers, strict=False))
    return Trouble(sentence, place, told, tuple(does for _, does in answers))


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("blank_forms", name, **facts)


def _row(paper: PaperNumber) -> PadRow:
    printed = say("pad.printed", day=when.day(date.fromisoformat(paper.reserved_on)))
    return PadRow(paper.number, short(paper.number), printed)
