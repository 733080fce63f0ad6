"""Who confirms for an office, by the county's dated words."""

import pytest

from app.domain.office import ConfirmerSet, Office, confirmer_on

TOWNSHIP = ConfirmerSet("t", "township", "2023-06-01", "渠委办发〔2022〕26号")
COUNTY = ConfirmerSet("t", "county", "2026-07-01", "社会救助法44")


def test_an_office_that_nobody_asked_has_no_confirmer() -> None:
    assert Office("t", "511725123", "青龙镇").confirmer == ""


@pytest.mark.parametrize(
    ("day", "confirmer"),
    [("2023-05-31", "otherwise"), ("2023-06-01", "township"), ("2026-06-30", "township"), ("2026-07-01", "county")],
)
def test_a_word_holds_from_its_day_until_the_next(day: str, confirmer: str) -> None:
    found = confirmer_on([COUNTY, TOWNSHIP], day, "county" if confirmer == "otherwise" else "")

    assert found == ("county" if confirmer == "otherwise" else confirmer)


def test_of_two_words_for_one_day_the_later_one_counts() -> None:
    again = ConfirmerSet("t", "township", "2026-07-01")

    assert confirmer_on([COUNTY, again], "2026-07-01", "") == "township"
    assert confirmer_on([again, COUNTY], "2026-07-01", "") == "county"


@pytest.mark.parametrize("otherwise", ["", "township"])
def test_a_word_of_a_newer_program_is_as_good_as_none(otherwise: str) -> None:
    assert confirmer_on([ConfirmerSet("t", "province", "2026-01-01")], "2026-07-01", otherwise) == ""
    assert confirmer_on([], "2026-07-01", otherwise) == otherwise
