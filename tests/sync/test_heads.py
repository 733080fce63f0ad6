"""The county's stream of events, as a window reads it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Unavailable
from sync.client.heads import heads

STREAM = b'event: head\nid: 7\ndata: {"head": 7}\n\n:\n\nevent: head\r\ndata:{"head":9}\r\n\r\n'


def told(*pieces: bytes) -> list[int]:
    return [head for head in heads(pieces) if head is not None]


@given(st.sets(st.integers(0, len(STREAM))))
def test_heads_are_read_however_the_stream_is_cut_into_pieces(cuts: set[int]) -> None:
    ends = [0, *sorted(cuts), len(STREAM)]

    assert told(*(STREAM[start:end] for start, end in itertools.pairwise(ends))) == [7, 9]


def test_each_piece_is_a_sign_of_life() -> None:
    assert list(heads([b":\n\n", b'event: head\ndata: {"head": 3}\n\n'])) == [None, 3, None]


@pytest.mark.parametrize("other", [b"event: note\ndata: {}\n\n", b'data: {"head": 1}\n\n', b": head\n\n", b"\n\n\n"])
def test_other_events_are_passed_over(other: bytes) -> None:
    assert told(other + STREAM) == [7, 9]


@pytest.mark.parametrize("broken", [b"", b"7", b'{"head": "7"}', b'{"head": -1}', b'{"head": 1e3}', b"\xff"])
def test_a_head_that_is_none_is_no_answer(broken: bytes) -> None:
    with pytest.raises(Unavailable, match="no_answer"):
        told(b"event: head\ndata: " + broken + b"\n\n")


@pytest.mark.parametrize("piece", [b"x" * 5_000, b"x" * 5_000 + b"\n"])
def test_a_line_without_end_is_no_answer(piece: bytes) -> None:
    with pytest.raises(Unavailable, match="no_answer"):
        told(piece)


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_of_anybody_break_the_reader(pieces: list[bytes]) -> None:
    try:
        found = told(*pieces)
    except Unavailable as error:
        assert error.code == "county.no_answer"
    else:
        assert all(head >= 0 for head in found)
