"""Whatever reads bytes from outside: what it may answer to bad ones, and good ones to begin with.

A new parser of something that comes by line, stick, file or hand is a new line here.
"""

import asyncio
import contextlib
import hashlib
import io
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from types import SimpleNamespace
from typing import Any, Final, cast

import pyrage
from openpyxl import Workbook
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.domain.fact import BlobRef
from app.domain.granting import is_fit
from app.errors import Refused, Unavailable
from app.forms.binding import check_below
from app.forms.signed_paper import check_below as several_below
from app.journal.canonical import NotCanonical, canonical
from app.journal.entry import ZERO_HASH, NotAnEntry, Place, write
from app.journal.officer import delegated_of, word_of
from app.pades.roots import read_roots
from app.sheets import check_list
from app.vault import recovery_sheet
from sync import packing
from sync.bundle.manifest import Manifest
from sync.bundle.tar import NotATar
from sync.client.answer import Acks
from sync.client.channel import good
from sync.client.county import Countersigned, Me, read_page
from sync.client.county import Problem as No
from sync.client.heads import heads
from sync.client.http import Answer
from sync.county.batch import read_batch
from sync.county.blobs import read_range
from sync.county.console.form import read_form
from sync.county.enrolment import Applicant
from sync.county.problem import Problem
from sync.county.relay import read_relay
from sync.county.uploads import read_checksum, read_number, read_wish
from sync.crate import Standing, Unpacking, pack
from sync.enrol_code import EnrolCode
from sync.packing import NotPacked, sips
from sync.protocol import Enrolled, PushAnswer, PushHeader, RelayHeader, ndjson, write_metadata
from sync.reading import NotProtocol, lines_of, read_json, write_json
from sync.telling import Told
from tests.fuzz.evidence import an_export, exported
from tests.fuzz.installations import a_ring, rings, sheets
from tests.fuzz.seeds import PUBLIC, an_entry, as_json
from tests.fuzz.signatures import (
    a_cms,
    a_key_file,
    a_root,
    a_signed_pdf,
    an_ink,
    checked,
    cms_read,
    key_file_read,
    several_inks,
)  # fmt: skip - a list of names
from tests.fuzz.sticks import AGE, AT, DEVICE, PRIVATE, a_bundle, a_manifest, a_tar, sealed, untarred
from tests.fuzz.updates import an_offer, files, lists, offered_files, offers, update_lists


@dataclass(frozen=True)
class Target:
    """A parser: `read` takes bytes and may raise nothing but `may`; `seeds` are bytes that it likes."""

    read: Callable[[bytes], object]
    may: tuple[type[Exception], ...]
    seeds: Callable[[], list[bytes]]
    is_text: bool = True

    def __call__(self, source: bytes) -> None:
        """Read, and raise what must not be."""
        with contextlib.suppress(*self.may):
            self.read(source)


@cache
def from_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """Give a reader of bytes for a reader of text: of the bytes that HTTP lets into a header, or of UTF-8."""
    return lambda source: read(source.decode("utf-8", "replace"))


A_WORD = {
    "officer": DEVICE, "name": "陈素华", "role": "reviewer", "roles": ["window"], "scope": "t-7K3M9Q", "for": DEVICE,
    "valid_from": "2026-11-24", "valid_to": "2026-12-23", "from_on": "2026-11-24", "to_on": "2026-12-23",
    "stands_for": DEVICE, "stands_for_name": "刘强", "reason": "请假", "by": DEVICE, "signature": "x", "kid": "k",
}  # fmt: skip


def officer_words(source: bytes) -> None:
    """Read a body as whatever can be said of an officer."""
    body = read_json(source)
    for kind, scope in (("granted", "county"), ("revoked", "county"), ("delegated", "t-7K3M9Q")):
        place = Place(DEVICE, 1, ZERO_HASH, (), AT, "ok", DEVICE, ZERO_HASH, scope)
        entry = write(place, f"officer:{DEVICE}", f"officer.{kind}", 1, body)
        assert word_of(entry, {}) is None
        found = delegated_of(entry)
        assert found is None or is_fit(found) in (True, False)


# --- what the county reads
def a_push() -> list[bytes]:
    entry = an_entry()
    return [ndjson(PushHeader.signed(PRIVATE, DEVICE, 1, [entry.hash]), [entry.to_line()])]


def a_relay() -> list[bytes]:
    entry = an_entry()
    return [ndjson(RelayHeader.signed(PRIVATE, DEVICE, [entry.hash]), [entry.to_line()])]


def relayed(source: bytes) -> object:
    caller = SimpleNamespace(device=DEVICE, public_key=PUBLIC)
    return read_relay(source, cast("Any", caller))


def tus_headers(written: str) -> None:
    for read in (read_checksum, read_number, lambda text: read_wish({"upload-length": text, "upload-metadata": text})):
        with contextlib.suppress(Problem):
            read(written)
    with contextlib.suppress(Problem):
        read_wish({"upload-length": "7", "upload-metadata": written})


def a_range(written: str) -> None:
    with contextlib.suppress(Problem):
        span = read_range(written, 1_000)
        assert 0 <= span.start <= span.end <= 1_000


def a_form(kind: bytes, source: bytes) -> object:
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(source))]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": source, "more_body": False}

    request = Request({"type": "http", "method": "POST", "headers": headers, "app": None}, receive)
    return asyncio.run(read_form(request))


def a_multipart() -> list[bytes]:
    head = b'--x\r\nContent-Disposition: form-data; name="list"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    return [head + b'a,b\r\n--x\r\nContent-Disposition: form-data; name="day"\r\n\r\n2026-12-01\r\n--x--\r\n']


def check_lists() -> list[bytes]:
    """Give a list of 核对 results as text and as a workbook."""
    rows = [
        ["受理编号", "核对结果", "报告编号", "疑点", "金额"],
        ["511725106-26-000001", "符合", "H-1", "车辆", "3000"],
    ]
    book, file = Workbook(), io.BytesIO()
    sheet = book.create_sheet("核对", 0)
    for row in rows:
        sheet.append(row)
    book.save(file)
    return ["\r\n".join(map(",".join, rows)).encode(), file.getvalue()]


# --- what is packed
def unpacked(encoding: str, source: bytes) -> None:
    unpacker = packing.unpacker(encoding)
    assert unpacker is not None
    most = max((len(unpacker.feed(sip)) for sip in sips(source)), default=0)
    assert most <= 2**23  # so that whoever counts can stop in time
    unpacker.end()


def packed_bodies() -> list[bytes]:
    name = next(iter(packing.dictionaries()))
    return [packing.pack(a_push()[0]), packing.pack(a_push()[0], name), packing.pack(b"x") * 3]


def gzipped() -> list[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return [packer.compress(a_push()[0]) + packer.flush()]


def a_crate() -> list[bytes]:
    ref = BlobRef(hashlib.sha256(b"picture").hexdigest(), 7, "image/jpeg")
    return [pack([(ref, b"picture"), (ref, b"picture")])]


def uncrated(source: bytes) -> None:
    unpacking = Unpacking()
    for at in range(0, len(source), 100):
        assert all(len(content) == ref.size for ref, content in unpacking.feed(source[at : at + 100]))


# --- what a window reads
def page(source: bytes) -> object:
    return read_page(lines_of(source), 9, "epoch")


def a_page() -> list[bytes]:
    whole = {"order": 1, "received_at": AT, "entry": json.loads(an_entry().to_line())}
    return [b"\n".join(write_json(line) for line in (whole, {"order": 2, "device": DEVICE, "seq": 2}))]


def told(source: bytes) -> None:
    list(heads([source[: len(source) // 2], source[len(source) // 2 :]]))


def an_answer(source: bytes) -> None:
    value = read_json(source)
    for read in (Standing.read, Me.read, PushAnswer.read, Enrolled.read, Countersigned.read, Applicant.read):
        with contextlib.suppress(NotProtocol):
            read(value)
    Acks.read(source)


def answers() -> list[bytes]:
    me = {"acked_seq": 1, "head_hash": "0" * 64, "scopes": ["t-7K3M9Q"], "server_epoch": "e", "base": 0,
          "epochs": [["e", 0]], "server_time": AT,
          "min_client": "0", "client_ok": True, "dictionaries": ["7"]}  # fmt: skip
    push = {"server_epoch": "e", "acked_seq": 1, "orders": [[1, 1]], "withheld": [[2, "scope"]]}
    more: dict[str, Any] = {"after": 0, "head": 2, "blobs": ["ab" * 32], "checkpoints": []}
    key = {"kid": "k", "public_key": PUBLIC, "age_recipient": "age1", "purpose": "county", "from": AT, "to": None}
    enrolled = {"device": DEVICE, "device_number": "0A", "scopes": ["t-7K3M9Q"], "county_keys": [key],
                "server_epoch": "e", "server_time": AT}  # fmt: skip
    standing = {"whole": ["ab" * 32], "begun": [{"sha256": "cd" * 32, "upload": "/v1/uploads/x", "offset": 7}]}
    return [*as_json(standing), *as_json(me), *as_json(push), *as_json(me | push | more), *as_json(enrolled)]


def a_problem() -> list[bytes]:
    return as_json({"type": "urn:yimen:problem:fork", "title": "x", "status": 409, "seq": 1, "acked_seq": 2})


def canonical_json(source: bytes) -> None:
    value = read_json(source)
    assert read_json(canonical(value)) == value


CODE: Final = b"17K3M-9Q0A0-00G40-R40M3-0E209-ABCDE-FGHJK-MNJ6D"
TOLD: Final = b'head=124, blobs=3, clock="2026-11-30T01:02:03.004Z", oldest="2026-11-29T08:00:00.000Z"'
PLAIN, PARTS = b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x"
TARGETS: Final[dict[str, Target]] = {
    "push": Target(lambda source: read_batch(source, DEVICE, PUBLIC), (Problem,), a_push),
    "relay": Target(relayed, (Problem,), a_relay),
    "pull": Target(page, (Unavailable, NotProtocol), a_page),
    "events": Target(told, (Unavailable,), lambda: [b'event: head\nid: 7\ndata: {"head": 7}\n\n:\n\n']),
    "answers": Target(an_answer, (NotProtocol,), answers),
    "problem": Target(lambda source: good(Answer(409, {}, source)), (Unavailable, No), a_problem),
    "canonical": Target(canonical_json, (NotProtocol, NotCanonical), lambda: [an_entry().to_line()]),
    "manifest": Target(Manifest.read, (NotProtocol,), lambda: [a_manifest().to_json()]),
    "enrol_code": Target(from_text(EnrolCode.read), (NotProtocol,), lambda: [CODE]),
    "officer_words": Target(officer_words, (NotProtocol, NotCanonical, NotAnEntry), lambda: as_json(A_WORD)),
    "tus_headers": Target(from_text(tus_headers), (), lambda: [write_metadata("ab" * 32, "image/jpeg").encode()]),
    "range": Target(from_text(a_range), (), lambda: [b"bytes=1-2", b"bytes=-7"]),
    "window_header": Target(from_text(Told.read), (), lambda: [TOLD]),
    "form": Target(
        partial(a_form, b"application/x-www-form-urlencoded"), (HTTPException,), lambda: [b"day=2026-12-01&a=%e4%bd%a0"]
    ),
    "export": Target(exported, (), an_export),
    "crate": Target(uncrated, (NotProtocol,), a_crate, is_text=False),
    "tar": Target(untarred, (NotATar,), a_tar, is_text=False),
    "bundle": Target(a_bundle, (Refused,), lambda: [pyrage.encrypt(a_tar()[0], [AGE.to_public()])], is_text=False),
    "sealed": Target(sealed, (Refused,), a_tar, is_text=False),
    "zstd": Target(partial(unpacked, "zstd"), (NotPacked,), packed_bodies, is_text=False),
    "gzip": Target(partial(unpacked, "gzip"), (NotPacked,), gzipped, is_text=False),
    "upload_form": Target(
        partial(a_form, b"multipart/form-data; boundary=x"), (HTTPException,), a_multipart, is_text=False
    ),
    "keyring": Target(a_ring, (), rings),
    "recovery_sheet": Target(from_text(lambda text: recovery_sheet.joined([text])), (Refused,), sheets),
    "check_list": Target(check_list.read, (Refused,), check_lists, is_text=False),
    "signed_pdf": Target(checked, (), a_signed_pdf, is_text=False),
    "ink_below": Target(check_below, (Refused,), an_ink, is_text=False),
    "inks_of_several": Target(several_below, (Refused,), several_inks, is_text=False),
    "cms": Target(cms_read, (), a_cms, is_text=False),
    "key_file": Target(key_file_read, (Refused,), a_key_file, is_text=False),
    "update_files": Target(files, (Refused,), offered_files),
    "update_offer": Target(an_offer, (NotProtocol,), offers),
    "update_lists": Target(update_lists, (Refused, Unavailable), lists, is_text=False),  # each look checks signatures
    "root": Target(lambda source: read_roots([source]), (Refused,), a_root, is_text=False),
}
