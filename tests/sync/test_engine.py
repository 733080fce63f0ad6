"""Rounds between real windows and a real county: what is written arrives once, and what others write is heard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from app.ids import uuid7
from app.journal.case import fold_case
from app.store.values import HeldBack
from sync.client.steps import OnFree, OnStore
from sync.county.embedded import County
from tests.sync.window import Window, picture, until_quiet


def county_copy(county: County, window: Window) -> list[bytes]:
    return [entry.to_line() for entry in county.entries(window.device_id())]


def own_lines(window: Window, case: str) -> list[bytes]:
    return [item.entry.to_line() for item in window.store.entries(f"case:{case}")]


def test_work_that_was_written_before_any_line_arrives_byte_for_byte(county: County, window: Window) -> None:
    case = uuid7()
    window.note(case, "没有网的时候记下")
    small, large = picture(1_000), picture(700_000)
    refs = [window.file(case, content) for content in (small, large, b"")]

    status = window.sync()

    assert status.online
    assert status.problem_code is None
    assert (status.pending.entries, status.pending.blobs) == (0, 0)
    assert county_copy(county, window) == own_lines(window, case)
    assert [county.blob(ref.sha256) for ref in refs] == [small, large, b""]


def test_a_window_without_a_line_works_and_loses_nothing(window: Window, county: County) -> None:
    case = uuid7()
    window.faults.plan.extend(["cut"] * 3)

    statuses = [window.sync() for _ in range(2)]
    window.note(case, "照样能办")
    statuses.append(window.sync())

    assert [(status.online, status.problem_code) for status in statuses] == [(False, "county.unreachable")] * 3
    assert statuses[-1].pending.entries == 1
    assert statuses[-1].last_success_at is None
    assert window.sync().pending.entries == 0
    assert len(county_copy(county, window)) == 1


def test_a_round_with_nothing_new_is_one_request(window: Window) -> None:
    window.note(uuid7(), "第一件")
    until_quiet(window)
    window.faults.calls.clear()

    window.sync()

    assert window.faults.calls == ["pull"]


def test_a_line_that_was_let_go_is_opened_again_by_the_next_round(window: Window) -> None:
    window.sync()
    window.faults.calls.clear()

    window.engine.hang_up()

    assert window.faults.calls == ["close"]
    assert window.sync().online


def test_text_goes_before_everything_even_before_the_first_question(window: Window) -> None:
    window.sync()
    window.restart()
    window.note(uuid7(), "线一通就先报文字")
    window.faults.calls.clear()

    window.sync()

    assert window.faults.calls[0] == "push"


def test_an_entry_written_while_others_are_sent_keeps_waiting(window: Window, county: County) -> None:
    case = uuid7()
    window.sync()
    window.note(case, "先记的")
    steps = window.engine.round()
    job = next(steps)
    while not (isinstance(job, OnFree) and isinstance(job.run, partial) and job.run.func.__name__ == "_send"):
        job = steps.send(job.run())
    answer = job.run()

    later = window.note(case, "发送当中记的")
    acknowledge = steps.send(answer)
    assert isinstance(acknowledge, OnStore)
    acknowledge.run()
    steps.close()

    assert [entry.seq for entry in window.store.outbox()] == [later.seq]
    until_quiet(window)
    assert county_copy(county, window) == own_lines(window, case)


AT_ANY_CALL = [
    pytest.param(at, fault, marks=() if fault == "lost" else pytest.mark.slow)
    for fault in ("cut", "lost", "twice")
    for at in range(12)
]


@pytest.mark.parametrize(("at", "fault"), AT_ANY_CALL)
def test_a_fault_at_any_call_costs_a_round_and_nothing_else(
    window: Window, county: County, fault: str, at: int
) -> None:
    case = uuid7()
    window.note(case, "第一条")
    refs = [window.file(case, picture(size)) for size in (10, 600_000)]
    window.faults.plan.extend([""] * at + [fault])

    window.sync()
    window.note(case, "断了以后记的")
    until_quiet(window)

    assert county_copy(county, window) == own_lines(window, case)
    assert all(county.blob(ref.sha256) for ref in refs)
    assert all(checkpoint.countersigned for checkpoint in window.store.checkpoints())


def test_a_lost_enrolment_answer_leaves_one_device(window: Window, county: County) -> None:
    before = county.counts()["devices"]
    window.faults.plan.extend(["lost", "lost"])

    until_quiet(window)

    assert county.counts()["devices"] == before + 1


def test_two_windows_of_an_office_hear_each_other(window: Window, other: Window) -> None:
    case = uuid7()
    until_quiet(window, other)
    window.note(case, "一号窗口记的")
    until_quiet(window, other)
    other.note(case, "二号窗口接着记的")
    until_quiet(window, other)

    both = [[item.entry.hash for item in one.store.entries(f"case:{case}")] for one in (window, other)]
    assert both[0] == both[1]
    assert len(both[0]) == 2
    second = window.store.entries(f"case:{case}")[1].entry
    assert second.parents == (both[0][0],)


def test_windows_that_did_not_know_of_each_other_fold_to_the_same_case(window: Window, other: Window) -> None:
    case = uuid7()
    until_quiet(window, other)
    window.note(case, "开头")
    until_quiet(window, other)
    window.write(case, "case.corrected", {"fields": {"phone": "13900000001"}, "reason": "本人说"})
    other.write(case, "case.corrected", {"fields": {"phone": "13900000002"}, "reason": "家人说"})

    until_quiet(other, window)

    cases = [fold_case(case, one.store.entries(f"case:{case}")) for one in (window, other)]
    assert cases[0] == cases[1]
    assert cases[0] is not None
    (conflict,) = cases[0].conflicts
    assert conflict.fields == ("phone",)
    assert not conflict.settled


def test_a_restarted_window_goes_on_where_it_was(window: Window, county: County) -> None:
    case = uuid7()
    window.sync()
    window.note(case, "关机前")
    window.restart()
    window.note(case, "开机后")

    until_quiet(window)

    assert county_copy(county, window) == own_lines(window, case)


def test_checkpoints_are_countersigned_and_kept(window: Window) -> None:
    for number in range(3):
        window.note(uuid7(), str(number))
        with window.store.work(window.author) as work:
            work.checkpoint()
    until_quiet(window)

    checkpoints = window.store.checkpoints()

    assert [checkpoint.size for checkpoint in checkpoints] == [1, 2, 3]
    for checkpoint in checkpoints:
        assert checkpoint.countersigned is not None
        assert checkpoint.countersigned["root"] == checkpoint.root
        assert checkpoint.countersigned["kid"] in window.store.setting("county_keys")


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_wrong_by_years_is_shown_and_stops_nothing(window: Window, county: County, years: int) -> None:
    window.clock.wrong_by = timedelta(days=365 * years)
    case = uuid7()
    window.note(case, "钟不准")

    until_quiet(window)
    window.note(case, "知道钟不准以后")
    until_quiet(window)

    assert county_copy(county, window) == own_lines(window, case)
    assert window.engine.status.county_ahead_s == pytest.approx(-365 * years * 86_400, abs=60)
    assert window.store.entries(f"case:{case}")[-1].entry.clock == "suspect"


def test_a_revoked_device_is_told_and_keeps_its_work(window: Window, county: County) -> None:
    window.sync()
    county.revoke(window.device_id())
    window.note(uuid7(), "停用以后记的")

    status = window.sync()

    assert not status.online
    assert status.problem_code == "county.device_refused"
    assert status.pending.entries == 1


def test_what_the_county_withholds_counts_as_delivered_and_blocks_nothing(
    open_window: Callable[..., Window], county: County, office: str
) -> None:
    ours, theirs = open_window(county, office), open_window(county, str(int(office) + 500_000))
    case = uuid7()
    ours.note(case, "这个件是青龙镇的")
    until_quiet(ours, theirs)

    stray = theirs.note(case, "别的乡镇写到这个件上")
    behind = theirs.note(uuid7(), "后面的照样报")
    until_quiet(theirs)

    assert county.orders(theirs.device_id()) == {stray.seq: None, behind.seq: county.counts()["ordered"]}
    (held,) = theirs.store.entries(f"case:{case}")
    assert held.withheld == "subject"
    assert theirs.store.held_back() == (HeldBack(theirs.device_id(), stray.seq, f"case:{case}", "subject"),)
    county.release(theirs.device_id(), stray.seq)
    until_quiet(theirs, ours)
    assert theirs.store.held_back() == ()
    (held,) = theirs.store.entries(f"case:{case}")
    assert (held.withheld, held.order) == (None, county.counts()["ordered"])


def test_a_county_that_is_newer_says_so_and_sync_goes_on(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.sync()
    me = window.engine._session.county.me()  # noqa: SLF001 - the engine's own county
    monkeypatch.setattr(type(window._http), "me", lambda *_: replace(me, client_ok=False))  # noqa: SLF001 - its wire
    window.restart()
    window.note(uuid7(), "旧程序照样报")

    status = window.sync()

    assert status.online
    assert status.problem_code == "county.client_too_old"
    assert status.pending.entries == 0
