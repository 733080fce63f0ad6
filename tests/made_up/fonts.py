"""The fonts that made-up documents are drawn with."""

from functools import cache

from PIL import ImageFont

import resources


@cache
def font(pixels: int, name: str = "NotoSansSC-Medium") -> ImageFont.FreeTypeFont:
    """Give one of the project's own fonts at `pixels` per em: the same on every machine."""
    return ImageFont.truetype(str(resources.path(f"fonts/{name}.ttf")), pixels)
