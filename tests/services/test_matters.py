"""What the desk takes down beside cases: visits, changes, referrals, blank forms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from app.domain.draft import Draft
from app.domain.fact import Fact
from app.domain.referral import Answered
from app.domain.visit import Agent, Outcome, Visitor
from app.errors import Refused
from app.services import blank_forms, changes, intake, referrals, registration, second, visits
from app.services.changes import Telling
from app.services.desk import Desk
from app.services.referrals import Asking
from app.services.visits import Coming
from tests.services.conftest import MONDAY
from tests.services.conftest import quickly_signed as signed

WANG = Visitor("王德贵", "511725196002290018", "0818-1", "青龙村", "3")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def later(desk: Desk, days: int) -> Desk:
    return replace(desk, now=lambda: MONDAY + timedelta(days=days))


# --- visits ---------------------------------------------------------------------------------------------------------


def test_everybody_who_comes_leaves_a_line_even_without_a_name(desk: Desk) -> None:
    first = visits.record(desk, Coming("ask", note="问养老金"))
    visits.record(desk, Coming("progress", WANG, Agent("刘明")), Outcome.ANSWERED, note="已告知", about="case:c")

    (second_row, first_row) = visits.of_day(desk, desk.today())

    assert (first_row.subject, first_row.outcome, first_row.note, first_row.name) == (
        f"visit:{first}",
        "",
        "问养老金",
        "",
    )
    assert (second_row.name, second_row.agent, second_row.outcome, second_row.note, second_row.about) == (
        "王德贵", "刘明", "answered", "已告知", "case:c",
    )  # fmt: skip
    assert visits.of_day(desk, date(2026, 10, 11)) == ()


def test_what_came_of_a_visit_may_be_said_later_and_the_last_word_counts(desk: Desk) -> None:
    visit_id = visits.record(desk, Coming("apply", WANG, case="c9"))
    visits.conclude(desk, visit_id, Outcome.NOTED)
    visits.conclude(desk, visit_id, Outcome.LEFT, note="等不及走了")

    (row,) = desk.store.visits_of("5117251960 02290018")

    assert (row.outcome, row.note, row.about) == ("left", "等不及走了", "case:c9")
    assert desk.store.visits_of("") == ()
    state = desk.store.visit(visit_id)
    assert state is not None
    assert [one.outcome for one in state.concluded] == ["noted", "left"]


def test_an_agent_whose_name_is_not_known_yet_is_not_written_down(desk: Desk) -> None:
    visits.record(desk, Coming("apply", WANG, Agent(" ")))

    assert visits.of_day(desk, desk.today())[0].agent == ""


def test_an_application_has_one_line_whatever_comes_of_it(desk: Desk, draft: Draft) -> None:
    first = visits.record_application(desk, draft)
    registration.register(desk, draft)
    assert visits.record_application(desk, draft) == first
    intake.accept(desk, signed(desk, draft))
    assert visits.record_application(desk, draft) == visits.record_application(desk, draft) == first

    (row,) = visits.of_day(desk, desk.today())

    assert (row.subject, row.outcome, row.reason) == (first, "accepted", "apply")
    state = desk.store.visit(first.partition(":")[2])
    assert state is not None
    assert [one.outcome for one in state.concluded] == ["registered", "accepted"]


def test_a_draft_of_nobody_leaves_no_line(desk: Desk) -> None:
    assert visits.record_application(desk, intake.begin(desk)) == ""
    assert visits.of_day(desk, desk.today()) == ()


# --- changes --------------------------------------------------------------------------------------------------------


def test_a_change_is_taken_down_with_a_number_for_its_receipt(desk: Desk) -> None:
    telling = Telling(
        WANG, ("death",), "2026-10-01", "李桂兰", "王建军", "儿子", "昨夜走的", ("c1",), "511725196210050021"
    )

    told = changes.report(desk, telling)

    assert told == desk.store.change(told.id)
    assert told.reported is not None
    assert (told.reported.about, told.reported.told_by, told.reported.about_id_number) == (
        "李桂兰", "王建军", "511725196210050021",
    )  # fmt: skip
    (row,) = desk.store.matters("change")
    assert (row.number, row.name, row.what, row.state) == (told.reported.number, "王德贵", "death", "reported")
    assert desk.store.matter_by_number(row.number) == row
    assert desk.store.matters_of(WANG.id_number) == (row,)


def test_who_says_nothing_else_speaks_of_themself(desk: Desk) -> None:
    told = changes.report(desk, Telling(WANG, ("card",), ""))

    assert told.reported is not None
    assert (told.reported.about, told.reported.told_by, told.reported.since) == ("王德贵", "王德贵", "")


def test_a_change_that_is_refused_uses_up_no_number(desk: Desk) -> None:
    assert code_of(lambda: changes.report(desk, Telling(WANG, (), ""))) == "change.nothing_said"
    assert changes.report(desk, Telling(WANG, ("card",), "")).reported.number[-7:-2] == "00001"  # type: ignore[union-attr]  # just reported


# --- referrals ------------------------------------------------------------------------------------------------------


def test_a_referral_is_made_answered_and_told(desk: Desk) -> None:
    made = referrals.make(desk, Asking(WANG, "medical", "县医保局", "住院押金"))
    tuesday = later(desk, 1)
    answered = referrals.answer(
        tuesday, made.id, Answered("2026-10-13", "王科长", "granted"), (b"%PDF", "application/pdf")
    )
    told = referrals.tell(tuesday, made.id, "phone")

    assert made.made is not None
    assert (made.state, made.made.due_on) == ("waiting", "2026-10-26")
    assert (answered.state, told.state, told.told[0].result) == ("answered", "told", "granted")
    assert answered.answered[0].document is not None
    assert desk.document(answered.answered[0].document) == b"%PDF"
    assert told == desk.store.referral(made.id)
    assert [row.state for row in desk.store.matters("referral", "told")] == ["told"]
    assert desk.store.matters("referral", "waiting") == ()


def test_an_answer_may_come_without_a_letter(desk: Desk) -> None:
    made = referrals.make(desk, Asking(WANG, "housing", "住建局", "漏雨", due_on=date(2026, 10, 14), case="c1"))

    answered = referrals.answer(desk, made.id, Answered("2026-10-12", "电话", "not_ours"))

    assert made.made is not None
    assert (made.made.due_on, made.made.case, answered.answered[0].document) == ("2026-10-14", "c1", None)


def test_past_the_last_known_calendar_a_referral_has_no_day(desk: Desk) -> None:
    far = replace(desk, now=lambda: datetime(2031, 12, 30, 1, tzinfo=UTC))

    made = referrals.make(far, Asking(WANG, "medical", "县医保局", "住院押金"))

    assert made.made is not None
    assert made.made.due_on == ""


def test_what_is_not_here_is_neither_answered_nor_told(desk: Desk) -> None:
    assert code_of(lambda: referrals.tell(desk, "nowhere", "phone")) == "case.content_missing"
    answer = Answered("2026-10-12", "王科长", "granted")
    assert code_of(lambda: referrals.answer(desk, "nowhere", answer)) == "case.content_missing"
    assert desk.store.referral("nowhere") is None
    assert desk.store.change("nowhere") is None
    assert desk.store.visit("nowhere") is None


def test_a_referral_whose_begin_has_not_arrived_waits_for_it(desk: Desk) -> None:
    made = referrals.make(desk, Asking(WANG, "medical", "县医保局", "住院押金"))
    answered = referrals.answer(desk, made.id, Answered("2026-10-12", "王科长", "granted"))
    with desk.store.work(desk.author) as work:
        fact = Fact(
            "referral:torso", "referral.told", 1, {"told_on": "2026-10-12", "way": "phone", "result": "granted"}
        )
        work.append([fact])

    assert answered.made == made.made
    assert code_of(lambda: referrals.tell(desk, "torso", "phone")) == "case.content_missing"
    assert desk.store.matters_of(WANG.id_number)[0].subject == f"referral:{made.id}"


# --- blank forms ----------------------------------------------------------------------------------------------------


def test_reserved_numbers_are_free_until_used_or_spoilt(desk: Desk, draft: Draft) -> None:
    batch = blank_forms.reserve(desk, 3)
    assert batch.reserved is not None
    first, spoilt, rest = batch.reserved.numbers
    blank_forms.spoil(desk, spoilt, "打湿了")
    paper = replace(draft, paper_number=first, complete_on="2026-10-12")

    accepted = intake.accept(later(desk, 1), signed(later(desk, 1), replace(paper, late_reason="停电")))

    assert accepted.number == first
    assert accepted.case.accepted is not None
    assert (accepted.case.accepted.accepted_on, accepted.case.accepted.recorded_on) == ("2026-10-12", "2026-10-13")
    assert [paper.number for paper in blank_forms.unused(desk)] == [rest]
    assert blank_forms.look_up(desk, rest).batch == batch.id
    states = {paper.number: (paper.state, paper.used_by, paper.reason) for paper in desk.store.papers()}
    assert states == {first: ("used", draft.id, ""), spoilt: ("spoilt", "", "打湿了"), rest: ("free", "", "")}


def test_a_number_that_is_used_spoilt_or_a_strangers_is_refused(desk: Desk, draft: Draft) -> None:
    batch = blank_forms.reserve(desk, 2)
    assert batch.reserved is not None
    used, spoilt = batch.reserved.numbers
    blank_forms.spoil(desk, spoilt, "打湿了")
    intake.accept(desk, signed(desk, replace(draft, paper_number=used)))
    other = replace(intake.begin(desk), members=draft.members, replies=draft.replies)

    for number, code in ((used, "paper.used"), (spoilt, "paper.spoilt"), ("x", "paper.other_office")):
        assert code_of(partial(blank_forms.look_up, desk, number)) == code
        assert code_of(partial(blank_forms.spoil, desk, number, "x")) == code
        assert code_of(partial(intake.accept, desk, signed(desk, replace(other, paper_number=number)))) == code


def test_nobody_wrote_on_a_form_before_it_was_printed(desk: Desk, draft: Draft) -> None:
    batch = blank_forms.reserve(desk, 1)
    assert batch.reserved is not None
    early = replace(draft, paper_number=batch.reserved.numbers[0], complete_on="2026-10-09", late_reason="停电")

    assert code_of(lambda: intake.accept(desk, signed(desk, early))) == "paper.before_printed"


def test_a_day_that_is_none_is_refused_before_anything_is_written(desk: Desk, draft: Draft) -> None:
    wrong = replace(draft, complete_on="九号", late_reason="停电")

    assert code_of(lambda: intake.accept(desk, signed(desk, wrong))) == "day.unreadable"
    assert code_of(lambda: blank_forms.reserve(desk, 51)) == "paper.too_many"
    assert desk.store.papers() == ()


# --- the second person ------------------------------------------------------------------------------------------------


def test_a_colleague_is_whoever_else_has_a_key(desk: Desk, colleague: tuple[str, str]) -> None:
    assert [slot.name for slot in second.colleagues(desk)] == ["赵勇"]
    assert second.agree(desk, *colleague) == (desk.author.officer, colleague[0])
    assert code_of(lambda: second.agree(desk, colleague[0], "falsch")) == "unlock.wrong_password"
