"""How one row of a RowList is measured and painted."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.theme import look
from ui.widgets.icon import pixmap
from ui.widgets.key_cap import cap_size, paint_cap
from ui.widgets.mark import MARKS, paint_mark, side
from ui.widgets.row import Cell, Column, Row

GAP = 12
MIDDLE_DOT = "\u00b7"
_CAP = "Enter"
_NAME_CHARACTERS = 8


def words_wide(text: str, *, strong: bool) -> int:
    """Give the width in px of a text in body size."""
    return QFontMetrics(look().font(strong=strong)).horizontalAdvance(text) + 1


def sign_wide(sign: str) -> int:
    """Give the width in px that a mark or icon takes, with the gap after it."""
    if not sign:
        return 0
    return (side(sign) if sign in MARKS else look().size("icon")) + 8


def cell_wide(cell: Cell, column: Column) -> int:
    """Give the width in px that a cell would like."""
    lead = max(words_wide(cell.lead, strong=True), column.lead_least) + 8 if cell.lead else 0
    if cell.cap:
        return cap_size(cell.cap).width()
    if cell.wraps:
        return _name_wide(cell)
    only_sign = cell.sign and not cell.text and not cell.lead
    return sign_wide(cell.sign) - (8 if only_sign else 0) + lead + words_wide(cell.text, strong=cell.strong)


def _name_wide(cell: Cell) -> int:
    """Give the width of a name: one line up to eight characters, else what two lines in note size need."""
    whole, note = words_wide(cell.text, strong=cell.strong), look().font("note", strong=cell.strong)
    if whole <= _NAME_CHARACTERS * look().types["body"][0]:
        return whole
    return QFontMetrics(note).horizontalAdvance(cell.text) // 2 + 2 * look().types["note"][0]


def column_widths(rows: tuple[Row, ...], columns: tuple[Column, ...], room: int) -> list[int]:
    """Give the widths in px of the columns so that they fill `room`, gaps left out."""
    wide = []
    for number, column in enumerate(columns):
        title = QFontMetrics(look().font("note", strong=True)).horizontalAdvance(column.title) + 1
        widest = max((cell_wide(row.cells[number], column) for row in rows), default=0)
        wide.append(max(column.least, title, min(widest, column.most)))
    rest = room - GAP * (len(columns) - 1) - sum(w for w, c in zip(wide, columns, strict=True) if not c.grows)
    return [max(rest, 48) if column.grows else w for w, column in zip(wide, columns, strict=True)]


def button_size(act: str) -> QSize:
    """Give the size in px of the button of a current row."""
    return QSize(words_wide(act, strong=True) + 8 + cap_size(_CAP).width() + 26, look().size("small"))


def paint_button(painter: QPainter, act: str, box: QRect) -> None:
    """Draw the button of the current row; it is painted, the key belongs to the list."""
    shown, cap = look(), cap_size(_CAP)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shown.colour("accent_fill"))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    painter.setPen(shown.colour("on_accent"))
    painter.setFont(shown.font(strong=True))
    painter.drawText(box.adjusted(13, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, act)
    spot = QRectF(box.right() - 12 - cap.width(), box.center().y() - cap.height() / 2 + 0.5, cap.width(), cap.height())
    white = shown.colour("on_accent")
    paint_cap(painter, _CAP, spot, text=white, border=white, ground=None)
    painter.restore()


def paint_cell(painter: QPainter, cell: Cell, column: Column, box: QRect, *, done: bool) -> None:
    """Draw sign, lead and text of a cell into its box."""
    left, shown = box.left(), look()
    if cell.cap:
        _paint_key(painter, cell.cap, box)
        return
    if cell.sign:
        wide = min(sign_wide(cell.sign), box.width() + 8)
        _paint_sign(painter, cell, QRectF(left, box.top(), wide - 8, box.height()))
        left += wide
    if cell.lead:
        painter.setFont(shown.font(strong=not done))
        painter.setPen(shown.colour("ink3" if done else "ink"))
        painter.drawText(QRect(left, box.top(), box.right() - left + 1, box.height()), _LEFT, cell.lead)
        left += max(words_wide(cell.lead, strong=True), column.lead_least) + 8
    painter.setFont(shown.font(strong=cell.strong and not done))
    painter.setPen(shown.colour("ink3" if done else cell.ink))
    _paint_text(painter, cell, QRect(left, box.top(), box.right() - left + 1, box.height()), right=column.right)


_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _paint_key(painter: QPainter, key: str, box: QRect) -> None:
    shown, size = look(), cap_size(key)
    spot = QRectF(box.left(), box.center().y() - size.height() / 2 + 0.5, size.width(), size.height())
    line, ground = shown.colour("accent_line"), shown.colour("paper")
    paint_cap(painter, key, spot, text=shown.colour("ink2"), border=line, ground=ground)


def _paint_sign(painter: QPainter, cell: Cell, box: QRectF) -> None:
    if cell.sign in MARKS:
        paint_mark(painter, cell.sign, box)
        return
    px = look().size("icon") - 4
    picture = pixmap(cell.sign, "accent" if cell.sign == "check" else cell.ink, px, painter.device().devicePixelRatio())
    painter.drawPixmap(round(box.left()), round(box.center().y() - px / 2), picture)


def _paint_text(painter: QPainter, cell: Cell, box: QRect, *, right: bool) -> None:
    lines = name_lines(cell, box.width()) if cell.wraps else []
    if len(lines) > 1:
        _paint_lines(painter, lines, box, strong=cell.strong)
        return
    text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _RIGHT if right else _LEFT, text)


def name_lines(cell: Cell, room: int) -> list[str]:
    """Give a name as it stands in `room` px: whole in one line, or over as many as it needs in note size."""
    if words_wide(cell.text, strong=cell.strong) <= room:
        return [cell.text]
    measure = QFontMetrics(look().font("note", strong=cell.strong)).horizontalAdvance
    lines = [""]
    for character in cell.text:
        hangs = character == MIDDLE_DOT  # it ends a line and begins none
        if lines[-1] and not hangs and measure(lines[-1] + character) > room:
            lines.append("")
        lines[-1] += character
    return lines


def _paint_lines(painter: QPainter, lines: list[str], box: QRect, *, strong: bool) -> None:
    """Draw a long name over several lines: a name is never cut."""
    high = look().line("note")
    painter.setFont(look().font("note", strong=strong))
    top = box.center().y() - high * len(lines) // 2 + 1
    for number, line in enumerate(lines):
        # A dot that hangs at the end of a line reaches into the gap, and is not cut there.
        spot = QRect(box.left(), top + number * high, box.width(), high)
        painter.drawText(spot, _LEFT | Qt.TextFlag.TextDontClip, line)
