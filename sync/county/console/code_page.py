"""Enrol codes: made for an office, shown once with a QR, listed while unused, taken back."""

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Final

from markupsafe import Markup
from sqlalchemy import Connection
from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.gate import IT, Gate
from sync.county.console.pages import Call, Pages, go
from sync.county.enrolment import NewCode, is_division
from sync.county.windows import unused_codes

_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Slip:
    """A code as it is printed: `qr` is an SVG picture of our own making."""

    code: NewCode
    qr: Markup


class CodePage:
    """The page of codes."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            self._gate.route("/codes", self._list, IT),
            self._gate.route("/codes", self._make, IT, posts=True),
            self._gate.route("/codes/cancel", self._cancel, IT, posts=True),
        ]

    def _list(self, call: Call) -> Response:
        return self._shown(call, "")

    def _shown(self, call: Call, trouble: str) -> Response:
        county = self._county
        with county.site.database.reading() as connection:
            codes, offices = unused_codes(connection, county.site.time()), county.offices(connection)
        status = 409 if trouble else 200
        facts = {"codes": codes, "offices": offices, "form": call.form, "trouble": trouble}
        return self._pages.show("codes", call.visitor, status, **facts)

    def _make(self, call: Call) -> Response:
        """Make codes and show them: they are kept nowhere, so this is the only time."""
        form, me, county = call.form, call.visitor, self._county
        try:
            division, count = _division(form.text("division")), _count(form.text("count") or "1")
            work = partial(self._made, call, division, count)
            made = county.site.database.write(work).result()
        except Refused as refused:
            return self._shown(call, words.sentence(refused))
        with county.site.database.reading() as connection:
            office = next(one for one in county.offices(connection) if one.division == division)
        return self._pages.show("codes_made", me, office=office, slips=[Slip(code, _qr(code.code)) for code in made])

    def _made(self, call: Call, division: str, count: int, connection: Connection) -> list[NewCode]:
        me, county, name = call.visitor, self._county, call.form.text("name")
        made = [county.desk.enrolment.make_code(connection, division, name) for _ in range(count)]
        for code in made:
            county.deeds.keep(connection, (me.id, me.name), "code", code.scope, code.device_number)
        return made

    def _cancel(self, call: Call) -> Response:
        me, county = call.visitor, self._county

        def work(connection: Connection) -> None:
            scope = county.desk.enrolment.cancel(connection, call.form.text("code"))
            county.deeds.keep(connection, (me.id, me.name), "cancel", scope)

        try:
            county.site.database.write(work).result()
        except Refused as refused:
            return self._shown(call, words.sentence(refused))
        return go("/codes")


def _division(written: str) -> str:
    if not is_division(written):
        raise Refused("county.division")
    return written


def _count(written: str) -> int:
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:4]) <= _MOST):
        raise Refused("county.count", most=_MOST)
    return int(written)


def _qr(code: str) -> Markup:
    import segno  # noqa: PLC0415 - only for those who make codes

    picture = BytesIO()
    segno.make(code.replace("-", ""), error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr", lineclass=None
    )
    return Markup(picture.getvalue().decode("ascii"))  # noqa: S704 - drawn by segno from a code of our own
