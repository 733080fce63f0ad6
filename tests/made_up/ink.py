"""What all made-up documents are drawn with: words in millimetres, prints that missed their place, seals."""

import math
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.made_up.fonts import font, font_with

Colour = tuple[int, int, int]
BLACK: Colour = (30, 30, 32)
RED: Colour = (200, 42, 40)
SAMPLE = "训练样本"


@dataclass
class Sheet:
    """A document being drawn; everything on it is measured in millimetres."""

    picture: Image.Image
    mm: float
    face: str = "NotoSansSC-Medium"
    pen: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.pen = ImageDraw.Draw(self.picture)

    def words(
        self, text: str, x: float, y: float, size: float, colour: Colour = BLACK, *, gap: float = 0.0, anchor: str = "l"
    ) -> None:
        """Draw words on row y: from x on (`l`), around x (`m`) or up to x (`r`)."""
        left = x * self.mm - self.wide(text, size, gap) * self.mm * {"l": 0.0, "m": 0.5, "r": 1.0}[anchor]
        for sign in text:
            face = font_with(sign, round(size * self.mm), self.face)
            self.pen.text((left, y * self.mm), sign, font=face, fill=colour, anchor="lm")
            left += face.getlength(sign) + gap * self.mm

    def wide(self, text: str, size: float, gap: float = 0.0) -> float:
        """Give how wide words stand, in millimetres."""
        pixels = round(size * self.mm)
        lengths = [font_with(sign, pixels, self.face).getlength(sign) / self.mm for sign in text]
        return sum(lengths) + gap * max(0, len(text) - 1)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, wide: float = 0.3) -> None:
        """Draw a frame."""
        place = tuple(round(one * self.mm) for one in (left, top, right, bottom))
        self.pen.rectangle(place, outline=colour, width=max(1, round(wide * self.mm)))


def seal(sheet: Sheet, text: str, middle: tuple[float, float], across: float, turn: float = 0.0) -> None:
    """Press a round red seal with a star and words along its rim over what stands there."""
    side = round(across * sheet.mm)
    stamp = Image.new("L", (side, side), 0)
    pen, half = ImageDraw.Draw(stamp), side / 2
    pen.ellipse((2, 2, side - 3, side - 3), outline=255, width=max(2, side // 32))
    pen.polygon(_star(half, side * 0.16), fill=255)
    step = min(0.42, 4.4 / max(1, len(text)))
    for nth, sign in enumerate(text):
        angle = (nth - (len(text) - 1) / 2) * step
        _on_rim(stamp, sign, half, half * 0.76, angle)
    press(sheet, stamp.rotate(turn, Image.Resampling.BICUBIC), middle)


def oblong_seal(sheet: Sheet, text: str, middle: tuple[float, float], high: float = 7.0) -> None:
    """Press a small rectangular red seal, an official's name."""
    side = round(high * sheet.mm)
    face = font(round(side * 0.62))
    stamp = Image.new("L", (round(face.getlength(text) + side * 0.6), side), 0)
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((1, 1, stamp.width - 2, side - 2), outline=255, width=max(2, side // 16))
    pen.text((stamp.width / 2, side / 2), text, font=face, fill=255, anchor="mm")
    press(sheet, stamp.rotate(2, Image.Resampling.BICUBIC, expand=True), middle)


def press(sheet: Sheet, stamp: Image.Image, middle: tuple[float, float], colour: Colour = RED) -> None:
    """Press a stamp (white on black) over what stands there: black ink is seen through it, ink is uneven."""
    left, top = (round(middle[nth] * sheet.mm - stamp.size[nth] / 2) for nth in (0, 1))
    place = (left, top, left + stamp.width, top + stamp.height)
    under = np.asarray(sheet.picture.crop(place).convert("RGB"), np.float32)
    wet = np.random.default_rng(stamp.width + left).normal(0.8, 0.5, (stamp.height // 6 + 1, stamp.width // 6 + 1))
    uneven = Image.fromarray(np.clip(wet * 255, 90, 235).astype(np.uint8)).resize(stamp.size)
    part = np.asarray(stamp, np.float32) / 255 * np.asarray(uneven, np.float32) / 255
    pressed = under * (1 - part[:, :, None] * (1 - np.array(colour, np.float32) / 255))
    sheet.picture.paste(Image.fromarray(pressed.astype(np.uint8)), (left, top))


def printed(sheet: Sheet, chance: np.random.Generator) -> Sheet:
    """Give a sheet to print on that will be laid over this one by `laid`: a printer's pass of its own."""
    face = str(chance.choice(["NotoSansSC-Regular", "NotoSansSC-Medium"]))
    return Sheet(Image.new("RGBA", sheet.picture.size, (*BLACK, 0)), sheet.mm, face)


def laid(sheet: Sheet, over: Sheet, chance: np.random.Generator, away: float = 0.9) -> None:
    """Lay a printer's pass over a sheet: up to `away` millimetres beside its place, a little askew, ink not full."""
    across, down = (round(float(chance.uniform(-away, away)) * part * sheet.mm) for part in (1.0, 0.6))
    pass_ = over.picture.rotate(float(chance.uniform(-0.25, 0.25)), Image.Resampling.BICUBIC, translate=(across, down))
    if chance.random() < 0.4:
        pass_ = _dotted(pass_, round(sheet.mm * 0.34))
    ink = float(chance.uniform(0.72, 1.0))
    pass_.putalpha(pass_.getchannel("A").point(lambda alpha: round(alpha * ink)))
    sheet.picture.alpha_composite(pass_)


def _dotted(pass_: Image.Image, pitch: int) -> Image.Image:
    """As needles strike it: round dots in columns, the ribbon's ink run together a little."""
    down, across = np.mgrid[0 : pass_.height, 0 : pass_.width]
    near = np.cos(2 * math.pi * across / pitch) + np.cos(2 * math.pi * down / pitch)
    dots = np.clip(0.72 + 0.3 * near, 0, 1)
    alpha = np.asarray(pass_.getchannel("A"), np.float32) * dots
    pass_.putalpha(Image.fromarray(alpha.astype(np.uint8)).filter(ImageFilter.GaussianBlur(pitch / 6)))
    return pass_


def _star(middle: float, reach: float) -> list[tuple[float, float]]:
    points = []
    for nth in range(10):
        away, angle = reach * (1.0 if nth % 2 == 0 else 0.4), math.pi * nth / 5
        points.append((middle + away * math.sin(angle), middle - away * math.cos(angle)))
    return points


def _on_rim(stamp: Image.Image, sign: str, middle: float, away: float, angle: float) -> None:
    size = round(middle * 0.3)
    letter = Image.new("L", (size * 2, size * 2), 0)
    ImageDraw.Draw(letter).text((size, size), sign, font=font(size), fill=255, anchor="mm")
    turned = letter.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
    left = round(middle + away * math.sin(angle) - size)
    top = round(middle - away * math.cos(angle) - size)
    stamp.paste(255, (left, top), turned)
