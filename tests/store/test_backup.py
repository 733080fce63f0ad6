"""Backup and restore: whole or refused, while the program runs, back only as a new device."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from app import settings
from app.errors import Unavailable
from app.ids import uuid7
from app.services import archive, intake
from app.services.backup import backup, restore
from app.services.desk import Desk
from app.services.key_rotation import rotate
from app.services.verify import verify
from app.store import Store, pages
from app.vault import BlobVault, Keyring
from tests.store import township
from tests.store.keyed_office import OFFICER, PASSWORD, code_of, opened, state
from tests.store.township import AUTHOR, note


def test_a_backup_comes_back_as_it_was(office: Desk, tmp_path: Path) -> None:
    made = backup(office.store, office.vault, tmp_path / "safe.yimen")
    back = restore(tmp_path / "safe.yimen", tmp_path / "back")
    store = opened(tmp_path / "back")
    assert state(store) == state(office.store)
    assert verify(store, BlobVault(tmp_path / "back" / "blobs")).ok
    assert settings.load(tmp_path / "back").copies == 3
    assert (made.missing, made.left_out, made.bytes) == ((), 0, (tmp_path / "safe.yimen").stat().st_size)
    assert (back.blobs, back.left_out, back.needs_recovery) == (made.blobs, 0, False)
    store.close()


def test_the_report_is_json(office: Desk, tmp_path: Path) -> None:
    made = backup(office.store, office.vault, tmp_path / "safe.yimen")
    assert json.loads(json.dumps(made.to_json()))["file"] == str(tmp_path / "safe.yimen")
    back = restore(tmp_path / "safe.yimen", tmp_path / "back")
    assert json.loads(json.dumps(back.to_json()))["data"] == str(tmp_path / "back")


def test_a_restored_store_works_on_only_under_a_new_number(office: Desk, tmp_path: Path) -> None:
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    restore(tmp_path / "safe.yimen", tmp_path / "back")
    store = opened(tmp_path / "back")
    desk = replace(office, data=tmp_path / "back", store=store, vault=BlobVault(tmp_path / "back" / "blobs"))
    draft = township.application(desk, 4)
    assert code_of(lambda: intake.accept(desk, draft)) == "store.restored"
    with store.work() as work:
        work.begin_new_chain("01900000-0000-7000-8000-0000000000d2", "0F", bytes(range(2, 34)), 1)
    assert intake.accept(desk, draft).number.split("-")[2] == "0F"
    store.close()


def test_the_store_that_was_backed_up_works_on_as_before(office: Desk, tmp_path: Path) -> None:
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    assert intake.accept(office, township.application(office, 5)).number.split("-")[2] == "0A"


def test_documents_that_the_county_has_stay_out_unless_all_are_asked_for(office: Desk, tmp_path: Path) -> None:
    task = office.store.blobs_pending()[0]
    with office.store.work() as work:
        work.blobs_complete([task.sha256])
    lean = backup(office.store, office.vault, tmp_path / "lean.yimen")
    full = backup(office.store, office.vault, tmp_path / "full.yimen", full=True)
    assert (lean.left_out, lean.left_out_bytes, lean.blobs) == (1, task.size, full.blobs - 1)
    assert full.left_out == 0
    back = restore(tmp_path / "lean.yimen", tmp_path / "back")
    store = opened(tmp_path / "back")
    assert back.left_out == 1
    assert store.blob(task.sha256) is None
    assert verify(store, BlobVault(tmp_path / "back" / "blobs")).ok
    store.close()


def test_a_document_left_out_can_be_fetched_again(office: Desk, tmp_path: Path) -> None:
    task = office.store.blobs_pending()[0]
    with office.store.work() as work:
        work.blobs_complete([task.sha256])
    backup(office.store, office.vault, tmp_path / "lean.yimen")
    restore(tmp_path / "lean.yimen", tmp_path / "back")
    store, vault = opened(tmp_path / "back"), BlobVault(tmp_path / "back" / "blobs")
    plain = office.document(task.ref)
    with store.work() as work:
        work.keep(vault.put(plain, task.media_type))
    assert vault.open(store.sealed(task.sha256)) == plain
    assert verify(store, vault).ok
    store.close()


def test_what_no_entry_and_no_draft_names_stays_out(office: Desk, tmp_path: Path) -> None:
    draft = office.store.drafts()[0]
    before = backup(office.store, office.vault, tmp_path / "before.yimen").blobs
    intake.discard(office, draft.id)
    after = backup(office.store, office.vault, tmp_path / "after.yimen").blobs
    assert before - after == len(draft.blobs())


def test_a_backup_beside_a_running_window_is_of_one_moment(office: Desk, tmp_path: Path) -> None:
    key = Keyring(office.data).open(OFFICER, PASSWORD)
    reader = Store.open(office.data / "yimen.db", key, read_only=True)
    going = threading.Event()

    def write_on() -> None:
        while not going.is_set():
            with office.store.work(AUTHOR) as work:
                case_id = uuid7()
                work.append([note(case_id, "一"), note(case_id, "二")])

    writer = threading.Thread(target=write_on)
    writer.start()
    for number in range(3):
        backup(reader, office.vault, tmp_path / f"{number}.yimen")
    going.set()
    writer.join()
    reader.close()
    for number in range(3):
        data = tmp_path / f"back{number}"
        restore(tmp_path / f"{number}.yimen", data)
        store = opened(data)
        assert verify(store, BlobVault(data / "blobs")).ok
        notes = [store.case(found.case_id) for found in store.cases(limit=10_000) if found.state == "unread"]
        assert {case.notes for case in notes if case} <= {("一", "二")}
        store.close()


def test_a_backup_during_which_the_data_key_changed_opens_with_its_own_keys(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to = Store.copy_to

    def copied_and_then_rotated(store: Store, path: Path, *, full: bool) -> object:
        copy = copy_to(store, path, full=full)
        keyring = Keyring(office.data)
        rotate(keyring, store, keyring.open(OFFICER, PASSWORD), frozenset())
        return copy

    monkeypatch.setattr(Store, "copy_to", copied_and_then_rotated)
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    restore(tmp_path / "safe.yimen", tmp_path / "back")
    store = opened(tmp_path / "back")
    assert state(store) == state(office.store)
    store.close()


def test_another_pc_needs_the_countys_key_once(office: Desk, tmp_path: Path, county: pyrage.x25519.Identity) -> None:
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    (office.data / "device.secret").rename(tmp_path / "left at the other PC")
    stranger = restore(tmp_path / "safe.yimen", tmp_path / "stranger")
    assert stranger.needs_recovery
    assert code_of(lambda: opened(tmp_path / "stranger")) == "keys.device_secret"
    assert not restore(tmp_path / "safe.yimen", tmp_path / "back", recovery_key=str(county)).needs_recovery
    store = opened(tmp_path / "back")
    assert state(store) == state(office.store)
    store.close()


def test_a_wrong_recovery_key_leaves_nothing_behind(office: Desk, tmp_path: Path) -> None:
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    wrong = str(pyrage.x25519.Identity.generate())
    assert code_of(lambda: restore(tmp_path / "safe.yimen", tmp_path / "back", recovery_key=wrong)) == (
        "recovery.wrong_key"
    )
    assert {path.name for path in tmp_path.iterdir()} == {"data", "safe.yimen"}


def test_another_installations_device_secret_is_not_taken(office: Desk, tmp_path: Path) -> None:
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    (office.data / "device.secret").write_bytes(b"plain:" + bytes(32))
    assert restore(tmp_path / "safe.yimen", tmp_path / "back").needs_recovery


def test_an_old_backup_is_never_written_over(office: Desk, tmp_path: Path) -> None:
    (tmp_path / "safe.yimen").write_bytes(b"old")
    assert code_of(lambda: backup(office.store, office.vault, tmp_path / "safe.yimen")) == "backup.target_exists"
    assert (tmp_path / "safe.yimen").read_bytes() == b"old"


def test_a_backup_to_a_place_that_is_not_there_is_said(office: Desk, tmp_path: Path) -> None:
    assert code_of(lambda: backup(office.store, office.vault, tmp_path / "usb" / "safe.yimen")) == "store.gone"


def test_what_a_killed_backup_left_is_cleared_away(office: Desk, tmp_path: Path) -> None:
    for name in (".safe.yimen.part", ".safe.yimen.db", ".safe.yimen.db-wal"):
        (tmp_path / name).write_bytes(b"half")
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    assert {path.name for path in tmp_path.iterdir()} == {"data", "safe.yimen"}


def test_a_damaged_document_does_not_keep_the_rest_from_being_saved(office: Desk, tmp_path: Path) -> None:
    (office.data / settings.FILE).unlink()
    gone, spoilt = (office.store.sealed(task.sha256) for task in office.store.blobs_pending()[:2])
    office.vault.remove(gone.file)
    office.vault.path(spoilt).write_bytes(b"")
    made = backup(office.store, office.vault, tmp_path / "safe.yimen")
    assert set(made.missing) == {gone.ref.sha256, spoilt.ref.sha256}
    assert restore(tmp_path / "safe.yimen", tmp_path / "back").blobs == made.blobs


def test_a_vault_that_does_not_answer_stops_the_backup(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(*_: object) -> bytes:
        raise Unavailable("store.io")

    monkeypatch.setattr(BlobVault, "open", no_answer)
    assert code_of(lambda: backup(office.store, office.vault, tmp_path / "safe.yimen")) == "store.io"
    assert not (tmp_path / "safe.yimen").exists()


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(office: Desk, tmp_path: Path) -> None:
    office.store.settle()
    file = office.data / "yimen.db"
    spoilt = bytearray(file.read_bytes())
    spoilt[-4000] ^= 1
    file.write_bytes(spoilt)
    assert code_of(lambda: backup(office.store, office.vault, tmp_path / "safe.yimen")) == "store.damaged"
    assert not list(tmp_path.glob("*safe*"))


def test_a_copy_that_does_not_prove_itself_is_no_backup(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "altered", lambda *_: (3,))  # what a disk does that writes something else
    assert code_of(lambda: backup(office.store, office.vault, tmp_path / "safe.yimen")) == "store.damaged"
    assert not list(tmp_path.glob("*safe*"))


def test_what_did_not_read_back_is_no_backup(office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = archive.Packer.add

    def half(packer: archive.Packer, name: str, content: bytes) -> None:
        add(packer, name, content)
        packer.members[-1]["sha256"] = packer.members[-1]["sha256"][::-1]

    monkeypatch.setattr(archive.Packer, "add", half)
    assert code_of(lambda: backup(office.store, office.vault, tmp_path / "safe.yimen")) == "backup.damaged"
    assert not list(tmp_path.glob("*safe*"))
