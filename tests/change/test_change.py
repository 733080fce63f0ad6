"""家里有变化, through the real window with keys."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.change import Reported
from app.domain.draft import Draft
from app.domain.household import Relation
from app.domain.visit import Agent
from app.services import intake, visits
from app.services.desk import Desk
from app.services.visits import Coming
from tests.find.whole_desk import WholeDesk
from tests.intake.at_the_window import CARD, Pictures, front
from tests.store.township import application, member
from ui.capture.picture import PicturePlace
from ui.change.window import ChangePage
from ui.demo.hands import Hands
from ui.person.done_page import DonePage
from ui.printing import Paper


def reported(desk: Desk) -> Reported:
    """Give the one change that was taken down."""
    (one,) = desk.store.matters("change")
    change = desk.store.change(one.subject.removeprefix("change:"))
    assert change is not None
    assert change.reported is not None
    return change.reported


def household(desk: Desk) -> Draft:
    """Give an accepted household: who applied, and a spouse."""
    draft = application(desk, 1)
    spouse = member(7, Relation.SPOUSE.value)
    members = (*draft.members, replace(spouse, identity=replace(spouse.identity, name="何秀兰")))
    draft = replace(draft, members=members, village="青龙村", group="3")
    intake.accept(desk, replace(draft, form_content=intake.content_digest(draft)))
    return draft


def begin(at_desk: WholeDesk, name: str, number: str = "", coming: Coming | None = None) -> ChangePage:
    """Open the page and say who it is, up to what has changed."""
    at_desk.pages.go("change", coming or Coming("change"))
    at_desk.wait().say(name).press("Enter")
    at_desk.say(number).press("Enter", "Enter", "Enter", "Enter")
    page: ChangePage = at_desk.shown(ChangePage)
    return page


def test_several_changes_are_told_at_once_and_leave_a_number_a_receipt_and_a_line(
    at_desk: WholeDesk, desk: Desk, printed: list[Paper]
) -> None:
    begin(at_desk, "周大山")
    at_desk.press("6", "8", "Enter").say("11-20").press("Enter", "Enter", "1", "F10")

    body = reported(desk)
    assert (body.person.name, body.kinds, body.since) == ("周大山", ("work", "income"), "2026-11-20")
    assert (body.told_by, body.told_by_relation) == ("周大山", "本人")
    (line,) = at_desk.visits()
    assert (line.reason, line.outcome, line.name) == ("change", "reported", "周大山")
    assert line.about.startswith("change:")
    assert at_desk.shown(DonePage).number.text() == body.number.split("-", 2)[2]
    assert [paper.copies for paper in printed] == [1]
    assert printed[0].pdf.startswith(b"%PDF")
    assert "周大山" not in printed[0].name


def test_after_the_receipt_f2_is_the_next_person(at_desk: WholeDesk, printed: list[Paper]) -> None:
    begin(at_desk, "周大山")
    at_desk.press("1", "Enter").say("昨天").press("F10", "F2")

    assert (at_desk.page, len(printed)) == ("visit", 1)


@pytest.mark.usefixtures("printed")
def test_a_card_says_who_it_is_and_doubtful_words_are_looked_at_first(
    at_desk: WholeDesk, pictures: Pictures, desk: Desk, laid_down: Path
) -> None:
    laid_down.write_bytes(pictures.lay(front(CARD, unsure=("name",))))
    at_desk.pages.go("change", Coming("change"))
    at_desk.wait()
    Hands(at_desk.window).lay_down(at_desk.shown(PicturePlace), laid_down)
    at_desk.wait()
    page: ChangePage = at_desk.shown(ChangePage)
    assert page.block.fields["village"].text == "青龙村"
    assert at_desk.focus is page.block.fields["name"].edit
    assert page.block.fields["name"].text == CARD.name

    page.what.setFocus()
    at_desk.press("1", "Enter").say("昨天").press("F10")
    assert "看不清" in page.strip.text
    assert at_desk.focus is page.block.fields["name"].edit

    at_desk.press("Enter", "F10")
    assert (reported(desk).person.name, reported(desk).person.id_number) == (CARD.name, CARD.id_number)


def test_another_persons_card_leaves_nothing_of_the_first(
    at_desk: WholeDesk, pictures: Pictures, laid_down: Path
) -> None:
    other = replace(CARD, name="李秀英", id_number=household_of(7), address="四川省渠县三汇镇石桥村2组")
    at_desk.pages.go("change", Coming("change"))
    page: ChangePage = at_desk.wait().shown(ChangePage)
    for card in (CARD, other):
        laid_down.write_bytes(pictures.lay(front(card)))
        Hands(at_desk.window).lay_down(at_desk.shown(PicturePlace), laid_down)
        at_desk.wait()

    shown = {name: field.text for name, field in page.block.fields.items()}
    assert (shown["name"], shown["village"], shown["group"]) == ("李秀英", "石桥村", "2")


def household_of(seed: int) -> str:
    """Give the id number of a made-up person."""
    return member(seed).identity.id_number


def test_what_is_found_of_a_number_that_is_gone_is_not_shown(at_desk: WholeDesk, desk: Desk) -> None:
    applicant = household(desk).applicant.identity
    at_desk.pages.go("change", Coming("change"))
    page: ChangePage = at_desk.wait().shown(ChangePage)
    model = page._model.who  # noqa: SLF001 - two numbers faster than the store answers

    model.write("id_number", applicant.id_number)
    model.write("id_number", household_of(9))
    at_desk.wait()

    assert page.side.cases.texts == ("没有办过",)
    assert page.block.fields["name"].text == ""


def test_a_number_brings_cases_earlier_visits_and_what_the_store_knows(at_desk: WholeDesk, desk: Desk) -> None:
    draft = household(desk)
    applicant = draft.applicant.identity
    visits.record(desk, Coming("ask", note="问残疾补贴"))
    at_desk.pages.go("change", Coming("change"))
    page: ChangePage = at_desk.wait().shown(ChangePage)

    at_desk.press("Enter").say(applicant.id_number)

    assert page.block.fields["name"].text == applicant.name
    assert page.block.fields["village"].text == "青龙村"
    assert page.side.cases.texts == (f"{applicant.name}，已受理",)
    assert page.side.visits.texts == ("没有来过",)


def test_a_wrong_number_says_so_and_stops_the_verb(at_desk: WholeDesk, desk: Desk) -> None:
    page = begin(at_desk, "周大山", "511725195003120019")
    at_desk.press("1", "Enter").say("昨天").press("F10")

    assert "最后一位对不上" in page.strip.text
    assert desk.store.matters("change") == ()


@pytest.mark.usefixtures("printed")
def test_a_death_shows_every_case_of_that_person_and_names_the_kin_who_tells(at_desk: WholeDesk, desk: Desk) -> None:
    applicant = household(desk).applicant.identity
    page = begin(at_desk, applicant.name, applicant.id_number)
    at_desk.press("4", "Enter").say("昨天").press("Enter").say("何秀兰")

    shown = page.death.texts
    assert shown[0] == f"{applicant.name}，已受理"
    assert "停发" in shown[1]

    at_desk.press("F10")
    assert "请选是谁来说的" in page.strip.text
    at_desk.press("2").say("何秀云").press("F10")

    body = reported(desk)
    spouse = next(one for one in desk.store.cases() if one.applicant == applicant.name)
    assert (body.about, body.told_by, body.told_by_relation) == ("何秀兰", "何秀云", "配偶")
    assert body.about_id_number == member(7).identity.id_number
    assert body.cases == (spouse.case_id,)
    assert at_desk.visits()[0].agent == "何秀云"


def test_nobody_tells_their_own_death(at_desk: WholeDesk, desk: Desk) -> None:
    page = begin(at_desk, "周大山")
    at_desk.press("4", "Enter").say("昨天").press("Enter", "Enter", "1", "F10")

    assert "哪个家属" in page.strip.text
    assert desk.store.matters("change") == ()


def test_what_is_missing_is_said_and_the_cursor_goes_there(at_desk: WholeDesk) -> None:
    at_desk.pages.go("change", Coming("change"))
    page: ChangePage = at_desk.wait().shown(ChangePage)

    at_desk.press("F10")
    assert "哪天开始" in page.strip.text
    assert at_desk.focus is page.since.edit

    at_desk.say("昨天").press("F10")
    assert "请先选是什么变化" in page.strip.text

    at_desk.press("1", "F10")
    assert "还不知道是哪一家" in page.strip.text
    assert at_desk.focus is page.block.fields["name"].edit


def test_a_day_that_is_none_is_said_beside_it(at_desk: WholeDesk) -> None:
    page = begin(at_desk, "周大山")
    at_desk.press("1", "Enter").say("上个赶场天").press("Enter")

    assert "认不出来" in page.since.view.sentence


def test_who_goes_without_telling_leaves_a_line(at_desk: WholeDesk, desk: Desk) -> None:
    begin(at_desk, "周大山")
    at_desk.press("F7")

    assert (at_desk.page, desk.store.matters("change")) == ("home", ())
    assert [(one.name, one.outcome) for one in at_desk.visits()] == [("周大山", "left")]


def test_who_stands_here_for_another_is_asked_for_by_name(at_desk: WholeDesk, printed: list[Paper]) -> None:
    page = begin(at_desk, "周大山", coming=Coming("change", agent=Agent("")))
    at_desk.press("1", "Enter").say("昨天").press("F10")
    assert "请选是谁来说的" in page.strip.text

    at_desk.press("7", "F10")
    assert "叫什么名字" in page.strip.text
    at_desk.say("李支书").press("F10")

    assert [(one.name, one.agent) for one in at_desk.visits()] == [("周大山", "李支书")]
    assert len(printed) == 1


def test_an_agent_who_is_known_already_stands_on_the_page(at_desk: WholeDesk) -> None:
    at_desk.pages.go("change", Coming("change", agent=Agent("李支书", relation="村干部")))
    page: ChangePage = at_desk.wait().shown(ChangePage)

    assert (page.teller.codes, page.teller_name.text) == (("village",), "李支书")


def test_a_card_is_told_with_what_is_wrong_with_it(at_desk: WholeDesk, desk: Desk, printed: list[Paper]) -> None:
    at_desk.pages.go("card", Coming("card"))
    page: ChangePage = at_desk.wait().shown(ChangePage)
    at_desk.say("周大山").press("F10")
    assert "请选卡怎么了" in page.strip.text

    at_desk.press("2", "Enter", "Enter", "1").say("信用社 1234").press("F10")

    body = reported(desk)
    assert (body.kinds, body.since, body.note) == (("card",), "2026-11-24", "卡没激活；信用社 1234")
    assert [(one.reason, one.outcome, one.note) for one in at_desk.visits()] == [("card", "reported", "卡没激活")]
    assert len(printed) == 1


def test_esc_goes_back_to_the_reasons(at_desk: WholeDesk) -> None:
    at_desk.pages.go("visit")
    at_desk.wait().press("3")
    assert at_desk.page == "change"
    at_desk.press("Esc")

    assert (at_desk.page, at_desk.visits()) == ("visit", ())
