"""What the pages say, without a window: gaps, reckoning, questions, address."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.draft import Answer, Draft, Question, Reply, started
from app.domain.household import Member
from app.domain.income import Income
from app.services.assessing import live
from tests.made_up.household import person, uid
from ui.intake import assessment, contact, questions, steps, view
from ui.intake.steps import Step
from ui.intake.view import Gap

TODAY = date(2026, 10, 12)


@pytest.fixture
def draft() -> Draft:
    empty = started(uid(1), uid(2), uid(3), uid(4), "2026-10-12T01:00:00.000Z")
    return empty.with_member(replace(empty.applicant, identity=person("王德贵", "1950-03-08", 11)))


def test_every_finding_of_a_whole_draft_has_a_step_and_a_word(draft: Draft) -> None:
    gap = view.gap_of_all(Gap(), draft, TODAY)
    assert gap.text == "还差：问镇上、村上有没有亲属，申请人签字"
    assert (gap.step, gap.place) == (Step.QUESTIONS, "replies.near_relative")


def test_a_gap_of_the_card_goes_first(draft: Draft) -> None:
    gap = view.gap_of_all(Gap("还差：姓名", Step.CARD, "members.0.name"), draft, TODAY)
    assert gap.text.startswith("还差：姓名，问")
    assert gap.step is Step.CARD


def test_a_member_without_a_name_is_missing_on_the_household(draft: Draft) -> None:
    two = draft.with_member(Member(uid(9)))
    assert view.gap_of_step(Step.HOUSEHOLD, two, TODAY).text == "还差：没写名字的姓名"


@pytest.mark.parametrize(
    ("place", "step"),
    [
        ("members.0.id_number", Step.CARD),
        ("members.2.relation", Step.HOUSEHOLD),
        ("replies.near_relative", Step.QUESTIONS),
        ("signatures", Step.SIGN),
        ("something.new", Step.CARD),
    ],
)
def test_a_place_is_put_right_on_its_step(place: str, step: Step) -> None:
    assert steps.step_of(place) is step


@pytest.mark.parametrize("stored", ["reason", "", "a_step_of_a_newer_program"])
def test_an_unknown_step_is_the_first(stored: str) -> None:
    assert steps.stored(stored) is Step.CARD


def test_steps_follow_each_other_to_both_ends() -> None:
    assert steps.before(Step.CARD) is None
    assert steps.after(Step.SIGN) is None
    assert steps.after(Step.CARD) is Step.CONTACT


def test_the_reckoning_says_what_is_not_confirmed_and_not_asked(draft: Draft) -> None:
    seen = assessment.view(draft, live(draft, TODAY), TODAY)
    assert seen.share == "0.00"
    assert seen.unconfirmed == "县上没有确认 2026 年标准，先按 2025 年 620 元算，结果待定。"
    assert seen.unasked[:4] == ("工资", "经营", "财产", "转移")
    assert [one.head for one in seen.findings] == ["低保：还差一项"], "the others hang on the income too"


def test_the_bar_never_runs_over(draft: Draft) -> None:
    rich = replace(draft, incomes=(Income(uid(8), "wage", draft.applicant.id, "打工", 10**9),))
    seen = assessment.view(rich, live(rich, TODAY), TODAY)
    assert seen.filled == 1.0
    assert all(0 < place < 1 for place, _ in seen.marks)
    assert seen.findings[0].head == "低保：够不上"


def test_everything_asked_and_below_is_likely(draft: Draft) -> None:
    replies = {question.value: Reply(Answer.NO.value) for question in Question}
    poor = replace(draft, replies=replies, incomes=(Income(uid(8), "wage", draft.applicant.id, "打工", 100_000),))
    assert assessment.view(poor, live(poor, TODAY), TODAY).findings[0].head == "低保：可能可以"


def test_a_no_forgets_the_note_of_a_yes(draft: Draft) -> None:
    yes = questions.with_note(questions.with_answer(draft, "vehicle", yes=True), "vehicle", "三轮车")
    assert yes.reply(Question.VEHICLE) == Reply("yes", "三轮车")
    assert questions.with_answer(yes, "vehicle", yes=False).reply(Question.VEHICLE) == Reply("no", "")


def test_an_expense_that_is_emptied_is_not_asked(draft: Draft) -> None:
    asked = questions.with_expense(draft, "medical", "1200")
    assert [one.amount_fen for one in asked.expenses] == [120_000]
    assert questions.with_expense(asked, "medical", " ").expenses == ()


def test_troubles_keep_the_order_of_the_list(draft: Draft) -> None:
    named = questions.with_trouble(questions.with_trouble(draft, "old", named=True), "illness", named=True)
    assert named.troubles == ("illness", "old")
    assert questions.with_trouble(named, "old", named=False).troubles == ("illness",)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("四川省渠县青龙镇青龙村3组17号", ("青龙村", "3")),
        ("四川省渠县天星街道凤凰社区和平路388号", ("凤凰社区", "")),
        ("四川省渠县拱市乡大山村十二组", ("大山村", "十二")),
        ("四川省达州市通川区西外镇", ("", "")),
        ("", ("", "")),
    ],
)
def test_village_and_group_are_read_from_the_address(address: str, place: tuple[str, str]) -> None:
    assert contact.place_in(address) == place


@given(st.text(max_size=60))
def test_no_address_breaks_the_page(address: str) -> None:
    village, group = contact.place_in(address)
    assert village in address
    assert group in address


def test_what_the_officer_wrote_is_not_replaced_by_the_card(draft: Draft) -> None:
    said = replace(draft, village="石桥村")
    assert contact.guessed(said) == said
    assert contact.view(contact.guessed(draft)).from_card == ("village", "group")


@pytest.mark.parametrize("number", ["", "13800000001", "08187200000", "7200000"])
def test_a_number_that_can_be_called_is_no_doubt(number: str) -> None:
    assert contact.is_phone(number)


@pytest.mark.parametrize("number", ["1380000000", "138000000012", "无", "23800000001"])
def test_a_number_that_cannot_be_called_is_looked_at(number: str) -> None:
    assert not contact.is_phone(number)
    assert contact.tidy_phone(" 138-0000 ０００１") == "13800000001"
