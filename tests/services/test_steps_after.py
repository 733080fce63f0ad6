"""Decision, aid, relief: each service at a real desk, with its letters, numbers and sums."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.steps.aid import AccountGiven, Changed, Heard
from app.domain.steps.decision import Delivered
from app.domain.steps.opinion import Opinion
from app.domain.steps.people import Died, HouseholdChanged
from app.domain.steps.public_notice import Posted
from app.domain.steps.relief import CapLifted, Given
from app.domain.urgent import UrgentEvent
from app.errors import Refused
from app.rules.local import read_local
from app.rules.procedure import quick_limit_fen
from app.services import aid_steps, decision_steps, intake, notice_steps, relief_steps, urgent
from app.services.decision_steps import Meeting, Reasons
from app.services.desk import Desk
from app.services.urgent import Emergency
from tests.services.on_the_way import accepted, confirmed, leader, looked_into, on, picture, posted, proposed

ID = "511725196002290018"
HANDED = Delivered("2026-10-23", "confirmed", "window", "王德贵", "")
REASONS = Reasons("人均 640 元，高于 620 元", "社会救助法 第十八条", "医疗救助")
LESS = Changed("", "reduce", "income", 40_000, "", "收入增加", "社会救助法 第四十八条", "", "", "")
HEARD = Heard("2026-10-24", "2026-10-24", "reduce", "收入增加", "objects", "还要看病", "")
CASH = Given("", "cash", "王德贵", "孙主任", "", 50_000)


@pytest.fixture
def case(desk: Desk, draft: Draft) -> Case:
    return accepted(desk, draft)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def fire(desk: Desk, number: str = ID) -> Case:
    """Register an emergency of somebody with a number."""
    who = Identity("王德贵", "male", "汉", "1960-02-29", "青龙村3组", number)
    told = Emergency(UrgentEvent.FIRE, "灶房起火", "青龙村", "2026-10-11", "没有住处", "cash", 50_000)
    return urgent.record(desk, replace(told, document="id_card", identity=who))


def test_a_case_is_confirmed_with_the_days_that_follow_and_told(desk: Desk, case: Case) -> None:
    after = confirmed(desk, case)

    made = after.progress.confirmed
    assert made is not None
    assert (made.decided_on, made.from_month, made.next_check_on) == ("2026-10-23", "2026-11", "2027-10-23")
    assert (made.organ, made.monthly_fen) == (desk.office.name, 69_300)
    day = on(desk, "2026-10-23")
    handed = decision_steps.deliver(day, case.id, HANDED, picture("receipt"))
    document = handed.progress.deliveries[0].document
    assert document is not None
    assert (handed.progress.deliveries[0].number, handed.state) == (made.number, "in_aid")
    assert desk.document(document) == picture("receipt").archive
    (hung,) = decision_steps.announce(day, (case.id,), "青龙村", "村务公开栏", picture("wall"))
    assert hung.progress.announced is not None
    assert decision_steps.announce(day, (case.id,), "青龙村", "村务公开栏")[0].progress.announced is not None


def test_every_letter_has_a_number_of_its_own(desk: Desk, case: Case) -> None:
    after = confirmed(desk, case)
    aid_steps.hear(on(desk, "2026-10-24"), case.id, HEARD, (picture("record"),))
    after = aid_steps.change_aid(on(leader(desk), "2026-10-25"), case.id, LESS, picture("request"))

    progress = after.progress
    assert progress.request is not None
    assert progress.notice_made is not None
    assert progress.confirmed is not None
    numbers = [progress.request.number, progress.notice_made.number, progress.confirmed.number]
    numbers += [progress.changes[0].number, after.number]
    assert len(set(numbers)) == 5
    assert progress.changes[0].from_month == "2026-11"
    assert progress.heard_before is not None
    assert desk.document(progress.heard_before.pages[0]) == picture("record").archive
    assert progress.changes[0].request is not None
    december = replace(HEARD, told_on="2026-12-01", held_on="2026-12-01")
    aid_steps.hear(on(desk, "2026-12-01"), case.id, december)
    lower = replace(LESS, monthly_fen=30_000)
    later = aid_steps.change_aid(on(leader(desk), "2026-12-02"), case.id, lower)
    assert later.progress.changes[1].from_month == "2027-01"


def test_who_took_it_in_does_not_confirm_it(desk: Desk, case: Case) -> None:
    proposed(desk, case)
    posted(desk, case)
    day = replace(on(desk, "2026-10-23"), roles=("window", "leader"))

    assert code_of(lambda: decision_steps.confirm(day, case.id)) == "decision.acceptor"
    assert code_of(lambda: decision_steps.not_confirm(day, case.id, REASONS)) == "decision.acceptor"


def test_without_an_opinion_nothing_is_confirmed(desk: Desk, case: Case) -> None:
    assert code_of(lambda: decision_steps.confirm(leader(desk), case.id)) == "decision.no_opinion"


def test_a_refusal_is_told_in_three_working_days_where_a_rule_and_a_calendar_say_so(desk: Desk, case: Case) -> None:
    proposed(desk, case, proposal="refuse", monthly_fen=0)

    after = decision_steps.not_confirm(on(leader(desk), "2026-10-15"), case.id, REASONS)

    made = after.progress.not_confirmed
    assert made is not None
    assert (made.notice_by_on, made.other_aid, made.meeting) == ("2026-10-20", "医疗救助", "")
    assert [one.due_on for one in desk.store.todos(on(desk, "2026-10-20").today())] == ["2026-10-20"]


def test_past_the_last_calendar_no_day_is_guessed(desk: Desk, case: Case) -> None:
    proposed(desk, case, proposal="refuse", monthly_fen=0)

    after = decision_steps.not_confirm(on(leader(desk), "2031-01-06"), case.id, REASONS)

    assert after.progress.not_confirmed is not None
    assert after.progress.not_confirmed.notice_by_on == ""


def test_a_meeting_is_noted_for_all_its_cases_or_none(desk: Desk, case: Case, draft: Draft) -> None:
    begun = replace(intake.begin(desk), members=draft.members, replies=draft.replies)
    other = accepted(desk, begun, "511725196203050010")
    proposed(desk, case)
    posted(desk, case)
    results = {case.id: "grant", other.id: "later"}
    held = Meeting("2026-10-23", ("刘强", "周芳"), results, {case.id: ("周芳",)}, {case.id: "一致"})
    day = on(leader(desk), "2026-10-23")
    assert code_of(lambda: decision_steps.deliberate(day, held)) == "meeting.no_opinion"
    untouched = desk.store.case(case.id)
    assert untouched is not None
    assert untouched.progress.deliberated is None
    proposed(desk, other)

    meeting, cases = decision_steps.deliberate(day, held)

    assert [one.progress.deliberated.meeting for one in cases if one.progress.deliberated] == [meeting, meeting]
    made = decision_steps.confirm(day, case.id).progress.confirmed
    assert made is not None
    assert made.meeting == meeting


def test_rule_50_nobody_is_aided_twice(desk: Desk, case: Case, draft: Draft) -> None:
    confirmed(desk, case)
    begun = replace(intake.begin(desk), members=draft.members, replies=draft.replies, duplicate_reason="分户")
    other = accepted(desk, begun)
    proposed(desk, other)
    posted(desk, other)

    assert code_of(lambda: decision_steps.confirm(on(leader(desk), "2026-10-23"), other.id)) == (
        "decision.aided_elsewhere"
    )
    stop = replace(LESS, what="stop", monthly_fen=0, cause="voluntary")
    aid_steps.change_aid(on(leader(desk), "2026-10-23"), case.id, stop, picture("request"))
    assert decision_steps.confirm(on(leader(desk), "2026-10-23"), other.id).progress.confirmed is not None


def test_aid_of_another_kind_beside_it_is_no_hindrance(desk: Desk, case: Case, draft: Draft) -> None:
    confirmed(desk, case, "dibao_bianyuan")
    begun = replace(intake.begin(desk), members=draft.members, replies=draft.replies, duplicate_reason="再申请")

    assert confirmed(desk, accepted(desk, begun)).progress.confirmed is not None


def test_a_sum_beyond_the_household_s_cap_is_not_confirmed(desk: Desk, case: Case) -> None:
    first = fire(desk)
    relief_steps.give_aid(desk, first.id, replace(CASH, amount_fen=950_000))
    proposed(desk, case, "linshi_jiuzhu")
    posted(desk, case)
    day = on(leader(desk), "2026-10-23")
    assert code_of(lambda: decision_steps.confirm(day, case.id)) == "relief.over_cap"

    decision_steps.send_back(day, case.id, "opinion", "超过了")
    names = tuple(one.id for one in case.members)
    smaller = Opinion("", "linshi_jiuzhu", "grant", names, "符合条件", "", once_fen=50_000)
    decision_steps.give_opinion(on(desk, "2026-10-23"), case.id, smaller)
    posted_again(desk, case)

    made = decision_steps.confirm(on(leader(desk), "2026-11-03"), case.id).progress.confirmed
    assert made is not None
    assert (made.once_fen, made.from_month) == (50_000, "")


def posted_again(desk: Desk, case: Case) -> None:
    """Put up a new sheet on the 24th: it hangs to the 2nd of November, which is a Monday."""
    day = on(desk, "2026-10-24")
    made = notice_steps.make_poster(day, "青龙村", (case.id,))
    sheet = Posted("2026-10-24", "", made.poster, "村务公开栏", "孙主任", "")
    notice_steps.post_notice(day, (case.id,), sheet, picture("poster"))


def test_a_care_subsidy_is_paid_from_the_month_of_the_application(desk: Desk, case: Case) -> None:
    """国发〔2015〕52号: from the month of the application, whenever it is decided; the county decides it."""
    proposed(desk, case, "canji_huli")
    county = replace(on(leader(desk), "2026-12-02"), office=replace(desk.office, confirmer="county"))

    assert code_of(lambda: decision_steps.confirm(county, case.id)) == "decision.county"
    accepted_case = desk.store.case(case.id)
    assert accepted_case is not None
    assert decision_steps.first_month(accepted_case, "canji_huli", county.today()) == "2026-10"
    assert decision_steps.first_month(accepted_case, "dibao", county.today()) == "2027-01"


def test_account_recheck_and_changes_of_the_household_are_noted(desk: Desk, case: Case) -> None:
    confirmed(desk, case)
    day = on(desk, "2026-10-26")
    account = AccountGiven("", "carer", "刘明", "农商银行", "6214000000000000", "")
    assert code_of(lambda: aid_steps.give_account(day, case.id, account)) == "account.no_agreement"
    after = aid_steps.give_account(day, case.id, account, picture("agreement"))
    assert after.progress.account is not None
    assert after.progress.account.document is not None
    after = aid_steps.recheck(day, case.id, "没有变化", unchanged=True, unsteady=True)
    assert after.progress.next_check_on == "2027-04-26"
    assert aid_steps.recheck(day, case.id, "没有变化", unchanged=True, unsteady=False).progress.next_check_on == (
        "2027-10-26"
    )
    wife = Member("w", Identity("李秀英", "female", birth="1962-03-05"), "10")
    come = HouseholdChanged("2026-10-26", "joined", "结婚", "", joined=(wife,))
    assert len(aid_steps.change_household(day, case.id, come).members) == 2
    died = Died("w", "2026-10-27", "", "王德贵", "丈夫", "", "")
    assert code_of(lambda: aid_steps.record_death(day, case.id, replace(died, died_on="昨天"))) == "day.unreadable"
    assert code_of(lambda: aid_steps.record_death(day, case.id, died)) == "death.in_future"
    gone = aid_steps.record_death(day, case.id, replace(died, died_on="2026-10-25"))
    assert (gone.progress.deaths[0].change_by_on, len(gone.members)) == ("2027-01-25", 1)
    moved = aid_steps.move_away(day, case.id, "涌兴镇", "搬家")
    assert (moved.state, moved.progress.moved is not None) == ("confirmed", True)


def test_where_no_rule_gives_the_next_check_the_county_is_asked(desk: Desk, case: Case) -> None:
    confirmed(desk, case, "linshi_jiuzhu")

    assert code_of(lambda: aid_steps.recheck(desk, case.id, "x", unchanged=True, unsteady=False)) == "recheck.no_rule"


def test_help_comes_first_and_its_papers_later(desk: Desk) -> None:
    case = fire(desk)
    after = relief_steps.give_aid(desk, case.id, CASH, picture("thumb"))
    given = after.progress.given[0]
    assert given.document is not None
    assert (given.given_on, given.year_fen, desk.document(given.document)) == (
        "2026-10-12",
        0,
        picture("thumb").archive,
    )
    assert code_of(lambda: relief_steps.end_emergency(desk, case.id, "昨天")) == "day.unreadable"
    assert code_of(lambda: relief_steps.end_emergency(desk, case.id, "2026-10-13")) == "day.in_future"
    day = on(desk, "2026-10-14")
    ended = relief_steps.end_emergency(day, case.id, "2026-10-14")
    assert ended.progress.emergency_ended is not None
    assert ended.progress.emergency_ended.due_on == "2026-10-28"
    done = relief_steps.supplement(day, case.id, "火灾属实", (picture("paper"),))
    assert done.progress.supplemented is not None
    assert (done.state, len(done.progress.supplemented.documents)) == ("relieved", 1)


def test_rule_30_the_sum_of_the_year_is_of_the_household_in_all_its_cases(desk: Desk) -> None:
    one, two = fire(desk), fire(desk)
    relief_steps.give_aid(desk, one.id, replace(CASH, amount_fen=950_000))
    assert code_of(lambda: relief_steps.give_aid(desk, two.id, replace(CASH, amount_fen=501_00))) == "relief.over_cap"

    after = relief_steps.give_aid(desk, two.id, replace(CASH, amount_fen=500_00))

    assert after.progress.given[0].year_fen == 950_000
    assert relief_steps.given_this_year(desk, after, 2026) == 1_000_000
    assert relief_steps.given_this_year(desk, after, 2025) == 0
    routed = relief_steps.route_up(desk, two.id, 1_00, "还差一元")
    assert routed.progress.lift_waits
    assert CapLifted("2026-10-12", 1_00, "", "").amount_fen == 100
    stranger = fire(desk, "")
    assert relief_steps.given_this_year(desk, stranger, 2026) == 0


def test_the_sum_follows_who_joined(desk: Desk, case: Case) -> None:
    relief_steps.give_aid(desk, fire(desk, "511725196203050010").id, CASH)
    wife = Member("w", Identity("李秀英", "female", birth="1962-03-05", id_number="511725196203050010"), "10")
    assert relief_steps.given_this_year(desk, case, 2026) == 0

    after = aid_steps.change_household(
        desk, case.id, HouseholdChanged("2026-10-12", "joined", "结婚", "", joined=(wife,))
    )

    assert relief_steps.given_this_year(desk, after, 2026) == 50_000


def test_looked_into_is_what_the_store_says(desk: Desk, case: Case) -> None:
    assert looked_into(desk, case) == desk.store.case(case.id)


def test_rule_29_a_fast_help_is_at_most_a_monthly_standard_at_the_place(desk: Desk, case: Case) -> None:
    """DOMAIN 29 (LS26): by case where the county has not said by person."""
    looked_into(desk, case, "xiaoe_kuaijiu")
    day, names = on(desk, "2026-10-14"), tuple(one.id for one in case.members)
    most = quick_limit_fen("rural", 1, day.today())
    assert most is not None
    said = Opinion("", "xiaoe_kuaijiu", "grant", names, "突发", "", once_fen=most + 1, residence="rural")

    assert code_of(lambda: decision_steps.give_opinion(day, case.id, said)) == "relief.over_quick"
    within = replace(said, once_fen=most)
    assert code_of(lambda: decision_steps.give_opinion(day, case.id, within)) == "opinion.no_emergency", (
        "the sum is not"
    )


def test_a_county_may_count_a_fast_help_by_person() -> None:
    day = date(2026, 10, 14)
    by_person = read_local(b'[xiaoe_kuaijiu.limit]\nper = "person"\n')
    one = quick_limit_fen("urban", 3, day)
    assert one is not None
    assert quick_limit_fen("urban", 3, day, by_person) == 3 * one
    assert quick_limit_fen("", 3, day) == one, "where nobody said which, the higher standard"
    assert quick_limit_fen("rural", 1, date(2020, 1, 6)) is None
