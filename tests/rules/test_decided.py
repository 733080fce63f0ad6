"""The days that follow from a decision."""

from datetime import date

from app.domain.steps.opinion import Opinion
from app.rules.decided import confirmed_as, told_by
from app.rules.local import read_local

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


def test_a_county_s_own_periods_hold_where_it_says_whose_they_are() -> None:
    local = read_local(
        b'[[dibao.due]]\neffective_from = 2020-01-01\nstep = "recheck"\nconfirmer = "county"\n'
        b'count = 6\nunit = "months"\n'
        b'[[dibao.due]]\neffective_from = 2020-01-01\nstep = "refusal_notice"\ncount = 2\nunit = "working_days"\n'
    )

    by_county = confirmed_as(PROPOSED, DECIDED, "渠县民政局", "周敏", confirmer="county", local=local)
    by_township = confirmed_as(PROPOSED, DECIDED, "天星街道", "赵强", confirmer="township", local=local)

    assert (by_county.next_check_on, by_township.next_check_on) == ("2027-06-30", "2027-12-31")
    assert told_by("dibao", date(2026, 11, 30), "county", local) == "2026-12-02"
