"""Documents in a real object store that speaks S3: shown only when it has them for good, and nothing is lost."""

import hashlib
import logging
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import obstore
import pytest
from obstore.store import S3Store

from app.errors import Refused, Unavailable
from sync.county.backup import back_up, restore
from sync.county.blob_store import digest_in, open_store
from sync.county.embedded import County
from sync.county.site import open_site
from sync.county.verify import Broken, verify
from tests.county.object_server import ObjectServer
from tests.county.postgres import Postgres
from tests.county.test_kill import killed_often

pytestmark = pytest.mark.slow
PICTURE = random.Random(1).randbytes(300_000)
LARGE = random.Random(2).randbytes(12 * 2**20)


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectServer]:
    with ObjectServer() as server:
        yield server


@pytest.fixture
def place(server: ObjectServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A bucket of the test's own, with the keys to it in the environment."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return server.bucket(hashlib.sha256(str(tmp_path).encode()).hexdigest()[:20]) + "/pictures"


@pytest.fixture
def county_at(tmp_path: Path, place: str) -> Iterator[County]:
    county = County(tmp_path / "county", blobs=place).start()
    yield county
    county.stop()


@pytest.fixture
def a_window(county_at: County, make_window: Any) -> Any:
    return make_window("511725001", at=county_at)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def begun(window: Any, content: bytes) -> str:
    return str(window.create_upload(content).headers["Location"])


def test_a_document_travels_to_the_store_and_back_in_ranges(a_window: Any, county_at: County) -> None:
    for content in (PICTURE, LARGE, b"", b"1"):
        sha256 = a_window.upload(content)

        assert a_window.blob(sha256).content == content
        assert a_window.blob(sha256, "HEAD").headers["content-length"] == str(len(content))
    part = a_window.blob(sha256_of(LARGE), Range="bytes=5000000-5000009")
    assert (part.status_code, part.content) == (206, LARGE[5_000_000:5_000_010])
    assert list((county_at.site.blobs / "unfinished").iterdir()) == []
    assert verify(county_at.site).broken == ()


def test_large_documents_are_read_in_small_pieces(place: str, tmp_path: Path) -> None:
    store, finished = open_store(place, tmp_path), tmp_path / "finished"
    finished.write_bytes(LARGE)
    store.put(finished, sha256_of(LARGE))

    parts = list(store.read(sha256_of(LARGE), 1, len(LARGE)))

    assert b"".join(parts) == LARGE[1:]
    assert max(map(len, parts)) <= 2**20


def test_another_server_gives_what_one_of_them_stored(
    postgres: Postgres, place: str, tmp_path: Path, make_window: Any
) -> None:
    url = postgres.new()
    with County(tmp_path / "one", database=url, blobs=place) as one:
        keys = (one.site.data / "keys" / "county.json").read_bytes()
        (tmp_path / "two" / "keys").mkdir(parents=True)
        (tmp_path / "two" / "keys" / "county.json").write_bytes(keys)
        with County(tmp_path / "two", database=url, blobs=place) as two:
            window = make_window("511725001", at=one)
            sha256 = window.upload(PICTURE)
            window.url = two.url
            assert window.blob(sha256).content == PICTURE
            assert verify(two.site).broken == ()
    postgres.take_back(url)


def test_a_store_that_is_gone_is_busy_and_the_upload_goes_on_by_itself_afterwards(
    server: ObjectServer, a_window: Any, county_at: County, problem_of: Any, caplog: pytest.LogCaptureFixture
) -> None:
    location = begun(a_window, PICTURE)
    server.stop()
    try:
        with caplog.at_level(logging.WARNING):
            answer = a_window.patch(location, 0, PICTURE)
        assert problem_of(answer) == (503, "busy")
        assert int(answer.headers["retry-after"]) > 0
        assert "object store: " in caplog.text
        assert a_window.upload_head(location).status_code == 503
        assert a_window.blob(sha256_of(PICTURE)).status_code == 404
        assert a_window.bare("GET", "/healthz").json()["blobs"] == "failed"
        a_window.append()
        assert a_window.push().status_code == 200
    finally:
        server.start()

    assert a_window.upload_head(location).headers["upload-offset"] == str(len(PICTURE))
    assert a_window.blob(sha256_of(PICTURE)).content == PICTURE
    assert a_window.bare("GET", "/healthz").json()["blobs"] == "ok"
    assert verify(county_at.site).unnamed == ()


def test_a_document_of_which_the_server_died_before_it_was_noted_is_hidden_and_then_whole(
    a_window: Any, county_at: County
) -> None:
    location = begun(a_window, PICTURE)
    finished = county_at.site.blobs / "unfinished" / location.rpartition("/")[2]
    finished.write_bytes(PICTURE)
    county_at.site.store.put(finished, sha256_of(PICTURE))

    assert a_window.blob(sha256_of(PICTURE)).status_code == 404
    assert verify(county_at.site).unnamed == ()
    assert a_window.upload_head(location).status_code == 200
    assert a_window.blob(sha256_of(PICTURE)).content == PICTURE


def test_what_lies_in_the_store_without_a_row_is_named(a_window: Any, county_at: County, tmp_path: Path) -> None:
    a_window.upload(PICTURE)
    (tmp_path / "forgotten").write_bytes(b"forgotten")
    county_at.site.store.put(tmp_path / "forgotten", sha256_of(b"forgotten"))

    found = verify(county_at.site)

    assert (found.broken, found.unnamed) == ((), (sha256_of(b"forgotten"),))


def test_a_missing_and_an_altered_object_are_named_and_mended_by_sending_them_again(
    a_window: Any, county_at: County, place: str
) -> None:
    sha256 = a_window.upload(PICTURE)
    store, key = S3Store.from_url(place, client_options={"allow_http": True}), f"{sha256[:2]}/{sha256}"
    for spoil, word in (
        (lambda: obstore.put(store, key, PICTURE[:-1] + b"!"), "altered"),
        (lambda: obstore.delete(store, key), "missing"),
    ):
        spoil()
        assert verify(county_at.site).broken == (Broken("blob", sha256, word),)
        a_window.upload(PICTURE)
        assert verify(county_at.site).broken == ()


def test_a_county_is_copied_from_a_store_and_restored_to_a_store(
    a_window: Any, county_at: County, place: str, tmp_path: Path
) -> None:
    sha256 = a_window.upload(PICTURE)
    copied = back_up(county_at.site, tmp_path / "copy")
    assert (copied.blobs, copied.bytes, copied.missing) == (1, len(PICTURE), ())

    restore(tmp_path / "copy", tmp_path / "restored", blobs=f"{place}/restored")

    site = open_site(tmp_path / "restored", blobs=f"{place}/restored")
    assert verify(site).broken == ()
    assert digest_in(site.store, sha256) == sha256
    site.close()


def test_keys_that_the_store_does_not_know_and_a_bucket_that_is_not_there_are_not_well(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_store(place, tmp_path).is_well()
    assert not open_store("s3://there-is-none", tmp_path).is_well()
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    stranger = open_store(place, tmp_path)
    (tmp_path / "finished").write_bytes(b"x")

    assert not stranger.is_well()
    with pytest.raises(Unavailable) as refused:
        stranger.put(tmp_path / "finished", sha256_of(b"x"))
    assert refused.value.code == "county.store"


def test_plain_http_is_spoken_only_where_that_is_allowed(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")

    assert not open_store(place, tmp_path).is_well()


def test_a_county_killed_again_and_again_has_every_document_that_it_acknowledged(
    place: str, tmp_path: Path, make_stranger_at: Callable[..., Any]
) -> None:
    assert os.environ["AWS_ENDPOINT_URL"]
    killed_often(tmp_path / "county", make_stranger_at, 10, 7, blobs=place)


@pytest.mark.parametrize("address", ["s3://", "s3:///x", "s3://a b"])
def test_an_address_that_names_no_bucket_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_store(address, tmp_path)

    assert refused.value.code == "county.store_url"
