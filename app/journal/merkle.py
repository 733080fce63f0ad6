"""The RFC 6962 Merkle tree over the hashes of a device's entries, kept as a frontier of O(log n)."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frontier:
    """The complete subtrees that `size` leaves make, largest first, each by its hash (hex)."""

    size: int = 0
    peaks: tuple[str, ...] = ()

    def add(self, entry_hash: str) -> "Frontier":
        """Give the frontier with one more leaf: the 32 bytes of an entry's hash."""
        node = _hash(b"\x00", bytes.fromhex(entry_hash))
        peaks = list(self.peaks)
        size = self.size
        while size & 1:
            node = _join(peaks.pop(), node)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, node))

    def root(self) -> str:
        """Give the tree's root (hex) over all leaves so far; the hash of nothing for an empty tree."""
        if not self.peaks:
            return hashlib.sha256(b"").hexdigest()
        *rest, node = self.peaks
        for peak in reversed(rest):
            node = _join(peak, node)
        return node


def grown(hashes: Iterable[str], frontier: Frontier | None = None) -> Frontier:
    """Give the frontier (empty, if none is given) after all `hashes` have been added in order."""
    frontier = frontier or Frontier()
    for entry_hash in hashes:
        frontier = frontier.add(entry_hash)
    return frontier


def receipt_code(root: str) -> str:
    """Give the 12 characters (RFC 4648 base-32, upper case) of a root that a receipt prints."""
    return base64.b32encode(bytes.fromhex(root)).decode("ascii")[:12]


def _join(left: str, right: str) -> str:
    return _hash(b"\x01", bytes.fromhex(left) + bytes.fromhex(right))


def _hash(prefix: bytes, content: bytes) -> str:
    return hashlib.sha256(prefix + content).hexdigest()
