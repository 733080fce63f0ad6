"""The page of backups: no place, some there, one being made, one tried, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.errors import Unavailable
from app.services.backups import Kept
from tests.desk.counter import Counter
from ui.backup.model import BackupModel
from ui.backup.view import BackupFacts, Going, make_view, say
from ui.backup.window import BackupPage
from ui.problems import sentence

MIB = 2**20


def pages(at: Counter) -> Iterator[str]:
    """Show each state of the page."""
    at.pages.go("backup")
    at.settle()
    yield "backup"
    page = at.program.window.findChild(BackupPage)
    assert isinstance(page, BackupPage)
    assert isinstance(page.model, BackupModel)
    page.model.stop()
    for name, facts in states(at.desk.now()).items():
        page.draw(make_view(facts, str(facts.kept[0].file), at.desk.now()))
        at.settle()
        yield name
    at.press("Esc")


def states(now: datetime) -> dict[str, BackupFacts]:
    """Give what the page is drawn from in each of its states."""
    folder = Path("/media/clerk/民政办大容量移动硬盘第三块/一门备份")
    kept = tuple(
        Kept(folder / f"yimen-0A-000000d1-202611{23 - day:02d}-173000.yimen", now - timedelta(days=day), size, own)
        for day, (size, own) in enumerate([(83 * MIB, True), (2_300 * MIB, True), (70 * MIB, False)] * 3)
    )
    several = BackupFacts(str(folder), kept=kept, made_at=now - timedelta(days=1), tried_at=now - timedelta(days=30))
    refused, trouble = sentence(Unavailable("backup.damaged")), sentence(Unavailable("store.disk_full"))
    return {
        "backup several": several,
        "backup writes": replace(several, going=Going(700 * MIB, 2_300 * MIB)),
        "backup made": replace(several, said=(say("made", blobs=311, size="83.0 MB"), say("missing", count=2))),
        "backup refused": replace(several, same_disk=True, refused=refused, trouble=trouble, tried_at=None),
    }
