"""Encrypted documents: back byte for byte, or not at all."""

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sealed import SealedBlob
from app.errors import Unavailable
from app.vault import BlobVault
from app.vault.blobs import PIECE

EDGES = tuple(itertools.combinations((0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 9), 2))
SIZES = (0, 1, 15, 16, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7)


@pytest.fixture
def vault(tmp_path: Path) -> BlobVault:
    return BlobVault(tmp_path / "blobs")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> BlobVault:
    return BlobVault(tmp_path_factory.mktemp("vault") / "blobs")


def content(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def code_of(vault: BlobVault, sealed: SealedBlob) -> str:
    with pytest.raises(Unavailable) as caught:
        vault.open(sealed)
    return caught.value.code


@pytest.mark.parametrize("size", SIZES)
def test_a_document_comes_back_byte_for_byte(vault: BlobVault, size: int) -> None:
    sealed = vault.put(content(size), "image/jpeg")
    assert vault.open(sealed) == content(size)
    assert (sealed.ref.size, sealed.ref.media_type) == (size, "image/jpeg")


@given(plain=st.binary(max_size=3 * 1024), start=st.integers(0, 4096), length=st.integers(0, 4096))
def test_a_range_is_what_a_slice_would_be(shared: BlobVault, plain: bytes, start: int, length: int) -> None:
    sealed = shared.put(plain, "image/jpeg")
    assert shared.read_range(sealed, start, start + length) == plain[start : start + length]


@pytest.mark.parametrize(("start", "end"), EDGES)
def test_a_range_over_the_edges_of_pieces_is_what_a_slice_would_be(vault: BlobVault, start: int, end: int) -> None:
    plain = content(2 * PIECE + 9)
    assert vault.read_range(vault.put(plain, "image/jpeg"), start, end) == plain[start:end]


def test_equal_documents_have_different_files_names_and_keys(vault: BlobVault) -> None:
    one, two = (vault.put(b"the same", "text/plain") for _ in range(2))
    assert one.ref == two.ref
    assert one.key != two.key
    assert one.file != two.file
    first, second = (vault.path(sealed).read_bytes() for sealed in (one, two))
    assert first != second
    assert b"the same" not in first + second


def test_the_key_is_not_shown_where_the_blob_is_printed(vault: BlobVault) -> None:
    sealed = vault.put(b"x", "text/plain")
    assert sealed.key.hex() not in repr(sealed)
    assert repr(sealed.key) not in repr(sealed)


@pytest.mark.parametrize("size", [0, 100, PIECE + 1])
def test_every_flipped_byte_is_found(vault: BlobVault, size: int) -> None:
    sealed = vault.put(content(size), "image/jpeg")
    whole = vault.path(sealed).read_bytes()
    for place in {*range(min(len(whole), 60)), len(whole) // 2, *range(len(whole) - 40, len(whole))}:
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x40
        vault.path(sealed).write_bytes(spoilt)
        assert code_of(vault, sealed) == "blob.damaged", place


def test_a_cut_or_lengthened_file_is_found_even_at_the_edge_of_a_piece(vault: BlobVault) -> None:
    sealed = vault.put(content(2 * PIECE), "image/jpeg")
    whole = vault.path(sealed).read_bytes()
    for spoilt in (b"", whole[:8], whole[:-1], whole[: -(PIECE + 16)], whole + b"x", whole + whole[-(PIECE + 16) :]):
        vault.path(sealed).write_bytes(spoilt)
        assert code_of(vault, sealed) == "blob.damaged", len(spoilt)


def test_pieces_that_change_places_are_found(vault: BlobVault) -> None:
    sealed = vault.put(content(3 * PIECE), "image/jpeg")
    whole = vault.path(sealed).read_bytes()
    head, step = 16, PIECE + 16
    pieces = [whole[head + i * step : head + (i + 1) * step] for i in range(3)]
    vault.path(sealed).write_bytes(whole[:head] + pieces[1] + pieces[0] + pieces[2])
    assert code_of(vault, sealed) == "blob.damaged"


def test_another_documents_file_does_not_open(vault: BlobVault) -> None:
    one, two = (vault.put(content(size), "image/jpeg") for size in (500, 501))
    vault.path(one).write_bytes(vault.path(two).read_bytes())
    assert code_of(vault, one) == "blob.damaged"


def test_a_missing_file_is_missing_and_not_damaged(vault: BlobVault) -> None:
    sealed = vault.put(b"x", "text/plain")
    vault.remove(sealed.file)
    vault.remove(sealed.file)
    assert code_of(vault, sealed) == "blob.missing"


def test_a_sweep_leaves_what_is_kept_and_what_was_just_written(vault: BlobVault, tmp_path: Path) -> None:
    named, unnamed = (vault.put(content(size), "image/jpeg") for size in (10, 11))
    assert vault.sweep({named.file}) == 0
    restarted = BlobVault(tmp_path / "blobs")
    fresh = restarted.put(b"fresh", "text/plain")
    assert restarted.sweep({named.file}) == 1
    assert restarted.open(named) == content(10)
    assert restarted.open(fresh) == b"fresh"
    assert code_of(restarted, unnamed) == "blob.missing"


def test_a_vanished_disk_is_said_and_does_not_come_back_as_an_empty_folder(tmp_path: Path) -> None:
    vault = BlobVault(tmp_path / "gone" / "blobs")
    with pytest.raises(Unavailable) as caught:
        vault.put(b"x", "text/plain")
    assert caught.value.code == "store.gone"
    assert not (tmp_path / "gone").exists()


def test_only_the_user_may_read_a_document(vault: BlobVault) -> None:
    assert vault.path(vault.put(b"x", "text/plain")).stat().st_mode & 0o077 == 0
