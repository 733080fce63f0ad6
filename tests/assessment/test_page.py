"""看看能得什么, from the window: opened from a case and from an intake, printed, a referral made of it."""

from dataclasses import replace

import pytest

from app.domain.case import Case
from app.domain.draft import PROPERTY_QUESTIONS, Draft, Reply
from app.domain.income import Expense, Income
from app.services import intake
from app.services.local_rules import FOLDER
from tests.desk.counter import PRINTER, Counter
from tests.find.whole_desk import application, member
from ui.assessment.view import AssessView
from ui.assessment.window import AssessPage
from ui.case.window import CasePage
from ui.referral.window import ReferralPage
from ui.steps.page import StepFormPage

ALL_NO = {question.value: Reply("no") for question in PROPERTY_QUESTIONS}


def poor(at: Counter) -> Draft:
    """A couple in 青龙村, all asked, almost nothing to live on."""
    couple = (member("王明德", "1950-03-08", 11), member("刘玉珍", "1953-06-02", 22, "10"))
    draft = application(at.desk, *couple, signed=2)
    kinds = ("wage", "business", "property", "transfer")
    incomes = tuple(Income(kind, kind, draft.applicant.id, amount_fen=2_500) for kind in kinds)
    return replace(draft, incomes=incomes, village="青龙村", replies={**draft.replies, **ALL_NO})


def accepted(at: Counter, draft: Draft) -> Case:
    return intake.accept(at.desk, replace(draft, form_content=intake.content_digest(draft))).case


@pytest.fixture
def case(counter: Counter) -> Case:
    return accepted(counter, poor(counter))


def opened(at: Counter, case: Case) -> AssessPage:
    """Open the assessment from the page of a case, by its key."""
    at.pages.go("case", case.id)
    at.settle().press("9")
    page: AssessPage = at.shown(AssessPage)
    return page


def lines(view: AssessView) -> dict[str, tuple[str, ...]]:
    return {one.row.key: tuple(cell.text for cell in one.row.cells) for one in view.programmes}


def test_a_case_shows_what_each_programme_comes_to(counter: Counter, case: Case) -> None:
    page = opened(counter, case)

    assert lines(page.model.view)["dibao"] == ("低保（整户）", "符合", "每月 1,231.67 元")
    assert lines(page.model.view)["xiaoe_kuaijiu"][1] == "不符合"
    assert page.programmes.hasFocus()
    assert page.reasons.texts == tuple(line.text for line in page.model.view.programmes[0].reasons)


def test_the_reasons_are_those_of_the_current_line_with_their_sources(counter: Counter, case: Case) -> None:
    page = opened(counter, case)
    keys = [row.key for row in page.programmes.rows]
    page.programmes.select(keys.index("dibao"))

    shown = page.model.view.of("dibao")
    assert shown is not None
    assert page.reasons.title.text == "低保（整户）：符合"
    assert "人均月收入 4.17 元，低于标准 620.00 元（待县级确认）" in page.reasons.texts
    assert all(line.source.startswith("依据：") for line in shown.reasons)


def test_esc_leads_back_to_the_case(counter: Counter, case: Case) -> None:
    opened(counter, case)
    counter.press("Esc")
    assert counter.shown(CasePage).isVisible()


def test_it_is_printed_for_the_file_and_the_place_for_it_is_asked_once(counter: Counter, case: Case) -> None:
    page = opened(counter, case)
    counter.press("Ctrl P", "Enter")

    assert [paper.name[:6] for paper in counter.tray.papers] == ["救助资格测算"]
    assert page.model.view.said == "已打印。"
    counter.press("Ctrl P")
    assert len(counter.tray.papers) == 2


def test_a_printer_that_jams_is_told_and_the_page_stays(counter: Counter, case: Case) -> None:
    counter.pages.printing._remember(PRINTER)  # noqa: SLF001 - as if it had been chosen before
    page = opened(counter, case)
    counter.tray.jammed = True
    counter.press("Ctrl P")

    assert counter.page == "assess"
    assert "打印" in page.model.view.said


def test_a_referral_is_made_out_for_what_the_line_says(counter: Counter, case: Case) -> None:
    page = opened(counter, case)
    page.referrals.setFocus()
    counter.press("Enter")

    made: ReferralPage = counter.shown(ReferralPage)
    view = made._model.view  # noqa: SLF001 - what the page was opened with
    assert view.field == "medical"
    assert view.need.startswith("医疗救助")
    assert made._model.who.visitor.name == "王明德"  # noqa: SLF001 - as above
    counter.press("Esc")
    assert counter.page == "assess"


def test_an_intake_shows_all_that_is_open_and_goes_on_afterwards(counter: Counter) -> None:
    draft = replace(poor(counter), step="questions", signatures=())
    counter.pages.take_in(draft)
    counter.settle().press("F6")

    page: AssessPage = counter.shown(AssessPage)
    assert lines(page.model.view)["dibao"][1] == "符合"
    assert "大笔支出" in page.model.view.unasked
    counter.press("Esc")
    assert (counter.page, counter.intake.draft.id) == ("intake", draft.id)


def test_what_nobody_asked_is_said(counter: Counter) -> None:
    draft = application(counter.desk, member("王明德", "1950-03-08", 11))
    page = opened(counter, accepted(counter, draft))

    assert page.unasked.text.startswith("还没问：工资收入、经营收入")
    assert lines(page.model.view)["dibao"][1] == "要人确认"


def test_a_broken_file_of_the_county_is_named_and_nothing_else_changes(counter: Counter, case: Case) -> None:
    (counter.desk.data / FOLDER).mkdir()
    (counter.desk.data / FOLDER / "县里.toml").write_text("不是规则", "utf-8")
    page = opened(counter, case)

    assert "县里.toml" in page.strip.text
    assert lines(page.model.view)["dibao"][2] == "每月 1,231.67 元"


def test_where_nothing_can_be_said_the_page_says_why(counter: Counter, case: Case) -> None:
    assert case.accepted is not None
    counter.pages.go("assess", replace(case, id="00000000-0000-7000-8000-000000000000", accepted=None))
    page: AssessPage = counter.settle().shown(AssessPage)

    assert page.strip.text
    assert page.programmes.rows == ()
    assert not page.print.isVisible()
    counter.press("Ctrl P")
    assert counter.tray.papers == []


def test_the_applicant_sees_nothing_of_it(counter: Counter, case: Case) -> None:
    counter.pages.take_in(replace(poor(counter), step="household", signatures=()))
    counter.settle()
    counter.seen.clear()
    counter.press("F6")
    opened(counter, case)

    words = ("符合", "可能", "低保（整户）", "1,231.67", "要人确认")
    assert [word for word in words for seen in (*counter.seen, counter.glass) if word in seen] == []


def test_an_opinion_begins_with_what_the_rules_give(counter: Counter, case: Case) -> None:
    counter.pages.go("step", case, "give_opinion")
    page: StepFormPage = counter.settle().shown(StepFormPage)
    told = page._model.told  # noqa: SLF001 - what stands in the fields

    assert (told["programme"], told["proposal"], told["monthly"]) == ("dibao", "grant", "1231.67")
    assert "低于标准" in told["reason"]
    lines = page._model.opened.lines  # noqa: SLF001 - what stands above them
    assert lines[:2] == (
        "计入 2 人，每月 8.33 元，人均每月 4.17 元。",
        "按规定可以办：低保（整户），每月 1,231.67 元。",
    )


def test_a_household_with_plenty_begins_with_a_refusal(counter: Counter) -> None:
    draft = application(counter.desk, member("王明德", "1990-03-08", 11))
    incomes = (Income("1", "wage", draft.applicant.id, amount_fen=10**9),)
    told = replace(draft, incomes=incomes, village="青龙村", replies={**draft.replies, **ALL_NO})
    rich = replace(told, expenses=(Expense("1", "medical", 0),))
    counter.pages.go("step", accepted(counter, rich), "give_opinion")
    page: StepFormPage = counter.settle().shown(StepFormPage)
    stands = page._model.told  # noqa: SLF001 - what stands in the fields

    assert (stands["proposal"], stands["monthly"]) == ("refuse", "")
    assert "不低于标准" in stands["reason"]
    assert page._model.opened.lines[1] == "按规定都够不上，理由见下面。"  # noqa: SLF001 - what stands above them
