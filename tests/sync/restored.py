"""Towns of which a part goes back to an earlier state: a window to a copy of it, or the county to its backup."""

import shutil
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sync.county import backup
from sync.county.embedded import County
from tests.sync.machine import WHICH, Town
from tests.sync.window import Window

if TYPE_CHECKING:
    from pathlib import Path


class TownOfCopies(Town):
    """A town whose windows are copied, and put back to their copies."""

    @rule(which=WHICH)
    def copy_the_installation(self, which: int) -> None:
        target = self.home / f"copy{self.count}"
        self.count += 1
        self.window(which).copy_to(target)
        self.copies[which % len(self.windows)] = target

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), by_restore=st.booleans())
    def put_the_copy_back(self, data: st.DataObject, *, by_restore: bool) -> None:
        """What was written since and is not at the county is gone with the disk; all else must come back."""
        self.go_back(data.draw(st.sampled_from(sorted(self.copies))), by_restore=by_restore)

    def go_back(self, which: int, *, by_restore: bool) -> None:
        """Put a window back to the copy that was made of it."""
        self.window(which).go_back_to(self.copies[which], by_restore=by_restore)
        self.note_what_is_lost()


class TownOfARestoredCounty(Town):
    """A town whose county is set back to its backups, while the windows keep what they have."""

    def __init__(self) -> None:
        super().__init__()
        self.county = County(self.home / "county").start()
        self.backups: list[Path] = []

    @rule()
    def save_the_county(self) -> None:
        self.backups.append(self.home / f"backup{len(self.backups)}")
        backup.back_up(self.county.site, self.backups[-1])

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def put_the_county_back(self, data: st.DataObject) -> None:
        self.set_back(data.draw(st.sampled_from(self.backups)))

    def set_back(self, copy: "Path") -> None:
        """Make a county of a backup, under the same address."""
        port = self.county.port
        self.county.stop()
        shutil.rmtree(self.home / "county")
        backup.restore(copy, self.home / "county")
        self.county = County(self.home / "county", port).start()
        self.note_what_is_lost()

    def is_delivered_truly(self, window: Window) -> bool:  # noqa: ARG002 - as the town asks it
        """What was delivered to a county that forgot it is delivered no more: the next round finds out."""
        return True

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            self.county.stop()
