"""`yimen keys`: the keys of a PC from the command line."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.forms.preview import at_resolution, page_count
from app.services import session
from app.services.session import SetUp
from tests.services.conftest import COST, enrol
from tests.services.test_session import AGE, tell
from ui import cli

LEADER, OTHER = "李红", "赵勇"
PASSWORD, OTHERS, NEW = "练习口令一号呀", "练习口令二号呀", "练习口令三号练习"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of a leader and a window officer, which the county can recover."""
    folder = tmp_path / "window"
    officer = session.set_up(folder, SetUp(LEADER, PASSWORD, "leader"), enrol, cost=COST)
    desk = session.unlock(folder, officer, PASSWORD)
    session.add_officer(desk, PASSWORD, OTHER, OTHERS, cost=COST)
    tell(desk.store)
    desk.store.close()
    session.unlock(folder, officer, PASSWORD).store.close()
    monkeypatch.setenv("YIMEN_OFFICER", LEADER)
    monkeypatch.setenv("YIMEN_PASSWORD", PASSWORD)
    monkeypatch.setenv("YIMEN_NEW_PASSWORD", NEW)
    return folder


def run(data: Path, *words: object) -> int:
    return cli.main(["--data", str(data), "keys", *map(str, words)])


def photographs(sheet: Path) -> list[Path]:
    """Give pictures of the sheet's pages."""
    pdf, found = sheet.read_bytes(), []
    for number in range(page_count(pdf)):
        image = at_resolution(pdf, number, 150)
        grey = np.frombuffer(bytes(image.pixels), np.uint8).reshape(image.height, image.width)
        found.append(sheet.with_name(f"page-{number}.png"))
        assert cv2.imwrite(str(found[-1]), grey)
    return found


def opens(data: Path, name: str, password: str) -> bool:
    officer = next(slot.officer_id for slot in session.officers(data) if slot.name == name)
    session.unlock(data, officer, password).store.close()
    return True


def test_the_list_needs_no_password_and_names_the_countys_key(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YIMEN_PASSWORD")
    assert run(data, "list", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["officers"]] == [LEADER, OTHER]
    assert (found["epoch"], found["recovery"]) == (1, str(AGE.to_public()))
    assert run(data, "list") == 0
    assert f"{OTHER}　window　密码" in capsys.readouterr().out


def test_passwords_are_changed_and_given(data: Path) -> None:
    assert run(data, "give", OTHER) == 0
    assert opens(data, OTHER, NEW)
    assert run(data, "password") == 0
    assert opens(data, LEADER, NEW)


def test_an_officer_is_removed_and_one_who_is_not_there_is_refused(data: Path) -> None:
    assert run(data, "remove", OTHER) == 0
    assert [slot.name for slot in session.officers(data)] == [LEADER]
    assert run(data, "remove", OTHER) == 3


def test_the_countys_key_and_the_sheet_open_what_is_lost(data: Path, tmp_path: Path) -> None:
    key, sheet = tmp_path / "key.txt", tmp_path / "sheet.pdf"
    key.write_text(f"# made by age-keygen\n{AGE}\n", "utf-8")
    assert run(data, "sheet", sheet) == 0
    assert run(data, "recover", OTHER, "--recovery-key", key) == 0
    assert opens(data, OTHER, NEW)
    for name in ("keys.json", "keys.json.bak", "device.secret"):
        (data / name).unlink()
    assert run(data, "recover", LEADER, "--recovery-key", key, "--sheet", *photographs(sheet)) == 0
    assert opens(data, LEADER, NEW)


def test_what_was_typed_of_the_sheet_can_come_from_a_file(data: Path, tmp_path: Path) -> None:
    from app.services.recovering import sheet_of  # noqa: PLC0415 - for this one
    from app.vault.recovery_sheet import parts  # noqa: PLC0415 - as above

    desk = session.unlock(data, session.officers(data)[0].officer_id, PASSWORD)
    (tmp_path / "typed.txt").write_text("\n".join(parts(sheet_of(desk))), "utf-8")
    desk.store.close()
    (tmp_path / "key.txt").write_text(str(AGE), "utf-8")
    (data / "keys.json").write_bytes(b"")
    (data / "keys.json.bak").write_bytes(b"")
    words = ("recover", LEADER, "--recovery-key", tmp_path / "key.txt", "--sheet", tmp_path / "typed.txt")
    assert run(data, *words) == 0
    assert opens(data, LEADER, NEW)


def test_what_is_typed_twice_must_be_the_same(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YIMEN_NEW_PASSWORD")
    typed = iter((NEW, NEW + "x", NEW, NEW))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert run(data, "password") == 3
    assert run(data, "password") == 0
    assert opens(data, LEADER, NEW)
