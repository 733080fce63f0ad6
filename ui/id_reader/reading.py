"""What a chip says, in the form of a picture's reading: so it goes the way that pictures go, and is kept like them."""

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QFont, QImage, QImageWriter, QPainter

import resources
from app.capture import Corners, Field, Quality, Reader, Reading
from app.capture.id_reader import BACK, FRONT
from app.errors import Refused
from ui.capture.shot import Shot
from ui.theme import look

CHIP = "chip"
_WIDE, _HIGH, _LEFT, _TOP, _ROW, _LETTER = 1284, 810, 60, 150, 96, 40
_LABEL_WIDE, _SMALLEST = 300, 16
_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWrapAnywhere)
_ON_SIDE = {"id_front": FRONT, "id_back": BACK}


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    label: str
    value: str
    top: int


def shots(fields: dict[str, str]) -> tuple[Shot, ...]:
    """Give what a chip said as the shots of two sides; the back only where the chip said something of it."""
    made = []
    for side, names in _ON_SIDE.items():
        said = {name: fields[name] for name in names if name in fields}
        if said:
            content = json.dumps({CHIP: side, "fields": said}, ensure_ascii=False, separators=(",", ":"))
            made.append(Shot(content.encode(), CHIP))
    return tuple(made)


def reading_of(data: bytes) -> Reading:
    """Give the reading of one side; Refused picture.unreadable for bytes that no chip of ours gave."""
    try:
        content = json.loads(data)
        side, said = content[CHIP], content["fields"]
        rows = [_Row(name, *_told(name, said[name]), _TOP + nth * _ROW) for nth, name in enumerate(said)]
        fields = {row.name: Field(said[row.name], 1.0, _box(row)) for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("picture.unreadable") from error
    page = ((0.0, 0.0), (float(_WIDE), 0.0), (float(_WIDE), float(_HIGH)), (0.0, float(_HIGH)))
    return Reading(_WIDE, _HIGH, page, side, Quality("ok"), (), fields, _drawn(rows))


class DeskReader(Reader):
    """Reads pictures, and what a chip said in the place of one."""

    def read(self, source: bytes | Path, expect: str | None = None, mat: bytes | None = None) -> Reading:
        """Read one picture or one side of a chip; Refused picture.*, mat.unreadable, Unavailable reader.*."""
        if isinstance(source, bytes) and source.startswith(b'{"chip":'):
            return reading_of(source)
        return super().read(source, expect, mat)


def _told(name: str, value: str) -> tuple[str, str]:
    said = resources.texts("id_reader")
    return str(said["label"][name]), str(said["value"].get(value, value))


def _box(row: _Row) -> Corners:
    left, right, low = float(_LEFT + _LABEL_WIDE), float(_WIDE - _LEFT), float(row.top + _ROW)
    return ((left, float(row.top)), (right, float(row.top)), (right, low), (left, low))


def _drawn(rows: list[_Row]) -> bytes:
    """Give the page that is kept and looked at: words on paper, no portrait."""
    image = QImage(_WIDE, _HIGH, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    font = QFont(list(look().text_families))
    font.setPixelSize(_LETTER)
    painter.setFont(font)
    painter.drawText(QPoint(_LEFT, 80), resources.text("id_reader", "sheet.title"))
    for row in rows:
        painter.drawText(QPoint(_LEFT, row.top + 60), row.label)
        _fit(painter, font, row)
    painter.setFont(font)
    painter.drawText(QPoint(_LEFT, _HIGH - 30), resources.text("id_reader", "sheet.note"))
    painter.end()
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"JPEG")).write(image)
    return bytes(written.data())


def _fit(painter: QPainter, font: QFont, row: _Row) -> None:
    """Write a value within its box: a long address in two smaller lines."""
    wide = _WIDE - 2 * _LEFT - _LABEL_WIDE
    smaller = QFont(font)
    smaller.setPixelSize(_LETTER)
    while painter.fontMetrics().horizontalAdvance(row.value) > 2 * wide and smaller.pixelSize() > _SMALLEST:
        smaller.setPixelSize(smaller.pixelSize() - 2)
        painter.setFont(smaller)
    painter.drawText(_LEFT + _LABEL_WIDE, row.top, wide, _ROW, _FLAGS, row.value)
    painter.setFont(font)
