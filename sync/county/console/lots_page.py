"""县级抽查: a month's draw, with the seed by which anybody can draw it again."""

from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused
from sync.county import drawing
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.gate import Gate
from sync.county.console.pages import Call, Pages


class LotsPage:
    """The page of the draw."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [self._gate.route("/lots", self._ask), self._gate.route("/lots", self._draw, posts=True)]

    def _ask(self, call: Call) -> Response:
        return self._shown(call, self._month(), "")

    def _draw(self, call: Call) -> Response:
        county, month = self._county, call.form.text("month")
        try:
            by = county.by(call.visitor)
            made = drawing.draw(county.site, county.deciding, by, month, call.form.text("seed")[:64])
        except Refused as refused:
            return self._shown(call, month, words.sentence(refused))
        return self._pages.show("lots_done", call.visitor, made=made)

    def _shown(self, call: Call, month: str, trouble: str) -> Response:
        status = 409 if trouble else 200
        return self._pages.show("lots", call.visitor, status, month=month, trouble=trouble)

    def _month(self) -> str:
        """Give the month before this one."""
        today = self._county.today
        return f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02}"
