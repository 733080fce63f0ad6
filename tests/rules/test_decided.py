"""The days that follow from a decision."""

from datetime import date

from app.domain.steps.opinion import Opinion
from app.rules.decided import confirmed_as, told_by

PROPOSED = Opinion("2026-11-20", "dibao", "grant", ("m1", "m2"), "低于标准", "o", monthly_fen=38_000, tier="二档")
DECIDED = date(2026, 12, 31)


def test_a_confirmation_says_what_was_proposed_with_its_first_month_and_next_check() -> None:
    made = confirmed_as(PROPOSED, DECIDED, "渠县民政局", "周敏")

    assert (made.members, made.monthly_fen, made.tier, made.number) == (("m1", "m2"), 38_000, "二档", "")
    assert (made.from_month, made.next_check_on, made.unsteady) == ("2027-01", "2027-12-31", False)


def test_an_unsteady_household_is_looked_at_after_half_a_year() -> None:
    made = confirmed_as(PROPOSED, DECIDED, "渠县民政局", "周敏", unsteady=True)

    assert (made.next_check_on, made.unsteady) == ("2027-06-30", True)


def test_what_is_paid_once_has_no_month() -> None:
    once = Opinion("2026-11-20", "linshi_jiuzhu", "grant", ("m1",), "急难", "o", once_fen=300_000)

    made = confirmed_as(once, DECIDED, "渠县民政局", "周敏")

    assert (made.once_fen, made.from_month, made.next_check_on) == (300_000, "", "")


def test_a_refusal_is_told_within_three_working_days_where_a_rule_and_a_calendar_say_so() -> None:
    assert told_by("dibao", date(2026, 11, 30)) == "2026-12-03"
    assert told_by("dibao", date(2026, 12, 31)) == ""
    assert told_by("linshi_jiuzhu", date(2026, 11, 30)) == ""
