"""What came of a bundle, in words."""

from resources import text
from sync.county.importing import Brought

_KNOWN = frozenset({"gap", "fork", "chain", "envelope", "root"})


def said(brought: Brought) -> str:
    """Give what was taken, or why not all of it was."""
    return why(brought.told.trouble) if brought.told.trouble else text("county", "bundle.taken", **counts(brought))


def why(trouble: str) -> str:
    """Give what stopped the text of a bundle and what to do."""
    return text("county", f"bundle.trouble.{trouble if trouble in _KNOWN else 'other'}")


def counts(brought: Brought) -> dict[str, int]:
    """Give the numbers: which part, and what was new in it."""
    manifest, told = brought.manifest, brought.told
    return {
        "part": manifest.part,
        "parts": manifest.parts,
        "entries": told.entries,
        "withheld": told.withheld,
        "blobs": brought.blobs,
    }
