"""Headings and running text on a sheet."""

from dataclasses import replace

from reportlab.lib.units import mm

from app.forms.face import Face
from app.forms.line import broken, measure
from app.forms.sheet import LEFT, RIGHT, Look, Sheet

_PT = 1 / mm
HEADING = Look(Face.STRONG, 13)
TEXT = Look(Face.TEXT, 12)
_ABOVE, _BELOW = 3.4, 1.6


def heading(sheet: Sheet, text: str, follow: float = 18) -> None:
    """Write a section's heading, never alone at the foot of a page: `follow` mm must fit below it."""
    high = HEADING.size * 1.5 * _PT
    sheet.reserve(_ABOVE + high + _BELOW + follow)
    sheet.y += _ABOVE
    sheet.text(text, LEFT, sheet.y + high / 2, HEADING)
    sheet.y += high + _BELOW


def paragraph(
    sheet: Sheet, text: str, look: Look = TEXT, leading: float = 1.6, indent: int = 2, right: float = RIGHT
) -> None:
    """Write running text as far as `right`, the first line indented by `indent` characters."""
    step = look.size * leading * _PT
    first = indent * look.size
    lines = broken(text, look.face, look.size, (right - LEFT) * mm, first)
    for number, line in enumerate(lines, 1):
        sheet.reserve(step)
        left = LEFT + (first * _PT if number == 1 else 0)
        sheet.text(line, left, sheet.y + step / 2, look if number == len(lines) else replace(look, align="full"), right)
        sheet.y += step


def both_ends(sheet: Sheet, left: str, right: str) -> None:
    """Write a line with one text at each end; on two lines where one does not hold both."""
    step = TEXT.size * 1.6 * _PT
    wide = (measure(left, TEXT.face, TEXT.size) + measure(right, TEXT.face, TEXT.size)) * _PT
    paragraph(sheet, left, TEXT, 1.6, 0)
    if wide + 5 < RIGHT - LEFT:
        sheet.y -= step
    sheet.reserve(step)
    sheet.text(right, LEFT, sheet.y + step / 2, replace(TEXT, align="right"))
    sheet.y += step
