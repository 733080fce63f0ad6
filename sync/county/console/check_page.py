"""Taking in a list of 核对 results: chosen, shown with what is wrong in it, and written only then."""

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from app.domain.access import Purpose
from app.errors import Refused
from app.sheets import check_list
from app.sheets.check_list import CheckRow
from sync.county.check_import import CheckImport, Plan, WrongRow
from sync.county.console import words
from sync.county.console.county import County
from sync.county.console.form import MOST_FILE_BYTES
from sync.county.console.gate import Gate
from sync.county.console.pages import Call, Pages

_KEPT: Final = timedelta(minutes=30)
_MOST_PLANS: Final = 20


@dataclass(frozen=True, slots=True)
class _Kept:
    officer: str
    at: datetime
    plan: Plan


class Plans:
    """What was shown and not written yet, in memory only: a list of people's property lies on no disk for it."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def keep(self, officer: str, plan: Plan, now: datetime) -> str:
        """Keep a plan and give its claim."""
        claim = secrets.token_urlsafe(16)
        with self._lock:
            self._kept = {name: one for name, one in self._kept.items() if now - one.at < _KEPT}
            while len(self._kept) >= _MOST_PLANS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[claim] = _Kept(officer, now, plan)
        return claim

    def take(self, officer: str, claim: str, now: datetime) -> Plan:
        """Give a plan once, to whom it was shown; Refused check.list_gone."""
        with self._lock:
            kept = self._kept.pop(claim, None)
        if kept is None or kept.officer != officer or now - kept.at >= _KEPT:
            raise Refused("check.list_gone")
        return kept.plan


class CheckPage:
    """The pages of a list."""

    def __init__(self, gate: Gate, pages: Pages, county: County) -> None:
        self._gate, self._pages, self._county = gate, pages, county
        self._imports = CheckImport(county.site, county.deciding)
        self._plans = Plans()

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            self._gate.route("/checks", self._ask),
            self._gate.route("/checks", self._show, posts=True, most_bytes=MOST_FILE_BYTES),
            self._gate.route("/checks/write", self._write, posts=True),
        ]

    def _ask(self, call: Call) -> Response:
        return self._pages.show("checks", call.visitor, plan=None, claim="", wrong=())

    def _show(self, call: Call) -> Response:
        county, me = self._county, call.visitor
        county.index.keep_up()
        try:
            plan = self._imports.plan(_rows(call.form.file("list")), county.by(me))
        except Refused as refused:
            return self._pages.show("checks", me, 409, plan=None, claim="", wrong=(), trouble=words.sentence(refused))
        for report in plan.reports:
            county.look(me, report.case, Purpose.HANDLE, "")
        claim = self._plans.keep(me.id, plan, county.site.now()) if plan.reports else ""
        return self._pages.show("checks", me, plan=plan, claim=claim, wrong=_told(plan.wrong))

    def _write(self, call: Call) -> Response:
        county, me = self._county, call.visitor
        try:
            plan = self._plans.take(me.id, call.form.text("claim"), county.site.now())
        except Refused as refused:
            return self._pages.show("checks", me, 409, plan=None, claim="", wrong=(), trouble=words.sentence(refused))
        done, failed = self._imports.write(plan, county.by(me))
        return self._pages.show("checks_done", me, done=done, wrong=_told(failed))


def _rows(content: bytes) -> tuple[CheckRow, ...]:
    if not content:
        raise Refused("list.empty")
    return check_list.read(content)


def _told(wrong: tuple[WrongRow, ...]) -> list[tuple[int, str, str]]:
    return [(one.nth, one.said[:60], words.sentence(one.refused)) for one in wrong]
