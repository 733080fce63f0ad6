"""The encrypted store: the journal, what is read from it, drafts, the queue. The only SQLAlchemy on the desktop."""

from typing import TYPE_CHECKING, Any

from app.store.values import (
    Author,
    BlobTask,
    CaseSummary,
    Checkpoint,
    Device,
    Pending,
    PersonHit,
    Received,
    Reissue,
    StoredEntry,
    Task,
    Today,
    Unreadable,
)

if TYPE_CHECKING:
    from app.store.store import Store
    from app.store.work import Work

__all__ = [
    "Author",
    "BlobTask",
    "CaseSummary",
    "Checkpoint",
    "Device",
    "Pending",
    "PersonHit",
    "Received",
    "Reissue",
    "Store",
    "StoredEntry",
    "Task",
    "Today",
    "Unreadable",
    "Work",
]


def __getattr__(name: str) -> Any:
    """Load the store itself on first use: SQLAlchemy and SQLCipher take longer than the unlock window may."""
    if name == "Store":
        from app.store.store import Store  # noqa: PLC0415 - see above

        return Store
    if name == "Work":
        from app.store.work import Work  # noqa: PLC0415 - see above

        return Work
    raise AttributeError(name)
