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
from sync.protocol import OFFSET_TYPE

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
    sent = window.patch(location, len(PICTURE), b"")
    assert (sent.status_code, sent.headers["upload-offset"]) == (204, str(len(PICTURE)))
    assert window.patch(location, len(PICTURE), b"x").status_code == 413
    assert offset_of(window, location) == len(PICTURE)


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


@pytest.mark.parametrize("size", [256 * 2**10, 300_000, 2 * 2**20])
def test_a_piece_with_a_checksum_may_be_large(window: Any, size: int) -> None:
    content = b"z" * size
    location = window.create_upload(content).headers["Location"]

    assert window.patch(location, 0, content, **{"Upload-Checksum": checksum(content)}).status_code == 204


def test_an_empty_blob_is_whole_at_once(window: Any, digest: Any) -> None:
    location = window.create_upload(b"").headers["Location"]

    assert offset_of(window, location) == 0
    assert window.blob(digest(b"")).content == b""


def test_a_creation_without_a_media_type_is_taken(window: Any, digest: Any) -> None:
    metadata = "sha256 " + base64.b64encode(digest(PICTURE).encode()).decode() + ",filename Zm9v"
    location = window.create_upload(PICTURE, **{"Upload-Metadata": metadata}).headers["Location"]

    window.patch(location, 0, PICTURE)

    assert window.blob(digest(PICTURE)).status_code == 200


def test_a_terminated_upload_is_gone(window: Any, location: str, county: County) -> None:
    window.patch(location, 0, PICTURE[:1_000])

    ended = window.call("DELETE", location, headers={"Tus-Resumable": "1.0.0"})

    assert ended.status_code == 204
    assert window.upload_head(location).status_code == 404
    assert window.patch(location, 1_000, PICTURE[1_000:]).status_code == 404
    assert not (county.site.blobs / "unfinished" / location.rsplit("/", 1)[1]).exists()


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


def test_a_newer_request_ends_an_older_one_that_hangs(window: Any, county: County, digest: Any) -> None:
    content = PICTURE * 10
    location = window.create_upload(content).headers["Location"]
    file = county.site.blobs / "unfinished" / location.rsplit("/", 1)[1]
    url = urlsplit(window.url)
    head = f"PATCH {location} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {window.token}\r\nTus-Resumable: 1.0.0\r\n"
    head += f"Upload-Offset: 0\r\nContent-Type: {OFFSET_TYPE}\r\nContent-Length: {len(content)}\r\n\r\n"
    with socket.create_connection((url.hostname or "", url.port or 0)) as hanging:
        hanging.sendall(head.encode() + content[:1_500_000])
        while file.stat().st_size < 2**20:
            pass  # until the county has begun to write, and waits for the rest

        offset = offset_of(window, location)

        assert 2**20 <= offset <= 1_500_000
        assert b" 409 " in hanging.recv(100)
    assert window.patch(location, offset, content[offset:]).status_code == 204
    assert window.blob(digest(content)).content == content


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
