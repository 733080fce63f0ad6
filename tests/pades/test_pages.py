"""Sealing, setting up and checking through the whole window."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.domain.case import Case
from app.forms.seal import drawn_seal
from app.pades.key_file import read_key_file
from app.pades.sign import seal
from app.services import seal_setup, trusted
from app.services.seal_setup import Source
from tests.find.whole_desk import WholeDesk, accepted
from tests.find.whole_desk_fixtures import at_desk, desk, theme
from tests.pades.authority import PASSWORD, Authority
from tests.pictures.png import transparent
from ui.case.act_sheet import ActSheet
from ui.case.paper_view import PaperSheet
from ui.case.window import CasePage
from ui.seal_setup.window import SealSetupPage
from ui.sealing.window import SealingPage
from ui.signed_pdf.window import SignedPdfPage

__all__ = ["at_desk", "desk", "theme"]


class Keys(NamedTuple):
    authority: Authority
    officer: Path
    seal: Path
    root: Path


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder, authority = tmp_path_factory.mktemp("keys"), Authority()
    made = Keys(authority, folder / "officer.p12", folder / "seal.p12", folder / "root.pem")
    made.officer.write_bytes(authority.issue("陈素华").p12())
    made.seal.write_bytes(authority.issue("渠县青龙镇人民政府").p12())
    made.root.write_bytes(authority.pem)
    return made


@pytest.fixture
def case(at_desk: WholeDesk, keys: Keys) -> Case:
    data, officer = at_desk.desk.data, at_desk.desk.author.officer
    seal_setup.set_officer(data, officer, Source("file", str(keys.officer)))
    seal_setup.set_seal(data, Source("file", str(keys.seal)))
    trusted.add(data, keys.authority.pem)
    return accepted(at_desk.desk)


def sealing(at_desk: WholeDesk, case: Case) -> SealingPage:
    """Open the papers of a case, the receipt in hand."""
    at_desk.pages.show_case(case.id)
    at_desk.wait().press("F9").wait()
    page: SealingPage = at_desk.shown(SealingPage)
    page.list.select(1)
    at_desk.wait()
    return page


def now(at_desk: WholeDesk, case: Case) -> Case:
    found = at_desk.desk.store.case(case.id)
    assert found is not None
    return found


def test_where_nothing_is_set_up_no_case_offers_it(at_desk: WholeDesk) -> None:
    at_desk.pages.show_case(accepted(at_desk.desk).id)
    page: CasePage = at_desk.wait().shown(CasePage)
    assert not page.acts["seal"].isVisible()


def test_two_passwords_and_f10_seal_a_receipt(at_desk: WholeDesk, case: Case) -> None:
    page = sealing(at_desk, case)
    assert [row.cells[1].text for row in page.list.rows] == ["没签", "没签"]
    assert page.said.text == "经办人签了就盖章。"
    for name in ("officer_password", "seal_password"):
        page.secrets[name].setFocus()
        at_desk.say(PASSWORD)
    at_desk.press("F10").wait()

    assert [one.by for one in now(at_desk, case).sealed[0].marks] == ["officer", "seal"]
    assert [row.cells[1].text for row in page.list.rows][-1] == "已签章"
    assert page.verb.why == "这份已经签好了，改过内容才要重新签"
    assert page.secrets["officer_password"].text == ""
    papers: list[Any] = []
    page.model.printing.asked.connect(lambda paper, _names: papers.append(paper))
    page.out.click()
    at_desk.wait()
    assert papers[0].pdf == at_desk.desk.document(now(at_desk, case).sealed[0].document)
    at_desk.press("Esc", "Esc").wait()
    shown: CasePage = at_desk.shown(CasePage)
    assert "受理通知书，已签章" in [row.cells[0].text for row in shown.papers.rows]
    assert ("电子签章", "受理通知书：经办人 陈素华，渠县土溪镇人民政府；章 渠县青龙镇人民政府，渠县土溪镇人民政府") in [
        (row.cells[1].text, row.cells[2].text) for row in shown.events.rows
    ]


def test_a_wrong_password_is_said_and_nothing_is_written(at_desk: WholeDesk, case: Case) -> None:
    page = sealing(at_desk, case)
    page.secrets["officer_password"].setFocus()
    at_desk.say("不是它").press("F10").wait()
    assert page.refused.text == "证书的密码不对，请再输一次。"
    assert page.verb.isEnabled()
    assert now(at_desk, case).sealed == ()


def test_another_program_seals_between_two_presses(at_desk: WholeDesk, case: Case, keys: Keys, tmp_path: Path) -> None:
    folder = tmp_path / "client"
    folder.mkdir()
    seal_setup.set_seal(at_desk.desk.data, Source("folder", str(folder)))
    page = sealing(at_desk, case)
    assert not page.secrets["seal_password"].isVisible()
    page.secrets["officer_password"].setFocus()
    at_desk.say(PASSWORD).press("F10").wait()
    (handed,) = folder.iterdir()
    assert page.verb.verb == "取回盖好的"
    at_desk.press("F10").wait()
    assert page.refused.text.startswith("盖好的文件还没有回来")

    handed.unlink()
    at_desk.press("F6").wait()
    time = at_desk.desk.now()
    office = read_key_file(keys.seal.read_bytes(), PASSWORD, time)
    handed.write_bytes(seal(handed.read_bytes(), office, time, drawn_seal("渠县青龙镇人民政府")))
    at_desk.press("F10").wait()

    assert [row.cells[1].text for row in page.list.rows][-1] == "已签章"
    assert list(folder.iterdir()) == []


def test_what_is_chosen_is_set_up_tried_and_taken_away(
    at_desk: WholeDesk, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "seal.png"
    picture.write_bytes(transparent(60, 60))
    at_desk.pages.go("seal_setup")
    page: SealSetupPage = at_desk.wait().shown(SealSetupPage)
    assert [row.cells[1].text for row in page.list.rows][:2] == ["没有，照旧打印后盖章"] * 2
    assert page.verb.why == "先选好证书或者章"

    def choose(place: Path, key: str) -> None:
        monkeypatch.setattr("ui.files.QFileDialog.getOpenFileName", lambda *_: (str(place), ""))
        page.acts[key].click()
        at_desk.wait()

    choose(keys.officer, "choose_file")
    at_desk.press("Down")
    choose(keys.seal, "choose_file")
    at_desk.press("Down")
    choose(picture, "choose_picture")
    at_desk.press("Down")
    choose(keys.root, "choose_root")
    setup = seal_setup.load(at_desk.desk.data)
    assert setup.officer(at_desk.desk.author.officer) == Source("file", str(keys.officer))
    assert (setup.seal, setup.has_picture) == (Source("file", str(keys.seal)), True)
    assert len(trusted.roots(at_desk.desk.data)) == 1
    choose(picture, "choose_root")
    assert page.refused.text.startswith("这不是根证书")

    at_desk.press("Up", "Up", "F10")
    at_desk.say("不是它").press("Enter").wait()
    assert at_desk.shown(ActSheet).trouble == "证书的密码不对，请再输一次。"
    at_desk.shown(ActSheet).fields[0].edit.setText(PASSWORD)
    at_desk.shown(ActSheet).verb.click()
    assert at_desk.wait().shown(PaperSheet).isVisible()
    at_desk.press("Esc")
    page.acts["clear"].click()
    at_desk.wait()
    assert not seal_setup.load(at_desk.desk.data).seal.is_set


def test_a_file_that_is_opened_or_dropped_gets_its_verdict(at_desk: WholeDesk, case: Case, tmp_path: Path) -> None:
    page = sealing(at_desk, case)
    for name in page.model.view.secrets:
        page.secrets[name].edit.setText(PASSWORD)
    page.verb.click()
    at_desk.wait()
    whole = tmp_path / "给他的.pdf"
    whole.write_bytes(at_desk.desk.document(now(at_desk, case).sealed[0].document))
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(whole.read_bytes()[:-2000])

    at_desk.pages.go("verify_pdf")
    checking: SignedPdfPage = at_desk.wait().shown(SignedPdfPage)
    checking.model.open_file(whole)
    at_desk.wait()
    assert checking.good.text() == "完整：签章都有效，签完以后没有改过。"
    assert [row.cells[3].text for row in checking.list.rows] == ["有效", "有效"]
    checking.dropEvent(dropped(broken))
    at_desk.wait()
    assert checking.bad.text.startswith(("打不开", "被改过"))
    checking.model.open_file(tmp_path / "没有.pdf")
    at_desk.wait()
    assert checking.bad.text == "找不到文件 没有.pdf，请核对在不在，再打开一次。"


def dropped(place: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(place))])
    dropped.kept = data  # type: ignore[attr-defined] # Qt keeps no reference to it
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, key)
