"""The sizes and inks of buttons."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
INKS = {
    "main": "on_accent",
    "quiet": "accent",
    "danger": "danger",
    "toast": "on_mat",
    "state": "ink2",
    "state_soon": "soon",
}


@dataclass(frozen=True)
class Form:
    """How one size of button is built: type role, height token, px added, padding, gap, and how it is laid out."""

    role: str
    high: str
    more: int
    pad: tuple[int, int]
    gap: int
    spread: bool = False
    cap_first: bool = False


FORMS = {
    "control": Form("body", "control", 0, (16, 16), 8),
    "tall": Form("body", "control", 8, (24, 24), 8),
    "small": Form("body", "small", 0, (12, 12), 8),
    "way": Form("body", "small", 0, (10, 10), 8, cap_first=True),
    "link": Form("note", "small", 0, (0, 0), 6),
    "bar": Form("body", "control", 0, (8, 8), 8),
    "action": Form("title", "action", 0, (16, 12), 12, spread=True),
    "first": Form("title", "action", 24, (16, 12), 12, spread=True),
}
