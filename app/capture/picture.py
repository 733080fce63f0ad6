"""Bytes from anywhere become one upright colour picture, or are refused before they can do harm."""

import io
import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from app.errors import Refused

Bgr = NDArray[np.uint8]

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
_MOST_SIDE = 30_000
_FEWER_PIXELS = 18_000_000  # of kinds whose decoders keep the picture several times: animations, progressive JPEG
_BAND = 512
_WORK_PIXELS = 13_000_000
_READERS = (BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
_FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF")  # what these readers, once imported, are called
Image.MAX_IMAGE_PIXELS = None  # our own limit is lower and has a sentence of its own
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """An upright picture: `width` and `height` of the source as shown, `bgr` the pixels, 1/`shrunk` as wide."""

    width: int
    height: int
    bgr: Bgr
    shrunk: int


def read_picture(data: bytes) -> Picture:
    """Decode the first image in `data`, turned by its EXIF mark, transparent parts white, 8 bits a colour.

    Refused: picture.empty, picture.too_large, picture.too_many_pixels, picture.unreadable.
    """
    if not data:
        raise Refused("picture.empty")
    if len(data) > MOST_BYTES:
        raise Refused("picture.too_large", mib=len(data) // 2**20)
    try:
        with warnings.catch_warnings(action="ignore"):
            return _decoded(data)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused("picture.unreadable") from error


def _decoded(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        _guard(image)  # by the header: nothing has been unpacked yet
        turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
        full = image.size
        if image.width * image.height > _WORK_PIXELS:
            image.draft("RGB", (image.width // 2, image.height // 2))
        upright = _plain(image) if image.width * image.height <= _WORK_PIXELS else _in_bands(image)
    if turn is not None:
        upright = upright.transpose(turn)
        full = full if upright.width * full[1] == upright.height * full[0] else (full[1], full[0])
    rgb = np.asarray(upright, np.uint8)
    return Picture(full[0], full[1], np.ascontiguousarray(rgb[:, :, ::-1]), max(1, round(full[0] / upright.width)))


def _guard(image: Image.Image) -> None:
    pixels = image.width * image.height
    hungry = image.format == "WEBP" or "progressive" in image.info
    if pixels > (_FEWER_PIXELS if hungry else MOST_PIXELS) or max(image.size) > _MOST_SIDE:
        raise Refused("picture.too_many_pixels", megapixels=pixels // 1_000_000)


def _in_bands(image: Image.Image) -> Image.Image:
    """Give a large image as RGB, halved until two cores read it in time, without ever holding it twice."""
    half = 1
    while image.width * image.height > _WORK_PIXELS * half * half:
        half *= 2
    image.load()
    small = Image.new("RGB", (-(-image.width // half), -(-image.height // half)))
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        small.paste(_plain(band).reduce(half), (0, top // half))
    return small


def _plain(image: Image.Image) -> Image.Image:
    """Give the image as RGB whatever its mode: deep grey is scaled, alpha lies on white."""
    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_eight_bits(np.asarray(image, np.float64))).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return image.convert("RGB")


def _eight_bits(deep: NDArray[np.float64]) -> NDArray[np.uint8]:
    top = float(deep.max(initial=0))
    scale = 255 / 65535 if top > 255 else 1.0  # noqa: PLR2004 - sixteen bits, or eight in a wide mode
    return np.clip(deep * scale, 0, 255).astype(np.uint8)
