"""What the county has granted to the officers of townships, read from its own chain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from app.journal.entry import COUNTY_SCOPE, NotAnEntry
from app.journal.officer import GRANTED, REVOKED
from sync.county import schema
from sync.county.database import COUNTY
from sync.protocol import entry_of
from sync.reading import NotProtocol, read_json

_PREFIX: Final = "officer:"


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant: days are ISO, `for_name` is whom it stands in for, `revoked_on` and `reason` are of its end."""

    officer: str
    name: str
    roles: tuple[str, ...]
    scope: str
    valid_from: str
    valid_to: str
    for_name: str = ""
    revoked_on: str = ""
    reason: str = ""

    def state(self, day: str) -> str:
        """Give how it stands on an ISO day: valid, expired or revoked."""
        if self.revoked_on:
            return "revoked"
        return "valid" if self.valid_from <= day <= self.valid_to else "expired"


def granted_in(connection: Connection, officer: str) -> tuple[GrantLine, ...]:
    """Give all grants of an officer, oldest first, each with its end where it was taken back."""
    entry = schema.entry
    return _lines(connection.execute(_query().where(entry.c.subject == _PREFIX + officer)))


def all_grants(connection: Connection) -> tuple[GrantLine, ...]:
    """Give all grants of all officers, oldest first, each with its end where it was taken back."""
    entry = schema.entry
    found = connection.execute(_query().where(entry.c.subject >= _PREFIX, entry.c.subject < "officer;"))
    return _lines(found)


def newest(lines: Iterable[GrantLine]) -> tuple[GrantLine, ...]:
    """Give the last grant of each officer in each office, a stand-in's beside their own; by office and name."""
    last = {(one.scope, one.officer, one.for_name): one for one in lines}
    return tuple(sorted(last.values(), key=lambda one: (one.scope, one.name, one.officer, one.for_name)))


def _query() -> Any:
    entry = schema.entry
    mine = (entry.c.county == COUNTY) & (entry.c.scope == COUNTY_SCOPE) & entry.c.order_number.is_not(None)
    return select(entry.c.line).where(mine).order_by(entry.c.order_number)


def _lines(rows: Iterable[Row[Any]]) -> tuple[GrantLine, ...]:
    found: list[GrantLine] = []
    for row in rows:
        try:
            entry = entry_of(read_json(bytes(row.line)))
        except (NotProtocol, NotAnEntry):
            continue
        body = entry.body or {}
        if entry.kind == GRANTED and body:
            found.append(_line(body))
        elif entry.kind == REVOKED and body:
            found = [_ended(one, body) for one in found]
    return tuple(found)


def _line(body: Mapping[str, Any]) -> GrantLine:
    days = str(body["valid_from"]), str(body["valid_to"])
    who = str(body["officer"]), str(body["name"]), tuple(map(str, body["roles"])), str(body["scope"])
    return GrantLine(*who, *days, str(body.get("for_name", "")))


def _ended(line: GrantLine, body: Mapping[str, Any]) -> GrantLine:
    is_of = (line.officer, line.scope) == (body["officer"], body["scope"]) and not line.revoked_on
    return replace(line, revoked_on=str(body["revoked_on"]), reason=str(body["reason"])) if is_of else line
