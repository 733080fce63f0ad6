"""What reads an exported journal: the verifier, which is no part of the program."""

import io

from app.journal import sign
from app.journal.canonical import canonical
from app.journal.merkle import grown
from tests.evidence.journals import verifier
from tests.fuzz.seeds import PUBLIC, an_entry
from tests.fuzz.sticks import AT, DEVICE, PRIVATE


class _File:
    """Bytes that are opened as a file is."""

    name = "journal.ndjson"

    def __init__(self, source: bytes) -> None:
        self._source = source

    def open(self, _mode: str) -> io.BytesIO:
        return io.BytesIO(self._source)


def exported(source: bytes) -> None:
    journal = verifier().Journal(_File(source), [], [])
    journal.receipt("1024/A4B3PXBULR5C")
    assert all(journal.word(device, len(held)) for device, held in journal.roots.items())


def an_export() -> list[bytes]:
    entry, key = an_entry(), {"kid": sign.kid(PUBLIC), "public_key": PUBLIC}
    head = {"format": "yimen-journal/1", "county_keys": [key],
            "devices": [key | {"device": DEVICE, "entries": 1, "head_hash": entry.hash}]}  # fmt: skip
    root = grown([entry.hash]).root()
    point = {"device": DEVICE, "size": 1, "root": root, "at": AT, "kid": sign.kid(PUBLIC)}
    signature = sign.sign(PRIVATE, sign.statement("checkpoint", DEVICE, 1, root))
    lines = [head, {"entry": entry.to_dict()}, {"checkpoint": point | {"signature": signature}}]
    return [b"".join(canonical(line) + b"\n" for line in lines)]
