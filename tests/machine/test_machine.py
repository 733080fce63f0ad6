"""The county's file for all its windows: what it says, and that a slip in it is named and changes nothing else."""

import getpass
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import machine, settings
from app.errors import Refused
from app.machine import CODE, CONFIGURATION, DATA, KEYS, OWNERS, Machine
from app.settings import Settings
from resources import text

GOOD = """
[county]
server = "https://10.20.30.40:8470"
[office]
town = "青龙镇"
[camera]
turn = 1
held = "exposure=-5"
[printer]
name = "针式"
copies = 3
[look]
large = true
[line]
picture_hours = "18-8"
[policy]
idle_minutes = 5
[updates]
source = "https://10.20.30.40/updates"
install = "ask"
"""


def written(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "yimen.toml"
    file.write_text(content, "utf-8")
    return file


def said(tmp_path: Path, content: str) -> Machine:
    return machine.read(written(tmp_path, content))


def sentences(found: Machine) -> list[str]:
    return [text("errors", f"refused.{fault.code}", **fault.facts) for fault in found.faults]


def test_the_file_of_a_county_says_what_it_says(tmp_path: Path) -> None:
    found = said(tmp_path, GOOD)
    assert found.faults == ()
    assert (found.said("county", "server"), found.said("office", "town")) == ("https://10.20.30.40:8470", "青龙镇")
    assert found.said("office", "phone") == ""
    assert found.settings() == {
        "camera_turn": 1,
        "camera_held": "exposure=-5",
        "printer": "针式",
        "copies": 3,
        "large": True,
        "picture_hours": "18-8",
        "idle_minutes": 5,
    }


def test_the_names_of_settings_are_the_settings_own() -> None:
    usual = vars(Settings) and {name: type(getattr(Settings(), name)) for name in Settings.__dataclass_fields__}
    assert {name: key.kind for key, name in KEYS.values() if name}.items() <= usual.items()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[county]\nsever = 'https://a'", "county.server"),
        ("[contry]\nserver = 'https://a'", "county"),
        ("[printer]\ncolour = true", "name、copies"),
        ("[county]\nserver = 'http://a'", "https"),
        ("[county]\nserver = 'https://'", "https"),
        ("[county]\nserver = 7", "https"),
        ("[printer]\ncopies = 0", "1 – 9"),
        ("[printer]\ncopies = true", "1 – 9"),
        ("[look]\nlarge = 1", "true / false"),
        ("[office]\nconfirmer = 'city'", "county / township"),
        ("[line]\npicture_hours = '18-25'", "hours"),
        ("[data]\nfolder = 'here'", "folder"),
        ("county = 'https://a'", "county"),
    ],
)
def test_a_slip_is_named_with_what_was_wanted(tmp_path: Path, content: str, named: str) -> None:
    found = said(tmp_path, content)
    (sentence,) = sentences(found)
    assert named in sentence
    assert found.values == {}


def test_a_slip_leaves_all_else_as_it_is(tmp_path: Path) -> None:
    found = said(tmp_path, GOOD.replace("copies = 3", "copies = 30"))
    assert [fault.facts["key"] for fault in found.faults] == ["printer.copies"]
    assert found.settings()["printer"] == "针式"


def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        said(tmp_path, '[county]\nserver = "https://a\n')
    assert (caught.value.code, caught.value.facts["line"]) == ("config.not_toml", "2")


def test_what_windows_writes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "yimen.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode("utf-8"))
    assert machine.read(file).faults == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"[printer]\nname = '\xd5\xeb'", "config.not_utf8"), (b"#" * 70_000, "config.too_large")],
)
def test_what_is_no_such_file_is_said(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "yimen.toml"
    file.write_bytes(content)
    with pytest.raises(Refused) as caught:
        machine.read(file)
    assert caught.value.code == code


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        machine.read(tmp_path)
    assert caught.value.code == "config.unreadable"


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "yimen.toml"
    file.write_bytes(content)
    try:
        assert len(sentences(machine.read(file))) >= 0
    except Refused as refused:
        assert refused.code.startswith("config.")


def test_a_source_tree_knows_no_county_file() -> None:
    assert machine.load({}) == Machine()


def test_a_file_that_is_gone_says_nothing(tmp_path: Path) -> None:
    assert machine.load({CONFIGURATION: str(tmp_path / "gone.toml")}) == Machine()


def test_a_broken_file_keeps_no_program_from_starting(tmp_path: Path) -> None:
    file = written(tmp_path, "[")
    assert [fault.code for fault in machine.load({CONFIGURATION: str(file)}).faults] == ["config.not_toml"]


def test_data_lie_where_the_file_says_else_where_the_installer_says(tmp_path: Path) -> None:
    usual, named = tmp_path / "usual", tmp_path / "named"
    file = written(tmp_path, f"[data]\nfolder = {json.dumps(str(named))}")
    assert machine.data_folder(usual, {}) == usual
    assert machine.data_folder(usual, {DATA: "/srv/yimen"}) == Path("/srv/yimen")
    assert machine.data_folder(usual, {DATA: "/srv/yimen", CONFIGURATION: str(file)}) == named


def test_this_pc_keeps_only_what_was_changed_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CONFIGURATION, str(written(tmp_path, GOOD)))
    data = tmp_path / "data"
    data.mkdir()
    assert settings.remember(data, dark=True).printer == "针式"
    written(tmp_path, GOOD.replace("针式", "激光"))
    assert (settings.load(data).printer, settings.load(data).dark) == ("激光", True)
    settings.remember(data, printer="自己的")
    assert (settings.load(data).printer, settings.load(data).copies) == ("自己的", 3)


def test_the_code_is_what_the_installer_left(tmp_path: Path) -> None:
    file = tmp_path / "code"
    assert machine.given_code({CODE: str(file)}) == ""
    file.write_text("ABCDE-FGHJK\n", "ascii")
    assert machine.given_code({CODE: str(file)}) == "ABCDE-FGHJK"
    file.write_bytes(b"\xff\xfe")
    assert machine.given_code({CODE: str(file)}) == ""


def test_another_user_who_has_a_window_here_is_named(tmp_path: Path) -> None:
    known = {OWNERS: str(tmp_path)}
    machine.note_owner(known)
    assert machine.other_owner(known) == ""
    assert [path.name for path in tmp_path.iterdir()] == [getpass.getuser()]
    (tmp_path / "zhang").touch()
    assert machine.other_owner(known) == "zhang"


def test_without_an_installer_nobody_is_named(tmp_path: Path) -> None:
    machine.note_owner({})
    machine.note_owner({OWNERS: str(tmp_path / "gone")})
    assert machine.other_owner({}) == machine.other_owner({OWNERS: str(tmp_path / "gone")}) == ""
    assert list(tmp_path.iterdir()) == []
