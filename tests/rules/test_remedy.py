"""What can be done against a decision."""

from datetime import date

import pytest

from app.errors import Refused
from app.rules.remedy import Remedy, remedy


def test_a_decision_can_be_reviewed_by_the_county_or_go_to_court() -> None:
    assert remedy(date(2026, 11, 24)) == Remedy("渠县人民政府", 60, "人民法院", 6)


def test_before_the_law_nothing_is_known() -> None:
    with pytest.raises(Refused, match=r"rules\.missing"):
        remedy(date(2023, 12, 31))
