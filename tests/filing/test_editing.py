"""A page of an application is cut by hand, moved, taken out and brought back; its original stays until acceptance."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.capture.edit import from_json
from app.domain.draft import Capture, Draft
from app.services.desk import Desk
from tests.filing.returned import Table, accepted, drawn, page_of
from tests.made_up import readings
from ui.filing.edit_sheet import EditSheet

Open = Callable[..., Table]


@pytest.fixture
def laid(draft: Draft, laid: Table) -> Table:
    """The desk with the draft on it, and two pages in it."""
    me = draft.applicant.identity
    return laid.lay(drawn(readings.booklet_head(me.name), "首页"), page_of(me, "户主"))


def captures(desk: Desk, draft: Draft) -> tuple[Capture, ...]:
    return next(one.captures for one in desk.store.drafts() if one.id == draft.id)


def opened(laid: Table, draft: Draft, slot: str = "hukou_page") -> EditSheet:
    laid.page.side.lines.chosen.emit(f"{slot}/{draft.applicant.id}")
    laid.wait()
    sheets: list[EditSheet] = laid.window.findChildren(EditSheet)
    return next(one for one in sheets if one.isVisible())


def test_turned_and_blacked_out_it_is_another_archive_picture_of_the_same_original(
    desk: Desk, draft: Draft, laid: Table
) -> None:
    before = captures(desk, draft)[1]
    sheet = opened(laid, draft)
    laid.press("R", "2")
    sheet.editor.blackened.emit((0.1, 0.2, 0.5, 0.4))
    laid.wait().press("Enter")

    after = captures(desk, draft)[1]
    assert (after.id, after.original) == (before.id, before.original)
    assert after.archive != before.archive
    cut = from_json(after.edit)
    assert (cut.quarters, cut.black, cut.kind) == (1, ((0.1, 0.2, 0.5, 0.4),), "hukou_page")
    assert not any(one.isVisible() for one in laid.window.findChildren(EditSheet))


def test_a_change_is_taken_back_before_it_is_kept(desk: Desk, draft: Draft, laid: Table) -> None:
    opened(laid, draft)
    laid.press("R", "R", "Ctrl Z", "Enter")

    assert from_json(captures(desk, draft)[1].edit).quarters == 1


def test_leaving_it_changes_nothing(desk: Desk, draft: Draft, laid: Table) -> None:
    before = captures(desk, draft)
    opened(laid, draft)
    laid.press("R", "Esc")

    assert captures(desk, draft) == before


def test_a_black_part_turns_with_the_page(laid: Table, draft: Draft) -> None:
    sheet = opened(laid, draft)
    sheet.editor.blackened.emit((0.0, 0.0, 0.5, 0.25))
    laid.wait().press("R")

    assert sheet._model.view.edit.black == ((0.75, 0.0, 1.0, 0.5),)  # noqa: SLF001 - what the sheet shows


def test_a_corner_is_dragged_and_moved_by_keys(laid: Table, draft: Draft) -> None:
    sheet = opened(laid, draft)
    editor = sheet.editor
    start = editor._on_glass(editor._points[0]).toPoint()  # noqa: SLF001 - where the corner stands
    QTest.mousePress(editor, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(editor, start + QPoint(20, 10))
    QTest.mouseRelease(editor, Qt.MouseButton.LeftButton, pos=start + QPoint(20, 10))
    dragged = sheet._model.view.edit.corners  # noqa: SLF001 - as above
    assert dragged is not None
    assert dragged[0][0] > 5
    editor.setFocus()
    laid.press("Right")
    moved = sheet._model.view.edit.corners  # noqa: SLF001 - as above
    assert moved is not None
    assert moved[0][0] > dragged[0][0]


def test_pages_change_their_places(desk: Desk, draft: Draft, laid: Table) -> None:
    opened(laid, draft)
    laid.press("PgUp")

    assert [one.slot for one in captures(desk, draft)] == ["hukou_page", "hukou_head"]


def test_a_page_is_taken_out_and_brought_back(desk: Desk, draft: Draft, laid: Table) -> None:
    before = captures(desk, draft)
    opened(laid, draft)
    laid.press("Del")
    assert [one.slot for one in captures(desk, draft)] == ["hukou_head"]

    laid.press("Ctrl Z")
    assert captures(desk, draft) == before


def test_a_page_of_an_accepted_case_cannot_be_cut(desk: Desk, table: Open) -> None:
    case = accepted(desk)
    shown = table()
    shown.model.lay(case.id)
    shown.model.home.read()
    shown.wait().lay(page_of(replace(case.applicant.identity), "户主"))
    shown.model.pile.pending.flush()
    shown.wait()

    assert shown.model.editing(f"hukou_page/{case.applicant.id}") is None
