import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import money
from app.errors import Refused


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("0", 0),
        ("9600", 960_000),
        ("3,200", 320_000),
        ("100.5", 10_050),
        ("９６００", 960_000),
        (" 163 元 ", 16_300),
        ("0.01", 1),
    ],
)
def test_amounts_are_read_as_people_type_them(written: str, fen: int) -> None:
    assert money.parse_yuan(written) == fen


@pytest.mark.parametrize("written", ["", "-5", "1.234", "1e5", "abc", "1234567890", "."])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        money.parse_yuan(written)

    assert refused.value.code == "money.form"


@given(st.integers(0, 99_999_999_999))
def test_what_is_shown_is_read_as_the_same_amount(fen: int) -> None:
    assert money.parse_yuan(money.yuan(fen)) == fen
    assert money.parse_yuan(money.short_yuan(fen)) == fen


def test_amounts_below_nothing_keep_their_sign() -> None:
    assert money.yuan(-105) == "-1.05"
