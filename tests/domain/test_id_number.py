from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import id_number
from app.domain.person import Sex
from app.errors import Refused

TODAY = date(2026, 10, 12)
MADE_UP = ("511725196002290018", "511725201003150029", "513030194812310039", "810000199001010019")


@pytest.mark.parametrize("written", MADE_UP)
def test_made_up_numbers_with_valid_check_characters_are_taken(written: str) -> None:
    assert id_number.parse(written, TODAY).text == written


def test_a_number_tells_birth_sex_and_area() -> None:
    number = id_number.parse("511725196002290018", TODAY)

    assert (number.birth, number.sex, number.area) == (date(1960, 2, 29), Sex.MALE, "511725")


def test_an_even_sequence_is_female() -> None:
    assert id_number.parse("511725201003150029", TODAY).sex is Sex.FEMALE


def test_spaces_full_width_digits_and_a_small_x_are_forgiven() -> None:
    first = "51172519500312001"
    number = first + id_number.check_character(first)

    spaced = f" {number[:6]} {number[6:14]}-{number[14:]}".translate(
        str.maketrans("0123456789X", "０１２３４５６７８９x")
    )

    assert id_number.parse(spaced, TODAY).text == number


@pytest.mark.parametrize("written", ["", "511725", "5117251960022900188", "51172519600229001A", "王德贵"])
def test_another_length_or_form_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        id_number.parse(written, TODAY)

    assert refused.value.code == "id_number.length"


@pytest.mark.parametrize("birth", ["19600230", "20261013", "00000000", "19601301"])
def test_a_birth_that_is_no_day_or_lies_ahead_is_refused(birth: str) -> None:
    first = f"511725{birth}001"

    with pytest.raises(Refused) as refused:
        id_number.parse(first + id_number.check_character(first), TODAY)

    assert refused.value.code == "id_number.birth"


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(place: int, change: int) -> None:
    right = MADE_UP[0]
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]

    with pytest.raises(Refused):
        id_number.parse(wrong, TODAY)


@given(st.integers(0, 15))
def test_any_two_neighbouring_digits_that_differ_may_not_be_swapped(place: int) -> None:
    right = MADE_UP[2]
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]

    if swapped != right:
        with pytest.raises(Refused):
            id_number.parse(swapped, TODAY)
    assert id_number.parse(right, TODAY).text == right


@given(st.text())
def test_any_text_is_a_number_or_refused(written: str) -> None:
    try:
        number = id_number.parse(written, TODAY)
    except Refused as refused:
        assert refused.code.startswith("id_number.")
    else:
        assert id_number.check_character(number.text[:17]) == number.text[17]


def test_screens_show_the_ends_of_a_number_only() -> None:
    assert id_number.masked("511725196002290018") == "5117…0018"


@given(st.sampled_from(MADE_UP), st.integers(0, 17), st.sampled_from("0123456789X "))
def test_a_number_holds_where_form_and_check_character_do(number: str, at: int, other: str) -> None:
    changed = number[:at] + other + number[at + 1 :]

    assert id_number.holds(changed) is (changed == number)
    assert not id_number.holds(number[:17])
