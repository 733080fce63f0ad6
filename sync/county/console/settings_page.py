"""Who confirms for each township: the county's dated word, said by a leader."""

from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.form import Form
from sync.county.console.gate import CASES, LEADERS, Gate
from sync.county.console.pages import Call, Pages, go


class SettingsPage:
    """The page of settings."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            self._gate.route("/settings", self._show, CASES),
            self._gate.route("/settings", self._set, LEADERS, posts=True),
        ]

    def _show(self, call: Call) -> Response:
        return self._shown(call, "")

    def _shown(self, call: Call, trouble: str) -> Response:
        county = self._county
        with county.site.database.reading() as connection:
            offices = county.offices(connection)
        lines = [(office, county.confirming.known(office.division)) for office in offices]
        facts = {"lines": lines, "form": call.form, "today": county.today.isoformat(), "trouble": trouble}
        return self._pages.show("settings", call.visitor, 409 if trouble else 200, **facts)

    def _set(self, call: Call) -> Response:
        form, confirming = call.form, self._county.confirming
        try:
            from_on = form.day("from_on")
            for division in _chosen(form):
                confirming.name(division, form.text("confirmer"), from_on, form.text("basis"))
        except Refused as refused:
            return self._shown(call, words.sentence(refused))
        return go("/settings")


def _chosen(form: Form) -> tuple[str, ...]:
    chosen = tuple(filter(None, form.all("division")))
    if not chosen:
        raise Refused("settings.no_office")
    return chosen
