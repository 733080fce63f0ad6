"""来意 6, 补签字: somebody comes to sign and has no paper along; the page is printed, signed, and filed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.visit import Visitor
from app.errors import Unavailable
from app.forms.papers import make_forms
from app.ids import uuid7
from app.services import afterwards, filing, intake
from app.services.desk import Desk
from app.services.intake import Picture
from app.services.visits import Coming
from tests.blank_forms.conftest import Tray
from tests.filing.returned import Table, accepted, begun
from tests.store.township import TODAY
from ui.jobs import Jobs

Open = Callable[..., Table]


@pytest.fixture
def tray(jobs: Jobs) -> Tray:
    return Tray(jobs)


def test_the_page_of_who_has_still_to_sign_is_printed_by_one_key(desk: Desk, table: Open, tray: Tray) -> None:
    draft = accepted(desk)
    shown = table(coming=Coming("sign", Visitor("王建军"), case=draft.id), printing=tray)

    shown.press("Ctrl P").wait()

    assert tray.out == [f"授权页 {TODAY.isoformat()}"]
    assert shown.model.view.printed == "印了 1 张，共 1 张"


def test_who_is_known_by_number_only_finds_the_case(desk: Desk, table: Open) -> None:
    draft = accepted(desk)
    number = draft.members[1].identity.id_number

    shown = table(coming=Coming("sign", Visitor("王建军", number)))

    assert "还差 1 人签字" in shown.model.view.missing
    assert filing.about(desk, "") == ""


def test_nobody_waits_in_a_case_that_is_closed_or_signed(desk: Desk) -> None:
    draft = accepted(desk)
    number = draft.members[1].identity.id_number
    assert filing.about(desk, number) == draft.id

    afterwards.withdraw(desk, draft.id, "本人", Picture(b"", "", b"paper", {}, "ok", "file"))

    assert filing.about(desk, number) == ""


def test_a_printer_that_fails_is_said_and_nothing_hangs(desk: Desk, table: Open, tray: Tray) -> None:
    draft = accepted(desk)
    shown = table(coming=Coming("sign", case=draft.id), printing=tray)
    tray.broken = Unavailable("printer.failed")
    shown.press("Ctrl P").wait()
    assert "缺纸" in shown.model.view.printed

    tray.broken = None
    shown.press("Ctrl P").wait()
    assert len(tray.out) == 1


def test_when_no_printer_is_chosen_it_is_said(desk: Desk, table: Open, tray: Tray) -> None:
    draft = accepted(desk)
    tray.asks = True
    shown = table(coming=Coming("sign", case=draft.id), printing=tray)

    shown.press("Ctrl P").wait().press("Esc").wait()

    assert shown.model.view.printed == "没有印。按 Ctrl P 再印。"


def test_the_page_is_that_of_the_application_with_its_date_open(desk: Desk) -> None:
    draft = accepted(desk)
    found = filing.unsigned(desk, draft.id)
    assert found is not None

    (page,) = filing.pages_to_sign(desk, *found)

    forms = make_forms(
        replace(draft, signatures=(), sign_later={member.id: "post" for member in draft.members}),
        desk.office,
        TODAY,
        "陈素华",
        today=TODAY,
    )
    assert page == forms.authorisation(draft.members[1].id)


def test_a_draft_has_pages_too_and_a_stranger_has_none(desk: Desk) -> None:
    draft = begun(desk)
    found = filing.unsigned(desk, draft.id)
    assert found is not None

    assert [page.member for page in filing.pages_to_sign(desk, *found)] == [draft.members[1].id]
    assert filing.unsigned(desk, uuid7()) is None
    intake.discard(desk, draft.id)
    assert filing.unsigned(desk, draft.id) is None
