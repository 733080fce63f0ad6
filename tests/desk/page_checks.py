"""What a page owes to somebody who does not use a mouse, or does not see it well."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QScrollArea, QWidget

from ui.widgets.para import Para
from ui.widgets.sheet import Sheet

_TOUCH: Final = 6  # px by which two rows of controls may reach into each other


def on_top(window: QWidget) -> QWidget:
    """Give what has the keyboard: the sheet that lies over the window, or the window."""
    return next((one for one in window.findChildren(Sheet) if one.isVisible()), window)


def controls(window: QWidget, policy: Qt.FocusPolicy) -> list[QWidget]:
    """Give what takes the focus in this way: visible, enabled, and not only handing it on."""
    found = on_top(window).findChildren(QWidget)
    return [
        one
        for one in found
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & policy and one.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    """Give what a screen reader says of a control."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    return str(spoken.text(QAccessible.Text.Name)) if spoken else ""


def unnamed(window: QWidget) -> list[str]:
    """Give the controls of which a screen reader can say nothing."""
    return [_kind(one) for one in controls(window, Qt.FocusPolicy.StrongFocus) if not name_of(one).strip()]


# --- Tab
def tab_round(window: QWidget) -> list[QWidget]:
    """Press Tab until the first control comes again, and give them in their order."""
    stops = controls(window, Qt.FocusPolicy.TabFocus)
    if not stops:
        return []
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    passed: list[QWidget] = []
    while len(passed) <= 2 * len(stops):
        here = QApplication.focusWidget()
        if here is None or (passed and here is passed[0]):
            break
        passed.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return passed


def lost_focus() -> list[str]:
    """Give what has the keys although it is not to be seen."""
    focus = QApplication.focusWidget()
    return [] if focus is None or focus.isVisible() else [_called(focus)]


def wrong_tabs(window: QWidget) -> list[str]:
    """Say what Tab passes over, what it comes to twice, and where it leaves the order in which the page is read."""
    passed, wanted = tab_round(window), controls(window, Qt.FocusPolicy.TabFocus)
    missed = [f"missed {_called(one)}" for one in wanted if one not in passed]
    twice = [f"twice {_called(one)}" for one in dict.fromkeys(passed) if passed.count(one) > 1]
    return missed + twice or _wrong_order(window, passed)


def _wrong_order(window: QWidget, passed: list[QWidget]) -> list[str]:
    first = min(range(len(passed)), key=lambda nth: _begins(window, passed[nth]), default=0)
    order = passed[first:] + passed[:first]
    return [] if _reads(_placed(window, order)) else [_called(one) for one in order]


Spot = tuple[int, QRect]


def _begins(window: QWidget, one: QWidget) -> tuple[int, int, int, int]:
    """Give where something is read: first where it scrolls, then where it lies there."""
    area, spot = _spot(window, _scrolls_in(one) or one), _spot(window, one)
    return area.top(), area.left(), spot.top(), spot.left()


def _spot(window: QWidget, one: QWidget) -> QRect:
    return QRect(one.mapTo(window, QPoint(0, 0)), one.size())


def _placed(window: QWidget, order: Sequence[QWidget]) -> list[list[Spot]]:
    """Give the places of the controls by what they scroll in: inside it they are apart from the rest of the page."""
    areas: dict[QWidget | None, list[Spot]] = {None: []}
    for nth, one in enumerate(order):
        area = _scrolls_in(one)
        if area is not None and area not in areas:
            areas[None].append((nth, _spot(window, area)))
        areas.setdefault(area, []).append((nth, _spot(window, one)))
    return list(areas.values())


def _scrolls_in(one: QWidget) -> QScrollArea | None:
    holder = one.parentWidget()
    while holder is not None and not isinstance(holder, QScrollArea):
        holder = holder.parentWidget()
    return holder


def _reads(areas: list[list[Spot]]) -> bool:
    return all(_is_read(spots) for spots in areas)


def _is_read(spots: list[Spot]) -> bool:
    """Whether the spots are in order: row by row, or column by column where they stand beside each other."""
    if len(spots) < 2:
        return True
    for cut in (_rows, _columns):
        parts = cut(spots)
        if len(parts) > 1 and _follow(parts) and all(_is_read(part) for part in parts):
            return True
    return False


def _follow(parts: list[list[Spot]]) -> bool:
    return all(max(nth for nth, _ in a) < min(nth for nth, _ in b) for a, b in pairwise(parts))


def _rows(spots: list[Spot]) -> list[list[Spot]]:
    return _cut(spots, [(box.top(), box.bottom()) for _, box in spots])


def _columns(spots: list[Spot]) -> list[list[Spot]]:
    return _cut(spots, [(box.left(), box.right()) for _, box in spots])


def _cut(spots: list[Spot], reach: list[tuple[int, int]]) -> list[list[Spot]]:
    """Cut where nothing reaches across."""
    parts: list[list[Spot]] = []
    edge = 0
    for (begin, end), spot in sorted(zip(reach, spots, strict=True), key=lambda one: one[0]):
        if not parts or begin > edge - _TOUCH:
            parts.append([])
        parts[-1].append(spot)
        edge = max(edge, end) if len(parts[-1]) > 1 else end
    return parts


# --- what lies over what, and what runs out of the window
def outside(window: QWidget) -> list[str]:
    """Give the controls that reach out of the window and cannot be scrolled to."""
    found = controls(window, Qt.FocusPolicy.StrongFocus)
    frame = window.rect()
    return [_called(one) for one in found if _scrolls_in(one) is None and not frame.contains(_spot(window, one))]


def overlapping(window: QWidget) -> list[str]:
    """Give what lies over its neighbour in a layout."""
    found = []
    for holder in [window, *window.findChildren(QWidget)]:
        if holder.layout() is None or not holder.isVisible():
            continue
        laid = [one for one in holder.children() if isinstance(one, QWidget) and _is_laid(holder, one)]
        found += [f"{_called(a)} over {_called(b)}" for a, b in combinations(laid, 2) if _meet(a, b)]
    return found


def _is_laid(holder: QWidget, one: QWidget) -> bool:
    layout = holder.layout()
    is_blank = isinstance(one, QLabel) and not one.text() and one.pixmap().isNull()
    return one.isVisible() and not is_blank and layout is not None and _holds(layout, one)


def _holds(layout: QLayout, one: QWidget) -> bool:
    # Not by `itemAt`: PySide keeps what that gives, and takes what Qt later makes at the same place for it.
    inner = layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return layout.indexOf(one) >= 0 or any(_holds(some, one) for some in inner)


def _meet(one: QWidget, other: QWidget) -> bool:
    return one.geometry().adjusted(1, 1, -1, -1).intersects(other.geometry().adjusted(1, 1, -1, -1))


# --- colours
_INKS: Final = ("ink", "ink2", "ink3", "accent", "danger", "soon", "on_accent", "on_mat")
_GROUNDS: Final = {
    "accent": "accent_fill",
    "sheet": "paper",
    "float": "paper",
    "danger": "danger_soft",
    "soon": "soon_soft",
}


def colours(window: QWidget) -> Iterator[tuple[str, str, str]]:
    """Give (ink, ground, text) of every label and paragraph that can be seen."""
    for label in window.findChildren(QLabel):
        ink = label.property("ink")
        if label.isVisible() and label.text() and ink in _INKS:
            yield str(ink), _ground(label), label.text()
    for para in window.findChildren(Para):
        if para.isVisible() and para.text:
            yield para.ink, _ground(para), para.text


def _ground(widget: QWidget) -> str:
    holder: QWidget | None = widget
    while holder is not None:
        ground = holder.property("ground")
        if ground:
            return _GROUNDS.get(str(ground), str(ground))
        holder = holder.parentWidget()
    return "desk"


def _kind(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"


def _called(widget: QWidget) -> str:
    return f"{_kind(widget)} “{name_of(widget)}”"
