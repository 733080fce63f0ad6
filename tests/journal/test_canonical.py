"""The canonical form, against an implementation of RFC 8785 that is not ours."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.journal.canonical import DEEPEST, LARGEST, NotCanonical, canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_the_canonical_form_is_that_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_the_canonical_form_reads_back_as_the_same_value(value: Any) -> None:
    assert json.loads(canonical(value)) == value


def test_members_are_ordered_by_utf16_as_the_rfc_asks() -> None:
    # U+1F600 is below U+FB33 in UTF-16 (D83D), though above it as a character.
    names = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\u00f6": 7}

    written = canonical(names).decode()

    assert [json.loads(written)[name] for name in json.loads(written)] == [2, 4, 6, 7, 1, 5, 3]


def test_text_is_kept_as_typed() -> None:
    decomposed, rare = "e\u0301", "䶮𠮷"

    assert canonical([decomposed, rare]).decode() == f'["{decomposed}","{rare}"]'


@pytest.mark.parametrize("value", [1.0, float("nan"), b"x", {1: 2}, {1, 2}, object(), LARGEST + 1, -LARGEST - 1])
def test_what_a_journal_does_not_hold_has_no_canonical_form(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({"value": value})


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}])
def test_a_lone_surrogate_has_no_canonical_form(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


def test_depth_is_bounded() -> None:
    assert canonical(nested(DEEPEST)) == b"[" * DEEPEST + b"]" * DEEPEST
    with pytest.raises(NotCanonical):
        canonical(nested(DEEPEST + 1))


def test_the_largest_number_is_exact() -> None:
    assert canonical([LARGEST, -LARGEST]) == b"[9007199254740991,-9007199254740991]"
