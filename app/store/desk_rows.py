"""The read models of what the desk keeps beside cases: visits, matters, blank forms, the low-income register."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Table, delete, func, select

from app import clock
from app.domain.id_number import tidy
from app.domain.paper_number import PaperNumber
from app.domain.visit import Visitor
from app.journal.desk import fold_change, fold_paper, fold_referral, fold_visit
from app.journal.low_income import fold_lead
from app.store import journal, low_income_rows, search
from app.store.register_schema import low_income
from app.store.schema import case_summary, matter, paper_number, visit
from app.store.spelling import Words, words
from app.store.values import Matter, StoredEntry, VisitRow

_AT_ONCE: Final = 200  # subjects
Rows = tuple[dict[str, Any], ...]


def refold(connection: Connection, subjects: Iterable[str]) -> bool:
    """Make the rows of these subjects anew; True when there was one of these kinds among them."""
    ours = [subject for subject in sorted(subjects) if _kind(subject) in _KINDS]
    for first in range(0, len(ours), _AT_ONCE):
        _refold(connection, ours[first : first + _AT_ONCE])
    return bool(ours)


def _refold(connection: Connection, subjects: list[str]) -> None:
    entries = journal.entries_of_all(connection, subjects)
    rows = {subject: projected(subject, entries[subject]) for subject in subjects}
    words: dict[str, tuple[Words, ...]] = {}
    for table in TABLES:
        here = [subject for subject in subjects if _KINDS[_kind(subject)][0] is table]
        if here:
            connection.execute(delete(table).where(table.c.subject.in_(here)))
        if made := [row for subject in here for row in rows[subject]]:
            connection.execute(table.insert(), made)
        if table in _FOUND_BY:
            words |= {subject: _FOUND_BY[table](rows[subject]) for subject in here}
    search.replace_all(connection, words)


def projected(subject: str, stored: Iterable[StoredEntry]) -> Rows:
    """Give the rows that a subject's entries make."""
    return tuple(_KINDS[_kind(subject)][1](subject, stored))


def is_as_folded(connection: Connection, subject: str) -> bool:
    """Tell whether a subject's rows are those that its entries make."""
    table = _KINDS[_kind(subject)][0]
    held = connection.execute(select(table).where(table.c.subject == subject).order_by(*table.primary_key)).mappings()
    wanted = projected(subject, journal.entries_of(connection, subject))
    is_found = table not in _FOUND_BY or search.held(connection, subject) == _FOUND_BY[table](wanted)
    return is_found and wanted == tuple(map(dict, held))


def visits(connection: Connection, day: str) -> tuple[VisitRow, ...]:
    """Give the visits of an ISO day, the latest first."""
    query = select(visit).where(visit.c.day == day).order_by(visit.c.came_at.desc(), visit.c.subject.desc())
    return tuple(VisitRow(**row) for row in connection.execute(query).mappings())


def visits_of(connection: Connection, id_number: str) -> tuple[VisitRow, ...]:
    """Give the visits about a person, the latest first."""
    query = select(visit).where(visit.c.id_number == tidy(id_number), visit.c.id_number != "")
    ordered = query.order_by(visit.c.came_at.desc(), visit.c.subject.desc())
    return tuple(VisitRow(**row) for row in connection.execute(ordered).mappings())


def matters(connection: Connection, kind: str, state: str | None, limit: int) -> tuple[Matter, ...]:
    """Give changes, referrals or leads, of one state or all, the nearest due first."""
    query = select(matter).where(matter.c.kind == kind)
    if state:
        query = query.where(matter.c.state == state)
    query = query.order_by(matter.c.due_on == "", matter.c.due_on, matter.c.day, matter.c.number).limit(limit)
    return tuple(map(_matter, connection.execute(query).mappings()))


def matters_of(connection: Connection, id_number: str) -> tuple[Matter, ...]:
    """Give the changes, referrals and leads of a person, and the changes that concern them, the latest first."""
    number = tidy(id_number)
    if not number:
        return ()
    query = select(matter).where((matter.c.id_number == number) | (matter.c.about_id_number == number))
    ordered = query.order_by(matter.c.day.desc(), matter.c.number.desc(), matter.c.subject)
    return tuple(map(_matter, connection.execute(ordered).mappings()))


def matter_by_number(connection: Connection, number: str) -> Matter | None:
    """Give the change or referral with this number."""
    query = select(matter).where(matter.c.number == number, matter.c.number != "").order_by(matter.c.subject)
    row = connection.execute(query).mappings().first()
    return _matter(row) if row else None


def paper(connection: Connection, number: str) -> PaperNumber | None:
    """Give a number that was reserved for a form to be filled in by hand; None where nobody here reserved it."""
    query = _papers().where(paper_number.c.number == number).order_by(paper_number.c.subject)
    row = connection.execute(query).mappings().first()
    return _paper(row) if row else None


def papers(connection: Connection) -> tuple[PaperNumber, ...]:
    """Give all reserved numbers, the newest printing first."""
    ordered = (paper_number.c.reserved_on.desc(), paper_number.c.number, paper_number.c.subject)
    query = _papers().order_by(*ordered)
    return tuple(map(_paper, connection.execute(query).mappings()))


def _papers() -> Any:
    cases = select(func.min(case_summary.c.case_id)).where(case_summary.c.number == paper_number.c.number)
    return select(paper_number, cases.scalar_subquery().label("used_by"))


def _paper(row: RowMapping) -> PaperNumber:
    state = "used" if row["used_by"] else "spoilt" if row["spoilt"] else "free"
    batch = row["subject"].partition(":")[2]
    return PaperNumber(row["number"], batch, row["reserved_on"], state, row["used_by"] or "", row["spoilt"])


def _matter(row: RowMapping) -> Matter:
    return Matter(**row)


def _kind(subject: str) -> str:
    return subject.partition(":")[0]


def _id(subject: str) -> str:
    return subject.partition(":")[2]


def _visit_rows(subject: str, stored: Iterable[StoredEntry]) -> Iterable[dict[str, Any]]:
    found = fold_visit(_id(subject), stored)
    if found is None or found.recorded is None:
        return
    body, last = found.recorded, found.concluded[-1] if found.concluded else None
    yield {
        "subject": subject,
        "day": clock.local_date(clock.parse(body.came_at)).isoformat(),
        "came_at": body.came_at,
        "reason": body.reason,
        "name": body.visitor.name,
        "id_number": tidy(body.visitor.id_number),
        "village": body.visitor.village,
        "agent": body.agent.name if body.agent else "",
        "handler": body.handler,
        "outcome": found.outcome,
        "note": (last.note if last else "") or body.note,
        "about": (last.about if last else "") or (f"case:{body.case}" if body.case else ""),
    }


def _change_rows(subject: str, stored: Iterable[StoredEntry]) -> Iterable[dict[str, Any]]:
    found = fold_change(_id(subject), stored)
    if found is None or found.reported is None:
        return
    body = found.reported
    named = _named(subject, "change", body.person)
    yield named | {
        "number": body.number,
        "day": body.received_on,
        "what": ",".join(body.kinds),
        "receiver": "",
        "state": "reported",
        "due_on": "",
        "about_id_number": tidy(body.about_id_number),
    }


def _referral_rows(subject: str, stored: Iterable[StoredEntry]) -> Iterable[dict[str, Any]]:
    found = fold_referral(_id(subject), stored)
    if found is None or found.made is None:
        return
    body = found.made
    named = _named(subject, "referral", body.person)
    yield named | {
        "number": body.number,
        "day": body.made_on,
        "what": body.field,
        "receiver": body.to,
        "state": found.state,
        "due_on": body.due_on,
        "about_id_number": "",
    }


def _lead_rows(subject: str, stored: Iterable[StoredEntry]) -> Iterable[dict[str, Any]]:
    found = fold_lead(_id(subject), stored)
    if found is None or found.found is None:
        return
    body = found.found
    yield _named(subject, "lead", body.person) | {
        "number": "",
        "day": body.found_on,
        "what": body.place,
        "receiver": body.by,
        "state": found.state,
        "due_on": "",
        "about_id_number": "",
    }


def _paper_rows(subject: str, stored: Iterable[StoredEntry]) -> Iterable[dict[str, Any]]:
    found = fold_paper(_id(subject), stored)
    if found is None or found.reserved is None:
        return
    spoilt = {one.number: one.reason for one in found.spoilt}
    for number in sorted(set(found.reserved.numbers)):
        yield {
            "number": number,
            "subject": subject,
            "reserved_on": found.reserved.reserved_on,
            "spoilt": spoilt.get(number, ""),
        }


def _words(rows: Rows) -> tuple[Words, ...]:
    return tuple(words("", row["name"], row["id_number"], row["number"], row["village"]) for row in rows)


def _named(subject: str, kind: str, person: Visitor) -> dict[str, Any]:
    return {
        "subject": subject,
        "kind": kind,
        "name": person.name,
        "id_number": tidy(person.id_number),
        "village": person.village,
    }


_Make = Callable[[str, Iterable[StoredEntry]], Iterable[dict[str, Any]]]
_KINDS: Final[dict[str, tuple[Table, _Make]]] = {
    "visit": (visit, _visit_rows),
    "change": (matter, _change_rows),
    "referral": (matter, _referral_rows),
    "lead": (matter, _lead_rows),
    "household": (low_income, low_income_rows.rows),
    "paper": (paper_number, _paper_rows),
}
# By what those that can be searched for are found.
_FOUND_BY: Final[dict[Table, Callable[[Rows], tuple[Words, ...]]]] = {
    matter: _words,
    low_income: low_income_rows.found_by,
}
SUBJECT_KINDS: Final = tuple(_KINDS)
TABLES: Final = (visit, matter, paper_number, low_income)
