"""Names of thirty characters, and many of them: the desk shows as much as there is room for, and loses nobody."""

from dataclasses import replace

import pytest

from app.domain.household import Member
from app.domain.person import Identity
from ui.filing.choose import WHOSE, Choose
from ui.filing.choose_panel import ChoosePanel
from ui.filing.view import FilingView, missing_text

pytestmark = pytest.mark.usefixtures("qapp")
LONG = "买买提江·阿卜杜热合曼·努尔艾合买提江·吐尔逊"


def household(*names: str) -> tuple[Member, ...]:
    return tuple(Member(str(nth), Identity(name)) for nth, name in enumerate(names))


def test_all_who_have_still_to_sign_are_named_where_there_is_room() -> None:
    assert missing_text("王德贵", household("王建军", "李翠花")) == "**王德贵这一件还差 2 人签字**\n王建军、李翠花"


def test_of_too_many_the_first_are_named_and_all_are_counted() -> None:
    assert missing_text("王德贵", household(*[LONG] * 13)) == f"**王德贵这一件还差 13 人签字**\n{LONG}等"
    assert missing_text("王德贵", household(*["王建军"] * 12)).endswith(f"\n{'、'.join(['王建军'] * 10)}等")


def test_a_single_name_is_shown_however_long() -> None:
    assert missing_text("王德贵", household(LONG * 3)).endswith(f"\n{LONG * 3}")


def test_whose_a_page_is_can_be_told_from_both_ends_of_a_long_name() -> None:
    panel = ChoosePanel()
    asked = Choose(WHOSE, "谁的？", tuple((str(nth), f"{LONG}{nth:02}") for nth in range(14)), 0)

    panel.draw(replace(FilingView(), choose=asked))

    assert [button.verb for button in panel.buttons[:2]] == ["买买提…尔逊00", "买买提…尔逊01"]
    assert panel.buttons[1].accessibleName() == panel.buttons[1].toolTip() == f"{LONG}01"


def test_a_few_long_names_have_twice_the_room() -> None:
    panel = ChoosePanel()
    asked = Choose(WHOSE, "谁的？", (("1", "阿卜杜热合曼·吐尔逊江"), ("2", "王德贵")), 0)

    panel.draw(replace(FilingView(), choose=asked))

    assert [button.verb for button in panel.buttons] == ["阿卜杜热合曼·吐尔逊江", "王德贵"]
    assert not panel.buttons[0].toolTip()
