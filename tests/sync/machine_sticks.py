"""The town of copies whose windows and county also exchange sticks: written, carried and read at any time, or twice."""

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.errors import Refused
from sync.client.export import Target, Watch
from tests.sync.machine import MOMENTS, WHICH, cut_off
from tests.sync.restored import TownOfCopies
from tests.sync.sticks import answer, bring, report, reports, take

if TYPE_CHECKING:
    from tests.sync.window import Window

ANY = st.integers(0, 1_000)
LIMITS = st.sampled_from([2**32 - 1, 400_000])
# What a stick may be refused for here: it is of another life of the window or of the county, or of none yet.
EXPECTED = {
    "bundle.not_known_yet", "bundle.takeover_first", "bundle.not_for_us", "bundle.other_life", "bundle.old_answer",
    "bundle.unknown_device",
}  # fmt: skip


class TownOfSticks(TownOfCopies):
    """`written_sticks` are files on their way to the county, `answers` those on their way back, with their window."""

    def __init__(self) -> None:
        super().__init__()
        self.written_sticks: list[tuple[Window, Path]] = []
        self.answers: list[tuple[Window, Path]] = []

    @rule(which=WHICH, limit=LIMITS)
    def write_a_stick(self, which: int, limit: int) -> None:
        window, folder = self.window(which), self.new_stick()
        try:
            report(window, folder, limit=limit)
        except Refused as refused:
            assert refused.code in EXPECTED
        self.written_sticks += [(window, file) for file in reports(folder)]

    @rule(which=WHICH, limit=LIMITS, at=MOMENTS)
    def end_the_program_while_it_writes_a_stick(self, which: int, limit: int, at: int) -> None:
        """Parts that are whole stay, and go on their way."""
        window, folder = self.window(which), self.new_stick()
        try:
            cut_off(window, window.engine.export(Target(folder, "", limit), Watch()), at)
        except Refused as refused:
            assert refused.code in EXPECTED
        self.written_sticks += [(window, file) for file in reports(folder)]

    @precondition(lambda self: self.written_sticks)
    @rule(nth=ANY)
    def carry_a_stick_to_the_county(self, nth: int) -> None:
        window, file = self.written_sticks[nth % len(self.written_sticks)]
        try:
            brought = bring(self.county, file)
        except Refused as refused:
            assert refused.code in EXPECTED
            return
        self.answers.append((window, answer(self.county, brought, self.home / "back")))

    @precondition(lambda self: self.answers)
    @rule(nth=ANY)
    def carry_an_answer_back(self, nth: int) -> None:
        window, file = self.answers[nth % len(self.answers)]
        try:
            take(window, file)
        except Refused as refused:
            assert refused.code in EXPECTED

    @precondition(lambda self: self.answers)
    @rule(nth=ANY, at=MOMENTS)
    def end_the_program_while_it_reads_an_answer(self, nth: int, at: int) -> None:
        window, file = self.answers[nth % len(self.answers)]
        try:
            cut_off(window, window.engine.take_answer(file), at)
        except Refused as refused:
            assert refused.code in EXPECTED

    def new_stick(self) -> Path:
        """Give an empty folder."""
        folder = self.home / f"stick{len(list(self.home.glob('stick*')))}"
        folder.mkdir()
        return folder
