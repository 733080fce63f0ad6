"""One page of the applicant's screen: laid out as large as it fits, never below the least size."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.applicant.answer_button import AnswerButton
from ui.applicant.line import Line
from ui.applicant.paper_pane import PaperPane
from ui.applicant.view import ApplicantView
from ui.applicant.words import Words, colour
from ui.widgets.icon import coloured

_SIDE, _TOP, _FOOT, _GAP = 120, 72, 120, 40
_BODY, _HEAD, _LOUD, _NOTE = 56, 76, 104, 44
_AIR = 12  # between the last words and the foot
_ROWS_IN_ONE = 6
_MOST_COLUMNS = 3
_STEPS = (1.6, 1.3, 1.15, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)


class Page(QWidget):
    """Draws an ApplicantView. `answered(nth)`: a button was pressed. What did not fit is not in `view` either."""

    answered = Signal(int)

    def __init__(self, view: ApplicantView, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = self.view = view
        self._foot_at = 0
        self._make()

    def _make(self) -> None:
        """Make the widgets of `view`, from top to bottom."""
        view, big = self.view, _LOUD if self.view.loud else _HEAD
        ruled = view.kind == "promise"
        body = 68 if ruled else _BODY
        self._lead = [Words(view.lead, _NOTE, "ink2", parent=self)] if view.lead else []
        self._title = [Words(text, big, strong=True, parent=self) for text in view.title]
        self._sub = [Words(view.sub, _NOTE, "ink2", parent=self)] if view.sub else []
        self._rows = [Line(row, body, ruled=ruled, parent=self) for row in view.rows]
        self._note = [Words(view.note, _BODY, parent=self)] if view.note else []
        self._small = [Words(view.small, _NOTE, "ink2", parent=self)] if view.small else []
        self._question = [Words(view.question, _HEAD - 12, parent=self)] if view.question else []
        self._answers = [AnswerButton(word, main=not nth, parent=self) for nth, word in enumerate(view.answers)]
        for nth, button in enumerate(self._answers):
            button.clicked.connect(lambda _=False, nth=nth: self.answered.emit(nth))
        self._paper = PaperPane(self) if view.paper else None
        self._foot = Words(view.foot, _NOTE if view.kind != "accepted" else 52, "ink2", parent=self)

    @property
    def paper(self) -> "PaperPane | None":
        """The page that is signed, where there is one."""
        return self._paper

    @property
    def words(self) -> list[Words]:
        """Everything that is written here."""
        return self.findChildren(Words)

    # --- laying out
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Take the largest scale at which all of it fits; where none does, leave out rows and say how many."""
        full = self.height() / 1080
        for step in _STEPS:
            self._place(full * step, min(step, 1.0) * full)
            if not self._overflows():
                break
        while self._overflows() and len(self.view.rows) > 1 and self.view.more:
            self._cut(len(self.view.rows) - 1)
        self.update()

    def _overflows(self) -> bool:
        return self._bottom + _AIR > self._foot_at

    def _cut(self, rows: int) -> None:
        for child in self.findChildren(QWidget):
            child.setParent(None)
            child.deleteLater()
        self.view = self._whole.cut(rows)
        self._make()
        full = self.height() / 1080
        self._place(full * _STEPS[-1], full * _STEPS[-1])
        for child in self.findChildren(QWidget):
            child.show()

    def _place(self, scale: float, margin: float) -> None:
        """Put everything in its place at a scale, and note where the last of it ends."""
        side, wide = round(_SIDE * margin), self.width() - 2 * round(_SIDE * margin)
        self._foot_at = self.height() - self._place_foot(min(scale, 1.2), side, wide)
        self._icon_px = 0
        y = round(_TOP * margin)
        y = self._stack(self._lead, scale, (side, y, wide), 8)
        y = self._place_title(scale, side, y, wide)
        y = self._stack(self._sub, scale, (side, y, wide), 8)
        y = self._place_rows(scale, side, y + round((_GAP if self._rows else 0) * scale), wide)
        y = self._stack(self._note, scale, (side, y + round(24 * scale if self._note else 0), wide), 8)
        y = self._stack(self._small, scale, (side, y, wide), 8)
        self._bottom = self._place_question(scale, side, y, wide)
        if self._paper:
            top = y + round(16 * scale)
            self._paper.setGeometry(side, top, wide, max(self._foot_at - top - _AIR, 0))

    def _stack(self, texts: list[Words], scale: float, at: tuple[int, int, int], gap: int) -> int:
        left, y, wide = at
        for text in texts:
            size = text.fit(scale, wide)
            text.setGeometry(left, y, wide, size.height())
            y += size.height() + round(gap * scale)
        return y

    def _place_title(self, scale: float, side: int, y: int, wide: int) -> int:
        before = 0
        if self.view.icon and self._title:
            self._title[0].fit(scale, wide)
            self._icon_px, self._icon_at = self._title[0].px, (side, y + (self._title[0].line - self._title[0].px) // 2)
            before = self._icon_px + 32
        return self._stack(self._title, scale, (side + before, y, wide - before), 0)

    def _place_rows(self, scale: float, side: int, y: int, wide: int) -> int:
        columns = 1 if self.view.kind not in {"people", "others"} else -(-len(self._whole.rows) // _ROWS_IN_ONE)
        columns = max(min(columns, _MOST_COLUMNS), 1)
        each = (wide - (columns - 1) * _GAP) // columns
        high = -(-len(self._rows) // columns)
        bottom = y
        for start in range(0, len(self._rows), max(high, 1)):
            left, below = side + start // high * (each + _GAP), y
            for row in self._rows[start : start + high]:
                tall = row.fit(scale, each)
                row.setGeometry(left, below, each, tall)
                below += tall
            bottom = max(bottom, below)
        return bottom

    def _place_question(self, scale: float, side: int, y: int, wide: int) -> int:
        if not self._question:
            return y
        y += round(_GAP * scale)
        question = self._question[0].fit(scale, wide)
        if not self._answers:
            self._question[0].setGeometry(side, y, wide, question.height())
            return y + question.height()
        sizes = [button.fit(scale) for button in self._answers]
        high = max(size[1] for size in sizes)
        self._question[0].setGeometry(side, y + (high - question.height()) // 2, question.width(), question.height())
        x = side + question.width() + round(_GAP * scale)
        for button, (width, _) in zip(self._answers, sizes, strict=True):
            button.move(x, y)
            x += width + round(_GAP * scale)
        return y + high

    def _place_foot(self, scale: float, side: int, wide: int) -> int:
        size = self._foot.fit(scale, wide)
        high = max(round(_FOOT * min(scale, 1.0)), size.height() + 24)
        self._foot.setGeometry(side, self.height() - high + (high - size.height()) // 2, wide, size.height())
        return high

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the line above the foot, the icon of the title."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("ground"))
        side = self._foot.x()
        if self.view.foot:
            painter.fillRect(side, self._foot_at, self.width() - 2 * side, 2, colour("line"))
        if self._icon_px:
            drawn = coloured(self.view.icon, colour("accent"), self._icon_px, self.devicePixelRatioF())
            painter.drawPixmap(*self._icon_at, drawn)
