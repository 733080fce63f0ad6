"""What a fuzzer feeds to the readers of bundles: made-up ones of everybody's making, and who takes them."""

import hashlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyrage

from app.ids import uuid7
from sync.bundle import tar
from sync.bundle.file import read_bundle
from sync.bundle.manifest import Manifest, Member
from sync.bundle.tar import Unpacker

PRIVATE: Final = bytes(range(32))
DEVICE: Final = "01a20d56-6927-7f61-80c4-a1049d916860"
AGE: Final = pyrage.x25519.Identity.generate()
AT: Final = "2026-11-24T01:30:00.000Z"


def a_manifest() -> Manifest:
    text, picture = b"x" * 700, b"picture"
    member = Member("journal.ndjson", hashlib.sha256(text).hexdigest(), len(text))
    blob = Member.blob(hashlib.sha256(picture).hexdigest(), len(picture), "image/jpeg")
    return Manifest(DEVICE, "kid", "epoch", uuid7(), 1, 2, AT, (member, blob)).signed(PRIVATE)


def a_tar() -> list[bytes]:
    manifest = a_manifest()
    contents = (manifest.to_json(), b"x" * 700, b"picture")
    names = ("manifest.json", *(member.name for member in manifest.members))
    parts = (
        tar.header(name, len(one)) + one + tar.padding(len(one)) for name, one in zip(names, contents, strict=True)
    )
    return [b"".join(parts) + tar.END]


class Nobody:
    """Takes a bundle or a tar, and keeps nothing."""

    def accept(self, manifest: Manifest) -> None:
        """Take any sender."""

    def begin(self, *_: object) -> None:
        """Take note of nothing."""

    def more(self, piece: bytes) -> None:
        """Keep nothing."""

    def end(self, *_: object) -> None:
        """Keep nothing."""


def untarred(source: bytes) -> None:
    unpacker = Unpacker(Nobody())
    for at in range(0, len(source), 700):
        unpacker.feed(source[at : at + 700])
    unpacker.close()


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def a_bundle(source: bytes) -> object:
    path = Path(_folder().name) / "a.age"
    path.write_bytes(source)
    return read_bundle(path, str(AGE), Nobody())


def sealed(source: bytes) -> object:
    """Read what somebody sealed to us who is not the sender of a bundle."""
    return a_bundle(pyrage.encrypt(source, [AGE.to_public()]))
