"""The parts of a round, each against a county that says what a test wants."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app.ids import uuid7
from sync.client.calls import HttpCounty
from sync.client.county import Aside, Countersigned, Page, Problem
from sync.client.session import ASIDE, ROOT
from sync.client.steps import advance
from sync.county import schema
from sync.county.embedded import County
from sync.protocol import PushAnswer
from tests.sync.window import Answers, Window, until_quiet

# --- push ---------------------------------------------------------------------------------------


def test_a_batch_that_is_too_large_is_halved_until_it_fits(window: Window, county: County) -> None:
    window.sync()
    for number in range(9):
        window.note(uuid7(), str(number))
    sizes: list[int] = []
    true = HttpCounty.push

    def push(self: HttpCounty, body: bytes, dictionary: str) -> PushAnswer:
        sizes.append(body.count(b"\n") - 1)
        if sizes[-1] > 2:
            raise Problem(413, "too_large", {})
        return true(self, body, dictionary)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpCounty, "push", push)
        window.sync()

    assert sizes == [9, 4, 2, 2, 2, 2, 1]
    assert len(county.entries(window.device_id())) == 9


def test_one_entry_that_is_too_large_is_not_halved_for_ever(window: Window, says: Answers) -> None:
    window.sync()
    window.note(uuid7(), "一条")
    says("push", Problem(413, "too_large", {}))

    assert window.sync().problem_code == "county.refused"


def test_an_answer_that_names_nothing_of_the_batch_is_no_answer(window: Window, says: Answers) -> None:
    window.sync()
    window.note(uuid7(), "一条")
    says("push", lambda answer: replace(answer, orders=((99, 99),), withheld=((98, "scope"),)))

    status = window.sync()

    assert status.problem_code == "county.no_answer"
    assert status.pending.entries == 1


def test_what_an_answer_names_beyond_the_batch_is_not_believed(window: Window, says: Answers) -> None:
    window.sync()
    entry = window.note(uuid7(), "一条")
    says("push", lambda answer: replace(answer, orders=(*answer.orders, (entry.seq + 1, 99))))
    steps = window.engine.round()
    job = next(steps)
    while window.store.outbox():
        job = advance(steps, job)

    later = window.note(uuid7(), "后来的")
    steps.close()

    assert window.store.outbox() == (later,)


def test_entries_are_taken_as_told_when_only_some_are_named(window: Window, says: Answers, county: County) -> None:
    window.sync()
    for number in range(3):
        window.note(uuid7(), str(number))
    says("push", lambda answer: replace(answer, orders=answer.orders[:1]))

    until_quiet(window)

    assert [order is not None for order in county.orders(window.device_id()).values()] == [True] * 3


@pytest.mark.parametrize("members", [{"orders": 7}, {"orders": [], "withheld": [], "acked_seq": 0, "server_epoch": 1}])
def test_a_refusal_whose_members_are_wrong_is_no_answer(window: Window, says: Answers, members: dict[str, Any]) -> None:
    window.sync()
    window.note(uuid7(), "一条")
    says("push", Problem(422, "chain", members))

    assert window.sync().problem_code == "county.no_answer"


def test_a_county_that_never_stops_surprising_is_asked_later(window: Window, says: Answers) -> None:
    window.sync()
    window.note(uuid7(), "一条")
    says("push", Problem(409, "gap", {}))

    status = window.sync()

    assert not status.online
    assert status.problem_code == "county.refused"
    assert status.pending.entries == 1


# --- pull ---------------------------------------------------------------------------------------


def test_a_line_that_cannot_be_read_is_kept_and_the_rest_goes_on(window: Window, says: Answers) -> None:
    window.note(uuid7(), "一条")
    until_quiet(window)
    line = json.dumps({"order": 10**6, "entry": "?"})
    says("pull", lambda page: Page(page.entries, (Aside(10**6, line, "members"),), 10**6, page.epoch))

    status = window.sync()
    window.sync()

    assert status.online
    assert status.problem_code == "county.entries_unreadable"
    assert window.store.setting(ASIDE) == {str(10**6): [line, "members"]}
    device = window.store.device()
    assert device is not None
    assert device.cursor == 10**6


def test_more_than_a_page_is_pulled_page_by_page(
    window: Window, other: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.client.pulling.PAGE", 2)
    case = uuid7()
    until_quiet(window, other)
    for number in range(5):
        other.note(case, str(number))
    until_quiet(other)
    window.faults.calls.clear()

    until_quiet(window)

    assert window.faults.calls.count("pull") >= 3
    assert len(window.store.entries(f"case:{case}")) == 5


def test_a_scope_that_is_opened_is_caught_up_with(
    open_window: Callable[..., Window], county: County, office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.client.pulling._SLICE", 2)
    ours, theirs = open_window(county, office), open_window(county, str(int(office) + 600_000))
    case = uuid7()
    for number in range(5):
        theirs.note(case, str(number))
    until_quiet(theirs)
    ours.note(uuid7(), "让游标走到后面")
    until_quiet(ours)
    assert ours.store.entries(f"case:{case}") == ()

    county.site.database.write(
        lambda connection: connection.execute(
            insert(schema.device_scope).values(device=ours.device_id(), scope=theirs.scope())
        )
    ).result()
    ours.restart()
    until_quiet(ours)

    assert len(ours.store.entries(f"case:{case}")) == 5
    device = ours.store.device()
    assert device is not None
    assert set(device.scopes) == {ours.scope(), theirs.scope()}
    ours.faults.calls.clear()
    ours.sync()
    assert ours.faults.calls == ["pull"]


def test_a_scope_without_a_past_needs_one_question(window: Window, says: Answers) -> None:
    window.note(uuid7(), "让游标走到后面")
    until_quiet(window)
    says("me", lambda me: replace(me, scopes=(*me.scopes, "t-ZZZZZZ")))
    says("catch_up", Page((), (), 0, "e"))
    window.restart()
    window.faults.calls.clear()

    window.sync()

    assert window.faults.calls == ["me", "catch_up", "pull"]


def test_a_scope_opened_before_anything_was_pulled_has_no_past(window: Window, says: Answers) -> None:
    says("me", lambda me: replace(me, scopes=(*me.scopes, "t-ZZZZZZ")))
    window.faults.calls.clear()

    window.sync()

    assert "catch_up" not in window.faults.calls


def test_own_entries_that_are_not_here_are_noticed_by_a_mere_pull(
    window: Window, county: County, tmp_path: Path
) -> None:
    """The files were put back while the program thought that it knew the county's mind."""
    case = uuid7()
    window.note(case, "一")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    window.note(case, "二")
    until_quiet(window)
    old, me = window.device_id(), window.engine._session.me  # noqa: SLF001 - what the program knew
    window.go_back_to(tmp_path / "copy", by_restore=False)
    assert me is not None
    head = window.store.head()
    window.engine._session.me = replace(me, acked_seq=head[0], head_hash=head[1])  # noqa: SLF001 - as above

    window.sync()

    assert window.device_id() != old
    until_quiet(window)
    assert len(window.store.entries(f"case:{case}")) == 2
    assert [entry.seq for entry in county.entries(old)] == [1, 2]


# --- checkpoints --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"signature": "A" * 86},
        {"root": "0" * 64},
        {"size": 99},
        {"at": "2026-11-24T08:00:00.000Z"},
        {"device": "019aa000-0000-7000-8000-00000000000a"},
        {"kid": "unknown"},
    ],
)
def test_a_counter_signature_that_does_not_hold_is_not_kept(
    window: Window, says: Answers, change: dict[str, Any]
) -> None:
    window.note(uuid7(), "一条")
    says("checkpoint", lambda answer: replace(answer, **change))

    status = window.sync()

    assert status.online
    assert status.problem_code == "county.signature"
    assert status.pending.entries == 0
    assert [checkpoint.countersigned for checkpoint in window.store.checkpoints()] == [None]


def test_a_good_counter_signature_of_something_else_is_not_kept(window: Window, says: Answers) -> None:
    window.note(uuid7(), "一")
    until_quiet(window)
    (first,) = window.store.checkpoints()
    assert first.countersigned is not None
    says("checkpoint", Countersigned(**first.countersigned))
    window.note(uuid7(), "二")

    status = window.sync()

    assert status.problem_code == "county.signature"
    assert [bool(checkpoint.countersigned) for checkpoint in window.store.checkpoints()] == [True, False]


def test_a_checkpoint_over_entries_that_were_not_sent_yet_waits(window: Window) -> None:
    window.sync()
    window.note(uuid7(), "一")

    def accept_meanwhile(name: str) -> None:
        if name == "pull":
            window.note(uuid7(), "报的时候又办的")
            with window.store.work() as work:
                work.checkpoint()

    window.faults.before = accept_meanwhile
    status = window.sync()
    window.faults.before = lambda _: None

    assert status.problem_code is None
    until_quiet(window)
    assert all(checkpoint.countersigned for checkpoint in window.store.checkpoints())


def test_roots_that_differ_are_told_once_asked_once_and_stop_nothing(window: Window, says: Answers) -> None:
    window.note(uuid7(), "一条")
    says("checkpoint", Problem(409, "root", {}))

    first = window.sync()
    window.faults.calls.clear()
    second = window.sync()

    assert first.problem_code == "county.root_differs"
    assert first.online
    assert second.problem_code == "county.root_differs"
    assert "checkpoint" not in window.faults.calls
    (checkpoint,) = window.store.checkpoints()
    assert window.store.setting(ROOT) == {f"{checkpoint.device} {checkpoint.size}": checkpoint.root}


def test_a_checkpoint_that_is_refused_is_told_and_tried_again(window: Window) -> None:
    window.note(uuid7(), "一条")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpCounty, "checkpoint", lambda *_: (_ for _ in ()).throw(Problem(422, "signature", {})))
        assert window.sync().problem_code == "county.refused"

    assert window.sync().problem_code is None
    assert all(isinstance(one.countersigned, dict) for one in window.store.checkpoints())


def test_a_countersigned_answer_reads_as_it_was_sent() -> None:
    fields: dict[str, Any] = {
        "device": "019aa000-0000-7000-8000-00000000000a", "size": 3, "root": "a" * 64,
        "at": "x", "signature": "s", "kid": "k",
    }  # fmt: skip

    assert Countersigned.read(fields | {"more": 1}) == Countersigned(**fields)


def test_the_good_ones_before_a_refused_entry_are_delivered(window: Window, says: Answers) -> None:
    window.sync()
    device = window.store.device()
    assert device is not None
    good, refused = window.note(uuid7(), "好的"), window.note(uuid7(), "县里不收的")
    members = {"seq": 2, "acked_seq": 1, "server_epoch": device.epoch, "orders": [[good.seq, 10**6]], "withheld": []}
    says("push", Problem(422, "envelope", members))

    status = window.sync()

    assert status.problem_code == "county.refused"
    assert window.store.outbox() == (refused,)
