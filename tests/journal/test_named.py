"""Which documents a body names: exactly the objects that say digest, size and type, at any depth, each once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fact import BlobRef
from app.journal.named import named_blobs

REF = {"sha256": "a" * 64, "size": 3, "media_type": "image/jpeg"}
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["sha256", "size", "media_type", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def test_documents_are_found_at_any_depth_each_once_in_order() -> None:
    other = REF | {"sha256": "b" * 64, "more": {"deep": [[REF]]}}

    assert named_blobs({"first": [other], "second": {"again": REF}}) == (
        BlobRef("b" * 64, 3, "image/jpeg"),
        BlobRef("a" * 64, 3, "image/jpeg"),
    )


def test_the_body_itself_may_be_one() -> None:
    assert named_blobs(REF) == (BlobRef("a" * 64, 3, "image/jpeg"),)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "A" * 64},
        {"sha256": "a" * 63},
        {"sha256": 7},
        {"size": "3"},
        {"size": True},
        {"size": -1},
        {"media_type": None},
    ],
)
def test_what_says_it_otherwise_is_passed_over(change: dict[str, Any]) -> None:
    assert named_blobs({"document": REF | change}) == ()


@pytest.mark.parametrize("name", sorted(REF))
def test_what_lacks_a_part_is_passed_over(name: str) -> None:
    assert named_blobs({"document": {key: value for key, value in REF.items() if key != name}}) == ()


def test_an_erased_body_names_nothing() -> None:
    assert named_blobs(None) == ()


@given(VALUES)
def test_any_body_names_something_or_nothing(value: Any) -> None:
    assert all(ref.size >= 0 for ref in named_blobs({"body": value}))
