"""What may come of an intake beside acceptance: registered, told, refused, ended; and the three days."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.case import Case
from app.services import intake, registration, session
from app.services.desk import Desk
from app.vault.slots import Cost
from tests.intake.at_the_window import CARD, Intake, Pictures
from ui.intake.side import Side
from ui.intake.steps import Step
from ui.printing import Paper, Printing
from ui.widgets.label import Elided

OpenIntake = Callable[..., Intake]
PASSWORD = "同事的口令"


@pytest.fixture
def colleague(desk: Desk) -> str:
    return session.add_officer(desk, "练习口令", "李建国", PASSWORD, cost=Cost(8, 1))


def outcomes(window: Intake) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    window.model.beside.course.concluded.connect(lambda one: found.append((one.outcome.value, one.case.id)))
    return found


def case_of(desk: Desk, window: Intake) -> Case:
    case = desk.store.case(window.draft.id)
    assert case is not None
    return case


def test_f11_registers_and_the_draft_goes_on(at_window: OpenIntake, pictures: Pictures, desk: Desk) -> None:
    window = at_window().lay_card(pictures)
    found = outcomes(window)
    window.press("F11")
    assert case_of(desk, window).state == "registered"
    assert found == [("registered", window.draft.id)]
    assert window.page_of(Side.RESULT).isVisible()
    window.press("Esc")
    assert window.model.step is Step.CARD
    assert not window.page.bar.register.isVisible()
    assert [draft.id for draft in desk.store.drafts()] == [window.draft.id]


def test_from_the_result_enter_goes_home(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures)
    left: list[bool] = []
    window.model.closed.connect(lambda: left.append(True))
    window.press("F11")
    assert [note.text() for note in window.page.bar.findChildren(Elided)] == [""]  # there is no next field
    window.press("Enter")
    assert left == [True]


def test_without_a_name_nothing_can_be_registered(at_window: OpenIntake, desk: Desk) -> None:
    window = at_window().press("F11", "F12")
    assert desk.store.case(window.draft.id) is None
    assert not window.page.bar.register.isVisible()
    assert not window.page.bar.lacks.isVisible()


def test_what_is_lacking_is_ticked_from_the_draft_and_told_at_once(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:
    window = at_window().lay_card(pictures)
    found = outcomes(window)
    window.press("F12")
    view = window.model.view.over
    assert view is not None
    assert [field.name for field in view.fields if field.ticked] == ["signature"]
    window.press("2", "PgDn")
    case = case_of(desk, window)
    assert case.supplement is not None
    assert [(lack.what, lack.how) for lack in case.supplement.lacks] == [
        ("form_fields", "来窗口把申请书上空着的填上。"),
        ("signature", "本人来签，或者在家里签好、按好手印带来。"),
    ]
    assert found == [("told", window.draft.id)]
    result = window.model.view.over
    assert result is not None
    assert result.lines[0][1] == case.supplement.number


def test_nothing_ticked_cannot_be_told(at_window: OpenIntake, pictures: Pictures, desk: Desk) -> None:
    window = at_window().lay_card(pictures).press("F12", "3", "PgDn")
    assert desk.store.case(window.draft.id) is None
    assert "还没选缺什么" in window.page.bar.on.why


def test_a_second_telling_is_refused_and_offers_to_accept_first(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:
    window = at_window().lay_card(pictures).press("F12", "PgDn").press("Esc")
    first = case_of(desk, window).supplement
    window.press("F12")
    page = window.page_of(Side.LACKS)
    assert page.strip.text.startswith("11月24日已经告知过一次")
    assert [button.verb for button in page.strip.buttons] == ["先受理后补"]
    window.press("Enter")
    assert window.model.step is Step.QUESTIONS  # what stops acceptance is shown
    assert case_of(desk, window).supplement == first


def test_a_telling_at_another_sitting_is_known(at_window: OpenIntake, pictures: Pictures, desk: Desk) -> None:
    window = at_window().lay_card(pictures).press("F12", "PgDn")
    stored = desk.store.drafts()[0]
    window.close()
    again = at_window(draft=stored)
    assert again.page.bar.lacks.verb == "已告知缺什么"


def test_a_refusal_needs_a_colleagues_password(
    at_window: OpenIntake, pictures: Pictures, desk: Desk, colleague: str
) -> None:
    window = at_window().lay_card(pictures)
    found = outcomes(window)
    window.press("F12", "F7").wait().say("问的是公司纠纷").press("Enter", "1", "Enter")
    window.say(PASSWORD).press("Enter", "Enter")
    body = case_of(desk, window).not_accepted
    assert body is not None
    assert (body.facts, body.article) == ("问的是公司纠纷", "不属于社会救助事项")
    assert set(body.officers) == {desk.author.officer, colleague}
    assert found == [("not_accepted", window.draft.id)]
    assert desk.store.drafts() == ()


def test_a_wrong_password_refuses_nothing_and_says_so(
    at_window: OpenIntake, pictures: Pictures, desk: Desk, colleague: str
) -> None:
    window = at_window().lay_card(pictures).press("F12").press("F7")
    window.say("问的是公司纠纷").press("Enter", "1", "Enter").say("不对的口令").press("Enter").press("Enter")
    assert "密码不对" in window.page_of(Side.REFUSAL).strip.text
    assert desk.store.case(window.draft.id) is None
    assert window.model.view.side is Side.REFUSAL
    assert colleague


def test_an_officer_alone_is_offered_to_tell_what_is_lacking(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:
    window = at_window().lay_card(pictures).press("F12", "F7")
    assert "只有您一位" in window.page_of(Side.REFUSAL).strip.text
    window.press("T")
    assert window.page_of(Side.LACKS).isVisible()
    assert desk.store.case(window.draft.id) is None


def test_situation_5_who_does_not_go_on_is_ended_with_the_line_kept(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:
    window = at_window().lay_card(pictures)
    found, left = outcomes(window), []
    window.model.closed.connect(lambda: left.append(True))
    window.press("F12", "Ctrl E", "1", "Enter")
    case = case_of(desk, window)
    assert case.state == "registration_ended"
    assert case.registration_ended is not None
    assert case.registration_ended.reason == "自己不办了"
    assert found == [("left", window.draft.id)]
    window.press("Esc")
    assert left == [True]
    assert desk.store.drafts() == ()


def test_a_day_before_today_needs_a_reason(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures)
    window.model.go_to_sign()
    window.model.beside.open(Side.DAY)
    window.press("2026.11.20")
    assert window.draft.complete_on == "2026-11-20"
    assert "请写一句为什么今天才录" in window.page.bar.on.why
    window.press("Enter", "1")
    assert window.draft.late_reason == "停电"
    window.press("PgDn")
    assert window.model.view.side is None


@pytest.mark.parametrize("typed", ["2026.12.01", "11.20", "昨天"])
def test_a_day_that_cannot_be_is_refused_and_not_kept(at_window: OpenIntake, pictures: Pictures, typed: str) -> None:
    window = at_window().lay_card(pictures)
    window.model.beside.open(Side.DAY)
    window.press(typed) if typed.isascii() else window.say(typed)
    assert window.page.bar.on.why != ""
    window.press("PgDn")
    assert window.model.view.side is Side.DAY


def test_a_registered_household_is_still_accepted(at_window: OpenIntake, pictures: Pictures, desk: Desk) -> None:
    window = at_window().lay_card(pictures).press("F11").press("Esc")
    assert intake.duplicates(desk, window.draft) == ()
    assert registration.register(desk, window.draft).id == window.draft.id
    assert window.draft.applicant.identity.name == CARD.name


@pytest.fixture
def printed(printing: Printing) -> list[Paper]:
    """What was sent to the printer, or waits for the officer to choose one."""
    papers: list[Paper] = []
    printing.asked.connect(lambda paper, _names: papers.append(paper))
    return papers


def test_what_is_told_is_printed_and_noted(
    at_window: OpenIntake, pictures: Pictures, desk: Desk, printing: Printing, printed: list[Paper]
) -> None:
    window = at_window(printing=printing).lay_card(pictures).press("F12", "PgDn").wait().wait()
    assert [paper.name for paper in printed] == ["一次性告知书-2026-11-24"]
    assert printed[0].pdf.startswith(b"%PDF")
    assert len(case_of(desk, window).printed) == 1


def test_a_refusal_is_printed_with_its_remedy(
    at_window: OpenIntake, pictures: Pictures, printing: Printing, printed: list[Paper], colleague: str
) -> None:
    window = at_window(printing=printing).lay_card(pictures).press("F12").press("F7")
    window.say("问的是公司纠纷").press("Enter", "1", "Enter").say(PASSWORD).press("Enter").press("Enter").wait()
    assert [paper.name for paper in printed] == ["不予受理通知书-2026-11-24"]
    assert colleague


def test_the_mandate_is_printed_from_the_signatures(
    at_window: OpenIntake, pictures: Pictures, printing: Printing, printed: list[Paper]
) -> None:
    window = at_window(printing=printing).press("Ctrl T").say("王建军").press("Enter", "Enter", "1", "2").press("PgDn")
    window.lay_card(pictures).press("PgDn", "PgDn", "PgDn", "PgDn", "1", "PgDn").wait()
    assert window.model.step is Step.SIGN
    window.press("Ctrl M").wait()
    assert [paper.name for paper in printed] == ["委托书-2026-11-24"]


def test_what_is_saved_while_it_ends_comes_back_as_no_draft(
    at_window: OpenIntake, pictures: Pictures, desk: Desk
) -> None:  # fmt: skip - as the others
    window = at_window().lay_card(pictures)
    window.model.beside.course.ending.end("不办了")
    window.model.keeper.change(lambda draft: replace(draft, phone="13900000000"))
    window.model.keeper.save()  # the clock runs while the end is being written
    window.wait()
    assert case_of(desk, window).state == "registration_ended"
    assert desk.store.drafts() == ()
