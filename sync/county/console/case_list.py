"""Finding a case: by number, name or ID number, or by office and state."""

from starlette.responses import Response
from starlette.routing import Route

from app.domain.access import Purpose
from sync.county import case_search
from sync.county.case_search import Wanted
from sync.county.console.county import County
from sync.county.console.gate import Gate
from sync.county.console.pages import Call, Pages, go

_MOST_PAGES = 10_000
_SUBJECT = "ref:cases"


class CaseList:
    """The list of cases. Who searches leaves an entry, since a list tells who was ever in need."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [self._gate.route("/cases", self._list)]

    def _list(self, call: Call) -> Response:
        county, page = self._county, call.asked("page")
        number = int(page) if page.isascii() and page.isdigit() and len(page) <= len(str(_MOST_PAGES)) else 0
        wanted = Wanted(call.asked("q"), call.asked("office"), call.asked("state"), min(number, _MOST_PAGES))
        county.looking.note(call.visitor.id, _SUBJECT, Purpose.SEARCH)
        behind = county.index.keep_up()
        with county.site.database.reading() as connection:
            found = case_search.cases(connection, wanted)
            offices, states = county.offices(connection), case_search.states(connection)
        if wanted.text and len(found.rows) == 1 and found.rows[0].number == wanted.text.upper() and not call.is_part:
            return go(f"/cases/{found.rows[0].id}")
        facts = {"found": found, "wanted": wanted, "offices": offices, "states": states, "behind": behind}
        return self._pages.show("found" if call.is_part else "cases", call.visitor, **facts)
