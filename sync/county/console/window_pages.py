"""Townships and their windows: who is behind, shutting one out, and what went wrong between window and county."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select
from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused
from sync.county import console_schema as tables
from sync.county import schema
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.gate import EVERYBODY, IT, Gate, Missing
from sync.county.console.pages import Call, Pages, go
from sync.county.windows import WindowLine, all_windows, open_incidents


class WindowPages:
    """The list of windows, one window, and the incidents."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            self._gate.route("/windows", self._list, EVERYBODY),
            self._gate.route("/windows/{device}", self._show, EVERYBODY),
            self._gate.route("/windows/{device}/revoke", self._revoke, IT, posts=True),
            self._gate.route("/incidents", self._incidents, EVERYBODY),
            self._gate.route("/incidents/{incident}/settle", self._settle, IT, posts=True),
        ]

    def _list(self, call: Call) -> Response:
        now = self._county.site.now()
        lines = self._windows()
        troubled = sum(bool(line.troubles) for line in lines)
        facts = {"lines": [(line, words.ago(line.seen_at, now), words.ago(line.oldest_at, now)) for line in lines]}
        name = "windows_table" if call.is_part else "windows"
        return self._pages.show(name, call.visitor, **facts, troubled=troubled, incidents=len(self._open()))

    def _show(self, call: Call) -> Response:
        return self._one(call, "")

    def _one(self, call: Call, trouble: str) -> Response:
        line, now = self._line(call), self._county.site.now()
        mine = [one for one in self._open() if one.device == line.device]
        facts = {"line": line, "seen": words.ago(line.seen_at, now), "oldest": words.ago(line.oldest_at, now)}
        facts |= {"incidents": mine, "deeds": self._county.deeds.newest(line.device), "trouble": trouble}
        return self._pages.show("window", call.visitor, 409 if trouble else 200, **facts)

    def _revoke(self, call: Call) -> Response:
        device, reason, me, county = self._line(call).device, call.form.text("reason"), call.visitor, self._county
        if not reason:
            return self._one(call, words.sentence(Refused("device.no_reason")))

        def work(connection: Connection) -> None:
            county.desk.enrolment.shut_out(connection, device)
            county.deeds.keep(connection, (me.id, me.name), "revoke", device, reason)

        county.site.database.write(work).result()
        return go(f"/windows/{device}")

    def _incidents(self, call: Call) -> Response:
        return self._pages.show("incidents", call.visitor, incidents=self._open())

    def _settle(self, call: Call) -> Response:
        written, note, me, county = call.part("incident"), call.form.text("note"), call.visitor, self._county
        number = int(written) if written.isascii() and written.isdigit() and len(written) < len(str(2**63)) else 0

        def work(connection: Connection) -> None:
            incident, settled = schema.incident, tables.incident_settled
            if connection.execute(select(incident.c.id).where(incident.c.id == number)).first() is None:
                raise Missing
            if connection.execute(select(settled.c.incident).where(settled.c.incident == number)).first():
                return  # a colleague was faster
            row = {"incident": number, "at": county.site.time(), "officer": me.id, "note": note}
            connection.execute(insert(settled).values(row))
            county.deeds.keep(connection, (me.id, me.name), "settle", str(number), note)

        county.site.database.write(work).result()
        return go("/incidents")

    def _windows(self) -> list[WindowLine]:
        county = self._county
        with county.site.database.reading() as connection:
            return all_windows(connection, county.desk.windows, county.site.now())

    def _line(self, call: Call) -> WindowLine:
        found = next((line for line in self._windows() if line.device == call.part("device")), None)
        if found is None:
            raise Missing
        return found

    def _open(self) -> Sequence[Row[Any]]:
        with self._county.site.database.reading() as connection:
            return open_incidents(connection)
