"""Situation 2: somebody acts for the applicant, and is seen first."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.visit import Agent
from app.services import intake
from app.services.desk import Desk
from tests.intake.at_the_window import CARD, Intake, Pictures, front
from tests.made_up.household import id_number
from ui.intake.side import Side
from ui.intake.steps import Step

OpenIntake = Callable[..., Intake]
SON = replace(CARD, name="王建军", birth="1978-07-01", id_number=id_number("1978-07-01", 13))


def test_situation_2_the_agents_card_comes_first_then_the_applicants(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().press("Ctrl T").bring(pictures.lay(front(SON)))
    assert window.draft.captures == ()  # it is looked at and not kept
    window.press("1", "1", "13800000002", "Enter", "Enter")
    assert window.draft.agent == Agent("王建军", SON.id_number, "儿子", "cannot_come", "13800000002")
    assert window.model.view.side is None
    window.lay_card(pictures)
    assert window.draft.applicant.identity == CARD
    assert window.model.card.view.note == "申请救助，王建军（儿子）替办"


def test_a_visit_for_another_begins_with_who_stands_here(at_window: OpenIntake, desk: Desk) -> None:
    window = at_window(draft=replace(intake.begin(desk), agent=Agent("")))
    assert window.model.view.side is Side.AGENT


def test_without_relation_and_reason_it_does_not_go_on(at_window: OpenIntake) -> None:
    window = at_window().press("Ctrl T").say("王建军").press("PgDn")
    assert window.model.view.side is Side.AGENT
    assert window.page.bar.on.why == "还差：是申请人的，为什么代办"


def test_a_wrong_number_of_the_agent_is_said_at_its_line(at_window: OpenIntake) -> None:
    window = at_window().press("Ctrl T").say("王建军").press("Enter", "511725197807010138", "Enter", "1", "1", "PgDn")
    assert window.model.view.side is Side.AGENT
    assert "最后一位" in window.page.bar.on.why


@pytest.mark.parametrize(("key", "may"), [("1", False), ("4", True)])
def test_only_a_guardian_may_sign(at_window: OpenIntake, pictures: Pictures, key: str, may: bool) -> None:  # noqa: FBT001 - what is asked
    window = at_window().press("Ctrl T").say("王建军").press("Enter", "Enter", "8", key).press("PgDn")
    window.lay_card(pictures)
    window.model.go_to_sign()
    assert window.draft.agent is not None
    assert window.draft.agent.may_sign is may
    over = window.press("F12").model.view.over
    assert over is not None
    kinds = {field.name: field.ticked for field in over.fields}
    assert kinds["mandate"] is not may


def test_the_applicant_came_after_all(at_window: OpenIntake) -> None:
    window = at_window().press("Ctrl T").say("王建军").press("F7")
    assert window.draft.agent is None
    assert window.model.view.side is None


def test_the_agent_stands_in_the_journal(at_window: OpenIntake, pictures: Pictures, desk: Desk) -> None:
    window = at_window().press("Ctrl T").say("王建军").press("Enter", "Enter", "1", "2").press("PgDn")
    window.lay_card(pictures).press("F11")
    case = desk.store.case(window.draft.id)
    assert case is not None
    assert case.registered is not None
    assert case.registered.agent == Agent("王建军", "", "儿子", "elsewhere")


def test_a_picture_that_shows_nothing_is_said(at_window: OpenIntake, pictures: Pictures) -> None:
    blank = replace(front(SON), fields={})
    window = at_window().press("Ctrl T").bring(pictures.lay(blank))
    assert window.model.view.over is not None
    assert window.model.view.over.word == "没认出来，请照证件写"
    window.bring(b"no picture at all")
    assert window.model.view.over.word != ""
    assert window.model.step is Step.CARD
