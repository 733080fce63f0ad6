"""What makes a device's entries one chain: each names the hash of the one before."""

from collections.abc import Iterable

from app.journal.entry import ZERO_HASH, Entry


def first_bad(entries: Iterable[Entry], device: str, seq: int = 0, head: str = ZERO_HASH) -> int | None:
    """Give the first `seq` that does not continue the chain of `device` standing at (`seq`, `head`), or None."""
    for entry in entries:
        seq += 1
        if (entry.device, entry.seq, entry.prev) != (device, seq, head):
            return seq
        head = entry.hash
    return None
