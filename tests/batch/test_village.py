"""Situation 10, 村干部代交: several households one after the other, each complete or not, and one list to sign."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from app.domain.draft import Draft
from app.domain.visit import Agent
from app.errors import Unavailable
from app.services import intake, village
from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.blank_forms.conftest import Tray
from tests.filing.returned import CADRE, begun, brought
from tests.hands import Hands
from tests.store import township
from ui.batch.model import BatchModel
from ui.batch.window import BatchPage
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme


class Brought(Hands):
    """The page of what a cadre brought."""

    def __init__(self, desk: Desk, jobs: Jobs, tray: Tray, problems: Problems, size: tuple[int, int]) -> None:
        self.model = BatchModel(desk, jobs, tray, problems)
        self.taken = list[Draft]()
        self.gone = list[str]()
        self.model.taken_in.connect(self.taken.append)
        self.model.draft_asked.connect(lambda found, gone=self.gone: gone.append(f"draft {found}"))
        self.model.case_asked.connect(lambda found, gone=self.gone: gone.append(f"case {found}"))
        self.model.back_asked.connect(lambda gone=self.gone: gone.append("home"))
        self.page = BatchPage(self.model)
        super().__init__(self.page, jobs, size)
        self.wait()

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(row.state, row.told) for row in self.model.view.rows]


@pytest.fixture(scope="session")
def _theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store and vault; the officer is 陈素华."""
    Keyring(tmp_path).create(township.AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    made = township.desk_at(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def problems() -> Problems:
    return Problems()


@pytest.fixture
def jobs(qapp: QApplication, problems: Problems) -> Iterator[Jobs]:  # noqa: ARG001 - an application must exist
    made = Jobs(problems.show)
    yield made
    made.close()


@pytest.fixture
def tray(jobs: Jobs) -> Tray:
    return Tray(jobs)


Open = Callable[..., Brought]


@pytest.fixture
def page(_theme: Theme, desk: Desk, jobs: Jobs, tray: Tray, problems: Problems) -> Iterator[Open]:
    """Open the page of a cadre's households in a window."""
    opened: list[Brought] = []

    def open_page(size: tuple[int, int] = (1366, 680)) -> Brought:
        opened.append(Brought(desk, jobs, tray, problems, size))
        return opened[-1]

    yield open_page
    for one in opened:
        one.close()


def test_by_keys_alone_the_next_household_is_begun_for_the_cadre(page: Open) -> None:
    shown = page().type(CADRE).press("Enter").type("青龙村").press("Enter")

    (draft,) = shown.taken
    assert draft.agent == Agent(CADRE, reason="committee")
    assert (draft.source, draft.village) == ("village", "青龙村")
    assert not draft.agent.may_sign


def test_without_a_cadre_nobody_brings_anything(page: Open) -> None:
    shown = page().press("F6")

    assert shown.model.view.wrong == "先写村干部的姓名。"
    assert shown.page.cadre.edit.hasFocus()
    assert shown.taken == []


def test_each_household_says_whether_it_is_complete_or_what_is_lacking(desk: Desk, page: Open) -> None:
    accepted, waiting = brought(desk, 1), brought(desk, 2)
    intake.accept(desk, accepted)
    intake.save(desk, replace(village.begin(desk, CADRE, "青龙村"), started_at=waiting.started_at + "z"))
    brought(desk, 3, "钱书记")
    begun(desk, 4)

    shown = page().type(CADRE)

    assert [state for state, _ in shown.told] == ["accepted", "complete", "lacks"]
    assert shown.told[0][1].endswith("差王建军签字")
    assert shown.told[1][1] == "齐了，还没受理，差王建军签字"
    assert shown.told[2][1] == "缺：姓名、身份证号、没问家里有没有人在镇上、村上工作、申请人签字"
    assert shown.model.view.title == "今天送来 3 户，受理了 1 户"
    assert shown.model.view.village == "青龙村"


def test_a_row_goes_on_or_opens_the_case(desk: Desk, page: Open) -> None:
    accepted, waiting = brought(desk, 1), brought(desk, 2)
    intake.accept(desk, accepted)
    shown = page().type(CADRE)
    shown.page.rows.setFocus()

    shown.press("Enter")
    shown.page.rows.select(1)
    shown.press("Enter")

    assert shown.gone == [f"case {accepted.id}", f"draft {waiting.id}"]


def test_one_list_for_all_is_printed_twice(desk: Desk, page: Open, tray: Tray) -> None:
    brought(desk, 1)
    shown = page().type(CADRE).press("Ctrl P").wait()

    assert tray.out == [f"交接单 {township.TODAY.isoformat()}"]
    assert tray.pdfs[0].startswith(b"%PDF")
    assert shown.model.view.said == "交接单已打，请村干部签字。"


def test_a_printer_that_fails_or_is_not_chosen_is_said_and_may_be_asked_again(
    desk: Desk, page: Open, tray: Tray
) -> None:
    brought(desk, 1)
    shown = page().type(CADRE)
    tray.broken = Unavailable("printer.failed")
    shown.press("Ctrl P").wait()
    assert "缺纸" in shown.model.view.wrong

    tray.broken, tray.asks = None, True
    shown.press("Ctrl P").wait().press("Esc").wait()
    assert shown.model.view.said == "没有印。按 Ctrl P 再印。"
    assert tray.out == []


def test_an_empty_list_is_not_printed(page: Open, tray: Tray) -> None:
    shown = page().type(CADRE)
    shown.model.print()
    shown.wait()

    assert shown.model.view.wrong.startswith("还没有登记的户")
    assert tray.out == []


def test_the_cadre_who_is_nobody_has_brought_nothing(desk: Desk) -> None:
    brought(desk, 1, "")

    assert village.brought(desk, " ") == ()


def test_every_control_has_a_name_and_esc_leaves(page: Open) -> None:
    shown = page()
    controls = [*shown.page.findChildren(QAbstractButton), *shown.page.findChildren(QLineEdit)]
    assert [one for one in controls if not one.accessibleName()] == []

    shown.press("Esc")
    assert shown.gone == ["home"]
