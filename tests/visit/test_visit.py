"""来意: seven reasons on seven keys, and a line for everyone who comes."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from app.domain.draft import Draft
from app.domain.visit import Agent, Outcome, Reason, Visitor
from app.services import visits
from app.services.visits import Coming
from tests.find.whole_desk import WholeDesk
from tests.store.township import application
from ui.visit.ask_window import AskPage
from ui.visit.window import VisitPage


def a_name(at_desk: WholeDesk, name: str) -> Draft:
    """Write a name into the intake, as a card would."""
    intake = at_desk.pages.intake
    assert intake is not None
    who = intake.draft.applicant
    intake.keeper.change(lambda draft: draft.with_member(replace(who, identity=replace(who.identity, name=name))))
    at_desk.wait()
    return intake.draft


def lines(at_desk: WholeDesk) -> list[tuple[str, str, str]]:
    page = at_desk.shown(VisitPage)
    return [(line.who, line.why, line.note) for line in page.model.view.lines]


def test_f2_asks_why_and_shows_seven_reasons(at_desk: WholeDesk) -> None:
    at_desk.press("F2")
    page = at_desk.shown(VisitPage)
    assert [row.line.reason for row in page.rows] == [reason.value for reason in Reason]
    assert [row.accessibleName() for row in page.rows][:2] == ["申请救助", "急事先救"]
    assert page.take.verb == "申请救助"
    assert page.rows[0].hasFocus()


def test_arrows_choose_what_enter_takes(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "Up", *["Down"] * 6)
    page = at_desk.shown(VisitPage)
    assert [row.current for row in page.rows] == [False] * 6 + [True]
    at_desk.press("Down", "Enter")
    assert at_desk.page == "ask"


def test_one_opens_the_intake_and_enter_does_too(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "1")
    assert at_desk.page == "intake"
    at_desk.press("F2", "Enter")
    assert at_desk.page == "intake"


def test_esc_goes_home(at_desk: WholeDesk) -> None:
    assert at_desk.press("F2", "Esc").page == "home"


def test_every_reason_that_has_no_page_yet_is_taken_down_in_words(at_desk: WholeDesk) -> None:
    for name in ("find", *Reason):
        if name not in {Reason.APPLY, Reason.ASK}:
            at_desk.pages._routes.pop(name, None)  # noqa: SLF001 - as on a desk without those parts
    for nth, reason in enumerate(Reason, 1):
        if reason is Reason.APPLY:
            continue
        at_desk.press("F2", str(nth))
        assert at_desk.page == "ask"
        at_desk.press("Enter", "Enter", "Enter", "Enter").say("问一件事").press("PgDn")
        assert at_desk.visits()[0].reason == reason
        assert at_desk.page == "home"


def test_f2_works_from_a_case_too(at_desk: WholeDesk) -> None:
    from app.services import intake  # noqa: PLC0415 - only here

    accepted = intake.accept(at_desk.desk, application(at_desk.desk, 3, pictures=0))
    at_desk.pages.show_case(accepted.case.id)
    assert at_desk.wait().page == "case"
    assert at_desk.press("F2").page == "visit"


def test_zero_says_that_somebody_acts_for_another(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "0")
    page = at_desk.shown(VisitPage)
    assert page.other.verb == "本人来办"
    at_desk.press("1")
    assert at_desk.pages.intake is not None
    assert at_desk.pages.intake.draft.agent == Agent("")


def test_zero_twice_is_the_applicant_again(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "0", "0", "1")
    assert at_desk.pages.intake is not None
    assert at_desk.pages.intake.draft.agent is None


def test_an_intake_left_with_a_name_leaves_a_line_of_its_own_time(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "1")
    draft = a_name(at_desk, "张桂英")
    at_desk.press("F2")
    assert lines(at_desk) == [("张桂英", "申请救助", "登记没办完，停在证件")]
    (row,) = at_desk.visits()
    assert (row.about, row.came_at, row.outcome) == (f"case:{draft.id}", draft.started_at, "")


def test_an_accepted_application_is_one_line_that_says_so(at_desk: WholeDesk) -> None:
    draft = application(at_desk.desk, 3, pictures=0)
    at_desk.pages.take_in(draft)
    at_desk.wait().press("F2")
    assert [row.outcome for row in at_desk.visits()] == [""]
    at_desk.pages.take_in(draft)
    at_desk.wait()
    assert at_desk.pages.intake is not None
    at_desk.shell.set_saving(True)  # something was typed just before
    at_desk.pages.intake.accept()
    at_desk.wait()
    assert at_desk.page == "accepted"
    assert at_desk.shell.view.saved.text == "已保存"
    assert [row.outcome for row in at_desk.visits()] == [Outcome.ACCEPTED]
    at_desk.press("Esc", "F2")  # no printer was chosen yet
    assert lines(at_desk) == [(draft.applicant.identity.name, "申请救助", "已受理")]


def test_an_intake_without_a_name_shows_as_a_line_while_it_is_kept(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "1")
    assert at_desk.pages.intake is not None
    at_desk.pages.intake.keeper.change(lambda draft: replace(draft, phone="13800001234"))
    at_desk.wait().press("F2")
    assert lines(at_desk) == [("还没填姓名", "申请救助", "登记没办完，停在证件")]
    assert at_desk.visits() == ()


def test_who_left_without_a_word_gets_a_line_if_the_officer_says_so(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "1", "Esc", "F2")
    page = at_desk.shown(VisitPage)
    assert page.strip.text == "刚才选了“申请救助”，没有记下人。"
    at_desk.press("L")
    assert page.strip.isVisible() is False
    assert lines(at_desk) == [("不留名", "申请救助", "不办了")]


def test_a_wrong_key_leaves_no_line_and_is_asked_about_once(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "7", "Esc")
    page = at_desk.shown(VisitPage)
    assert page.strip.isVisible()
    at_desk.press("X")
    assert page.strip.isVisible() is False
    at_desk.press("Esc", "F2")
    assert at_desk.shown(VisitPage).strip.isVisible() is False
    assert at_desk.visits() == ()


def test_a_question_is_answered_in_one_line(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "7").say("刘长贵").press("Enter").say("13800001234").press("Enter").say("青龙村")
    at_desk.press("Enter", "Enter").say("钱怎么少了").press("Enter").say("卡未激活，说了去银行").press("Enter")
    (row,) = at_desk.visits()
    assert (row.name, row.village, row.reason, row.outcome) == ("刘长贵", "青龙村", "ask", "answered")
    at_desk.press("F2")
    assert lines(at_desk) == [("刘长贵", "问政策、反映情况", "卡未激活，说了去银行")]


def test_who_leaves_no_name_is_nobody(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "7", *["Enter"] * 4).say("反映路灯不亮").press("PgDn", "F2")
    assert lines(at_desk) == [("不留名", "问政策、反映情况", "反映路灯不亮")]
    assert [row.outcome for row in at_desk.visits()] == [Outcome.NOTED]


def test_without_a_word_on_what_was_asked_the_cursor_goes_there(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "7", "PgDn")
    page = at_desk.shown(AskPage)
    assert page.fields["asked"].edit.hasFocus()
    assert page.fields["asked"].view.sentence.startswith("写一句")
    assert at_desk.visits() == ()


@pytest.mark.parametrize("key", ["Esc", "F2"])
def test_a_question_that_was_begun_is_kept_however_it_is_left(at_desk: WholeDesk, key: str) -> None:
    at_desk.press("F2", "7").say("谭玉芳").press(key)
    assert [(row.name, row.outcome) for row in at_desk.visits()] == [("谭玉芳", "noted")]
    assert at_desk.page == "visit"
    assert at_desk.shown(VisitPage).strip.isVisible() is False


def test_who_asks_for_another_is_named_with_the_other(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "0", "7").say("王建军").press("Enter").say("儿子").press("Enter").say("王德贵")
    at_desk.press("Enter", "Enter", "Enter", "Enter").say("低保到哪一步").press("PgDn")
    (row,) = at_desk.visits()
    assert (row.name, row.agent) == ("王德贵", "王建军")


def test_what_was_asked_is_kept_when_it_is_not_sent_on_after_all(at_desk: WholeDesk) -> None:
    at_desk.press("F2", "7").say("何家福").press(*["Enter"] * 4).say("药费太高").press("F7")
    assert at_desk.page == "referral"
    at_desk.press("F2")
    (row,) = at_desk.visits()
    assert (row.name, row.note, row.outcome) == ("何家福", "药费太高", Outcome.NOTED)
    assert at_desk.shown(VisitPage).strip.isVisible() is False


def test_a_question_can_be_sent_on_with_all_that_was_said(at_desk: WholeDesk) -> None:
    handed: list[Coming] = []
    at_desk.pages.route("referral", handed.append)
    at_desk.press("F2", "7").say("何家福").press(*["Enter"] * 4).say("药费太高").press("F7")
    assert handed == [Coming("ask", Visitor("何家福"), note="药费太高")]


def test_a_line_written_elsewhere_is_not_asked_about(at_desk: WholeDesk) -> None:
    def elsewhere(coming: Coming) -> None:
        visits.record(at_desk.desk, coming, Outcome.REPORTED)

    at_desk.pages.route("card", elsewhere)
    at_desk.press("F2", "5", "F2")
    assert at_desk.shown(VisitPage).strip.isVisible() is False
    assert lines(at_desk) == [("不留名", "换卡", "记下了，给了回执")]


def test_keys_of_what_nobody_has_claimed_do_nothing(at_desk: WholeDesk) -> None:
    at_desk.pages._routes.pop("urgent", None)  # noqa: SLF001 - as on a desk without that part
    assert at_desk.press("F3").page == "home"


def test_a_line_of_the_same_reason_from_before_does_not_stand_for_a_later_one(at_desk: WholeDesk) -> None:
    visits.record(at_desk.desk, Coming("ask", came_at="2026-11-24T00:30:00.000Z"), Outcome.ANSWERED)
    at_desk.press("F2", "7", "F2")
    assert at_desk.shown(VisitPage).strip.isVisible()


def test_f2_does_nothing_where_no_desk_stands_behind(at_desk: WholeDesk) -> None:
    at_desk.window.add_page("locked", QWidget(), bare=True)
    at_desk.window.show_page("locked")
    assert at_desk.press("F2").page == "locked"
