import base64
import hashlib
import socket
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from app import clock
from sync.county.embedded import County
from sync.protocol import MAX_BLOB_BYTES, write_metadata

PICTURE = bytes(range(256)) * 1_000  # 256,000 bytes that stand for a JPEG


def checksum(content: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


@pytest.fixture
def location(window: Any) -> str:
    """An upload of PICTURE that has just begun."""
    return str(window.create_upload(PICTURE).headers["Location"])


def offset_of(window: Any, location: str) -> int:
    return int(window.upload_head(location).headers["Upload-Offset"])


def offset_after_cut(window: Any, location: str) -> int:
    """Give the offset once the county has noticed the cut, which it may do after the next request comes."""
    while (offset := offset_of(window, location)) == 0:
        pass
    return offset


def test_what_is_offered_is_told_without_a_token(stranger: Any) -> None:
    for path in ("/v1/uploads", "/v1/uploads/any"):
        answer = stranger.bare("OPTIONS", path)

        assert answer.status_code == 204
        assert answer.headers["tus-version"] == "1.0.0"
        assert answer.headers["tus-resumable"] == "1.0.0"
        assert set(answer.headers["tus-extension"].split(",")) == {"creation", "checksum", "termination", "expiration"}
        assert answer.headers["tus-max-size"] == str(20 * 2**20)
        assert answer.headers["tus-checksum-algorithm"] == "sha256,sha1"


def test_a_creation_gives_a_path_without_host_and_an_end(window: Any) -> None:
    answer = window.create_upload(PICTURE)

    assert answer.status_code == 201
    assert answer.headers["location"].startswith("/v1/uploads/")
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert parsedate_to_datetime(answer.headers["upload-expires"]) > clock.now() + timedelta(days=1)


def test_an_upload_in_pieces_becomes_the_blob(window: Any, location: str, county: County, digest: Any) -> None:
    for at in range(0, len(PICTURE), 100_000):
        assert offset_of(window, location) == at
        sent = window.patch(location, at, PICTURE[at : at + 100_000])
        assert sent.status_code == 204
        assert sent.headers["upload-offset"] == str(min(at + 100_000, len(PICTURE)))

    assert county.blob(digest(PICTURE)) == PICTURE
    assert window.blob(digest(PICTURE)).content == PICTURE


def test_the_head_of_an_upload_tells_offset_length_and_end_and_is_not_stored(window: Any, location: str) -> None:
    answer = window.upload_head(location)

    assert answer.status_code == 200
    assert answer.headers["upload-offset"] == "0"
    assert answer.headers["upload-length"] == str(len(PICTURE))
    assert answer.headers["cache-control"] == "no-store"
    assert "upload-expires" in answer.headers


def test_a_finished_upload_still_tells_that_it_is_finished(window: Any, location: str) -> None:
    window.patch(location, 0, PICTURE)

    assert offset_of(window, location) == len(PICTURE)
    assert window.patch(location, len(PICTURE), b"").status_code == 204


def test_another_offset_is_refused_and_the_right_one_told(window: Any, location: str, problem_of: Any) -> None:
    window.patch(location, 0, PICTURE[:1_000])

    for offset in (0, 999, 1_001):
        answer = window.patch(location, offset, PICTURE[offset:])
        assert problem_of(answer) == (409, "offset")
        assert answer.headers["upload-offset"] == "1000"
    assert offset_of(window, location) == 1_000


def test_a_cut_keeps_what_came(window: Any, location: str, cut: Any, digest: Any) -> None:
    cut(window, location, 0, PICTURE, 150_000)

    offset = offset_after_cut(window, location)
    assert offset <= 150_000
    assert window.patch(location, offset, PICTURE[offset:]).status_code == 204
    assert window.blob(digest(PICTURE)).content == PICTURE


def test_a_cut_piece_with_a_checksum_leaves_nothing(window: Any, location: str, cut: Any) -> None:
    window.patch(location, 0, PICTURE[:1_000])
    piece = PICTURE[1_000:101_000]

    cut(window, location, 1_000, piece, 60_000, **{"Upload-Checksum": checksum(piece)})

    assert offset_of(window, location) == 1_000


def test_an_upload_goes_on_after_a_restart_of_the_county(
    county_of_own: County, make_window: Any, cut: Any, digest: Any
) -> None:
    window = make_window(at=county_of_own)
    location = window.create_upload(PICTURE).headers["Location"]
    cut(window, location, 0, PICTURE, 150_000)
    before = offset_after_cut(window, location)
    county_of_own.stop()
    county_of_own.start()

    assert offset_of(window, location) == before
    assert window.patch(location, before, PICTURE[before:]).status_code == 204
    assert county_of_own.blob(digest(PICTURE)) == PICTURE


def test_an_upload_that_came_whole_before_the_county_died_is_finished_when_asked_for(
    county_of_own: County, make_window: Any, digest: Any
) -> None:
    window = make_window(at=county_of_own)
    location = window.create_upload(PICTURE).headers["Location"]
    unfinished = county_of_own.site.blobs / "unfinished" / location.rsplit("/", 1)[1]
    unfinished.write_bytes(PICTURE)

    assert offset_of(window, location) == len(PICTURE)
    assert window.blob(digest(PICTURE)).content == PICTURE


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_piece_with_the_right_checksum_is_taken(window: Any, location: str, algorithm: str) -> None:
    piece = PICTURE[:200_000]

    sent = window.patch(location, 0, piece, **{"Upload-Checksum": checksum(piece, algorithm)})

    assert sent.status_code == 204
    assert offset_of(window, location) == 200_000


def test_a_spoilt_piece_is_refused_and_the_upload_goes_on_at_its_offset(
    window: Any, location: str, problem_of: Any, digest: Any
) -> None:
    piece = PICTURE[:200_000]

    spoilt = window.patch(location, 0, piece, **{"Upload-Checksum": checksum(piece[1:])})

    assert problem_of(spoilt) == (460, "digest")
    assert offset_of(window, location) == 0
    assert window.patch(location, 0, PICTURE).status_code == 204
    assert window.blob(digest(PICTURE)).status_code == 200


@pytest.mark.parametrize("size", [256 * 2**10, 300_000, 2 * 2**20])
def test_a_piece_with_a_checksum_may_be_large(window: Any, size: int) -> None:
    content = b"z" * size
    location = window.create_upload(content).headers["Location"]

    assert window.patch(location, 0, content, **{"Upload-Checksum": checksum(content)}).status_code == 204


def test_a_checksum_that_cannot_be_judged_is_malformed(window: Any, location: str, problem_of: Any) -> None:
    for wrong in ("md5 AAAA", "sha256", "sha256 !!!!", "sha256 AAAA", "", "crc32 1"):
        answer = window.patch(location, 0, PICTURE, **{"Upload-Checksum": wrong})
        assert problem_of(answer) == (400, "malformed"), wrong
    assert offset_of(window, location) == 0


def test_a_blob_with_another_digest_is_discarded_and_can_be_sent_anew(
    window: Any, county: County, problem_of: Any, digest: Any
) -> None:
    metadata = write_metadata(digest(PICTURE), "image/jpeg")
    location = window.create_upload(PICTURE[::-1], **{"Upload-Metadata": metadata}).headers["Location"]

    answer = window.patch(location, 0, PICTURE[::-1])

    assert problem_of(answer) == (460, "digest")
    assert window.upload_head(location).status_code == 404
    assert county.blob(digest(PICTURE[::-1])) is None
    assert window.blob(digest(PICTURE)).status_code == 404
    assert window.upload(PICTURE) == digest(PICTURE)


def test_an_empty_blob_is_whole_at_once(window: Any, digest: Any) -> None:
    location = window.create_upload(b"").headers["Location"]

    assert offset_of(window, location) == 0
    assert window.blob(digest(b"")).content == b""


def test_more_bytes_than_announced_are_too_large(window: Any, location: str, problem_of: Any) -> None:
    assert problem_of(window.patch(location, 0, PICTURE + b"x")) == (413, "too_large")
    assert offset_of(window, location) == 0


def test_more_bytes_than_announced_in_chunks_are_too_large(window: Any, location: str) -> None:
    url = urlsplit(window.url)
    head = f"PATCH {location} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {window.token}\r\nTus-Resumable: 1.0.0\r\n"
    head += "Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = PICTURE[:64_000]
    with socket.create_connection((url.hostname or "", url.port or 0)) as line:
        line.sendall(head.encode() + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for _ in range(5)) + b"0\r\n\r\n")
        assert b" 413 " in line.recv(100)

    assert offset_of(window, location) <= len(PICTURE)


def test_creations_that_cannot_be_read_are_malformed(window: Any, problem_of: Any, digest: Any) -> None:
    good = base64.b64encode(digest(PICTURE).encode()).decode()
    wrong = [
        {"Upload-Metadata": ""},
        {"Upload-Metadata": "sha256"},
        {"Upload-Metadata": "sha256 !"},
        {"Upload-Metadata": f"sha256 {good[:-4]}"},
        {"Upload-Metadata": "sha256 " + base64.b64encode(digest(PICTURE).upper().encode()).decode()},
        {"Upload-Metadata": f"sha256 {good},media_type {base64.b64encode(b'text').decode()}"},
        {"Upload-Metadata": f"sha256 {good},media_type {base64.b64encode(b'a/b; x=1').decode()}"},
        {"Upload-Length": "-1"},
        {"Upload-Length": "ten"},
        {"Upload-Length": ""},
        {"Upload-Length": "1.0"},
        {"Upload-Length": "9" * 400},
    ]
    for headers in wrong:
        assert problem_of(window.create_upload(PICTURE, **headers)) == (400, "malformed"), headers


def test_a_creation_without_a_media_type_is_taken(window: Any, digest: Any) -> None:
    metadata = "sha256 " + base64.b64encode(digest(PICTURE).encode()).decode() + ",filename Zm9v"
    location = window.create_upload(PICTURE, **{"Upload-Metadata": metadata}).headers["Location"]

    window.patch(location, 0, PICTURE)

    assert window.blob(digest(PICTURE)).status_code == 200


def test_20_mib_are_the_most(window: Any, problem_of: Any) -> None:
    too_large = window.create_upload(b"", **{"Upload-Length": str(MAX_BLOB_BYTES + 1)})

    assert problem_of(too_large) == (413, "too_large")
    assert too_large.headers["tus-max-size"] == str(MAX_BLOB_BYTES)
    assert window.create_upload(b"", **{"Upload-Length": str(MAX_BLOB_BYTES)}).status_code == 201


def test_another_version_of_tus_is_refused_with_the_one_that_is_spoken(window: Any, location: str) -> None:
    for version in ("0.2.2", "1.0", ""):
        answers = [
            window.call("POST", "/v1/uploads", headers={"Tus-Resumable": version}),
            window.patch(location, 0, PICTURE, **{"Tus-Resumable": version}),
            window.call("HEAD", location, headers={"Tus-Resumable": version}),
            window.call("DELETE", location, headers={"Tus-Resumable": version}),
        ]
        assert {(answer.status_code, answer.headers["tus-version"]) for answer in answers} == {(412, "1.0.0")}


def test_another_content_type_or_encoding_is_refused(window: Any, location: str, problem_of: Any) -> None:
    for headers in ({"Content-Type": "image/jpeg"}, {"Content-Encoding": "gzip"}):
        assert problem_of(window.patch(location, 0, PICTURE, **headers)) == (415, "encoding")
    assert offset_of(window, location) == 0


def test_an_offset_that_is_none_is_malformed(window: Any, location: str, problem_of: Any) -> None:
    for wrong in ("-1", "x", "", "0x0"):
        assert problem_of(window.patch(location, 0, PICTURE, **{"Upload-Offset": wrong})) == (400, "malformed")


def test_a_terminated_upload_is_gone(window: Any, location: str, county: County) -> None:
    window.patch(location, 0, PICTURE[:1_000])

    ended = window.call("DELETE", location, headers={"Tus-Resumable": "1.0.0"})

    assert ended.status_code == 204
    assert window.upload_head(location).status_code == 404
    assert window.patch(location, 1_000, PICTURE[1_000:]).status_code == 404
    assert not (county.site.blobs / "unfinished" / location.rsplit("/", 1)[1]).exists()


def test_another_devices_upload_does_not_exist(window: Any, make_window: Any, location: str) -> None:
    colleague = make_window()

    answers = [
        colleague.upload_head(location),
        colleague.patch(location, 0, PICTURE),
        colleague.call("DELETE", location, headers={"Tus-Resumable": "1.0.0"}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert offset_of(window, location) == 0


@pytest.mark.parametrize("name", ["x", "..", "%2e%2e%2fcounty.db", "%00", "张三", "a" * 3_000])
def test_a_name_that_was_never_given_does_not_exist(window: Any, name: str) -> None:
    assert window.upload_head(f"/v1/uploads/{name}").status_code == 404


def test_an_upload_ends_after_its_time_and_is_swept(tmp_path: Path, make_stranger: Any) -> None:
    today = [datetime(2026, 11, 24, 9, 0, tzinfo=UTC)]
    with County(tmp_path, now=lambda: today[0]) as county:
        window = make_stranger(county)
        window.enrol(county.enrol_code("511725001").code)

        def sign_in() -> None:
            now = int(today[0].timestamp())
            window.token = window.ask_token(window.assertion(iat=now, exp=now + 60)).json()["access_token"]

        sign_in()
        location = window.create_upload(PICTURE).headers["Location"]
        unfinished = county.site.blobs / "unfinished" / location.rsplit("/", 1)[1]
        today[0] += timedelta(days=7)
        sign_in()

        assert unfinished.exists()
        assert window.upload_head(location).status_code == 404
        window.create_upload(PICTURE)
        assert not unfinished.exists()


def test_a_newer_request_ends_an_older_one_that_hangs(window: Any, location: str) -> None:
    url = urlsplit(window.url)
    head = f"PATCH {location} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {window.token}\r\nTus-Resumable: 1.0.0\r\n"
    head += (
        f"Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {len(PICTURE)}\r\n\r\n"
    )
    with socket.create_connection((url.hostname or "", url.port or 0)) as hanging:
        hanging.sendall(head.encode() + PICTURE[:50_000])
        offset = offset_after_cut(window, location)

        assert offset == 50_000
        assert b" 409 " in hanging.recv(100)
        assert window.patch(location, offset, PICTURE[offset:]).status_code == 204


def test_a_method_named_in_a_header_is_meant(window: Any, location: str) -> None:
    headers = {"Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    headers["Content-Type"] = "application/offset+octet-stream"

    assert window.call("POST", location, headers=headers, content=PICTURE).status_code == 204
    assert window.call("POST", location, headers={"Tus-Resumable": "1.0.0"}).status_code == 405
    assert window.call("POST", "/v1/uploads", headers={"X-HTTP-Method-Override": "PUT"}).status_code == 405


def test_two_devices_may_send_the_same_blob(window: Any, make_window: Any, digest: Any) -> None:
    colleague = make_window("511799020")

    assert window.upload(PICTURE) == colleague.upload(PICTURE)
    assert colleague.blob(digest(PICTURE)).content == PICTURE


def test_a_blob_that_is_there_and_not_readable_is_uploaded_as_if_it_were_not(
    window: Any, make_window: Any, problem_of: Any, digest: Any
) -> None:
    secret = b"a picture of another office"
    window.upload(secret)
    other = make_window("511799021")

    created = other.create_upload(secret)

    assert created.status_code == 201
    assert offset_of(other, created.headers["Location"]) == 0
    assert problem_of(other.blob(digest(secret))) == (404, "not_found")
    assert other.patch(created.headers["Location"], 0, secret).status_code == 204
    assert other.blob(digest(secret)).content == secret
