"""A household that was here before: eight keys and a signature; deaths and second households in the strip."""

from collections.abc import Callable

import pytest

from app.domain.case import Case
from app.domain.change import Reported, reported
from app.domain.visit import Visitor
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from tests.intake.at_the_window import Intake, Pictures, front
from tests.intake.test_by_keyboard import sign
from tests.intake.test_returning_data import with_household
from ui.intake.side import Side
from ui.intake.steps import Step

OpenIntake = Callable[..., Intake]
REASON_KEY = 1  # 来意, pressed before the intake opens


@pytest.fixture
def before(desk: Desk) -> Case:
    """The household was accepted earlier."""
    return intake.accept(desk, with_household(desk)).case


def lay_front(window: Intake, pictures: Pictures, case: Case) -> Intake:
    """The front is enough: the back is known from the last time."""
    assert case.accepted
    return window.bring(pictures.lay(front(case.accepted.members[0].identity)))


def test_nothing_changed_is_eight_keys_and_a_signature(
    at_window: OpenIntake, pictures: Pictures, desk: Desk, before: Case
) -> None:
    window = lay_front(at_window(), pictures, before)
    keys = ["Enter", "F6", "Enter", "1", "F9"]
    for key in keys:
        window.press(key)
    sign(window)
    window.press("F10").wait()
    assert REASON_KEY + len(keys) + len(["F9 in sign", "F10"]) <= 8
    again = desk.store.case(window.draft.id)
    assert again is not None
    assert again.accepted is not None
    assert before.accepted is not None
    assert [m.identity.name for m in again.accepted.members] == [m.identity.name for m in before.accepted.members]
    assert again.accepted.members[0].identity.valid_to == before.accepted.members[0].identity.valid_to
    assert again.accepted.replies["near_relative"].answer == "no"


def test_the_page_of_the_last_time_says_when_it_was_and_everything(
    at_window: OpenIntake, pictures: Pictures, before: Case
) -> None:
    window = lay_front(at_window(), pictures, before).press("Enter").press("F6")
    view = window.model.view.over
    assert view is not None
    assert view.note.startswith("2026年11月24日受理，编号 511725123-")
    texts = dict(view.lines)
    assert "王建军，儿子，48 岁，不在家，打工（广东）" in texts["家里人"]
    assert texts["镇村亲属"] == "每次都要重新问"
    assert texts["电话"] == "13800000001"


def test_the_question_about_kin_is_asked_anew(at_window: OpenIntake, pictures: Pictures, before: Case) -> None:
    window = lay_front(at_window(), pictures, before).press("Enter").press("F6").press("Enter")
    assert window.model.step is Step.QUESTIONS
    assert window.page.bar.on.why == "还差：问镇上、村上有没有亲属"
    assert window.focus is window.page_of(Step.QUESTIONS).rows["near_relative"].choice.focusProxy()


def test_somebody_new_is_offered_no_last_time(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("F6")
    assert window.model.view.side is None
    assert not window.page_of(Step.CARD).last.isVisible()


def test_esc_takes_nothing_over(at_window: OpenIntake, pictures: Pictures, before: Case) -> None:
    window = lay_front(at_window(), pictures, before).press("Enter").press("F6").press("Esc")
    assert len(window.draft.members) == 1
    assert window.model.step is Step.CARD
    assert not window.page_of(Side.LAST).isVisible()


def test_situation_7_the_same_household_is_said_by_name(
    at_window: OpenIntake, pictures: Pictures, before: Case
) -> None:
    assert before.accepted
    son = before.accepted.members[1].identity
    mother = before.accepted.members[2].identity
    window = at_window().lay_card(pictures, mother)
    assert window.page_of(Step.CARD).notice.text.startswith("**李桂兰 11月24日受理过**")
    window.press("T").say("分家了，各过各的").press("Enter")
    assert window.draft.duplicate_reason == "分家了，各过各的"
    assert son.name == "王建军"


def test_who_was_reported_dead_is_said_and_stops_nothing(
    at_window: OpenIntake, pictures: Pictures, desk: Desk, before: Case
) -> None:
    assert before.accepted
    identity = before.accepted.members[0].identity
    person = Visitor(identity.name, identity.id_number)
    body = Reported("Q1", "2026-11-20", ("death",), "2026-11-18", person, "", "王建军", "儿子", "", "", "", "")
    with desk.store.work(desk.author) as work:
        work.append([reported(uuid7(), body)])
    window = lay_front(at_window(), pictures, before)
    assert window.page_of(Step.CARD).notice.text == "**王德贵 11月18日登记为去世**，请看清是不是本人。"
    assert window.page.bar.on.isEnabled()
    window.press("Enter")
    assert "受理过" in window.page_of(Step.CARD).notice.text
