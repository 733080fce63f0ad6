"""Made-up hands: ink as it comes from a field, and pen, finger and mouse on the page."""

from dataclasses import replace
from functools import cache

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.draft import Draft, Signature
from app.domain.fact import BlobRef
from app.forms.ink import Handwriting, Ink, Point
from ui.sign.ink_field import InkField
from ui.sign.model import SignModel
from ui.sign.window import SignPage

NAME = Ink(
    16_500,
    4_400,
    tuple(tuple(Point(3000 + n * 900, 800 + k * 90, None, n * 500 + k * 8) for k in range(30)) for n in range(6)),
)
DOT = Ink(16_500, 4_400, ((Point(3000, 800, None, 0),),))
NOTHING = Ink(16_500, 4_400, ())


def stored(draft: Draft, hand: Handwriting, signed_on: str = "2026-10-12") -> Draft:
    """Give the draft as the one who stores a signature gives it back."""
    blob = BlobRef(hand.shown[-1], 1, "application/pdf")
    mark = Signature(
        hand.member, hand.method, (blob,), blob, blob, hand.pages_seen, hand.started_at, hand.finished_at, signed_on
    )
    return replace(draft, signatures=(*draft.signatures, mark))


STROKES = (((90, 60), (210, 58)), ((150, 30), (152, 96)), ((230, 34), (300, 90)), ((300, 34), (228, 92)))


def placed(model: SignModel) -> tuple[QWidget, SignPage]:
    """Give the page inside a window, as large as the intake leaves it on the smallest screen."""
    window = QWidget()
    window.resize(1190, 616)
    page = SignPage(model)
    page.setParent(window)
    page.setGeometry(window.rect())
    window.show()
    window.activateWindow()
    return window, page


def hands(model: SignModel) -> list[Handwriting]:
    """Give a list that fills with what is signed."""
    found: list[Handwriting] = []
    model.signed.connect(found.append)
    return found


def draw_with_mouse(field: InkField) -> None:
    """Write a made-up sign of four strokes."""
    for start, end in STROKES:
        QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(*start))
        for step in range(1, 10):
            QTest.mouseMove(field, between(start, end, step / 10).toPoint())
        QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def between(start: tuple[int, int], end: tuple[int, int], share: float) -> QPointF:
    """Give the place at a share of the way."""
    return QPointF(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


@cache
def pen() -> QPointingDevice:
    """Give a pen; it lives as long as the tests, as Qt goes on thinking of it."""
    stylus = QInputDevice.DeviceType.Stylus
    return QPointingDevice("pen", 7, stylus, QPointingDevice.PointerType.Pen, QInputDevice.Capability.Pressure, 1, 1)


@cache
def finger() -> QPointingDevice:
    """Give a touch screen; it lives as long as the tests."""
    return QTest.createTouchDevice()


def tablet(field: InkField, kind: QEvent.Type, at: QPointF, pressure: float) -> None:
    """Send one event of a pen."""
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = QTabletEvent(kind, pen(), at, at, pressure, 0, 0, 0, 0, 0, none, left, left)
    QApplication.sendEvent(field, event)
