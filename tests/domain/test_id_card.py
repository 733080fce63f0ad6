"""How long a card holds depends on the age at issue; a doubt, never a refusal."""

import pytest

from app.domain.id_card import term_fits


@pytest.mark.parametrize(
    ("birth", "valid_from", "valid_to", "fits"),
    [
        ("2012-03-08", "2026-11-24", "2031-11-24", True),
        ("2012-03-08", "2026-11-24", "2036-11-24", False),
        ("2005-03-08", "2026-11-24", "2036-11-24", True),
        ("1990-03-08", "2026-11-24", "2046-11-24", True),
        ("1950-03-08", "2016-05-20", "long_term", True),
        ("1950-03-08", "2016-05-20", "2036-05-20", False),
        ("1990-03-08", "2026-11-24", "long_term", False),
        ("1990-03-08", "1989-11-24", "2009-11-24", False),
        ("", "2026-11-24", "2036-11-24", True),
        ("2000-01-01", "2011-06-01", "2016-06-01", True),
        ("1996-01-01", "2011-06-01", "2021-06-01", False),
        ("1995-05-01", "2011-06-01", "2021-06-01", True),
        ("1980-01-01", "2011-06-01", "long_term", False),
        ("2012-01-01", "2011-06-01", "2021-06-01", False),
    ],
)
def test_a_term_fits_the_age_at_issue(birth: str, valid_from: str, valid_to: str, fits: bool) -> None:  # noqa: FBT001 - what is asked
    assert term_fits(birth, valid_from, valid_to) is fits


@pytest.mark.parametrize("valid_to", ["2029-02-28", "2029-03-01"])
def test_a_card_of_a_leap_day_may_end_on_either_side_of_it(valid_to: str) -> None:
    assert term_fits("2010-05-01", "2024-02-29", valid_to)
