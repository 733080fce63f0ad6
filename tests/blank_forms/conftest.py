"""A desk at work with a printer of paper and ink that a test holds in its hands, and the page of blank forms."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.draft import Draft
from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.hands import Hands
from tests.store.township import AUTHOR, desk_at
from ui.blank_forms.model import BlankFormsModel
from ui.blank_forms.window import BlankFormsPage
from ui.jobs import Jobs
from ui.printing import Paper, Printed, Printing
from ui.problems import Problems
from ui.theme import Theme


class Tray(Printing):
    """A printer whose papers lie in `out`; while it is `broken` nothing comes out."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs, lambda: "", lambda _name: None, lambda _paper, _as_file: None)
        self.out: list[str] = []
        self.pdfs: list[bytes] = []
        self.broken: Exception | None = None
        self.asks = False

    def print(self, paper: Paper) -> None:
        if self.asks:
            self.asked.emit(paper, ("柜台打印机",))
            return
        self.choose(paper, "柜台打印机")

    def choose(self, paper: Paper, name: str) -> None:
        if self.broken:
            self.failed.emit(self.broken)
            return
        self.out.append(paper.name)
        self.pdfs.append(paper.pdf)
        self.printed.emit(Printed(paper, name))


class Pad(Hands):
    """The page of blank forms."""

    def __init__(self, desk: Desk, jobs: Jobs, tray: Tray, problems: Problems, size: tuple[int, int]) -> None:
        self.tray = tray
        self.model = BlankFormsModel(desk, jobs, tray, problems)
        self.taken = list[Draft]()
        self.gone: list[str] = []
        self.model.taken_in.connect(self.taken.append)
        self.model.case_asked.connect(self.gone.append)
        self.model.sync_asked.connect(lambda gone=self.gone: gone.append("sync"))
        self.model.back_asked.connect(lambda gone=self.gone: gone.append("home"))
        self.page = BlankFormsPage(self.model)
        super().__init__(self.page, jobs, size)
        self.model.start()
        self.wait()

    @property
    def numbers(self) -> list[str]:
        """The numbers on the pad."""
        return [row.number for row in self.model.view.rows]

    @property
    def said(self) -> str:
        """The refusal on the page."""
        return self.model.view.trouble.text if self.model.view.trouble else ""


@pytest.fixture(scope="session")
def _theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store and vault; the officer is 陈素华."""
    Keyring(tmp_path).create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    made = desk_at(tmp_path)
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


@pytest.fixture
def pad(_theme: Theme, desk: Desk, jobs: Jobs, tray: Tray, problems: Problems) -> Iterator[Callable[..., Pad]]:
    """Open the page of blank forms in a window."""
    opened: list[Pad] = []

    def open_pad(size: tuple[int, int] = (1366, 680)) -> Pad:
        opened.append(Pad(desk, jobs, tray, problems, size))
        return opened[-1]

    yield open_pad
    for one in opened:
        one.close()
