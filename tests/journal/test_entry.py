"""Entries: written and read back, and whatever else arrives is NotAnEntry and nothing worse."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.journal.entry import HASHED, MAX_BYTES, NotAnEntry, read

TEXTS = st.text(max_size=20)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def members(writer: Callable[..., Any]) -> dict[str, Any]:
    first = writer().write("case.accepted", {"number": "511725106261124A1000018"})
    return dict(first.to_dict())


def line(members: dict[str, Any]) -> bytes:
    return json.dumps(members, ensure_ascii=False).encode()


def rehashed(members: dict[str, Any]) -> dict[str, Any]:
    """Give the members with hashes that fit, so that a test meets the check behind them."""
    digest = bytes.fromhex(members["salt"]) + rfc8785.dumps(members["body"])
    members = {**members, "body_hash": hashlib.sha256(digest).hexdigest()}
    hashed = {name: members[name] for name in HASHED}
    return {**members, "hash": hashlib.sha256(rfc8785.dumps(hashed)).hexdigest()}


def test_an_entry_reads_back_from_its_line(members: dict[str, Any]) -> None:
    entry = read(line(members))

    assert entry.to_dict() == members
    assert read(entry.to_line()) == entry


def test_the_hash_covers_exactly_the_thirteen_members(members: dict[str, Any]) -> None:
    assert rehashed(members) == members


def test_an_erased_entry_keeps_its_name_and_hash(members: dict[str, Any]) -> None:
    entry = read(members)

    erased = read(entry.without_body().to_line())

    assert erased.erased
    assert (erased.device, erased.seq, erased.hash) == (entry.device, entry.seq, entry.hash)
    assert set(erased.to_dict()) == {*HASHED, "hash"}


@pytest.mark.parametrize("name", ["salt", "body"])
def test_one_of_salt_and_body_without_the_other_is_no_entry(members: dict[str, Any], name: str) -> None:
    del members[name]

    with pytest.raises(NotAnEntry, match="members"):
        read(line(members))


@pytest.mark.parametrize("name", [*HASHED, "hash"])
def test_every_member_is_required(members: dict[str, Any], name: str) -> None:
    del members[name]

    with pytest.raises(NotAnEntry, match="members"):
        read(line(members))


def test_a_member_that_nobody_knows_is_refused(members: dict[str, Any]) -> None:
    with pytest.raises(NotAnEntry, match="members"):
        read(line({**members, "note": "x"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("device", "019AA000-0000-7000-8000-00000000000A"),
        ("device", "{019aa000-0000-7000-8000-00000000000a}"),
        ("seq", 0),
        ("seq", True),
        ("seq", "1"),
        ("prev", "0" * 63),
        ("prev", "A" * 64),
        ("parents", None),
        ("parents", ["b" * 64, "a" * 64]),
        ("parents", ["a" * 64, "a" * 64]),
        ("parents", [f"{number:064x}" for number in range(17)]),
        ("at", "2026-11-24T08:00:00Z"),
        ("at", "2026-02-30T08:00:00.000Z"),
        ("at", "2026-11-24T08:00:60.000Z"),
        ("at", 7),
        ("clock", "fine"),
        ("actor", "王德贵"),
        ("grant", ""),
        ("scope", "t-7K3Q2"),
        ("scope", "t-7K3QUI"),
        ("scope", "County"),
        ("subject", "case"),
        ("subject", "case:"),
        ("subject", "Case:1"),
        ("subject", "case:" + "x" * 101),
        ("subject", "case:1\n"),
        ("kind", "accepted"),
        ("kind", "case.Accepted"),
        ("kind", "case." + "x" * 60),
        ("v", 0),
        ("v", 2**53),
        ("salt", "0" * 31),
        ("salt", None),
        ("body", []),
        ("body", None),
    ],
)
def test_a_member_of_a_wrong_form_is_named(members: dict[str, Any], name: str, value: object) -> None:
    with pytest.raises(NotAnEntry, match=name):
        read(line({**members, name: value}))


def test_sixteen_parents_are_allowed(members: dict[str, Any]) -> None:
    members["parents"] = [f"{number:064x}" for number in range(16)]

    assert len(read(rehashed(members)).parents) == 16


@pytest.mark.parametrize("name", [name for name in HASHED if name not in {"body_hash"}])
def test_a_changed_member_breaks_the_hash(members: dict[str, Any], name: str) -> None:
    other = {
        "device": "019aa000-0000-7000-8000-0000000000ff", "seq": 2, "prev": "1" * 64, "parents": ["2" * 64],
        "at": "2026-11-24T08:00:01.001Z", "clock": "suspect", "actor": "019aa000-0000-7000-8000-0000000000fe",
        "grant": "3" * 64, "scope": "county", "subject": "case:x", "kind": "case.noted", "v": 2,
    }  # fmt: skip

    with pytest.raises(NotAnEntry, match=r"^hash$"):
        read({**members, name: other[name]})


def test_a_changed_body_breaks_the_body_hash(members: dict[str, Any]) -> None:
    with pytest.raises(NotAnEntry, match="body_hash"):
        read({**members, "body": {"number": "511725106261124A1000019"}})


def test_a_changed_salt_breaks_the_body_hash(members: dict[str, Any]) -> None:
    with pytest.raises(NotAnEntry, match="body_hash"):
        read({**members, "salt": "f" * 32})


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":9007199254740993000}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff",
        b"",
        b"[]",
        b"null",
        b'"text"',
    ],
)
def test_what_is_no_journal_json_is_no_entry(text: bytes) -> None:
    with pytest.raises(NotAnEntry):
        read(text)


@pytest.mark.parametrize("value", ['"\\ud800"', "1.5", "9007199254740992", "-9007199254740992", "1e2"])
def test_a_body_holds_no_fraction_surrogate_or_giant(members: dict[str, Any], value: str) -> None:
    text = line({**members, "body": {"x": "HERE"}}).replace(b'"HERE"', value.encode())

    with pytest.raises(NotAnEntry):
        read(text)


def test_an_entry_of_64_kib_is_read_and_one_byte_more_is_not(members: dict[str, Any]) -> None:
    spare = MAX_BYTES - len(read(rehashed({**members, "body": {"text": ""}})).to_line())
    largest = rehashed({**members, "body": {"text": "x" * spare}})
    larger = rehashed({**members, "body": {"text": "x" * (spare + 1)}})

    assert len(read(largest).to_line()) == MAX_BYTES
    with pytest.raises(NotAnEntry, match="size"):
        read(larger)


def test_the_size_counts_bytes_not_characters(members: dict[str, Any]) -> None:
    with pytest.raises(NotAnEntry, match="size"):
        read(rehashed({**members, "body": {"text": "低" * 22_000}}))


def test_writing_what_cannot_be_kept_is_refused(writer: Callable[..., Any]) -> None:
    with pytest.raises(NotAnEntry, match="body"):
        writer().write("case.noted", {"text": 1.5})
    with pytest.raises(NotAnEntry, match="size"):
        writer().write("case.noted", {"text": "x" * MAX_BYTES})


def test_two_entries_of_the_same_content_have_salts_of_their_own(members: dict[str, Any]) -> None:
    from app.journal.entry import Place, write  # noqa: PLC0415 - used here only

    entry = read(members)
    place = Place(**{name: getattr(entry, name) for name in Place.__slots__})

    one, other = (write(place, entry.subject, entry.kind, 1, {"id": "x"}) for _ in range(2))

    assert one.salt != other.salt
    assert one.body_hash != other.body_hash


@given(st.binary(max_size=300))
def test_any_bytes_are_an_entry_or_not_an_entry(source: bytes) -> None:
    with pytest.raises(NotAnEntry):
        read(source)


@given(st.text(max_size=300))
def test_any_text_is_an_entry_or_not_an_entry(source: str) -> None:
    with pytest.raises(NotAnEntry):
        read(source)


@given(data=st.data())
def test_a_hostile_line_gives_not_an_entry_and_nothing_else(data: st.DataObject, writer_line: bytes) -> None:
    members = json.loads(writer_line)
    name = data.draw(st.sampled_from(sorted(members)))
    members[name] = data.draw(VALUES)
    text = json.dumps(members).encode()
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.sampled_from([text, text[:at], text[:at] + b"\x00" + text[at:], text * 2]))
    try:
        entry = read(cut)
    except NotAnEntry as error:
        assert error.reason
    else:
        assert entry == read(writer_line)


@given(data=st.data())
def test_a_flipped_bit_is_always_found(data: st.DataObject, writer_line: bytes) -> None:
    flipped = bytearray(writer_line)
    flipped[data.draw(st.integers(0, len(flipped) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(NotAnEntry):
        read(bytes(flipped))


@pytest.fixture(scope="module")
def writer_line() -> bytes:
    from app.journal.entry import Place, write  # noqa: PLC0415 - used here only

    device, officer = "019aa000-0000-7000-8000-00000000000a", "019aa000-0000-7000-8000-0000000000f1"
    place = Place(device, 1, "0" * 64, (), "2026-11-24T08:00:00.000Z", "ok", officer, "0" * 64, "t-7K3Q2M")
    return write(place, "case:1", "case.noted", 1, {"text": "走访", "pages": [1, 2]}, salt="0" * 32).to_line()


def test_an_entry_is_a_value(members: dict[str, Any]) -> None:
    entry = read(members)

    with pytest.raises(AttributeError):
        entry.seq = 2  # type: ignore[misc]  # that is the point
    assert replace(entry, seq=2) != entry
