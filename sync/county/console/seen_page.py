"""谁看过: who looked at a case, at its windows and at the county, for the person whom it is of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select
from starlette.responses import Response
from starlette.routing import Route

from app.domain.access import Purpose
from app.journal.entry import Entry
from sync.county import enrolment, officers, schema
from sync.county.console import words
from sync.county.console.case_page import looked_at
from sync.county.console.case_view import names_of
from sync.county.console.county import County
from sync.county.console.gate import Gate
from sync.county.console.pages import Call, Pages
from sync.county.database import COUNTY
from sync.protocol import entry_of
from sync.reading import read_json

_ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Look:
    """One entry: when, who, at which window or the county, and what for."""

    at: str
    who: str
    where: str
    purpose: str


class SeenPage:
    """The list of looks at a case; that it was asked for is itself a look, and on it."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [self._gate.route("/cases/{case}/seen", self._show)]

    def _show(self, call: Call) -> Response:
        view = looked_at(self._county, call, Purpose.INSPECT)
        with self._county.site.database.reading() as connection:
            looks = seen(connection, view.case.id)
        return self._pages.show("seen", call.visitor, view=view, looks=looks, at=self._county.site.time())


def seen(connection: Connection, case_id: str) -> tuple[Look, ...]:
    """Give who looked at a case or took its looks out, the latest first, as far as windows have reported."""
    entries = sorted(_entries(connection, f"case:{case_id}"), key=lambda entry: entry.at, reverse=True)
    people = names_of(connection, {entry.actor for entry in entries}) | officers.names(connection)
    return tuple(_look(connection, entry, people) for entry in entries)


def _entries(connection: Connection, subject: str) -> Iterator[Entry]:
    table, mark = schema.entry, f'"subject":"{subject}"'.encode()
    within = (table.c.county == COUNTY) & (table.c.subject >= "access:") & (table.c.subject < "access;")
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table.c.line).where(within)):
        if mark in row.line:  # a cheap first look: lines are kept in their canonical form
            entry = entry_of(read_json(bytes(row.line)))
            if entry.body is not None and entry.body.get("subject") == subject:
                yield entry


def _look(connection: Connection, entry: Entry, people: dict[str, str]) -> Look:
    window = enrolment.find(connection, entry.device)
    where = words.say("window", number=window.number) if window else words.say("county")
    body = entry.body or {}
    purpose = words.say("seen.told") if entry.kind == "access.exported" else str(body.get("purpose", ""))
    known = words.word("purpose", purpose) if entry.kind == "access.looked" else purpose
    return Look(entry.at, people.get(entry.actor, "") or words.say("seen.stranger", end=entry.actor[-4:]), where, known)
