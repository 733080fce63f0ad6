"""The folder of documents: durable before anything is shown, and in trouble without a loss."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.county.blob_store import FolderStore, digest_in, is_name, open_store
from sync.county.embedded import County
from sync.county.verify import verify

SHA256 = "ab" + "0" * 62


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path / "blobs")
    store.prepare()
    return store


def test_a_document_and_its_folder_are_on_the_disk_before_it_counts(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "finished").write_bytes(b"picture")
    synced: list[str] = []
    real = os.fsync

    def sync(file: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{file}").readlink()))
        real(file)

    monkeypatch.setattr(os, "fsync", sync)

    store.put(tmp_path / "finished", SHA256)

    assert synced == [str(tmp_path / "blobs"), str(tmp_path / "blobs" / "ab")]


def test_drafts_and_unfinished_uploads_are_no_documents(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "finished").write_bytes(b"picture")
    store.put(tmp_path / "finished", SHA256)
    (tmp_path / "blobs" / "ab" / ".draft").write_bytes(b"")
    (tmp_path / "blobs" / "unfinished").mkdir()
    (tmp_path / "blobs" / "unfinished" / SHA256).write_bytes(b"")

    assert list(store.names()) == [SHA256]


def test_an_absent_document_has_no_size_no_digest_and_no_bytes(store: FolderStore) -> None:
    assert (store.size(SHA256), digest_in(store, SHA256)) == (None, None)
    with pytest.raises(FileNotFoundError):
        next(store.read(SHA256, 0, 1))


def test_a_document_that_is_shorter_than_it_was_breaks_off(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "finished").write_bytes(b"picture")
    store.put(tmp_path / "finished", SHA256)
    with pytest.raises(OSError, match="shorter"):
        list(store.read(SHA256, 0, 8))


def test_a_store_in_trouble_is_busy_and_the_upload_goes_on_by_itself_afterwards(
    county_of_own: County, make_window: Callable[..., Any], problem_of: Any, digest: Any
) -> None:
    window = make_window("511725001", at=county_of_own)
    location = window.create_upload(b"picture").headers["Location"]
    in_the_way = county_of_own.site.blobs / digest(b"picture")[:2]
    in_the_way.write_bytes(b"no folder can be made here")

    answer = window.patch(location, 0, b"picture")

    assert problem_of(answer) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert window.blob(digest(b"picture")).status_code == 404
    in_the_way.unlink()
    assert window.upload_head(location).headers["upload-offset"] == "7"
    assert window.blob(digest(b"picture")).content == b"picture"
    assert verify(county_of_own.site).broken == ()


@given(st.text())
def test_only_a_sha256_is_the_name_of_a_document(text: str) -> None:
    assert is_name(text) == (len(text) == 64 and set(text) <= set("0123456789abcdef"))


@given(st.text(alphabet="abc:/s3. ", max_size=12))
def test_whatever_does_not_begin_like_an_object_store_is_a_folder(text: str) -> None:
    if not text.startswith("s3://"):
        assert isinstance(open_store(text, Path("blobs")), FolderStore)
