"""张榜, 撤榜, 异议, 公布, through the real window with keys."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.case import Case
from app.services.desk import Desk
from tests.find.whole_desk import WholeDesk
from tests.intake.at_the_window import Pictures, front
from tests.made_up import on_the_way as way
from ui.capture.picture import PicturePlace
from ui.case.act_sheet import ActSheet
from ui.case.paper_sheet import PictureSheet
from ui.demo.hands import Hands
from ui.notices.window import NoticesPage
from ui.printing import Paper
from ui.widgets.field import Field

ACCEPTED = date(2026, 11, 9)


def opened(at_desk: WholeDesk, part: str = "1") -> NoticesPage:
    at_desk.press("N", part)
    page: NoticesPage = at_desk.shown(NoticesPage)
    return page


def now(desk: Desk, case: Case) -> Case:
    found = desk.store.case(case.id)
    assert found is not None
    return found


def ready(window: Desk, name: str, nth: int, village: str = "青龙村", day: date = ACCEPTED) -> Case:
    then = way.on(window, day)
    return way.proposed(then, way.looked_into(then, way.accepted(then, name, nth, village)))


def hanging(window: Desk, *names: str, day: date = date(2026, 11, 23)) -> tuple[Case, ...]:
    """Households of a village whose poster went up on a day."""
    made = tuple(ready(window, name, 50 + nth) for nth, name in enumerate(names))
    return way.posted(way.on(window, day), *made)


def first(page: NoticesPage) -> list[str]:
    return [row.cells[1].text for row in page.list.rows]


def photo(at_desk: WholeDesk, pictures: Pictures, place: Path) -> None:
    """Lay a picture on the sheet that is open."""
    place.write_bytes(pictures.lay(front()))
    Hands(at_desk.window).lay_down(at_desk.shown(PicturePlace), place)
    at_desk.wait()


def field(sheet: ActSheet, label: str) -> Field:
    return next(one for one in sheet.fields if one.edit.accessibleName() == label)


def test_a_poster_is_made_for_each_village_of_what_is_chosen(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    cases = [ready(window, "王德贵", 11), ready(window, "李国强", 12), ready(window, "周桂芳", 13, "石桥村")]
    page = opened(at_desk)
    assert page.make.why == "空格选户，V 选全村"
    assert {row.cells[5].text for row in page.list.rows} == {"还剩 3 天"}
    assert {row.cells[4].text for row in page.list.rows} == {"11月27日"}

    for _ in cases:
        at_desk.press("Space")
    at_desk.press("F10")
    made = [now(desk, case).progress.notice_made for case in cases]
    assert len({one.poster for one in made if one}) == 2
    assert [paper.name.split(" ")[0] for paper in printed] == ["公示"], "the second comes when the first is out"
    assert sorted(row.cells[3].text for row in page.list.rows) == ["周桂芳，1 户", "王德贵、李国强，2 户"]


def test_a_poster_is_noted_as_hanging_with_its_day_place_name_and_photo(
    at_desk: WholeDesk, desk: Desk, window: Desk, pictures: Pictures, laid_down: Path
) -> None:
    case = ready(window, "王德贵", 11)
    way.printed(desk, case)
    page = opened(at_desk)
    at_desk.press("Enter")
    sheet: PictureSheet = at_desk.shown(PictureSheet)
    assert not sheet.verb.isEnabled(), "no photo yet"
    photo(at_desk, pictures, laid_down)
    at_desk.press("Enter").say("李支书").press("Enter", "Enter")

    hangs = now(desk, case).progress.notice
    assert hangs is not None
    assert (hangs.posted_on, hangs.ends_on, hangs.place, hangs.posted_by) == (
        "2026-11-24",
        "2026-12-01",
        "村务公开栏",
        "李支书",
    )
    assert hangs.photo is not None
    assert desk.document(hangs.photo).startswith(b"\xff\xd8")
    assert page.none.text.startswith("没有要张榜的")
    at_desk.press("2")
    assert [row.cells[4].text for row in page.list.rows] == ["11月24日至12月1日"]
    assert [row.cells[5].text for row in page.list.rows] == ["12月2日起可定"]


def test_the_sheet_says_until_when_it_hangs_while_the_day_is_typed(
    at_desk: WholeDesk, desk: Desk, window: Desk
) -> None:
    way.printed(way.on(desk, date(2026, 11, 20)), ready(window, "王德贵", 11))
    page = opened(at_desk)
    model, poster = page.several, page.list.current
    assert poster.startswith("poster:")
    at_desk.press("Enter")
    sheet: PictureSheet = at_desk.shown(PictureSheet)
    words = [one.text for one in sheet.findChildren(type(page.none))]
    assert "12月1日满，最早12月2日可定。" in words

    field(sheet, "哪天贴的").setFocus()
    field(sheet, "哪天贴的").edit.selectAll()
    at_desk.say("昨天")
    words = [one.text for one in sheet.findChildren(type(page.none))]
    assert "11月30日满，最早12月1日可定。" in words
    field(sheet, "哪天贴的").edit.selectAll()
    at_desk.say("改天")
    assert any("请写是哪天贴的" in one.text for one in sheet.findChildren(type(page.none)))
    assert model is not None


def test_a_day_that_is_none_is_refused_and_the_sheet_stays(
    at_desk: WholeDesk, desk: Desk, window: Desk, pictures: Pictures, laid_down: Path
) -> None:
    case = ready(window, "王德贵", 11)
    way.printed(desk, case)
    opened(at_desk)
    at_desk.press("Enter")
    sheet: PictureSheet = at_desk.shown(PictureSheet)
    photo(at_desk, pictures, laid_down)
    field(sheet, "哪天贴的").edit.selectAll()
    at_desk.say("改天").press("Enter").say("李支书").press("Enter", "Enter")
    assert sheet.trouble
    assert now(desk, case).progress.notice is None


def test_an_objection_is_taken_down_for_one_household(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    _one, two = hanging(window, "王德贵", "李国强")
    page = opened(at_desk, "2")
    at_desk.press("Enter", "Down", "Enter", "Enter").say("他家有车").press("Enter", "Enter", "Enter")

    (said,) = now(desk, two).progress.objections
    assert (said.content, said.name, said.handler) == ("他家有车", "", desk.author.officer)
    assert said.due_on != ""
    assert [row.cells[5].text for row in page.list.rows] == ["1 条异议没处理"]


def test_an_objection_without_words_is_refused(at_desk: WholeDesk, window: Desk) -> None:
    hanging(window, "王德贵")
    opened(at_desk, "2")
    at_desk.press("F6", "Enter", "Enter", "Enter", "Enter", "Enter")
    sheet: ActSheet = at_desk.shown(ActSheet)
    assert "请写反映了什么" in sheet.trouble


def test_where_all_went_there_nobody_can_handle_it(
    at_desk: WholeDesk, window: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging(window, "王德贵")
    page = opened(at_desk, "2")
    monkeypatch.setattr(page.several, "handlers", lambda _case: ())
    at_desk.press("Enter")
    sheet: ActSheet = at_desk.shown(ActSheet)
    assert sheet.panel.accessibleName() == "没有人可以处理"
    at_desk.press("Enter")
    assert at_desk.shown(ActSheet) is None


def test_a_poster_that_has_run_out_comes_down_with_a_photo(
    at_desk: WholeDesk, desk: Desk, window: Desk, pictures: Pictures, laid_down: Path
) -> None:
    (case,) = hanging(window, "王德贵", day=date(2026, 11, 13))
    page = opened(at_desk, "3")
    at_desk.press("Enter")
    photo(at_desk, pictures, laid_down)
    at_desk.press("Enter")
    down = now(desk, case).progress.notice_down
    assert down is not None
    assert down.photo is not None
    assert page.none.text == "没有期满没撤的榜。"


def test_a_poster_that_is_gone_comes_down_without_one(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    (case,) = hanging(window, "王德贵", day=date(2026, 11, 13))
    opened(at_desk, "3")
    at_desk.press("Enter", "F7")
    down = now(desk, case).progress.notice_down
    assert down is not None
    assert down.photo is None


def test_results_are_printed_and_published_village_by_village(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    then = way.on(window, ACCEPTED)
    case = way.in_aid(then, way.accepted(then, "王德贵", 11), date(2026, 11, 23))
    page = opened(at_desk, "4")
    assert [row.cells[2].text for row in page.list.rows] == ["新定 1 户"]
    at_desk.press("Ctrl P")
    assert [paper.name for paper in printed] == ["结果公布 2026-11-24"]

    at_desk.press("Enter", "F7")
    told = now(desk, case).progress.announced
    assert told is not None
    assert (told.village, told.place) == ("青龙村", "村务公开栏")
    (row,) = page.list.rows
    assert (row.cells[4].text, row.cells[5].text, row.act) == ("11月24日公布过", "在保 1 户", "")
    assert page.again.isHidden()


def test_the_standing_list_of_a_village_is_made_anew_at_any_time(
    at_desk: WholeDesk, window: Desk, printed: list[Paper]
) -> None:
    then = way.on(window, ACCEPTED)
    way.in_aid(then, way.accepted(then, "王德贵", 11), date(2026, 11, 23))
    opened(at_desk, "4")
    at_desk.press("F7")
    assert [paper.name for paper in printed] == ["结果公布 2026-11-24"]


def test_a_photo_goes_with_what_is_published(
    at_desk: WholeDesk, desk: Desk, window: Desk, pictures: Pictures, laid_down: Path
) -> None:
    then = way.on(window, ACCEPTED)
    case = way.in_aid(then, way.accepted(then, "王德贵", 11), date(2026, 11, 23))
    opened(at_desk, "4")
    at_desk.press("Enter")
    photo(at_desk, pictures, laid_down)
    at_desk.press("Enter")
    told = now(desk, case).progress.announced
    assert told is not None
    assert told.photo is not None


def test_a_poster_may_be_printed_again(at_desk: WholeDesk, window: Desk, printed: list[Paper]) -> None:
    hanging(window, "王德贵")
    page = opened(at_desk, "2")
    at_desk.press("Ctrl P")
    assert len(printed) == 1
    page.several.print_row("village:nobody")  # type: ignore[attr-defined]  # of this page's model
    assert "没有可打的" in page.strip.text


def test_what_another_window_put_on_a_poster_meanwhile_is_refused_and_said(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    case = ready(window, "王德贵", 11)
    page = opened(at_desk)
    at_desk.press("Space")
    way.printed(desk, case)  # nothing tells this window of it
    at_desk.press("F10")
    assert page.strip.text
    assert printed == []


def test_empty_parts_say_what_brings_something(at_desk: WholeDesk) -> None:
    page = opened(at_desk)
    for part, words in (("1", "拟同意"), ("2", "记了张榜"), ("3", "期满"), ("4", "确认以后")):
        at_desk.press(part)
        assert words in page.none.text
        assert first(page) == []
