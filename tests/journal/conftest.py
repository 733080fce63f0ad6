"""Writers of made-up chains, and JSON values that a journal may hold."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import strategies as st

from app.journal.entry import ZERO_HASH, Entry, Place, write

DEVICES = ("019aa000-0000-7000-8000-00000000000a", "019aa000-0000-7000-8000-00000000000b")
OFFICER = "019aa000-0000-7000-8000-0000000000f1"
CASE = "case:019aa000-0000-7000-8000-0000000000c1"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
BODIES = st.dictionaries(TEXTS, VALUES, max_size=5)


class Writer:
    """A device of tests: writes entries one after the other, each with a salt that is always the same."""

    def __init__(self, device: str = DEVICES[0], scope: str = "t-7K3Q2M") -> None:
        self.device, self.scope = device, scope
        self.entries: list[Entry] = []

    def write(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        parents: tuple[Entry, ...] = (),
        subject: str = CASE,
        v: int = 1,
    ) -> Entry:
        """Add an entry that knows `parents`."""
        seq = len(self.entries) + 1
        prev = self.entries[-1].hash if self.entries else ZERO_HASH
        at = f"2026-11-24T08:00:{seq % 60:02d}.000Z"
        knows = tuple(sorted(parent.hash for parent in parents))
        place = Place(self.device, seq, prev, knows, at, "ok", OFFICER, ZERO_HASH, self.scope)
        entry = write(place, subject, kind, v, body, salt=f"{seq:032x}")
        self.entries.append(entry)
        return entry


@pytest.fixture
def writer() -> Callable[..., Writer]:
    return Writer
