"""What the tests of the intake have in their hands: keys to press, and pictures that say what is wanted."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.capture.edit import Developed, Edit
from app.capture.reading import Field, Quality, Reading
from app.domain.draft import Draft
from app.domain.person import Identity
from app.errors import Refused
from app.services.desk import Desk
from tests.made_up import household
from tests.made_up.fonts import font
from ui.capture.model import CaptureModel
from ui.capture.shot import Shot
from ui.intake.model import IntakeModel
from ui.intake.step_pages import Place
from ui.intake.window import IntakePage
from ui.jobs import Jobs
from ui.problems import Problems
from ui.widgets.focus_ring import FocusRing

CARD = Identity(
    name="王德贵",
    sex="male",
    ethnic="汉",
    birth="1950-03-08",
    address="四川省渠县青龙镇青龙村3组17号",
    id_number=household.id_number("1950-03-08", 11),
    issuer="渠县公安局",
    valid_from="2016-05-20",
    valid_to="long_term",
)
_FRONT = ("name", "sex", "ethnic", "birth", "address", "id_number")
_BACK = ("issuer", "valid_from", "valid_to")


@cache
def jpeg(words: str, size: tuple[int, int] = (856, 540)) -> bytes:
    """Give a small picture with words on it."""
    image = Image.new("RGB", size, (222, 232, 235))
    ImageDraw.Draw(image).text((size[0] // 12, size[1] // 3), words, font=font(size[1] // 6), fill=(30, 32, 34))
    written = BytesIO()
    image.save(written, "JPEG", quality=80)
    return written.getvalue()


def front(card: Identity = CARD, *, unsure: tuple[str, ...] = (), verdict: str = "ok", cause: str = "") -> Reading:
    """Give the reading of a front side; `unsure` names the fields that a machine could not be sure of."""
    return _reading("id_front", card, _FRONT, unsure, Quality(verdict, cause))


def back(card: Identity = CARD, *, unsure: tuple[str, ...] = ()) -> Reading:
    """Give the reading of a back side."""
    return _reading("id_back", card, _BACK, unsure, Quality("ok"))


def _reading(kind: str, card: Identity, names: tuple[str, ...], unsure: tuple[str, ...], quality: Quality) -> Reading:
    page = ((0.0, 0.0), (856.0, 0.0), (856.0, 540.0), (0.0, 540.0))
    fields, strips = {}, {}
    for nth, name in enumerate(names):
        value, top = str(getattr(card, name)), 40.0 + 80.0 * nth
        box = ((150.0, top), (520.0, top), (520.0, top + 50), (150.0, top + 50))
        fields[name] = Field(value, 0.4 if name in unsure else 0.98, box)
        strips[name] = jpeg(value, (416, 80))
    return Reading(856, 540, page, kind, quality, (), fields, jpeg(card.name), strips)


class Pictures:
    """A reader that says of each picture what the test laid down for its bytes."""

    def __init__(self) -> None:
        self._known: dict[bytes, Reading] = {}

    def lay(self, reading: Reading) -> bytes:
        """Give the bytes of a picture that will be read as `reading`."""
        data = jpeg(f"{len(self._known)} {reading.kind}", (214, 135))
        self._known[data] = reading
        return data

    def read(self, source: bytes, expect: str | None = None) -> Reading:
        """Read a picture; Refused picture.unreadable for one that was not laid down."""
        del expect
        if source not in self._known:
            raise Refused("picture.unreadable")
        return self._known[source]

    def develop(self, original: bytes, edit: Edit) -> Developed:
        """Give a picture that says how it was cut."""
        return Developed(jpeg(f"{len(original)} {edit.quarters} {len(edit.black)}", (214, 135)), 214, 135)

    def two_sides(self, front: bytes, back: bytes) -> bytes:
        """Give a picture that says what it was made of."""
        return jpeg(f"both {len(front)} {len(back)}", (210, 297))

    def watermark(self, picture: bytes, text: str) -> bytes:
        """Give a picture that says what is written over it."""
        return jpeg(f"{len(picture)} {text}", (210, 297))


class Intake:
    """A window with the intake in it, and an officer's hands on its keys."""

    def __init__(self, desk: Desk, jobs: Jobs, reader: Any, problems: Problems, **given: Any) -> None:
        size = given.pop("size", (1366, 680))
        self.jobs, self._closed = jobs, False
        camera = given.pop("open_camera", None)
        given["equip"] = lambda: CaptureModel(jobs, problems, camera)
        self.model = IntakeModel(desk, jobs, reader, problems, **given)
        self.page = IntakePage(self.model)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        self.ring = FocusRing(self.window)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.model.start()
        self.wait()

    def wait(self) -> "Intake":
        """Let everything that is under way come to its end."""
        for _ in range(3):
            QApplication.processEvents()
            self.jobs.wait()
        QApplication.processEvents()
        return self

    def press(self, *keys: str) -> "Intake":
        """Press keys by their names on whatever has the focus, as fingers do."""
        for key in keys:
            self._press_one(key)
            QApplication.processEvents()
        return self.wait()

    def _press_one(self, key: str) -> None:
        modifier = Qt.KeyboardModifier.NoModifier
        if key.startswith("Ctrl "):
            modifier, key = Qt.KeyboardModifier.ControlModifier, key.removeprefix("Ctrl ")
        names = {"Enter": "Return", "Esc": "Escape", "PgDn": "PageDown", "Ins": "Insert", "Del": "Delete"}
        code = getattr(Qt.Key, f"Key_{names.get(key, key)}", None)
        if code is None:
            QTest.keyClicks(self.focus, key)
        else:
            QTest.keyClick(self.focus, code, modifier)

    def say(self, text: str) -> "Intake":
        """Type Chinese as an input method does: a preedit, then the words."""
        for event in (QInputMethodEvent("pin", []), QInputMethodEvent()):
            if not event.preeditString():
                event.setCommitString(text)
            QApplication.sendEvent(self.focus, event)
        QApplication.processEvents()
        return self.wait()

    def bring(self, data: bytes, source: str = "file") -> "Intake":
        """Bring a picture, as file, clipboard, folder or camera do."""
        self.model.capture.taken.emit(Shot(data, source))
        return self.wait()

    def lay_card(self, pictures: Pictures, card: Identity = CARD) -> "Intake":
        """Bring both sides of a card."""
        return self.bring(pictures.lay(front(card))).bring(pictures.lay(back(card)))

    def page_of(self, step: Place) -> Any:
        """Give the page of a step."""
        return self.page.page_of(step)

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self.model.draft

    @property
    def focus(self) -> QWidget:
        """What has the focus now."""
        return QApplication.focusWidget() or self.window

    def shot(self, path: str) -> None:
        """Save what is on the glass."""
        QApplication.processEvents()
        self.window.grab().save(path)

    def close(self) -> None:
        """Close the window and let the camera go."""
        if self._closed:
            return
        self._closed = True
        self.model.capture.stop()
        self.model.keeper.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()


OpenIntake = Callable[..., Intake]
