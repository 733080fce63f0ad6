"""The situations of docs/desk.md that concern acceptance, each through the whole window by keys, named after it."""

from dataclasses import replace

import pytest

from app.domain.visit import Agent
from app.services import blank_forms
from tests.desk import visits
from tests.desk.counter import Counter
from tests.made_up.household import person
from ui.case.window import CasePage

OLD = person("周桂芳", "1951-04-09", 22)
FATHER, SON = person("王德贵", "1950-03-08", 11), person("王建军", "1978-07-01", 13)


def lines(at: Counter) -> list[tuple[str, str, str]]:
    """Give the register of today, the first visit first."""
    return [(one.name, one.reason, one.outcome) for one in reversed(at.desk.store.visits(at.desk.today()))]


def papers(at: Counter) -> list[str]:
    """Give what came out of the printer: the words of the names, without numbers and dates."""
    return [paper.name.partition("-")[0].partition(" ")[0] for paper in at.tray.papers]


def test_situation_1_only_the_booklet_is_here(counter: Counter) -> None:
    case = visits.applies_with_a_booklet(counter, OLD)

    assert case.state == "accepted"
    assert case.presented is not None
    assert case.presented.document == "hukou"
    assert sorted(one.slot for one in case.filed) == ["hukou_head", "hukou_page"]
    assert case.supplement is None
    assert papers(counter) == ["受理通知书"]


def test_situation_2_a_son_comes_for_his_mother(counter: Counter) -> None:
    agent = person("谭国强", "1979-07-01", 15)
    case = visits.is_applied_for(counter, person("谭明秀", "1948-03-08", 12), agent)

    assert case.supplement is not None
    assert [lack.what for lack in case.supplement.lacks] == ["signature", "mandate"]
    assert papers(counter) == ["一次性告知书"]
    (line,) = counter.desk.store.visits(counter.desk.today())
    assert (line.name, line.agent, line.outcome) == ("谭明秀", "谭国强", "told")
    (draft,) = counter.desk.store.drafts()
    assert draft.agent == Agent("谭国强", agent.id_number, "儿子", "cannot_come", visits.PHONE)
    assert [one.slot for one in draft.captures] == ["id_front", "id_back"]  # hers; his is looked at and not kept


def test_situation_2_the_agent_may_be_typed_at_once(counter: Counter) -> None:
    counter.press("F2", "0", "1")
    assert counter.focus.isVisible()
    counter.say("谭国强")

    assert counter.intake.draft.agent == Agent("谭国强")


def test_situation_3_somebody_does_not_write(counter: Counter) -> None:
    case = visits.presses_a_thumb(counter, person("熊正才", "1943-05-06", 17))

    assert case.state == "accepted"
    (mark,) = case.signed_on_paper
    assert (mark.thumb, mark.read_aloud, mark.witnesses) == (True, True, ("陈素华", "赵勇"))
    assert case.signed == ()
    assert len(mark.pages) == 1


def test_situation_4_the_son_is_away_and_his_page_comes_back(counter: Counter) -> None:
    case = visits.applies_without_the_son(counter, FATHER, SON)
    assert [one.identity.name for one in case.missing_signers()] == ["王建军"]
    assert papers(counter) == ["授权页", "受理通知书"]

    visits.brings_a_signed_page(counter, case, "王建军")

    assert visits.case_with(counter, case.id).missing_signers() == ()
    assert lines(counter) == [("王德贵", "apply", "accepted"), ("王德贵", "sign", "filed")]


def test_situation_5_somebody_thinks_better_of_it_before_acceptance(counter: Counter) -> None:
    visits.does_not_go_on(counter, OLD)

    assert lines(counter) == [("周桂芳", "apply", "left")]
    assert visits.case_of(counter, "周桂芳").state == "registration_ended"
    assert counter.desk.store.drafts() == ()


def test_situation_5_somebody_withdraws_after_acceptance_and_may_come_again(counter: Counter) -> None:
    case = visits.applies(counter, OLD)
    visits.withdraws(counter, case)

    assert visits.case_with(counter, case.id).state == "withdrawn"
    assert visits.applies(counter, OLD).state == "accepted"


def test_situation_6_the_power_is_out_and_a_form_is_filled_in_by_hand(counter: Counter) -> None:
    numbers = visits.prints_a_pad(counter)
    assert len(numbers) == 10

    case = visits.was_taken_on_paper(counter, OLD, numbers[3])

    assert case.accepted is not None
    assert case.accepted.number == numbers[3]
    assert [mark.thumb for mark in case.signed_on_paper] == [False]
    left = {paper.number for paper in blank_forms.unused(counter.desk)}
    assert left == set(numbers) - {numbers[3]}


def test_situation_7_two_of_one_household_come_one_after_the_other(counter: Counter) -> None:
    case = visits.applies_without_the_son(counter, FATHER, SON)

    visits.comes_from_the_same_household(counter, SON)

    assert counter.page == "case"
    assert counter.shown(CasePage).isVisible()
    (line, _) = counter.desk.store.visits(counter.desk.today())
    assert (line.name, line.outcome, line.about) == ("王建军", "answered", f"case:{case.id}")
    assert counter.desk.store.drafts() == ()


def test_situation_8_a_stranger_without_any_document_gets_help_first(counter: Counter) -> None:
    visits.is_stranded(counter, "老周", "男，六十来岁，驼背")

    case = visits.case_of(counter, "老周")
    assert case.urgent is not None
    assert (case.urgent.told_name, case.urgent.description, case.urgent.amount_fen) == (
        "老周",
        "男，六十来岁，驼背",
        30_000,
    )  # fmt: skip - one person
    assert papers(counter) == ["急难登记"]


def test_situation_9_a_death_is_told_by_the_daughter(counter: Counter) -> None:
    visits.applies(counter, OLD)
    visits.tells_of_a_death(counter, OLD, "王小芳")

    (matter,) = counter.desk.store.matters("change")
    change = counter.desk.store.change(matter.subject.removeprefix("change:"))
    assert change is not None
    assert change.reported is not None
    assert (change.reported.kinds, change.reported.told_by) == (("death",), "王小芳")
    assert change.reported.person.id_number == OLD.id_number


def test_situation_10_a_cadre_brings_two_households(counter: Counter) -> None:
    first, second = person("蒲世全", "1946-01-02", 31), person("蒲世英", "1947-01-02", 32)
    visits.brings_for_the_village(counter, "赵书记", first, second)

    found = counter.desk.store.visits(counter.desk.today())
    assert sorted((one.name, one.agent, one.outcome) for one in found) == [
        ("蒲世全", "赵书记", "accepted"),
        ("蒲世英", "赵书记", "accepted"),
    ]
    assert papers(counter) == ["受理通知书", "受理通知书", "交接单"]


def test_situation_11_a_blurred_picture_is_noticed_while_the_card_lies_there(counter: Counter) -> None:
    case = visits.has_a_blurred_card(counter, OLD)

    assert [(one.slot, one.verdict, one.overruled) for one in case.filed] == [
        ("id_front", "ok", ""),
        ("id_back", "ok", ""),
    ]


@pytest.mark.parametrize(("name", "stored"), [("王〓", "王〓"), ("买买提・吐尔逊", "买买提·吐尔逊")])
def test_situations_13_and_14_a_character_that_cannot_be_typed_and_a_name_with_a_dot(
    counter: Counter, name: str, stored: str
) -> None:
    visits.sits_down(counter, "1").press("F7").say(name, "", "汉", "", OLD.id_number, OLD.address)
    visits.alone(counter)
    visits.with_pen(counter)
    case = visits.accept(counter)

    assert case.accepted is not None
    assert case.accepted.members[0].identity.name == stored
    assert [one.applicant for one in counter.desk.store.cases()] == [stored]


def test_situation_15_an_expired_card_and_one_without_end(counter: Counter) -> None:
    young = replace(person("何小明", "1990-03-08", 15), valid_from="2006-05-20", valid_to="2016-05-20")
    visits.with_card(visits.sits_down(counter, "1"), young)
    assert counter.intake.card.view.named("valid").sentence == "证件过期了，不影响办理，请提醒换证。"
    visits.alone(counter)
    visits.with_pen(counter)
    assert visits.accept(counter).state == "accepted"

    without_end = visits.applies(counter, OLD)
    assert without_end.accepted is not None
    assert without_end.accepted.members[0].identity.valid_to == "long_term"


def test_situation_16_the_card_says_another_township(counter: Counter) -> None:
    case = visits.has_an_address_elsewhere(counter, replace(OLD, address=visits.ELSEWHERE))

    assert case.accepted is not None
    assert case.accepted.members[0].identity.address == visits.ELSEWHERE


def test_a_household_that_was_here_before_is_eight_keys_and_a_signature(counter: Counter) -> None:
    first = visits.applies_without_the_son(counter, FATHER, SON)
    again = visits.comes_back(counter, first)

    assert again.accepted is not None
    assert first.accepted is not None
    assert [one.identity.name for one in again.accepted.members] == [
        one.identity.name for one in first.accepted.members
    ]
    assert again.id != first.id
