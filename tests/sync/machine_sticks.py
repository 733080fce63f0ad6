"""The town of copies whose windows and county also exchange sticks: written, carried and read at any time, or twice."""

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.errors import Refused
from tests.sync.machine import WHICH
from tests.sync.restored import TownOfCopies
from tests.sync.sticks import answer, bring, report, reports, take

if TYPE_CHECKING:
    from pathlib import Path

ANY = st.integers(0, 1_000)
# What a stick may be refused for here: it is of another life of the window, or of none yet.
EXPECTED = {"bundle.not_known_yet", "bundle.takeover_first", "bundle.not_for_us", "bundle.other_life"}


class TownOfSticks(TownOfCopies):
    """`written_sticks` are files on their way to the county, `answers` those on their way back, with their window."""

    def __init__(self) -> None:
        super().__init__()
        self.written_sticks: list[tuple[int, Path]] = []
        self.answers: list[tuple[int, Path]] = []

    @rule(which=WHICH, limit=st.sampled_from([2**32 - 1, 400_000]))
    def write_a_stick(self, which: int, limit: int) -> None:
        folder = self.home / f"stick{len(list(self.home.glob('stick*')))}"
        try:
            report(self.windows[which], folder, limit=limit)
        except Refused as refused:
            assert refused.code in EXPECTED
        self.written_sticks += [(which, file) for file in reports(folder)]

    @rule(nth=ANY)
    def carry_a_stick_to_the_county(self, nth: int) -> None:
        if self.written_sticks:
            which, file = self.written_sticks[nth % len(self.written_sticks)]
            brought = bring(self.county, file)
            self.answers.append((which, answer(self.county, brought, self.home / "back")))

    @rule(nth=ANY)
    def carry_an_answer_back(self, nth: int) -> None:
        if self.answers:
            which, file = self.answers[nth % len(self.answers)]
            try:
                take(self.windows[which], file)
            except Refused as refused:
                assert refused.code in EXPECTED
