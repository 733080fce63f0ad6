"""When a step is due: the numbered rules of the facts table, each with its worked example, and the edges of periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.rules.calendar import after_months, after_working_days, is_working_day
from app.rules.due import Due, Step, due

THURSDAY = date(2026, 2, 12)  # before the spring festival of 2026
DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))
PROGRAMMES = (
    "canji_huli",
    "canji_shenghuo",
    "dibao",
    "dibao_bianyuan",
    "gangxing_zhichu",
    "guer",
    "linshi_jiuzhu",
    "shishi_wuren_fuyang",
    "tekun",
    "xiaoe_kuaijiu",
)  # fmt: skip - a list of names


def day(programme: str, step: str, start: date, confirmer: str = "") -> str | None:
    return due(programme, step, start, confirmer).due


@pytest.mark.parametrize(("count", "end"), [(3, "02-24"), (20, "03-18"), (30, "04-01"), (45, "04-23")])
def test_rule_1_the_first_day_is_not_counted_and_a_holiday_run_is_passed_over(count: int, end: str) -> None:
    assert after_working_days(THURSDAY, count).isoformat() == f"2026-{end}"


@pytest.mark.parametrize(("confirmer", "end"), [("township", "03-18"), ("county", "04-01")])
@pytest.mark.parametrize("programme", ["dibao", "dibao_bianyuan"])
def test_rule_2_the_whole_takes_20_working_days_in_a_township_and_30_in_a_county(
    programme: str, confirmer: str, end: str
) -> None:
    assert day(programme, "confirm", THURSDAY, confirmer) == f"2026-{end}"
    assert day(programme, "confirm_extended", THURSDAY, confirmer) == "2026-04-23"


def test_rule_2_before_the_notice_of_2022_a_township_had_30_days_too() -> None:
    assert due("dibao", "confirm", date(2022, 10, 19), "township").count == 30


def test_rule_2_for_a_bianyuan_household_the_limit_is_an_analogy_that_the_county_confirms() -> None:
    assert due("dibao", "confirm", THURSDAY, "township").confidence == "statute"
    assert due("dibao_bianyuan", "confirm", THURSDAY, "township").confidence == "unconfirmed"


def test_rule_2_while_nobody_has_said_who_confirms_there_is_no_day() -> None:
    assert due("dibao", "confirm", THURSDAY) == Due(None, "dibao.due.confirm")


def test_rules_3_and_4_the_visit_and_the_check_begin_within_3_working_days() -> None:
    assert day("dibao", "start_investigation", THURSDAY) == day("dibao", "start_means_check", THURSDAY) == "2026-02-24"


@pytest.mark.parametrize(("programme", "end"), [("dibao", "2026-03-04"), ("tekun", "2026-03-11")])
def test_rule_5_a_county_decides_within_10_or_15_working_days_where_it_confirms(programme: str, end: str) -> None:
    assert day(programme, "county_decision", THURSDAY, "county") == end
    assert day(programme, "county_decision", THURSDAY, "township") is None


def test_rule_6_the_opinion_on_a_tekun_application_takes_15_working_days() -> None:
    assert day("tekun", "investigation_opinion", THURSDAY) == "2026-03-11"
    assert day("dibao", "investigation_opinion", THURSDAY) is None


@pytest.mark.parametrize(("posted", "last"), [("2026-10-12", "2026-10-19"), ("2026-02-13", "2026-02-24")])
@pytest.mark.parametrize("programme", ["dibao", "tekun"])
def test_rule_7_a_notice_hangs_7_days_and_its_last_day_rolls(programme: str, posted: str, last: str) -> None:
    found = due(programme, "notice_end", date.fromisoformat(posted))
    assert (found.due, found.rolls, found.confidence) == (last, True, "unconfirmed")


@pytest.mark.parametrize("programme", ["dibao_bianyuan", "gangxing_zhichu", "xiaoe_kuaijiu", "shishi_wuren_fuyang"])
def test_rule_43_where_a_notice_is_forbidden_none_ends(programme: str) -> None:
    assert day(programme, "notice_end", THURSDAY) is None


@pytest.mark.parametrize("programme", ["dibao", "tekun"])
def test_rule_8_who_is_refused_is_told_within_3_working_days(programme: str) -> None:
    assert day(programme, "refusal_notice", date(2026, 9, 30)) == "2026-10-10"


@pytest.mark.parametrize("confirmer", ["township", "county"])
def test_rule_9_gangxing_takes_30_working_days_whoever_confirms_and_holds_for_12_months(confirmer: str) -> None:
    assert day("gangxing_zhichu", "confirm", THURSDAY, confirmer) == "2026-04-01"
    assert day("gangxing_zhichu", "confirm_extended", THURSDAY, confirmer) == "2026-04-23"
    assert day("gangxing_zhichu", "valid_until", date(2026, 4, 1)) == "2027-04-01"
    assert day("tekun", "confirm", THURSDAY, confirmer) is None


def test_rule_10_a_child_without_care_takes_15_working_days_twice() -> None:
    assert day("shishi_wuren_fuyang", "investigation_opinion", THURSDAY) == "2026-03-11"
    assert day("shishi_wuren_fuyang", "county_decision", THURSDAY, "county") == "2026-03-11"


def test_rule_11_a_quick_aid_takes_3_calendar_days_also_in_the_holidays() -> None:
    found = due("xiaoe_kuaijiu", "quick_aid", date(2026, 9, 30))
    assert (found.due, found.rolls) == ("2026-10-03", False)


def test_rule_12_papers_follow_10_working_days_after_the_emergency_and_the_county_confirms_the_number() -> None:
    found = due("linshi_jiuzhu", "supplement_papers", date(2026, 9, 30))
    assert (found.due, found.confidence) == ("2026-10-20", "unconfirmed")


def test_rule_13_self_care_is_looked_at_again_within_10_working_days() -> None:
    assert day("tekun", "reassess_self_care", date(2026, 6, 10)) == "2026-06-25"


@pytest.mark.parametrize(
    ("died", "end"), [("2026-11-30", "2027-02-28"), ("2026-05-31", "2026-08-31"), ("2026-03-30", "2026-06-30")]
)
def test_rule_14_after_a_death_all_is_changed_within_3_months_on_the_day_that_is_safe(died: str, end: str) -> None:
    assert due("dibao", "death_change", date.fromisoformat(died)).rolls is False
    assert day("dibao", "death_change", date.fromisoformat(died)) == end


@pytest.mark.parametrize("decided", ["2026-12-01", "2026-12-31"])
def test_rule_15_money_begins_in_the_month_after_the_decision(decided: str) -> None:
    on = date.fromisoformat(decided)
    assert [day(programme, "first_payment_month", on) for programme in ("dibao", "tekun", "shishi_wuren_fuyang")] == [
        "2027-01"
    ] * 3
    assert day("linshi_jiuzhu", "first_payment_month", on) is None


@pytest.mark.parametrize("programme", ["canji_shenghuo", "canji_huli"])
def test_rule_15_the_subsidies_for_the_disabled_begin_in_the_month_of_the_application(programme: str) -> None:
    assert day(programme, "first_payment_month", date(2026, 12, 31)) == "2026-12"


def test_rule_17_who_is_in_aid_is_checked_yearly_and_unsteady_incomes_half_yearly() -> None:
    last = date(2025, 8, 31)
    assert day("dibao", "recheck", last) == day("tekun", "recheck", last) == "2026-08-31"
    assert day("dibao", "recheck_unstable", last) == "2026-02-28"
    assert due("dibao_bianyuan", "recheck", last).confidence == "unconfirmed"


def test_past_the_last_calendar_it_refuses_and_calendar_months_still_hold() -> None:
    with pytest.raises(Refused, match=r"calendar\.year_missing"):
        due("dibao", "confirm", date(2026, 12, 30), "county")
    assert day("dibao", "recheck", date(2026, 12, 30)) == "2027-12-30"


def test_a_programme_that_is_not_known_is_refused() -> None:
    with pytest.raises(Refused, match=r"rules\.unknown_programme"):
        due("fangwu_jiuzhu", "confirm", THURSDAY)


@pytest.mark.parametrize("programme", ["", "../texts/zh_CN/cli", "dibao.toml"])
def test_what_is_no_name_of_a_programme_opens_no_file(programme: str) -> None:
    with pytest.raises(Refused, match=r"rules\.unknown_programme"):
        due(programme, "confirm", THURSDAY)


@given(
    st.sampled_from(PROGRAMMES), st.sampled_from(list(Step)), st.dates(), st.sampled_from(["", "township", "county"])
)
def test_any_day_gives_an_answer_or_a_refusal(programme: str, step: str, start: date, confirmer: str) -> None:
    try:
        found = due(programme, step, start, confirmer)
    except Refused as refused:
        assert refused.code == "calendar.year_missing"
        return
    assert found.due is None or found.due >= start.isoformat()[: len(found.due)]


@given(DAYS, st.integers(1, 60))
def test_a_period_of_working_days_ends_on_one_and_has_as_many(start: date, count: int) -> None:
    end = after_working_days(start, count)
    between = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_its_month(start: date, count: int) -> None:
    end = after_months(start, count)
    assert (end.year - start.year) * 12 + end.month - start.month == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("step", list(Step))
def test_every_step_has_a_source_or_no_day(programme: str, step: str) -> None:
    found = due(programme, step, THURSDAY, "township")
    assert bool(found.source) is (found.due is not None)
