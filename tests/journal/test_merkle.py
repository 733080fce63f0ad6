"""The frontier against the tree as RFC 6962 writes it down."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from app.journal.merkle import Frontier, grown, receipt_code

HASHES = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=70)


def tree_head(leaves: list[bytes]) -> bytes:
    """Give MTH(D[n]) of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + tree_head(leaves[:k]) + tree_head(leaves[k:])).digest()


@given(HASHES)
def test_the_root_is_that_of_rfc_6962(hashes: list[str]) -> None:
    frontier = grown(hashes)

    assert frontier.root() == tree_head(list(map(bytes.fromhex, hashes))).hex()
    assert frontier.size == len(hashes)


@given(HASHES, st.integers(0, 70))
def test_growing_in_two_parts_is_growing_at_once(hashes: list[str], at: int) -> None:
    assert grown(hashes[at:], grown(hashes[:at])) == grown(hashes)


@given(HASHES)
def test_the_frontier_stays_small(hashes: list[str]) -> None:
    assert len(grown(hashes).peaks) == len(hashes).bit_count()


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert Frontier().root() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_vectors_of_certificate_transparency_hold() -> None:
    # The first leaves and roots of the reference tests of RFC 6962 have leaves of other sizes;
    # a leaf of 32 zero bytes is worked out by hand: SHA-256(00 ‖ 32 × 00).
    zero = "0" * 64
    leaf = hashlib.sha256(bytes(33)).hexdigest()

    assert grown([zero]).root() == leaf
    assert grown([zero, zero]).root() == hashlib.sha256(b"\x01" + bytes.fromhex(leaf) * 2).hexdigest()


def test_a_receipt_prints_twelve_characters_of_base32() -> None:
    assert receipt_code("0" * 64) == "AAAAAAAAAAAA"
    assert receipt_code("ff" * 32) == "777777777777"
    assert receipt_code("0123456789abcdef" * 4) == "AERUKZ4JVPG6"
