"""Two townships, three windows and their county: everything that can happen to one of them may happen to all."""

import itertools
import shutil

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from app.ids import uuid7
from tests.sync.machine import CASES, WHICH
from tests.sync.machine_sticks import TownOfSticks
from tests.sync.restored import TownOfARestoredCounty
from tests.sync.window import Window

_divisions = itertools.count(513_000_000)
_NAMES = ("一号窗口", "二号窗口", "邻镇窗口")
_MOST = 5  # windows: these three, and PCs that were made of a copy of one of their disks


class Townships(TownOfSticks, TownOfARestoredCounty):
    """Windows 0 and 1 are of one township, window 2 of another, which now and then writes where it may not.

    The first three cases and visits are the first township's, the others the second's. Work is lost only where its
    author's disk and the county's went back to before it, and no PC was made of a copy that has it: nobody then can
    bring it, for a colleague's copy is kept aside until its author pushes it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begun_here = uuid7()  # a case that the county has seen begin in the first township
        self.cases += [uuid7() for _ in range(3)]
        self.visits += [f"visit:{uuid7()}" for _ in range(3)]

    @initialize()
    def open_two_windows(self) -> None:
        """Open three."""
        divisions = [str(next(_divisions)) for _ in range(2)]
        for number, name in enumerate(_NAMES):
            code = self.county.enrol_code(divisions[number // 2]).code
            self.windows.append(Window(self.home / str(number), name).enrol(code, self.county.url))
        self.windows[0].note(self.begun_here, self.new_text(0))
        self.windows[0].sync()

    @precondition(lambda self: self.copies and len(self.windows) < _MOST)
    @rule(data=st.data())
    def start_the_copy_on_another_pc(self, data: st.DataObject) -> None:
        """Two PCs are one device from now on, until the county hears of both."""
        home = self.home / f"clone{len(self.windows)}"
        shutil.copytree(self.copies[data.draw(st.sampled_from(sorted(self.copies)))], home)
        self.windows.append(Window(home, "克隆的电脑"))
        self.windows[-1].connect()
        self.note_what_is_lost()  # what was lost may be in this copy

    @rule()
    def write_into_the_other_township(self) -> None:
        """The county keeps it without order, and nothing waits for it."""
        if self.may_write(2):
            self.windows[2].note(self.begun_here, self.new_text(2))

    @rule(which=WHICH)
    def hear_of_it(self, which: int) -> None:
        """What the stream of events brings about: a round that has nothing else to do."""
        self.window(which).sync()

    @rule()
    def have_a_quiet_day(self) -> None:
        """All talk over good lines: what one wrote lies at its colleagues, too."""
        for window in [*self.windows, *self.windows]:
            window.faults.plan.clear()
            window.sync()

    @rule(which=WHICH, case=CASES)
    def lose_the_county_s_day(self, which: int, case: int) -> None:
        """The county goes back to the morning; what was written since is delivered, and known to all."""
        self.save_the_county()
        self.note_something(which, case)
        self.have_a_quiet_day()
        self.set_back(self.backups[-1])

    @rule(which=WHICH, case=CASES, loses=st.booleans(), by_restore=st.booleans())
    def change_the_disk(self, which: int, case: int, *, loses: bool, by_restore: bool) -> None:
        """A window goes on from a copy made just now, or made before its last note was written and sent."""
        self.copy_the_installation(which)
        if loses:
            self.note_something(which, case)
            self.have_a_quiet_day()
        self.go_back(which % len(self.windows), by_restore=by_restore)

    @precondition(lambda self: self.backups and self.copies)
    @rule(data=st.data(), by_restore=st.booleans())
    def burn_down(self, data: st.DataObject, *, by_restore: bool) -> None:
        """County and window go back, both, and nobody has talked in between."""
        self.put_the_county_back(data)
        self.put_the_copy_back(data, by_restore=by_restore)

    def case_for(self, which: int, case: int) -> str:
        return self.cases[case + 3 * self.is_theirs(which)]

    def visit_for(self, which: int, visit: int) -> str:
        return self.visits[visit + 3 * self.is_theirs(which)]

    def is_theirs(self, which: int) -> bool:
        """Tell whether a window is of the second township."""
        return self.window(which).scope() == self.windows[2].scope()

    def subjects(self) -> list[str]:
        return [*super().subjects(), f"case:{self.begun_here}"]

    def readers(self, subject: str) -> list[Window]:
        """A colleague may hold what county and author have lost: they differ until its author is heard of, or gone."""
        theirs = subject in self.their_subjects()
        readers = [window for number, window in enumerate(self.windows) if self.is_theirs(number) == theirs]
        at_county = {item.entry.hash for item in self.county_stored(subject)}
        return readers if all(self.foreign(window, subject) <= at_county for window in readers) else []

    def foreign(self, window: Window, subject: str) -> set[str]:
        """Give what a window holds of others."""
        own = {device.id for device in window.store.devices()}
        return {item.entry.hash for item in window.store.entries(subject) if item.entry.device not in own}

    def their_subjects(self) -> set[str]:
        """Give the subjects of the second township."""
        return {*(f"case:{case}" for case in self.cases[3:]), *self.visits[3:]}

    def check(self) -> None:
        super().check()
        for number, window in enumerate(self.windows):
            if not self.is_theirs(number):
                held = [subject for subject in self.their_subjects() if window.store.entries(subject)]
                assert held == [], "each sees its own only"
