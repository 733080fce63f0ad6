"""上会, and what the leader decides, through the real window with keys."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import Case
from app.domain.steps.home_visit import Investigator, KinNamed
from app.services import visit_steps
from app.services.desk import Desk
from tests.find.whole_desk import WholeDesk
from tests.made_up import on_the_way as way
from ui.case.act_sheet import ActSheet
from ui.meeting.window import MeetingPage
from ui.printing import Paper

ACCEPTED, POSTED = date(2026, 11, 9), date(2026, 11, 12)


def opened(at_desk: WholeDesk) -> MeetingPage:
    at_desk.press("H")
    page: MeetingPage = at_desk.shown(MeetingPage)
    return page


def now(desk: Desk, case: Case) -> Case:
    found = desk.store.case(case.id)
    assert found is not None
    return found


def ripe(window: Desk, name: str, nth: int, team: tuple[Investigator, ...] = way.TEAM) -> Case:
    """A household whose notice has run out."""
    then, up = way.on(window, ACCEPTED), way.on(window, POSTED)
    seen = way.looked_into(then, way.accepted(then, name, nth), team)
    return way.posted(up, way.proposed(up, seen))[0]


def denied(window: Desk, name: str, nth: int) -> Case:
    then = way.on(window, ACCEPTED)
    return way.proposed(then, way.looked_into(then, way.accepted(then, name, nth)), "refuse")


def results(page: MeetingPage) -> list[tuple[str, str]]:
    return [(row.cells[1].text, row.cells[0].text) for row in page.list.rows]


def test_a_meeting_says_something_of_each_by_one_key_and_its_minutes_are_printed(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    one, two, three = (ripe(window, name, nth) for nth, name in enumerate(("王德贵", "李国强", "周桂芳"), 11))
    page = opened(at_desk)
    assert page.close_it.why.startswith("先说一户")
    page.present.setFocus()
    at_desk.say("陈书记 周勇，李支书").press("Enter", "1", "3", "2", "F10")

    said = {case.applicant: now(desk, case).progress.deliberated for case in (one, two, three)}
    assert {name: held.result for name, held in said.items() if held} == {
        "王德贵": "grant",
        "李国强": "later",
        "周桂芳": "refuse",
    }
    assert {held.present for held in said.values() if held} == {("陈书记", "周勇", "李支书")}
    assert {held.held_on for held in said.values() if held} == {"2026-11-24"}
    assert [paper.name for paper in printed] == ["集体研究纪要 2026-11-24"]
    assert results(page) == [("李国强", "还没说")]


def test_the_same_key_again_takes_a_result_back(at_desk: WholeDesk, window: Desk) -> None:
    ripe(window, "王德贵", 11)
    page = opened(at_desk)
    at_desk.press("1")
    assert results(page) == [("王德贵", "同意救助")]
    at_desk.press("1")
    assert results(page) == [("王德贵", "还没说")]
    assert not page.close_it.isEnabled()


def test_one_alone_is_no_meeting_and_what_was_said_stays(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    case = ripe(window, "王德贵", 11)
    page = opened(at_desk)
    at_desk.press("1", "F10")
    assert "至少两人" in page.strip.text
    assert results(page) == [("王德贵", "同意救助")]
    assert now(desk, case).progress.deliberated is None


def test_a_day_that_is_none_is_refused(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    case = ripe(window, "王德贵", 11)
    page = opened(at_desk)
    page.held.setFocus()
    page.held.edit.selectAll()
    at_desk.say("下个月").press("Enter").say("甲 乙").press("Enter", "1", "F10")
    assert page.strip.text
    assert now(desk, case).progress.deliberated is None


def test_who_is_related_and_present_leaves_by_himself(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    case = ripe(window, "王德贵", 11)
    kin = KinNamed(case.members[0].id, "李支书", "村委会", "支书", "侄子", "2026-11-20", "本人说的", "")
    visit_steps.name_kin(window, case.id, kin)
    page = opened(at_desk)
    page.present.setFocus()
    at_desk.say("陈书记 李支书").press("Enter")
    assert page.list.rows[0].cells[4].text == "回避：李支书"

    at_desk.press("1", "4", "Enter").say("家里去年遭过火").press("Enter")
    assert page.list.rows[0].cells[4].text == "回避：李支书，家里去年遭过火"
    at_desk.press("F10")
    held = now(desk, case).progress.deliberated
    assert held is not None
    assert (held.withdrew, held.note) == (("李支书",), "家里去年遭过火")
    assert len(printed) == 1


def test_the_agenda_is_printed_before(at_desk: WholeDesk, window: Desk, printed: list[Paper]) -> None:
    ripe(window, "王德贵", 11)
    opened(at_desk)
    at_desk.press("F8")
    assert [paper.name for paper in printed] == ["集体研究议程 2026-11-24"]


def test_what_was_said_is_still_there_when_the_page_is_left_and_opened_again(at_desk: WholeDesk, window: Desk) -> None:
    ripe(window, "王德贵", 11)
    opened(at_desk)
    at_desk.press("1", "Esc")
    assert at_desk.page == "home"
    assert results(opened(at_desk)) == [("王德贵", "同意救助")]


def test_a_notice_that_still_hangs_is_told_and_not_spoken_of(at_desk: WholeDesk, window: Desk) -> None:
    then = way.on(window, ACCEPTED)
    way.posted(
        way.on(window, date(2026, 11, 23)), way.proposed(then, way.looked_into(then, way.accepted(then, "王", 11)))
    )
    page = opened(at_desk)
    assert page.list.rows == ()
    assert "1 户到期再来" in page.several.view.note


def test_the_leader_confirms_many_and_hears_of_each_that_may_not_be(
    at_desk: WholeDesk, desk: Desk, window: Desk
) -> None:
    went = replace(way.TEAM[0], name="陈素华", officer=desk.author.officer)
    one, own = ripe(window, "王德贵", 11), ripe(window, "李国强", 12, (went, way.TEAM[1]))
    way.spoken_of(desk, one, own)
    page = opened(at_desk)
    at_desk.press("F7", "A", "F10")

    confirmed = now(desk, one).progress.confirmed
    assert confirmed is not None
    assert (confirmed.monthly_fen, confirmed.from_month) == (31_200, "2026-12")
    assert now(desk, own).progress.confirmed is None
    assert page.strip.text.startswith("李国强：您去过这户入户")
    assert page.strip.text.endswith("没有别的负责人可以定，请报县里或者换一位领导。")
    assert [row.cells[1].text for row in page.list.rows] == ["李国强"]


def test_who_is_no_leader_confirms_nothing(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    case = ripe(window, "王德贵", 11)
    way.spoken_of(desk, case)
    at_desk.pages._desk = replace(desk, roles=("window",))  # noqa: SLF001 - the desk of somebody else
    page = opened(at_desk)
    at_desk.press("F7", "Space", "F10")
    assert page.confirm.why == "归分管领导办"
    assert now(desk, case).progress.confirmed is None


def test_a_refusal_is_written_with_its_facts_and_article(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    case = denied(window, "王德贵", 11)
    way.spoken_of(desk, case, result="refuse")
    page = opened(at_desk)
    at_desk.press("F7", "Enter", "Enter", "Enter", "Enter")
    sheet: ActSheet = at_desk.shown(ActSheet)
    assert "条文" in sheet.trouble
    sheet.fields[1].setFocus()
    at_desk.say("社会救助法第45条").press("Enter", "Enter")

    made = now(desk, case).progress.not_confirmed
    assert made is not None
    assert (made.facts, made.article) == ("每人每月 912 元，超过标准", "社会救助法第45条")
    assert page.list.rows == ()


def test_many_refusals_are_cut_short(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    went = replace(way.TEAM[0], name="陈素华", officer=desk.author.officer)
    way.spoken_of(desk, *(ripe(window, f"李国强{nth}", 31 + nth, (went, way.TEAM[1])) for nth in range(6)))
    page = opened(at_desk)
    at_desk.press("F7", "A", "F10")
    assert page.strip.text.splitlines()[-1] == "还有 1 户也没定成。"
    assert len(page.strip.text.splitlines()) == 6


@pytest.mark.parametrize(
    ("fen", "programme", "words"), [(0, "dibao_bianyuan", "认定 1 人"), (31_200, "dibao", "每月 312 元")]
)
def test_what_is_proposed_is_said_in_words(
    at_desk: WholeDesk, window: Desk, fen: int, programme: str, words: str
) -> None:
    then = way.on(window, ACCEPTED)
    case = way.proposed(then, way.looked_into(then, way.accepted(then, "王德贵", 11)), fen=fen, programme=programme)
    if programme == "dibao":
        way.posted(way.on(window, POSTED), case)
    assert words in opened(at_desk).list.rows[0].cells[3].text


def test_nothing_to_speak_of_says_what_brings_it(at_desk: WholeDesk) -> None:
    page = opened(at_desk)
    assert "榜期满了" in page.none.text
    at_desk.press("F7")
    assert "上了会的户" in page.none.text
