"""The household's papers under the camera: each page finds its line, new people come in when an officer has looked."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QScrollArea

from app.capture.reading import Quality
from app.domain.draft import Draft, Slot
from app.domain.household import Relation
from app.domain.person import Identity
from app.services import tray
from app.services.desk import Desk
from tests.filing.returned import Table, accepted, code_of, drawn, page_of, paper
from tests.made_up import readings
from tests.made_up.household import id_number
from ui.theme import Theme

Open = Callable[..., Table]
WIFE = Identity("李桂兰", "female", "汉", "1955-12-30", "四川省渠县青龙镇青龙村3组17号", id_number("1955-12-30", 22))
GRANDCHILD = Identity("王雨欣", "female", "汉", "2012-09-10", "", id_number("2012-09-10", 24))


def now(desk: Desk, draft: Draft) -> Draft:
    return next(one for one in desk.store.drafts() if one.id == draft.id)


def spots(draft: Draft) -> list[tuple[str, str]]:
    names = {one.id: one.identity.name for one in draft.members}
    return [(one.slot, names[one.member]) for one in draft.captures]


def test_a_booklet_in_one_go_fills_the_list_and_brings_the_household_in(desk: Desk, draft: Draft, laid: Table) -> None:
    me = draft.applicant.identity
    laid.lay(drawn(readings.booklet_head(me.name), "首页"), page_of(me, "户主"))
    assert spots(now(desk, draft)) == [("hukou_head", me.name), ("hukou_page", me.name)]

    laid.lay(page_of(WIFE, "妻"))
    assert laid.model.view.check is not None
    assert laid.model.view.check.where == "家里还没有这个人，收下就加进去"
    laid.press("Enter").lay(page_of(GRANDCHILD, "孙女")).press("Enter")

    after = now(desk, draft)
    assert [one.identity.name for one in after.members] == [me.name, "王建军", "李桂兰", "王雨欣"]
    assert [one.relation for one in after.members[2:]] == [Relation.SPOUSE.value, Relation.GRANDDAUGHTER.value]
    assert after.members[3].identity.birth == "2012-09-10"
    assert tray.waiting(desk) == ()
    assert laid.model.view.rows == ()
    assert [line.title for line in laid.model.view.lines if line.sign == "check"][-3:-1] == [
        "户口簿，李桂兰页",
        "户口簿，王雨欣页",
    ]


@pytest.mark.parametrize("size", [(1280, 680), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("look", ["normal", "large"])
def test_the_whole_line_of_a_field_lies_on_the_glass(
    draft: Draft,
    table: Open,
    theme: Theme,
    look: str,
    size: tuple[int, int],
) -> None:
    theme.set_large(large=look == "large")
    shown = table(size=size)
    shown.model.lay(draft.id)
    shown.wait().lay(page_of(GRANDCHILD, "孙女"))
    row, area = shown.page.checks.rows["id_number"], shown.page.checks.findChild(QScrollArea)
    assert row.eye.isVisible()
    assert area is not None
    assert row.eye.mapTo(area.widget(), row.eye.rect().topRight()).x() < area.viewport().width()
    assert row.field.edit.fontMetrics().horizontalAdvance(GRANDCHILD.id_number) < row.field.edit.width() - 8
    assert shown.page.place.width() >= (600 if size[0] == 1920 else 200)  # the page itself stays to be seen


def test_what_was_read_with_doubt_enters_nothing_before_it_was_looked_at(desk: Desk, draft: Draft, laid: Table) -> None:
    me = draft.applicant.identity
    laid.lay(page_of(me, "户主"), page_of(WIFE, "妻", unsure=("birth",)))
    laid.model.keep()
    assert laid.wait().model.view.wrong == "还有 1 处没看，看完再收。"
    assert len(now(desk, draft).members) == 2

    laid.press("Enter")  # on the answer below the doubt
    laid.press("Enter")

    assert now(desk, draft).members[2].identity.birth == "1955-12-30"


def test_a_corrected_field_is_what_enters_and_what_was_read_stays_with_the_picture(
    desk: Desk, draft: Draft, laid: Table
) -> None:
    laid.lay(page_of(draft.applicant.identity, "户主"), page_of(replace(WIFE, name="李挂兰"), "妻", unsure=("name",)))
    laid.model.answers.write("name", "李桂兰")
    laid.model.keep()
    laid.wait()

    after = now(desk, draft)
    assert after.members[2].identity.name == "李桂兰"
    assert after.captures[-1].read["name"] == "李挂兰"


def test_undo_takes_a_new_person_out_again(desk: Desk, draft: Draft, laid: Table) -> None:
    laid.lay(page_of(draft.applicant.identity, "户主"), page_of(WIFE, "妻")).press("Enter", "Ctrl Z")

    assert [one.identity.name for one in now(desk, draft).members] == [draft.applicant.identity.name, "王建军"]
    assert tray.waiting(desk) == ()


def test_in_a_series_nothing_is_asked_until_the_pile_is_done(desk: Desk, draft: Draft, laid: Table) -> None:
    laid.model.toggle_series()
    laid.lay(page_of(WIFE, "妻"), page_of(draft.applicant.identity, "户主"), page_of(GRANDCHILD, "孙女"))
    assert not laid.model.view.asks
    assert laid.model.view.waiting == 2
    assert spots(now(desk, draft)) == [("hukou_page", draft.applicant.identity.name)]

    laid.model.keep()
    laid.wait()
    assert laid.model.view.check is not None
    assert [one.name for one in laid.model.view.check.told if one.is_doubt] == []
    laid.press("Enter", "Enter")

    assert [one.relation for one in now(desk, draft).members[2:]] == ["10", "42"]


def test_a_page_without_any_text_is_named_by_one_key_and_is_of_somebody_by_another(
    desk: Desk, draft: Draft, laid: Table
) -> None:
    laid.lay(drawn(readings.reading("other", {}), "证"))
    assert laid.model.view.choose is not None
    laid.press("6", "2")

    assert spots(now(desk, draft)) == [("residence_permit", "王建军")]


def test_the_guess_stands_under_enter(desk: Desk, draft: Draft, laid: Table) -> None:
    laid.lay(drawn(readings.reading("other", {}), "票")).press("Enter", "Enter")

    assert spots(now(desk, draft)) == [("other", draft.applicant.identity.name)]


def test_a_page_that_names_nobody_may_be_of_somebody_new(desk: Desk, draft: Draft, laid: Table) -> None:
    laid.lay(page_of(WIFE, "妻", unsure=("name", "id_number"))).press("3")
    assert laid.model.view.check is not None
    laid.model.answers.let_stand("name", 0)
    laid.model.answers.let_stand("id_number", 0)
    laid.model.answers.let_stand("relation", 0)
    laid.model.keep()

    assert laid.wait() is laid
    assert now(desk, draft).members[-1].identity.name == "李桂兰"


def test_a_page_of_another_case_in_the_pile_goes_to_that_case(desk: Desk, draft: Draft, laid: Table) -> None:
    other = accepted(desk, 2)
    stranger = desk.store.case(other.id)
    assert stranger is not None
    assert stranger.accepted is not None
    laid.lay(drawn(readings.front(stranger.accepted.members[0].identity), "证"))
    assert "那一件的" in laid.said

    laid.press("1", "Esc")

    case = desk.store.case(other.id)
    assert case is not None
    assert [one.slot for one in case.filed] == ["id_front"]
    assert now(desk, draft).captures == ()


def test_a_signed_page_of_another_case_goes_there_by_its_code(desk: Desk, laid: Table) -> None:
    other = accepted(desk, 2)
    laid.lay(paper(code_of(other))).press("Enter", "Esc")

    case = desk.store.case(other.id)
    assert case is not None
    assert case.missing_signers() == ()


def test_two_things_on_one_picture_are_two_pages(desk: Desk, draft: Draft, laid: Table) -> None:
    me = draft.applicant.identity
    one, two = drawn(readings.front(me), "正"), drawn(readings.back(me), "反")
    laid.lay(replace(one, items=(one, two)))

    assert spots(now(desk, draft)) == [("id_front", me.name), ("id_back", me.name)]
    assert tray.waiting(desk) == ()


def test_a_bad_picture_is_used_with_a_reason_that_stays_with_it(desk: Desk, draft: Draft, laid: Table) -> None:
    page = page_of(draft.applicant.identity, "户主")
    laid.lay(replace(page, quality=Quality("bad", "blur"))).press("2", "1")

    assert [one.overruled for one in now(desk, draft).captures] == ["原件就是这样"]
    line = next(one for one in laid.model.view.lines if one.sign == "soon")
    assert line.note == "看不太清，仍要用：原件就是这样"


def test_a_better_picture_of_the_same_page_takes_the_place_of_a_bad_one(desk: Desk, draft: Draft, laid: Table) -> None:
    page = page_of(draft.applicant.identity, "户主")
    laid.lay(replace(page, quality=Quality("bad", "glare")))
    assert laid.said

    laid.lay(page)

    assert laid.said == ""
    assert spots(now(desk, draft)) == [("hukou_page", draft.applicant.identity.name)]
    assert tray.waiting(desk) == ()


def test_a_page_that_was_not_answered_is_there_again(desk: Desk, draft: Draft, table: Open, laid: Table) -> None:
    reading = drawn(readings.reading("other", {}), "证")
    laid.lay(reading).press("Esc")
    assert len(tray.waiting(desk)) == 1

    again = table(pictures=laid.pictures)
    again.press("6", "1")

    assert spots(now(desk, draft)) == [("residence_permit", draft.applicant.identity.name)]
    assert tray.waiting(desk) == ()


def test_a_card_of_nobody_who_applies_leads_to_registering_and_waits_in_the_tray(desk: Desk, table: Open) -> None:
    shown = table().lay(drawn(readings.front(WIFE), "证"))
    assert "没有哪一件等着收它" in shown.said

    shown.press("1")

    assert shown.gone == [("visit", "")]
    assert len(tray.waiting(desk)) == 1


def test_a_page_that_is_not_needed_goes_back(desk: Desk, draft: Draft, laid: Table) -> None:
    laid.lay(drawn(readings.reading("other", {}), "证")).press("Ctrl D")

    assert now(desk, draft).captures == ()
    assert tray.waiting(desk) == ()
    assert laid.model.view.rows == ()


def test_the_same_kind_of_page_in_a_case_is_asked_about(desk: Desk, table: Open) -> None:
    case = accepted(desk)
    shown = table()
    shown.model.lay(case.id)
    shown.model.home.read()
    page = page_of(case.applicant.identity, "户主")
    shown.wait().lay(page)
    shown.model.pile.pending.flush()
    shown.wait().lay(page)
    assert "已经收过了" in shown.said

    shown.press("2", "Esc")

    filed = desk.store.case(case.id)
    assert filed is not None
    assert [one.slot for one in filed.filed] == [Slot.HUKOU_PAGE.value] * 2
