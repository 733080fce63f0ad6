"""What a copy is for, written over it: in grey, slanting, again and again, and what lies under it stays readable."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

import resources
from app.capture.archive import smallest
from app.capture.picture import Bgr, read_picture

_FONT = "fonts/NotoSansSC-Medium.ttf"
_SIZE = 34  # of a letter in the page's shorter side
_SLANT = 30.0  # degrees
_DARKER = 0.16  # of the light is taken away under a letter
_LINE, _GAP = 4.5, 2.0  # from line to line and from end to beginning, in letters
_QUALITIES, _MOST_BYTES = (60, 40, 25), 150_000


def watermark(data: bytes, text: str) -> bytes:
    """Give the picture with `text` all over it (WebP); Refused picture.*."""
    bgr = read_picture(data).bgr
    return smallest(marked(bgr, text), _QUALITIES, _MOST_BYTES)


def marked(bgr: Bgr, text: str) -> Bgr:
    """Give the picture darkened where `text` stands; nothing gets lighter, so that print under it stays print."""
    light = 1 - _DARKER * _pattern(bgr.shape[1], bgr.shape[0], text)[:, :, None]
    return np.asarray(np.rint(bgr * light), np.uint8)


def _pattern(wide: int, high: int, text: str) -> NDArray[np.float32]:
    """Give how much of a letter (0 to 1) stands on each pixel."""
    text = " ".join(text.split())
    size = max(10, min(wide, high) // _SIZE)
    font = ImageFont.truetype(str(resources.path(_FONT)), size)
    reach = int(np.hypot(wide, high)) + 1
    sheet = Image.new("L", (reach, reach))
    pen = ImageDraw.Draw(sheet)
    step = max(1.0, pen.textlength(text, font=font)) + _GAP * size
    for row in range(int(reach / (_LINE * size)) + 1):
        for column in range(int(reach / step) + 2):
            pen.text(((column - row % 2 / 2) * step, row * _LINE * size), text, font=font, fill=255)
    turned = sheet.rotate(_SLANT, Image.Resampling.BICUBIC)
    left, top = (reach - wide) // 2, (reach - high) // 2
    return np.asarray(np.asarray(turned.crop((left, top, left + wide, top + high))) / 255, np.float32)
