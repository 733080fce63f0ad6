"""Names as they are typed and as they are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import names

LONG = "阿卜杜热合曼·阿卜杜克里木·买买提依明·吐尔逊尼亚孜"


@pytest.mark.parametrize("dot", ["·", "•", "‧", "・", "．", ".", " ", " · ", "\u3000"])
def test_every_dot_and_a_space_are_stored_as_one_character(dot: str) -> None:
    assert names.tidy(f"阿依{dot}古丽") == "阿依\u00b7古丽"


def test_a_space_in_a_short_name_is_a_booklets_and_goes() -> None:
    assert names.tidy(" 王　伟 ") == "王伟"
    assert names.tidy("张 桂 英") == "张桂英"


def test_a_dot_in_a_short_name_stays() -> None:
    assert names.tidy("马・力") == "马·力"


def test_names_in_other_letters_keep_their_spaces_and_dots() -> None:
    assert names.tidy("Maria J. da Costa") == "Maria J. da Costa"


@pytest.mark.parametrize("name", ["王㛃", "王\ue123", "王〓", "𠮷·乙"])
def test_rare_own_and_placeholder_characters_are_kept(name: str) -> None:
    assert names.tidy(name) == name


@pytest.mark.parametrize("name", ["阿依·古丽", "王\ue123", "王〓", "𠮷田"])
def test_names_that_other_programs_write_otherwise(name: str) -> None:
    assert names.needs_spelling(name)


def test_a_plain_name_needs_no_spelling() -> None:
    assert not names.needs_spelling("王德贵")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("王德贵", ()),
        ("买" * 30, ()),
        ("买" * 31, ("identity.name_long",)),
        ("王\ue123", ("identity.name_private_use",)),
        ("王\U000f1234", ("identity.name_private_use",)),
        ("王〓", ("identity.name_placeholder",)),
    ],
)
def test_what_deserves_a_look_in_a_name(name: str, codes: tuple[str, ...]) -> None:
    assert names.doubts(name) == codes


def test_a_name_of_four_parts_is_no_doubt() -> None:
    assert len(LONG) <= names.LONGEST
    assert names.doubts(LONG) == ()


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert names.tidy(names.tidy(text)) == names.tidy(text)
