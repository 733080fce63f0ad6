import gzip
import json
import zlib
from typing import Any

import pytest
import zstandard

from sync.protocol import PushHeader, ndjson

ZSTD = zstandard.ZstdCompressor()


def body_of(window: Any) -> bytes:
    header = PushHeader.signed(window.private, window.id, 1, [entry.hash for entry in window.chain])
    return ndjson(header, [entry.to_line() for entry in window.chain])


def streamed(content: bytes) -> bytes:
    """Give a zstd frame that does not tell its size beforehand."""
    packer = zstandard.ZstdCompressor().compressobj()
    return packer.compress(content) + packer.flush()


def checked(content: bytes) -> bytes:
    """Give a zstd frame with a checksum at its end."""
    return zstandard.ZstdCompressor(write_checksum=True).compress(content)


def halves(pack: Any) -> Any:
    return lambda content: pack(content[:50]) + pack(content[50:])


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("gzip", halves(gzip.compress)),
        ("zstd", ZSTD.compress),
        ("zstd", streamed),
        ("zstd", halves(ZSTD.compress)),
        ("identity", bytes),
    ],
)
def test_a_packed_push_is_the_same_push(window: Any, encoding: str, pack: Any) -> None:
    window.append()

    answer = window.push_body(pack(body_of(window)), headers={"Content-Encoding": encoding})

    assert answer.json()["acked_seq"] == 1


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd,gzip", "x", ""])
def test_another_encoding_is_refused_with_those_that_are_spoken(window: Any, problem_of: Any, encoding: str) -> None:
    window.append()

    answer = window.push_body(body_of(window), headers={"Content-Encoding": encoding})

    assert problem_of(answer) == (415, "encoding")
    assert answer.headers["accept-encoding"] == "zstd, gzip"


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-1], lambda b: b[: len(b) // 2], lambda b: b"x" + b, lambda b: b + b"x", lambda _: b""]
)
@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("zstd", ZSTD.compress), ("zstd", streamed), ("zstd", checked)]
)
def test_a_broken_packing_is_malformed_and_nothing_is_stored(
    window: Any, problem_of: Any, encoding: str, pack: Any, spoil: Any
) -> None:
    window.append()

    answer = window.push_body(spoil(pack(body_of(window))), headers={"Content-Encoding": encoding})

    assert problem_of(answer) == (400, "malformed")
    assert window.call("GET", "/v1/devices/me").json()["acked_seq"] == 0


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("zstd", ZSTD.compress)])
def test_a_bomb_is_too_large_and_unpacking_stops_at_the_limit(
    window: Any, problem_of: Any, encoding: str, pack: Any
) -> None:
    bomb = pack(b"\0" * 200_000_000)

    answer = window.push_body(bomb, headers={"Content-Encoding": encoding})

    assert len(bomb) < 400_000
    assert problem_of(answer) == (413, "too_large")


def test_a_frame_that_wants_more_memory_than_a_batch_is_refused(window: Any, problem_of: Any) -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    frame = packer.compress(b"x" * 1_000) + packer.flush()

    assert problem_of(window.push_body(frame, headers={"Content-Encoding": "zstd"})) == (400, "malformed")


def test_every_json_call_takes_packed_bodies_and_limits_them(stranger: Any, problem_of: Any) -> None:
    packed = {"Content-Encoding": "gzip"}
    body = gzip.compress(json.dumps({"code": "x"}).encode())
    bomb = gzip.compress(b" " * 200_000)

    for path in ("/v1/enrol", "/v1/devices"):
        assert problem_of(stranger.bare("POST", path, content=body, headers=packed)) == (400, "malformed")
        assert problem_of(stranger.bare("POST", path, content=bomb, headers=packed)) == (413, "too_large")
    assert problem_of(stranger.bare("POST", "/v1/token", content=bomb, headers=packed)) == (413, "too_large")


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("zstd", "zstd"),
        ("gzip", "gzip"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0", "gzip"),
        ("br", None),
        ("", None),
        ("identity", None),
        ("zstd; q = 0.000", None),
    ],
)
def test_answers_are_packed_as_the_client_accepts(window: Any, accepted: str, expected: str | None) -> None:
    for _ in range(20):
        window.append()
    window.push()

    request = window._http.build_request(  # noqa: SLF001 - the raw body is looked at
        "GET",
        window.url + "/v1/devices/me/journal",
        headers={"Authorization": f"Bearer {window.token}", "Accept-Encoding": accepted},
    )
    answer = window._http.send(request, stream=True)  # noqa: SLF001 - as above
    raw = b"".join(answer.iter_raw())
    answer.close()

    unpack = {"zstd": lambda b: zstandard.ZstdDecompressor().decompress(b), "gzip": gzip.decompress, None: bytes}
    assert answer.headers.get("content-encoding") == expected
    assert answer.headers["vary"] == "Accept-Encoding, Yimen-Dictionary"
    assert int(answer.headers["content-length"]) == len(raw)
    assert len(unpack[expected](raw).splitlines()) == 20


def test_small_answers_and_blobs_are_never_packed(window: Any) -> None:
    accepted = {"Accept-Encoding": "zstd, gzip"}
    sha256 = window.upload(b"x" * 10_000)

    for answer in (window.call("GET", "/v1/devices/me", headers=accepted), window.blob(sha256, **accepted)):
        assert answer.status_code == 200
    assert "content-encoding" not in window.blob(sha256, **accepted).headers


def test_text_that_deflates_without_a_gzip_header_is_malformed(window: Any, problem_of: Any) -> None:
    window.append()

    answer = window.push_body(zlib.compress(body_of(window)), headers={"Content-Encoding": "gzip"})

    assert problem_of(answer) == (400, "malformed")
