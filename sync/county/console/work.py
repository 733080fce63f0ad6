"""What waits for the county: the first page of whoever works on cases."""

from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from sync.county import case_search
from sync.county.console.county import County
from sync.county.console.gate import EVERYBODY, Gate
from sync.county.console.pages import Call, Pages, go

ACTS = ("check", "visit", "decide", "lift-cap", "send-after")


class Work:
    """The list of duties."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [self._gate.route("/", self._home, EVERYBODY)]

    def _home(self, call: Call) -> Response:
        if not call.visitor.sees_cases:
            return go("/windows")
        county, today = self._county, self._county.today
        behind = county.index.keep_up()
        scope, waits = call.asked("office"), call.asked("waits")
        with county.site.database.reading() as connection:
            rows = case_search.waiting(connection, today.isoformat(), scope, waits)
            counts = case_search.counts(connection, today.isoformat(), scope)
            offices = county.offices(connection)
            done = case_search.line_of(connection, call.asked("done"))
        shown = [(row, days_left(row.due, today)) for row in rows]
        facts = {"rows": shown, "counts": counts, "offices": offices, "scope": scope, "waits": waits, "acts": ACTS}
        return self._pages.show("work", call.visitor, **facts, done=done, behind=behind, most=case_search.MOST_WAITING)


def days_left(due: str, today: date) -> int | None:
    """Give how many days are left, less than 0 when it is over; None where no day is set."""
    return (date.fromisoformat(due) - today).days if due else None
