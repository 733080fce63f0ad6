"""The one way out: a new device goes on, nothing is lost, nothing is written twice."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Unavailable
from app.ids import uuid7
from app.journal import sign
from app.journal.chain import first_bad
from app.journal.entry import Entry
from app.services.verify import verify
from app.store import Store
from app.vault import BlobVault
from tests.store import township
from tests.store.damage import rewrite_line
from tests.store.exchange import Exchange, other_device
from tests.store.township import AUTHOR, DEVICE, note

NEW, NUMBER, KEY = "01900000-0000-7000-8000-0000000000d2", "0F", bytes(range(2, 34))


@pytest.fixture
def county() -> Exchange:
    return Exchange()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A second window of the office."""
    (tmp_path / "other").mkdir()
    opened = township.open_store(tmp_path / "other", device=other_device())
    yield opened
    opened.close()


def notes(store: Store, case_id: str, *texts: str) -> tuple[Entry, ...]:
    with store.work(AUTHOR) as work:
        return work.append([note(case_id, text) for text in texts])


def take_over(store: Store, from_seq: int) -> None:
    with store.work() as work:
        work.begin_new_chain(NEW, NUMBER, KEY, from_seq)


def reissue(store: Store) -> list[Entry]:
    written: list[Entry] = []
    while True:
        with store.work() as work:
            step = work.reissue(limit=2)
        written += step.written
        assert step.unreadable == ()
        if step.finished:
            return written


def texts_of(store: Store, case_id: str) -> tuple[str, ...]:
    case = store.case(case_id)
    assert case is not None
    return case.notes


def test_undelivered_work_is_written_again_by_the_new_device(store: Store, county: Exchange) -> None:
    case_id = uuid7()
    notes(store, case_id, "一", "二")
    county.push(store)
    old = notes(store, case_id, "三", "四", "五")
    take_over(store, 3)
    assert store.outbox() == ()
    written = reissue(store)
    assert [entry.body for entry in written] == [{**(entry.body or {}), "reissue_of": entry.hash} for entry in old]
    assert [(entry.device, entry.seq) for entry in written] == [(NEW, 1), (NEW, 2), (NEW, 3)]
    assert first_bad(written, NEW) is None
    assert tuple(written) == store.outbox()
    assert texts_of(store, case_id) == ("一", "二", "三", "四", "五")


def test_parents_of_what_is_written_again_are_the_new_ones(store: Store, county: Exchange) -> None:
    case_id = uuid7()
    first, *_ = notes(store, case_id, "一")
    county.push(store)
    notes(store, case_id, "二", "三")
    take_over(store, 2)
    second, third = reissue(store)
    assert (second.parents, third.parents) == ((first.hash,), (second.hash,))
    assert notes(store, case_id, "四")[0].parents == (third.hash,)


def test_who_wrote_it_first_stays_its_author(store: Store) -> None:
    notes(store, uuid7(), "一")
    take_over(store, 1)
    (entry,) = reissue(store)
    assert (entry.actor, entry.grant, entry.scope) == (AUTHOR.officer, AUTHOR.grant, DEVICE.scope)


def test_work_goes_on_before_anything_is_written_again(store: Store) -> None:
    case_id = uuid7()
    (old,) = notes(store, case_id, "一")
    take_over(store, 1)
    (between,) = notes(store, case_id, "二")
    assert between.parents == (old.hash,)
    reissue(store)
    assert texts_of(store, case_id) == ("一", "二")
    assert notes(store, case_id, "三")[0].parents == (between.hash,)


def test_what_the_county_has_after_all_is_not_written_again(store: Store, county: Exchange) -> None:
    case_id = uuid7()
    for entry in notes(store, case_id, "一", "二"):
        county.take(entry)  # pushed, but the answer was lost
    notes(store, case_id, "三")
    take_over(store, 1)
    county.pull(store)
    assert store.waiting_for_reissue() == 1
    (third,) = reissue(store)
    assert third.body is not None
    assert third.body["text"] == "三"
    assert texts_of(store, case_id) == ("一", "二", "三")


def test_what_was_delivered_is_not_given_up_wherever_the_chain_was_closed(store: Store, county: Exchange) -> None:
    case_id = uuid7()
    notes(store, case_id, "一", "二")
    county.push(store)
    notes(store, case_id, "三")
    take_over(store, 1)
    assert [entry.body["text"] for entry in reissue(store) if entry.body] == ["三"]
    assert texts_of(store, case_id) == ("一", "二", "三")


def test_what_the_county_has_before_the_place_is_not_given_up_though_its_answer_was_lost(
    store: Store, county: Exchange
) -> None:
    case_id = uuid7()
    for entry in notes(store, case_id, "一", "二"):
        county.take(entry)
    notes(store, case_id, "三")
    take_over(store, 3)
    assert [entry.body["text"] for entry in reissue(store) if entry.body] == ["三"]
    county.pull(store)
    assert texts_of(store, case_id) == ("一", "二", "三")


def test_a_restored_store_takes_in_what_it_had_written_before_and_lost(tmp_path: Path, county: Exchange) -> None:
    case_id = uuid7()
    restored, lost = copied_after(tmp_path, county, case_id)
    (first,) = restored.entries(f"case:{case_id}")
    notes(lost, case_id, "二")
    county.push(lost)
    lost.close()
    notes(restored, case_id, "另一个二")
    take_over(restored, 2)
    county.pull(restored)
    (again,) = reissue(restored)
    assert again.parents == (first.entry.hash,)
    assert sorted(texts_of(restored, case_id)) == sorted(("一", "二", "另一个二"))
    assert verify(restored, BlobVault(tmp_path / "blobs")).ok
    restored.close()


def test_a_store_that_meets_its_own_later_work_writes_on_only_as_a_new_device(tmp_path: Path, county: Exchange) -> None:
    case_id = uuid7()
    restored, lost = copied_after(tmp_path, county, case_id)
    notes(lost, case_id, "二")
    county.push(lost)
    lost.close()
    county.pull(restored)
    assert restored.outbox() == ()
    with pytest.raises(Unavailable) as caught:
        notes(restored, case_id, "另一个二")
    assert caught.value.code == "store.restored"
    take_over(restored, 2)
    (third,) = notes(restored, case_id, "三")
    assert third.parents == (county.held[-1].entry.hash,)
    restored.close()


def copied_after(tmp_path: Path, county: Exchange, case_id: str) -> tuple[Store, Store]:
    """Give a store with one delivered note, as an old copy of its folder, and the one that goes on."""
    (tmp_path / "lost").mkdir()
    lost = township.open_store(tmp_path / "lost")
    notes(lost, case_id, "一")
    county.push(lost)
    lost.close()
    shutil.copy(tmp_path / "lost" / "yimen.db", tmp_path)
    return township.open_store(tmp_path), township.open_store(tmp_path / "lost")


def test_the_same_takeover_twice_changes_nothing(store: Store) -> None:
    notes(store, uuid7(), "一")
    take_over(store, 1)
    reissue(store)
    before = (store.devices(), store.outbox())
    take_over(store, 1)
    assert (store.devices(), store.outbox(), reissue(store)) == (*before, [])


def test_a_second_takeover_writes_again_what_the_first_did_not_deliver(store: Store) -> None:
    case_id = uuid7()
    (old,) = notes(store, case_id, "一")
    take_over(store, 1)
    (first,) = reissue(store)
    third = other_device("0E")
    with store.work() as work:
        work.begin_new_chain(third.id, third.number, third.private_key, 1)
    (second,) = reissue(store)
    assert second.body is not None
    assert (second.device, second.body["reissue_of"]) == (third.id, first.hash)
    assert old.hash != first.hash
    assert texts_of(store, case_id) == ("一",)
    assert notes(store, case_id, "二")[0].parents == (second.hash,)


def test_others_fold_what_was_written_again_once(store: Store, other: Store, county: Exchange) -> None:
    case_id = uuid7()
    old = notes(store, case_id, "一", "二")
    county.take(old[0])
    county.pull(other)
    take_over(store, 1)
    reissue(store)
    county.sync(store, other)
    assert texts_of(other, case_id) == texts_of(store, case_id) == ("一", "二")


def test_the_new_device_counts_its_own_serials_and_signs_its_own_checkpoints(store: Store) -> None:
    notes(store, uuid7(), "一")
    with store.work() as work:
        assert [work.next_serial(), work.next_serial()] == [1, 2]
    take_over(store, 1)
    reissue(store)
    with store.work() as work:
        assert work.next_serial() == 1
        point = work.checkpoint()
    assert (point.device, point.size, point.kid) == (NEW, 1, sign.kid(sign.public_key(KEY)))
    assert [device.id for device in store.devices()] == [DEVICE.id, NEW]
    assert store.devices()[1].replaces == DEVICE.id


def test_a_restored_store_does_not_append_until_it_has_a_new_device(store: Store) -> None:
    with store.work() as work:
        work.set_setting("restored", True)
    with pytest.raises(Unavailable) as caught:
        notes(store, uuid7(), "一")
    assert caught.value.code == "store.restored"
    take_over(store, 1)
    assert notes(store, uuid7(), "一")[0].device == NEW


def test_an_entry_that_cannot_be_read_is_reported_and_the_rest_goes_on(store: Store, tmp_path: Path) -> None:
    case_id = uuid7()
    _, broken, _ = notes(store, case_id, "一", "二", "三")
    rewrite_line(tmp_path / "yimen.db", broken.hash, lambda line: line.replace("二".encode(), "改".encode()))
    take_over(store, 1)
    with store.work() as work:
        step = work.reissue()
    assert [(entry.seq, entry.hash) for entry in step.unreadable] == [(2, broken.hash)]
    assert [entry.body["text"] for entry in step.written if entry.body] == ["一", "三"]
    assert step.finished
    with store.work() as work:
        assert work.reissue().unreadable == ()


def test_an_entry_with_a_broken_envelope_is_written_again_when_its_body_proves_itself(
    store: Store, tmp_path: Path
) -> None:
    (entry,) = notes(store, case_id := uuid7(), "一")
    rewrite_line(tmp_path / "yimen.db", entry.hash, lambda line: line.replace(b'"clock":"ok"', b'"clock":"OK"'))
    take_over(store, 1)
    (again,) = reissue(store)
    assert again.body == {"text": "一", "reissue_of": entry.hash}
    assert texts_of(store, case_id) == ("一",)


@pytest.mark.parametrize("line", [b"", b"nonsense", b"[]", b"{}", json.dumps({"salt": "zz", "body": {}}).encode()])
def test_a_line_of_nonsense_stops_nothing(store: Store, tmp_path: Path, line: bytes) -> None:
    (entry,) = notes(store, case_id := uuid7(), "一")
    rewrite_line(tmp_path / "yimen.db", entry.hash, lambda _: line)
    assert store.case(case_id) is not None
    take_over(store, 1)
    with store.work() as work:
        step = work.reissue()
    assert [found.hash for found in step.unreadable] == [entry.hash]
    assert store.pending().entries == 0
