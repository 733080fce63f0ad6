"""Two windows and a county, to which anything may happen: what Hypothesis plays with, and what must hold at the end."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from app.domain.case import Case
from app.ids import uuid7
from app.journal.case import fold_case
from app.journal.chain import first_bad
from app.journal.desk import fold_visit
from app.journal.fold import Stored, replacements
from app.journal.merkle import grown
from app.store import read_models
from sync.client.session import TAKEOVER, UNREADABLE
from sync.client.steps import Steps, advance
from sync.county import ledger, schema
from sync.county.embedded import County
from tests.sync.said import decided, text_of, visited
from tests.sync.window import Window, until_quiet

WHICH = st.integers(0, 5)  # of so many windows as there are
CASES = st.integers(0, 2)
FAULTS = st.lists(st.sampled_from(["", "", "cut", "lost", "twice"]), max_size=12)
MOMENTS = st.one_of(st.integers(2, 8), st.integers(0, 30))  # of a round; its first push is among the early ones
AROUND_A_PUSH = st.sets(st.integers(2, 7), min_size=3)
TEN_YEARS_H = 87_660
_divisions = itertools.count(512_000_000)


class Town(RuleBasedStateMachine):
    """Every text that is written is its own. `lost` are those that nobody has any more who could bring them."""

    county: County  # a running one, given by the test: many towns may live in one county

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="yimen-town-"))
        self.windows: list[Window] = []
        self.cases = [uuid7() for _ in range(3)]
        self.visits = [f"visit:{uuid7()}" for _ in range(3)]
        self.written: set[str] = set()
        self.lost: set[str] = set()
        self.copies: dict[int, Path] = {}
        self.count = 0

    @initialize()
    def open_two_windows(self) -> None:
        division = str(next(_divisions))
        for number in range(2):
            code = self.county.enrol_code(division).code
            self.windows.append(Window(self.home / str(number), f"{number + 1} 号窗口").enrol(code, self.county.url))

    # --- what officers do -----------------------------------------------------------------------

    @rule(which=WHICH, case=CASES)
    def note_something(self, which: int, case: int) -> None:
        if self.may_write(which):
            self.window(which).note(self.case_for(which, case), self.new_text(which))

    @rule(which=WHICH, case=CASES)
    def correct_the_phone(self, which: int, case: int) -> None:
        if self.may_write(which):
            body = {"fields": {"phone": (text := self.new_text(which))}, "reason": text}
            self.window(which).write(self.case_for(which, case), "case.corrected", body)

    @rule(which=WHICH, case=CASES, kind=st.sampled_from(["case.assigned", "case.not_accepted"]))
    def decide(self, which: int, case: int, kind: str) -> None:
        if self.may_write(which):
            text = self.new_text(which)
            self.window(which).write(self.case_for(which, case), kind, decided(kind, text))

    @rule(which=WHICH, visit=CASES, began=st.booleans())
    def take_a_visit_down(self, which: int, visit: int, *, began: bool) -> None:
        if self.may_write(which):
            kind, body = visited(self.new_text(which), began=began)
            self.window(which).write_to(self.visit_for(which, visit), kind, body)

    @rule(which=WHICH, case=CASES, size=st.sampled_from([0, 1_000, 300_000]))
    def file_a_picture(self, which: int, case: int, size: int) -> None:
        if self.may_write(which):
            text = self.new_text(which)
            self.window(which).file(self.case_for(which, case), text.encode() * (size // 10), text)

    # --- what the world does --------------------------------------------------------------------

    @rule(which=WHICH, faults=FAULTS)
    def sync(self, which: int, faults: list[str]) -> None:
        window = self.window(which)
        window.faults.plan.clear()
        window.faults.plan.extend(faults)
        window.sync()

    @rule(which=WHICH, case=CASES, faults=FAULTS, at=AROUND_A_PUSH | st.sets(MOMENTS, min_size=1, max_size=4))
    def write_while_sending(self, which: int, case: int, faults: list[str], at: set[int]) -> None:
        self.note_something(which, case)
        window = self.window(which)
        window.faults.plan.clear()
        window.faults.plan.extend(faults)
        for done, _ in enumerate(jobs(window.engine.round())):
            if done in at:
                self.note_something(which, case)

    @rule(which=WHICH, at=MOMENTS)
    def end_the_program_while_it_syncs(self, which: int, at: int) -> None:
        window = self.window(which)
        window.faults.plan.clear()
        cut_off(window, window.engine.round(), at)

    @rule(which=WHICH)
    def restart(self, which: int) -> None:
        self.window(which).restart()

    @rule(which=WHICH, hours=st.sampled_from([-TEN_YEARS_H, -30, -1, 0, 1, 30, TEN_YEARS_H]))
    def set_the_clock(self, which: int, hours: int) -> None:
        self.window(which).clock.wrong_by = timedelta(hours=hours)

    # --- what must hold -------------------------------------------------------------------------

    @invariant()
    def nothing_is_called_delivered_that_the_county_lacks(self) -> None:
        assert all(map(self.is_delivered_truly, self.windows))

    def is_delivered_truly(self, window: Window) -> bool:
        with self.county.site.database.reading() as connection:
            return window.store.delivered_up_to() <= ledger.head_of(connection, window.device_id()).acked_seq

    def teardown(self) -> None:
        try:
            if self.windows:
                self.heal()
                self.check()
        finally:
            for window in self.windows:
                window.close()
            shutil.rmtree(self.home)

    def heal(self) -> None:
        """Give good lines to all, and let them talk until nobody has news; a clock that is wrong stays so."""
        for window in self.windows:
            window.faults.plan.clear()
        until_quiet(*self.windows)
        until_quiet(*self.windows)

    def check(self) -> None:
        arrived = self.county_texts()
        assert sorted(self.written - self.lost - set(arrived)) == [], (
            "nothing that was written is missing at the county"
        )
        assert sorted(arrived) == sorted(set(arrived)), "and nothing is there twice"
        for case in self.cases:
            folded = [fold_case(case, one.store.entries(f"case:{case}")) for one in self.readers(f"case:{case}")]
            assert all(one == self.county_fold(case) for one in folded), "all fold to the same case"
        for visit in self.visits:
            seen = [fold_visit(visit, one.store.entries(visit)) for one in self.readers(visit)]
            assert all(one == fold_visit(visit, self.county_stored(visit)) for one in seen), "and to the same visit"
        for window in self.windows:
            self.check_chains(window)
            self.check_documents(window)
            self.check_lists(window)
            assert window.store.setting(TAKEOVER) is None
            assert window.store.setting(UNREADABLE) is None

    def check_chains(self, window: Window) -> None:
        for device in window.store.devices():
            assert first_bad(self.county.entries(device.id), device.id) is None, "chains are whole"
        hashes = [entry.hash for entry in self.county.entries(window.device_id())]
        for checkpoint in window.store.checkpoints():
            assert checkpoint.countersigned, "every checkpoint is countersigned"
            assert checkpoint.root == grown(hashes[: checkpoint.size]).root()

    def check_documents(self, window: Window) -> None:
        for sealed in window.store.blobs():
            assert self.county.blob(sealed.ref.sha256) == window.vault.open(sealed), "documents are there unaltered"

    def check_lists(self, window: Window) -> None:
        with window.store.reading() as connection:
            for subject in read_models.all_subjects(connection):
                assert read_models.is_as_folded(connection, subject), "lists say what the entries say"

    # --- looks ----------------------------------------------------------------------------------

    def window(self, which: int) -> Window:
        """Give one of the windows, however many there are."""
        return self.windows[which % len(self.windows)]

    def case_for(self, _which: int, case: int) -> str:
        """Give the case that a window writes to."""
        return self.cases[case]

    def visit_for(self, _which: int, visit: int) -> str:
        """Give the visit that a window writes to."""
        return self.visits[visit]

    def readers(self, _subject: str) -> list[Window]:
        """Give the windows that must see the same of a subject as the county."""
        return self.windows

    def new_text(self, which: int) -> str:
        text = f"第{len(self.written):04d}句"
        self.written.add(text)
        note(f"{text} at window {which % len(self.windows)}")
        return text

    def may_write(self, which: int) -> bool:
        """Tell whether the window may write: not between a restore and the new device number."""
        return not self.window(which).store.setting("restored")

    def note_what_is_lost(self) -> None:
        """What neither the county has nor any window under one of its own names; all else must arrive in the end."""
        self.lost = self.written.difference(self.county_texts(), *map(self.texts_of, self.windows))

    def texts_of(self, window: Window) -> frozenset[str]:
        """Give the texts that a window would bring to a county that lacks them."""
        own = {device.id for device in window.store.devices()}
        entries = [item.entry for subject in self.subjects() for item in window.store.entries(subject)]
        return frozenset(text_of(entry) for entry in entries if entry.device in own)

    def subjects(self) -> list[str]:
        """Give all that is written to."""
        return [*(f"case:{case}" for case in self.cases), *self.visits]

    def county_entries(self) -> list[Stored]:
        """Give what the county has of this town, from whatever device."""
        found = []
        for device in self.devices_at_county():
            orders = self.county.orders(device)
            found += [Stored(entry, orders[entry.seq]) for entry in self.county.entries(device)]
        return found

    def devices_at_county(self) -> list[str]:
        table, scopes = schema.entry, {window.scope() for window in self.windows}
        with self.county.site.database.reading() as connection:
            return list(connection.scalars(select(table.c.device).where(table.c.scope.in_(scopes)).distinct()))

    def county_texts(self) -> list[str]:
        """Give the texts that the county has; of one that was written again only what stands for it."""
        stored = self.county_entries()
        stand_for = replacements(stored)
        return [text_of(item.entry) for item in stored if stand_for.get(item.entry.hash) in {None, item.entry.hash}]

    def county_fold(self, case: str) -> Case | None:
        return fold_case(case, self.county_stored(f"case:{case}"))

    def county_stored(self, subject: str) -> list[Stored]:
        return [item for item in self.county_entries() if item.entry.subject == subject]


def jobs(steps: Steps[Any]) -> Iterator[None]:
    """Do the jobs of a round one by one; between two of them the world may turn."""
    try:
        job = next(steps)
        while True:
            yield
            job = advance(steps, job)
    except StopIteration:
        return
    finally:
        steps.close()


def cut_off(window: Window, steps: Steps[Any], at: int) -> None:
    """End the program after so many jobs of what it does, or where that is done, and start it again."""
    for done, _ in enumerate(jobs(steps)):
        if done == at:
            break
    window.restart()
