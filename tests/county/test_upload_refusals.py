import base64
import hashlib
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

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


def test_another_offset_is_refused_and_the_right_one_told(window: Any, location: str, problem_of: Any) -> None:
    window.patch(location, 0, PICTURE[:1_000])

    for offset in (0, 999, 1_001):
        answer = window.patch(location, offset, PICTURE[offset:])
        assert problem_of(answer) == (409, "offset")
        assert answer.headers["upload-offset"] == "1000"
    assert offset_of(window, location) == 1_000


def test_a_spoilt_piece_is_refused_and_the_upload_goes_on_at_its_offset(
    window: Any, location: str, problem_of: Any, digest: Any
) -> None:
    piece = PICTURE[:200_000]

    spoilt = window.patch(location, 0, piece, **{"Upload-Checksum": checksum(piece[1:])})

    assert problem_of(spoilt) == (460, "digest")
    assert offset_of(window, location) == 0
    assert window.patch(location, 0, PICTURE).status_code == 204
    assert window.blob(digest(PICTURE)).status_code == 200


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


def test_every_answer_says_that_it_speaks_tus(window: Any, location: str) -> None:
    answers = [
        window.upload_head("/v1/uploads/none"),
        window.patch("/v1/uploads/none", 0, b""),
        window.patch(location, 7, b""),
        window.patch(location, 0, PICTURE, **{"Content-Type": "image/jpeg"}),
        window.create_upload(PICTURE, **{"Upload-Length": "x"}),
        window.bare("HEAD", location),
        window.call("PUT", location),
    ]

    assert [answer.headers.get("tus-resumable") for answer in answers[:-1]] == ["1.0.0"] * 6
    assert answers[-1].status_code == 405
