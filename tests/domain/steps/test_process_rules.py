"""The process rules of the domain facts, by their number, each with its worked example."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import Case
from app.domain.registration import Lack, Registered, SupplementAsked, ask_supplement
from app.domain.steps.home_visit import Investigator
from app.domain.steps.means_check import Obligor
from app.rules.agenda import due_of, may_decide_from, todos
from app.rules.deadlines import latest_notice
from app.rules.due import Step, due
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import ACCEPTOR, CAP_FEN, COUNTY, FATHER, KIN, LEADER, PAGE, TEAM, WALKER, WIFE, Walk
from tests.domain.steps.ways import confirmed, looked_into, posted, proposed

POSTED = ("dibao", "dibao_danren", "tekun", "linshi_jiuzhu")


def test_rule_2_more_time_only_with_a_reason_of_the_list_or_in_words() -> None:
    walk = Walk()
    with pytest.raises(ValueError, match="because"):
        walk.extend(reason="because")
    assert code_of(lambda: walk.extend(reason="other")) == "extension.no_words"
    extended = due("dibao", Step.CONFIRM_EXTENDED, date(2026, 10, 12)).due
    assert walk.extend(due_on=extended).case.due_on == "2026-12-14"


def test_rule_5_the_county_has_ten_working_days_for_dibao_and_fifteen_for_tekun_where_it_confirms() -> None:
    received = date(2026, 10, 12)

    assert due("dibao", Step.COUNTY_DECISION, received, "county").due == "2026-10-26"
    assert due("tekun", Step.COUNTY_DECISION, received, "county").due == "2026-11-02"
    assert due("dibao", Step.COUNTY_DECISION, received, "township").due is None


def test_rule_6_tekun_is_looked_into_and_proposed_in_fifteen_working_days() -> None:
    walk = looked_into("tekun")
    todo = next(one for one in todos(walk.case) if one.what == "give_opinion")

    assert due_of(todo, "tekun", "township") == "2026-11-02"


def test_rule_7_nothing_is_decided_on_the_last_day_of_a_notice() -> None:
    """Posted on 10-12 it hangs to 10-19."""
    assert due("dibao", Step.NOTICE_END, date(2026, 10, 12)).due == "2026-10-19"
    walk = Walk().request().report().visit().give_opinion().make_notice().post(ends_on="2026-10-19").later(7)
    assert walk.on == "2026-10-19"
    assert code_of(walk.confirm) == "decision.notice_runs"
    assert walk.later().confirm().case.state == "confirmed"


def test_desk_26_the_last_day_for_the_poster_is_friday() -> None:
    """Accepted on 10-12: 20 working days end on 11-09; put up on Saturday 10-31 the decision would be late."""
    assert latest_notice(date(2026, 11, 9), "dibao") == date(2026, 10, 30)
    assert due("dibao", Step.NOTICE_END, date(2026, 10, 30)).due == "2026-11-06"
    assert may_decide_from("2026-11-06") == "2026-11-09"
    assert due("dibao", Step.NOTICE_END, date(2026, 10, 31)).due == "2026-11-09"
    assert may_decide_from("2026-11-09") == "2026-11-10"


def test_rule_12_the_papers_of_a_first_aid_run_from_the_end_of_the_emergency() -> None:
    walk = Walk("linshi_jiuzhu", urgent=True, accepted=False).give()
    (running,) = todos(walk.case)
    assert (running.what, due_of(running, "", "")) == ("end_emergency", "")

    walk.later(5).end_emergency(due_on="2026-10-31")

    assert [(one.what, one.due_on) for one in todos(walk.case)] == [("supplement", "2026-10-31")]


def test_rule_14_a_death_is_dealt_with_in_three_months() -> None:
    assert due("dibao", Step.DEATH_CHANGE, date(2026, 10, 31)).due == "2027-01-31"
    walk = confirmed().die("m2", change_by_on="2027-01-23")
    assert [one.due_on for one in todos(walk.case) if one.what == "death_change"] == ["2027-01-23"]


def test_rule_16_the_end_of_a_tekun_counts_from_the_next_month() -> None:
    walk = confirmed("tekun").hear(proposed="stop").make_notice(purpose="stop", poster="p2")
    walk.post(purpose="stop", poster="p2").later(9)
    assert walk.on == "2026-11-01"

    assert code_of(lambda: walk.stop(from_month="2026-11")) == "aid.from_month"
    assert code_of(lambda: walk.stop(from_month="2027-01")) == "aid.from_month"
    assert walk.stop(from_month="2026-12").case.state == "stopped"


def test_rule_18_a_phase_out_is_for_dibao_by_work_and_six_months_long() -> None:
    def phase(until_month: str) -> Walk:
        walk = confirmed().hear(proposed="phase_out").later()
        return walk.change(what="phase_out", cause="work", until_month=until_month)

    assert phase("2027-04").case.state == "phasing_out"
    assert code_of(lambda: phase("2027-05")) == "aid.phase"


def test_rule_30_up_to_the_cap_it_is_paid_and_the_rest_goes_to_the_county() -> None:
    """9,500 + 500 is paid, 9,500 + 501 is not."""
    walk = Walk("linshi_jiuzhu", urgent=True, accepted=False).give(amount_fen=950_000)
    assert code_of(lambda: walk.give(amount_fen=501_00)) == "relief.over_cap"
    assert walk.give(amount_fen=500_00).case.progress.given_fen == CAP_FEN
    assert code_of(lambda: walk.give(amount_fen=1)) == "relief.over_cap"
    assert (
        walk.route_up(amount_fen=1_00).lift(amount_fen=1_00).give(amount_fen=1_00).case.progress.given_fen == 1_000_100
    )


def test_rule_35_a_second_supplement_notice_for_the_same_application_is_refused() -> None:
    registered = Registered("2026-10-12", "walk_in", FATHER.identity, ("dibao",), "o", "511725123", "officer-1")
    asked = SupplementAsked("2026-10-12", (Lack("signature"),), "N1", "officer-1")
    case = Case("c", "t", registered=registered)

    assert ask_supplement(case, asked).kind == "case.supplement_asked"
    assert code_of(lambda: ask_supplement(replace(case, supplement=asked), asked)) == "supplement.second"


def test_rule_36_every_adult_signs_and_who_joins_signs_anew() -> None:
    walk = Walk().change_household("joined", joined=(WIFE,))

    assert code_of(walk.request) == "check.unsigned"
    assert walk.sign("m3").request().case.state == "means_check_sent"


def test_rule_37_nobody_outside_the_household_is_checked_without_own_consent() -> None:
    walk = Walk("tekun")
    assert code_of(lambda: walk.request(members=("m1", "m2", "o1"))) == "check.nobody"
    assert code_of(lambda: walk.request(obligors=(Obligor("王建国", "儿子"),))) == "check.no_consent"
    assert walk.request(obligors=(Obligor("王建国", "儿子", consent=PAGE),)).case.state == "means_check_sent"


@pytest.mark.parametrize(
    "programme", ["dibao", "dibao_danren", "dibao_bianyuan", "gangxing_zhichu", "tekun", "linshi_jiuzhu"]
)
def test_rule_38_no_confirmation_without_a_valid_check(programme: str) -> None:
    """An opinion that another program let through is not confirmed either; nor is one whose report has run out."""
    assert code_of(Walk(programme).visit().give_opinion) == "opinion.no_check"

    walk = looked_into(programme).give_opinion()
    if walk.rules.notice:
        walk.make_notice().post()
    walk.later(181)

    assert code_of(walk.confirm) == "decision.check_expired"
    bare = replace(walk.case, progress=replace(walk.case.progress, request=None, report=None))
    walk.case = bare
    assert code_of(walk.confirm) == "opinion.no_check"


@pytest.mark.parametrize("programme", ["canji_shenghuo", "canji_huli", "guer", "shishi_wuren_fuyang"])
def test_rule_38_where_no_means_are_tested_no_check_is_needed(programme: str) -> None:
    assert looked_into(programme).give_opinion().confirm(COUNTY).case.progress.confirmed is not None


def test_rule_38_quick_aid_needs_no_check() -> None:
    walk = Walk("xiaoe_kuaijiu", urgent=True).give_opinion(once_fen=62_000).confirm().give(amount_fen=62_000)

    assert walk.deliver().case.state == "aid_first"


def test_rule_39_two_investigators_one_of_the_staff_with_signatures_or_the_reason_why_not() -> None:
    assert code_of(lambda: Walk().visit(investigators=TEAM[:1])) == "visit.two_investigators"
    cadres = (TEAM[1], Investigator("李会计", staff=False))
    assert code_of(lambda: Walk().visit(investigators=cadres)) == "visit.no_staff"
    assert code_of(lambda: Walk().visit(pages=())) == "visit.unsigned"
    assert Walk().visit(pages=(), refusal="不肯签").case.state == "visited"
    assert code_of(lambda: Walk().visit(mode="remote")) == "visit.no_event"


def test_rule_40_kin_of_an_official_is_seen_by_the_county_before_the_confirmation() -> None:
    walk = posted().name_kin().later(8)
    assert "county_visit" in [one.what for one in todos(walk.case)]
    assert code_of(walk.confirm) == "decision.no_county_visit"
    assert code_of(lambda: walk.county_visit(LEADER)) == "county.only"

    walk.county_visit()

    assert code_of(lambda: walk.confirm(KIN)) == "decision.kin"
    assert walk.confirm().case.state == "confirmed"


def test_rule_41_an_appraisal_is_no_step_of_its_own_and_has_its_reason() -> None:
    assert posted().later(8).confirm().case.progress.appraisals == ()
    assert code_of(lambda: Walk("tekun").appraise(reason="")) == "appraisal.no_reason"
    assert Walk("tekun").appraise(reason="邻居意见不一").case.progress.appraisals[0].reason == "邻居意见不一"


def test_rule_42_after_an_objection_dibao_is_proposed_anew_and_tekun_posted_anew() -> None:
    dibao = posted().later().object().appraise().settle(way="appraised")
    assert code_of(dibao.later(7).confirm) == "decision.no_opinion"
    assert dibao.give_opinion().confirm().case.state == "confirmed"

    tekun = posted("tekun").later().object().visit().settle().give_opinion().later(8)
    assert code_of(tekun.confirm) == "decision.no_notice"
    assert tekun.make_notice(poster="p2").post(poster="p2").later(8).confirm().case.state == "confirmed"


@pytest.mark.parametrize(
    "programme",
    ["dibao_bianyuan", "gangxing_zhichu", "canji_shenghuo", "canji_huli", "guer", "shishi_wuren_fuyang"],
)
def test_rule_43_no_sheet_for_recognition_children_and_subsidies(programme: str) -> None:
    assert code_of(proposed(programme).make_notice) == "notice.forbidden"


def test_rule_43_no_sheet_for_quick_aid() -> None:
    assert code_of(Walk("xiaoe_kuaijiu", urgent=True).give_opinion().make_notice) == "notice.forbidden"


@pytest.mark.parametrize("programme", POSTED)
def test_rule_43_where_it_is_allowed_nothing_is_confirmed_without_it(programme: str) -> None:
    assert code_of(proposed(programme).confirm) == "decision.no_notice"


@pytest.mark.parametrize("what", ["reduce", "stop"])
def test_rule_44_the_hearing_lies_before_the_day_of_the_decision(what: str) -> None:
    sum_after = {"reduce": 40_000, "stop": 0}[what]
    walk = confirmed()
    assert code_of(lambda: walk.change(what=what, monthly_fen=sum_after)) == "aid.not_heard"
    walk.hear(proposed=what)
    assert code_of(lambda: walk.change(what=what, monthly_fen=sum_after)) == "aid.not_heard"
    assert walk.later().change(what=what, monthly_fen=sum_after).case.progress.monthly_fen == sum_after


def test_rule_44_of_a_tekun_hearing_then_seven_days_then_decision_then_next_month() -> None:
    walk = confirmed("tekun")
    assert code_of(lambda: walk.make_notice(purpose="stop", poster="p2")) == "aid.not_heard"
    walk.hear(proposed="stop").later()
    assert code_of(walk.stop) == "aid.notice_runs"
    walk.make_notice(purpose="stop", poster="p2").post(purpose="stop", poster="p2")
    assert code_of(walk.later(7).stop) == "aid.notice_runs"
    walk.later().stop()
    assert walk.case.progress.changes[0].from_month == "2026-12"


def test_rule_44_who_asks_for_the_end_gives_the_request_in_place_of_words() -> None:
    """特困, of own accord: the signed request is the opinion; the end hangs all the same."""
    walk = confirmed("tekun").hear(proposed="stop", answer="requested", pages=(PAGE,))
    walk.make_notice(purpose="stop", poster="p2").post(purpose="stop", poster="p2").object()
    walk.later(8)
    assert code_of(lambda: walk.stop(cause="voluntary")) == "aid.objection_open"
    walk.visit().settle().make_notice(purpose="stop", poster="p3").post(purpose="stop", poster="p3")

    assert walk.later(8).stop(cause="voluntary").case.state == "stopped"


def test_rule_44_of_a_dead_tekun_nobody_is_heard_and_nothing_hangs() -> None:
    walk = confirmed("tekun", members=(FATHER,)).die("m1").later()

    assert walk.stop(cause="death").case.state == "stopped"


def test_rule_45_a_refusal_has_facts_and_article_and_is_told_in_writing_in_three_working_days() -> None:
    assert due("dibao", Step.REFUSAL_NOTICE, date(2026, 10, 23)).due == "2026-10-28"
    walk = looked_into().give_opinion(proposal="refuse", monthly_fen=0).refuse(notice_by_on="2026-10-28")
    assert [(one.what, one.due_on) for one in todos(walk.case)] == [("deliver", "2026-10-28")]
    assert code_of(lambda: walk.deliver(way="phone")) == "delivery.not_written"


def test_rule_45_a_confirmation_is_published_in_the_village() -> None:
    assert "announce" in [one.what for one in todos(confirmed().case)]
    assert "announce" not in [one.what for one in todos(confirmed("gangxing_zhichu").case)]


@pytest.mark.parametrize("known", ["dibao", "dibao_danren", "tekun", "dibao_bianyuan", "gangxing_zhichu"])
def test_rule_46_a_recognised_household_is_not_checked_again_for_temporary_aid(known: str) -> None:
    walk = Walk("linshi_jiuzhu").visit().give_opinion(recognised=known, recognised_number="渠低保〔2026〕12号")

    assert walk.make_notice().post().later(8).confirm().case.progress.confirmed is not None


def test_rule_46_a_recognition_does_not_answer_the_check_of_dibao() -> None:
    said = {"recognised": "dibao_bianyuan", "recognised_number": "渠边缘〔2026〕3号"}

    assert code_of(lambda: Walk().visit().give_opinion(**said)) == "opinion.not_recognised"


def test_desk_25_neither_acceptor_nor_investigator_decides_though_they_lead() -> None:
    walk = posted().later(8)

    assert code_of(lambda: walk.confirm(ACCEPTOR)) == "decision.acceptor"
    assert code_of(lambda: walk.confirm(WALKER)) == "decision.investigator"
    assert walk.confirm(LEADER).case.state == "confirmed"
