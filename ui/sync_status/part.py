"""What sends, and the page that shows it, built for one open store."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.version import AGENT
from sync.client import rounds
from sync.client.calls import HttpCounty
from sync.client.engine import Engine
from ui import machine_report
from ui.jobs import Jobs
from ui.network import Network
from ui.sync_status.facts import QueueReads
from ui.sync_status.line import Line
from ui.sync_status.model import SyncModel
from ui.syncing import Syncing

if TYPE_CHECKING:
    from app.services.desk import Desk


def sending_at(desk: "Desk", jobs: Jobs, shown: QueueReads, note: Callable[[int], None]) -> tuple[Syncing, SyncModel]:
    """Give what sends for a store, and the model of its page, which shows what `shown` reads of it.

    `note` writes down that the page named so many people.
    """
    county, network = HttpCounty.of(desk.device(), AGENT, desk.now), Network()
    line = Line(desk.data, jobs, lambda: network.metered, now=desk.now)
    engine = Engine(desk.store, desk.vault, county, now=desk.now, traffic=county.traffic)
    keep = partial(rounds.keep, desk.data / "log")
    syncing = Syncing(engine, jobs, now=desk.now, use=line.use, keep=keep)
    network.setParent(syncing)
    network.back.connect(syncing.wake)
    line.done.connect(syncing.use_line_anew)
    report = partial(machine_report.write, desk.data)
    return syncing, SyncModel(shown, syncing, jobs, line, report, now=desk.now, note=note)
