"""Household and money under one cursor, without a window."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.domain.draft import Draft, started
from app.domain.household import Member, Relation
from app.domain.person import Identity
from app.services import assessing
from app.services.assessing import Assessed
from tests.made_up.household import id_number, person, uid
from ui.intake import assessment, card, choice, household_answers, household_cursor, household_view, people
from ui.intake.household_cursor import MONEY, PEOPLE, Cursor

TODAY = date(2026, 10, 12)


@pytest.fixture
def draft() -> Draft:
    empty = started(uid(1), uid(2), uid(3), uid(4), "2026-10-12T01:00:00.000Z")
    applicant = replace(empty.applicant, identity=person("王德贵", "1950-03-08", 11))
    son = Member(uid(5), person("王建军", "1978-07-01", 13), "20")
    child = Member(uid(6), person("王雨欣", "2012-09-10", 24), "42")
    return replace(empty, members=(applicant, son, child))


def test_the_applicant_is_not_asked_how_he_stands_to_himself(draft: Draft) -> None:
    assert people.asked_of(draft.members[0], TODAY) == ("home", "health", "work")


def test_a_child_is_not_asked_what_it_works(draft: Draft) -> None:
    assert people.asked_of(draft.members[2], TODAY) == ("relation", "home", "health")


def test_who_is_away_signs_elsewhere_and_a_child_not_at_all(draft: Draft) -> None:
    away = draft.with_member(people.with_home(draft.members[1], "work"))
    papers = [row.cells[-1].text for row in people.rows(away, TODAY)]
    assert papers == ["待签", "不在，另签", "不用签"]


def test_coming_home_forgets_the_place_elsewhere(draft: Draft) -> None:
    away = replace(people.with_home(draft.members[1], "work"), away_place="广东")
    assert people.home_text(away) == "不在家，打工（广东）"
    assert people.with_home(away, choice.HOME).away_place == ""


def test_kind_and_grade_go_with_the_disability(draft: Draft) -> None:
    disabled = replace(draft.members[0], health="disabled", disability_kind=4, disability_grade=2)
    assert people.health_text(disabled) == "4 残，肢体二级"
    assert people.with_health(disabled, "good").disability_kind == 0


def test_the_cursor_visits_people_then_money_and_ends(draft: Draft) -> None:
    place, seen = Cursor(PEOPLE, 0, "home"), 1
    while (following := household_cursor.after(place, draft, TODAY)) is not None:
        place, seen = following, seen + 1
    assert place == Cursor(MONEY, 4, "who")
    assert seen == 3 + 4 + 3 + 5


def test_a_begun_line_is_asked_wholly_and_an_answered_none_is_passed(draft: Draft) -> None:
    begun, stage = household_answers.chosen(draft, Cursor(MONEY, 0, "who"), uid(5), uid(20))
    assert stage == "how"
    assert household_cursor.after(Cursor(MONEY, 0, "how"), begun, TODAY) == Cursor(MONEY, 0, "amount")
    none, stage = household_answers.chosen(draft, Cursor(MONEY, 0, "who"), "nobody", uid(20))
    assert stage == ""
    assert household_cursor.after(Cursor(MONEY, 0, "who"), none, TODAY) == Cursor(MONEY, 1, "who")


def test_a_disability_asks_on_for_kind_and_grade(draft: Draft) -> None:
    cursor = Cursor(PEOPLE, 0, "health")
    draft, stage = household_answers.chosen(draft, cursor, "disabled", "")
    draft, stage = household_answers.chosen(draft, replace(cursor, stage=stage), "4", "")
    draft, stage = household_answers.chosen(draft, replace(cursor, stage=stage), "2", "")
    member = draft.applicant
    assert (member.disability_kind, member.disability_grade, stage) == (4, 2, "")


def test_being_missing_has_no_place(draft: Draft) -> None:
    cursor = Cursor(PEOPLE, 1, "home")
    assert household_answers.chosen(draft, cursor, "missing", "")[1] == ""
    assert household_answers.chosen(draft, cursor, "work", "")[1] == "place"


def test_far_relations_are_one_step_further(draft: Draft) -> None:
    cursor = Cursor(PEOPLE, 1, "relation")
    same, stage = household_answers.chosen(draft, cursor, choice.MORE, "")
    assert (same, stage) == (draft, "far")
    offered = household_view.choices(replace(cursor, stage=stage), draft, TODAY)
    assert {"99", "55", "28"} <= {one.code for one in offered}


def test_every_relation_can_be_chosen() -> None:
    offered = {one.code for one in (*choice.relations(), *choice.relations(far=True))} - {choice.MORE}
    assert offered == {relation.value for relation in Relation} - {"01"}


def test_up_and_down_keep_the_column_where_it_is_asked(draft: Draft) -> None:
    down = household_cursor.moved(Cursor(PEOPLE, 1, "work"), 1, draft, TODAY)
    assert down == Cursor(PEOPLE, 2, "relation")
    assert household_cursor.moved(Cursor(PEOPLE, 0, "health"), 1, draft, TODAY) == Cursor(PEOPLE, 1, "health")
    assert household_cursor.moved(Cursor(PEOPLE, 0, "home"), -1, draft, TODAY) == Cursor(PEOPLE, 0, "home")


def test_a_cursor_whose_row_is_gone_stands_somewhere_else(draft: Draft) -> None:
    fewer = replace(draft, members=draft.members[:1])
    assert household_cursor.fitting(Cursor(PEOPLE, 2, "home"), fewer, TODAY).row != 2


def test_a_person_put_back_stands_where_the_person_stood(draft: Draft) -> None:
    son = draft.members[1]
    back = people.put_back(draft, son)
    assert back(draft.without_member(son.id)).members == draft.members


def reckoned(per_head: Fraction, whole: Fraction) -> Assessed:
    """What comes out when three people have so much a month."""
    draft = started("c", "h", "m1", "o", "2026-10-12T01:02:03.004Z")
    found = assessing.live(replace(draft, village="青龙村"), TODAY)
    made = replace(found.found, members_counted=3, fen_per_month=whole, per_head_fen_per_month=per_head)
    return replace(found, found=made)


def test_a_share_just_below_the_standard_is_never_shown_as_the_standard() -> None:
    assert assessment.share_text(reckoned(Fraction(61_999_7, 10), Fraction())) == "619.99"


def test_the_example_of_the_rules_comes_out() -> None:
    shown = assessment.sums(reckoned(Fraction(1_400_000, 36), Fraction(1_400_000, 12)))
    assert shown == ("14,000.00 ÷ 12 ÷ 3 人 = 每人每月 388.89", "14,000.00")


def test_an_identity_number_gives_birth_and_sex() -> None:
    known = card.completed(Identity(id_number=id_number("1978-07-01", 13)), TODAY)
    assert (known.birth, known.sex) == ("1978-07-01", "male")
