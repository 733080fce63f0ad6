"""Accounts of the county's staff: opened, given another role or password, closed. Only IT may."""

from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.gate import IT, Gate, Missing
from sync.county.console.pages import Call, Pages, go
from sync.county.officers import CountyOfficer, CountyRole, new_password

_ROLES = tuple(CountyRole)


class OfficerPages:
    """The list of accounts, and one account."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        one = "/officers/{officer}"
        return [
            self._gate.route("/officers", self._list, IT),
            self._gate.route("/officers", self._add, IT, posts=True),
            self._gate.route(one, self._show, IT),
            self._gate.route(f"{one}/role", self._set_role, IT, posts=True),
            self._gate.route(f"{one}/password", self._set_password, IT, posts=True),
            self._gate.route(f"{one}/close", self._close, IT, posts=True),
        ]

    def _list(self, call: Call) -> Response:
        return self._all(call, "")

    def _all(self, call: Call, trouble: str) -> Response:
        found = sorted(self._county.officers.all(), key=lambda one: bool(one.removed_at))
        facts = {"officers": found, "roles": _ROLES, "form": call.form, "trouble": trouble}
        return self._pages.show("officers", call.visitor, 409 if trouble else 200, **facts)

    def _add(self, call: Call) -> Response:
        password, form = new_password(), call.form
        try:
            made = self._county.officers.add(form.text("name"), form.text("role"), password, by=_me(call))
        except Refused as refused:
            return self._all(call, words.sentence(refused))
        return self._told(call, made, password)

    def _show(self, call: Call) -> Response:
        return self._one(call, "")

    def _one(self, call: Call, trouble: str) -> Response:
        officer = self._officer(call)
        facts = {"officer": officer, "roles": _ROLES, "deeds": self._county.deeds.newest(officer.id)}
        return self._pages.show("officer", call.visitor, 409 if trouble else 200, **facts, trouble=trouble)

    def _set_role(self, call: Call) -> Response:
        officer = self._officer(call)
        try:
            self._county.officers.set_role(officer.name, call.form.text("role"), by=_me(call))
        except Refused as refused:
            return self._one(call, words.sentence(refused))
        return go(f"/officers/{officer.id}")

    def _set_password(self, call: Call) -> Response:
        """Give an account a new password, which is kept nowhere: this page is the only place where it is shown."""
        officer, password = self._officer(call), new_password()
        if officer.id == call.visitor.id:
            return go("/password")
        return self._told(call, self._county.officers.set_password(officer.name, password, by=_me(call)), password)

    def _close(self, call: Call) -> Response:
        officer = self._officer(call)
        try:
            self._county.officers.remove(officer.name, by=_me(call))
        except Refused as refused:
            return self._one(call, words.sentence(refused))
        return go(f"/officers/{officer.id}")

    def _told(self, call: Call, officer: CountyOfficer, password: str) -> Response:
        return self._pages.show("officer_told", call.visitor, officer=officer, password=password)

    def _officer(self, call: Call) -> CountyOfficer:
        found = self._county.officers.find(call.part("officer"))
        if found is None:
            raise Missing
        return found


def _me(call: Call) -> tuple[str, str]:
    return call.visitor.id, call.visitor.name
