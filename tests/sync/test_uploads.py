"""Documents on a bad line: they go on where they stopped, and nothing is kept that does not have its digest."""

import secrets
from dataclasses import replace

import pytest

from app.ids import uuid7
from sync.client.uploads import GROUP
from sync.county.embedded import County
from sync.protocol import MAX_PIECE_BYTES
from tests.sync.window import Answers, Window, picture, until_quiet
from tests.sync.wire import Proxy

BIG = 5 * MAX_PIECE_BYTES + 7


def test_a_cut_in_mid_piece_costs_at_most_that_piece(county: County, far: Window, proxy: Proxy) -> None:
    content = picture(BIG)
    ref = far.file(uuid7(), content)
    proxy.meter.up, proxy.meter.cut_after_up = 0, 3 * MAX_PIECE_BYTES + 100_000

    status = far.sync()

    assert not status.online
    assert status.problem_code == "county.unreachable"
    assert status.pending.blobs == 1
    (task,) = far.store.blobs_pending()
    assert task.upload_url is not None
    until_quiet(far)
    assert county.blob(ref.sha256) == content
    assert proxy.meter.up < BIG + MAX_PIECE_BYTES + 20_000


def test_an_upload_goes_on_after_both_sides_were_started_again(far: Window, proxy: Proxy, county: County) -> None:
    content = picture(BIG)
    ref = far.file(uuid7(), content)
    proxy.meter.cut_after_up = 3 * MAX_PIECE_BYTES
    far.sync()
    county.stop()
    far.restart()
    assert far.sync().problem_code == "county.unreachable"
    county.start()
    proxy.meter.up = 0

    until_quiet(far)

    assert county.blob(ref.sha256) == content
    assert proxy.meter.up < 4 * MAX_PIECE_BYTES


@pytest.mark.parametrize("after", [0, 60, 200])
def test_a_lost_answer_to_the_last_piece_sends_nothing_again(
    far: Window, proxy: Proxy, county: County, after: int
) -> None:
    content = picture(2_000)
    ref = far.file(uuid7(), content)
    until_quiet(far)
    again = far.file(uuid7(), other := picture(100_000))
    proxy.meter.up = 0
    proxy.meter.arm(100_000, after)
    far.sync()

    until_quiet(far)

    assert county.blob(again.sha256) == other
    assert county.blob(ref.sha256) == content
    assert proxy.meter.up < 110_000 + 10_000


def test_what_the_county_has_already_is_not_sent_again(far: Window, proxy: Proxy, county: County) -> None:
    content = picture(300_000)
    far.file(uuid7(), content)
    until_quiet(far)
    with far.store.work() as work:
        work.forget_orders_above(10**9, 10**9)
    proxy.meter.up = 0

    until_quiet(far)

    assert proxy.meter.up < 20_000
    assert far.store.pending().blobs == 0
    assert county.counts()["blobs"] >= 1


def test_text_that_comes_while_documents_are_sent_goes_first(far: Window, county: County) -> None:
    first = far.file(uuid7(), picture(BIG))
    far.faults.calls.clear()
    sends = 0

    def write_at_the_second_piece(name: str) -> None:
        nonlocal sends
        sends += name == "send"
        if name == "send" and sends == 2:
            far.note(uuid7(), "传图的时候又受理了一件")
            far.engine.written()

    far.faults.before = write_at_the_second_piece

    far.sync()

    calls = [call for call in far.faults.calls if call in {"send", "push"}]
    assert calls[:5] == ["push", "send", "send", "push", "send"]
    assert county.blob(first.sha256)


def test_text_that_comes_while_small_documents_are_sent_goes_before_the_next_group(far: Window, says: Answers) -> None:
    says("me", lambda me: replace(me, crate_bytes=0))  # a county that takes them one by one
    far.connect()
    for _ in range(GROUP + 3):
        far.file(uuid7(), picture(100))
    far.faults.calls.clear()

    def write_at_the_first(name: str) -> None:
        if name == "send" and far.faults.calls.count("send") == 1:
            far.note(uuid7(), "又一条")

    far.faults.before = write_at_the_first

    far.sync()

    calls = [call for call in far.faults.calls if call in {"send", "push"}]
    assert calls[: GROUP + 2] == ["push", *["send"] * GROUP, "push"]


def test_the_program_s_end_stops_uploads_after_a_piece_and_they_go_on_next_time(far: Window, county: County) -> None:
    ref = far.file(uuid7(), content := picture(BIG))
    far.faults.before = lambda name: far.engine.stop() if name == "send" else None

    status = far.sync()

    assert far.faults.calls.count("send") == 1
    assert status.pending.blobs == 1
    far.faults.before = lambda _: None
    far.restart()
    until_quiet(far)
    assert county.blob(ref.sha256) == content


def test_a_document_that_is_damaged_here_holds_up_no_other(far: Window, county: County) -> None:
    bad, good = far.file(uuid7(), picture(50_000)), far.file(uuid7(), content := picture(60_000))
    sealed = far.store.sealed(bad.sha256)
    path = far.vault.path(sealed)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")

    status = far.sync()

    assert status.online
    assert status.problem_code == "blob.damaged"
    assert status.pending.blobs == 1
    assert county.blob(good.sha256) == content
    assert county.blob(bad.sha256) is None


def test_a_document_that_the_county_refuses_holds_up_no_other(far: Window, county: County) -> None:
    huge, good = far.file(uuid7(), bytes(20 * 2**20 + 1)), far.file(uuid7(), content := picture(60_000))

    status = far.sync()

    assert status.problem_code == "county.refused"
    assert county.blob(good.sha256) == content
    assert county.blob(huge.sha256) is None


def test_after_a_cut_the_line_is_tried_in_small_pieces(far: Window, proxy: Proxy, county: County) -> None:
    for _ in range(3):
        far.file(uuid7(), picture(900_000))
    proxy.meter.cut_after_up = 400_000
    far.sync()
    until_quiet(far)
    refs = [far.file(uuid7(), picture(900_000)) for _ in range(3)]
    proxy.meter.up, proxy.meter.cut_after_up = 0, 1_500_000

    far.sync()
    until_quiet(far)

    assert all(county.blob(ref.sha256) for ref in refs)
    assert proxy.meter.up < 3 * 900_000 + 256_000


def test_a_line_that_is_slow_but_alive_is_no_stall(far: Window, proxy: Proxy) -> None:
    """Two megabytes take longer than the time-out, but something goes out all the while."""
    far.restart_line(stall_s=1.0)
    for _ in range(40):
        far.note(uuid7(), secrets.token_urlsafe(45_000))
    proxy.pause_s = 0.02

    status = far.sync()

    assert status.problem_code is None
    assert status.pending.entries == 0


def test_a_line_that_is_dead_is_given_up_after_a_while(far: Window, proxy: Proxy) -> None:
    far.restart_line(stall_s=0.3)
    far.note(uuid7(), "没有回音")
    proxy.stalls.set()

    status = far.sync()

    assert status.problem_code == "county.unreachable"
    assert status.pending.entries == 1


def test_a_call_to_hurry_that_came_for_text_already_sent_does_not_hold_documents_up(far: Window) -> None:
    """The officer's entry may be on its way before the window says that there is one."""
    called: list[str] = []

    def hurry(name: str) -> None:
        if name == "send" and not called:
            called.append(name)
            far.engine.written()

    far.file(uuid7(), picture(900_000))
    far.faults.before = hurry

    assert far.sync().pending.blobs == 0
    assert called


def test_how_far_a_document_has_come_and_how_fast_is_told_while_it_is_sent(far: Window) -> None:
    seen: list[int] = []
    ref = far.file(uuid7(), picture(BIG))
    far.faults.before = lambda name: seen.append(far.engine.progress[0].get(ref.sha256, -1)) if name == "send" else None

    far.sync()

    assert seen == [BIG - piece * MAX_PIECE_BYTES for piece in range(6)]
    assert far.engine.progress[0][ref.sha256] == 0
    assert far.engine.progress[1] is None, "a second's work tells no speed"
