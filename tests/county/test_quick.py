"""The fast reading of a line must never take what the full reading would not."""

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.ids import uuid7
from app.journal.entry import ZERO_HASH, Entry, NotAnEntry, Place, read, write
from sync.county import quick
from sync.county.batch import verified

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
BODIES = st.dictionaries(TEXT, VALUES, max_size=5)


def entry_with(body: dict[str, Any], parents: tuple[str, ...] = (), seq: int = 1) -> Entry:
    at = "2026-11-24T09:00:00.000Z"
    place = Place(uuid7(), seq, ZERO_HASH, parents, at, "ok", uuid7(), ZERO_HASH, "t-7K3M9Q")
    return write(place, "case:a", "case.note_added", 1, body)


@given(BODIES)
def test_a_canonical_line_is_read_alike_on_both_ways(body: dict[str, Any]) -> None:
    entry = entry_with(body)
    line = entry.to_line()

    found = quick.read(line)

    full = verified(read(line))
    if found is not None:
        assert found.place == (full.device, full.seq, full.hash, full.prev, full.scope, full.subject, full.kind)
        assert found.body == entry.body
    elif not any(ord(char) > 0xFFFF for char in line.decode()):
        raise AssertionError("an ordinary line went the long way")


@given(BODIES, st.integers(0, 5_000), st.binary(max_size=3))
def test_a_spoilt_line_is_never_taken_when_the_full_reading_would_not(
    body: dict[str, Any], at: int, scrap: bytes
) -> None:
    line = entry_with(body, ("1" * 64, "2" * 64)).to_line()
    at %= len(line)
    spoilt = line[:at] + scrap + line[at + 1 :]

    if quick.read(spoilt) is not None:
        assert read(spoilt).to_line() == spoilt


def rehashed(line: bytes, **members: Any) -> bytes:
    """Give the line of an entry with other members, with hashes that fit again, in JCS by another hand."""
    entry = json.loads(line) | members
    body = entry.pop("body"), entry.pop("salt")
    entry.pop("hash")
    entry["body_hash"] = hashlib.sha256(bytes.fromhex(body[1]) + rfc8785.dumps(body[0])).hexdigest()
    digest = hashlib.sha256(rfc8785.dumps(entry)).hexdigest()
    return rfc8785.dumps(entry | {"hash": digest, "body": body[0], "salt": body[1]})


def test_a_line_made_by_another_hand_is_taken() -> None:
    line = rehashed(entry_with({"note": "张三，䶮", "sum": -1}).to_line())

    assert quick.read(line) is not None
    assert read(line).to_line() == line


@pytest.mark.parametrize(
    "members",
    [
        {"at": "2026-02-30T09:00:00.000Z"},
        {"at": "2026-11-24T24:00:00.000Z"},
        {"kind": "case." + "x" * 60},
        {"kind": "case"},
        {"parents": ["2" * 64, "1" * 64]},
        {"parents": ["1" * 64, "1" * 64]},
        {"parents": [f"{n:064x}" for n in range(17)]},
        {"seq": 2**53},
        {"seq": 0},
        {"v": 0},
        {"scope": "t-ILOU00"},
        {"subject": "case:" + "x" * 101},
        {"clock": "late"},
        {"device": "X"},
    ],
)
def test_hashes_that_fit_do_not_excuse_a_wrong_form(members: dict[str, Any]) -> None:
    line = rehashed(entry_with({}).to_line(), **{k: v for k, v in members.items() if v != 2**53})
    if members.get("seq") == 2**53:
        line = line.replace(b'"seq":1', b'"seq":9007199254740992')

    assert quick.read(line) is None
    with pytest.raises(NotAnEntry):
        read(line)


@pytest.mark.parametrize(
    "body",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e0}',
        b'{"a":9007199254740992}',
        b'{"a":NaN}',
        b'{"a": 1}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\/"}',
        b'{"a":01}',
        b'{"a":-0}',
        '{"～":1,"𐀀":2}'.encode(),  # sorted by code points; by UTF-16, as JCS asks, it is the other way round
        b'{"a":' + b"[" * 70 + b"]" * 70 + b"}",
    ],
)
def test_a_body_that_is_not_canonical_goes_the_long_way(body: bytes) -> None:
    line = entry_with({}).to_line()
    salt = json.loads(line)["salt"]
    body_hash = hashlib.sha256(bytes.fromhex(salt) + body).hexdigest()
    line = line.replace(b'"body":{}', b'"body":' + body).replace(
        json.loads(line)["body_hash"].encode(), body_hash.encode()
    )
    hashed = line
    for name, value in (("body", body), ("hash", None), ("salt", None)):
        old = value if value is not None else b'"' + json.loads(entry_line(line, body))[name].encode() + b'"'
        hashed = hashed.replace(b'"%s":%s,' % (name.encode(), old), b"", 1)
    own = hashlib.sha256(hashed).hexdigest()
    line = line.replace(
        b'"hash":"' + json.loads(entry_line(line, body))["hash"].encode(), b'"hash":"' + own.encode(), 1
    )

    assert quick.read(line) is None


def entry_line(line: bytes, body: bytes) -> bytes:
    """Give the line with an ordinary body, so that its other members can be read."""
    return line.replace(body, b"{}", 1)


def test_a_canonical_line_with_another_body_is_not_taken() -> None:
    line = entry_with({"note": "张三"}).to_line()

    assert quick.read(line) is not None
    assert quick.read(line.replace("张三".encode(), "李四".encode())) is None
    assert quick.read(line.replace(b'"clock":"ok"', b'"clock":"suspect"')) is None


def test_an_erased_entry_goes_the_long_way() -> None:
    assert quick.read(entry_with({}).without_body().to_line()) is None


def test_a_canonical_line_over_64_kib_goes_the_long_way() -> None:
    line = rehashed(entry_with({}).to_line(), body={"note": "x" * 66_000})

    assert quick.read(line) is None
