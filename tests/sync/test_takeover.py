"""The one way out of a fork, a broken entry and a restore: a new device goes on, and nothing is lost or doubled."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.errors import Unavailable
from app.ids import uuid7
from app.journal.case import fold_case
from app.journal.chain import first_bad
from sync.client.calls import HttpCounty
from sync.client.county import Problem
from sync.client.session import TAKEOVER, UNREADABLE
from sync.client.steps import advance
from sync.county.embedded import County
from tests.sync.window import Window, picture, until_quiet


def notes(window: Window, case: str) -> tuple[str, ...]:
    folded = fold_case(case, window.store.entries(f"case:{case}"))
    return folded.notes if folded else ()


def county_notes(county: County, window: Window) -> list[str]:
    """Give the texts of all notes that the county has from this installation, under any of its names."""
    entries = [entry for device in window.store.devices() for entry in county.entries(device.id)]
    replaced = {entry.body["reissue_of"] for entry in entries if entry.body and "reissue_of" in entry.body}
    bodies = [entry.body for entry in entries if entry.body and entry.hash not in replaced]
    return [body["text"] for body in bodies if "text" in body]


def chains_are_whole(county: County, window: Window) -> bool:
    return all(first_bad(county.entries(device.id), device.id) is None for device in window.store.devices())


def test_an_old_backup_put_back_goes_on_under_a_new_name_and_gets_everything_back(
    county: County, window: Window, tmp_path: Path
) -> None:
    case = uuid7()
    window.note(case, "备份以前")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    window.note(case, "备份以后，已经报上去")
    ref = window.file(case, picture(5_000))
    until_quiet(window)
    old = window.device_id()

    window.go_back_to(tmp_path / "copy", by_restore=True)
    with pytest.raises(Unavailable, match=r"store\.restored"):
        window.note(case, "还不能写")
    until_quiet(window)
    window.note(case, "新编号写的")
    until_quiet(window)

    device = window.store.device()
    assert device is not None
    assert device.id != old
    assert (device.replaces, device.from_seq) == (old, 4)
    assert notes(window, case) == ("备份以前", "备份以后，已经报上去", "新编号写的")
    assert county_notes(county, window) == list(notes(window, case))
    assert chains_are_whole(county, window)
    assert county.blob(ref.sha256)


def test_files_put_back_behind_the_program_s_back_are_noticed_before_anything_is_sent(
    county: County, window: Window, tmp_path: Path
) -> None:
    case = uuid7()
    window.note(case, "一")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    window.note(case, "二")
    until_quiet(window)
    old = window.device_id()

    window.go_back_to(tmp_path / "copy", by_restore=False)
    until_quiet(window)

    assert window.device_id() != old
    assert notes(window, case) == ("一", "二")
    assert [entry.seq for entry in county.entries(old)] == [1, 2]


def test_work_written_before_the_other_life_was_noticed_is_written_again(
    county: County, window: Window, tmp_path: Path
) -> None:
    case = uuid7()
    window.note(case, "一")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    window.note(case, "二，已经报上去")
    until_quiet(window)

    window.go_back_to(tmp_path / "copy", by_restore=False)
    forked = window.note(case, "二，另写的")
    behind = window.note(case, "三，接着另写的")
    until_quiet(window)

    assert sorted(notes(window, case)) == sorted(["一", "二，已经报上去", "二，另写的", "三，接着另写的"])
    assert sorted(county_notes(county, window)) == sorted(notes(window, case))
    assert chains_are_whole(county, window)
    again = county.entries(window.device_id())
    assert [entry.body["reissue_of"] for entry in again if entry.body] == [forked.hash, behind.hash]
    assert again[1].parents == (again[0].hash,)


def test_a_copied_installation_and_its_original_end_up_as_two_devices_with_the_same_case(
    county: County, window: Window, tmp_path: Path
) -> None:
    case = uuid7()
    window.note(case, "一")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    twin = Window(tmp_path / "twin")
    twin.connect = lambda: None  # type: ignore[method-assign]  # it has no device of its own yet
    twin.go_back_to(tmp_path / "copy", by_restore=False)
    del twin.connect
    twin.connect()
    try:
        window.note(case, "原来那台写的")
        twin.note(case, "复制的那台写的")
        until_quiet(window, twin)
        until_quiet(window, twin)

        assert window.device_id() != twin.device_id()
        assert notes(window, case) == notes(twin, case)
        assert sorted(notes(window, case)) == sorted(["一", "原来那台写的", "复制的那台写的"])
        assert chains_are_whole(county, twin)
    finally:
        twin.close()


def cut_off(window: Window, at: int) -> None:
    """End the program after `at` jobs of a takeover, or where it is over."""
    steps = window.engine.round()
    job = next(steps)
    while window.store.setting(TAKEOVER) is None:
        job = advance(steps, job)
    for _ in range(at):
        job = advance(steps, job)
        if window.store.setting(TAKEOVER) is None:
            break
    steps.close()


QUICK = {0, 2, 3, 5}
PLACES = [pytest.param(at, marks=() if at in QUICK else pytest.mark.slow) for at in range(8)]


@pytest.mark.parametrize("at", PLACES)
def test_a_takeover_that_is_cut_off_anywhere_goes_on_with_the_same_new_device(
    county: County, window: Window, tmp_path: Path, at: int
) -> None:
    case = uuid7()
    window.note(case, "一")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    window.note(case, "二，已经报上去")
    until_quiet(window)
    window.go_back_to(tmp_path / "copy", by_restore=False)
    window.note(case, "二，另写的")
    before = county.counts()["devices"]

    cut_off(window, at)
    window.restart()
    until_quiet(window)

    assert county.counts()["devices"] == before + 1
    assert sorted(notes(window, case)) == sorted(["一", "二，已经报上去", "二，另写的"])
    assert sorted(county_notes(county, window)) == sorted(notes(window, case))
    assert window.store.setting(TAKEOVER) is None


def damaged(line: str, change: str) -> str:
    """Give an entry's line with its body, its place in the chain, or all of it spoilt."""
    if change == "body":
        return line.replace("写坏", "改过")
    at = line.index('"prev":"') + len('"prev":"')
    return line[:at] + ("1" if line[at] == "0" else "0") + line[at + 1 :] if change == "prev" else line[:50]


def damage(window: Window, seq: int, change: str) -> None:
    """Change the line of an entry in the database, as a fault of the disk or a hand would."""
    where = "FROM entry WHERE device = :device AND seq = :seq"
    place = {"device": window.device_id(), "seq": seq}
    with window.store.work() as work:
        connection = work._connection  # noqa: SLF001 - a hand at the database
        line = connection.execute(text(f"SELECT line {where}"), place).scalar_one().decode()
        update = text("UPDATE entry SET line = :line WHERE device = :device AND seq = :seq")
        connection.execute(update, place | {"line": damaged(line, change).encode()})


@pytest.mark.parametrize("at", PLACES)
def test_a_backup_made_in_the_middle_of_a_takeover_can_be_put_back(
    county: County, window: Window, tmp_path: Path, at: int
) -> None:
    case = uuid7()
    window.note(case, "写了还没有报")
    window.copy_to(tmp_path / "before")
    looked = window.write_to(
        "access:1", "access.viewed", {"case": case}
    )  # no pull brings this one back, only the old device's own journal
    until_quiet(window)
    window.go_back_to(tmp_path / "before", by_restore=True)
    cut_off(window, at)
    window.copy_to(tmp_path / "middle")

    window.go_back_to(tmp_path / "middle", by_restore=True)
    until_quiet(window)
    window.note(case, "接着写的")
    until_quiet(window)

    assert sorted(county_notes(county, window)) == sorted(notes(window, case)) == ["写了还没有报", "接着写的"]
    assert [item.entry for item in window.store.entries(looked.subject)] == [looked]
    assert chains_are_whole(county, window)
    assert window.store.setting(TAKEOVER) is None


@pytest.mark.parametrize(("change", "survives"), [("body", False), ("prev", True), ("all", False)])
def test_a_broken_entry_is_kept_and_reported_and_the_rest_goes_on(
    county: County, window: Window, change: str, *, survives: bool
) -> None:
    case = uuid7()
    window.sync()
    window.note(case, "好的")
    broken = window.note(case, "写坏的")
    window.note(case, "后面的")
    damage(window, broken.seq, change)

    until_quiet(window)

    expected = ["好的", *(["写坏的"] if survives else []), "后面的"]
    assert county_notes(county, window) == expected
    assert chains_are_whole(county, window)
    assert window.engine.status.problem_code == (None if survives else "device.entries_unreadable")
    reported: dict[str, Any] = window.store.setting(UNREADABLE) or {}
    assert [value[1] for value in reported.values()] == ([] if survives else [broken.seq])


def test_an_entry_that_is_whole_here_and_refused_there_is_not_written_again_for_ever(
    county: County, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.sync()
    before = county.counts()["devices"]

    def refuse(*_: object) -> None:
        raise Problem(422, "envelope", {"seq": 1, "acked_seq": 0, "server_epoch": "x", "orders": [], "withheld": []})

    monkeypatch.setattr(HttpCounty, "push", refuse)
    window.note(uuid7(), "这里好好的")

    status = window.sync()

    assert status.problem_code == "county.refused"
    assert status.pending.entries == 1
    assert county.counts()["devices"] == before


def test_a_revoked_device_cannot_take_over_and_keeps_its_work(county: County, window: Window, tmp_path: Path) -> None:
    case = uuid7()
    window.note(case, "一")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    county.revoke(window.device_id())
    window.go_back_to(tmp_path / "copy", by_restore=True)

    status = window.sync()

    assert not status.online
    assert status.problem_code == "county.device_refused"
    assert notes(window, case) == ("一",)


def test_an_old_copy_that_is_put_back_twice_writes_what_waited_in_it_once(
    county: County, window: Window, tmp_path: Path
) -> None:
    case = uuid7()
    window.sync()
    waiting = window.note(case, "复制的时候还没有报上去")
    window.copy_to(tmp_path / "copy")
    lives = []
    for _ in range(2):
        window.go_back_to(tmp_path / "copy", by_restore=True)
        until_quiet(window)
        lives.append(window.device_id())

    assert [len(county.entries(life)) for life in lives] == [1, 0]
    assert county.entries(lives[0])[0].parents == ()
    assert notes(window, case) == ("复制的时候还没有报上去",)
    following = window.note(case, "接着写")
    assert following.parents == (county.entries(lives[0])[0].hash,)
    assert waiting.hash not in following.parents


def test_much_that_waited_is_written_again_in_slices(
    county: County, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.client.takeover._SLICE", 2)
    case = uuid7()
    window.sync()
    for number in range(5):
        window.note(case, str(number))
    window.copy_to(tmp_path / "copy")

    window.go_back_to(tmp_path / "copy", by_restore=True)
    until_quiet(window)

    assert county_notes(county, window) == ["0", "1", "2", "3", "4"]
    assert notes(window, case) == ("0", "1", "2", "3", "4")


def test_delivered_entries_that_are_others_at_the_county_are_reported(window: Window, tmp_path: Path) -> None:
    """Nothing does this but a county whose files were changed by hand; both entries stay where they are."""
    case = uuid7()
    window.note(case, "一")
    until_quiet(window)
    window.copy_to(tmp_path / "copy")
    theirs = [window.note(case, f"县里的{number}") for number in "二三"]
    until_quiet(window)
    window.go_back_to(tmp_path / "copy", by_restore=False)
    ours = [window.note(case, f"这里的{number}") for number in "二三"]
    with window.store.work() as work:
        work.delivered([(entry.seq, 10**6 + entry.seq) for entry in ours])

    status = window.sync()

    assert status.problem_code == "device.entries_unreadable"
    reported = window.store.setting(UNREADABLE)
    assert reported == {entry.hash: [entry.device, entry.seq, "case.noted"] for entry in theirs}
    device = window.store.device()
    assert device is not None
    assert (device.replaces, device.from_seq) == (theirs[0].device, 2)
    assert notes(window, case) == ("一", "这里的二", "这里的三")


def test_an_entry_that_vanished_holds_up_nothing_behind_it(county: County, window: Window) -> None:
    case = uuid7()
    window.sync()
    window.note(case, "好的")
    gone = window.note(case, "从库里消失的")
    window.note(case, "后面的")
    place = {"device": gone.device, "seq": gone.seq}
    with window.store.work() as work:
        work._connection.execute(text("DELETE FROM entry WHERE device = :device AND seq = :seq"), place)  # noqa: SLF001 - a hand at the database

    until_quiet(window)

    assert county_notes(county, window) == ["好的", "后面的"]
    assert chains_are_whole(county, window)
