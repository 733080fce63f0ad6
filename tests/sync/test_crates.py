"""Small documents in crates: one question, few requests, and nothing sent twice whatever happens on the way."""

import secrets
from contextlib import suppress
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fact import BlobRef
from app.ids import uuid7
from sync.client.county import Me, Problem
from sync.client.crates import load
from sync.client.session import Session
from sync.county.crates import Crates
from sync.county.embedded import County
from sync.county.uploads import Upload
from sync.crate import MAX_CRATED_BYTES, Begun, Standing, Unpacking, pack
from sync.reading import NotProtocol
from tests.sync.window import Answers, Window, picture, until_quiet
from tests.sync.wire import Proxy

SMALL, COUNT = 50_000, 12


def filed(window: Window, count: int = COUNT, size: int = SMALL) -> dict[str, bytes]:
    contents = [picture(size + at) for at in range(count)]
    return {window.file(uuid7(), content).sha256: content for content in contents}


def arrived(county: County, contents: dict[str, bytes]) -> bool:
    return all(county.blob(sha256) == content for sha256, content in contents.items())


def session_of(window: Window) -> Session:
    return window.engine._session  # noqa: SLF001 - what the engine has learnt is set as a test needs it


def calls(window: Window) -> list[str]:
    return [call for call in window.faults.calls if call in {"standing", "bring", "send", "create", "has_blob", "push"}]


def test_many_small_documents_take_few_requests(far: Window, county: County) -> None:
    contents = filed(far)
    far.sync()

    assert arrived(county, contents)
    assert calls(far).count("standing") == 1
    assert 1 < calls(far).count("bring") < COUNT / 3
    assert not {"send", "create", "has_blob"} & set(calls(far))


def test_large_documents_go_piece_by_piece_beside_them(far: Window, county: County) -> None:
    contents = filed(far, 3) | filed(far, 1, MAX_CRATED_BYTES + 1)
    far.sync()

    assert arrived(county, contents)
    assert calls(far).count("bring") == 1
    assert calls(far).count("create") == 1


@pytest.mark.parametrize("fault", ["cut", "lost", "twice"])
@pytest.mark.parametrize("at", ["standing", "bring"])
def test_a_question_or_crate_that_fails_is_made_good(far: Window, county: County, at: str, fault: str) -> None:
    contents = filed(far)

    def fail(name: str) -> None:
        if name == at:
            far.faults.before = lambda _: None
            far.faults.plan.append(fault)

    far.faults.before = fail
    far.sync()
    until_quiet(far)

    assert arrived(county, contents)


def test_a_crate_whose_answer_was_lost_is_not_sent_again(far: Window, proxy: Proxy, county: County) -> None:
    contents = filed(far, 4)
    far.faults.before = lambda name: far.faults.plan.append("lost") if name == "bring" else None
    assert far.sync().problem_code == "county.unreachable"
    far.faults.before = lambda _: None
    far.faults.plan.clear()
    proxy.meter.up = 0

    until_quiet(far)

    assert arrived(county, contents)
    assert proxy.meter.up < SMALL / 5


def test_a_cut_in_the_middle_of_a_crate_costs_less_than_a_document(
    far: Window, proxy: Proxy, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents, noted, append = filed(far, 4, 200_000), Event(), Crates.append

    def append_and_tell(crates: Crates, upload: Upload, content: bytes) -> None:
        append(crates, upload, content)
        noted.set()

    monkeypatch.setattr(Crates, "append", append_and_tell)
    session_of(far).load = 2**20
    proxy.meter.up, proxy.meter.cut_after_up = 0, 500_000
    proxy.pause_s = 0.01  # the county reads along: a cut takes what it has not read yet

    assert far.sync().problem_code == "county.unreachable"
    assert noted.wait(20), "the county has what came before the cut"
    far.faults.calls.clear()
    until_quiet(far)

    assert arrived(county, contents)
    assert proxy.meter.up < 4 * 200_000 + 200_000
    assert calls(far)[0] == "standing", "the one question says what is there"
    assert (calls(far).count("has_blob"), calls(far).count("bring")) == (1, 0), "only one came not at all; no crate yet"


def test_a_county_that_takes_no_crates_gets_every_document_by_itself(
    far: Window, county: County, says: Answers
) -> None:
    contents = filed(far, 3)
    says("me", lambda me: replace(me, crate_bytes=0))
    far.connect()
    far.sync()

    assert arrived(county, contents)
    assert calls(far).count("send") == len(contents)
    assert "standing" not in calls(far)


@pytest.mark.parametrize("refused", ["standing", "bring"])
def test_what_is_refused_in_a_crate_goes_piece_by_piece(far: Window, county: County, refused: str) -> None:
    contents = filed(far, 3)

    def refuse(name: str) -> None:
        if name == refused:
            raise Problem(404, "not_found", {})

    far.faults.before = refuse
    status = far.sync()

    assert arrived(county, contents)
    assert (status.problem_code, status.pending.blobs) == (None, 0)


def test_a_document_that_came_spoilt_goes_piece_by_piece(far: Window, county: County, monkeypatch: Any) -> None:
    contents = filed(far, 3)
    bring = type(far.http).bring
    monkeypatch.setattr(type(far.http), "bring", lambda self, body: bring(self, body[:-9] + secrets.token_bytes(9)))

    assert far.sync().pending.blobs == 0

    assert arrived(county, contents)
    assert calls(far).count("send") == 1


def test_one_that_is_damaged_here_is_told_and_holds_up_no_other_of_its_crate(far: Window, county: County) -> None:
    bad, *good = filed(far, 3)
    path = far.vault.path(far.store.sealed(bad))
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")

    status = far.sync()

    assert (status.problem_code, status.pending.blobs) == ("blob.damaged", 1)
    assert all(county.blob(sha256) for sha256 in good)
    assert county.blob(bad) is None


def test_documents_of_which_none_can_be_read_ask_nothing_of_the_county(far: Window) -> None:
    for bad in filed(far, 2):
        far.vault.path(far.store.sealed(bad)).unlink()

    status = far.sync()

    assert (status.problem_code, status.pending.blobs) == ("blob.missing", 2)
    assert not {"bring", "send"} & set(calls(far))


def test_what_the_county_names_unasked_is_not_believed(far: Window, county: County, says: Answers) -> None:
    contents = filed(far, 2)
    unasked = Begun("f" * 64, "/v1/uploads/another", 3)
    says("standing", lambda standing: Standing(standing.whole | {"e" * 64}, (*standing.begun, unasked)))

    assert far.sync().pending.blobs == 0

    assert arrived(county, contents)


def test_text_that_comes_meanwhile_goes_before_the_next_crates(far: Window) -> None:
    filed(far, 30, 100_000)

    def write_at_the_first(name: str) -> None:
        if name == "bring" and calls(far).count("bring") == 1:
            far.note(uuid7(), "传图的时候又受理了一件")
            far.engine.written()

    far.faults.before = write_at_the_first
    far.sync()

    first = calls(far).index("bring")
    assert "push" in calls(far)[first : first + 4]
    assert not {"has_blob", "send"} & set(calls(far)), "the others went in crates behind it"


@pytest.mark.parametrize(
    ("seconds", "size"), [([0.1], 480), ([0.1] * 9, 2_048), ([1.0], 240), ([3.0], 120), ([3.0] * 9, 16)]
)
def test_crates_are_as_large_as_the_line_takes_in_a_moment(far: Window, seconds: list[float], size: int) -> None:
    session = session_of(far)
    for one in seconds:
        session.carried(one)

    assert session.load == size * 2**10


def test_crates_are_no_larger_than_the_county_takes_or_the_officer_lets_and_none_go_after_a_cut(far: Window) -> None:
    far.sync()
    session = session_of(far)
    assert load(session) == session.load

    session.me = Me(0, "0" * 64, (), "e", 0, "", client_ok=True, min_client="", crate_bytes=1_000)
    assert load(session) == 1_000
    session.calm = 0
    assert load(session) == 0


REFS = st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=5)


@given(REFS, st.integers(1, 50))
def test_a_crate_is_read_alike_in_pieces_of_any_size(contents: list[bytes], step: int) -> None:
    blobs = [(BlobRef(f"{at:064x}", len(content), "image/png"), content) for at, content in enumerate(contents)]
    body, crate = pack(blobs), Unpacking()

    found = [one for at in range(0, len(body), step) for one in crate.feed(body[at : at + step])]

    assert found == blobs
    assert (crate.is_whole, crate.rest()) == (True, None)


@given(REFS, st.data())
def test_a_crate_that_is_cut_gives_what_was_whole_and_what_was_begun(
    contents: list[bytes], data: st.DataObject
) -> None:
    blobs = [(BlobRef(f"{at:064x}", len(content), "image/png"), content) for at, content in enumerate(contents)]
    body, crate = pack(blobs), Unpacking()
    come = body[: data.draw(st.integers(0, len(body)))]

    found = list(crate.feed(come))

    rest = crate.rest()
    assert found == blobs[: len(found)]
    told = b"".join(content for _, content in found) + (rest[1] if rest else b"")
    assert told == come.partition(b"\n")[2]
    assert crate.is_whole == (come == body)


@given(st.lists(st.binary(max_size=60) | st.sampled_from([b"\n", b'[["', b"0" * 64, b'",3,"a/b"]]\n']), max_size=8))
def test_any_bytes_are_a_crate_or_not_protocol(pieces: list[bytes]) -> None:
    crate = Unpacking()
    with suppress(NotProtocol):
        for piece in pieces:
            for ref, content in crate.feed(piece):
                assert len(content) == ref.size


@given(st.recursive(st.none() | st.text() | st.integers(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_any_value_is_a_standing_or_not_protocol(value: Any) -> None:
    with suppress(NotProtocol):
        Standing.read(value)
    with suppress(NotProtocol):
        Standing.read({"whole": value, "begun": value})
