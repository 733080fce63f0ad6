"""The picture of an office's round seal, as a small PDF: drawn, or from a picture that the office has."""

import io
import math
from typing import Final

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import resources
from app.errors import Refused
from app.forms.face import MAKING, Face, face_of, loaded, width
from app.forms.form import Form
from app.forms.sheet import LEFT, RIGHT, Look, Plan, Sheet

RADIUS: Final = 21.0  # mm: a township's seal is 42 mm across
MOST_PICTURE: Final = 4 * 1024 * 1024
_MOST_PIXELS: Final = 16_000_000
_RED: Final = Color(0.77, 0.15, 0.11)
_RING, _STAR, _ARC = 1.2, 7.0, 16.0  # mm: breadth of the ring, the star's radius, where the letters stand
_LARGEST, _SMALLEST = 5.2, 3.0  # mm: height of the letters of the name
_WIDEST = math.radians(250)  # how far round the name may go
_LETTER_SPACE = 1.18
_FOOT = 3.4  # mm: height of the line below the star
_POINTS = 5
_INNER = 0.382  # of the star's radius: where two of its points meet


def sample_paper() -> Form:
    """Give a paper that says that it means nothing, with a place for a seal."""
    words = resources.texts("forms")["seal"]
    with MAKING:
        sheet = Sheet(Plan(words["sample"], words["sample"], None, 1, 1, training=True))
        sheet.text(words["sample"], LEFT, 40, Look(Face.TITLE, 22, align="centre"))
        sheet.text(words["sample_text"], LEFT, 56, Look(size=12, align="centre"))
        sheet.pen(0.5, 0.6, (2, 2))
        sheet.ring((LEFT + RIGHT) / 2, 100, RADIUS)
        return Form("", "", sheet.done(), 1, 1, 1, seals=tuple(sheet.seals))


def drawn_seal(office: str, *, training: bool = False) -> bytes:
    """Give a red ring with a star and the office's name on the arc; the same office gives the same bytes."""
    file = io.BytesIO()
    with MAKING:
        canvas = _canvas(file)
        canvas.setStrokeColor(_RED)
        canvas.setFillColor(_RED)
        canvas.setLineWidth(_RING * mm)
        canvas.circle(0, 0, (RADIUS - _RING / 2) * mm, stroke=1, fill=0)
        _star(canvas)
        _arc(canvas, office)
        if training:
            _line(canvas, resources.text("forms", "seal.training"))
        canvas.save()
    return file.getvalue()


def pictured_seal(picture: bytes) -> bytes:
    """Give a picture of a seal in its true size; its background should be transparent. Refused seal.picture."""
    from PIL import Image  # noqa: PLC0415 - only where an office has a picture

    if len(picture) > MOST_PICTURE:
        raise Refused("seal.picture")
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise Refused("seal.picture")
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("seal.picture") from error
    file = io.BytesIO()
    with MAKING:
        canvas = _canvas(file)
        side = 2 * RADIUS * mm
        canvas.drawImage(
            ImageReader(image), -side / 2, -side / 2, side, side, mask="auto", preserveAspectRatio=True, anchor="c"
        )
        canvas.save()
    return file.getvalue()


def _canvas(file: io.BytesIO) -> Canvas:
    side = 2 * RADIUS * mm
    canvas = Canvas(file, (side, side), invariant=1, pageCompression=1, initialFontName=loaded(Face.TITLE).fontName)
    canvas.translate(side / 2, side / 2)
    return canvas


def _star(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for corner in range(2 * _POINTS):
        far = _STAR * mm * (_INNER if corner % 2 else 1)
        angle = math.pi / 2 + corner * math.pi / _POINTS
        (path.lineTo if corner else path.moveTo)(far * math.cos(angle), far * math.sin(angle))
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _arc(canvas: Canvas, name: str) -> None:
    """Write the name round the upper part, each letter upright on its radius; a long name becomes smaller."""
    high = max(_SMALLEST, min(_LARGEST, _WIDEST * _ARC / max(len(name), 1) / _LETTER_SPACE))
    step = min(high * _LETTER_SPACE * 1.22, _WIDEST * _ARC / max(len(name) - 1, 1)) / _ARC
    for nth, letter in enumerate(name):
        canvas.saveState()
        canvas.rotate(math.degrees((len(name) - 1) / 2 * step - nth * step))
        _letter(canvas, letter, high * mm, (_ARC - high * 0.38) * mm)
        canvas.restoreState()


def _line(canvas: Canvas, words: str) -> None:
    size = _FOOT * mm
    left = -sum(width(letter, Face.TITLE, size) for letter in words) / 2
    for letter in words:
        wide = width(letter, Face.TITLE, size)
        canvas.saveState()
        canvas.translate(left + wide / 2, 0)
        _letter(canvas, letter, size, -14.6 * mm)
        canvas.restoreState()
        left += wide


def _letter(canvas: Canvas, letter: str, size: float, base: float) -> None:
    face = face_of(Face.TITLE, letter)
    canvas.setFont(loaded(face).fontName, size)
    canvas.drawString(-width(letter, Face.TITLE, size) / 2, base, letter)
