"""What the county saw in another office, as it is settled here."""

from datetime import date
from typing import Final

from app.domain.case import Case
from app.domain.steps.elsewhere import About, Seen, Settled
from app.errors import Refused
from app.services import elsewhere_steps
from app.services.intake import Picture
from ui import when
from ui.steps.spec import Ask, Kind, Place, Said, Spec, say, words


def _seen(place: Place) -> Seen | None:
    waiting = place.case.progress.open_elsewhere
    return next((one for one in waiting if one.name == place.about), next(iter(waiting), None))


def _lines(place: Place) -> tuple[str, ...]:
    """Say the one that is settled here: where, and since when."""
    seen = _seen(place)
    if seen is None:
        return ()
    names = {member.id: member.identity.name for member in place.case.members}
    line = "line.elsewhere_cap" if seen.about == About.CAP else "line.elsewhere"
    day = when.day(date.fromisoformat(seen.on))
    return (say(line, name=names.get(seen.member, place.applicant), office=seen.office, day=day),)


def _asks(_place: Place) -> tuple[Ask, ...]:
    return (Ask("elsewhere", Kind.ONE, words("elsewhere"), needed=True), Ask("note", needed=True))


def _settle(place: Place, said: Said, _picture: Picture | None) -> Case:
    seen = _seen(place)
    if seen is None:
        raise Refused("elsewhere.none")
    told = Settled(seen.name, "", said.text("elsewhere"), said.text("note"), "")
    return elsewhere_steps.settle(place.desk, place.case.id, told)


SPECS: Final = (Spec("settle_elsewhere", _asks, _settle, lines=_lines),)
