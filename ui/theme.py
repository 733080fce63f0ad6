"""How everything looks: tokens.toml becomes palette, style sheet and fonts; light or dark, normal or large type."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from string import Template
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

import resources

STRONG = 500
_RARE = "RareHan.ttf"


@dataclass(frozen=True)
class Look:
    """One appearance: every colour, type size and measure (px at 100 %) that a widget may use."""

    dark: bool
    large: bool
    colours: Mapping[str, str]
    types: Mapping[str, tuple[int, int]]
    sizes: Mapping[str, int]
    text_families: tuple[str, ...]
    strong_families: tuple[str, ...]

    def colour(self, name: str) -> QColor:
        """Give the colour of a token; KeyError for a name that tokens.toml does not have."""
        return QColor(self.colours[name])

    def font(self, role: str = "body", *, strong: bool = False) -> QFont:
        """Give the font of a type role (note, body, title, head, figure)."""
        font = QFont(list(self.strong_families if strong else self.text_families))
        font.setPixelSize(self.types[role][0])
        font.setWeight(QFont.Weight.Medium if strong else QFont.Weight.Normal)
        return font

    def line(self, role: str = "body") -> int:
        """Give the line height of a type role in px."""
        return self.types[role][1]

    def size(self, name: str) -> int:
        """Give a measure of tokens.toml (sizes, spaces, radii, borders) in px."""
        return self.sizes[name]


@cache
def tokens() -> dict[str, Any]:
    """Give tokens.toml as it is written; it must not be changed."""
    return tomllib.loads(resources.path("look/tokens.toml").read_text("utf-8"))


def make_look(*, dark: bool, large: bool) -> Look:
    """Give the look of a theme and a type size; fonts are those already loaded or the system's."""
    read = tokens()
    text, strong = _families()
    sizes = read["size"] | read["space"] | read["radius"] | {"small": 40 if large else 32}
    sizes |= read["border"] | {"control_radius": read["radius"]["control"], "control": read["size"]["control"]}
    return Look(
        dark=dark,
        large=large,
        colours=read["dark" if dark else "light"],
        types={name: (px[0], px[1]) for name, px in (read["type"] | (read["type_large"] if large else {})).items()},
        sizes=sizes | (read["size_large"] if large else {}),
        text_families=text,
        strong_families=strong,
    )


@cache
def _loaded(file: str) -> str:
    """Give the family name of a font file of ours, loaded into this program; empty when there is no such file."""
    place = resources.font(file)
    if not place.is_file():
        return ""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(place)))
    return families[0] if families else ""


def _families() -> tuple[tuple[str, ...], tuple[str, ...]]:
    rest = tokens()["font"]["family"]
    text = _loaded("NotoSansSC-Regular.ttf")
    strong = _loaded("NotoSansSC-Medium.ttf")
    return tuple(filter(None, dict.fromkeys((text, *rest)))), tuple(filter(None, dict.fromkeys((strong, text, *rest))))


@cache
def _is_rare(character: str) -> bool:
    return not QRawFont.fromFont(look().font()).supportsCharacter(ord(character))


def ready_for(text: str) -> str:
    """Give `text` back after making sure that its rare characters can be drawn; loads their font at the first one."""
    if any(character > "⺀" and _is_rare(character) for character in text):
        _loaded(_RARE)
    return text


def style_sheet(shown: Look) -> str:
    """Give the one style sheet of the program for a look."""
    names: dict[str, object] = dict(shown.colours)
    for role, (px, line) in shown.types.items():
        names |= {role: px, f"{role}_line": line}
    names |= {
        "text_family": ",".join(f'"{family}"' for family in shown.text_families),
        "strong_family": ",".join(f'"{family}"' for family in shown.strong_families),
        "note_base": shown.types["body"][0],
        "control": shown.size("control_radius"),
        "sheet": shown.size("sheet"),
        "control_inner": shown.size("control") - 2,
        "control_inner_focus": shown.size("control") - 4,
        "accent_side": shown.colours["accent_fill"],
        "selection": shown.colours["accent_fill"],
        "on_selection": shown.colours["on_accent"],
    }
    return Template(resources.path("look/window.qss").read_text("utf-8")).substitute(names)


def palette(shown: Look) -> QPalette:
    """Give the palette of a look: what Fusion draws where the style sheet says nothing."""
    role = QPalette.ColorRole
    made = QPalette()
    pairs = {
        role.Window: "desk",
        role.WindowText: "ink",
        role.Base: "paper",
        role.AlternateBase: "sunk",
        role.Text: "ink",
        role.PlaceholderText: "ink3",
        role.Button: "paper",
        role.ButtonText: "ink",
        role.Highlight: "accent_soft",
        role.HighlightedText: "ink",
        role.Link: "accent",
        role.Accent: "accent",
        role.ToolTipBase: "mat",
        role.ToolTipText: "on_mat",
    }  # fmt: skip - one pair is one word to the eye
    for target, name in pairs.items():
        made.setColor(target, shown.colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, shown.colour("ink3"))
    return made


class _Current:
    """The look that is on now: as there is one QApplication, there is one."""

    look: Look | None = None


def look() -> Look:
    """Give the look that is on now; light and normal before a Theme was made."""
    if _Current.look is None:
        _Current.look = make_look(dark=False, large=False)
    return _Current.look


def restyled(event: QEvent) -> bool:
    """Tell whether a change event means a new look, so that a widget measures itself again."""
    return event.type() == QEvent.Type.StyleChange


class Theme(QObject):
    """The switch for dark and large; puts a look on the whole program and says so by `changed(Look)`."""

    changed = Signal(object)

    def __init__(self, application: QApplication, *, dark: bool = False, large: bool = False) -> None:
        super().__init__()
        self._application = application
        application.setStyle("Fusion")
        self._put_on(make_look(dark=dark, large=large))

    @property
    def look(self) -> Look:
        """The look that is on now."""
        return look()

    def set_dark(self, *, dark: bool) -> None:
        """Change to the dark or the light colours."""
        if dark != self.look.dark:
            self._put_on(make_look(dark=dark, large=self.look.large))

    def set_large(self, *, large: bool) -> None:
        """Change to large or to normal type."""
        if large != self.look.large:
            self._put_on(make_look(dark=self.look.dark, large=large))

    def _put_on(self, shown: Look) -> None:
        _Current.look = replace(shown)
        self._application.setPalette(palette(shown))
        self._application.setFont(shown.font())
        self._application.setStyleSheet(style_sheet(shown))
        self._tell_the_unseen()
        self.changed.emit(shown)

    def _tell_the_unseen(self) -> None:
        """Have pages that were never shown measure again too: Qt tells of a new style only what it has polished."""
        for widget in self._application.allWidgets():
            if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
