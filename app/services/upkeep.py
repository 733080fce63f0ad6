"""What a window does at its start beside the officer's work: lists put right, needless documents removed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store import Store
    from app.vault import BlobVault


def at_start(store: "Store", vault: "BlobVault") -> Iterator[None]:
    """Put lists right that differ from the journal, then sweep; in slices of at most 50 ms, driven to the end."""
    yield  # whoever has waited for the unlocking goes first
    for _ in store.rebuild():
        yield
    for _ in _sweeping(store, vault):
        yield


def sweep(store: "Store", vault: "BlobVault") -> int:
    """Erase keys and files of documents that no entry and no draft names, and give the number of files removed.

    Original frames after acceptance, pictures taken again, discarded drafts. What this program itself has just
    captured is left to the next start.
    """
    return sum(_sweeping(store, vault))


def _sweeping(store: "Store", vault: "BlobVault") -> Iterator[int]:
    with store.work() as work:
        work.forget_unnamed_documents()
    yield from vault.sweeping({sealed.file for sealed in store.blobs()})
