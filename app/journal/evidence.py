"""The form of an exported journal (docs/protocol.md, section 17): canonical lines, and a seal over them."""

import hashlib
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from app.journal import sign
from app.journal.canonical import canonical

FORMAT: Final = "yimen-journal/1"
POINT: Final = ("device", "size", "root", "at", "signature", "kid")


class Sealed:
    """A file of lines; `close` writes what its seal has to say."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._digest, self._lines = out, hashlib.sha256(), 0

    def line(self, value: object) -> None:
        """Write a value in its canonical form."""
        self._write(canonical(value) + b"\n")

    def entries(self, lines: Iterable[bytes]) -> None:
        """Write entries from their lines, which are canonical already; damage stays on its line, to be found there."""
        for line in lines:
            self._write(b'{"entry":' + line.replace(b"\n", b" ") + b"}\n")

    def point(self, kind: str, told: dict[str, Any]) -> None:
        """Write a ``checkpoint`` of a window, or the county's word about one (``countersign``)."""
        self.line({kind: {name: told[name] for name in POINT}})

    def close(self, device: str, private_key: bytes) -> None:
        """Write the seal: a device's signature over everything before."""
        digest = self._digest.hexdigest()
        signature = sign.sign(private_key, sign.statement("export", device, self._lines, digest))
        seal = {"device": device, "lines": self._lines, "sha256": digest, "signature": signature}
        self.line({"seal": seal | {"kid": sign.kid(sign.public_key(private_key))}})

    def _write(self, line: bytes) -> None:
        self._out.write(line)
        self._digest.update(line)
        self._lines += 1
