"""The sheets that need a picture: one more paper, and the signed withdrawal."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from app.domain.case import Case
from app.services.intake import Picture
from ui import clipboard, files
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.case.act_sheet import Acting, ActSheet
from ui.case.acts import CaseActs
from ui.case.taker import PaperTaker
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para

_WIDE, _PLACE = 640, QSize(592, 200)
_SLOTS = ("hukou_head", "hukou_page", "id_front", "id_back", "document", "other")


class PictureSheet(ActSheet):
    """An act with a picture: F8 shoots, Ctrl O opens a file, Ctrl V pastes, or it is dropped on the place."""

    def __init__(self, window: QWidget, acts: Acting, taker: PaperTaker, name: str, *, area: str = "case") -> None:
        super().__init__(window, acts, name, wide=_WIDE, area=area)
        taker.setParent(self)
        self._taker, self._capture, self.picture = taker, taker.capture, Picture(b"", "", b"", {}, "", "")
        words = resources.texts("case")["paper"]
        word = words["place" if self._capture.view.has_camera else "place_file"]
        self.place = PicturePlace(_PLACE, word)
        self.place.setAccessibleName(word)
        self._remark = Para("", "note", "soon", width=_WIDE - 48)
        self.shoot = KeyButton(words["shoot"], "F8", size="small", icon="camera")
        self.file = KeyButton(words["file"], "Ctrl O", size="small", icon="image")
        self._lay_out_picture()
        self._connect()

    def _lay_out_picture(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.shoot)
        row.addWidget(self.file)
        row.addWidget(self._remark, 1)
        self._beside = row
        self.lines.addWidget(self.place)
        self.lines.addLayout(row)
        self.shoot.setVisible(self._capture.view.has_camera)
        self.verb.off(resources.text("case", "paper.none_yet"))

    def beside(self, button: KeyButton) -> None:
        """Put one more button beside those that take pictures."""
        self._beside.insertWidget(2, button)

    def _connect(self) -> None:
        self._taker.taken.connect(self._is_taken)
        self._taker.remarked.connect(self._is_remarked)
        self._capture.framed.connect(self._draw_frame)
        self.place.dropped.connect(self._capture.take_mime)
        self.place.drawn.connect(self._capture.drawn)
        self.shoot.clicked.connect(self._capture.shoot)
        self.file.clicked.connect(self._choose_file)
        self.closed.connect(self._capture.stop)
        self._capture.start()

    def _draw_frame(self, frame: Frame) -> None:
        if self.picture.archive:
            self._capture.drawn()
        else:
            self.place.draw_frame(frame, self._capture.view.word)

    def _is_taken(self, picture: Picture) -> None:
        self.picture = picture
        self.place.draw_page(picture.archive, None, ())
        self.verb.on()

    def _is_remarked(self, sentence: str, wrong: bool) -> None:  # noqa: FBT001 - the signal carries the value
        self._remark.draw(sentence, "soon" if wrong else "ink2")
        self._place()

    def _choose_file(self) -> None:
        words = resources.texts("case")["paper"]
        chosen = files.open_file(self, words["file"], words["file_kinds"])
        if chosen:
            self._capture.open_file(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture; the rest is the sheet's."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._capture.take_mime(clipboard.pasted())
            event.accept()
            return
        super().keyPressEvent(event)


def paper_sheet(window: QWidget, acts: CaseActs, taker: PaperTaker, case: Case) -> PictureSheet:
    """Open the sheet for one more paper: what it is, whose, and its picture."""
    sheet = PictureSheet(window, acts, taker, "paper")
    words = resources.texts("codes")["slot"]
    sheet.begin_row()
    slot = sheet.add_list("what", [(name, words[name]) for name in _SLOTS], most=3)
    people = case.accepted.members if case.accepted else ()
    who = sheet.add_list("whose", [(one.id, one.identity.name) for one in people], most=3)
    sheet.show_act(lambda: acts.add_paper(case, slot.current, who.current, sheet.picture))
    return sheet


def withdraw_sheet(
    window: QWidget, acts: CaseActs, taker: PaperTaker, case: Case, print_form: Callable[[], None]
) -> PictureSheet:
    """Open the sheet for a withdrawal: the paper to sign is printed, or is here signed; who says so, why if they like.

    Printing leaves the sheet: the printer may have to be chosen, and the paper has to be signed first.
    """
    sheet = PictureSheet(window, acts, taker, "withdraw")
    printing = KeyButton(sheet.say["print"], "Ctrl P", size="small", icon="printer")
    printing.clicked.connect(sheet.close_sheet)
    printing.clicked.connect(print_form)
    sheet.beside(printing)
    name = case.accepted.members[0].identity.name if case.accepted else ""
    by, reason = sheet.add_field("by", name), sheet.add_field("reason")
    sheet.show_act(lambda: acts.withdraw(case, by.text, sheet.picture, reason.text))
    return sheet
