"""Drafts: back after a kill as they were, never sent, gone only when the officer says so."""

from dataclasses import replace
from pathlib import Path

from app.services import intake
from app.services.desk import Desk
from app.services.upkeep import at_start, sweep
from app.vault import BlobVault
from tests.store import township
from tests.store.damage import run


def test_a_draft_comes_back_after_a_restart_as_it_was(desk: Desk, tmp_path: Path) -> None:
    draft = township.application(desk, 1)
    desk.store.close()
    store = township.open_store(tmp_path)
    assert store.drafts() == (draft,)
    store.close()


def test_a_draft_saved_again_is_one_draft(desk: Desk) -> None:
    draft = township.application(desk, 1)
    later = replace(draft, village="青龙村")
    intake.save(desk, later)
    assert desk.store.drafts() == (later,)


def test_only_the_discarded_draft_is_gone(desk: Desk) -> None:
    one, two = (township.application(desk, seed) for seed in (1, 2))
    intake.discard(desk, one.id)
    assert desk.store.drafts() == (two,)


def test_acceptance_ends_the_draft(desk: Desk) -> None:
    intake.accept(desk, township.application(desk, 1))
    assert desk.store.drafts() == ()


def files(folder: Path) -> set[str]:
    return set(BlobVault(folder / "blobs").files())


def test_a_sweep_removes_only_what_no_entry_and_no_draft_names(desk: Desk, tmp_path: Path) -> None:
    accepted = township.application(desk, 1)
    waiting = township.application(desk, 2)
    discarded = township.application(desk, 3)
    intake.accept(desk, accepted)
    intake.discard(desk, discarded.id)
    restarted = BlobVault(tmp_path / "blobs")
    assert sweep(desk.store, restarted) == len(accepted.captures) + len(discarded.blobs())
    kept = [ref.sha256 for ref in waiting.blobs()] + [task.sha256 for task in desk.store.blobs_pending()]
    assert {desk.store.sealed(sha256).file for sha256 in kept} == files(tmp_path)
    for sha256 in kept:
        assert restarted.open(desk.store.sealed(sha256))


def test_a_sweep_right_after_a_capture_takes_nothing_of_it(desk: Desk) -> None:
    fresh = desk.vault.put(b"just taken, in no draft yet", "image/jpeg")
    sweep(desk.store, desk.vault)
    assert desk.vault.open(fresh)


def test_a_picture_taken_again_replaces_the_first_one_in_the_end(desk: Desk, tmp_path: Path) -> None:
    draft = township.application(desk, 1)
    first = draft.captures[0]
    picture = intake.Picture(b"better", "image/jpeg", b"better still", {}, "good", "file")
    draft = intake.add_picture(desk, draft, first.slot, first.member, picture)
    sweep(desk.store, BlobVault(tmp_path / "blobs"))
    assert desk.store.blob(first.archive.sha256) is None
    assert len(files(tmp_path)) == len(draft.blobs())


def test_a_start_puts_lists_right_and_sweeps(desk: Desk, tmp_path: Path) -> None:
    draft = township.application(desk, 1)
    done = intake.accept(desk, draft)
    run(tmp_path / "yimen.db", "UPDATE case_summary SET applicant = '别人'")
    assert list(at_start(desk.store, BlobVault(tmp_path / "blobs")))
    assert done.case.accepted is not None
    assert desk.store.cases()[0].applicant == done.case.accepted.members[0].identity.name
    assert len(files(tmp_path)) == len(desk.store.blobs()) == len(draft.blobs()) - len(draft.captures)
