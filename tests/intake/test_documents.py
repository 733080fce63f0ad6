"""Situations 1, 13, 14 and 15: a booklet instead of a card, rare characters, names with dots, expired cards."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.capture.reading import Reading
from app.domain.course import Presented
from app.domain.draft import Reply
from app.services import intake
from app.services.desk import Desk
from tests.intake.at_the_window import CARD, Intake, Pictures, back, front
from tests.made_up import household
from tests.store.township import signed
from ui.intake.steps import Step

OpenIntake = Callable[..., Intake]


def booklet(pictures: Pictures, kind: str = "hukou_page") -> bytes:
    """A page of a booklet: known as such, its fields unread."""
    reading = front()
    return pictures.lay(replace(reading, kind=kind, fields={}, strips={}))


def typed(window: Intake) -> Intake:
    """What stands on the page of the booklet, typed."""
    window.say("王德贵").press("Enter", "Enter").say("汉").press("Enter", "Enter", CARD.id_number, "Enter")
    return window.say("四川省渠县青龙镇青龙村3组17号").press("Enter")


def test_situation_1_a_booklet_instead_of_a_card(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().bring(booklet(pictures, "hukou_head"))
    assert window.page_of(Step.CARD).strip.strip.text == "这是户口簿，没带身份证用它一样办。"
    window.press("Y")
    assert window.focus is window.page_of(Step.CARD).pictures.first
    window.bring(booklet(pictures))
    typed(window)
    assert window.draft.document == "hukou"
    assert [one.slot for one in window.draft.captures] == ["hukou_head", "hukou_page"]
    identity = window.draft.applicant.identity
    assert (identity.name, identity.id_number, identity.birth) == ("王德贵", CARD.id_number, "1950-03-08")
    assert window.model.view.can_go_on
    assert window.model.card.view.note == "申请救助，本人来，户口簿"
    assert [one.name for one in window.model.card.view.fields if one.state in {"look", "doubt", "wrong"}] == []


def test_the_document_is_chosen_by_two_keys(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().press("Ctrl B", "3")
    assert window.draft.document == "residence"
    window.bring(booklet(pictures))
    assert [one.slot for one in window.draft.captures] == ["document"]
    assert window.model.card.view.back.state == "none"
    assert not window.page_of(Step.CARD).rows["valid"].field.isVisible()


def test_a_card_that_is_found_after_all_is_taken(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().press("Ctrl B", "2").lay_card(pictures)
    assert window.draft.document == "id_card"
    assert window.draft.applicant.identity == CARD


def test_the_journal_says_that_it_was_a_booklet(desk: Desk, at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().press("Ctrl B", "2").bring(booklet(pictures, "hukou_head")).bring(booklet(pictures))
    typed(window)
    draft = replace(window.draft, replies={"near_relative": Reply("no")})
    case = intake.accept(desk, signed(desk, draft, random.Random(1))).case
    assert case.presented == Presented("walk_in", "hukou")
    assert sorted(one.slot for one in case.filed) == ["hukou_head", "hukou_page"]


def test_situation_15_an_expired_card_is_said_in_one_line_and_stops_nothing(
    at_window: OpenIntake, pictures: Pictures
) -> None:
    old = replace(CARD, birth="1990-03-08", id_number=household.id_number("1990-03-08", 11), valid_from="2006-05-20")
    old = replace(old, valid_to="2016-05-20")
    window = at_window().lay_card(pictures, old)
    valid = window.model.card.view.named("valid")
    assert (valid.state, valid.sentence) == ("look", "证件过期了，不影响办理，请提醒换证。")
    assert window.model.view.can_go_on


def test_a_card_without_end_has_no_day(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures)
    assert window.draft.applicant.identity.valid_to == "long_term"
    assert window.model.card.view.named("valid").text == "2016-05-20 至 长期"


@pytest.mark.parametrize("order", [(front, back), (back, front)])
def test_a_term_that_does_not_fit_the_age_is_in_doubt_whichever_side_comes_first(
    at_window: OpenIntake, pictures: Pictures, order: tuple[Callable[..., Reading], ...]
) -> None:
    odd, window = replace(CARD, valid_to="2036-05-20"), at_window()
    for side in order:
        window.bring(pictures.lay(side(odd)))
    assert window.draft.applicant.identity.valid_to == ""
    assert window.model.card.view.first_doubt == "valid"
    window.press("Enter")
    assert window.draft.applicant.identity.valid_to == "2036-05-20"
    assert window.model.view.can_go_on


@pytest.mark.parametrize("dot", ["·", "•", "‧", "・", "．", " "])
def test_situation_14_a_dot_is_typed_as_it_comes(at_window: OpenIntake, dot: str) -> None:
    window = at_window().press("F7").say(f"买买提{dot}吐尔逊").press("Enter")
    assert window.draft.applicant.identity.name == "买买提\u00b7吐尔逊"


def test_situation_13_a_character_that_cannot_be_typed_has_pinyin_and_the_platforms_spelling(
    at_window: OpenIntake, pictures: Pictures
) -> None:
    window = at_window().bring(pictures.lay(front(replace(CARD, name="王〓"))))
    page = window.page_of(Step.CARD)
    assert page.spelling.isVisible()
    assert window.model.card.view.named("name").sentence.startswith("有一个字打不出来")
    page.spelling.fields["pinyin"].setFocus()
    window.press("lan")
    page.spelling.fields["platform"].setFocus()
    window.press("WANG LAN")
    person = window.draft.applicant
    assert person.spellings == {"pinyin": "lan", "platform": "WANG LAN"}
    assert person.identity.name == "王〓"
    assert [one.slot for one in window.draft.captures] == ["id_front"]
    assert window.model.view.can_go_on


def test_a_character_of_this_machine_alone_is_warned_of(at_window: OpenIntake) -> None:
    window = at_window().press("F7").say("王\ue123").press("Enter")
    assert "自造" in window.model.card.view.named("name").sentence


def test_a_plain_name_is_asked_nothing_more(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures)
    assert not window.page_of(Step.CARD).spelling.isVisible()
