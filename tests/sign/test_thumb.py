"""Situation 3, 不识字: a page is read aloud, pressed before two witnesses, photographed; never a drawn cross."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from app.capture.reading import Barcode, Quality, Reading
from app.domain import case_number
from app.domain.course import SignedOnPaper
from app.domain.form_code import FormCode, Paper, payload, subject_of
from app.domain.visit import Agent
from app.errors import Unavailable
from app.forms.form import FormSet
from app.services.intake import Picture
from tests.intake.at_the_window import Pictures, jpeg
from tests.made_up import household
from tests.sign.conftest import AT
from ui.capture.model import CaptureModel
from ui.capture.shot import Shot
from ui.jobs import Jobs
from ui.problems import Problems
from ui.sign.model import SignModel
from ui.sign.thumb import ThumbModel
from ui.sign.window import SignPage
from ui.theme import Theme

DRAFT = household.draft()
APPLICANT, SON = DRAFT.applicant.id, DRAFT.members[1].id
_BOX = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))


class Press:
    """The page of signatures with a camera beside, and what was handed on."""

    def __init__(self, model: SignModel, jobs: Jobs) -> None:
        self.jobs, self.pictures, self.problems = jobs, Pictures(), Problems()
        self.capture = CaptureModel(jobs, self.problems)
        self.thumb = ThumbModel(jobs, self.pictures, self.problems, self.capture, lambda: AT)
        self.given = list[tuple[SignedOnPaper, Picture]]()
        self.thumb.pressed.connect(lambda mark, picture, given=self.given: given.append((mark, picture)))
        self.window = QWidget()
        self.window.resize(1190, 616)
        self.page = SignPage(model, self.thumb)
        self.page.setParent(self.window)
        self.page.setGeometry(self.window.rect())
        self.window.show()
        self.window.activateWindow()
        self.page.setFocus()

    def wait(self) -> "Press":
        for _ in range(2):
            QApplication.processEvents()
            self.jobs.wait()
        QApplication.processEvents()
        return self

    def key(self, key: Qt.Key) -> "Press":
        QTest.keyClick(QApplication.focusWidget() or self.page, key)
        return self.wait()

    def lay(self, *codes: str, verdict: str = "ok", cause: str = "") -> "Press":
        bars = tuple(Barcode("QRCode", code, _BOX) for code in codes)
        reading = Reading(600, 800, _BOX, "own_form", Quality(verdict, cause), bars, {}, jpeg("手印", (600, 800)))
        self.capture.taken.emit(Shot(self.pictures.lay(reading), "camera"))
        return self.wait()


def code_of(member: str) -> str:
    return payload(FormCode(Paper.AUTHORISATION, DRAFT.id, member, 5, 6, "0000"))


@pytest.fixture
def press(qapp: QApplication, _theme: Theme, model: SignModel, forms: FormSet, jobs: Jobs) -> Iterator[Press]:
    shown = Press(model, jobs)
    model.open(DRAFT, forms)
    shown.wait()
    yield shown
    shown.wait()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shown.window.close()


def test_by_keys_alone_a_thumbprint_is_taken_with_two_witnesses(press: Press) -> None:
    press.key(Qt.Key.Key_F7)
    assert press.thumb.view.name == "王德贵"
    assert press.page.panel is not None
    assert press.page.panel.read_aloud.hasFocus()

    press.key(Qt.Key.Key_Space).key(Qt.Key.Key_Return)
    press.thumb.say(first="陈素华")
    press.key(Qt.Key.Key_Return)
    press.thumb.say(second="赵勇")
    press.lay(code_of(APPLICANT)).key(Qt.Key.Key_Return)

    ((mark, picture),) = press.given
    assert (mark.member, mark.way, mark.thumb, mark.read_aloud) == (APPLICANT, "window", True, True)
    assert mark.witnesses == ("陈素华", "赵勇")
    assert mark.signed_on == mark.received_on == "2026-10-12"
    assert picture.archive == jpeg("手印", (600, 800))


def test_a_form_filled_in_by_hand_bears_a_name_of_its_own_day(press: Press, model: SignModel, forms: FormSet) -> None:
    number = case_number.make("511725123", household.TODAY, "0A", 7)
    model.open(replace(DRAFT, paper_number=number, complete_on="2026-10-09"), forms)
    press.key(Qt.Key.Key_F7)
    assert press.page.panel is not None
    assert not press.page.panel.first.isVisible()

    press.lay(payload(FormCode(Paper.AUTHORISATION, subject_of(number), "", 3, 6, "0000"))).key(Qt.Key.Key_Return)

    ((mark, _),) = press.given
    assert (mark.thumb, mark.signed_on, mark.received_on, mark.witnesses) == (False, "2026-10-09", "2026-10-12", ())


def test_the_form_of_another_number_is_not_taken(press: Press, model: SignModel, forms: FormSet) -> None:
    number, other = (case_number.make("511725123", household.TODAY, "0A", serial) for serial in (7, 8))
    model.open(replace(DRAFT, paper_number=number, complete_on="2026-10-09"), forms)

    press.key(Qt.Key.Key_F7).lay(payload(FormCode(Paper.AUTHORISATION, subject_of(other), "", 3, 6, "0000")))

    assert "这不是王德贵的那一页" in press.thumb.view.wrong


def test_who_writes_on_paper_needs_no_witness(press: Press) -> None:
    press.key(Qt.Key.Key_F7).key(Qt.Key.Key_F6).lay(code_of(APPLICANT))

    press.thumb.confirm()

    assert [mark.thumb for mark, _ in press.given] == [False]


def test_what_is_missing_is_said_and_nothing_is_handed_on(press: Press) -> None:
    press.key(Qt.Key.Key_F7)
    press.thumb.confirm()
    assert "还没有签过字的那一页" in press.thumb.view.wrong

    press.lay(code_of(APPLICANT))
    press.thumb.confirm()
    assert "念给本人听" in press.thumb.view.wrong

    press.thumb.say(read_aloud=True, first="王德贵", second="陈素华")
    press.thumb.confirm()
    assert "两个见证人" in press.thumb.view.wrong
    assert press.given == []


def test_the_agent_is_no_witness(press: Press, model: SignModel, forms: FormSet) -> None:
    model.open(replace(DRAFT, agent=Agent("赵勇")), forms)
    press.key(Qt.Key.Key_F7).lay(code_of(APPLICANT))
    press.thumb.say(read_aloud=True, first="赵勇", second="陈素华")

    press.thumb.confirm()

    assert "两个见证人" in press.thumb.view.wrong


def test_the_page_of_another_person_is_not_taken(press: Press) -> None:
    press.key(Qt.Key.Key_F7).lay(code_of(SON))

    assert press.thumb.view.wrong == "这不是王德贵的那一页，请换王德贵的那一页再拍。"
    assert press.thumb.view.picture == b""


def test_half_a_code_is_refused_and_no_code_is_looked_at_once(press: Press) -> None:
    press.key(Qt.Key.Key_F7).lay(code_of(APPLICANT)[:-1])
    assert "没有扫全" in press.thumb.view.wrong

    press.lay("https://example.invalid")
    assert press.thumb.view.remark == "没认出码，请看清楚是不是这一页。"
    assert press.thumb.view.picture


def test_a_bad_picture_says_what_would_help(press: Press) -> None:
    press.key(Qt.Key.Key_F7).lay(code_of(APPLICANT), verdict="bad", cause="glare")

    assert "反光" in press.thumb.view.remark


def test_a_picture_that_cannot_be_read_is_said_and_another_may_come(press: Press) -> None:
    press.key(Qt.Key.Key_F7)
    press.capture.taken.emit(Shot(b"nothing", "file"))
    press.wait()
    assert press.thumb.view.wrong

    press.lay(code_of(APPLICANT))
    assert press.thumb.view.wrong == ""


def test_a_bug_while_reading_goes_its_own_way(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: list[str] = []
    press.problems.broken.connect(numbers.append)

    def broken(_source: bytes, _expect: str | None = None) -> Reading:
        raise RuntimeError

    monkeypatch.setattr(press.pictures, "read", broken)
    press.key(Qt.Key.Key_F7)
    press.capture.taken.emit(Shot(b"any", "file"))
    press.wait()

    assert len(numbers) == 1
    assert not press.thumb.view.busy


def test_who_writes_after_all_goes_back_to_the_paper(press: Press) -> None:
    press.key(Qt.Key.Key_F7)
    assert not press.page.paper.isVisible()

    press.key(Qt.Key.Key_F7)

    assert press.page.paper.isVisible()
    assert press.thumb.view.name == ""
    press.lay(code_of(APPLICANT))
    assert press.thumb.view.picture == b""


def test_what_could_not_be_stored_is_still_there(press: Press) -> None:
    press.key(Qt.Key.Key_F7).lay(code_of(APPLICANT))
    press.thumb.say(read_aloud=True, first="陈素华", second="赵勇")
    press.thumb.confirm()
    press.thumb.confirm()
    assert len(press.given) == 1

    press.thumb.not_kept(str(Unavailable("store.busy").code))

    assert (press.thumb.view.first, press.thumb.view.busy) == ("陈素华", False)
    press.thumb.confirm()
    assert len(press.given) == 2


def test_the_row_says_pressed_and_the_next_is_current_also_one_who_is_away(
    press: Press, model: SignModel, forms: FormSet
) -> None:
    mark = SignedOnPaper(APPLICANT, "window", (), "2026-10-12", "2026-10-12", thumb=True)
    wife = replace(mark, member=DRAFT.members[2].id, thumb=False, signed_on="2026-10-10")

    model.open(replace(DRAFT, paper_signatures=(mark, wife)), forms)
    press.wait()

    rows = model.view.rows
    assert [row.note for row in rows] == ["本人，刚按手印", "儿子，在广东打工，并代王雨欣签", "配偶，10月10日签在纸上"]
    assert rows[0].may_press
    assert model.view.at == 1

    earlier = replace(mark, signed_on="2026-10-10")
    model.open(replace(DRAFT, paper_signatures=(earlier,)), forms)
    assert model.view.rows[0].note == "本人，10月10日按手印"


def test_every_control_has_a_name_and_enter_is_on_one_button(press: Press) -> None:
    press.key(Qt.Key.Key_F7)
    shown = [one for one in press.page.findChildren(QAbstractButton) if one.isVisible()]

    assert [one for one in (*shown, *press.page.findChildren(QLineEdit)) if not one.accessibleName()] == []
    assert [getattr(one, "key", "") for one in shown].count("Enter") == 1


def test_without_a_reader_no_thumb_is_offered(page: SignPage, model: SignModel) -> None:
    QTest.keyClick(page.paper, Qt.Key.Key_F7)

    assert model.view.current is not None
    assert page.panel is None
