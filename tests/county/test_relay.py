from typing import Any

import pytest
from sqlalchemy import select

from app.journal import sign
from sync.county import schema
from sync.county.embedded import County
from sync.protocol import RelayHeader, ndjson


def relay(window: Any, entries: list[Any], **changed: Any) -> Any:
    header = RelayHeader.signed(window.private, window.id, [entry.hash for entry in entries])
    fields = {name: getattr(header, name) for name in RelayHeader.__slots__} | changed
    return post(window, ndjson(RelayHeader(**fields), [entry.to_line() for entry in entries]))


def post(window: Any, body: bytes) -> Any:
    return window.call("POST", "/v1/journal/relay", content=body)


def waiting(county: County) -> list[tuple[str, int]]:
    with county.site.database.reading() as connection:
        rows = connection.execute(select(schema.relayed).order_by(schema.relayed.c.seq)).all()
    return [(row.device, row.seq) for row in rows]


@pytest.fixture
def author(county_of_own: County, make_window: Any) -> Any:
    """A window with three entries of which the county has the first."""
    window = make_window("511725001", at=county_of_own)
    for _ in range(3):
        window.append()
    window.push(window.chain[:1])
    return window


def test_what_the_county_lacks_is_kept_aside_and_not_pulled(author: Any, witness: Any, county_of_own: County) -> None:
    told = relay(witness, author.chain).json()

    assert told["server_epoch"]
    assert told["relayed"] == [[author.id, 1, "known"], [author.id, 2, "kept"], [author.id, 3, "kept"]]
    assert waiting(county_of_own) == [(author.id, 2), (author.id, 3)]
    assert len(witness.pull()) == 1
    assert county_of_own.counts()["entries"] == 1


def test_a_repeat_is_known(author: Any, witness: Any) -> None:
    relay(witness, author.chain)

    assert {state for _, _, state in relay(witness, author.chain).json()["relayed"]} == {"known"}


def test_relayed_entries_count_when_their_author_pushes_them(author: Any, witness: Any, county_of_own: County) -> None:
    relay(witness, author.chain)

    assert author.push().status_code == 200

    assert waiting(county_of_own) == []
    assert county_of_own.entries(author.id) == author.chain


def test_entries_of_an_author_whom_the_county_does_not_know_are_kept(
    witness: Any, make_stranger: Any, county_of_own: County
) -> None:
    lost = make_stranger(county_of_own)
    lost.scope = witness.scope
    entry = lost.append()

    assert relay(witness, [entry]).json()["relayed"] == [[lost.id, 1, "kept"]]


def test_what_the_sender_could_not_have_is_refused(author: Any, county_of_own: County, make_window: Any) -> None:
    elsewhere = make_window("511725002", at=county_of_own)

    told = relay(elsewhere, author.chain).json()["relayed"]

    assert [state for _, _, state in told] == ["refused"] * 3
    assert waiting(county_of_own) == []


def test_another_entry_at_a_known_place_a_falling_seq_and_a_broken_one_are_refused(author: Any, witness: Any) -> None:
    known, second, third = author.chain
    author.chain = []
    other = author.append()
    broken = third.to_line().replace(b'"clock":"ok"', b'"clock":"unknown"')
    header = RelayHeader.signed(witness.private, witness.id, [other.hash, second.hash, known.hash, third.hash])

    told = post(witness, ndjson(header, [other.to_line(), second.to_line(), known.to_line(), broken])).json()

    assert [state for _, _, state in told["relayed"]] == ["refused", "kept", "refused", "refused"]


def test_a_relay_is_signed_by_its_sender(author: Any, witness: Any, problem_of: Any) -> None:
    forged = sign.sign(sign.new_key(), b"")

    assert problem_of(relay(witness, author.chain, signature=forged)) == (403, "signature")
    assert problem_of(relay(witness, author.chain, kid="another")) == (403, "signature")
    assert problem_of(relay(witness, author.chain, hash="0" * 64)) == (403, "signature")
    assert problem_of(relay(witness, author.chain, device=author.id)) == (403, "device")


def test_a_signature_over_other_entries_is_refused(author: Any, witness: Any, problem_of: Any) -> None:
    _, second, third = author.chain
    header = RelayHeader.signed(witness.private, witness.id, [second.hash])

    assert problem_of(post(witness, ndjson(header, [third.to_line()]))) == (403, "signature")


def test_what_cannot_be_read_is_malformed(author: Any, witness: Any, problem_of: Any) -> None:
    header = RelayHeader.signed(witness.private, witness.id, [author.chain[1].hash])
    line = author.chain[1].to_line()

    assert problem_of(relay(witness, author.chain, count=2)) == (400, "malformed")
    assert problem_of(post(witness, b"")) == (400, "malformed")
    assert problem_of(post(witness, ndjson(header, [line[:-1]]))) == (400, "malformed")
    assert problem_of(post(witness, ndjson(header, [line, b""]))) == (400, "malformed")
    assert problem_of(post(witness, ndjson(header, [b"{}"]))) == (422, "envelope")
    assert problem_of(post(witness, ndjson(header, [line] * 1_001))) == (413, "too_large")
