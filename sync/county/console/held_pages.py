"""What waits for an administrator: entries without an order, sealed bundles, work whose author is gone. Only IT may.

Each is looked at on a page of its own, which says what a release means, and is released there with a reason.
"""

from collections.abc import Callable

from sqlalchemy import Connection
from starlette.responses import Response
from starlette.routing import Route

from app.errors import Refused
from sync.county import aside, bundle_words, gone, held
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.gate import IT, Gate
from sync.county.console.pages import Call, Pages
from sync.county.gone import Counting
from sync.county.importing import Importing
from sync.county.windows import window_names

_DIGITS = 15


class HeldPages:
    """The list of all that waits, and a page for each thing."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county
        self._counting = Counting(county.desk.enrolment, county.desk.ledger, county.deeds)

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        found = [self._gate.route("/held", self._list, IT)]
        for path, ask, take in (
            ("/held/entries/{device}/{seq}", self._entries, self._release),
            ("/held/bundles/{name}", self._bundle, self._open),
            ("/held/authors/{device}", self._author, self._count),
        ):
            found.append(self._gate.route(path, self._asker(ask), IT))
            found.append(self._gate.route(path, self._taker(ask, take), IT, posts=True))
        return found

    def _list(self, call: Call) -> Response:
        site = self._county.site
        with site.database.reading() as connection:
            facts = {"groups": held.groups(connection), "authors": gone.authors(connection)}
            facts |= {"windows": window_names(connection), "bundles": aside.waiting(site)}
        return self._pages.show("held", call.visitor, **facts)

    def _asker(self, ask: Callable[[Call, str], Response]) -> Callable[[Call], Response]:
        return lambda call: ask(call, "")

    def _taker(self, ask: Callable[[Call, str], Response], take: Callable[[Call], str]) -> Callable[[Call], Response]:
        def taken(call: Call) -> Response:
            try:
                _need_reason(call)
                return self._pages.show("held_done", call.visitor, said=take(call))
            except Refused as refused:
                return ask(call, words.sentence(refused))

        return taken

    def _shown(self, call: Call, what: str, trouble: str, **facts: object) -> Response:
        facts |= {"what": what, "form": call.form, "trouble": trouble}
        return self._pages.show("held_one", call.visitor, 409 if trouble else 200, **facts)

    def _entries(self, call: Call, trouble: str) -> Response:
        with self._county.site.database.reading() as connection:
            one = held.group(connection, call.part("device"), _number(call.part("seq")))
        return self._shown(call, "entries", trouble, one=one)

    def _release(self, call: Call) -> str:
        county, device, reason = self._county, call.part("device"), call.form.text("reason")
        first, seen = _number(call.part("seq")), _number(call.form.text("seen"))

        def work(connection: Connection) -> int:
            one = held.group(connection, device, first)
            count = held.release(connection, county.desk.ledger, device, first, seen)
            place = words.say("held.place", first=one.first, last=one.last, count=count, reason=reason)
            county.deeds.keep(connection, _me(call), "release", device, place)
            return count

        return words.say("held.done.entries", count=county.site.database.write(work).result())

    def _bundle(self, call: Call, trouble: str) -> Response:
        one = aside.find(self._county.site, call.part("name"))
        with self._county.site.database.reading() as connection:
            windows = window_names(connection)
        return self._shown(call, "bundle", trouble, one=one, windows=windows)

    def _open(self, call: Call) -> str:
        county, one, reason = self._county, aside.find(self._county.site, call.part("name")), call.form.text("reason")
        place = words.say("held.part", part=one.part, parts=one.parts, reason=reason)

        def note(connection: Connection) -> None:
            county.deeds.keep(connection, _me(call), "open_bundle", one.device, place)

        county.site.database.write(note).result()  # before anything of it is taken: who opened it is known in any case
        brought = Importing(county.site).take(one.file, release=True)
        aside.forget(county.site, brought)
        return bundle_words.said(brought)

    def _author(self, call: Call, trouble: str) -> Response:
        with self._county.site.database.reading() as connection:
            one, windows = gone.author(connection, call.part("device")), window_names(connection)
        seen = self._county.desk.windows.seen_at(one.device)
        return self._shown(call, "author", trouble, one=one, windows=windows, seen=seen)

    def _count(self, call: Call) -> str:
        device, form = call.part("device"), call.form

        def work(connection: Connection) -> gone.Counted:
            return self._counting.confirm(
                connection, device, _me(call), form.text("reason"), _number(form.text("seen"))
            )

        done = self._county.site.database.write(work).result()
        said = words.say("held.done.author", entries=done.entries, withheld=done.withheld)
        return said + (words.say("held.done.left", count=done.left) if done.left else "")


def _need_reason(call: Call) -> None:
    if not call.form.text("reason"):
        raise Refused("held.no_reason")


def _me(call: Call) -> tuple[str, str]:
    return call.visitor.id, call.visitor.name


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= _DIGITS else 0
