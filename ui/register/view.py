"""What the register shows, in one value. No Qt."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import resources
from ui import when
from ui.visit.day import VisitLine, outcome_word, reason_word
from ui.widgets.row import Cell, Row


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One day: `why` and `what` count its visits by reason and by outcome, `said` tells of the print."""

    day: str = ""
    count: str = ""
    why: str = ""
    what: str = ""
    rows: tuple[Row, ...] = ()
    is_today: bool = True
    said: str = ""


def view(day: date, today: date, lines: tuple[VisitLine, ...], names: Mapping[str, str]) -> RegisterView:
    """Give the register of a day; `names` of the officers by their ids."""
    return RegisterView(
        day=when.day_and_weekday(day),
        count=_say("count", count=len(lines)) if lines else _say("nobody"),
        why=_counted(reason_word(line.reason) for line in lines),
        what=_counted(outcome_word(line.outcome) or _say("open") for line in lines),
        rows=tuple(_row(line, names) for line in lines),
        is_today=day == today,
    )


def _counted(words: Iterable[str]) -> str:
    found = Counter(words).most_common()
    return _say("between").join(_say("counted", word=word, count=count) for word, count in found)


def _row(line: VisitLine, names: Mapping[str, str]) -> Row:
    who = _say("for_other", agent=line.agent, name=line.who) if line.agent else line.who
    cells = (
        Cell(line.time),
        Cell(who, "ink" if line.named else "ink3", strong=line.named, wraps=True),
        Cell(line.village, wraps=True),
        Cell(line.why),
        Cell(line.note or _say("open"), "soon" if line.soon else "ink2", sign="soon" if line.soon else ""),
        Cell(names.get(line.handler, "") or _say("elsewhere"), wraps=True),
    )
    return Row(line.key, cells, act=_say("look") if line.about else "", tip=line.note)


def _say(name: str, /, **facts: object) -> str:
    return resources.text("register", name, **facts)
