"""IT's repository: what may be offered, whose keys sign, and whose changes are never signed along."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tuf.api.metadata import Metadata

from app.errors import Refused
from sync.updates import keys, making, repository
from sync.updates.candidate import Candidate, Told, candidate
from sync.updates.offer import Kind
from tests.updates.office import CALENDAR, DEB, NOW, PASSPHRASE, PLATFORM, RULES, Machine, Office, later


def a_file(place: Path, name: str, content: bytes | str) -> Path:
    file = place / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


NAMES: list[tuple[str, bytes | str, Told, tuple[Kind, str, str, str]]] = [
    ("yimen_0.2.0_amd64.deb", DEB, Told(), (Kind.PROGRAM, "0.2.0", PLATFORM, "window/yimen_0.2.0_amd64.deb")),
    ("yimen_1.2_arm64.deb", DEB, Told(), (Kind.PROGRAM, "1.2", "linux-aarch64", "window/yimen_1.2_arm64.deb")),
    ("yimen-0.2.0-setup.exe", b"MZ", Told(), (Kind.PROGRAM, "0.2.0", "windows-x86_64", "window/yimen-0.2.0-setup.exe")),
    (
        "new.deb",
        DEB,
        Told("program", "0.2.0", PLATFORM),
        (Kind.PROGRAM, "0.2.0", PLATFORM, "window/yimen_0.2.0_amd64.deb"),
    ),
    ("quxian.toml", RULES, Told(), (Kind.RULES, "渠县 2026 年标准", "", "rules/quxian.toml")),
    ("2027.toml", CALENDAR, Told("calendar"), (Kind.CALENDAR, "2027", "", "calendar/2027.toml")),
]


@pytest.mark.parametrize(("name", "content", "told", "found"), NAMES, ids=[one[0] for one in NAMES])
def test_a_file_tells_what_it_is(name: str, content: bytes, told: Told, found: tuple[str, ...], tmp_path: Path) -> None:
    one = candidate(a_file(tmp_path, name, content), told)
    assert (one.kind, one.version, one.platform, one.path) == found


UNFIT: list[tuple[str, bytes | str, Told, str]] = [
    ("yimen.deb", DEB, Told(), "update.file_name"),
    ("yimen_0.2.0_riscv64.deb", DEB, Told(), "update.file_name"),
    ("yimen_0..2_amd64.deb", DEB, Told(), "update.file_name"),
    ("yimen_0.2.0_amd64.deb", DEB, Told(version="0.3.0"), "update.file_name"),
    ("yimen_0.2.0_amd64.deb", DEB, Told(platform="windows-x86_64"), "update.file_name"),
    ("2027.toml", RULES, Told("rules"), "update.file_name"),
    ("rules.toml", "id = 7", Told(), "local.value"),
    ("yimen_0.2.0_amd64.deb", b"MZ", Told(), "update.no_program"),
    ("yimen-0.2.0-setup.exe", DEB, Told(), "update.no_program"),
    ("rules.toml", "id = 'x'\n[dibao.nothing]", Told(), "local.unknown"),
    ("rules.toml", "[", Told(), "local.unreadable"),
    ("rules.toml", "id = ''", Told(), "update.no_data"),
    ("2027.toml", CALENDAR.replace("year = 2027", "year = 2028"), Told(), "calendar.unreadable"),
    ("2027.toml", "x", Told(), "calendar.unreadable"),
    ("2027.toml", b"\xff", Told(), "calendar.unreadable"),
    ("rules.toml", RULES, Told(notes="两\n行"), "update.notes"),
    ("rules.toml", RULES, Told(notes="长" * 501), "update.notes"),
]


@pytest.mark.parametrize(("name", "content", "told", "code"), UNFIT)
def test_what_no_window_could_use_is_not_offered(
    name: str, content: bytes, told: Told, code: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        candidate(a_file(tmp_path, name, content), told)
    assert refused.value.code == code


def test_only_a_newer_program_is_offered_beside_another(office: Office) -> None:
    office.program("0.9.0")
    office.program("0.8.0", "windows-x86_64")
    for version in ("0.9.0", "0.8.9", "0.9"):
        with pytest.raises(Refused, match=r"update\.old_offer"):
            office.program(version)
    office.program("0.10.0")
    assert [one.version for one in office.opened().offers] == ["0.8.0", "0.10.0", "0.9.0"]


def test_the_same_data_is_offered_once_and_changed_data_again(office: Office) -> None:
    office.offer("quxian.toml", RULES.encode())
    with pytest.raises(Refused, match=r"update\.same_file"):
        office.offer("quxian.toml", RULES.encode())
    office.offer("quxian.toml", RULES.replace("65000", "66000").encode())
    assert len(list((office.folder / "targets" / "rules").iterdir())) == 2
    making.clear(office.opened())
    assert len(list((office.folder / "targets" / "rules").iterdir())) == 1


def test_what_is_withdrawn_is_offered_no_more(office: Office, machine: Machine) -> None:
    office.program("0.2.0", notes="改了打印")
    found = machine.look(office.folder).program("0.1.0", PLATFORM)
    assert found is not None
    assert found.notes == "改了打印"
    held = office.opened()
    with pytest.raises(Refused, match=r"update\.no_such_offer"):
        making.withdraw(held, ["yimen_0.3.0_amd64.deb"])

    making.withdraw(held, ["yimen_0.2.0_amd64.deb"])
    office.publish(held, changed=True)
    making.clear(held)

    assert machine.look(office.folder).offers == ()
    assert list((office.folder / "targets" / "window").iterdir()) == []


def test_dates_are_signed_anew_and_the_list_of_files_before_it_runs_out(office: Office, machine: Machine) -> None:
    office.program("0.2.0")
    office.now = machine.now = later(50)
    office.publish(office.opened())
    assert office.opened_list("targets").version == 3
    assert machine.look(office.folder, later(109)).program("0.1.0", PLATFORM) is not None

    office.now = later(300)
    office.publish(office.opened(), days=90)

    assert office.opened_list("targets").version == 4
    assert machine.look(office.folder, later(389)).until == later(390).replace(microsecond=0)


def test_a_root_is_renewed_and_every_machine_follows(office: Office, machine: Machine) -> None:
    office.program("0.2.0")
    held = office.opened()
    making.renew_root(held, office.at_hand, later(1_000))
    office.publish(held)

    assert machine.look(office.folder).program("0.1.0", PLATFORM) is not None
    assert office.opened_root().version == 2
    assert office.opened_root().expires == later(1_000 + 5 * 365)


@pytest.mark.parametrize("name", ["targets", "snapshot", "timestamp", "root-2"])
def test_a_key_is_changed_and_the_old_one_signs_nothing_any_more(name: str, office: Office, machine: Machine) -> None:
    office.program("0.2.0")
    machine.look(office.folder)
    old, role = office.at_hand, name.partition("-")[0]
    before = set(office.opened_root().roles[role].keyids)
    held = office.opened()
    at_hand = making.change_key(held, office.at_hand, name, PASSPHRASE, office.now)
    repository.publish(held, at_hand, office.now)
    office.reload()

    office.program("0.3.0")

    found = machine.look(office.folder).program("0.1.0", PLATFORM)
    assert found is not None
    assert found.version == "0.3.0"
    assert len(before - set(office.opened_root().roles[role].keyids)) == 1
    if role != "root":
        with pytest.raises(Refused, match=r"update\.no_key"):
            repository.publish(office.opened(), old, office.now, changed=True)
    making.change_key(office.opened(), office.at_hand, f"{name}-v2", PASSPHRASE, office.now)


def test_a_key_that_nobody_has_is_not_changed(office: Office) -> None:
    for name in ("", "root-9", "targets-1", "other"):
        with pytest.raises(Refused, match=r"update\.no_such_key"):
            making.change_key(office.opened(), office.at_hand, name, PASSPHRASE, NOW)


def test_a_lost_root_key_locks_nobody_out_and_two_lost_ones_do(office: Office) -> None:
    folder = office.place / "keys"
    (folder / "root-1.pem").unlink()
    office.reload()
    held = office.opened()
    making.change_key(held, office.at_hand, "root-1", PASSPHRASE, NOW)
    (folder / "root-2.pem").unlink()
    (folder / "root-1-v2.pem").unlink()
    office.reload()
    with pytest.raises(Refused, match=r"update\.no_key"):
        making.renew_root(office.opened(), office.at_hand, NOW)


def test_keys_in_several_folders_sign_together(office: Office) -> None:
    safe = office.place / "safe"
    safe.mkdir()
    for name in ("root-1", "root-2", "root-3"):
        shutil.move(office.place / "keys" / f"{name}.pem", safe)
    office.reload()
    office.program("0.2.0")
    with pytest.raises(Refused, match=r"update\.no_key"):
        making.renew_root(office.opened(), office.at_hand, NOW)

    office.at_hand = keys.load_keys([office.place / "keys", safe], PASSPHRASE)
    making.renew_root(office.opened(), office.at_hand, NOW)


def test_keys_are_locked_and_never_written_over(office: Office, tmp_path: Path) -> None:
    folder = office.place / "keys"
    assert all(one.stat().st_mode & 0o077 == 0 for one in folder.glob("*.pem"))
    assert all(b"ENCRYPTED" in one.read_bytes() for one in folder.glob("*.pem"))
    for wrong in ("", "another passphrase"):
        with pytest.raises(Refused, match=r"update\.passphrase"):
            keys.load_keys([folder], wrong)
    with pytest.raises(Refused, match=r"update\.no_keys"):
        keys.load_keys([tmp_path], PASSPHRASE)
    with pytest.raises(Refused, match=r"update\.keys_exist"):
        making.begin(tmp_path / "other", folder, PASSPHRASE, NOW)
    with pytest.raises(Refused, match=r"update\.folder_used"):
        making.begin(office.folder, tmp_path / "keys", PASSPHRASE, NOW)
    with pytest.raises(Refused, match=r"update\.short_passphrase"):
        making.begin(tmp_path / "other", tmp_path / "keys", "十一个字不到", NOW)


def slipped_in(office: Office) -> None:
    """Slip a line into the list of files, signed by nobody."""
    place = office.list_file("targets")
    said = Metadata[Any].from_bytes(place.read_bytes())
    said.signed.targets.clear()
    place.write_bytes(said.to_bytes())


def half(office: Office) -> None:
    office.list_file("snapshot").unlink()


def garbage(office: Office) -> None:
    office.list_file("timestamp").write_bytes(b"{}")


def of_another_county(office: Office) -> None:
    other = Office(office.place / "other")
    shutil.rmtree(office.folder)
    shutil.copytree(other.folder, office.folder)


@pytest.mark.parametrize("change", [slipped_in, half, garbage, of_another_county])
def test_what_somebody_else_changed_is_never_signed_along(change: Callable[[Office], None], office: Office) -> None:
    office.program("0.2.0")
    change(office)
    with pytest.raises(Refused, match=r"update\.folder_altered"):
        office.opened()


def test_an_older_copy_is_not_signed_on(office: Office) -> None:
    office.program("0.2.0")
    old = office.copy("old")
    office.program("0.3.0")
    shutil.rmtree(office.folder)
    shutil.move(old, office.folder)
    with pytest.raises(Refused, match=r"update\.folder_old"):
        office.opened()


def test_a_folder_that_is_none_is_said_so(office: Office, tmp_path: Path) -> None:
    for folder, beside in ((tmp_path, None), (tmp_path, office.place / "keys"), (office.folder, tmp_path)):
        with pytest.raises(Refused, match=r"update\.no_repository"):
            repository.open_repository(folder, beside)


def test_a_copy_that_is_not_whole_is_named(office: Office) -> None:
    office.program("0.2.0")
    held = office.opened()
    assert making.broken(held) == ()
    (place,) = (office.folder / "targets" / "window").iterdir()
    place.write_bytes(place.read_bytes()[:-1])
    assert making.broken(held) == ("yimen_0.2.0_amd64.deb",)


def test_nothing_is_written_where_a_key_is_missing(office: Office) -> None:
    held = office.opened()
    before = sorted((one.name, one.read_bytes()) for one in (office.folder / "metadata").iterdir())
    with pytest.raises(Refused, match=r"update\.no_key"):
        repository.publish(held, keys.Keys(office.place / "keys", {}), NOW, changed=True)
    assert sorted((one.name, one.read_bytes()) for one in (office.folder / "metadata").iterdir()) == before


def test_what_is_signed_of_a_file_leaves_out_what_is_empty(tmp_path: Path) -> None:
    one = Candidate(tmp_path, Kind.RULES, "x", "", "rules/x.toml")
    assert one.custom() == {"kind": "rules", "version": "x"}
