"""The queue: what was named is sent, nothing else, whatever arrives how often."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ids import uuid7
from app.journal.entry import Entry
from app.services import intake
from app.services.desk import Desk
from app.store import Received, Store
from tests.store import township
from tests.store.exchange import AT, Exchange, other_device
from tests.store.township import AUTHOR, note


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A second window of the office."""
    (tmp_path / "other").mkdir()
    opened = township.open_store(tmp_path / "other", device=other_device())
    yield opened
    opened.close()


@pytest.fixture
def county() -> Exchange:
    return Exchange()


def notes(store: Store, count: int, case_id: str = "") -> tuple[Entry, ...]:
    with store.work(AUTHOR) as work:
        return work.append([note(case_id or uuid7(), f"第 {number} 条") for number in range(count)])


def seqs(store: Store) -> list[int]:
    return [entry.seq for entry in store.outbox()]


def test_only_what_the_answer_names_is_delivered(store: Store) -> None:
    notes(store, 5)
    with store.work() as work:
        work.delivered([(2, 1), (4, 2)])
    assert seqs(store) == [1, 3, 5]
    assert store.delivered_up_to() == 0
    with store.work() as work:
        work.delivered([(1, 3)])
    assert store.delivered_up_to() == 2


def test_an_entry_written_during_a_push_keeps_waiting(store: Store) -> None:
    notes(store, 3)
    batch = store.outbox()
    (late,) = notes(store, 1)
    with store.work() as work:
        work.delivered([(entry.seq, entry.seq) for entry in batch])
    assert store.outbox() == (late,)


def test_an_answer_that_comes_twice_changes_nothing(store: Store) -> None:
    case_id = uuid7()
    notes(store, 2, case_id)
    for _ in range(2):
        with store.work() as work:
            work.delivered([(1, 7)], [(2, "scope")])
    first, second = store.entries(f"case:{case_id}")
    assert (first.order, first.withheld, second.order, second.withheld) == (7, None, None, "scope")
    assert seqs(store) == []
    assert store.delivered_up_to() == 2


def test_a_withheld_entry_that_was_released_has_its_order(store: Store) -> None:
    case_id = uuid7()
    notes(store, 1, case_id)
    with store.work() as work:
        work.delivered([], [(1, "scope")])
    with store.work() as work:
        work.delivered([(1, 9)])
    (held,) = store.entries(f"case:{case_id}")
    assert (held.order, held.withheld) == (9, None)


def test_a_batch_keeps_to_both_limits_but_always_has_an_entry(store: Store) -> None:
    entries = notes(store, 6)
    sizes = [len(entry.to_line()) + 1 for entry in entries]
    assert store.outbox(limit=4) == entries[:4]
    assert store.outbox(max_bytes=sum(sizes[:3])) == entries[:3]
    assert store.outbox(max_bytes=sum(sizes[:3]) - 1) == entries[:2]
    assert store.outbox(max_bytes=1) == entries[:1]


def test_what_was_read_from_the_store_is_what_was_written(store: Store) -> None:
    entries = notes(store, 3)
    assert store.outbox() == entries


def test_an_accepted_case_waits_with_its_documents_until_the_county_has_both(desk: Desk) -> None:
    done = intake.accept(desk, township.application(desk, 1))
    store = desk.store
    waiting = store.pending()
    assert (waiting.entries, waiting.blobs, waiting.cases) == (5, 5, 1)
    assert store.delivery([done.case.id]) == {done.case.id: "waiting"}
    Exchange().push(store)
    assert (store.pending().entries, store.pending().cases) == (0, 1)
    assert store.delivery([done.case.id]) == {done.case.id: "delivered"}
    for task in store.blobs_pending():
        assert task.case_id == done.case.id
        with store.work() as work:
            work.blobs_complete([task.sha256])
    assert store.delivery([done.case.id]) == {done.case.id: "complete"}
    assert store.pending() == replace(waiting, entries=0, blobs=0, cases=0, oldest_at=None)


def test_a_drafts_documents_are_not_sent(desk: Desk) -> None:
    township.application(desk, 1)
    assert desk.store.blobs_pending() == ()
    assert desk.store.pending().blobs == 0


def test_a_begun_upload_is_found_again_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    intake.accept(desk, township.application(desk, 1))
    first = desk.store.blobs_pending()[0]
    with desk.store.work() as work:
        work.upload_at(first.sha256, "/v1/uploads/1")
    desk.store.close()
    store = township.open_store(tmp_path)
    assert store.blobs_pending()[0] == replace(first, upload_url="/v1/uploads/1")
    store.close()


def test_two_windows_fold_the_same_case_from_the_same_entries(store: Store, other: Store, county: Exchange) -> None:
    case_id = uuid7()
    notes(store, 2, case_id)
    county.sync(store, other)
    notes(other, 2, case_id)
    notes(store, 1, case_id)
    county.sync(store, other)
    notes(other, 1, case_id)
    county.sync(store, other)
    assert store.case(case_id) == other.case(case_id)
    assert lines_of(store, case_id) == lines_of(other, case_id)


def lines_of(store: Store, case_id: str) -> set[bytes]:
    return {item.entry.to_line() for item in store.entries(f"case:{case_id}")}


def test_the_next_entry_joins_what_two_windows_wrote_apart(store: Store, other: Store, county: Exchange) -> None:
    case_id = uuid7()
    notes(store, 1, case_id)
    county.sync(store, other)
    (ours,), (theirs,) = notes(store, 1, case_id), notes(other, 1, case_id)
    county.sync(store, other)
    (joined,) = notes(store, 1, case_id)
    assert joined.parents == tuple(sorted((ours.hash, theirs.hash)))
    county.sync(store, other)
    assert notes(other, 1, case_id)[0].parents == (joined.hash,)


def test_a_child_that_arrives_before_its_parent_leaves_one_head(store: Store, other: Store) -> None:
    first, second = notes(other, 2, case_id := uuid7())
    with store.work() as work:
        work.receive([Received(second, 2, AT)])
    with store.work() as work:
        work.receive([Received(first, 1, AT)])
    assert notes(store, 1, case_id)[0].parents == (second.hash,)


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32))
def test_whatever_arrives_in_any_order_and_twice_gives_the_same(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    lines = [Received(entry, order + 1, AT) for order, entry in enumerate(_entries_of_two())]
    shuffled = [*lines, *chance.sample(lines, 3)]
    chance.shuffle(shuffled)
    store = township.open_store(tmp_path_factory.mktemp("any"))
    for line in shuffled:
        with store.work() as work:
            assert work.receive([line]) == ()
    case_id = lines[0].entry.subject.removeprefix("case:")
    found = store.case(case_id)
    parents = notes(store, 1, case_id)[0].parents
    store.close()
    assert found is not None
    assert found.notes == ("第 0 条", "第 1 条", "第 0 条", "第 0 条", "第 1 条")
    assert parents == _heads_of(lines)


def _heads_of(lines: list[Received]) -> tuple[str, ...]:
    named = {parent for line in lines for parent in line.entry.parents}
    return tuple(sorted(line.entry.hash for line in lines if line.entry.hash not in named))


_MADE: list[Entry] = []


def _entries_of_two() -> list[Entry]:
    """Give five entries of two windows on one case: two in a row, then one beside two."""
    if not _MADE:
        import tempfile  # noqa: PLC0415 - once, outside of any test's own folder

        with tempfile.TemporaryDirectory() as folder:
            stores = [
                township.open_store(_made(Path(folder) / number), device=other_device(number))
                for number in ("0C", "0D")
            ]
            county, case_id = Exchange(), uuid7()
            notes(stores[0], 2, case_id)
            county.sync(*stores)
            notes(stores[0], 1, case_id)
            notes(stores[1], 2, case_id)
            county.sync(*stores)
            _MADE.extend(line.entry for line in county.held)
            for opened in stores:
                opened.close()
    return _MADE


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_repeat_in_the_erased_form_takes_nothing_away(store: Store) -> None:
    case_id = uuid7()
    (entry,) = notes(store, 1, case_id)
    with store.work() as work:
        work.receive([Received(entry.without_body(), 4, AT)])
    (held,) = store.entries(f"case:{case_id}")
    assert (held.entry, held.order) == (entry, 4)
    assert seqs(store) == []


def test_another_entry_at_an_own_place_is_told_and_not_taken(store: Store, tmp_path: Path) -> None:
    (tmp_path / "twin").mkdir()
    twin = township.open_store(tmp_path / "twin")
    (ours,), (theirs,) = notes(store, 1), notes(twin, 1)
    twin.close()
    with store.work() as work:
        assert work.receive([Received(theirs, 1, AT)]) == (theirs,)
    assert store.outbox() == (ours,)


def test_of_what_another_wrote_at_one_place_that_counts_which_the_county_has(store: Store, other: Store) -> None:
    twin, (first,) = other_device(), notes(other, 1)
    second = replace(first, hash="f" * 64, subject=f"case:{uuid7()}")
    for entry, displaced in ((first, None), (second, first), (first, second)):
        with store.work() as work:
            assert work.receive([Received(entry, 1, AT)]) == ()
            work.forget_orders_above(0, acked_seq=0)
        assert store.relay() == (entry,)
        assert displaced is None or [item.order for item in store.entries(displaced.subject)] == [None]
    assert first.device == twin.id


def test_others_documents_are_known_by_name_only(desk: Desk, other: Store, county: Exchange) -> None:
    done = intake.accept(desk, township.application(desk, 1))
    county.sync(desk.store, other)
    assert other.case(done.case.id) == desk.store.case(done.case.id)
    assert other.blobs_pending() == ()
    assert other.blob(done.case.filed[0].document.sha256) is None
    assert other.receipt_code(done.case.id) == (0, "")


def test_a_restored_county_is_offered_again_what_it_lost(store: Store, other: Store, county: Exchange) -> None:
    case_id = uuid7()
    notes(store, 3, case_id)
    county.sync(store, other)
    (theirs,) = notes(other, 1, case_id)
    county.sync(other, store)
    with store.work() as work:
        work.set_cursor(4)
        work.forget_orders_above(2, acked_seq=2, epoch="second")
    assert seqs(store) == [3]
    assert store.relay() == (theirs,)
    assert store.relay(after=(theirs.device, theirs.seq)) == ()
    device = store.device()
    assert device is not None
    assert (device.epoch, device.base, device.cursor) == ("second", 2, 2)
    assert [item.order for item in store.entries(f"case:{case_id}")] == [1, 2, None, None]


def test_a_restored_county_is_offered_all_documents_again(desk: Desk) -> None:
    intake.accept(desk, township.application(desk, 1))
    tasks = desk.store.blobs_pending()
    with desk.store.work() as work:
        for task in tasks:
            work.blobs_complete([task.sha256])
    with desk.store.work() as work:
        work.forget_orders_above(0, acked_seq=0)
    assert desk.store.blobs_pending() == tasks
