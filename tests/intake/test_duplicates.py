"""The same person in another case or draft of this window: one strip, three ways on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.services import intake
from app.services.desk import Desk
from tests.intake.at_the_window import CARD, Intake, Pictures
from tests.store import township
from ui.intake.steps import Step

OpenIntake = Callable[..., Intake]


@pytest.fixture
def accepted_before(desk: Desk) -> str:
    """A case of 王德贵 that was accepted earlier; its id."""
    draft = township.application(desk, 7, pictures=0)
    draft = replace(draft, members=(replace(draft.applicant, identity=CARD),))
    draft = replace(draft, form_content=intake.content_digest(draft))
    return intake.accept(desk, draft).case.id


@pytest.fixture
def begun_before(desk: Desk) -> str:
    """A draft of 王德贵 that was left; its id."""
    draft = intake.begin(desk)
    draft = replace(draft, members=(replace(draft.applicant, identity=CARD),))
    intake.save(desk, draft)
    return draft.id


def test_an_open_case_of_the_same_person_is_said_with_its_number(
    at_window: OpenIntake, pictures: Pictures, accepted_before: str, desk: Desk
) -> None:
    window = at_window().lay_card(pictures)
    case = desk.store.case(accepted_before)
    assert case is not None
    assert case.accepted is not None
    assert case.accepted.number in window.page_of(Step.CARD).notice.text


def test_enter_lets_it_be(at_window: OpenIntake, pictures: Pictures, begun_before: str) -> None:
    window = at_window().lay_card(pictures)
    assert "登记过" in window.page_of(Step.CARD).notice.text
    window.press("Enter")
    assert window.page_of(Step.CARD).notice.text == ""
    assert window.draft.duplicate_reason == ""
    assert begun_before != window.draft.id


def test_the_other_draft_is_opened(at_window: OpenIntake, pictures: Pictures, begun_before: str) -> None:
    window = at_window().lay_card(pictures)
    opened: list[str] = []
    window.model.open_draft.connect(opened.append)
    window.press("O")
    assert opened == [begun_before]


def test_the_other_case_is_opened(at_window: OpenIntake, pictures: Pictures, accepted_before: str) -> None:
    window = at_window().lay_card(pictures)
    opened: list[str] = []
    window.model.open_case.connect(opened.append)
    window.press("O")
    assert opened == [accepted_before]


def test_two_households_need_a_reason_which_is_kept(
    at_window: OpenIntake, pictures: Pictures, begun_before: str
) -> None:
    window = at_window().lay_card(pictures).press("T", "Enter")
    assert window.page_of(Step.CARD).notice.text != ""
    window.say("分家了，各过各的").press("Enter")
    assert window.draft.duplicate_reason == "分家了，各过各的"
    assert window.page_of(Step.CARD).notice.text == ""
    assert begun_before != window.draft.id


def test_a_listed_member_is_looked_for_too(at_window: OpenIntake, pictures: Pictures, begun_before: str) -> None:
    other = replace(
        CARD, name="李桂兰", sex="female", birth="1955-12-30", id_number=township.member(3).identity.id_number
    )
    window = at_window().lay_card(pictures, other)
    assert window.page_of(Step.CARD).notice.text == ""
    window.press("PgDn", "PgDn", "Ins").say("王德贵").press("Enter", CARD.id_number, "Enter")
    assert "登记过" in window.page_of(Step.HOUSEHOLD).notice.text
    assert begun_before != window.draft.id
