"""Two townships, three windows and their county: everything that can happen to one of them may happen to all."""

import itertools

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from app.ids import uuid7
from app.journal.case import fold_case
from tests.sync.machine import WHICH
from tests.sync.restored import TownOfARestoredCounty, TownOfCopies
from tests.sync.said import text_of
from tests.sync.window import Window

_divisions = itertools.count(513_000_000)
_NAMES = ("一号窗口", "二号窗口", "邻镇窗口")


class Townships(TownOfCopies, TownOfARestoredCounty):
    """Windows 0 and 1 are of one township, window 2 of another, which now and then writes where it may not.

    Work is lost only where its author's disk and the county's went back to before it: nobody then can bring it, for
    a colleague's copy is kept aside until its author pushes it.

    Whoever builds bundles adds a rule here that carries them: ``export`` at a window, ``import`` at the county, any
    number of times and in any order; what must hold at the end stays as it is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begun_here = uuid7()  # a case that the county has seen begin in the first township
        self.theirs = [uuid7() for _ in range(3)]
        self.their_visits = [f"visit:{uuid7()}" for _ in range(3)]

    @initialize()
    def open_two_windows(self) -> None:
        """Open three."""
        divisions = [str(next(_divisions)) for _ in range(2)]
        for number, name in enumerate(_NAMES):
            code = self.county.enrol_code(divisions[number // 2]).code
            self.windows.append(Window(self.home / str(number), name).enrol(code, self.county.url))
        self.windows[0].note(self.begun_here, self.new_text(0))
        self.windows[0].sync()

    def case_for(self, which: int, case: int) -> str:
        return (self.theirs if self.is_theirs(which) else self.cases)[case]

    def visit_for(self, which: int, visit: int) -> str:
        return (self.their_visits if self.is_theirs(which) else self.visits)[visit]

    def is_theirs(self, which: int) -> bool:
        return which % len(self.windows) == 2

    @rule()
    def write_into_the_other_township(self) -> None:
        """The county keeps it without order, and nothing waits for it."""
        if self.may_write(2):
            self.windows[2].note(self.begun_here, self.new_text(2))

    @rule(which=WHICH)
    def hear_of_it(self, which: int) -> None:
        """What the stream of events brings about: a round that has nothing else to do."""
        self.window(which).sync()

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def put_the_county_back(self, data: st.DataObject) -> None:
        super().put_the_county_back(data)
        held = [self.texts_in(number) for number in range(len(self.windows))]
        at_county = self.texts_at_county()
        self.lost |= {
            text for text, author in self.written.items() if text not in at_county and text not in held[author]
        }

    def texts_in(self, which: int) -> frozenset[str]:
        known = [f"case:{case}" for case in (*self.theirs, self.begun_here)] + self.their_visits
        stored = [item.entry for subject in known for item in self.window(which).store.entries(subject)]
        return super().texts_in(which) | frozenset(map(text_of, stored))

    def readers(self, subject: str) -> list[Window]:
        """A colleague may hold what is lost to the county: then they differ until its author is heard of again."""
        ours = [window.store.entries(subject) for window in self.windows[:2]]
        texts = {text_of(item.entry) for stored in ours for item in stored}
        return [] if texts & self.lost else self.windows[:2]

    def check(self) -> None:
        super().check()
        for case in self.theirs:
            stored = self.windows[2].store.entries(f"case:{case}")
            if not {text_of(item.entry) for item in stored} & self.lost:
                assert fold_case(case, stored) == self.county_fold(case)
        for window in self.windows[:2]:
            assert not any(window.store.entries(f"case:{case}") for case in self.theirs), "each sees its own only"
