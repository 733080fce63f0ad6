"""Tab goes through a window as one reads it, whatever order its parts were made in."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

if TYPE_CHECKING:
    Part = tuple[QRect, list[QWidget]]

_TOUCH = 6  # px by which two lines of controls may reach into each other


def tab_stops(top: QWidget) -> list[QWidget]:
    """Give what Tab comes to in a window or sheet, row by row, or column by column where one row is as high as all."""
    found = [one for one in _shown(top) if _is_stop(one)]
    return _in_order(_parts(found, top))


def pass_on(top: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop of a window or sheet, or to the one before; tell whether there is any."""
    stops, here = tab_stops(top), QApplication.focusWidget()
    if not stops:
        return False
    at = stops.index(here) if here in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    following = stops[(at + (1 if forward else -1)) % len(stops)]
    following.setFocus(reason)
    area = _scrolls_in(following, top)
    if area is not None:
        area.ensureWidgetVisible(following)
    return True


def _shown(top: QWidget) -> Iterator[QWidget]:
    """Give all that lies in a window and is not hidden; a page that is not open is left out whole."""
    for child in top.children():
        if isinstance(child, QWidget) and not child.isHidden() and not child.isWindow():
            yield child
            yield from _shown(child)


def _is_stop(one: QWidget) -> bool:
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None and one.isEnabled()


def _parts(found: Sequence[QWidget], top: QWidget) -> "list[Part]":
    """Put together what scrolls together: it lies in one place of the page, wherever it is scrolled to."""
    parts: dict[QWidget, list[QWidget]] = {}
    for one in found:
        parts.setdefault(_scrolls_in(one, top) or one, []).append(one)
    return [(_box(holder, top), widgets) for holder, widgets in parts.items()]


def _scrolls_in(one: QWidget, top: QWidget) -> QScrollArea | None:
    holder = one.parentWidget()
    while holder is not None and holder is not top and not isinstance(holder, QScrollArea):
        holder = holder.parentWidget()
    return holder if isinstance(holder, QScrollArea) else None


def _box(one: QWidget, top: QWidget) -> QRect:
    return QRect(one.mapTo(top, QPoint(0, 0)), one.size())


def _in_order(parts: "list[Part]") -> list[QWidget]:
    if len(parts) == 1:
        return _inside(parts[0][1])
    for begin, end in ((QRect.top, QRect.bottom), (QRect.left, QRect.right)):
        cut = _cut(parts, begin, end)
        if len(cut) > 1:
            return [one for some in cut for one in _in_order(some)]
    return [one for _, widgets in sorted(parts, key=_corner) for one in widgets]


def _inside(widgets: list[QWidget]) -> list[QWidget]:
    """Give what lies in one place in its order: a single control, or all that scrolls together."""
    area = _scrolls_in(widgets[0], widgets[0].window())
    if area is None or len(widgets) == 1:
        return widgets
    return _in_order([(_box(one, area), [one]) for one in widgets])


def _corner(part: "Part") -> tuple[int, int]:
    return part[0].top(), part[0].left()


def _cut(parts: "list[Part]", begin: Callable[[QRect], int], end: Callable[[QRect], int]) -> "list[list[Part]]":
    """Cut where nothing reaches across."""
    cut: list[list[Part]] = []
    edge = 0
    for part in sorted(parts, key=lambda one: begin(one[0])):
        if not cut or begin(part[0]) > edge - _TOUCH:
            cut.append([])
            edge = end(part[0])
        cut[-1].append(part)
        edge = max(edge, end(part[0]))
    return cut
