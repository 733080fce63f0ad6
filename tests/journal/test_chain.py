"""A device's entries are one chain, and whatever is not its next link is found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.journal.chain import first_bad
from app.journal.entry import ZERO_HASH


def test_a_chain_as_written_is_whole(writer: Callable[..., Any]) -> None:
    one = writer()
    for number in range(5):
        one.write("case.noted", {"text": str(number)})

    assert first_bad(one.entries, one.device) is None
    assert first_bad(one.entries[2:], one.device, 2, one.entries[1].hash) is None
    assert first_bad([], one.device) is None


def test_the_first_entry_out_of_place_is_named(writer: Callable[..., Any]) -> None:
    one, other = writer(), writer("019aa000-0000-7000-8000-00000000000b")
    for number in range(4):
        one.write("case.noted", {"text": str(number)})
        other.write("case.noted", {"text": str(number)})
    a, b, c, d = one.entries

    assert first_bad([a, c, d], one.device) == 2
    assert first_bad([a, b, b], one.device) == 3
    assert first_bad([a, b, replace(c, prev=a.hash), d], one.device) == 3
    assert first_bad([a, other.entries[1]], one.device) == 2
    assert first_bad([b], one.device) == 1
    assert first_bad([a], one.device, 0, "1" * 64) == 1
    assert first_bad([replace(a, prev=ZERO_HASH, seq=2)], one.device) == 1
