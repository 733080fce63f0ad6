"""The words of the pages: texts by their name, codes by their word, days and times as people say them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

import resources
from app import clock
from app.domain.id_number import masked
from app.domain.money import yuan
from app.errors import Refused, Unavailable

_AREA: Final = "console"
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400


def say(name: str, /, **facts: object) -> str:
    """Give a text of the console with its places filled."""
    return resources.text(_AREA, name, **facts)


def word(group: str, code: str) -> str:
    """Give the word for a stored code: of the console's own groups, else of the steps; a newer code for itself."""
    own = resources.texts(_AREA)["words"]
    group_of = own.get(group) or resources.texts("steps")["words"].get(group, {})
    return str(group_of.get(code, code))


def join(parts: Iterable[str]) -> str:
    """Give words one after the other."""
    return say("comma").join(parts)


def state(code: str) -> str:
    """Give where a case stands, as the windows say it."""
    return str(resources.texts("find")["state"].get(code, code))


def slot(code: str) -> str:
    """Give what a picture is of."""
    return str(resources.texts("codes")["slot"].get(code, code))


def kind(name: str) -> str:
    """Give what an entry tells, by its kind; one of a newer program by its name."""
    return str(resources.texts("case")["event"].get(name.replace(".", "_"), name))


def relation(code: str) -> str:
    """Give how somebody stands to the applicant."""
    return str(resources.texts("codes")["relation"].get(code, code))


def day(iso: str) -> str:
    """Give an ISO day as it is said, with the year where it is not plain; other texts as they are."""
    try:
        on = date.fromisoformat(iso)
    except ValueError:
        return iso
    return say("when.day", year=on.year, month=on.month, day=on.day)


def moment(at: str) -> str:
    """Give a stored moment as day and time in China; empty for none."""
    if not at:
        return ""
    local = _parsed(at).astimezone(clock.SHANGHAI)
    said = {"month": local.month, "day": local.day, "year": local.year}
    return say("when.moment", **said, time=f"{local.hour}:{local.minute:02}")


def moment_day(at: str) -> str:
    """Give the day in China of a stored moment; empty for none."""
    return day(_parsed(at).astimezone(clock.SHANGHAI).date().isoformat()) if at else ""


def ago(at: str, now: datetime) -> str:
    """Give how long ago a stored moment was, in the largest unit that fits; empty for none."""
    if not at:
        return ""
    seconds = int((now - _parsed(at)).total_seconds())
    if seconds < _MINUTE_S:
        return say("when.now")
    if seconds < _HOUR_S:
        return say("when.minutes", count=seconds // _MINUTE_S)
    if seconds < _DAY_S:
        return say("when.hours", count=seconds // _HOUR_S)
    return say("when.days", count=seconds // _DAY_S)


def sentence(error: Refused | Unavailable) -> str:
    """Give the sentence for an error: of the console where it speaks to other hands than the commands do."""
    kind = "refused" if isinstance(error, Refused) else "unavailable"
    own: dict[str, str] = resources.texts(_AREA)["instead"]
    if told := own.get(error.code.replace(".", "_")):
        return told.format(**error.facts)
    return resources.text("errors", f"{kind}.{error.code}", **error.facts)


def _parsed(at: str) -> datetime:
    return clock.parse(at)


FILTERS: Final = {
    "day": day,
    "moment": moment,
    "moment_day": moment_day,
    "yuan": yuan,
    "masked": masked,
    "state": state,
    "slot": slot,
    "relation": relation,
}
