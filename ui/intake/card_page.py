"""The step of the identity card: pictures at the left, what was read at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

import resources
from ui.capture.model import CaptureView
from ui.capture.preview import Frame
from ui.intake.card import FIELDS
from ui.intake.card_model import CardModel
from ui.intake.card_pictures import CardPictures
from ui.intake.card_row import CardRow
from ui.intake.card_strip import CardStrip
from ui.intake.card_view import CardView
from ui.intake.document_choice import DocumentChoice
from ui.intake.spelling import Spelling
from ui.intake.step_page import StepPage
from ui.theme import look
from ui.widgets.key_button import KeyButton


class CardPage(StepPage):
    """Draws a CardView; forwards typing and answers."""

    def __init__(self, model: CardModel) -> None:
        say = resources.texts("intake")
        self._title: str = say["rail"]["steps"][1]
        super().__init__(self._title)
        self._model = model
        self._type = KeyButton(say["card"]["type"], "F7", icon="keyboard")
        self.agent = KeyButton(resources.text("intake_side", "agent.title"), "Ctrl T")
        self.document = DocumentChoice(model)
        self.spelling = Spelling(model)
        self.last = KeyButton(resources.text("intake_side", "last.open"), "F6", kind="main")
        self.strip, self.pictures = CardStrip(), CardPictures(model)
        self._news: tuple[object, ...] = ()
        grid = QGridLayout()
        self.rows = {name: CardRow(name, grid, nth) for nth, name in enumerate(FIELDS)}
        for button in (self.last, self.agent, self.document, self._type):
            self.head.add(button)
        self._build(grid)
        self._connect()

    def _build(self, grid: QGridLayout) -> None:
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 56)
        grid.setColumnMinimumWidth(3, look().types["body"][0] * 8)
        grid.setColumnStretch(2, 1)
        right = QVBoxLayout()
        right.addLayout(grid)
        right.addWidget(self.spelling)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(32)
        across.addWidget(self.pictures)
        across.addLayout(right, 1)
        self.body.addWidget(self.strip)
        self.body.addLayout(across)
        self.body.addStretch(1)

    def _connect(self) -> None:
        model = self._model
        model.capture.framed.connect(self._draw_frame)
        model.capture.shown.connect(self._draw_words)
        self._type.clicked.connect(self._type_by_hand)
        self.strip.kept.connect(model.keep_anyway)
        self.strip.dropped.connect(model.drop)
        self.strip.again.connect(model.shoot)
        for row in self.rows.values():
            row.written.connect(model.write)
            row.entered.connect(self._go_on)
            row.stepped.connect(self._step)
            row.offered.connect(self._take_offer)
            row.eyed.connect(self._reveal)

    def _reveal(self, revealed: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        self._model.reveal(revealed=revealed)

    # --- what is shown
    def draw(self, view: CardView, *, returns: bool = False) -> None:
        """Show a card; who `returns` may do as last time."""
        self.last.setVisible(returns and view.applies)
        self.agent.setVisible(view.applies)
        self.document.setVisible(view.applies)
        self.spelling.draw(view)
        self.head.draw(self._title, view.note)
        self.strip.draw(view)
        known = {field.name for field in view.fields}
        for name, row in self.rows.items():
            row.set_visible(visible=name in known)
        for field in view.fields:
            self.rows[field.name].draw(view.member, field, typing=view.typing, revealed=view.revealed)
        self.pictures.draw(view)
        self.strip.draw_wrong(view.refused or self._model.capture.view.wrong)
        self._follow(view)

    def _draw_words(self, capture: CaptureView) -> None:
        view = self._model.view
        self.pictures.draw_words(view, capture)
        self.strip.draw_wrong(view.refused or capture.wrong)

    def _draw_frame(self, frame: Frame) -> None:
        self.pictures.draw_frame(self._model.view, frame)

    def _follow(self, view: CardView) -> None:
        """When a picture has been read the cursor goes to the first doubt, or on when there is none."""
        news = (view.member, view.busy, view.front.state, view.back.state, view.ask)
        before, self._news = self._news, news
        if (
            news == before
            or view.busy
            or view.ask
            or self.notice.text
            or any(row.is_typed for row in self.rows.values())
        ):
            return
        if view.first_doubt:
            self.rows[view.first_doubt].focus()
        elif "empty" not in (view.front.state, view.back.state):
            self._go_to_blank(view, FIELDS)
        elif before and before[-1]:
            self.pictures.first.setFocus(Qt.FocusReason.OtherFocusReason)  # the question is answered, its strip gone

    # --- what is done
    def _type_by_hand(self) -> None:
        self._model.type_by_hand()
        self.rows[FIELDS[0]].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_offer(self, name: str, nth: int) -> None:
        self._model.take_offer(name, nth)
        self._go_on(name)

    def _go_on(self, name: str) -> None:
        """Stay while the value is wrong; else go to the next doubt, to the next empty field by hand, or on."""
        view = self._model.view
        if view.named(name).state == "wrong":
            return
        if view.first_doubt:
            self.rows[view.first_doubt].focus()
        else:
            self._go_to_blank(view, FIELDS[FIELDS.index(name) + 1 :])

    def _go_to_blank(self, view: CardView, names: tuple[str, ...]) -> None:
        """Go to the first of these fields that is still to be typed, or on."""
        known = {field.name: field for field in view.fields}
        blank = next((one for one in names if view.typing and one in known and not known[one].full), "")
        if blank:
            self.rows[blank].focus()
        else:
            self.finished.emit()

    def _step(self, name: str, rows: int) -> None:
        names = [field.name for field in self._model.view.fields]
        place = names.index(name) + rows
        if 0 <= place < len(names):
            self.rows[names[place]].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Begin with the first doubt; else where a picture is brought; else the page goes on."""
        view = self._model.view
        if view.first_doubt:
            self.rows[view.first_doubt].focus()
        elif view.front.state == "empty" and not view.typing and not view.named("name").full:
            self.pictures.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finished.emit()

    def focus_place(self, place: str) -> None:
        """Put the cursor into a field by its place, or on what is asked about a picture."""
        if self._model.view.ask:
            self.strip.focus()
            return
        name = place.rsplit(".", maxsplit=1)[-1]
        self.rows[name if name in self.rows else FIELDS[0]].focus()
