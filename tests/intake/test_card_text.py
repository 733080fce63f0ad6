"""What officers type of a card, and the form in which it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.id_card import term_fits
from app.domain.person import LONG_TERM
from ui.intake import card_text


@pytest.mark.parametrize("typed", ["1950.3.8", "19500308", "1950-03-08", "1950年3月8日", "1950/3/8", " 1950 03 08 "])
def test_a_day_is_understood_however_it_is_typed(typed: str) -> None:
    assert card_text.parse_day(typed) == "1950-03-08"


@pytest.mark.parametrize("typed", ["1950-02-30", "五零年", "195003", ""])
def test_what_is_no_day_stays_as_it_was_typed(typed: str) -> None:
    assert card_text.parse_day(typed) == typed


@given(st.text(max_size=40))
def test_no_typed_text_breaks_a_field(typed: str) -> None:
    for name in ("name", "sex", "ethnic", "birth", "id_number", "address", "issuer"):
        assert isinstance(card_text.tidied(name, typed), str)
    assert len(card_text.parse_term(typed)) == 2


@pytest.mark.parametrize("typed", ["2016.05.20-2036.05.20", "2016-05-20 至 2036-05-20", "20160520 20360520"])
def test_a_term_is_understood_however_it_is_typed(typed: str) -> None:
    assert card_text.parse_term(typed) == ("2016-05-20", "2036-05-20")


def test_a_term_without_end_has_no_last_day() -> None:
    assert card_text.parse_term("2016.05.20-长期") == ("2016-05-20", LONG_TERM)
    assert card_text.parse_term("长期") == ("", LONG_TERM)


def test_a_single_day_is_the_last_one() -> None:
    assert card_text.parse_term("2036.05.20") == ("", "2036-05-20")


def test_sex_is_stored_as_its_code() -> None:
    assert card_text.tidied("sex", "女") == "female"
    assert card_text.tidied("sex", "男") == "male"


def test_the_ethnic_group_is_stored_without_its_word() -> None:
    assert card_text.tidied("ethnic", "彝族") == "彝"


@pytest.mark.parametrize("dot", "•‧・．·")
def test_every_middle_dot_of_a_name_becomes_the_same_one(dot: str) -> None:
    assert card_text.tidied("name", f"吉克{dot}阿木") == "吉克·阿木"


def test_a_number_loses_its_spaces_and_small_x() -> None:
    assert card_text.tidied("id_number", " 511725 19500308 011x ") == "51172519500308011X"


@pytest.mark.parametrize(
    ("birth", "first", "last"),
    [
        ("2012-09-10", "2020-01-02", "2025-01-02"),
        ("2005-03-01", "2022-03-01", "2032-03-01"),
        ("1989-06-15", "2016-05-20", "2036-05-20"),
        ("1950-03-08", "2016-05-20", LONG_TERM),
        ("1978-02-28", "2008-02-29", "2028-02-28"),
        ("1978-02-28", "2008-02-29", "2028-02-29"),
    ],
)
def test_a_term_of_the_law_fits(birth: str, first: str, last: str) -> None:
    assert term_fits(birth, first, last)


@pytest.mark.parametrize(
    ("birth", "first", "last"),
    [
        ("1989-06-15", "2016-05-20", "2026-05-20"),
        ("1989-06-15", "2016-05-20", LONG_TERM),
        ("1950-03-08", "2016-05-20", "2036-05-20"),
        ("2016-05-21", "2016-05-20", "2021-05-20"),
    ],
)
def test_a_term_of_another_age_does_not_fit(birth: str, first: str, last: str) -> None:
    assert not term_fits(birth, first, last)


def test_a_term_that_is_not_known_is_no_doubt() -> None:
    assert term_fits("", "2016-05-20", "2036-05-20")
    assert term_fits("1989-06-15", "", "2036-05-20")
