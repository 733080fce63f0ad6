"""Calls for those who run the server or write against it: is it alive, what does it count, what does it speak."""

import hmac

from sqlalchemy import Connection, func, select, text
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.errors import Unavailable
from sync.county import schema
from sync.county.access import no_token
from sync.county.desk import Desk, answer
from sync.county.gate import address_of, is_loopback
from sync.county.metrics import Row
from sync.county.openapi import document
from sync.county.windows import all_windows, oldest_unsent

_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class HealthRoutes:
    """Liveness for everyone; numbers for this machine, or for whoever has the metrics token."""

    def __init__(self, desk: Desk, metrics_token: str = "") -> None:
        self._desk = desk
        self._metrics_token = metrics_token

    def routes(self) -> list[Route]:
        """Give the routes of this part."""
        return [
            Route("/healthz", self._healthz, methods=["GET"]),
            Route("/metrics", self._metrics, methods=["GET"]),
            Route("/v1/openapi.json", self._described, methods=["GET"]),
        ]

    async def _healthz(self, request: Request) -> Response:
        database = await run_in_threadpool(self._database)
        blobs = await self._desk.stored(self._desk.blobs.is_well)
        well = database and blobs
        page = {
            "status": _word(ok=well),
            "database": _word(ok=database),
            "blobs": _word(ok=blobs),
            "server_time": self._desk.site.time(),
        }
        return answer(request, page, 200 if well else 503)

    async def _described(self, request: Request) -> Response:
        return answer(request, document())

    async def _metrics(self, request: Request) -> Response:
        if not self._may_measure(request):
            raise no_token()
        return Response(await run_in_threadpool(self._numbers), media_type=_METRICS_TYPE)

    def _may_measure(self, request: Request) -> bool:
        if is_loopback(address_of(request.scope)):
            return True
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return bool(self._metrics_token) and hmac.compare_digest(given.encode(), self._metrics_token.encode())

    def _database(self) -> bool:
        try:
            with self._desk.site.database.reading() as connection:
                return connection.execute(text("SELECT 1")).scalar() == 1
        except Unavailable:
            return False

    def _numbers(self) -> str:
        site, states = self._desk.site, self._desk.windows
        with site.database.reading() as connection:
            unsent = oldest_unsent(all_windows(connection, states, site.now()), site.now())
            return self._desk.metrics.text(_counted(connection), unsent)


def _counted(connection: Connection) -> list[Row]:
    entries, blobs, devices, uploads = schema.entry, schema.blob, schema.device, schema.upload
    withheld = select(func.count()).select_from(entries).where(entries.c.order_number.is_(None))
    active = select(func.count()).select_from(devices).where(devices.c.revoked_at.is_(None))
    begun = select(func.count()).select_from(uploads).where(uploads.c.done == 0)
    size = select(func.coalesce(func.sum(blobs.c.size), 0))
    asked = [
        ("newest_order", "The newest number that an entry got.", select(schema.county.c.newest)),
        ("entries_withheld", "Entries that wait for somebody to look at them.", withheld),
        ("blobs", "Documents.", select(func.count()).select_from(blobs)),
        ("blob_bytes", "Bytes of all documents.", size),
        ("uploads_unfinished", "Uploads that were begun and have not come whole.", begun),
        ("devices_active", "Devices that are not revoked.", active),
        ("relayed_waiting", "Entries of others that were offered.", select(func.count()).select_from(schema.relayed)),
        ("incidents", "What IT should look at.", select(func.count()).select_from(schema.incident)),
    ]
    return [(name, meaning, int(connection.execute(query).scalar_one())) for name, meaning, query in asked]


def _word(*, ok: bool) -> str:
    return "ok" if ok else "failed"
