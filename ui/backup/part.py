"""The part of the desk for backups: route ``backup``; it makes the one of the day, and home says when it is late."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app import clock
from ui.backup.keeper import BackupKeeper
from ui.backup.model import BackupModel
from ui.backup.window import BackupPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

BACKUP: Final = "backup"
LATE: Final = timedelta(days=3)


class BackupPart(QObject):
    """Opens the page; Esc leads home. A backup goes on while other pages are shown."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__(pages)
        self._pages = pages
        self.keeper = BackupKeeper(lambda: pages.desk, pages.frame.jobs, self)
        pages.route(BACKUP, self.open)
        pages.home.shown.connect(self._tell)
        self.keeper.changed.connect(self._tell)
        self.keeper.start()

    def open(self) -> None:
        """Show the backups."""
        pages = self._pages
        pages.leave_intake()
        model = BackupModel(pages.desk, pages.frame.jobs, self.keeper)
        model.back_asked.connect(pages.show_home)
        page = BackupPage(model)
        model.setParent(page)
        pages.show(BACKUP, page)

    def _tell(self, _view: object = None) -> None:
        desk = self._pages.desk
        self._pages.home.backup_late(late(self.keeper.made_at, desk.now(), training=desk.training))


def late(made_at: datetime | None, now: datetime, *, training: bool) -> str | None:
    """Give since when there is no backup (stored form, empty for never) where that is too long, else None."""
    if training:
        return None
    if made_at is None:
        return ""
    return clock.text(made_at) if now - made_at >= LATE else None
