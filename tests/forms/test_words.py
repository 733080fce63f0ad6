"""Words that several papers share."""

import pytest

from app.forms.words import in_village


@pytest.mark.parametrize("group", ["3", "三", "十一"])
def test_a_bare_number_of_a_group_gets_its_word(group: str) -> None:
    assert in_village("青龙村", group) == f"青龙村{group}组"


@pytest.mark.parametrize("group", ["", "3组", "三社"])
def test_a_group_that_is_named_stays_as_it_was_said(group: str) -> None:
    assert in_village("青龙村", group) == f"青龙村{group}"
