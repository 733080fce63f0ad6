"""Promise 6: corruption is found before it spreads, and nothing else is called corruption."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Unavailable
from app.services.verify import Report, report_of, verify
from app.store import Store
from app.vault import BlobVault
from tests.faults import office
from tests.faults.office import Ledger
from tests.store import township
from tests.store.township import KEY


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed installation with some cases and drafts."""
    folder = tmp_path_factory.mktemp("day") / "data"
    office.prepare(folder, drafts=8)
    desk = township.desk_at(folder)
    for draft in desk.store.drafts()[:5]:
        office.accept(desk, draft, lambda _: None)
    desk.store.close()
    return folder


def looked_at(folder: Path, *, read_only: bool) -> Report:
    try:
        store = Store.open(folder / "yimen.db", KEY, read_only=read_only)
    except Unavailable as error:
        return report_of(error)
    report = verify(store, BlobVault(folder / "blobs"))
    store.close()
    return report


def flips(file: Path, count: int, seed: int) -> Iterator[int]:
    """Spoil one random bit after the other, each time in the whole file, and give its page."""
    whole = file.read_bytes()
    chance = random.Random(seed)
    for _ in range(count):
        place = chance.randrange(len(whole))
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << chance.randrange(8)
        file.write_bytes(spoilt)
        yield place // 4096 + 1
    file.write_bytes(whole)


def missed(folder: Path, count: int, seed: int) -> list[int]:
    """Give the pages whose flipped bit was not found, or not by its page; a wrong salt makes every page wrong."""
    pages = []
    for number, page in enumerate(flips(folder / "yimen.db", count, seed)):
        try:
            told = looked_at(folder, read_only=bool(number % 2)).findings
        except Unavailable as error:
            assert (page, error.code) == (1, "store.wrong_key")
            continue
        if ("page", str(page)) not in {(finding.what, finding.which) for finding in told}:
            pages.append(page)
    return pages


def test_a_flipped_bit_in_the_database_is_found(day: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(day, tmp_path / "data"))
    assert missed(folder, 40, 20261124) == []
    assert looked_at(folder, read_only=True).ok


@pytest.mark.slow
def test_1_000_flipped_bits_are_all_found(day: Path, tmp_path: Path) -> None:
    assert missed(Path(shutil.copytree(day, tmp_path / "data")), 1_000, 6) == []


def alarms(day: Path, tmp_path: Path, rounds: int) -> list[str]:
    """Look at the store at work, from inside and from beside it, again and again; give what was found."""
    folder = Path(shutil.copytree(day, tmp_path / "data"))
    desk = township.desk_at(folder)
    reader = Store.open(folder / "yimen.db", KEY, read_only=True)
    found: list[str] = []
    for number in range(rounds):
        office.accept(desk, office.ready(desk, 100 + number), lambda _: None)
        if number % 3 == 0:
            desk.store.settle()
        for store in (reader, desk.store) if number % 2 else (reader,):
            found += map(str, verify(store, desk.vault).findings)
    reader.close()
    desk.store.close()
    return found + Ledger().look(folder, thoroughly=True)


def test_a_store_at_work_is_never_called_damaged(day: Path, tmp_path: Path) -> None:
    assert alarms(day, tmp_path, 8) == []


@pytest.mark.slow
def test_a_store_at_work_is_never_called_damaged_in_300_looks(day: Path, tmp_path: Path) -> None:
    assert alarms(day, tmp_path, 300) == []


@pytest.mark.parametrize("count", [12, pytest.param(1_000, marks=pytest.mark.slow)])
def test_a_flipped_bit_in_a_document_is_found(day: Path, tmp_path: Path, count: int) -> None:
    folder = Path(shutil.copytree(day, tmp_path / "data"))
    store, vault = Store.open(folder / "yimen.db", KEY), BlobVault(folder / "blobs")
    chance = random.Random(3)
    for _ in range(count):
        sealed = chance.choice(store.blobs())
        path = vault.path(sealed)
        whole = path.read_bytes()
        spoilt = bytearray(whole)
        spoilt[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        with pytest.raises(Unavailable) as caught:
            vault.open(sealed)
        assert caught.value.code == "blob.damaged"
        path.write_bytes(whole)
    store.close()
