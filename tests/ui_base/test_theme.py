"""Colours, fonts and style sheet come from one file and hold what they promise."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

import resources
from ui.theme import Theme, make_look, palette, ready_for, style_sheet, tokens
from ui.widgets.icon import pixmap

pytestmark = pytest.mark.usefixtures("theme")
LOOKS = [(dark, large) for dark in (False, True) for large in (False, True)]


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of #RRGGBB."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(kind: str) -> Iterator[tuple[str, str, str]]:
    for (ink, ground), theme in product(tokens()["pairs"][kind], ("light", "dark")):
        yield theme, ink, ground


@pytest.mark.parametrize(("theme_name", "ink", "ground"), list(pairs("text")))
def test_text_can_be_read(theme_name: str, ink: str, ground: str) -> None:
    colours = tokens()[theme_name]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize(("theme_name", "ink", "ground"), list(pairs("shape")))
def test_shapes_can_be_seen(theme_name: str, ink: str, ground: str) -> None:
    colours = tokens()[theme_name]
    assert contrast(colours[ink], colours[ground]) >= 3.0


def test_the_measure_of_contrast_is_the_known_one() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 2) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


def test_both_themes_name_the_same_colours() -> None:
    assert set(tokens()["light"]) == set(tokens()["dark"])


def test_large_type_has_the_same_roles_and_is_larger() -> None:
    normal, large = make_look(dark=False, large=False), make_look(dark=False, large=True)
    roles = tokens()["type_large"]
    assert set(roles) == {"note", "body", "title", "head", "figure"}
    assert all(large.types[role] > normal.types[role] for role in roles)
    assert large.size("control") > normal.size("control")


def test_no_text_on_the_officers_screen_is_smaller_than_14_px() -> None:
    assert min(px for px, _ in tokens()["type"].values()) == 14


@pytest.mark.parametrize(("dark", "large"), LOOKS)
def test_the_style_sheet_is_filled_with_known_colours_only(dark: bool, large: bool) -> None:  # noqa: FBT001 - a look
    shown = make_look(dark=dark, large=large)
    sheet = style_sheet(shown)
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= set(shown.colours.values())


def test_the_style_sheet_names_no_colour_and_no_font_size_itself() -> None:
    written = resources.path("look/window.qss").read_text("utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", written) == []
    assert set(re.findall(r"font-size: (\d+px)", written)) == {"64px", "12px"}  # the name on the house; dots


def test_the_palette_is_made_from_the_same_colours(theme: Theme) -> None:
    made = palette(theme.look)
    assert made.color(QPalette.ColorRole.Window) == theme.look.colour("desk")
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.look.colour("ink3")


def test_a_look_is_put_on_the_whole_program(theme: Theme, qapp: QApplication) -> None:
    theme.set_dark(dark=True)
    assert qapp.styleSheet() == style_sheet(theme.look)
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.look.colour("desk")
    assert qapp.font().pixelSize() == theme.look.types["body"][0]


def test_changing_the_look_is_told_once(theme: Theme) -> None:
    told: list[object] = []
    theme.changed.connect(told.append)
    theme.set_large(large=True)
    theme.set_large(large=True)
    theme.set_dark(dark=True)
    assert told == [make_look(dark=False, large=True), make_look(dark=True, large=True)]


@pytest.mark.parametrize("strong", [False, True])
def test_all_digits_are_as_wide_so_that_columns_align(theme: Theme, strong: bool) -> None:  # noqa: FBT001 - a weight
    measure = QFontMetrics(theme.look.font(strong=strong))
    assert len({measure.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_fonts_of_the_program_are_its_own(theme: Theme) -> None:
    text, strong = theme.look.font(), theme.look.font(strong=True)
    assert QRawFont.fromFont(text).familyName() == "Noto Sans SC"
    assert QRawFont.fromFont(strong).familyName() != QRawFont.fromFont(text).familyName()


@pytest.mark.parametrize("name", ["王㛃", "李䶮", "张𬱖", "吴𡈙", "吉克·阿木"])
def test_a_rare_name_is_drawn_and_not_boxed(theme: Theme, name: str) -> None:
    box, drawn = ink_of(theme, "\U0010fffe"), ink_of(theme, ready_for(name)[-1])
    assert drawn != box
    assert drawn.count(b"\x00") != len(drawn)


def ink_of(theme: Theme, text: str) -> bytes:
    """The pixels of a text, black on transparent."""
    image = QImage(40, 40, QImage.Format.Format_Alpha8)
    image.fill(0)
    painter = QPainter(image)
    painter.setFont(theme.look.font("title"))
    painter.drawText(4, 30, text)
    painter.end()
    return bytes(image.constBits())


def test_an_icon_takes_the_colour_of_the_look(theme: Theme) -> None:
    light = pixmap("check", "accent", 20, 2.0).toImage()
    theme.set_dark(dark=True)
    dark = pixmap("check", "accent", 20, 2.0).toImage()
    assert light.size() == dark.size()
    assert (light.width(), light.devicePixelRatio()) == (40, 2.0)
    assert light != dark


def test_every_icon_that_is_here_can_be_drawn() -> None:
    for file in sorted(resources.path("icons").glob("*.svg")):
        image = pixmap(file.stem, "ink", 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x, y in product(range(24), repeat=2)), file.stem


def test_the_icons_have_their_licence_beside_them() -> None:
    assert "ISC License" in resources.path("icons/LICENSE").read_text("utf-8")
