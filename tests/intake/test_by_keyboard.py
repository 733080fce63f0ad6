"""The whole intake by keys alone, on a real store: from the card to the number."""

from collections.abc import Callable

from app.domain.case import Case
from app.services.desk import Desk
from tests.intake.at_the_window import Intake, Pictures
from tests.made_up.household import id_number
from ui.demo.hands import Hands
from ui.intake.steps import Step
from ui.printing import Printing

OpenIntake = Callable[..., Intake]


def household(window: Intake) -> None:
    """A son who works in Guangdong, wages that stopped, crops, an allowance."""
    window.press("1", "2", "1")
    window.press("Ins").say("王建军").press("Enter", id_number("1978-07-01", 13), "Enter")
    window.press("2", "2").say("广东").press("Enter", "1", "2")
    window.press("2").say("打工").press("Enter", "9600", "*", "4")
    window.press("1").say("种地 3 亩").press("Enter", "5200-2000", "Enter")
    window.press("3", "1").say("女儿给的赡养费").press("Enter", "100", "/", "Enter", "3")


def questions(window: Intake) -> None:
    window.press("1200", "Enter", "Enter", "Enter", "1", "1", "2").say("小卖部，儿子名下").press("Enter", "1", "1", "1")
    window.press("1", "6", "Enter")


def sign(window: Intake) -> None:
    window.press("F9")
    Hands(window.window).write(window.page_of(Step.SIGN).page.paper.field)
    window.wait().press("Enter")


def test_an_application_is_taken_by_keys_alone(
    at_window: OpenIntake, pictures: Pictures, desk: Desk, printing: Printing
) -> None:
    window = at_window(printing=printing)
    accepted: list[object] = []
    window.model.accepted.connect(accepted.append)

    window.lay_card(pictures).press("Enter")
    window.press("13800000001", "Enter", "1", "Enter", "Enter", "2").say("青龙镇街上").press("PgDn")
    household(window)
    window.press("Enter")
    questions(window)
    window.press("Enter")
    sign(window)
    window.press("F10").wait()

    case = desk.store.case(window.draft.id)
    assert isinstance(case, Case)
    assert case.accepted is not None
    content = case.accepted
    assert len(accepted) == 1
    assert [(m.identity.name, m.relation, m.away_place) for m in content.members] == [
        ("王德贵", "01", ""),
        ("王建军", "20", "广东"),
    ]
    assert (content.phone, content.village, content.group, content.residence) == (
        "13800000001",
        "青龙村",
        "3",
        "青龙镇街上",
    )  # fmt: skip - one place
    assert [(line.kind, line.how, line.per_year_fen(), line.stopped) for line in content.incomes] == [
        ("wage", "打工", 960_000, "2026-08"),
        ("business", "种地 3 亩", 320_000, ""),
        ("property", "", 0, ""),
        ("transfer", "女儿给的赡养费", 120_000, ""),
        ("excluded", "", 0, ""),
    ]
    assert {code: reply.answer for code, reply in content.replies.items()} == {
        "vehicle": "no",
        "town_house": "no",
        "business": "yes",
        "deposit": "no",
        "insurance": "no",
        "near_relative": "no",
    }  # fmt: skip - one question, one answer
    assert content.replies["business"].note == "小卖部，儿子名下"
    assert content.troubles == ("illness", "old")
    assert [expense.amount_fen for expense in content.expenses] == [120_000]
    assert {filed.slot for filed in case.filed} == {"id_front", "id_back"}
    assert [mark.member for mark in case.signed] == [content.members[0].id]
    assert [member.identity.name for member in case.missing_signers()] == ["王建军"]
    assert desk.store.drafts() == ()


def test_without_any_picture_the_card_is_typed(at_window: OpenIntake) -> None:
    window = at_window().press("F7").say("张桂英")
    window.press("Enter", "Enter").say("汉族").press("Enter", "Enter", id_number("1955-12-30", 22), "Enter")

    applicant = window.draft.applicant.identity
    assert (applicant.name, applicant.ethnic, applicant.sex, applicant.birth) == (
        "张桂英",
        "汉",
        "female",
        "1955-12-30",
    )  # fmt: skip - one person
    assert window.model.view.can_go_on


def test_pgdn_goes_to_what_is_missing_instead_of_on(at_window: OpenIntake) -> None:
    window = at_window().press("PgDn")
    assert window.model.step is Step.CARD
    assert window.page.bar.on.why == "还差：姓名，证号"
    assert window.focus is window.page_of(Step.CARD).rows["name"].field.edit


def test_f10_from_the_first_page_says_what_is_missing_and_goes_there(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("F10")
    assert window.model.step is Step.QUESTIONS
    assert window.focus is window.page_of(Step.QUESTIONS).rows["near_relative"].choice.focusProxy()


def test_the_near_relative_question_must_be_touched(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn", "PgDn")
    assert window.page.bar.on.why == "还差：问镇上、村上有没有亲属"
    window.press("PgDn", "1")
    assert window.page.bar.on.isEnabled()


def test_esc_goes_back_step_by_step_and_leaves_from_the_first(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn")
    left: list[bool] = []
    window.model.closed.connect(lambda: left.append(True))
    window.press("Esc")  # closes the choices below the cell
    window.press("Esc", "Esc")
    assert window.model.step is Step.CARD
    assert left == []
    window.press("Esc")
    assert left == [True]


def test_a_wrong_amount_keeps_the_cursor_and_says_so(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn", "1", "1", "1")
    window.press("1").say("打工").press("Enter").say("很多").press("Enter")
    view = window.model.household.view
    assert view.cursor.column == "amount"
    assert view.ask.wrong.startswith("金额请写数字")


def test_a_person_added_with_a_wrong_number_is_not_added(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn")
    window.press("Ins").say("王建军").press("Enter", "511725197807010138", "Enter")
    assert len(window.draft.members) == 1
    assert "最后一位" in window.model.household.view.adding_wrong
    window.press("Esc")
    assert not window.model.household.view.adding


def test_a_removed_person_comes_back(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn")
    window.press("Ins").say("王建军").press("Enter", id_number("1978-07-01", 13), "Enter", "2")
    before = window.draft.members
    window.press("Del")
    assert len(window.draft.members) == 1
    window.press("Ctrl Z")
    assert window.draft.members == before


def test_the_applicant_cannot_be_removed(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn", "Del")
    assert len(window.draft.members) == 1


def test_a_removed_line_of_money_comes_back(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn", "1", "1", "1")
    window.press("1").say("打工").press("Enter", "9600", "Enter", "Up")
    before = window.draft.incomes
    window.press("Del").press("Ctrl Z")
    assert window.draft.incomes == before
    assert len(before) == 1


def test_a_second_line_of_a_kind_is_one_key_away(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn", "1", "1", "1")
    window.press("1").say("打工").press("Enter", "9600", "+").say("零工").press("Enter", "800", "Enter")
    assert [(line.how, line.amount_fen) for line in window.draft.incomes] == [("打工", 960_000), ("零工", 80_000)]


def test_the_card_of_a_member_is_read_and_an_empty_one_is_no_person(at_window: OpenIntake, pictures: Pictures) -> None:
    window = at_window().lay_card(pictures).press("PgDn", "PgDn", "Ins", "F8")
    assert window.model.view.card_of == window.draft.members[1].id
    window.press("Esc")
    assert len(window.draft.members) == 1
    window.press("Ins", "F8").press("F7").say("王雨欣")
    window.press("PgDn")
    assert [member.identity.name for member in window.draft.members] == ["王德贵", "王雨欣"]
    assert window.model.view.card_of == ""
