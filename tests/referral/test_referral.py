"""受理转办, through the real window with keys: made, answered, told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.referral import Answered, Made, Referral
from app.domain.visit import Agent, Visitor
from app.services import intake, referrals
from app.services.desk import Desk
from app.services.referrals import Asking
from app.services.visits import Coming
from tests.find.whole_desk import WholeDesk
from tests.intake.at_the_window import CARD, Pictures, front
from tests.store.township import application
from ui.capture.picture import PicturePlace
from ui.demo.hands import Hands
from ui.person.done_page import DonePage
from ui.printing import Paper
from ui.referral.list_window import ListPage
from ui.referral.one_window import OnePage
from ui.referral.window import ReferralPage


def only(desk: Desk) -> Referral:
    """Give the one referral there is."""
    (one,) = desk.store.matters("referral")
    found = desk.store.referral(one.subject.removeprefix("referral:"))
    assert found is not None
    return found


def made(desk: Desk) -> Made:
    """Give what the one referral says."""
    body = only(desk).made
    assert body is not None
    return body


def asked(desk: Desk, name: str = "李秀英", due_on: date = date(2026, 12, 8)) -> Referral:
    """Make a referral."""
    asking = Asking(Visitor(name, village="青龙村"), "housing", "渠县住房和城乡建设局", "房子漏雨", due_on)
    return referrals.make(desk, asking)


def begin(at_desk: WholeDesk, name: str, coming: Coming | None = None) -> ReferralPage:
    """Open the page and say who it is, up to what is asked for."""
    at_desk.pages.go("referral", coming or Coming("ask"))
    at_desk.wait().say(name).press("Enter", "Enter", "Enter", "Enter", "Enter")
    page: ReferralPage = at_desk.shown(ReferralPage)
    return page


def open_one(at_desk: WholeDesk, one: Referral) -> OnePage:
    """Open the page of a referral."""
    at_desk.pages.go("referral", f"referral:{one.id}")
    page: OnePage = at_desk.wait().shown(OnePage)
    return page


def test_what_another_department_gives_is_sent_on_with_a_number_a_slip_and_a_due_day(
    at_desk: WholeDesk, desk: Desk, printed: list[Paper]
) -> None:
    page = begin(at_desk, "周大山")
    at_desk.press("2")
    assert page.to.text == "渠县住房和城乡建设局"
    assert "县里没定" in page.due.view.hint

    at_desk.press("Enter").say("房子漏雨").press("Enter", "Enter", "Enter")

    body = made(desk)
    assert (body.person.name, body.field, body.to) == ("周大山", "housing", "渠县住房和城乡建设局")
    assert (body.need, body.due_on) == ("房子漏雨", "2026-12-08")
    (line,) = at_desk.visits()
    assert (line.reason, line.outcome, line.note) == ("ask", "referred", "住房，转渠县住房和城乡建设局")
    assert line.about == f"referral:{only(desk).id}"
    assert at_desk.shown(DonePage).number.text() == body.number.split("-", 2)[2]
    assert [paper.copies for paper in printed] == [1]


def test_the_officer_may_write_another_department_and_another_day(
    at_desk: WholeDesk, desk: Desk, printed: list[Paper]
) -> None:
    page = begin(at_desk, "周大山")
    at_desk.press("3")
    page.to.edit.selectAll()
    at_desk.say("青龙镇便民服务中心").press("Enter").say("想找活干").press("Enter")
    page.due.edit.selectAll()
    at_desk.say("12-1").press("F10")

    assert (made(desk).to, made(desk).due_on) == ("青龙镇便民服务中心", "2026-12-01")
    assert len(printed) == 1


def test_another_field_after_ones_own_department_keeps_it(at_desk: WholeDesk) -> None:
    page = begin(at_desk, "周大山")
    at_desk.press("3")
    page.to.edit.selectAll()
    at_desk.say("我们自己找的单位")
    page.what.setFocus()
    at_desk.press("1")

    assert page.to.text == "我们自己找的单位"


@pytest.mark.usefixtures("printed")
def test_it_belongs_to_the_case_that_is_under_way(at_desk: WholeDesk, desk: Desk) -> None:
    draft = application(desk, 1)
    intake.accept(desk, draft)
    at_desk.pages.go("referral", Coming("ask", Visitor("", draft.applicant.identity.id_number), note="想看病报销"))
    page: ReferralPage = at_desk.wait().shown(ReferralPage)
    page.what.setFocus()
    at_desk.press("1", "F10")

    assert (made(desk).case, made(desk).need) == (draft.id, "想看病报销")


def test_what_is_missing_is_said_and_the_cursor_goes_there(at_desk: WholeDesk) -> None:
    at_desk.pages.go("referral", Coming("ask"))
    page: ReferralPage = at_desk.wait().shown(ReferralPage)

    at_desk.press("F10")
    assert "按一个数字" in page.strip.text
    at_desk.press("9", "F10")
    assert at_desk.focus is page.block.fields["name"].edit
    at_desk.say("周大山").press("F10")
    assert at_desk.focus is page.need.edit
    at_desk.say("要帮助")
    page.to.setFocus()
    page.to.edit.selectAll()
    at_desk.press("Backspace", "F10")
    assert "转给哪个部门" in page.strip.text


@pytest.mark.parametrize(("typed", "said"), [("下个月", "认不出来"), ("2026-11-01", "不能早于今天")])
def test_a_due_day_must_be_one_and_lie_ahead(at_desk: WholeDesk, desk: Desk, typed: str, said: str) -> None:
    page = begin(at_desk, "周大山")
    at_desk.press("1")
    page.due.setFocus()
    page.due.edit.selectAll()
    at_desk.say(typed).press("F10")

    assert said in page.strip.text
    assert desk.store.matters("referral") == ()


def test_who_goes_without_it_leaves_a_line(at_desk: WholeDesk) -> None:
    begin(at_desk, "周大山")
    at_desk.press("F7")

    assert [(one.name, one.outcome) for one in at_desk.visits()] == [("周大山", "left")]


@pytest.mark.usefixtures("printed")
def test_who_stands_here_for_another_is_in_the_line(at_desk: WholeDesk) -> None:
    page = begin(at_desk, "周大山", Coming("ask", agent=Agent("")))
    at_desk.say("李支书").press("Enter", "6", "1")
    page.need.setFocus()
    at_desk.say("看病").press("F10")

    assert [(one.name, one.agent) for one in at_desk.visits()] == [("周大山", "李支书")]


def test_the_open_ones_are_listed_with_the_days_that_are_left(at_desk: WholeDesk, desk: Desk) -> None:
    asked(desk, "李秀英", date(2026, 11, 25))
    told = asked(desk, "张桂英")
    referrals.answer(desk, told.id, Answered("2026-11-24", "小张", "granted"))
    referrals.tell(desk, told.id, "phone")
    answered = asked(desk, "何家福")
    referrals.answer(desk, answered.id, Answered("2026-11-24", "小张", "not_granted"))
    at_desk.pages.go("referral")
    page: ListPage = at_desk.wait().shown(ListPage)

    shown = [(row.cells[0].text, row.cells[5].text, row.cells[5].sign, row.act) for row in page.list.rows]
    assert shown == [("何家福", "已回复", "", "告诉本人"), ("李秀英", "还剩 1 天", "soon", "记回复")]

    at_desk.press("F7")
    assert [row.cells[0].text for row in page.list.rows] == ["何家福", "李秀英", "张桂英"]


def test_an_overdue_one_says_by_how_many_days(at_desk: WholeDesk, desk: Desk) -> None:
    earlier = replace(desk, now=lambda: desk.now().replace(day=10))
    asked(earlier, "李秀英", date(2026, 11, 20))
    at_desk.pages.go("referral")
    page: ListPage = at_desk.wait().shown(ListPage)

    (row,) = page.list.rows
    assert (row.cells[4].text, row.cells[5].text, row.cells[5].sign) == ("等了 14 天", "超了 4 天", "over")


def test_an_empty_list_offers_a_new_one(at_desk: WholeDesk) -> None:
    at_desk.pages.go("referral")
    page: ListPage = at_desk.wait().shown(ListPage)
    assert not page.none.isHidden()

    at_desk.press("Enter")
    assert at_desk.shown(ReferralPage)


def test_an_answer_with_its_letter_is_kept_and_then_told(
    at_desk: WholeDesk, desk: Desk, pictures: Pictures, laid_down: Path
) -> None:
    asked(desk)
    at_desk.pages.go("referral")
    at_desk.wait().press("Enter")
    page: OnePage = at_desk.shown(OnePage)
    laid_down.write_bytes(pictures.lay(front(CARD)))
    Hands(at_desk.window).lay_down(at_desk.shown(PicturePlace), laid_down)
    at_desk.wait().press("2", "Enter", "Enter").say("名额没有了").press("Enter", "Enter")

    (answer,) = only(desk).answered
    assert (answer.result, answer.by, answer.note) == ("not_granted", "渠县住房和城乡建设局", "名额没有了")
    assert answer.document is not None
    assert desk.document(answer.document).startswith(b"\xff\xd8")
    assert page.chip.accessibleName() == "已回复"

    at_desk.press("2").say("知道了").press("F10")
    assert (only(desk).state, only(desk).told[0].way) == ("told", "phone")
    assert page.past.texts[0] == "11月24日　告诉本人：打电话"


def test_a_department_that_is_still_at_it_keeps_it_waiting(at_desk: WholeDesk, desk: Desk) -> None:
    page = open_one(at_desk, asked(desk))
    at_desk.press("3", "F10")

    assert only(desk).state == "waiting"
    assert page.chip.accessibleName() == "等回复"
    at_desk.press("F7", "1", "F10")
    assert len(only(desk).told) == 1


def test_an_answer_needs_its_kind_and_a_day_that_has_come(at_desk: WholeDesk, desk: Desk) -> None:
    page = open_one(at_desk, asked(desk))
    at_desk.press("F10")
    assert "怎么答复" in page.sheet.strip.text

    at_desk.press("1")
    page.answer.on.edit.selectAll()
    at_desk.say("2026-11-30").press("F10")
    assert "还没到" in page.sheet.strip.text

    page.answer.on.edit.selectAll()
    at_desk.say("11-20").press("F10")
    assert "早于转办那天" in page.sheet.strip.text
    assert only(desk).answered == ()


def test_what_is_no_picture_is_no_letter(at_desk: WholeDesk, desk: Desk, pictures: Pictures, laid_down: Path) -> None:
    page = open_one(at_desk, asked(desk))
    laid_down.write_bytes(b"no picture")
    Hands(at_desk.window).lay_down(at_desk.shown(PicturePlace), laid_down)
    at_desk.wait()

    assert pictures is not None
    assert page.sheet.strip.text != ""


def test_telling_needs_its_way(at_desk: WholeDesk, desk: Desk) -> None:
    one = asked(desk)
    referrals.answer(desk, one.id, Answered("2026-11-24", "小张", "granted"))
    page = open_one(at_desk, one)
    at_desk.press("F10")

    assert "怎么告诉他" in page.sheet.strip.text
    at_desk.press("F7")
    assert page.do.verb == "记回复"


def test_a_slip_is_printed_again_from_its_page(at_desk: WholeDesk, desk: Desk, printed: list[Paper]) -> None:
    open_one(at_desk, asked(desk))
    at_desk.press("Ctrl P")

    assert len(printed) == 1
    assert at_desk.shown(DonePage)


def test_a_referral_that_is_not_here_shows_the_list(at_desk: WholeDesk) -> None:
    at_desk.pages.go("referral", "referral:01900000-0000-7000-8000-00000000dead")

    assert at_desk.wait().shown(ListPage)


def test_esc_goes_from_one_to_the_list_and_home(at_desk: WholeDesk, desk: Desk) -> None:
    open_one(at_desk, asked(desk))
    at_desk.press("Esc")
    assert at_desk.shown(ListPage)

    at_desk.press("Esc")
    assert at_desk.page == "home"
