"""What a round does, as a pure decision."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.store.values import BlobTask
from sync.client.county import Me
from sync.client.plan import (
    Ask,
    CatchUp,
    Countersign,
    Local,
    NewEpoch,
    Pull,
    Push,
    Relay,
    Takeover,
    Upload,
    in_turn,
    plan,
)

HASH = "a" * 64
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LOCAL = Local(epoch="e1", scopes=("t-7K3Q2M",), acked_seq=5, head_seq=5, hash_at_county_head=HASH)
ME = Me(5, HASH, ("t-7K3Q2M",), "e1", 0, "2026-11-24T08:00:00.000Z", client_ok=True, min_client="0.1.0")


def test_with_nothing_new_the_round_only_pulls() -> None:
    assert plan(LOCAL, ME) == (Pull(),)


def test_the_county_is_asked_first_who_we_are() -> None:
    assert plan(LOCAL, None) == (Ask(),)


def test_waiting_text_goes_even_before_that_question() -> None:
    assert plan(replace(LOCAL, entries=1), None) == (Push(), Ask())


def test_a_restored_store_asks_before_it_sends_anything() -> None:
    assert plan(replace(LOCAL, entries=1, owes_takeover=True), None) == (Ask(),)


def test_text_then_news_then_the_newest_checkpoint_then_documents_then_old_checkpoints() -> None:
    full = replace(LOCAL, entries=1, checkpoints=2, blobs=1, owes_relay=True)

    assert plan(full, replace(ME, scopes=("t-7K3Q2M", "t-AAAAAA"))) == (
        Push(),
        CatchUp("t-AAAAAA"),
        Pull(),
        Relay(),
        Countersign(newest_only=True),
        Upload(),
        Countersign(newest_only=False),
    )


def test_what_is_pushed_is_countersigned_in_the_same_round() -> None:
    assert plan(replace(LOCAL, entries=1), ME) == (Push(), Pull(), Countersign(newest_only=True))


def test_one_checkpoint_is_sent_once() -> None:
    assert plan(replace(LOCAL, checkpoints=1), ME) == (Pull(), Countersign(newest_only=True))


def test_a_restored_county_is_met_before_anything_is_sent() -> None:
    me = replace(ME, server_epoch="e2", base=3, acked_seq=4)

    assert plan(replace(LOCAL, entries=1), me) == (NewEpoch("e2", 3, 4), Ask())


def since(known: str, *epochs: tuple[str, int]) -> int:
    """Give what stands of a window's orders that knew `known`, at a county that lived through `epochs`."""
    return replace(ME, server_epoch="now", base=8, epochs=epochs).base_since(known)


def test_of_several_restores_that_a_window_slept_through_the_lowest_base_counts() -> None:
    assert since("first", ("first", 0), ("second", 3), ("now", 8)) == 3
    assert since("second", ("first", 0), ("second", 3), ("now", 8)) == 8


def test_orders_of_a_life_that_is_not_in_the_county_s_past_do_not_stand() -> None:
    assert since("gone", ("first", 0), ("now", 8)) == 0


def test_a_county_that_does_not_tell_its_past_is_believed_its_base() -> None:
    assert since("first") == 8
    assert since("first", ("first", 0)) == 8


def test_the_epochs_of_an_answer_are_read_or_passed_over() -> None:
    said = {
        "acked_seq": 0, "head_hash": HASH, "scopes": [], "server_epoch": "now", "base": 8,
        "server_time": ME.server_time, "min_client": "0.1.0", "client_ok": True,
    }  # fmt: skip
    assert Me.read(said | {"epochs": [["first", 0], ["now", 8]]}).epochs == (("first", 0), ("now", 8))
    assert [Me.read(said | {"epochs": odd}).epochs for odd in ([["first"]], "first", [["now", "8"]])] == [(), (), ()]
    assert Me.read(said).epochs == ()


def test_a_county_that_lost_entries_without_saying_so_gets_them_again() -> None:
    assert plan(LOCAL, replace(ME, acked_seq=4)) == (NewEpoch("e1", 0, 4), Ask())


def test_a_store_that_lacks_what_the_county_has_of_it_goes_on_under_a_new_name() -> None:
    assert plan(LOCAL, replace(ME, acked_seq=6)) == (Takeover(), Ask())


def test_a_store_whose_entry_differs_from_the_county_s_goes_on_under_a_new_name() -> None:
    assert plan(LOCAL, replace(ME, head_hash="b" * 64)) == (Takeover(), Ask())
    assert plan(replace(LOCAL, hash_at_county_head=None), ME) == (Takeover(), Ask())


def test_a_lost_acknowledgement_is_no_other_life() -> None:
    assert plan(replace(LOCAL, acked_seq=3, entries=2), ME)[:2] == (Push(), Pull())


def test_a_store_marked_as_restored_goes_on_under_a_new_name_though_nothing_differs() -> None:
    assert plan(replace(LOCAL, owes_takeover=True), ME) == (Takeover(), Ask())


def test_a_new_device_of_which_the_county_has_nothing_just_starts() -> None:
    fresh = replace(LOCAL, acked_seq=0, head_seq=0, hash_at_county_head=None)

    assert plan(fresh, replace(ME, acked_seq=0, head_hash="0" * 64)) == (Pull(),)


# --- documents ----------------------------------------------------------------------------------


def task(name: str, size: int, case: str, since: str = "2026-11-24T07:00:00.000Z") -> BlobTask:
    return BlobTask(name, size, "image/jpeg", case, since, None)


def names(tasks: tuple[BlobTask, ...]) -> str:
    return "".join(task.sha256 for task in tasks)


def test_the_case_with_the_fewest_missing_bytes_goes_first() -> None:
    tasks = [task("a", 500, "one"), task("b", 100, "one"), task("c", 400, "two"), task("d", 10, "two")]

    assert names(in_turn(tasks, {}, NOW)) == "dcba"


def test_what_has_arrived_does_not_count() -> None:
    tasks = [task("a", 500, "one"), task("b", 100, "two")]

    assert names(in_turn(tasks, {"a": 50}, NOW)) == "ab"
    assert names(in_turn(tasks, {"a": 150}, NOW)) == "ba"


def test_a_case_that_has_waited_a_day_goes_ahead_of_all() -> None:
    waited, almost = "2026-11-23T08:00:00.000Z", "2026-11-23T08:00:00.001Z"
    tasks = [task("a", 9_000, "one", waited), task("b", 1, "two", almost), task("c", 8_000, "one")]

    assert names(in_turn(tasks, {}, NOW)) == "cab"


def test_of_cases_that_waited_a_day_the_oldest_goes_first() -> None:
    tasks = [task("a", 1, "one", "2026-11-22T08:00:00.000Z"), task("b", 9, "two", "2026-11-21T08:00:00.000Z")]

    assert names(in_turn(tasks, {}, NOW)) == "ba"


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("xyz")), max_size=12))
def test_no_document_is_forgotten_or_doubled(drawn: list[tuple[int, str]]) -> None:
    tasks = [task(str(number), size, case) for number, (size, case) in enumerate(drawn)]

    assert sorted(one.sha256 for one in in_turn(tasks, {}, NOW)) == sorted(one.sha256 for one in tasks)
