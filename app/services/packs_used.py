"""Which packs were in force at this window when, and up to which month sums are looked at and were paid."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.rules_adopted import Adopted
from app.errors import Refused, Unavailable
from app.rules import roster
from app.rules.county import Local
from app.rules.local import read_local
from app.services import local_rules, rosters
from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class View:
    """The packs of a time: the county's values, and the ISO day from which they were used here."""

    since: str
    local: Local | None


@dataclass(frozen=True, slots=True)
class Times:
    """`views` from the first to those in force, the last month that is looked at, and the last one that is paid."""

    views: tuple[View, ...]
    last: str
    paid_until: str

    @property
    def local(self) -> Local | None:
        """The county's values that are in force."""
        return self.views[-1].local

    def at(self, day: str) -> Local | None:
        """Give the county's values that were used here on an ISO day."""
        return [one.local for one in self.views if one.since <= day][-1]


def times(desk: Desk) -> Times:
    """Give the packs that were ever in force here, and up to which month it is reckoned and was paid."""
    last = roster.roster_month(desk.today(), rosters.closing_day(desk))
    adopted = reversed(local_rules.history(desk))
    past = (View(one.adopted_on, local) for one in adopted for local in _written(desk, one))
    now = View(desk.today().isoformat(), local_rules.countys(desk))
    return Times((View("", None), *past, now), last, roster.shifted(last, -1))


def mark_of(desk: Desk) -> str:
    """Give what is another as soon as another standard may hold, or another month is looked at."""
    last = roster.roster_month(desk.today(), rosters.closing_day(desk))
    files = sorted((desk.data / local_rules.FOLDER).glob("*.toml"))
    return " ".join((last, *(f"{one.name} {local_rules.stamp(one)}" for one in files)))


def _written(desk: Desk, said: Adopted) -> Iterable[Local]:
    """Give a pack that was adopted once; nothing where its file is not here, or is read no more."""
    with contextlib.suppress(Refused, Unavailable):
        yield read_local(desk.document(said.document))
