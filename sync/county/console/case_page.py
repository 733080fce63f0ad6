"""One case: its page, its printout, a number laid open, its documents. An entry is on disk before each is shown."""

from typing import Final

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from app.domain.access import Purpose
from app.ids import is_uuid
from sync.county import naming
from sync.county.access import Caller
from sync.county.blobs import Span, find
from sync.county.case_files import read_case
from sync.county.console.case_view import CaseView, names_blob, needs_confirmer, read_view
from sync.county.console.county import County
from sync.county.console.gate import Gate, Missing
from sync.county.console.pages import Call, Pages
from sync.county.site import state
from sync.reading import is_digest

# What a browser may show by itself; everything else is saved. What a window calls a picture is not believed.
_SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
_DOCUMENT_POLICY: Final = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


class CasePage:
    """The pages of one case."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            self._gate.route("/cases/{case}", self._show),
            self._gate.route("/cases/{case}/print", self._print),
            self._gate.route("/cases/{case}/reveal", self._reveal, posts=True),
            self._gate.route("/cases/{case}/documents/{sha256}", self._document),
        ]

    def _show(self, call: Call) -> Response:
        view = looked_at(self._county, call, Purpose.HANDLE)
        return self._pages.show("case", call.visitor, view=view, revealed="", asks_confirmer=needs_confirmer(view.case))

    def _print(self, call: Call) -> Response:
        view = looked_at(self._county, call, Purpose.PRINT)
        return self._pages.show("case_print", call.visitor, view=view, at=self._county.site.time())

    def _reveal(self, call: Call) -> Response:
        view = looked_at(self._county, call, Purpose.REVEAL)
        member = next((one for one in view.people if one.id == call.form.text("member")), None)
        if member is None:
            raise Missing
        if call.is_part:
            return self._pages.show("revealed", call.visitor, number=member.identity.id_number)
        facts = {"revealed": member.id, "asks_confirmer": needs_confirmer(view.case)}
        return self._pages.show("case", call.visitor, view=view, **facts)

    def _document(self, call: Call) -> Response:
        county, case_id, sha256 = self._county, call.part("case"), call.part("sha256")
        if not (is_uuid(case_id) and is_digest(sha256)):
            raise Missing
        with county.site.database.reading() as connection:
            if not names_blob(connection, case_id, sha256):
                raise Missing
            case, here = read_case(connection, case_id), state(connection)
            reader = Caller(here.device if here else "", "", frozenset({case.scope}))
            row = find(connection, sha256) if naming.is_readable(connection, reader, sha256) else None
        if row is None or not county.desk.blobs.is_there(row):
            raise Missing
        county.look(call.visitor, case_id, Purpose.DOCUMENT, case.scope)
        kind = row.media_type if row.media_type in _SHOWN else "application/octet-stream"
        headers = {"Content-Length": str(row.size), "Cache-Control": "no-store"}
        headers["Content-Disposition"] = "inline" if kind in _SHOWN else "attachment"
        headers["Content-Security-Policy"] = _DOCUMENT_POLICY
        parts = county.desk.streamed(county.desk.blobs.parts(sha256, Span(0, int(row.size), whole=True)))
        return StreamingResponse(parts, 200, headers, media_type=kind)


def looked_at(county: County, call: Call, purpose: Purpose) -> CaseView:
    """Give a case once the entry of this look is on disk; Missing where there is none."""
    case_id, today = call.part("case"), county.today.isoformat()
    if not is_uuid(case_id):
        raise Missing
    with county.site.database.reading() as connection:
        view = read_view(connection, case_id, today)
    if view is None:
        raise Missing
    county.look(call.visitor, case_id, purpose, view.case.scope)
    return view
