"""What the server counts of itself, for Prometheus; what the database counts is asked when somebody looks."""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from sync.county.lanes import Lanes
from sync.county.seen import Seen

if TYPE_CHECKING:
    from concurrent.futures import Future

Row = tuple[str, str, int]  # name without prefix, what it is, value
Unsent = tuple[str, str, int]  # an office's division, a window's number, seconds since the oldest was written
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_GROUP: Final = (1, 2, 4, 8, 16, 32, 64)
_MOST_DEVICES: Final = 10_000

disable_created_metrics()  # type: ignore[no-untyped-call]  # the package leaves it without types


class Metrics:
    """The counters of one server. They begin at zero with each start, as Prometheus expects."""

    def __init__(self, lanes: Lanes) -> None:
        self.registry = CollectorRegistry()
        self._writing = _Writing()
        self._versions: OrderedDict[str, str] = OrderedDict()
        ours: dict[str, Any] = {"registry": self.registry, "namespace": "yimen"}
        self._requests = Counter("requests", "Requests answered.", ("method", "route", "status"), **ours)
        self._seconds = Histogram("request_seconds", "Until the answer ends.", ("route",), buckets=_SECONDS, **ours)
        self._bytes = Counter("http_bytes", "Bytes of bodies as they travel.", ("direction",), **ours)
        self._refusals = Counter("refusals", "Requests that were not done, by problem code.", ("code",), **ours)
        self.under_way = Gauge("requests_under_way", "Requests being served, event streams left out.", **ours)
        self.streams = Gauge("event_streams", "Event streams that are open.", **ours)
        self._waits = Histogram("writer_seconds", "From the queue to the commit.", buckets=_SECONDS, **ours)
        self._groups = Histogram("writer_group", "Transactions that shared one commit.", buckets=_GROUP, **ours)
        Gauge("writer_waiting", "Transactions that wait for the writer.", **ours).set_function(self._writing.waiting)
        line = Gauge("lane_waiting", "Requests that wait for their turn.", ("lane",), **ours)
        line.labels("text").set_function(lambda: lanes.text.waiting)
        line.labels("pictures").set_function(lambda: lanes.pictures.waiting)
        self.registry.register(_Clients(self._versions))
        ProcessCollector(registry=self.registry)

    def answered(self, seen: Seen, method: str, route: str, status: int, seconds: float | None) -> None:
        """Count an answer; `seconds` is None for what is meant to last."""
        self._requests.labels(method, route, status).inc()
        if seconds is not None:
            self._seconds.labels(route).observe(seconds)
        if seen.code:
            self._refusals.labels(seen.code).inc()
        if seen.device and seen.version:
            self._versions[seen.device] = seen.version
            self._versions.move_to_end(seen.device)
            if len(self._versions) > _MOST_DEVICES:
                self._versions.popitem(last=False)

    def travelled(self, came: int, went: int) -> None:
        """Count bytes of bodies."""
        self._bytes.labels("in").inc(came)
        self._bytes.labels("out").inc(went)

    def watch(self, future: "Future[Any]") -> None:
        """Count a transaction until it is committed."""
        begun = time.monotonic()
        self._writing.begin()

        def done(_: object) -> None:
            self._writing.end()
            self._waits.observe(time.monotonic() - begun)

        future.add_done_callback(done)

    def committed(self) -> None:
        """Count a commit; called in the writer's thread once all who waited for it have heard."""
        if group := self._writing.group():
            self._groups.observe(group)

    def text(self, counted: Iterable[Row], unsent: Iterable[Unsent]) -> str:
        """Give everything in Prometheus' text form, with what the database counts and what windows told."""
        once = CollectorRegistry()
        once.register(_Counted(counted, unsent))
        return (generate_latest(self.registry) + generate_latest(once)).decode("utf-8")


class _Writing:
    """How many transactions wait, and how many the last commit took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = self._done = 0

    def waiting(self) -> float:
        return self._waiting

    def begin(self) -> None:
        with self._lock:
            self._waiting += 1

    def end(self) -> None:
        with self._lock:
            self._waiting -= 1
            self._done += 1

    def group(self) -> int:
        with self._lock:
            done, self._done = self._done, 0
        return done


class _Clients(Collector):
    """How many devices were last seen with which version of the window program, since the server started."""

    def __init__(self, versions: OrderedDict[str, str]) -> None:
        self._versions = versions

    def collect(self) -> Iterable[Metric]:
        family = GaugeMetricFamily("yimen_clients", "Devices by the version last seen.", labels=["version"])
        known = list(self._versions.values())
        for version in sorted(set(known)):
            family.add_metric([version], known.count(version))
        yield family


class _Counted(Collector):
    """What the database counts, at this moment, and how old the oldest is that each window has not sent."""

    def __init__(self, counted: Iterable[Row], unsent: Iterable[Unsent]) -> None:
        self._counted, self._unsent = counted, unsent

    def collect(self) -> Iterable[Metric]:
        for name, help_text, value in self._counted:
            yield GaugeMetricFamily(f"yimen_{name}", help_text, value=value)
        told = "Age of the oldest that a window had not sent when it last told; 0 when all was sent."
        family = GaugeMetricFamily("yimen_window_oldest_unsent_seconds", told, labels=["office", "window"])
        for office, window, seconds in self._unsent:
            family.add_metric([office, window], seconds)
        yield family
