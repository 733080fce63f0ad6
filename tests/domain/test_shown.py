"""What a wall may show of a household: a name that is no child's, a place without a house, how many, how much."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import Case
from app.domain.course import Presented
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.steps import shown
from app.domain.steps.people import Died
from app.domain.steps.shown import Line, Named
from app.domain.visit import Agent
from app.errors import Refused
from tests.forms import step_facts as facts
from tests.forms.step_cases import SAID, accepted, case, in_aid, proposed

DAY = "2026-10-28"
CHILD = Member("c1", Identity("王雨欣", birth="2015-09-10"), "01")
ADULT = Member("c2", Identity("王建国", birth="1980-01-01"), "51")


def household(*members: Member) -> Case:
    return proposed("tekun", of=accepted("tekun", members))


def test_a_line_says_who_where_how_many_and_how_much() -> None:
    assert shown.proposed(proposed(), DAY) == Line("王德贵", "青龙村", "3", 4, "dibao", 69_333)


def test_a_line_of_aid_counts_who_is_there_and_what_is_paid_now() -> None:
    died = Died(facts.MEMBERS[2].id, "2027-01-02", "2027-01-05", "王德贵", "丈夫", "2027-04-02", "b")
    now = in_aid(deaths=(died,), changes=(facts.changed(SAID),))

    assert shown.aided(now, DAY) == Line("王德贵", "青龙村", "3", 3, "dibao", 30_000, 0, "2026-12")
    head = facts.head(SAID, "linshi_jiuzhu")
    once = case(confirmed=facts.confirmed(head, monthly_fen=0, once_fen=200_000))
    assert shown.aided(once, DAY).once_fen == 200_000


def test_a_child_is_never_named() -> None:
    guardian = Presented("walk_in", "id_card", Agent("刘秀英", reason="guardian"))
    neighbour = Presented("walk_in", "id_card", Agent("周大山", reason="elsewhere"))

    assert shown.shown_name(household(CHILD), DAY) == ("王", Named.SURNAME)
    assert shown.shown_name(replace(household(CHILD), presented=neighbour), DAY) == ("王", Named.SURNAME)
    assert shown.shown_name(replace(household(CHILD), presented=guardian), DAY) == ("刘秀英", Named.GUARDIAN)
    assert shown.shown_name(household(CHILD, ADULT), DAY) == ("王建国", Named.GUARDIAN)


def test_a_guardian_with_a_child_s_name_is_refused() -> None:
    wrong = Presented("walk_in", "id_card", Agent("王雨欣", reason="guardian"))

    with pytest.raises(Refused, match=r"notice\.private"):
        shown.shown_name(replace(household(CHILD), presented=wrong), DAY)


@pytest.mark.parametrize("name", ["", "王德贵13800000001", "王德贵５１１７２５１９５００３０８", "王511725 1950-0308"])
def test_a_name_with_a_number_in_it_and_no_name_are_refused(name: str) -> None:
    with pytest.raises(Refused, match=r"notice\.private"):
        shown.shown_name(household(replace(ADULT, identity=replace(ADULT.identity, name=name))), DAY)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("青龙村", "青龙村"),
        ("3", "3"),
        ("青龙村3组17号", "青龙村3组"),
        ("和平路三百八十八号附十七号", "和平路"),
        ("移民点 第二十栋三单元", "移民点"),
        ("石桥村５组１２号", "石桥村５组"),
        ("青龙村 13800000001", "青龙村"),
        ("511725195003080114", ""),
        ("双河村附近", "双河村"),
    ],
)
def test_a_place_has_no_house_and_no_number(typed: str, place: str) -> None:
    assert shown.plain_place(typed) == place


@given(st.text(max_size=20), st.from_regex(r"[0-9]{5,18}", fullmatch=True), st.text(max_size=20))
def test_no_long_number_stays_in_a_place(before: str, number: str, after: str) -> None:
    assert number not in shown.plain_place(before + number + after)


def test_what_is_not_proposed_or_not_given_has_no_line() -> None:
    for nothing in (case(), Case("x", "t-0abcde"), replace(proposed(), accepted=None)):
        with pytest.raises(Refused, match=r"notice\.no_opinion"):
            shown.proposed(nothing, DAY)
        with pytest.raises(Refused, match=r"aid\.none"):
            shown.aided(nothing, DAY)
    stopped = in_aid(changes=(facts.changed(SAID, "stop", monthly_fen=0),))
    with pytest.raises(Refused, match=r"aid\.none"):
        shown.aided(stopped, DAY)
    with pytest.raises(Refused, match=r"case\.content_missing"):
        shown.shown_name(Case("x", "t-0abcde"), DAY)
