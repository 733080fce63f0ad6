"""What the window shows and opens to whom, through the whole desk with keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.officer import GrantState, Standing
from app.errors import Refused
from app.services import fund
from app.services.desk import Desk
from app.services.fund import Opening
from tests.desk.rights import WORD, standing
from tests.find.whole_desk import WholeDesk, accepted, at_work, desk_in
from tests.made_up.county_words import Words
from tests.store.township import WORKING, other_officer
from ui.case.act_sheet import ActSheet
from ui.case.window import CasePage
from ui.fund.window import FundPage
from ui.home.window import HomePage
from ui.rights import ROUTES, Rights, grant_line, names, whose, why_not
from ui.roster.window import RosterPage
from ui.stand_in.part import StandInPart
from ui.steps.page import StepFormPage
from ui.steps.specs import ACTS, SPECS
from ui.theme import Theme

# What looks after the machine, one's own keys, and a file of anybody's.
EVERYBODYS = {"stick", "backup", "pc_keys", "seal_setup", "verify_pdf", "updates", "checkup"}


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_in(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def at_desk(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeDesk]:
    with at_work(desk, theme, monkeypatch) as made:
        yield made


def sit(at_desk: WholeDesk, *roles: str, state: GrantState = GrantState.VALID, left: int | None = None) -> None:
    """Let somebody come to the desk who stands so."""
    until = "2026-11-20" if state is GrantState.EXPIRED else ""
    one = Standing(roles, state, until, left)
    at_desk.pages.welcome(standing(at_desk.pages.desk, one))
    at_desk.pages.syncing.stop()
    at_desk.wait()
    at_desk.pages.show_home()
    at_desk.wait()


def home(at_desk: WholeDesk) -> HomePage:
    page: HomePage = at_desk.shown(HomePage)
    return page


def test_every_step_and_every_way_of_the_desk_has_its_act(at_desk: WholeDesk) -> None:
    assert set(ACTS) == set(SPECS)
    assert set(at_desk.pages._routes) - set(ROUTES) == EVERYBODYS  # noqa: SLF001 - no page lists them
    assert set(ROUTES) <= set(at_desk.pages._routes)  # noqa: SLF001 - as above


def test_it_sees_no_name_and_is_led_to_no_case(at_desk: WholeDesk, desk: Desk) -> None:
    case = accepted(desk)
    sit(at_desk, "it")

    page = home(at_desk)
    assert page.model.view.rows == ()
    assert not page.model.view.sees
    assert "visit" not in shown(at_desk)
    at_desk.press("F2", "F4")
    assert at_desk.page == "home"
    at_desk.pages.show_case(case.id)
    at_desk.wait()
    assert at_desk.page == "home"
    at_desk.pages.show_sync()
    at_desk.wait()
    assert all("王明德" not in str(one) for one in at_desk.pages.sync.view.__dict__.values())


def shown(at_desk: WholeDesk) -> set[str]:
    return {name for name in at_desk.pages._routes if at_desk.pages.has(name)}  # noqa: SLF001 - no page lists them


def test_an_inspector_reads_and_is_offered_nothing_to_write(at_desk: WholeDesk, desk: Desk) -> None:
    case = accepted(desk)
    sit(at_desk, "inspector")
    at_desk.pages.go("case", case.id)
    at_desk.wait()

    page: CasePage = at_desk.shown(CasePage)
    assert {name for name, button in page.acts.items() if button.isVisible()} == {"assess"}
    todos = page._model.view.todos  # noqa: SLF001 - the page shows them as rows
    assert todos
    assert [one.step for one in todos] == [""] * len(todos)
    assert todos[0].why == "归经办、调查、审核办"
    assert "apply" not in shown(at_desk)
    at_desk.pages.go("urgent")
    at_desk.wait()
    assert at_desk.page == "case"


def test_a_step_of_somebody_else_s_is_refused_and_one_s_own_without_the_county_s_word_is_off(
    at_desk: WholeDesk, desk: Desk
) -> None:
    case = accepted(desk)
    sit(at_desk, "window")
    at_desk.pages.go("step", case, "give_opinion")
    at_desk.wait()
    assert at_desk.page == "home"

    sit(at_desk, *WORKING, "leader", state=GrantState.EXPIRED)
    at_desk.pages.go("step", case, "decide")
    at_desk.wait()
    page: StepFormPage = at_desk.shown(StepFormPage)
    assert not page.verb.isEnabled()
    assert "授权到2026-11-20为止" in page.verb.why


@pytest.mark.parametrize(
    ("state", "left", "words"),
    [
        (GrantState.VALID, 8, ""),
        (GrantState.VALID, 7, "还有 7 天"),
        (GrantState.EXPIRED, None, "到11月20日为止"),
        (GrantState.UNKNOWN, None, "还没有给您授权"),
        (GrantState.REVOKED, None, "收回了您的授权"),
    ],
)
def test_home_says_how_the_county_s_word_stands(
    at_desk: WholeDesk, state: GrantState, left: int | None, words: str
) -> None:
    sit(at_desk, "window", state=state, left=left)
    strip = home(at_desk).grant

    assert strip.isVisible() == bool(words)
    assert words in strip.text
    if state in (GrantState.EXPIRED, GrantState.UNKNOWN):
        strip.buttons[0].click()
        at_desk.wait()
        assert at_desk.page == "sync"


def test_whose_word_was_taken_back_is_led_nowhere(at_desk: WholeDesk) -> None:
    sit(at_desk, "window", "leader", state=GrantState.REVOKED)
    assert shown(at_desk) == EVERYBODYS
    rights = Rights(Standing((), GrantState.REVOKED))
    assert rights.refusal().code == "duty.revoked"
    assert Rights(Standing(("window",))).refusal().code == "duty.role"


def test_a_draft_is_not_opened_by_who_takes_nothing_in(at_desk: WholeDesk) -> None:
    sit(at_desk, "leader")
    at_desk.pages.take_in()
    at_desk.wait()
    assert at_desk.page == "home"
    assert at_desk.pages.intake is None


def test_words_of_roles_and_of_whose_something_is() -> None:
    from app.domain.duties import Act  # noqa: PLC0415 - only here

    assert names(("window", "auditor")) == "经办、auditor"
    assert whose(Act.DECIDE) == "归分管领导办"
    assert why_not(Standing(("leader",)), Act.DECIDE) == ""
    assert why_not(Standing(("window",)), Act.DECIDE) == "归分管领导办"
    assert why_not(Standing(("leader",), GrantState.UNKNOWN), Act.DECIDE).startswith("县里还没有给您授权")
    assert why_not(Standing((), GrantState.REVOKED), Act.DECIDE).startswith("县里收回了您的授权")
    assert grant_line(Standing(("window",))) == ("", "")


# --- 代班
def leads(at_desk: WholeDesk) -> StandInPart:
    """Give the county's words: the officer leads, 李成 sits at the window; and the part."""
    desk = at_desk.pages.desk
    from app.services.grant_book import GrantBook  # noqa: PLC0415 - a real one, of this desk

    words = Words(desk)
    since, until = "2026-11-01", "2026-12-20"
    words.grant(desk.author.officer, "leader", since=since, until=until)
    words.grant(other_officer(), "window", since=since, until=until)
    book = GrantBook(desk.store, desk.office.scope, dict)
    at_desk.pages.welcome(replace(desk, book=book, roles=("leader",)))
    at_desk.pages.syncing.stop()
    at_desk.wait()
    return next(one for one in at_desk.pages._parts if isinstance(one, StandInPart))  # noqa: SLF001 - no page leads there


def test_a_leader_lets_a_colleague_stand_in_and_takes_it_back(at_desk: WholeDesk) -> None:
    leads(at_desk)
    desk = at_desk.pages.desk
    at_desk.pages.go("stand_in")
    at_desk.wait()
    sheet: ActSheet = at_desk.shown(ActSheet)
    sheet.fields[0].edit.setText("13月40日")
    sheet.fields[1].edit.setText("请假")
    sheet.verb.click()
    at_desk.wait()
    assert "日期" in sheet.trouble or "看不懂" in sheet.trouble
    sheet.fields[0].edit.setText("12月1日")
    sheet.verb.click()
    at_desk.wait()
    assert desk.standing_of(other_officer()).instead_of("investigator") == ""
    assert desk.standing_of(other_officer()).roles == ("window",)  # a duty that is one's own is not doubled

    at_desk.pages.go("stand_in")
    at_desk.wait()
    again: ActSheet = at_desk.shown(ActSheet)
    assert again.say["title"] == "代班"
    again.verb.click()
    at_desk.wait()
    assert at_desk.shown(ActSheet).say["title"] == "请人代班"
    at_desk.press("Esc")


def test_nobody_else_is_offered_it(at_desk: WholeDesk) -> None:
    sit(at_desk, "window")
    assert "stand_in" not in shown(at_desk)
    at_desk.pages.go("stand_in")
    at_desk.wait()
    assert at_desk.page == "home"


def test_what_is_handed_on_is_said_in_words() -> None:
    from ui.stand_in.model import said_of  # noqa: PLC0415 - only here

    assert said_of(WORD) == "刘强 代 陈素华　审核，到12月10日"
    assert isinstance(Refused("stand_in.days", most=30).facts, dict)


def test_an_officer_says_with_keys_that_the_household_is_kin(at_desk: WholeDesk, desk: Desk) -> None:
    case = accepted(desk)
    sit(at_desk, *WORKING)
    at_desk.pages.go("case", case.id)
    at_desk.wait()
    at_desk.press("8")
    sheet: ActSheet = at_desk.shown(ActSheet)
    assert sheet is not None
    at_desk.press("Esc")
    at_desk.pages.go("step", case, "declare_kin")
    at_desk.wait()
    page: StepFormPage = at_desk.shown(StepFormPage)
    page.fields["relation"].edit.setText("侄子")
    page.fields["relation"].edit.textEdited.emit("侄子")
    at_desk.press("F10")

    now = desk.store.case(case.id)
    assert now is not None
    (told,) = now.progress.kin
    assert (told.officer, told.official, told.relation, told.how) == (
        desk.author.officer, desk.officer_name, "侄子", "本人说明"
    )  # fmt: skip
    assert now.progress.awaits_county


def test_the_ledger_of_the_fund_is_read_by_more_people_than_write_it(at_desk: WholeDesk, desk: Desk) -> None:
    fund.begin(desk, Opening("备用金", 100_000, "渠民发", "陈素华"))
    for roles, state, why in (
        (("fund",), GrantState.VALID, ""),
        (("leader",), GrantState.VALID, "归备用金管理办"),
        (("fund",), GrantState.EXPIRED, "授权到2026-11-20为止"),
    ):
        sit(at_desk, *roles, state=state)
        at_desk.pages.go("fund")
        at_desk.wait()
        page: FundPage = at_desk.shown(FundPage)
        assert page.top_up.isEnabled() == (not why)
        assert why in page.top_up.why
        assert page.count.isVisible() == (not why)


def test_a_roster_is_read_by_more_people_than_let_it_out(at_desk: WholeDesk, desk: Desk) -> None:
    accepted(desk)
    for roles, why in ((("window",), ""), (("inspector",), "归经办、审核、分管领导办")):
        sit(at_desk, *roles)
        at_desk.pages.go("roster")
        at_desk.wait()
        page: RosterPage = at_desk.shown(RosterPage)
        assert page.print.why == why
        assert page.closing.isEnabled() == (not why)
