"""The sync page in a window of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from ui.jobs import Jobs
from ui.sync_status.model import SyncModel
from ui.sync_status.window import SyncPage


@contextmanager
def shown(model: SyncModel, jobs: Jobs) -> Iterator[SyncPage]:
    """Show the page, drawn and with the focus; it is gone afterwards."""
    made = SyncPage(model)
    made.resize(1366, 680)
    made.show()
    made.activateWindow()
    jobs.wait()
    made.setFocus()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()
