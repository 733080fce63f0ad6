"""The read model of the low-income register: a row for each household that is or was on it."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, RowMapping, func, select

from app.domain.low_income import ListedHousehold, Listing
from app.journal.fold import Stored
from app.journal.low_income import fold_household
from app.store.register_schema import low_income as table
from app.store.spelling import Words, words
from app.store.values import ListedRow

_NOBODY: Final = ("", "", "")
_HERE: Final = table.c.on_list == 1


def rows(subject: str, stored: Iterable[Stored]) -> Iterator[dict[str, Any]]:
    """Give the row that a household's entries make; none while its listing is not here."""
    found = fold_household(subject.partition(":")[2], stored)
    if found is None or found.listing is None:
        return
    yield _row(subject, found, found.listing)


def _row(subject: str, found: ListedHousehold, listing: Listing) -> dict[str, Any]:
    return {
        "subject": subject,
        "name": listing.name,
        "id_number": listing.id_number,
        "village": listing.village,
        "classes": _joined(listing.classes),
        "people": listing.people,
        "on_list": int(found.on_list),
        "batch": found.batch,
        "reason": found.reason,
        "conflicts": sum(not conflict.settled for conflict in found.conflicts),
        "said": _said(listing),
        "listing": msgspec.json.encode(listing).decode("utf-8"),
    }


def _said(listing: Listing) -> str:
    """Give all that somebody may look for in the register, in one text."""
    people = (text for member in listing.members for text in (member.name, member.id_number))
    head = (listing.name, listing.id_number, listing.village, listing.phone, listing.number)
    return " ".join(filter(None, (*head, *people)))


def found_by(made: Iterable[dict[str, Any]]) -> tuple[Words, ...]:
    """Give the words of everybody in a household: the head under no member and by the village, the others from 1."""
    return tuple(word for row in made for word in _words(row))


def _words(row: dict[str, Any]) -> Iterator[Words]:
    listing = _listing(row["listing"])
    yield words("", listing.name, listing.id_number, "", listing.village)
    for nth, member in enumerate(listing.members, 1):
        yield words(str(nth), member.name, member.id_number, "", "")


def households(
    connection: Connection, typed: str, of_class: str, village: str, limit: int
) -> tuple[tuple[ListedRow, ...], int]:
    """Give the households on the register that answer, by village and name, at most `limit`; and how many there are.

    `typed` stands anywhere in what the register says of a household, its members included; empty means all.
    """
    wanted = [_HERE]
    if typed:
        wanted.append(table.c.said.contains(typed, autoescape=True))
    if of_class:
        wanted.append(table.c.classes.contains(_joined((of_class,)), autoescape=True))
    if village:
        wanted.append(table.c.village == village)
    query = select(table).where(*wanted).order_by(table.c.village, table.c.name, table.c.subject).limit(limit)
    count = connection.execute(select(func.count()).select_from(table).where(*wanted)).scalar_one()
    return tuple(map(_listed, connection.execute(query).mappings())), int(count)


def every(connection: Connection) -> Iterator[ListedRow]:
    """Give all households that are or were on the register, by village and name."""
    query = select(table).order_by(table.c.village, table.c.name, table.c.subject)
    yield from map(_listed, connection.execute(query).mappings())


def of_batch(connection: Connection, batch: str) -> tuple[str, ...]:
    """Give the ids of the households that an import wrote last."""
    query = select(table.c.subject).where(table.c.batch == batch, table.c.batch != "").order_by(table.c.subject)
    return tuple(subject.partition(":")[2] for subject in connection.scalars(query))


def heads(connection: Connection) -> frozenset[str]:
    """Give the id numbers of the heads of all households on the register."""
    return frozenset(connection.scalars(select(table.c.id_number).where(_HERE)))


def counts(connection: Connection) -> tuple[dict[str, int], dict[str, int], int, int]:
    """Give households by class and by village, households in all, and people in all."""
    by_class: dict[str, int] = {}
    by_village: dict[str, int] = {}
    households = people = 0
    for row in connection.execute(select(table.c.classes, table.c.village, table.c.people).where(_HERE)):
        households, people = households + 1, people + row.people
        by_village[row.village] = by_village.get(row.village, 0) + 1
        for name in filter(None, row.classes.split(",")):
            by_class[name] = by_class.get(name, 0) + 1
    return by_class, by_village, households, people


def told(connection: Connection, subjects: Iterable[str]) -> dict[str, dict[str, str]]:
    """Give what a search says of these households."""
    query = select(table).where(table.c.subject.in_(list(subjects)))
    return {
        row.subject: {
            "subject": row.subject,
            "kind": "household",
            "state": "on_list" if row.on_list else "unlisted",
            "number": "",
            "village": row.village,
            "day": "",
            "applicant": row.name,
            "name": row.name,
            "id_number": row.id_number,
        }
        for row in connection.execute(query)
    }


def people(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Give (name, id number, relation) of members of households, by subject and place."""
    keys = list(wanted)
    query = select(table.c.subject, table.c.listing).where(table.c.subject.in_([subject for subject, _ in keys]))
    held = {row.subject: _listing(row.listing) for row in connection.execute(query)}
    return {(subject, nth): _member(held.get(subject), nth) for subject, nth in keys}


def _member(listing: Listing | None, nth: str) -> tuple[str, str, str]:
    if listing is None or not 0 < int(nth) <= len(listing.members):
        return _NOBODY
    member = listing.members[int(nth) - 1]
    return member.name, member.id_number, member.relation


def _joined(names: Iterable[str]) -> str:
    """Put names so that each can be looked for with a comma at both sides."""
    return "".join(f",{name}" for name in names) + ","


def _listed(row: RowMapping) -> ListedRow:
    return ListedRow(
        id=row["subject"].partition(":")[2],
        listing=_listing(row["listing"]),
        on_list=bool(row["on_list"]),
        batch=row["batch"],
        reason=row["reason"],
        conflicts=row["conflicts"],
    )


def _listing(text: str) -> Listing:
    return msgspec.json.decode(text, type=Listing)
