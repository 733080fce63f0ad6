"""What a case takes with it when it moves: pure, from entries alone."""

from typing import Any

import pytest

from app.journal import moving
from app.journal.fold import Stored
from app.journal.moving import Removal
from tests.journal.conftest import Writer

ROOT = "r" * 64
AT = "2026-11-20T01:00:00.000Z"


def stored(*entries: Any) -> list[Stored]:
    return [Stored(entry, order) for order, entry in enumerate(entries, 1)]


def carried(removal: Removal) -> dict[str, tuple[str, ...]]:
    """Write all that goes along, under names that can be told, and give each with what it is written on."""
    found = {}
    for piece in removal.pieces():
        found[piece.entry.hash] = piece.parents
        removal.written(piece, f"copy of {piece.entry.hash}")
    return found


def test_what_stays_leaves_its_place_to_what_it_was_written_on() -> None:
    writer = Writer()
    first = writer.write("case.noted", {"text": "1"})
    stays = writer.write("case.assigned", {"officer": "o", "name": "n", "reason": ""}, parents=(first,))
    last = writer.write("case.noted", {"text": "2"}, parents=(stays,))
    assert carried(Removal(stored(first, stays, last), ROOT, {})) == {
        first.hash: (ROOT,),
        last.hash: (f"copy of {first.hash}",),
    }


def test_what_was_erased_does_not_go_along_and_what_is_there_is_not_written_twice() -> None:
    writer = Writer()
    first = writer.write("case.noted", {"text": "1"})
    second = writer.write("case.noted", {"text": "2"}, parents=(first,))
    third = writer.write("case.noted", {"text": "3"}, parents=(second,))
    held = stored(first, second.without_body(), third)
    assert carried(Removal(held, ROOT, {first.hash: "there"})) == {third.hash: ("there",)}


def test_of_what_came_late_only_what_happened_goes() -> None:
    writer = Writer()
    first = writer.write("case.noted", {"text": "1"})
    late = writer.write("case.sent_back", {"to": "opinion", "reason": "x"}, parents=(first,))
    note = writer.write("case.noted", {"text": "2"}, parents=(late,))
    removal = Removal(stored(first, late, note), ROOT, {}, frozenset({late.hash, note.hash}))
    assert list(carried(removal)) == [first.hash, note.hash]


def test_a_copy_tells_of_its_source_and_a_copy_of_it_of_the_same() -> None:
    writer = Writer()
    first = writer.write("case.noted", {"text": "1", "reissue_of": "a" * 64})
    body = moving.copied(first, {"text": "2"})
    assert body == {"text": "2", "copy_of": {"hash": first.hash, "at": first.at, "actor": first.actor}}
    copy = writer.write("case.noted", body)
    again = writer.write("case.noted", moving.copied(copy, {}))
    assert moving.told(again) == moving.told(copy) == (first.at, first.actor)
    assert [moving.is_copy(entry) for entry in (first, copy, again)] == [False, True, True]
    assert moving.copies([first, copy, again]) == {first.hash: copy.hash, copy.hash: again.hash}


@pytest.mark.parametrize(
    "source",
    [
        None,
        "x",
        {},
        {"hash": "a", "at": AT},
        {"hash": "a", "at": "gestern", "actor": "o"},
        {"hash": 1, "at": AT, "actor": "o"},
    ],
)
def test_what_says_of_its_source_in_another_form_is_no_copy(source: object) -> None:
    entry = Writer().write("case.noted", {"text": "1", "copy_of": source})
    assert moving.told(entry) == (entry.at, entry.actor)
    assert moving.copies([entry]) == {}


def test_what_the_county_knew_is_not_left_behind() -> None:
    writer = Writer()
    known = writer.write("case.noted", {"text": "1"})
    gone = writer.write("case.handed_over", {}, parents=(known,))
    late = writer.write("case.noted", {"text": "2"}, parents=(known,))
    even = writer.write("case.noted", {"text": "3"}, parents=(gone,))
    paper = writer.write("case.printed", {}, parents=(gone,))
    held = [known, gone, late, even, paper]
    assert [entry.hash for entry in moving.left_behind(stored(*held))] == [late.hash, even.hash]
    sent = writer.write("case.sent_after", {}, parents=(even, late, paper))
    assert moving.left_behind(stored(*held, sent)) == ()
