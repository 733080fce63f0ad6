"""A list of low-income households brought into the register: read, looked at, written whole or not at all, undone."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.domain import low_income
from app.domain.duties import Act
from app.domain.fact import Fact
from app.domain.low_income import ListChanged, ListedHousehold, Source, Unlisted
from app.domain.low_income_list import Changed, Comparison, Known, New, Preview, ReadList
from app.errors import Refused
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs
from app.services.low_income import listed
from app.sheets.progress import Progress

if TYPE_CHECKING:
    from app.store import Work

_LAST: Final = "low_income_import"
_PIECE: Final = 400  # facts at once
_STEPS: Final = 200  # households compared in a slice of less than 50 ms


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: households by what happened to them; `batch` names it, `on` is its day (ISO)."""

    batch: str
    on: str
    file: str
    new: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: households put back as they were, and those that were changed since and are left alone."""

    back: int
    left: int


@needs(Act.HANDLE)
def read(desk: Desk, file: Path, progress: Progress | None = None) -> ReadList:
    """Read a list without touching the store; errors as `app.sheets.low_income.read_file`."""
    from app.sheets.low_income import read_file  # noqa: PLC0415 - openpyxl, only for those who bring a list

    return read_file(file, desk.today(), progress)


@needs(Act.HANDLE)
def compare(desk: Desk, said: ReadList) -> Generator[None, None, Preview]:
    """Hold a list against the register: the dry run. In slices of at most 50 ms; nothing is written."""
    rows = desk.store.every_listing()
    yield
    comparison = Comparison(said, (Known(row.id, row.listing, row.on_list) for row in rows))
    steps = comparison.steps()
    while any(True for _ in islice(steps, _STEPS)):
        yield
    return comparison.preview()


@needs(Act.HANDLE)
def preview(desk: Desk, said: ReadList) -> Preview:
    """Give what an import would do, for those who can wait for it."""
    steps = compare(desk, said)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Preview = end.value
            return found


@needs(Act.HANDLE)
def write(
    desk: Desk, shown: Preview, file: str, remove: Iterable[str] = (), progress: Progress | None = None
) -> Imported:
    """Write what was shown, and take the missing households `remove` (ids, a reason is added) off the register.

    All of it in one transaction: an error, a power cut or `progress.stop` leaves the register as it was.
    Refused low_income.nothing, low_income.meanwhile where the register is another one than was shown, list.stopped.
    """
    leaving = frozenset(remove)
    gone = [one.id for one in shown.missing if one.id in leaving]
    if shown.is_empty and not gone:
        raise Refused("low_income.nothing")
    batch, progress = uuid7(), progress or Progress()
    done = Imported(batch, desk.today().isoformat(), file, len(shown.new), len(shown.changed), len(gone))
    with desk.store.work(desk.author) as work:
        _check_meanwhile(work, shown)
        facts = _facts(desk, work, shown, gone, batch)
        _append(work, facts, progress, len(shown.new) + len(shown.changed) + len(gone))
        work.set_setting(_LAST, asdict(done))
    return done


@needs(Act.SEE)
def last_import(desk: Desk) -> Imported | None:
    """Give the last import at this window that can be undone."""
    kept: dict[str, Any] | None = desk.store.setting(_LAST)
    return Imported(**kept) if kept else None


@needs(Act.HANDLE)
def undo(desk: Desk, progress: Progress | None = None) -> Undone:
    """Put back what the last import at this window wrote, by new facts; what was changed since stays.

    Refused low_income.nothing_to_undo.
    """
    last = last_import(desk)
    if last is None:
        raise Refused("low_income.nothing_to_undo")
    batch = uuid7()
    with desk.store.work(desk.author) as work:
        ids = work.households_of(last.batch)
        facts = (fact for one in ids for fact in _undoing(desk, work, one, (last.batch, batch)))
        _append(work, facts, progress or Progress(), len(ids))
        work.set_setting(_LAST, None)
    return Undone(len(ids), last.new + last.changed + last.removed - len(ids))


def _append(work: "Work", facts: Iterator[Fact], progress: Progress, total: int) -> None:
    """Write in pieces, the lists with them: so there is something to tell, and a place to stop."""
    done = 0
    while piece := list(islice(facts, _PIECE)):
        progress.at(done, total)
        work.append(piece)
        work.catch_up()
        done += len(piece)
    progress.at(done, total)


def _check_meanwhile(work: "Work", shown: Preview) -> None:
    heads = work.listed_heads()
    if any(new.listing.id_number in heads for new in shown.new):
        raise Refused("low_income.meanwhile")


def _facts(desk: Desk, work: "Work", shown: Preview, gone: Iterable[str], batch: str) -> Iterator[Fact]:
    for new in shown.new:
        yield _new(desk, new, batch)
    for changed in shown.changed:
        yield _changed(desk, work, changed, batch)
    for household_id in gone:
        known = _on_list(work, household_id)
        reason = "not_on_the_list"
        body = Unlisted(desk.today().isoformat(), Source.LIST.value, reason, desk.author.officer, batch)
        yield low_income.unlisted(known, body)


def _new(desk: Desk, new: New, batch: str) -> Fact:
    return low_income.listed(new.id or uuid7(), listed(desk, new.listing, Source.LIST, batch))


def _changed(desk: Desk, work: "Work", one: Changed, batch: str) -> Fact:
    known = _on_list(work, one.id)
    if known.listing != one.before:
        raise Refused("low_income.meanwhile")
    body = ListChanged(desk.today().isoformat(), Source.LIST.value, {}, desk.author.officer, batch)
    return low_income.changed(known, one.after, body)


def _on_list(work: "Work", household_id: str) -> ListedHousehold:
    known = work.listed_household(household_id)
    if known is None or not known.on_list:
        raise Refused("low_income.meanwhile")
    return known


def _undoing(desk: Desk, work: "Work", household_id: str, batches: tuple[str, str]) -> Iterator[Fact]:
    """Give what puts a household back to where it was before an import."""
    was, mine = batches
    now = work.listed_household(household_id) or ListedHousehold(household_id, "")
    before = work.household_before(household_id, was)
    day, officer = desk.today().isoformat(), desk.author.officer
    if before is None or before.listing is None or not before.on_list:
        yield low_income.unlisted(now, Unlisted(day, Source.UNDO.value, "undone", officer, mine))
    elif not now.on_list:
        yield low_income.listed(household_id, listed(desk, before.listing, Source.UNDO, mine))
    else:
        body = ListChanged(day, Source.UNDO.value, {}, officer, mine)
        yield low_income.changed(now, before.listing, body)
