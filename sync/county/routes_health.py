"""Calls for those who run the server: is it alive, and what does it count."""

import hmac
import ipaddress

from sqlalchemy import Connection, func, select, text
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.errors import Unavailable
from sync.county import schema
from sync.county.access import no_token
from sync.county.desk import Desk, answer

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

    async def _metrics(self, request: Request) -> Response:
        if not self._may_measure(request):
            raise no_token()
        return Response(await run_in_threadpool(self._numbers), media_type=_METRICS_TYPE)

    def _may_measure(self, request: Request) -> bool:
        if request.client is not None and _is_loopback(request.client.host):
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
        with self._desk.site.database.reading() as connection:
            return "".join(
                f"# TYPE yimen_{name} {kind}\nyimen_{name} {number}\n" for name, kind, number in _counted(connection)
            )


def _counted(connection: Connection) -> list[tuple[str, str, int]]:
    entries, blobs, devices, uploads = schema.entry, schema.blob, schema.device, schema.upload
    withheld = select(func.count()).select_from(entries).where(entries.c.order_number.is_(None))
    active = select(func.count()).select_from(devices).where(devices.c.revoked_at.is_(None))
    begun = select(func.count()).select_from(uploads).where(uploads.c.done == 0)
    size = select(func.coalesce(func.sum(blobs.c.size), 0))
    asked = [
        ("newest_order", "counter", select(schema.county.c.newest)),
        ("entries_withheld", "gauge", withheld),
        ("blobs", "gauge", select(func.count()).select_from(blobs)),
        ("blob_bytes", "gauge", size),
        ("uploads_unfinished", "gauge", begun),
        ("devices_active", "gauge", active),
        ("relayed_waiting", "gauge", select(func.count()).select_from(schema.relayed)),
        ("incidents", "counter", select(func.count()).select_from(schema.incident)),
    ]
    return [(name, kind, int(connection.execute(query).scalar_one())) for name, kind, query in asked]


def _word(*, ok: bool) -> str:
    return "ok" if ok else "failed"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
