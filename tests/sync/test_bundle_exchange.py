"""A window without a line: what it wrote reaches the county on a stick, and the county's word comes back on one."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from app.errors import Refused
from app.ids import uuid7
from app.journal.entry import Entry
from sync.bundle.file import write_bundle
from sync.bundle.manifest import ACKS, JOURNAL, Manifest, Member
from sync.client.session import AGE_KEY
from sync.county.embedded import County
from sync.county.ledger import Ledger
from sync.reading import write_json
from tests.sync.sticks import answer, bring, report, reports, take
from tests.sync.window import Window, picture


def test_text_and_pictures_reach_the_county_and_the_answer_empties_the_queue(
    window: Window, other: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    case = uuid7()
    window.note(case, "张三来问低保")
    photo = window.file(case, picture(300_000))

    wrote = report(window, tmp_path / "stick")
    brought = bring(county, *reports(tmp_path / "stick"))
    answered = take(window, answer(county, brought, tmp_path / "back"))

    assert (wrote.parts, wrote.left, wrote.entries, wrote.blobs) == (1, 0, 2, 1)
    assert (brought[0].told.entries, brought[0].told.trouble, brought[0].blobs) == (2, "", 1)
    assert (answered.delivered, answered.complete, answered.has_gap) == (2, 1, False)
    pending = window.store.pending()
    assert (pending.entries, pending.blobs) == (0, 0)
    other.sync()
    assert other.store.case(case) is not None
    assert window.store.checkpoints(unsent=True) == ()
    assert photo.sha256 in {member.sha256 for member in brought[0].manifest.blobs()}


def test_a_repeat_in_any_order_and_mixed_with_the_line_changes_nothing(
    window: Window, other: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    other.sync()
    case = uuid7()
    window.note(case, "一")
    window.file(case, picture(5_000))
    report(window, tmp_path / "first")
    window.note(case, "二")
    report(window, tmp_path / "second")
    first, second = reports(tmp_path / "first"), reports(tmp_path / "second")

    late = bring(county, *second, *first, *second)
    window.sync()
    again = bring(county, *first, *second)
    window.note(case, "三")
    window.sync()
    other.sync()

    assert [one.told.entries for one in (*late, *again)] == [3, 0, 0, 0, 0]
    assert {one.told.trouble for one in (*late, *again)} == {""}
    assert [entry.entry.hash for entry in other.store.entries(f"case:{case}")] == [
        entry.entry.hash for entry in window.store.entries(f"case:{case}")
    ]
    assert window.store.pending().entries == 0


def test_an_answer_brings_what_others_wrote_and_may_be_read_again(
    window: Window, other: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    theirs = uuid7()
    other.note(theirs, "隔壁窗口受理")
    other.sync()
    window.note(uuid7(), "我的")
    report(window, tmp_path / "stick")
    file = answer(county, bring(county, *reports(tmp_path / "stick")), tmp_path / "back")

    first, second = take(window, file), take(window, file)

    assert (first.delivered, first.received, second.delivered, second.received) == (1, 1, 0, 0)
    assert len(window.store.entries(f"case:{theirs}")) == 1
    assert window.sync().online
    assert len(window.store.entries(f"case:{theirs}")) == 1


def test_an_old_answer_takes_back_nothing_that_is_newer(window: Window, county: County, tmp_path: Path) -> None:
    window.sync()
    entry = write_elsewhere(window)
    report(window, tmp_path / "stick")
    old = answer(county, bring(county, *reports(tmp_path / "stick")), tmp_path / "back")
    window.sync()
    ledger = Ledger(county.site)
    order = county.site.database.write(lambda c: ledger.release(c, window.device_id(), entry.seq)).result()
    window.sync()

    take(window, old)

    (kept,) = window.store.entries(entry.subject)
    assert kept.order == order


def write_elsewhere(window: Window) -> Entry:
    """Write an entry for an office that is not the window's."""
    device = window.store.device()
    assert device is not None
    with window.store.work() as work:
        work.set_device(replace(device, office=replace(device.office, scope="t-000000")))
    return window.note(uuid7(), "别处的")


def test_text_that_the_county_withholds_is_told_on_the_stick(window: Window, county: County, tmp_path: Path) -> None:
    window.sync()
    write_elsewhere(window)
    report(window, tmp_path / "stick")

    brought = bring(county, *reports(tmp_path / "stick"))
    answered = take(window, answer(county, brought, tmp_path / "back"))

    assert (brought[0].told.entries, brought[0].told.withheld) == (1, 1)
    assert (answered.delivered, window.store.pending().entries) == (1, 0)


def test_an_answer_to_a_window_that_has_nothing_to_say_brings_the_news(
    window: Window, other: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    other.note(uuid7(), "新的一件")
    other.sync()

    wrote = report(window, tmp_path / "stick")
    answered = take(window, answer(county, bring(county, *reports(tmp_path / "stick")), tmp_path / "back"))

    assert (wrote.parts, wrote.entries, wrote.blobs) == (1, 0, 0)
    assert answered.received == 1


def test_an_answer_that_begins_behind_the_cursor_brings_no_entries(
    window: Window, other: Window, county: County, tmp_path: Path
) -> None:
    other.note(uuid7(), "一")
    other.sync()
    window.sync()
    report(window, tmp_path / "stick")
    file = answer(county, bring(county, *reports(tmp_path / "stick")), tmp_path / "back")
    with window.store.work() as work:
        work.set_cursor(0)

    answered = take(window, file)

    assert (answered.has_gap, answered.received) == (True, 0)
    assert window.sync().online


def test_a_long_answer_is_taken_in_page_by_page(window: Window, other: Window, county: County, tmp_path: Path) -> None:
    window.sync()
    case = uuid7()
    for _ in range(14):
        other.note(case, "很长的备注" * 4_000)
    other.sync()
    report(window, tmp_path / "stick")

    answered = take(window, answer(county, bring(county, *reports(tmp_path / "stick")), tmp_path / "back"))

    assert answered.received == 14
    assert [one.entry.seq for one in window.store.entries(f"case:{case}")] == list(range(1, 15))


def test_a_line_that_nobody_can_read_is_put_aside_as_over_the_line(
    window: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    spoilt = b'{"order":999999,"received_at":"2026-11-24T08:00:00.000Z","entry":{"device":"x"}}\n'
    take(window, forged(window, county, tmp_path, journal=spoilt))
    assert "999999" in window.store.setting("aside")


def forged(
    window: Window, county: County, folder: Path, *, private: bytes = b"", journal: bytes = b"", **changed: object
) -> Path:
    """Write an answer that says what a test wants, signed by the county unless another key is given."""
    at, keys = county.site, county.site.keys
    device = window.store.device()
    assert device is not None
    head = window.store.delivered_up_to()
    said: dict[str, object] = {
        "server_epoch": device.epoch, "acked_seq": head, "orders": [], "withheld": [], "base": 0,
        "epochs": [[device.epoch, 0]], "scopes": list(device.scopes), "server_time": at.time(), "min_client": "0",
        "client_ok": True, "after": 0, "head": 10**6, "blobs": [], "checkpoints": [],
        "head_hash": window.store.hash_at(head) or "0" * 64,
    }  # fmt: skip
    content = {ACKS: write_json(said | changed), JOURNAL: journal}
    members = tuple(Member(name, hashlib.sha256(one).hexdigest(), len(one)) for name, one in content.items())
    receiver = str(changed.get("receiver", device.id))
    bare = Manifest(uuid7(), receiver, device.epoch, uuid7(), 1, 1, at.time(), members)
    path = folder / f"yimen-answer-{uuid7()}.age"
    age = str(x25519.Identity.from_str(window.store.setting(AGE_KEY)).to_public())
    write_bundle(path, bare.signed(private or keys.private), lambda member: [content[member.name]], age)
    return path


def test_an_answer_that_is_not_right_is_refused_and_nothing_is_taken(
    window: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    window.note(uuid7(), "等着")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"private": bytes(range(32))}, "bundle.signature"),
        ({"receiver": uuid7()}, "bundle.not_for_us"),
        ({"blobs": ["x"]}, "bundle.damaged"),
        ({"orders": "x"}, "bundle.damaged"),
        ({"journal": b"no line\n"}, "bundle.damaged"),
        ({"server_epoch": "ANOTHER", "epochs": [["ANOTHER", 0]]}, "bundle.old_answer"),
        ({"acked_seq": 5, "head_hash": "1" * 64}, "bundle.other_life"),
    ]
    for changed, code in wrong:
        with pytest.raises(Refused) as refused:
            take(window, forged(window, county, tmp_path, **changed))
        assert refused.value.code == code
        assert window.store.pending().entries == 1


def test_a_report_and_an_answer_to_another_are_no_answers(
    window: Window, other: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    other.sync()
    window.note(uuid7(), "一")
    report(window, tmp_path / "stick")
    theirs = answer(county, bring(county, *reports(tmp_path / "stick")), tmp_path / "back")
    for file in (*reports(tmp_path / "stick"), theirs):
        with pytest.raises(Refused, match="not_for_us"):
            take(other, file)


def test_a_bundle_with_other_members_than_an_answer_has_is_no_answer(
    window: Window, county: County, tmp_path: Path
) -> None:
    window.sync()
    device = window.device_id()
    member = Member.blob(hashlib.sha256(b"x").hexdigest(), 1, "image/jpeg")
    bare = Manifest(uuid7(), device, "e", uuid7(), 1, 1, county.site.time(), (member,))
    age = str(x25519.Identity.from_str(window.store.setting(AGE_KEY)).to_public())
    write_bundle(tmp_path / "x.age", bare.signed(county.site.keys.private), lambda _member: [b"x"], age)
    with pytest.raises(Refused, match="newer"):
        take(window, tmp_path / "x.age")
    with window.store.work() as work:
        work.set_setting(AGE_KEY, None)
    with pytest.raises(Refused, match="not_for_us"):
        take(window, tmp_path / "x.age")


def test_an_answer_of_a_county_that_was_restored_begins_its_epoch(
    open_window: Any, county: County, tmp_path: Path, office: str
) -> None:
    window = open_window(county, office)
    window.sync()
    window.note(uuid7(), "一")
    window.sync()
    old = window.store.device()
    assert old is not None

    take(window, forged(window, county, tmp_path, server_epoch="NEW", epochs=[[old.epoch, 0], ["NEW", 0]], base=0,
                        acked_seq=0, head_hash="0" * 64))  # fmt: skip

    new = window.store.device()
    assert new is not None
    assert new.epoch == "NEW"
    assert window.store.pending().entries == 1
