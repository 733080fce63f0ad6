"""What writing guarantees: one chain, true parents, honest clocks, all or nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.domain.fact import Fact
from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.journal import sign
from app.journal.chain import first_bad
from app.journal.entry import MAX_BYTES, Entry
from app.journal.merkle import grown, receipt_code
from app.services import intake
from app.services.desk import Desk
from app.store import Store
from app.store.append import clock_state
from tests.store import township
from tests.store.township import AUTHOR, DEVICE, MORNING, OFFICE, note


def written(store: Store) -> list[Entry]:
    """Give all undelivered entries."""
    return list(store.outbox())


def notes(store: Store, case_id: str, *texts: str) -> tuple[Entry, ...]:
    with store.work(AUTHOR) as work:
        return work.append([note(case_id, text) for text in texts])


def test_entries_of_several_works_are_one_chain(store: Store) -> None:
    for number in range(5):
        notes(store, uuid7(), f"第 {number} 条", "又一条")
    entries = written(store)
    assert [entry.seq for entry in entries] == list(range(1, 11))
    assert first_bad(entries, DEVICE.id) is None
    assert store.head() == (10, entries[-1].hash)


def test_an_entry_says_who_wrote_it_for_which_office_and_when(store: Store) -> None:
    (entry,) = notes(store, uuid7(), "一")
    assert (entry.actor, entry.grant, entry.scope) == (AUTHOR.officer, AUTHOR.grant, OFFICE.scope)
    assert (entry.at, entry.clock) == (clock.text(MORNING), "ok")


def test_parents_are_the_newest_entries_of_the_same_subject(store: Store) -> None:
    one, other = uuid7(), uuid7()
    first, second = notes(store, one, "一", "二")
    (stranger,) = notes(store, other, "别的")
    (third,) = notes(store, one, "三")
    assert (first.parents, stranger.parents) == ((), ())
    assert (second.parents, third.parents) == ((first.hash,), (second.hash,))


def test_what_raises_inside_the_work_leaves_nothing_behind(store: Store) -> None:
    case_id = uuid7()
    notes(store, case_id, "一")
    before = (store.head(), store.entries(f"case:{case_id}"))
    with pytest.raises(ZeroDivisionError), store.work(AUTHOR) as work:
        work.append([note(case_id, "二")])
        work.set_setting("x", 1 / 0)
    assert (store.head(), store.entries(f"case:{case_id}")) == before
    (again,) = notes(store, case_id, "三")
    assert again.seq == 2


def test_a_work_without_an_author_cannot_append(store: Store) -> None:
    with pytest.raises(RuntimeError), store.work() as work:
        work.append([note(uuid7(), "一")])


def test_a_work_inside_a_work_is_a_bug_and_ends_at_once(store: Store) -> None:
    with pytest.raises(RuntimeError), store.work(AUTHOR), store.work(AUTHOR):
        pass
    assert notes(store, uuid7(), "一")


def test_before_enrolment_nothing_can_be_appended(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "yimen.db", township.KEY)
    with pytest.raises(Unavailable) as caught, store.work(AUTHOR) as work:
        work.append([note(uuid7(), "一")])
    assert caught.value.code == "device.not_enrolled"
    assert (store.device(), store.outbox(), store.head()) == (None, (), (0, "0" * 64))
    store.close()


def longest_note(store: Store, case_id: str) -> int:
    """Find by halving how many characters of a note are taken."""
    taken, refused = 1, MAX_BYTES
    while refused - taken > 1:
        middle = (taken + refused) // 2
        try:
            notes(store, case_id, "x" * middle)
            taken = middle
        except Refused as error:
            assert error.code == "entry.too_large"
            refused = middle
    return taken


def test_an_entry_of_64_kib_is_refused_with_room_left_to_write_it_again(store: Store) -> None:
    case_id = uuid7()
    length = longest_note(store, case_id)
    (entry,) = notes(store, case_id, "x" * length)
    assert MAX_BYTES - 300 < len(entry.to_line()) <= MAX_BYTES - len(',"reissue_of":"","first_of":""') - 2 * 64


def test_a_document_that_was_not_kept_cannot_be_named(desk: Desk) -> None:
    sealed = desk.vault.put(b"paper", "image/jpeg")
    ref = {"sha256": sealed.ref.sha256, "size": 5, "media_type": "image/jpeg"}
    fact = Fact(f"case:{uuid7()}", "case.noted", 1, {"text": "", "deep": [{"er": ref}]})
    with pytest.raises(LookupError), desk.store.work(AUTHOR) as work:
        work.append([fact])
    with desk.store.work(AUTHOR) as work:
        work.keep(sealed)
        assert work.append([fact])


def test_an_acceptance_is_covered_by_the_checkpoint_whose_code_the_receipt_prints(desk: Desk) -> None:
    done = intake.accept(desk, township.application(desk, 1))
    entries = written(desk.store)
    (point,) = desk.store.checkpoints()
    assert point.size == done.size == len(entries)
    assert point.root == grown(entry.hash for entry in entries).root()
    assert done.code == receipt_code(point.root) == point.code
    signed = sign.statement("checkpoint", DEVICE.id, point.size, point.root)
    assert sign.is_signed(township.public_key(), signed, point.signature)
    assert point.kid == sign.kid(township.public_key())


def test_an_acceptance_makes_its_checkpoint_even_if_nobody_asks(store: Store) -> None:
    with store.work(AUTHOR) as work:
        work.append([Fact(f"case:{uuid7()}", "case.accepted", 1, {})])
    assert [point.size for point in store.checkpoints()] == [1]


def test_every_hundredth_entry_makes_a_checkpoint(store: Store) -> None:
    case_id = uuid7()
    for _ in range(21):
        notes(store, case_id, *"0123456789")
    assert [point.size for point in store.checkpoints()] == [100, 200]


def test_a_checkpoint_asked_for_twice_is_the_same(store: Store) -> None:
    notes(store, uuid7(), "一")
    with store.work() as work:
        first = work.checkpoint()
    with store.work() as work:
        assert work.checkpoint() == first
    assert store.checkpoints(unsent=True) == (first,)
    with store.work() as work:
        work.countersigned(1, {"signature": "county"})
    assert store.checkpoints(unsent=True) == ()
    assert store.checkpoints()[0].countersigned == {"signature": "county"}


def test_serials_count_on_through_restarts(tmp_path: Path) -> None:
    serials = []
    for _ in range(3):
        store = township.open_store(tmp_path)
        with store.work() as work:
            serials += [work.next_serial(), work.next_serial()]
        store.close()
    assert serials == [1, 2, 3, 4, 5, 6]


def test_a_serial_of_a_work_that_failed_is_given_again(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.work() as work:
        assert work.next_serial() / 0
    with store.work() as work:
        assert work.next_serial() == 1


HOUR = timedelta(hours=1)


def seen(here: datetime, there: datetime) -> dict[str, str]:
    return {"here": clock.text(here), "there": clock.text(there)}


@pytest.mark.parametrize(
    ("state", "last_at", "known"),
    [
        ("unknown", "", None),
        ("ok", "", seen(MORNING, MORNING)),
        ("ok", "", seen(MORNING - 24 * HOUR, MORNING - 24 * HOUR)),
        ("unknown", "", seen(MORNING - 25 * HOUR, MORNING - 25 * HOUR)),
        ("ok", "", seen(MORNING, MORNING + timedelta(minutes=5))),
        ("suspect", "", seen(MORNING, MORNING + timedelta(minutes=6))),
        ("suspect", "", seen(MORNING, MORNING - timedelta(minutes=6))),
        ("suspect", "", seen(MORNING + HOUR, MORNING + HOUR)),
        ("suspect", clock.text(MORNING + HOUR), seen(MORNING, MORNING)),
        ("ok", clock.text(MORNING), seen(MORNING, MORNING)),
    ],
)
def test_the_clock_is_judged_by_the_countys_and_by_itself(state: str, last_at: str, known: dict[str, str]) -> None:
    assert clock_state(MORNING, last_at, known) == state


@given(back=st.integers(1, 10**9))
def test_a_clock_that_went_back_is_always_suspect(back: int) -> None:
    now = MORNING - timedelta(milliseconds=back)
    assert clock_state(now, clock.text(MORNING), seen(MORNING, MORNING)) == "suspect"


def test_time_is_written_as_the_clock_says_it_even_when_it_goes_back(tmp_path: Path) -> None:
    moments = [MORNING, MORNING + HOUR, MORNING - HOUR]
    found = []
    for moment in moments:
        store = township.open_store(tmp_path, fixed(moment))
        (entry,) = notes(store, uuid7(), "一")
        found.append((entry.at, entry.clock))
        store.close()
    assert found == list(zip(map(clock.text, moments), ("ok", "ok", "suspect"), strict=True))


def fixed(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment
