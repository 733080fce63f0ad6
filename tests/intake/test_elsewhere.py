"""Situation 16: the card says another township than the booklet, or another than this one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.visit import Visitor
from tests.intake.at_the_window import CARD, Intake, Pictures
from ui.intake import contact
from ui.intake.steps import Step

if TYPE_CHECKING:
    from app.services.visits import Coming

OpenIntake = Callable[..., Intake]
AWAY = replace(CARD, address="四川省渠县天星街道凤凰社区和平路388号")


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("四川省渠县青龙镇青龙村3组17号", "青龙镇"),
        ("四川省渠县天星街道凤凰社区", "天星街道"),
        ("重庆市渝北区龙溪街道1号", "龙溪街道"),
        ("四川省达州市通川区", ""),
        ("", ""),
    ],
)
def test_the_township_is_read_from_an_address(address: str, town: str) -> None:
    assert contact.town_in(address) == town


def test_situation_16_another_township_is_asked_once_and_stops_nothing(
    at_window: OpenIntake, pictures: Pictures
) -> None:
    window = at_window().lay_card(pictures, AWAY)
    notice = window.page_of(Step.CARD).notice
    assert "**天星街道**" in notice.text
    assert window.page.bar.on.isEnabled()
    window.press("Enter")
    assert notice.text == ""
    window.press("PgDn")
    assert window.model.step is Step.CONTACT
    assert window.draft.applicant.identity.address == AWAY.address  # the old name is kept, where one lives is asked
    window.press("PgUp", "13800000001", "Enter", "1", "Enter", "Enter", "2").say("青龙镇街上")
    assert (window.draft.same_as_hukou, window.draft.residence) == (False, "青龙镇街上")


def test_at_the_signatures_it_is_not_asked_any_more(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures, AWAY)
    window.model.go_on()
    assert window.page_of(Step.CONTACT).notice.text != ""
    window.model.go_on()
    window.wait()
    assert window.page_of(Step.HOUSEHOLD).notice.text == ""


def test_it_can_be_handed_on_to_the_township_it_belongs_to(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures, AWAY)
    sent: list[Coming] = []
    window.model.refer.connect(sent.append)
    window.press("Z")
    assert [(one.visitor, one.note, one.case) for one in sent] == [
        (Visitor("王德贵", AWAY.id_number), "户籍在天星街道，转交那边受理", window.draft.id)
    ]


def test_this_township_is_not_asked_about(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures)
    assert window.page_of(Step.CARD).notice.text == ""
