"""The ink of a name is compared with the character that was read and with those that look like it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from app.capture import glyphs
from app.capture.picture import Bgr
from app.capture.text import Sign
from tests.made_up.fonts import font_with


def _line(name: str, *, ruled: bool = False) -> tuple[Bgr, tuple[float, ...]]:
    """A name 44 pixels high on pale ground, drawn in another weight than the comparison's, and its middles."""
    picture = Image.new("RGB", (52 * len(name) + 20, 70), (226, 232, 238))
    pen = ImageDraw.Draw(picture)
    for nth, sign in enumerate(name):
        face = font_with(sign, 44, "NotoSansSC-Medium")
        pen.text((36 + 52 * nth, 32), sign, font=face, fill=(30, 30, 32), anchor="mm")
    if ruled:
        pen.line([(0, 63), (picture.width, 65)], fill=(40, 96, 70), width=2)
    return np.asarray(picture)[:, :, ::-1].copy(), tuple((36 + 52 * nth) / picture.width for nth in range(len(name)))


def _read(name: str, places: tuple[float, ...]) -> tuple[Sign, ...]:
    return tuple(Sign(sign, 0.99, at) for sign, at in zip(name, places, strict=True))


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("name", ["王德贵", "李桂兰", "欧阳雨欣"])
def test_a_common_name_is_itself_also_above_a_rule(name: str, ruled: bool) -> None:  # noqa: FBT001 - a case
    line, places = _line(name, ruled=ruled)
    assert glyphs.is_itself(line, _read(name, places))


@pytest.mark.parametrize(
    ("drawn", "read"), [("陆㡳德", "陆底德"), ("邓䶯英", "邓婉英"), ("萧撘", "萧搭"), ("尹𢃑盛", "尹帽盛")]
)
def test_a_rare_character_that_was_taken_for_a_common_one_is_seen(drawn: str, read: str) -> None:
    line, places = _line(drawn)
    assert not glyphs.is_itself(line, _read(read, places))


def test_characters_of_gb_2312_are_common() -> None:
    assert [glyphs.is_common(sign) for sign in "王婧䶮喆"] == [True, True, False, False]


def test_a_blank_line_and_a_sliver_contradict_nobody() -> None:
    assert glyphs.is_itself(np.full((40, 120, 3), 230, np.uint8), _read("王", (0.5,)))
    assert glyphs.is_itself(np.full((4, 4, 3), 0, np.uint8), _read("王德", (0.2, 0.9)))
