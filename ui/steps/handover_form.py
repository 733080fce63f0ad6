"""A case that another office handed over, as it is taken over here."""

from datetime import date
from typing import Final

from app.domain.case import Case
from app.domain.case_number import short
from app.services import handover_steps
from app.services.intake import Picture
from ui import when
from ui.steps.spec import Ask, Place, Said, Spec, say


def _lines(place: Place) -> tuple[str, ...]:
    """Say where it comes from, why, and that nothing begins anew."""
    came = place.case.progress.continued
    if came is None:
        return ()
    day = when.day(date.fromisoformat(came.handed_on))
    due = when.day(date.fromisoformat(place.case.due_on)) if place.case.due_on else ""
    lines = [
        say("line.came_from", day=day, office=came.office, reason=came.reason),
        say("line.number_stays", number=short(place.case.number)),
    ]
    return (*lines, say("line.due", day=due)) if due else tuple(lines)


def _asks(_place: Place) -> tuple[Ask, ...]:
    return (Ask("note"),)


def _take_over(place: Place, said: Said, _picture: Picture | None) -> Case:
    return handover_steps.take_over(place.desk, place.case.id, said.text("note"))


SPECS: Final = (Spec("take_over", _asks, _take_over, lines=_lines),)
