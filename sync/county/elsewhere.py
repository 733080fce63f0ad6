"""What only the county can see: one person in two offices, or aid of a year that goes beyond the cap together.

Each office is told where the other case is and since when, as an entry in the scope of its own case; nothing else of
the other one, and nothing is refused for it. A repeat tells nothing twice.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, distinct, func, select

from app.domain.case import Case
from app.domain.fact import Fact
from app.domain.id_number import tidy
from app.domain.steps import elsewhere
from app.domain.steps.elsewhere import About, Seen
from app.errors import Refused, Unavailable
from app.rules.procedure import yearly_cap_fen
from resources import text
from sync.county import console_schema as tables
from sync.county.acts import By
from sync.county.case_files import offices, read_case
from sync.county.case_index import CaseIndex
from sync.county.database import COUNTY
from sync.county.deciding import Deciding, Done
from sync.county.ledger import Ledger
from sync.county.site import Site

_EVERY_S: Final = 600.0
_STEP_S: Final = 1.0
_log = logging.getLogger(__name__)
_Found = tuple[str, Seen]  # the case that is told, and what


class Elsewhere:
    """Looks over the cases of all offices."""

    def __init__(self, site: Site) -> None:
        self._site, self._index = site, CaseIndex(site)
        self._deciding = Deciding(site, Ledger(site))

    def look(self, is_over: Callable[[], bool] = lambda: False) -> tuple[Done, ...]:
        """Catch up with the ledger and tell the offices what they do not know yet; gives what was written.

        `is_over` is asked every second or so: where it says yes, nothing is told and the next look goes on.
        """
        while self._index.catch_up(_STEP_S):
            if is_over():
                return ()
        by = self._deciding.by(text("county", "watcher"))
        with self._site.database.reading() as connection:
            names = {office.scope: office.name for office in offices(connection)}
            found = [one for cases in _of_one_person(connection) for one in _about(cases, names, by)]
        return tuple(done for case_id, seen in found for done in self._tell(case_id, seen, by))

    def _tell(self, case_id: str, seen: Seen, by: By) -> Iterator[Done]:
        def act(case: Case, by: By) -> Fact:
            return elsewhere.see(case, seen, by.actor)

        with contextlib.suppress(Refused):  # told by another server, or closed, since it was read
            yield self._site.database.write(lambda c: self._deciding.write(c, case_id, by, act)).result()


class Watching:
    """Looks again and again, in a thread of its own, until `close`."""

    def __init__(self, site: Site, every_s: float = _EVERY_S) -> None:
        self._elsewhere, self._every_s = Elsewhere(site), every_s
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="county-elsewhere", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End within some seconds: a server must stop while the index is still being made."""
        self._end.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._end.wait(self._every_s):
            try:
                self._elsewhere.look(self._end.is_set)
            except Unavailable as error:
                _log.warning("no look at cases elsewhere: %s", error.code)


def _of_one_person(connection: Connection) -> Iterator[Sequence[tuple[str, Case]]]:
    """Give the (id number, case) of everybody who is in cases of several offices."""
    person, line = tables.case_person, tables.case_line
    same = (line.c.county == person.c.county) & (line.c.id == person.c.case)
    mine = (person.c.county == COUNTY) & (person.c.id_number != "")
    several = select(person.c.id_number).join(line, same).where(mine).group_by(person.c.id_number)
    numbers = several.having(func.count(distinct(line.c.scope)) > 1).order_by(person.c.id_number)
    for number in connection.execute(numbers).scalars().all():
        here = select(person.c.case).where(mine & (person.c.id_number == number)).distinct().order_by(person.c.case)
        cases = [read_case(connection, case_id) for case_id in connection.execute(here).scalars().all()]
        yield [(number, case) for case in cases if not case.progress.handed_over]  # it goes on in another one


def _about(cases: Sequence[tuple[str, Case]], names: Mapping[str, str], by: By) -> Iterator[_Found]:
    """Give what the offices of one person's cases are to be told."""
    for number, case in cases:
        known = {seen.name for seen in case.progress.seen_elsewhere}
        for _, other in cases:
            if case.closed or case.needs_newer or other.scope == case.scope:
                continue
            for about, on in _seen(other, [one for _, one in cases], by):
                office = names.get(other.scope, other.scope)
                seen = Seen(by.on.isoformat(), about, _member(case, number), office, on, by.name)
                if seen.name not in known:
                    yield case.id, seen


def _seen(other: Case, cases: Sequence[Case], by: By) -> Iterator[tuple[str, str]]:
    """Give what there is to say of another case, with its day: that it is under way, and that it counts to the cap."""
    begun = other.accepted or other.registered
    if begun and not (other.closed or other.progress.not_confirmed or other.progress.stopped):
        yield About.PERSON.value, other.accepted.accepted_on if other.accepted else begun.came_on
    year = str(by.on.year)
    given = [one for one in other.progress.given if one.given_on.startswith(year)]
    total = sum(one.amount_fen for case in cases for one in case.progress.given if one.given_on.startswith(year))
    lifted = sum(case.progress.lifted_fen(year) for case in cases)
    if given and total > yearly_cap_fen(by.on) + lifted:
        yield About.CAP.value, given[-1].given_on


def _member(case: Case, number: str) -> str:
    """Give the id of whom it is about; empty in a case that was only registered."""
    return next((one.id for one in case.members if tidy(one.identity.id_number) == number), "")
