"""The page of the keys of this PC, over a real keyring and store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from app.errors import Refused, Unavailable
from app.services import officer_keys, session
from app.services.desk import Desk
from app.services.session import SetUp
from app.vault.keys import Keyring
from tests.services.conftest import COST, NAME, PASSWORD, enrol, monday
from tests.services.test_session import AGE, tell
from ui.jobs import Jobs
from ui.pc_keys.act import Act
from ui.pc_keys.model import PcKeysModel
from ui.pc_keys.sheet import ActSheet
from ui.pc_keys.view import say
from ui.pc_keys.window import PcKeysPage
from ui.printing import Paper
from ui.problems import Problems, sentence
from ui.theme import Theme

OTHER, OTHERS, NEW = "赵勇", "另一个很长的口令", "换过的一个新口令"


class Printer(QObject):
    """What stands for the printer: it keeps what was sent."""

    printed, failed, asked = Signal(object), Signal(object), Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Paper] = []
        self.chosen: list[str] = []

    def print(self, paper: Paper) -> None:
        self.papers.append(paper)
        self.asked.emit(paper, ("打印机一号",))

    def choose(self, _paper: Paper, name: str) -> None:
        self.chosen.append(name)


@pytest.fixture(params=["leader"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """陈素华 is at the desk, 赵勇 has a key too, and the county has told its own."""
    officer = session.set_up(tmp_path, SetUp(NAME, PASSWORD, request.param), enrol, cost=COST, now=monday)
    opened = session.unlock(tmp_path, officer, PASSWORD, now=monday)
    session.add_officer(opened, PASSWORD, OTHER, OTHERS, cost=COST)
    tell(opened.store)
    Keyring(tmp_path, monday).seal_recovery(Keyring(tmp_path).open(officer, PASSWORD), str(AGE.to_public()))
    yield opened
    opened.store.close()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    assert qapp is QApplication.instance()
    made = Jobs(Problems().show)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, desk: Desk, jobs: Jobs) -> Iterator[PcKeysPage]:
    theme = Theme(qapp)
    window = QMainWindow()
    window.resize(1280, 680)
    qtbot.addWidget(window)
    model = PcKeysModel(desk, jobs, Printer())  # type: ignore[arg-type]  # signals and `print` are all that it needs
    made = PcKeysPage(model)
    model.setParent(made)
    window.setCentralWidget(made)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    model.start()
    jobs.wait()
    made.setFocus()
    yield made
    jobs.wait()
    theme.deleteLater()


def sheet_of(page: PcKeysPage) -> ActSheet:
    """Give the sheet that lies over the page."""
    found = [one for one in page.window().findChildren(ActSheet) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def fill(page: PcKeysPage, jobs: Jobs, **texts: str) -> ActSheet:
    """Type into the sheet and press its verb."""
    sheet = sheet_of(page)
    for name, text in texts.items():
        sheet.fields[name].edit.setText(text)
    sheet.verb.click()
    jobs.wait()
    return sheet


def said(page: PcKeysPage) -> list[str]:
    told: list[str] = []
    page.model.done.connect(told.append)
    return told


def cells(page: PcKeysPage) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in page.rows.rows]


def choose_other(page: PcKeysPage) -> None:
    QTest.keyClick(page.rows, Qt.Key.Key_Down)


def test_the_page_says_who_opens_how_and_since_when(page: PcKeysPage) -> None:
    assert cells(page) == [
        (f"{NAME}（您）", "分管领导", "密码", "今天 9:30"),
        (OTHER, "经办", "密码", "今天 9:30"),
    ]
    assert page.model.view.note == "2 人能打开"
    assert "县里现在的恢复公钥" in page.model.view.recovery
    assert page.rows.hasFocus()


def test_one_does_not_give_oneself_a_password_or_leave(page: PcKeysPage) -> None:
    assert (page.give.why, page.remove.why) == (say("why.yourself"), say("why.yourself"))
    assert page.model.give_password() is None
    assert page.model.remove() is None
    choose_other(page)
    assert (page.give.why, page.remove.why) == ("", "")


def test_ones_own_password(page: PcKeysPage, desk: Desk, jobs: Jobs) -> None:
    told = said(page)
    QTest.keyClick(page, Qt.Key.Key_F6)
    sheet = sheet_of(page)
    assert sheet.fields["own"].edit.hasFocus()
    for name, text in (("own", PASSWORD), ("password", NEW), ("again", NEW)):
        sheet.fields[name].edit.setText(text)
        QTest.keyClick(sheet.fields[name].edit, Qt.Key.Key_Return)
    jobs.wait()
    assert told == [say("own.done")]
    assert session.reopen(desk, desk.author.officer, NEW)


def test_a_colleague_gets_a_new_password(page: PcKeysPage, desk: Desk, jobs: Jobs) -> None:
    told, other = said(page), page.rows.rows[1].key
    choose_other(page)
    QTest.keyClick(page, Qt.Key.Key_F7)
    fill(page, jobs, own=PASSWORD, password=NEW, again=NEW)
    assert told == [say("give.done", name=OTHER)]
    assert session.reopen(desk, other, NEW)


def test_a_removal_asks_with_the_way_out_in_front_and_then_takes_the_row_away(page: PcKeysPage, jobs: Jobs) -> None:
    told = said(page)
    choose_other(page)
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert sheet_of(page).leave.hasFocus()
    fill(page, jobs, own=PASSWORD)
    assert told == [say("remove.done", name=OTHER)]
    assert [row[0] for row in cells(page)] == [f"{NAME}（您）"]
    assert "第 2 把" in page.model.view.data_key


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"password": "1234567", "again": "1234567"}, "password"),
        ({"again": "不一样的一个口令"}, "again"),
        ({"own": "错的"}, "own"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    page: PcKeysPage, jobs: Jobs, texts: dict[str, str], field: str
) -> None:  # fmt: skip - one line
    choose_other(page)
    QTest.keyClick(page, Qt.Key.Key_F7)
    sheet = fill(page, jobs, **({"own": PASSWORD, "password": NEW, "again": NEW} | texts))
    assert [name for name, one in sheet.fields.items() if one.view.sentence] == [field]
    assert sheet.isVisible()


def test_a_full_disk_is_said_below_the_fields(
    page: PcKeysPage, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip - one line
    def full(*_given: object) -> None:
        raise Unavailable("store.disk_full")

    monkeypatch.setattr(officer_keys, "remove", full)
    choose_other(page)
    QTest.keyClick(page, Qt.Key.Key_F9)
    sheet = fill(page, jobs, own=PASSWORD)
    assert sheet.trouble == sentence(Unavailable("store.disk_full"))


@pytest.mark.parametrize("desk", ["window"], indirect=True)
def test_a_window_officer_changes_their_own_only(page: PcKeysPage) -> None:
    choose_other(page)
    assert {page.give.why, page.remove.why, page.print.why} == {say("why.not_yours")}
    assert page.own.isEnabled()
    page.model.print_sheet()
    assert page.model.printing.papers == []  # type: ignore[attr-defined]  # the printer of this test


def test_the_recovery_sheet_is_printed(page: PcKeysPage, jobs: Jobs) -> None:
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    jobs.wait()
    (paper,) = page.model.printing.papers  # type: ignore[attr-defined]  # as above
    assert paper.pdf.startswith(b"%PDF")


def test_a_ukey_is_enrolled_and_given_up_by_one_key(
    page: PcKeysPage, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClick(page, Qt.Key.Key_F8)
    sheet = fill(page, jobs, own=PASSWORD, pin="123456")
    assert sheet.trouble == sentence(Unavailable("token.no_library")), "this PC has none"
    sheet.close_sheet()

    found = officer_keys.pc_keys(page.model._desk)  # noqa: SLF001 - its desk, to be told of a UKey that is not there
    mine = replace(found.officers[0], token="ePass 0042", token_to="2026-01-01T00:00:00.000Z")
    monkeypatch.setattr(officer_keys, "pc_keys", lambda _desk: replace(found, officers=(mine, found.officers[1])))
    page.model.start()
    jobs.wait()
    assert cells(page)[0][2] == "密码、UKey ePass 0042（证书到 2026-01-01）"
    assert page.rows.rows[0].cells[2].sign == "soon", "it ran out"
    assert page.token.verb == say("button.no_token")
    assert page.model.change_token().name == "no_token"


def test_adding_somebody_and_going_back_are_asked_for(page: PcKeysPage) -> None:
    asked: list[str] = []
    page.model.colleague_asked.connect(lambda: asked.append("colleague"))
    page.model.back_asked.connect(lambda: asked.append("back"))
    QTest.keyClick(page, Qt.Key.Key_F10)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert asked == ["colleague", "back"]


# --- a file that fills a field
def test_a_key_file_fills_its_field_and_one_that_is_no_text_is_said(
    qtbot: QtBot, page: PcKeysPage, tmp_path: Path
) -> None:  # fmt: skip - one line
    sheet = ActSheet(page.window(), Act("recover", "", ("key", "password", "again"), ""), reads="key")
    sheet.show_sheet()
    (tmp_path / "key.txt").write_text(f"{AGE}\n", "utf-8")
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff")

    sheet.read_file(tmp_path / "key.txt")
    assert sheet.fields["key"].text == str(AGE)
    for name in ("picture", "gone"):
        sheet.read_file(tmp_path / name)
        assert sheet.fields["key"].view.sentence == say("file_unreadable")
    sheet.close_sheet()
    qtbot.wait_until(lambda: not sheet.isVisible())


def test_a_file_with_what_stands_on_a_recovery_sheet_fills_the_sheet(page: PcKeysPage, tmp_path: Path) -> None:
    sheet = ActSheet(page.window(), Act("rebuild", "", ("sheet", "key", "name", "password", "again"), ""), reads="key")
    sheet.show_sheet()
    (tmp_path / "sheet.txt").write_text("YIMEN-RECOVERY/1/ab/1/1/\nAAAA.\n", "utf-8")
    (tmp_path / "county.json").write_text(f'{{"age_identity": "{AGE}"}}', "utf-8")
    for name in ("sheet.txt", "county.json"):
        sheet.read_file(tmp_path / name)
    assert sheet.fields["sheet"].text == "YIMEN-RECOVERY/1/ab/1/1/ AAAA."
    assert str(AGE) in sheet.fields["key"].text
    sheet.close_sheet()


def test_a_bug_goes_its_own_way(page: PcKeysPage, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[BaseException] = []
    monkeypatch.setattr(jobs, "problem", problems.append)

    def broken(_typed: dict[str, str]) -> None:
        raise ValueError("a bug")

    act = Act("own", "", ("own",), "")
    act.begin(jobs, broken)
    act.send({"own": ""})
    act.send({"own": ""})  # while it is under way, nothing
    jobs.wait()
    assert [type(one) for one in problems] == [ValueError]
    assert page.isVisible()
    assert not isinstance(problems[0], Refused)
