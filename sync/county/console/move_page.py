"""A case moves to another township, and what came when it had moved is sent after it: a page for each."""

from starlette.responses import Response
from starlette.routing import Route

from app.domain.access import Purpose
from app.errors import Refused
from sync.county.console import words
from sync.county.console.case_page import looked_at
from sync.county.console.county import County
from sync.county.console.form import Form
from sync.county.console.gate import LEADERS, Gate
from sync.county.console.pages import Call, Pages, go
from sync.county.moving import Moving

_EMPTY = Form({}, {})


class MovePage:
    """移交 and 补移交."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county
        self._moving = Moving(county.site, county.desk.ledger)

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            self._gate.route("/cases/{case}/move", self._ask, LEADERS),
            self._gate.route("/cases/{case}/move", self._move, LEADERS, posts=True),
            self._gate.route("/cases/{case}/send-after", self._ask_after, LEADERS),
            self._gate.route("/cases/{case}/send-after", self._send_after, LEADERS, posts=True),
        ]

    def _ask(self, call: Call) -> Response:
        return self._shown(call, "move", _EMPTY, "")

    def _ask_after(self, call: Call) -> Response:
        return self._shown(call, "send_after", _EMPTY, "")

    def _shown(self, call: Call, page: str, form: Form, trouble: str) -> Response:
        """Show the page, with what was typed and what is in the way."""
        county, status = self._county, 409 if trouble else 200
        view = looked_at(county, call, Purpose.HANDLE)
        with county.site.database.reading() as connection:
            others = [one for one in county.offices(connection) if one.scope != view.case.scope]
        if page == "send_after" and not view.case.left_behind:
            trouble = words.sentence(Refused("move.nothing" if view.case.progress.handed_over else "move.not_moved"))
        facts = {"view": view, "form": form, "others": others, "trouble": trouble}
        return self._pages.show(page, call.visitor, status, **facts)

    def _move(self, call: Call) -> Response:
        """Hand the case over, once it was said that this is meant."""
        form, case = call.form, looked_at(self._county, call, Purpose.HANDLE).case
        try:
            _check_sure(form)
            by = self._county.by(call.visitor)
            moved = self._moving.hand_over(case.id, form.text("division"), form.text("reason"), by)
        except Refused as refused:
            return self._shown(call, "move", form, words.sentence(refused))
        return go(f"/cases/{moved.goes_on.id}")

    def _send_after(self, call: Call) -> Response:
        case = looked_at(self._county, call, Purpose.HANDLE).case
        try:
            self._moving.send_after(case.id, self._county.by(call.visitor))
        except Refused as refused:
            return self._shown(call, "send_after", _EMPTY, words.sentence(refused))
        return go(f"/cases/{case.id}")


def _check_sure(form: Form) -> None:
    if form.text("sure") != "yes":
        raise Refused("move.not_sure")
