"""Crates: several small documents in one request. What came whole stays; what came in part goes on as an upload."""

import os
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from app.domain.fact import BlobRef
from sync.county.blobs import Blobs
from sync.county.embedded import County
from sync.county.lanes import Lane
from sync.county.problem import busy
from sync.crate import CRATE_TYPE, MAX_CRATE_BLOBS, MAX_CRATED_BYTES, Standing, pack
from tests.county.windows import code_of, sha256


def ref(content: bytes) -> BlobRef:
    return BlobRef(sha256(content), len(content), "image/jpeg")


def crate(*contents: bytes) -> bytes:
    return pack([(ref(content), content) for content in contents])


def made_up(count: int, size: int = 5_000) -> list[bytes]:
    return [os.urandom(size) for _ in range(count)]


def bring(window: Any, body: bytes, **headers: str) -> Any:
    return window.call("POST", "/v1/blobs", content=body, headers={"Content-Type": CRATE_TYPE} | headers)


def standing(window: Any, *contents: bytes) -> Standing:
    answer = window.call("GET", "/v1/blobs", params={"sha256": [sha256(content) for content in contents]})
    assert answer.status_code == 200, answer.text
    return Standing.read(answer.json())


def head(window: Any, body: bytes) -> bytes:
    """Give the head of a request that waits until the county reads."""
    lines = ["POST /v1/blobs HTTP/1.1", "Host: county", f"Authorization: Bearer {window.token}"]
    lines += [f"Content-Type: {CRATE_TYPE}", f"Content-Length: {len(body)}", "Expect: 100-continue", "", ""]
    return "\r\n".join(lines).encode()


def cut(window: Any, body: bytes, come: int) -> None:
    """Send a crate whose line is cut after `come` bytes, to a county that is known to read."""
    url = urlsplit(window.url)
    with socket.create_connection((url.hostname or "", url.port or 0)) as line:
        line.sendall(head(window, body))
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        line.sendall(body[:come])


def test_a_crate_brings_all_its_documents(window: Any, county: County) -> None:
    contents = made_up(4)

    answer = bring(window, crate(*contents))

    assert answer.status_code == 200
    assert answer.json() == {"kept": [sha256(content) for content in contents], "wrong": []}
    assert [window.blob(sha256(content)).content for content in contents] == contents
    assert window.blob(sha256(contents[0])).headers["content-type"] == "image/jpeg"
    assert not list(Blobs(county.site).unfinished.glob("draft-*"))


def test_a_repeat_and_a_document_that_stands_twice_change_nothing(window: Any, make_window: Any) -> None:
    first, second = made_up(2)
    bring(window, crate(first))

    answer = bring(window, crate(first, second, second))

    assert answer.json()["kept"] == [sha256(first), sha256(second)]
    other = make_window()
    assert other.blob(sha256(first)).status_code == 404
    assert bring(other, crate(first)).status_code == 200
    assert other.blob(sha256(first)).content == first


def test_a_document_without_its_digest_is_left_out_and_the_others_stay(window: Any) -> None:
    good, bad = made_up(2)
    body = pack([(ref(bad), bytes(len(bad))), (ref(good), good)])

    assert bring(window, body).json() == {"kept": [sha256(good)], "wrong": [sha256(bad)]}
    assert window.blob(sha256(bad)).status_code == 404
    assert window.blob(sha256(good)).content == good


def test_what_came_whole_before_a_cut_stays_and_the_rest_goes_on(window: Any) -> None:
    contents = made_up(3)
    body = crate(*contents)

    cut(window, body, len(body) - 7_000)
    told = standing(window, *contents)

    assert told.whole == {sha256(contents[0])}
    (begun,) = told.begun
    assert (begun.sha256, begun.offset) == (sha256(contents[1]), 3_000)
    sent = window.patch(begun.place, begun.offset, contents[1][begun.offset :])
    assert sent.status_code == 204
    assert standing(window, *contents) == Standing(frozenset(map(sha256, contents[:2])))


def test_a_question_ends_a_crate_that_hangs_and_tells_what_it_brought(window: Any) -> None:
    contents = made_up(2)
    body = crate(*contents)
    url = urlsplit(window.url)

    with socket.create_connection((url.hostname or "", url.port or 0)) as line:
        line.sendall(head(window, body))
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        line.sendall(body[:-1_000])
        while not (told := standing(window, *contents)).whole:
            pass
        answered = line.recv(1_000)

    assert [(one.sha256, one.offset) for one in told.begun] == [(sha256(contents[1]), 4_000)]
    assert answered.startswith(b"HTTP/1.1 400 ")


def test_what_is_asked_for_is_told_only_to_who_may_know(window: Any, make_window: Any) -> None:
    whole, begun, absent = made_up(3)
    bring(window, crate(whole))
    place = window.create_upload(begun).headers["Location"]
    window.patch(place, 0, begun[:100])

    told = standing(window, whole, begun, absent)

    assert told.whole == {sha256(whole)}
    assert [(one.sha256, one.place, one.offset) for one in told.begun] == [(sha256(begun), place, 100)]
    assert standing(make_window(), whole, begun, absent) == Standing(frozenset())


def test_a_document_that_the_store_lost_and_an_upload_whose_file_is_gone_are_sent_again(
    window: Any, county: County
) -> None:
    lost, begun = made_up(2)
    bring(window, crate(lost))
    place = window.create_upload(begun).headers["Location"]
    window.patch(place, 0, begun[:100])
    path = county.site.blobs / sha256(lost)[:2] / sha256(lost)
    path.write_bytes(lost[:10])
    (Blobs(county.site).unfinished / place.rpartition("/")[2]).unlink()

    assert standing(window, lost, begun) == Standing(frozenset())
    assert bring(window, crate(lost)).json()["kept"] == [sha256(lost)]
    assert window.blob(sha256(lost)).content == lost


@pytest.mark.parametrize(
    "line",
    [
        b"", b"x", b"{}", b"[]", b"[1]", b"[[]]", b'[["x",1,"image/jpeg"]]',
        b'[["' + b"0" * 64 + b'",0,"image/jpeg"]]', b'[["' + b"0" * 64 + b'",true,"image/jpeg"]]',
        b'[["' + b"0" * 64 + b'",1,"image"]]', b'[["' + b"0" * 64 + b'",1]]', b"[" + b"1," * 40_000 + b"1]",
        ('[["' + "0" * 64 + f'",{MAX_CRATED_BYTES + 1},"image/jpeg"]]').encode(),
        b"[" + b",".join([b'["' + b"0" * 64 + b'",1,"image/jpeg"]'] * (MAX_CRATE_BLOBS + 1)) + b"]",
        b"[" + b",".join([b'["' + b"0" * 64 + b'",1000000,"image/jpeg"]'] * 9) + b"]",
    ],
)  # fmt: skip
def test_what_is_no_crate_is_refused(window: Any, line: bytes) -> None:
    assert code_of(bring(window, line + b"\nxyz")) == (400, "malformed")


@pytest.mark.parametrize(
    "bend", [lambda body: body[:-1], lambda body: body + b"x", lambda body: body.partition(b"\n")[0]]
)
def test_a_crate_of_another_length_than_it_says_is_refused_and_keeps_what_was_whole(window: Any, bend: Any) -> None:
    contents = made_up(2)

    assert code_of(bring(window, bend(crate(*contents)))) == (400, "malformed")
    assert standing(window, *contents).whole <= set(map(sha256, contents))


@pytest.mark.parametrize("headers", [{"Content-Type": "application/json"}, {"Content-Encoding": "gzip"}])
def test_another_type_or_encoding_is_refused(window: Any, headers: dict[str, str]) -> None:
    assert code_of(bring(window, crate(b"x"), **headers)) == (415, "encoding")


@pytest.mark.parametrize("asked", [[], ["x"], ["0" * 64] * (MAX_CRATE_BLOBS + 1), ["A" * 64]])
def test_a_question_that_names_no_documents_is_refused(window: Any, asked: list[str]) -> None:
    assert code_of(window.call("GET", "/v1/blobs", params={"sha256": asked})) == (400, "malformed")


def test_the_county_says_how_large_a_crate_may_be(window: Any) -> None:
    assert window.call("GET", "/v1/devices/me").json()["crate_bytes"] == 8 * 2**20


def test_what_a_killed_county_left_is_swept_after_a_day(tmp_path: Path) -> None:
    with County(tmp_path / "data") as county:
        folder = Blobs(county.site).unfinished
    old, new = folder / "draft-old", folder / "draft-new"
    for path in (old, new):
        path.write_bytes(b"x")
    yesterday = time.time() - 90_000
    os.utime(old, (yesterday, yesterday))

    with County(tmp_path / "data"):
        assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.parametrize("at", ["write_bytes", "open"])  # when it is written, when it is brought to the disk
def test_a_disk_that_is_full_keeps_nothing_half_and_the_next_crate_brings_all(
    window: Any, county: County, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    contents = made_up(3)
    true, times = getattr(Path, at), []

    def full_at_the_second(path: Path, *given: Any, **named: Any) -> Any:
        if path.name.startswith("draft-"):
            times.append(path)
            if len(times) == 2:
                raise OSError(28, "no space")
        return true(path, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, at, full_at_the_second)
        answer = bring(window, crate(*contents))

    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    assert not list(Blobs(county.site).unfinished.glob("draft-*"))
    assert standing(window, *contents).whole <= {sha256(contents[0])}
    assert bring(window, crate(*contents)).json()["kept"] == [sha256(content) for content in contents]


def test_a_line_that_is_full_keeps_no_drafts(window: Any, county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Lane, _office: str) -> None:
        raise busy()

    with monkeypatch.context() as patch:
        patch.setattr(Lane, "turn", full)
        answer = bring(window, crate(*made_up(2)))

    assert code_of(answer) == (503, "busy")
    assert not list(Blobs(county.site).unfinished.glob("draft-*"))
