"""What the glass says while the camera runs: what lies there, whether it can be taken, what to change. No Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import resources
from app.domain.checklist import Line
from app.domain.draft import Slot
from app.services.placing import Home
from ui.filing import rows

if TYPE_CHECKING:
    from app.capture.watch import Look

OK, BAD, IDLE = "ok", "bad", "idle"
_SLOTS = {
    "card": (Slot.ID_FRONT, Slot.ID_BACK, Slot.DISABILITY_CARD),
    "booklet": (Slot.HUKOU_HEAD, Slot.HUKOU_PAGE),
}
_CHECKS = (("clear", {"blur", "small", "dark"}), ("no_glare", {"glare"}), ("whole", {"cut_off", "skewed"}))


@dataclass(frozen=True, slots=True)
class Words:
    """A title and a sentence, whether all is well, the marks at the side as (word, holds), how nearly it rests.

    `line` counts from 1: the line of the list that the page will most likely fill; 0 where nobody can tell.
    """

    title: str
    sentence: str
    kind: str = IDLE
    marks: tuple[tuple[str, bool], ...] = ()
    progress: float = 0.0
    line: int = 0


def words(look: "Look", home: Home | None, lines: Iterable[Line], codes: Mapping[str, str]) -> Words:
    """Give what is said of a frame; `codes` are the papers of ours that were looked up, by the text of their code."""
    if look.state != "page":
        return Words(_say(f"{look.state}.title"), _say(f"{look.state}.text"), IDLE if look.state == "empty" else BAD)
    marks = tuple((_say(f"mark.{name}"), look.cause not in causes) for name, causes in _CHECKS)
    title, number = _target(look, home, tuple(lines), codes)
    if look.cause:
        return Words(title, resources.text("capture", f"remedy.{look.cause}"), BAD, marks, line=number)
    where = _say("page.there", number=number) if number else _say("page.by_code" if home is None else "page.text")
    return Words(title, where, OK, marks, look.progress, number)


def _target(look: "Look", home: Home | None, lines: tuple[Line, ...], codes: Mapping[str, str]) -> tuple[str, int]:
    """What lies there as far as a glance tells, and the number of its line, 0 where that is not known."""
    if look.code:
        return codes.get(look.code) or _say("page.own_form"), 0
    if len(look.items) > 1:
        return _say("page.several", count=len(look.items)), 0
    slots = _SLOTS.get(look.guess, ())
    for number, line in enumerate(lines, 1):
        if home and line.is_open and line.slot in slots:
            return rows.title_of(home, line.slot, line.member), number
    return _say(f"page.{look.guess}" if look.guess else "page.thing"), 0


def _say(name: str, /, **facts: object) -> str:
    return resources.text("filing", f"live.{name}", **facts)
