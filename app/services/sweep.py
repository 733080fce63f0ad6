"""Removing documents that nothing needs any more: original frames after acceptance, pictures taken again."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store import Store
    from app.vault import BlobVault


def sweep(store: "Store", vault: "BlobVault") -> int:
    """Erase keys and files of documents that no entry and no draft names, and give the number of files removed.

    Run at start: what this program itself has just captured is left to the next one.
    """
    with store.work() as work:
        work.forget_unnamed_documents()
    return vault.sweep({sealed.file for sealed in store.blobs()})
