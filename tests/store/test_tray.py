"""The tray: back after a restart as it was, never sent, a document held as long as a place names it."""

from dataclasses import replace
from pathlib import Path

from app.services import tray
from app.services.desk import Desk
from app.services.upkeep import sweep
from app.vault import BlobVault
from tests.store import township


def laid(desk: Desk, content: bytes = b"a frame") -> str:
    return tray.put(desk, content, "image/jpeg", "camera", "a case").id


def held(desk: Desk, folder: Path) -> set[bytes]:
    """All documents that are left after a sweep as the next start does it."""
    vault = BlobVault(folder / "blobs")
    sweep(desk.store, vault)
    return {vault.open(sealed) for sealed in desk.store.blobs()}


def test_the_tray_comes_back_after_a_restart_and_a_sweep_as_it_was(desk: Desk, tmp_path: Path) -> None:
    for content in (b"first", b"second", b"third"):
        laid(desk, content)
    before = desk.store.tray()
    desk.store.close()

    store = township.open_store(tmp_path)
    restarted = township.desk_of(tmp_path, store)

    assert store.tray() == before
    assert held(restarted, tmp_path) == {b"first", b"second", b"third"}
    assert [restarted.document(one.original) for one in before] == [b"first", b"second", b"third"]
    store.close()


def test_what_was_taken_earlier_comes_first(desk: Desk) -> None:
    late, early = (tray.put(desk, content, "image/jpeg", "file") for content in (b"late", b"early"))
    moved = replace(early, taken_at="2026-11-24T01:29:59.000Z")
    with desk.store.work(desk.author) as work:
        work.take_from_tray(early.id)
        work.put_in_tray(moved, desk.store.sealed(early.original.sha256))

    assert desk.store.tray() == (moved, late)


def test_a_place_that_is_kept_again_stays_as_it_is(desk: Desk) -> None:
    taken = tray.put(desk, b"a frame", "image/jpeg", "camera")
    with desk.store.work(desk.author) as work:
        work.put_in_tray(replace(taken, source="folder"), desk.store.sealed(taken.original.sha256))

    assert desk.store.tray() == (taken,)


def test_a_document_goes_with_its_last_place(desk: Desk, tmp_path: Path) -> None:
    one, same, other = laid(desk), laid(desk), laid(desk, b"another")

    tray.drop(desk, one)
    assert held(desk, tmp_path) == {b"a frame", b"another"}

    tray.drop(desk, same)
    assert held(desk, tmp_path) == {b"another"}
    assert [left.id for left in desk.store.tray()] == [other]


def test_what_lay_nowhere_takes_nothing_out(desk: Desk, tmp_path: Path) -> None:
    taken = laid(desk)

    tray.drop(desk, "")
    tray.drop(desk, "no such place")

    assert [left.id for left in desk.store.tray()] == [taken]
    assert held(desk, tmp_path) == {b"a frame"}


def test_nothing_in_the_tray_is_sent(desk: Desk) -> None:
    laid(desk)

    assert desk.store.pending().entries == 0
    assert desk.store.outbox() == ()
    assert desk.store.blobs_pending() == ()
