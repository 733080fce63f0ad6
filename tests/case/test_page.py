"""The page of a case through the whole window: where it stands, and everything that can be done with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.registration import Lack
from app.services import registration, urgent
from app.services.desk import Desk
from app.services.urgent import Emergency
from tests.find.whole_desk import PASSWORD, WholeDesk, accepted, application, member
from tests.intake.at_the_window import CARD, front, jpeg
from tests.store.township import other_officer
from ui.capture.shot import Shot
from ui.case.act_sheet import ActSheet
from ui.case.paper_sheet import PictureSheet
from ui.case.sheets import CorrectSheet
from ui.case.window import CasePage
from ui.printer_choice import PrinterChoice
from ui.printing import Printed

SON = member("王建军", "1978-07-01", 13, "20")


def opened(at_desk: WholeDesk, case: Case) -> CasePage:
    at_desk.pages.show_case(case.id)
    page: CasePage = at_desk.wait().shown(CasePage)
    return page


def now(at_desk: WholeDesk, case: Case) -> Case:
    found = at_desk.desk.store.case(case.id)
    assert found is not None
    return found


def buttons(page: CasePage) -> list[str]:
    return [name for name, button in page.acts.items() if button.isVisible()]


def events(page: CasePage) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells)[1:] for row in page.events.rows]


def test_where_a_case_stands_is_one_sentence_for_the_applicant(at_desk: WholeDesk) -> None:
    son = replace(SON, away_place="广东")
    page = opened(at_desk, accepted(at_desk.desk, member("王明德"), son))
    assert page.status.text.startswith("已受理，还差 1 人签字：王建军（广东）；签了才能核对。30 个工作日")
    assert [row.cells[2].text for row in page.people.rows] == ["已签", "还没签"]
    assert events(page)[-1] == ("受理", "本人来，材料当天齐", "陈素华")


def test_a_case_with_all_signatures_says_only_by_when(at_desk: WholeDesk) -> None:
    page = opened(at_desk, accepted(at_desk.desk))
    assert page.status.text.startswith("已受理，字都签了。30 个工作日")
    assert buttons(page) == [
        *("correct", "paper", "note", "hand_over", "withdraw", "end"),
        *("again", "copy_out", "more", "assess", "papers"),
    ]


def test_a_registered_case_has_its_page_and_goes_on(at_desk: WholeDesk) -> None:
    case = registration.register(at_desk.desk, application(at_desk.desk))
    page = opened(at_desk, case)
    assert page.status.text == "已登记，还没受理：11月24日来过，签了字、齐了才开始算时间。"
    assert (page.people.rows[0].cells[0].text, buttons(page)) == ("王明德", ["note", "go_on"])
    at_desk.press("Enter")
    assert at_desk.window.page == "intake"


def test_what_is_lacking_is_said_as_it_was_told(at_desk: WholeDesk) -> None:
    lacks = (Lack("signature", "王建军"), Lack("identity"))
    case = registration.ask_supplement(at_desk.desk, application(at_desk.desk), lacks)
    page = opened(at_desk, case)
    assert page.status.text == "待补材料，还差：王建军的签字；身份证或户口簿。11月24日已经一次说清，补齐当天就受理。"


def test_a_registration_of_another_pc_goes_on_with_what_was_registered(at_desk: WholeDesk) -> None:
    draft = application(at_desk.desk)
    case = registration.register(at_desk.desk, draft)
    with at_desk.desk.store.work() as work:
        work.discard_draft(draft.id)
    opened(at_desk, case).acts["go_on"].click()
    assert at_desk.wait().window.page == "intake"


def test_an_emergency_says_what_happened_and_until_when(at_desk: WholeDesk) -> None:
    stranded = Emergency(
        "stranded", "钱包被偷", "客运站", "2026-11-23", "吃饭、车票", "cash", 30_000, description="女，约三十岁，红上衣"
    )
    page = opened(at_desk, urgent.record(at_desk.desk, stranded))
    assert page.status.text == "急事：11月23日在客运站，钱包被偷；要吃饭、车票。11月27日以前先救。"
    assert (page.people.rows[0].cells[0].text, buttons(page)) == (
        "女，约三十岁，红上衣",
        ["note", "go_on", "more", "assess", "papers"],
    )


def test_an_ended_registration_can_only_be_noted(at_desk: WholeDesk) -> None:
    case = registration.end(at_desk.desk, application(at_desk.desk), "不办了")
    page = opened(at_desk, case)
    assert (page.status.text, buttons(page)) == ("11月24日说不办了，登记结束；随时可以再来。", ["note"])


def test_a_note_is_written_with_two_keys_and_its_words(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    at_desk.press("3").say("儿子周五回来").press("Enter")
    assert now(at_desk, case).notes == ("儿子周五回来",)
    assert events(page)[0] == ("备注", "儿子周五回来", "陈素华")
    at_desk.press("3", "Enter")
    assert at_desk.shown(ActSheet).trouble
    at_desk.press("Esc")
    assert at_desk.shown(ActSheet) is None


def test_a_wrong_name_is_corrected_with_its_reason(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    at_desk.press("1", "Enter").say("王鸣德").press("Enter", "Enter")
    sheet = at_desk.shown(CorrectSheet)
    assert sheet.trouble == "请写一句为什么改，回执上会注明更正。"
    at_desk.say("身份证上是鸣").press("Enter")
    done = now(at_desk, case)
    assert done.accepted is not None
    assert done.accepted.members[0].identity.name == "王鸣德"
    assert events(page)[0][:2] == ("改错", "王鸣德 姓名改成“王鸣德”（身份证上是鸣）")
    assert page.people.rows[0].cells[0].text == "王鸣德"


def test_a_number_takes_birth_and_sex_with_it_and_a_wrong_one_is_refused(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    opened(at_desk, case)
    at_desk.press("1", "Down", "Enter").type("51172519500308001").press("Enter").say("看错了").press("Enter")
    assert "18" in at_desk.shown(CorrectSheet).trouble
    right = member("甲", "1951-04-09", 22).identity.id_number
    sheet = at_desk.shown(CorrectSheet)
    sheet.new.setFocus()
    sheet.new.edit.selectAll()
    at_desk.type(right).press("Enter", "Enter")
    done = now(at_desk, case).accepted
    assert done is not None
    assert (done.members[0].identity.id_number, done.members[0].identity.birth, done.members[0].identity.sex) == (
        right,
        "1951-04-09",
        "female",
    )


def test_a_case_is_handed_to_a_colleague_of_this_window(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    at_desk.press("4", "Enter").say("我休假").press("Enter")
    assert now(at_desk, case).handler == other_officer()
    assert events(page)[0] == ("交给别人", "李成 我休假", "陈素华")
    at_desk.press("4")
    assert at_desk.shown(ActSheet).verb.verb == "知道了"


def with_picture(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch, verdict: str = "ok") -> PictureSheet:
    """Lay a paper down, as a file comes."""
    monkeypatch.setattr(type(at_desk.pages.reader), "read", lambda *_args: front(CARD, verdict=verdict, cause="blur"))
    sheet: PictureSheet = at_desk.shown(PictureSheet)
    sheet._capture.taken.emit(Shot(jpeg("撤回申请书"), "file"))  # noqa: SLF001 - a picture comes from outside
    at_desk.wait()
    return sheet


def test_a_withdrawal_needs_its_signed_paper(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    at_desk.press("5")
    assert not at_desk.shown(PictureSheet).verb.isEnabled()
    with_picture(at_desk, monkeypatch)
    at_desk.press("Enter", "Enter")
    done = now(at_desk, case)
    assert done.withdrawn is not None
    assert (done.withdrawn.by, done.state) == ("王明德", "withdrawn")
    assert page.status.text == "已撤回，11月24日由王明德撤的；随时可以再申请。"
    assert page.papers.rows[0].cells[0].text == "撤回申请书"
    assert buttons(page) == ["correct", "paper", "note", "again", "copy_out", "assess", "papers"]


def test_a_paper_is_added_and_looked_at(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    at_desk.press("2")
    with_picture(at_desk, monkeypatch, verdict="bad")
    at_desk.press("Down", "Enter", "Enter")
    (filed,) = now(at_desk, case).filed
    assert (filed.slot, filed.source, filed.verdict, filed.overruled) == ("hukou_page", "file", "bad", "当场只有这一张")
    assert page.papers.rows[0].cells[0].text == "户口簿，王明德"


def test_a_case_ends_with_two_contacts_a_letter_and_a_second_person(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    at_desk.press("6")
    words = ("2026-11-02", "1 没人接", "2026-11-09", "2 门锁着", "2026-11-12", "搬走了，找不到")
    sheet = at_desk.shown(ActSheet)
    for word in words:
        at_desk.focus.selectAll()  # type: ignore[attr-defined]  # a line is in work
        at_desk.say(word).press("Enter")
    at_desk.press("Enter").type("wrong").press("Enter")
    assert sheet.trouble
    sheet.fields[-1].edit.clear()
    at_desk.say(PASSWORD).press("Enter")
    done = now(at_desk, case)
    assert done.ended is not None
    assert done.state == "ended_noncoop"
    assert [(one.on, one.how, one.result) for one in done.ended.contacts] == [
        ("2026-11-02", "phone", "没人接"),
        ("2026-11-09", "home", "门锁着"),
    ]
    assert page.status.text == "已终止，11月24日：搬走了，找不到。人来了可以重新申请。"


def test_without_a_colleague_it_is_said_what_to_do(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.second.colleagues", lambda _desk: ())
    opened(at_desk, accepted(at_desk.desk))
    at_desk.press("6")
    assert at_desk.shown(ActSheet).verb.verb == "知道了"
    at_desk.press("Enter")
    assert at_desk.shown(ActSheet) is None


def test_the_desk_claims_the_route(desk: Desk, at_desk: WholeDesk) -> None:
    case = accepted(desk)
    at_desk.pages.show_case(case.id)
    assert at_desk.wait().window.page == "case"


def test_the_papers_that_were_given_are_printed_again_and_noted(
    at_desk: WholeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.printing.save_paper", lambda paper: Printed(paper, "", tmp_path / paper.name))
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    at_desk.press("Ctrl P")
    at_desk.shown(PrinterChoice).list.chosen.emit("file")
    at_desk.wait()
    assert events(page)[0] == ("打印", "受理通知书 1 份", "陈素华")
    at_desk.press("5", "Ctrl P")
    at_desk.shown(PrinterChoice).list.chosen.emit("file")
    at_desk.wait()
    assert events(page)[0] == ("打印", "撤回申请书 1 份", "陈素华")
    assert at_desk.shown(PictureSheet) is None


def test_what_was_lacking_is_printed_again(at_desk: WholeDesk) -> None:
    case = registration.ask_supplement(at_desk.desk, application(at_desk.desk), (Lack("identity"),))
    page = opened(at_desk, case)
    assert buttons(page) == ["note", "go_on", "again"]
    at_desk.press("Ctrl P")
    assert at_desk.shown(PrinterChoice) is not None
