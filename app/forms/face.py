"""The three faces of our papers, and another for each character that they lack; the only place that loads fonts."""

import mmap
import threading
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts

import resources

# Fonts keep their state per document, but their file position is shared: one paper is made at a time.
MAKING = threading.RLock()
_GETA = "〓"  # what stands for a character that no font of ours has
_DRAWN_AS = {"☐": "□", "☑": "□"}  # boxes to tick: `Sheet.text` draws the tick
_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
"""
_MAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_LARGEST_BLOCK = 100  # entries of one bfchar block, by the PDF reference


class Face(StrEnum):
    """A font by the name of its file."""

    TEXT = "NotoSansSC-Regular"
    STRONG = "NotoSansSC-Medium"
    TITLE = "NotoSerifSC-Title"
    RARE = "RareHan"


_SPARE = {Face.TEXT: (Face.RARE,), Face.STRONG: (Face.RARE,), Face.TITLE: (Face.TEXT, Face.RARE)}


@cache
def loaded(face: Face) -> ttfonts.TTFont:
    """Give a font, read and known to reportlab; the one of rare characters costs 0.15 s and is read when needed."""
    with MAKING:
        file = _Mapped(_place(face))
        font = ttfonts.TTFont(face.value, file, shapable=False)
        font.face.glyphToChar.clear()  # for shaping only, and a third of what a font holds in memory
        font.face.get_table = _Tables(font.face)
        pdfmetrics.registerFont(font)
    return font


def _place(face: Face) -> Path:
    return resources.font(f"{face.value}.ttf")


class _Tables:
    """A font's tables for reportlab, which would copy 9 MB of outlines for each paper: these stay where they are."""

    def __init__(self, face: ttfonts.TTFontFace) -> None:
        self._face, self._copied = face, face.get_table

    def __call__(self, tag: str) -> "bytes | _Outlines":
        if tag != "glyf":
            table: bytes = self._copied(tag)
            return table
        return _Outlines(self._face)


class _Outlines:
    """The table of outlines; a slice of it is read from the file when it is asked for."""

    def __init__(self, face: ttfonts.TTFontFace) -> None:
        self._face, (self._start, _) = face, face.get_table_pos("glyf")

    def __getitem__(self, part: slice) -> bytes:
        outline: bytes = self._face.get_chunk(self._start + part.start, part.stop - part.start)
        return outline


class _Mapped:
    """A font's file for reportlab, which keeps all that `read` gives: mapped, only the glyphs in use take memory."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def face_of(face: Face, character: str) -> Face:
    """Give the face that draws `character` where `face` is wanted.

    A character that no face has is drawn as 〓, as desks do by hand; a search in the paper still finds the true one.
    """
    code = ord(character)
    for one in () if character in _DRAWN_AS else (face, *_SPARE[face]):
        if _place(one).is_file() and code in loaded(one).face.charToGlyph:
            return one
    spare = loaded(Face.TEXT).face
    stand_in = ord(_DRAWN_AS.get(character, _GETA))
    spare.charToGlyph[code] = spare.charToGlyph[stand_in]
    spare.charWidths[code] = spare.charWidths[stand_in]
    return Face.TEXT


def width(character: str, face: Face, size: float) -> float:
    """Give the width of a character in points."""
    return _em(character, face) * size


def runs(text: str, face: Face) -> Iterator[tuple[Face, str]]:
    """Cut `text` into the longest pieces that one face draws."""
    for one, characters in groupby(text, lambda character: face_of(face, character)):
        yield one, "".join(characters)


@cache
def _em(character: str, face: Face) -> float:
    units: float = loaded(face_of(face, character)).face.getCharWidth(ord(character))
    return units / 1000


def _to_unicode(_name: str, subset: list[int]) -> str:
    """Give the map from glyph codes to text, in UTF-16: reportlab's own is wrong beyond the BMP.

    There it writes the code point's hex digits, and 𬱖 is found as another character.
    """
    lines = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    blocks = [lines[at : at + _LARGEST_BLOCK] for at in range(0, len(lines), _LARGEST_BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return _MAP_HEAD + body + _MAP_FOOT


ttfonts.makeToUnicodeCMap = _to_unicode
