"""Promise 7: a backup made while the window works comes back on another PC, with the county's recovery key."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage
import pytest

from app.ids import uuid7
from app.services import intake
from app.services.backup import backup, restore
from app.services.desk import Desk
from app.services.verify import verify
from app.store import Store
from app.vault import BlobVault, Keyring
from app.vault.slots import Cost
from tests.faults import office
from tests.store import township

OFFICER = township.AUTHOR.officer
WRITES = 20  # beside one backup: longer than it takes, and few enough that two hundred do not pile up


@contextmanager
def at_work(desk: Desk) -> Iterator[None]:
    """Let the window accept and note without pause beside what is done in the block."""
    going = threading.Event()

    def work() -> None:
        for _ in range(WRITES):
            if going.wait(0.002):
                return
            with desk.store.work(desk.author) as work:
                work.append([township.note(uuid7(), "一"), township.note(uuid7(), "二")])

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        going.set()
        thread.join()


def came_back(desk: Desk, folder: Path, county: pyrage.x25519.Identity) -> int:
    """Back up beside the working window, restore as another PC would, compare; gives the number of entries."""
    key = Keyring(desk.data).open(OFFICER, "1")
    reader = Store.open(desk.data / "yimen.db", key, read_only=True)
    backup(reader, desk.vault, folder / "safe.yimen")
    reader.close()
    restore(folder / "safe.yimen", folder / "data", recovery_key=str(county))
    store = Store.open(folder / "data" / "yimen.db", Keyring(folder / "data").open(OFFICER, "1"))
    report = verify(store, BlobVault(folder / "data" / "blobs"))
    entries = store.outbox(10**6, 10**9)
    store.close()
    assert report.findings == ()
    assert entries == desk.store.outbox(len(entries), 10**9)
    shutil.rmtree(folder / "data")
    (folder / "safe.yimen").unlink()
    return len(entries)


def rounds(tmp_path: Path, count: int, between: Callable[[Desk, int], object]) -> list[int]:
    """Come back `count` times, with something accepted between."""
    data, county = tmp_path / "window", pyrage.x25519.Identity.generate()
    data.mkdir()
    keyring = Keyring(data)
    key = keyring.create(OFFICER, "王德贵", "1", cost=Cost(64, 1))
    keyring.seal_recovery(key, str(county.to_public()))
    store = Store.create(data / "yimen.db", key, township.morning)
    with store.work() as work:
        work.set_device(township.DEVICE)
    desk, sizes = township.desk_of(data, store), []
    for number in range(count):
        between(desk, number)
        with at_work(desk):
            sizes.append(came_back(desk, tmp_path, county))
    store.close()
    return sizes


def accept_one(desk: Desk, seed: int) -> None:
    intake.accept(desk, office.ready(desk, seed))


def test_a_backup_made_at_work_comes_back_on_another_pc(tmp_path: Path) -> None:
    sizes = rounds(tmp_path, 2, accept_one)
    assert sizes[0] >= 4
    assert sizes[1] > sizes[0]


@pytest.mark.slow
def test_200_backups_made_at_work_come_back_equal(tmp_path: Path) -> None:
    sizes = rounds(tmp_path, 200, accept_one)
    assert sizes == sorted(sizes)
