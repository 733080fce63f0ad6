"""Whether the county's copy of a device's work is the same, byte for byte."""

import re
from typing import Any

from app.journal.named import named_blobs
from app.services.desk import Desk
from sync.county.embedded import County

# All that is written at a desk.
_SUBJECTS = ("access", "case", "visit", "change", "referral", "paper", "fund", "household", "lead", "ref", "officer")

_NOT_COUNTED = re.compile(rb'"kind":"(?:access|officer)\.')


def compare(desk: Desk, county: County) -> tuple[dict[str, int], dict[str, Any]]:
    """Give what lies here (entries, blobs, pending), and what the county has (entries, blobs, complete, equal).

    Who looked at what, and who got a key, is compared as all the rest, and not counted.
    """
    device = desk.device().id
    held = [stored.entry for kind in _SUBJECTS for stored in desk.store.entries_of_type(kind)]
    own = [entry for entry in held if entry.device == device]
    here = [entry.to_line() for entry in sorted(own, key=lambda entry: entry.seq)]
    there = [entry.to_line() for entry in county.entries(device)]
    documents = {ref.sha256: desk.document(ref) for entry in own for ref in named_blobs(entry.body)}
    copies = {digest: copy for digest in documents if (copy := county.blob(digest)) is not None}
    pending = desk.store.pending()
    waiting = pending.entries + pending.blobs
    complete = len(there) == len(here) and len(copies) == len(documents) and not waiting
    told, copied = (sum(not _NOT_COUNTED.search(line) for line in lines) for lines in (here, there))
    return (
        {"entries": told, "blobs": len(documents), "pending": waiting},
        {
            "entries": copied,
            "blobs": len(copies),
            "complete": complete,
            "equal": here == there and copies == documents,
        },
    )
