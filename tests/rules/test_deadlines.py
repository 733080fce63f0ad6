from datetime import date

import pytest

from app.errors import Refused
from app.rules.deadlines import Deadlines, deadlines


def test_a_township_that_confirms_has_twenty_working_days() -> None:
    # 2026-10-12 is a Monday; the notice must be up by Friday 10-30, or the decision comes too late.
    assert deadlines(date(2026, 10, 12), "township") == Deadlines(
        20, date(2026, 10, 15), date(2026, 10, 30), date(2026, 11, 9), 7
    )


def test_where_nobody_has_said_who_confirms_the_shorter_limit_keeps_both() -> None:
    assert deadlines(date(2026, 10, 12), "") == deadlines(date(2026, 10, 12), "township")


def test_a_county_that_confirms_has_thirty() -> None:
    assert deadlines(date(2026, 2, 12), "county").due_on == date(2026, 4, 1)


def test_past_the_last_known_calendar_the_number_of_days_still_holds() -> None:
    assert deadlines(date(2026, 12, 28), "county") == Deadlines(30, date(2026, 12, 31), None, None, 7)
    assert deadlines(date(2026, 12, 30), "county") == Deadlines(30, None, None, None, 7)


def test_before_the_rules_began_there_is_no_limit_to_name() -> None:
    with pytest.raises(Refused) as refused:
        deadlines(date(2020, 1, 6), "county")

    assert refused.value.code == "rules.missing"


def test_no_limit_is_made_up_for_an_organ_that_the_rules_do_not_know() -> None:
    with pytest.raises(Refused):
        deadlines(date(2026, 10, 12), "village")
