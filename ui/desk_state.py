"""What the bars of the window say about the open store."""

from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinterInfo

from app import clock, settings
from app.domain.visit import Outcome
from ui.shell.view import DeskState
from ui.visit.day import day_lines

if TYPE_CHECKING:
    from app.services.desk import Desk
    from ui.sync_status.facts import SyncState


def state_of(desk: "Desk", sending: "SyncState") -> DeskState:
    """Give what the bars show. In the store's lane."""
    store, day = desk.store, desk.today()
    pending, today = store.pending(), store.today(day)
    lines = day_lines(store.visits(day), store.drafts(), day)
    known = settings.load(desk.data)
    return DeskState(
        office=desk.device().name,
        officer=desk.officer_name,
        online=sending.online,
        cases=pending.cases,
        blobs=pending.blobs,
        oldest_at=clock.parse(pending.oldest_at) if pending.oldest_at else None,
        last_success_at=sending.last_success_at,
        accepted_today=today.accepted,
        drafts=today.drafts,
        came_today=len(lines),
        referred_today=sum(line.outcome == Outcome.REFERRED for line in lines),
        printer=known.printer in QPrinterInfo.availablePrinterNames() if known.printer else None,
        backup_at=clock.parse(known.backed_up_at) if known.backed_up_at else None,
        training=desk.training,
    )
