"""Who may act at the townships' windows: granted, renewed and taken back, each as an entry that the windows pull."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, select
from starlette.responses import Response
from starlette.routing import Route

from app import clock
from app.domain.officer import MOST_DAYS, SOON_DAYS
from app.errors import Refused
from sync.county import schema
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.gate import EVERYBODY, GRANTING, Gate
from sync.county.console.pages import Call, Pages, go
from sync.county.grant_rows import GrantLine, all_grants, newest
from sync.county.grants import ROLES, Grants, Wanted
from sync.county.ledger import Ledger

_DIGITS: Final = 2


class GrantPages:
    """The list of grants with what can be done about each, and the form for a new one."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county
        self._grants = Grants(county.site, Ledger(county.site))

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            self._gate.route("/grants", self._list, EVERYBODY),
            self._gate.route("/grants", self._grant, GRANTING, posts=True),
            self._gate.route("/grants/revoke", self._revoke, GRANTING, posts=True),
        ]

    def _list(self, call: Call) -> Response:
        return self._all(call, "")

    def _all(self, call: Call, trouble: str) -> Response:
        today = clock.local_date(self._county.site.now())
        with self._county.site.database.reading() as connection:
            lines, offices = newest(all_grants(connection)), _offices(connection)
        names = {office.scope: office for office in offices}
        shown = [_shown(line, names, today) for line in lines]
        facts = {"lines": shown, "offices": offices, "roles": ROLES, "form": call.form, "most": MOST_DAYS}
        facts |= {"may": call.visitor.role in GRANTING, "officers": [line for line in lines if not line.for_name]}
        return self._pages.show("grants", call.visitor, 409 if trouble else 200, **facts, trouble=trouble)

    def _grant(self, call: Call) -> Response:
        form = call.form
        days = form.text("days")
        wanted = Wanted(
            form.text("division"), form.text("name"), form.all("roles"), form.text("number") or form.text("officer"),
            int(days) if days.isascii() and days.isdigit() and len(days) <= _DIGITS else 0, form.text("for"),
        )  # fmt: skip
        detail = words.join(words.word("officer_role", role) for role in wanted.roles)

        def work(connection: Connection) -> str:
            return self._grants.granted(connection, wanted).officer

        return self._done(call, "grant", work, f"{wanted.name}　{detail}")

    def _revoke(self, call: Call) -> Response:
        form = call.form

        def work(connection: Connection) -> str:
            return self._grants.revoked(
                connection, form.text("scope"), form.text("officer"), form.text("reason")
            ).officer

        return self._done(call, "revoke_grant", work, form.text("reason"))

    def _done(self, call: Call, deed: str, work: Any, detail: str) -> Response:
        """Write it with the deed in one transaction, and show the list; or say why not."""
        me, county = call.visitor, self._county

        def both(connection: Connection) -> None:
            county.deeds.keep(connection, (me.id, me.name), deed, work(connection), detail)

        try:
            county.site.database.write(both).result()
        except Refused as refused:
            return self._all(call, words.sentence(refused))
        return go("/grants")


def _shown(line: GrantLine, offices: dict[str, Row[Any]], today: date) -> dict[str, Any]:
    """Give a line as the page draws it."""
    state, office = line.state(today.isoformat()), offices.get(line.scope)
    left = (date.fromisoformat(line.valid_to) - today).days if state == "valid" else None
    place = {
        "office": (office.name or office.division) if office else "",
        "division": office.division if office else "",
    }
    return {"one": line, "state": state, "left": left, "soon": left is not None and left <= SOON_DAYS, **place}


def _offices(connection: Connection) -> Sequence[Any]:
    office = schema.office
    columns = select(office.c.scope, office.c.division, office.c.name)
    found: Sequence[Any] = connection.execute(columns.order_by(office.c.division)).all()
    return found
