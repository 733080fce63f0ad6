"""County and window went back, or a window twice, or two PCs are one device: all that was written is there, once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import Unavailable
from app.ids import uuid7
from app.journal.case import fold_case
from sync.client.session import REGISTERED, RELAY, TAKEOVER
from sync.client.steps import advance
from sync.county.embedded import County
from tests.sync.machine import jobs
from tests.sync.test_recovery import Town
from tests.sync.window import Window, until_quiet

Open = Callable[..., Window]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path / "town")
    yield town
    town.county.stop()


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Callable[[Path], Window]]:
    """Give a maker of PCs that start from a copy of an installation."""
    clones: list[Window] = []

    def make(copy: Path) -> Window:
        home = tmp_path / f"clone{len(clones)}"
        shutil.copytree(copy, home)
        clones.append(Window(home))
        clones[-1].connect()
        return clones[-1]

    yield make
    for one in clones:
        one.close()


def notes(window: Window, case: str) -> tuple[str, ...]:
    folded = fold_case(case, window.store.entries(f"case:{case}"))
    return folded.notes if folded else ()


def settled(*windows: Window) -> None:
    until_quiet(*windows)
    until_quiet(*windows)


def test_a_colleague_hears_what_is_written_where_the_county_forgot_what_the_colleague_holds(
    town: Town, open_window: Open, office: str, tmp_path: Path
) -> None:
    one, other = open_window(town.county, office), open_window(town.county, office)
    case = uuid7()
    one.note(case, "一")
    until_quiet(one, other)
    town.save()
    one.copy_to(tmp_path / "copy")
    one.note(case, "二，县里和本机都忘了的")
    until_quiet(one, other)

    town.go_back()
    one.go_back_to(tmp_path / "copy", by_restore=False)
    one.note(case, "二，另写的")
    settled(one, other)

    assert notes(one, case) == ("一", "二，另写的")
    assert sorted(notes(other, case)) == sorted(["一", "二，县里和本机都忘了的", "二，另写的"])


def test_what_was_put_aside_counts_again_where_the_county_has_it_after_all(
    town: Town, open_window: Open, office: str, tmp_path: Path, clone: Callable[[Path], Window]
) -> None:
    one, other = open_window(town.county, office), open_window(town.county, office)
    case = uuid7()
    one.note(case, "一")
    until_quiet(one, other)
    town.save()
    one.copy_to(tmp_path / "copy")
    one.note(case, "二")
    until_quiet(one, other)
    town.go_back()
    twin = clone(tmp_path / "copy")
    twin.note(case, "二，克隆的电脑写的")
    until_quiet(twin, other)

    town.go_back()
    settled(one, other)
    settled(one, other, twin)

    assert notes(one, case) == notes(other, case) == notes(twin, case)
    assert sorted(notes(one, case)) == sorted(["一", "二", "二，克隆的电脑写的"])


def test_what_was_written_under_a_former_name_comes_back_to_a_restored_county(
    town: Town, open_window: Open, office: str, tmp_path: Path
) -> None:
    one, other = open_window(town.county, office), open_window(town.county, office)
    case = uuid7()
    one.note(case, "一")
    until_quiet(one, other)
    town.save()
    one.note(case, "二")
    ref = one.file(case, b"picture" * 100)
    one.copy_to(tmp_path / "copy")
    until_quiet(one, other)
    one.go_back_to(tmp_path / "copy", by_restore=True)
    one.sync()
    one.note(case, "三")
    until_quiet(one, other)

    town.go_back()
    settled(one, other)

    own = [entry.body for device in one.store.devices() for entry in town.county.entries(device.id)]
    assert [body.get("text", body.get("slot")) for body in own if body] == ["一", "三", "二", "other"]
    assert notes(one, case) == notes(other, case)
    assert town.county.blob(ref.sha256) == b"picture" * 100
    assert one.store.pending().entries == 0
    assert one.store.setting(RELAY) is None


def test_what_the_county_has_of_a_former_name_is_not_written_again(
    town: Town, open_window: Open, office: str, tmp_path: Path, clone: Callable[[Path], Window]
) -> None:
    one = open_window(town.county, office)
    case = uuid7()
    until_quiet(one)
    town.save()
    one.note(case, "一")
    one.copy_to(tmp_path / "copy")
    one.write_to(f"access:{uuid7()}", "access.seen", {"text": "看过的，谁也拉不到"})
    until_quiet(one)
    twin = clone(tmp_path / "copy")
    twin.go_back_to(tmp_path / "copy", by_restore=True)
    until_quiet(twin)

    town.go_back()
    until_quiet(one)
    until_quiet(twin)

    assert [entry.kind for entry in town.county.entries(one.device_id())] == ["case.noted", "access.seen"]
    assert town.county.entries(twin.device_id()) == []


def test_a_line_that_ends_while_a_former_journal_is_read_back_is_no_shut_out(
    town: Town, open_window: Open, office: str, tmp_path: Path
) -> None:
    one = open_window(town.county, office)
    case = uuid7()
    until_quiet(one)
    town.save()
    one.note(case, "一")
    until_quiet(one)
    one.copy_to(tmp_path / "copy")
    one.go_back_to(tmp_path / "copy", by_restore=True)
    until_quiet(one)
    town.go_back()

    def cut(call: str) -> None:
        if call == "own":
            raise Unavailable("county.unreachable")

    one.faults.before = cut
    status = one.sync()
    one.faults.before = lambda _: None
    settled(one)

    assert status.problem_code == "county.unreachable"
    assert notes(one, case) == ("一",)
    assert [entry.kind for entry in town.county.entries(one.device_id())] == ["case.noted"]


def test_a_pc_of_a_copy_hears_what_its_original_wrote_where_the_county_forgot_the_common_past(
    town: Town, open_window: Open, office: str, tmp_path: Path, clone: Callable[[Path], Window]
) -> None:
    one, other = open_window(town.county, office), open_window(town.county, office)
    case = uuid7()
    one.note(case, "一")
    until_quiet(one, other)
    town.save()
    one.copy_to(tmp_path / "copy")
    one.note(case, "二")
    until_quiet(one, other)
    twin = clone(tmp_path / "copy")
    until_quiet(twin)

    town.go_back()
    one.go_back_to(tmp_path / "copy", by_restore=False)
    one.note(case, "二，另写的")
    settled(one, other, twin)

    assert notes(one, case) == notes(other, case) == notes(twin, case)
    assert sorted(notes(one, case)) == sorted(["一", "二", "二，另写的"])


def test_a_window_enrolled_and_restored_after_the_backup_is_known_again(
    town: Town, open_window: Open, office: str, tmp_path: Path
) -> None:
    first = open_window(town.county, office)
    until_quiet(first)
    late, code = Window(tmp_path / "late"), town.county.enrol_code(office).code
    town.save()
    case = uuid7()
    late.enrol(code, town.county.url).note(case, "一")
    until_quiet(late)
    late.copy_to(tmp_path / "copy")
    late.go_back_to(tmp_path / "copy", by_restore=True)
    until_quiet(late)
    late.note(case, "二")
    until_quiet(late)

    town.go_back()
    settled(late, first)

    assert sorted(notes(late, case)) == sorted(notes(first, case)) == ["一", "二"]
    late.close()


def test_what_was_written_under_a_name_that_was_shut_out_is_written_again(
    town: Town, open_window: Open, office: str, tmp_path: Path
) -> None:
    one = open_window(town.county, office)
    case = uuid7()
    until_quiet(one)
    town.save()
    one.note(case, "一")
    until_quiet(one)
    one.copy_to(tmp_path / "copy")
    former = one.device_id()
    one.go_back_to(tmp_path / "copy", by_restore=True)
    until_quiet(one)
    town.go_back()

    def shut_out(call: str) -> None:
        if call == "own":
            town.county.revoke(former)

    one.faults.before = shut_out
    settled(one)

    assert town.county.entries(former) == []
    assert [entry.body["text"] for entry in town.county.entries(one.device_id()) if entry.body] == ["一"]
    assert notes(one, case) == ("一",)


def test_the_last_way_alone_is_said_as_an_older_program_kept_it(
    town: Town, open_window: Open, office: str, tmp_path: Path
) -> None:
    first = open_window(town.county, office)
    until_quiet(first)
    late, code = Window(tmp_path / "late"), town.county.enrol_code(office).code
    town.save()
    late.enrol(code, town.county.url).sync()
    with late.store.work() as work:
        work.set_setting(REGISTERED, late.store.setting(REGISTERED)[-1])

    town.go_back()

    assert late.sync().online
    late.close()


def cut_before_it_is_sent(window: Window) -> None:
    """End the program where a takeover is done, and what was written again has not been sent."""
    steps = window.engine.round()
    job = next(steps)
    while window.store.setting(TAKEOVER) is None:
        job = advance(steps, job)
    while window.store.setting(TAKEOVER) is not None:
        job = advance(steps, job)
    steps.close()


@pytest.mark.parametrize("twin_first", [False, True])
def test_what_was_written_again_twice_over_is_there_once(
    county: County, window: Window, tmp_path: Path, clone: Callable[[Path], Window], *, twin_first: bool
) -> None:
    case = uuid7()
    window.sync()
    window.note(case, "一")
    window.copy_to(tmp_path / "copy")
    twin = clone(tmp_path / "copy")
    for one in (window, twin):
        one.go_back_to(tmp_path / "copy", by_restore=True)
    cut_before_it_is_sent(window)
    window.copy_to(tmp_path / "later")
    window.go_back_to(tmp_path / "later", by_restore=True)

    until_quiet(twin if twin_first else window)
    settled(window, twin)

    assert notes(window, case) == notes(twin, case) == ("一",)
    written = [len(county.entries(device.id)) for one in (window, twin) for device in one.store.devices()[1:]]
    assert sum(written) == 1


@pytest.mark.parametrize("moment", range(6))
def test_a_pc_of_a_copy_that_writes_at_any_moment_of_a_round_loses_nothing(
    window: Window, tmp_path: Path, clone: Callable[[Path], Window], moment: int
) -> None:
    case = uuid7()
    window.sync()
    window.copy_to(tmp_path / "copy")
    twin = clone(tmp_path / "copy")
    twin.sync()
    window.note(case, "原来那台写的")
    window.sync()

    for number, _ in enumerate(jobs(twin.engine.round())):
        if number == moment:
            twin.note(case, "克隆的电脑写的")
    twin.restart()  # forgets what it was last told of itself
    settled(window, twin)

    assert sorted(notes(window, case)) == sorted(notes(twin, case)) == sorted(["原来那台写的", "克隆的电脑写的"])
