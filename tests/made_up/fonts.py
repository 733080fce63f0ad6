"""The fonts that made-up documents are drawn with."""

from functools import cache

from PIL import ImageFont

import resources

_NOWHERE = "\U0010ffff"  # no font has it: it shows what a font draws for a character that it lacks


@cache
def font(pixels: int, name: str = "NotoSansSC-Medium") -> ImageFont.FreeTypeFont:
    """Give one of the project's own fonts at `pixels` per em: the same on every machine."""
    return ImageFont.truetype(str(resources.path(f"fonts/{name}.ttf")), pixels)


def font_with(sign: str, pixels: int, name: str = "NotoSansSC-Medium") -> ImageFont.FreeTypeFont:
    """Give the font that has this character: `name`, or the one with rare characters."""
    return font(pixels, name if _has(sign, name) else "RareHan")


@cache
def _has(sign: str, name: str) -> bool:
    face = font(40, name)
    return sign.isspace() or bytes(face.getmask(sign)) != bytes(face.getmask(_NOWHERE))
