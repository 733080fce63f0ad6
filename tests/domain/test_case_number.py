from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import case_number
from app.errors import Refused

DAY = date(2026, 10, 12)
NUMBER = "511725123-261012-0A-00147-L"


def test_a_number_says_division_day_device_and_serial() -> None:
    assert case_number.make("511725123", DAY, "0A", 147) == NUMBER


def test_the_check_character_is_that_of_iso_7064_mod_37_36() -> None:
    # ISO 7064's own example for MOD 37,36.
    assert case_number.check_character("A12425GABC1234002") == "M"


def test_a_number_is_read_as_it_is_spoken_typed_or_scanned() -> None:
    assert case_number.parse(" 511725123 261012 0a 00147 l ") == NUMBER
    assert case_number.short(NUMBER) == "0A-00147-L"


@pytest.mark.parametrize("serial", [0, 100_000])
def test_serials_outside_their_five_digits_are_refused(serial: int) -> None:
    with pytest.raises(Refused) as refused:
        case_number.make("511725123", DAY, "0A", serial)

    assert refused.value.code == "case_number.used_up"


@given(st.integers(0, 22), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_any_single_wrong_character_is_found(place: int, char: str) -> None:
    plain = NUMBER.replace("-", "")
    wrong = plain[:place] + char + plain[place + 1 :]

    if wrong != plain:
        with pytest.raises(Refused):
            case_number.parse(wrong)
    assert case_number.parse(plain) == NUMBER


@given(st.text())
def test_any_text_is_a_number_or_refused(written: str) -> None:
    try:
        assert case_number.parse(written).count("-") == 4
    except Refused as refused:
        assert refused.code == "case_number.check"
