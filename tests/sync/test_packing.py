"""Bodies packed with a trained dictionary: smaller where both sides have it, and never needed to speak."""

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.errors import Unavailable
from app.ids import uuid7
from sync import packing
from sync.client.county import Me, Problem
from sync.county.embedded import County
from sync.packing import SIP, NotPacked, UnknownDictionary, dictionaries, pack, shared, sips, unpacker
from tests.made_up.train_dictionary import trained
from tests.made_up.wire_journals import journals
from tests.sync.window import Answers, Window
from tests.sync.wire import Pages, Proxy, answer

(NEWEST,) = list(dictionaries())[-1:]
BODIES = st.binary(max_size=3_000) | st.text(max_size=900).map(str.encode)


def unpack(encoding: str, packed: bytes, size: int = SIP) -> bytes:
    taker = unpacker(encoding)
    assert taker is not None
    return b"".join([*map(taker.feed, (packed[at : at + size] for at in range(0, len(packed), size))), taker.end()])


# --- packed and unpacked ------------------------------------------------------------------------


@given(
    st.lists(BODIES, min_size=1, max_size=4),
    st.lists(st.sampled_from(["", NEWEST]), min_size=4, max_size=4),
    st.integers(1, 400),
)
def test_several_frames_in_a_row_are_one_body_each_with_its_own_dictionary(
    parts: list[bytes], names: list[str], size: int
) -> None:
    packed = b"".join(pack(part, name) for part, name in zip(parts, names, strict=False))

    assert unpack("zstd", packed, size) == b"".join(parts)


@given(BODIES, BODIES, st.integers(1, 400))
def test_several_gzip_members_are_one_body(one: bytes, other: bytes, size: int) -> None:
    assert unpack("gzip", gzip.compress(one) + gzip.compress(other), size) == one + other


@given(st.sampled_from(["zstd", "gzip"]), BODIES.filter(bool), st.data())
def test_what_is_cut_off_is_not_packed(encoding: str, body: bytes, data: st.DataObject) -> None:
    packed = pack(body, NEWEST) if encoding == "zstd" else gzip.compress(body)
    cut = data.draw(st.integers(0, len(packed) - 1))

    with pytest.raises(NotPacked):
        unpack(encoding, packed[:cut])


@given(st.sampled_from(["zstd", "gzip"]), st.binary(max_size=200), st.binary(max_size=40))
def test_no_bytes_of_anybody_break_it(encoding: str, packed: bytes, behind: bytes) -> None:
    for body in (packed, pack(packed, NEWEST) + behind):
        try:
            unpack(encoding, body)
        except NotPacked:
            continue


def test_other_encodings_are_not_spoken() -> None:
    assert unpacker("br") is None
    assert [len(sip) for sip in sips(b"x" * 600)] == [256, 256, 88]


@pytest.mark.parametrize("bomb", [pack(bytes(2**28)), gzip.compress(bytes(2**26))])
def test_a_sip_of_a_bomb_is_bounded(bomb: bytes) -> None:
    taker = unpacker("zstd" if bomb[:1] == b"\x28" else "gzip")
    assert taker is not None

    assert max(len(taker.feed(sip)) for sip in list(sips(bomb))[:40]) <= 2**23


def test_a_frame_of_a_dictionary_that_is_not_here_says_so() -> None:
    other = zstandard.ZstdCompressor(dict_data=trained(39_999, range(1))).compress(b"{}" * 100)

    with pytest.raises(UnknownDictionary, match="39999"):
        unpack("zstd", other)
    assert pack(b"{}", "39999") == pack(b"{}"), "who does not have it packs without"


# --- the dictionary itself ----------------------------------------------------------------------


def test_the_same_journals_give_the_same_dictionary() -> None:
    assert trained(1, range(2)).as_bytes() == trained(1, range(2)).as_bytes()


def test_a_dictionary_is_named_after_the_id_in_its_frames() -> None:
    for name, content in dictionaries().items():
        assert zstandard.ZstdCompressionDict(content).dict_id() == int(name)


def test_a_case_that_it_was_not_trained_with_is_a_quarter_of_its_json() -> None:
    """BASELINES: 3.7 for one case. The cases are of variations that no training saw."""
    cases = [b"".join(entry.to_line() + b"\n" for entry in journal) for journal in journals(range(900, 901))]
    plain, packed = sum(map(len, cases)), sum(len(pack(case, NEWEST)) for case in cases)

    assert plain / packed > 3.7
    assert packed < 0.85 * sum(len(pack(case)) for case in cases)


@given(st.lists(st.sampled_from(["", "1", "9", NEWEST, "x"])))
def test_only_what_both_have_is_used(theirs: list[str]) -> None:
    assert shared(theirs) == (NEWEST if NEWEST in theirs else "")


def test_of_several_the_newest_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wire").mkdir()
    for name in ("9", "10"):
        (tmp_path / "wire" / f"{name}.zdict").write_bytes(trained(int(name), range(1)).as_bytes())
    monkeypatch.setattr(resources, "_HOME", tmp_path)
    dictionaries.cache_clear()
    packing._read.cache_clear()  # noqa: SLF001 - what was read of another folder
    try:
        assert [shared(theirs) for theirs in (("9", "10"), ("9",), ())] == ["10", "9", ""]
    finally:
        dictionaries.cache_clear()
        packing._read.cache_clear()  # noqa: SLF001 - as above


# --- between a window and a county --------------------------------------------------------------


@pytest.fixture
def packed_with(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which dictionary each body was packed with."""
    used: list[str] = []
    true = packing.pack

    def note(body: bytes, dictionary: str = "") -> bytes:
        used.append(dictionary)
        return true(body, dictionary)

    monkeypatch.setattr("sync.client.calls.pack", note)
    monkeypatch.setattr("sync.county.bodies.pack", note)
    return used


def test_the_first_text_goes_without_it_and_all_that_follows_with_it_also_after_a_restart(
    window: Window, other: Window, packed_with: list[str]
) -> None:
    window.note(case := uuid7(), "来问低保")
    window.sync()
    assert packed_with[0] == ""
    packed_with.clear()
    window.restart()
    window.note(case, "第二天再来")
    assert window.sync().pending.entries == 0
    assert packed_with[0] == NEWEST
    packed_with.clear()
    other.sync()
    other.note(case, "同事记的" * 30)
    other.sync()
    packed_with.clear()
    window.sync()
    assert NEWEST in packed_with, "the pull came packed with it"
    assert len(window.store.entries(f"case:{case}")) == 3


def test_a_county_without_it_is_spoken_to_without_it(window: Window, says: Answers, packed_with: list[str]) -> None:
    says("me", lambda me: replace(me, dictionaries=()))
    window.sync()
    window.note(uuid7(), "来问低保")
    window.sync()

    assert NEWEST not in packed_with


def test_a_county_that_has_forgotten_it_gets_the_same_text_without_it(
    window: Window, county: County, monkeypatch: pytest.MonkeyPatch, packed_with: list[str]
) -> None:
    window.sync()
    true = type(window.http).push

    def push(http: Any, body: bytes, dictionary: str = "") -> Any:
        if dictionary:
            raise Problem(415, "encoding", {})
        return true(http, body, dictionary)

    monkeypatch.setattr(type(window.http), "push", push)
    entry = window.note(uuid7(), "来问低保")

    assert window.sync().problem_code is None
    assert [one.hash for one in county.entries(window.device_id())] == [entry.hash]
    assert "" in packed_with


def test_a_county_that_refuses_every_packing_is_told(window: Window, says: Answers) -> None:
    window.sync()
    says("push", Problem(415, "encoding", {}))
    window.note(uuid7(), "来问低保")

    assert window.sync().problem_code == "county.refused"


@pytest.mark.parametrize("said", [None, "40001", {"a": 1}, [1, None]])
def test_whatever_stands_where_dictionaries_should_is_passed_over(window: Window, said: Any) -> None:
    plain = {
        "acked_seq": 0, "head_hash": "0" * 64, "scopes": [], "server_epoch": "e", "base": 0,
        "server_time": "2026-11-24T08:00:00.000Z", "min_client": "0", "client_ok": True,
    }  # fmt: skip

    assert shared(Me.read(plain | {"dictionaries": said}).dictionaries) == ""
    assert window.sync().online


def test_the_county_gives_its_dictionaries_to_whom_it_knows(window: Window) -> None:
    window.sync()
    given = window.http.channel.ask("GET", f"/v1/dictionaries/{NEWEST}")

    assert given.body == dictionaries()[NEWEST]
    assert given.headers["etag"].strip('"').isalnum()
    with pytest.raises(Problem, match="not_found"):
        window.http.channel.ask("GET", "/v1/dictionaries/1")
    assert window.http.channel.line.ask("GET", f"/v1/dictionaries/{NEWEST}", {}).status == 401


def test_a_push_packed_with_an_unknown_dictionary_is_refused_as_an_encoding(window: Window) -> None:
    window.sync()
    body = zstandard.ZstdCompressor(dict_data=trained(39_999, range(1))).compress(b"{}\n")
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "zstd"}

    refused = window.http.channel.raw("POST", "/v1/journal", headers, body)

    assert (refused.status, refused.headers["accept-encoding"]) == (415, "zstd, gzip")


def test_a_compressed_bomb_for_an_answer_is_no_answer(far: Window, proxy: Proxy) -> None:
    assert proxy.meter.connections
    page = answer("200 OK", {"Content-Type": "application/json", "Content-Encoding": "zstd"}, pack(bytes(2**30)))
    with Pages(page) as bomber:
        far.http.channel.line.url = bomber.url
        far.http.close()
        with pytest.raises(Unavailable, match="no_answer"):
            far.http.channel.line.ask("GET", "/", {})
        bomber.answer = answer("200 OK", {"Content-Encoding": "br"}, b"{}")
        with pytest.raises(Unavailable, match="no_answer"):
            far.http.channel.line.ask("GET", "/", {})
