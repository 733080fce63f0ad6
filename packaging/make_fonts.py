# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0"]
# ///
"""Makes resources/fonts from the published fonts; a tool of the makers, never of the program.

Fetch the three sources into one folder, then run it on that folder::

    pip download --no-deps justmytype-intl-cjk==0.1.0
    npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    apt-get download fonts-hanazono && dpkg -x fonts-hanazono_*.deb hanazono
    uv run packaging/make_fonts.py FOLDER

Same sources give the same bytes.
"""

import hashlib
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger  # type: ignore[import-not-found] # only in this tool's own environment
from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found] # only in this tool's own environment
from fontTools.ttLib import TTFont  # type: ignore[import-not-found] # only in this tool's own environment
from fontTools.varLib.instancer import (  # type: ignore[import-not-found] # only in this tool's own environment
    instantiateVariableFont,
)

OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SANS = (
    "justmytype_intl_cjk-0.1.0-py3-none-any.whl",
    "06d9665542bfcad373716bb80583aa2d9bb2086a054fe11f706b9bd41e03f256",
)
SERIF = (
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
SANS_PLACE = "justmytype_intl_cjk/fonts/ofl/notosanssc/"
SERIF_PLACE = "package/500Medium/NotoSerifSC_500Medium.ttf"
HANAZONO = "hanazono/usr/share/fonts/truetype/hanazono"
# Drawings that no form and no window uses; without them the files are a third smaller.
NOT_NEEDED = ["vhea", "vmtx", "VORG", "BASE", "STAT", "GPOS", "GDEF", "FFTM", "prop", "gasp", "prep", "fpgm", "cvt "]
MERGED_AT = 3_878_363_554  # seconds since 1904 of the first merge; "now" would give other bytes each time
WINDOWS_ENGLISH = (3, 0x409)
NAME_IDS = {1: "family", 3: "full", 4: "full", 6: "postscript", 16: "family"}
HAN = [(0x2E80, 0x2FDF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)]


def checked(folder: Path, source: tuple[str, str]) -> bytes:
    """Give the bytes of a source file; stops when they are not the published ones."""
    content = (folder / source[0]).read_bytes()
    if hashlib.sha256(content).hexdigest() != source[1]:
        sys.exit(f"{source[0]}: not the file that this script was made for")
    return content


def named(font: TTFont, family: str, style: str = "Regular") -> TTFont:
    """Give the font a family of its own: Qt takes a Bold of one family for a Medium of the other."""
    texts = {"family": family, "full": family, "postscript": family.replace(" ", "") + "-" + style}
    for record in list(font["name"].names):
        if record.nameID in NAME_IDS:
            font["name"].setName(texts[NAME_IDS[record.nameID]], record.nameID, 3, 1, 0x409)
        if record.nameID in {2, 17}:
            font["name"].setName(style, record.nameID, 3, 1, 0x409)
        if (record.platformID, record.langID) != WINDOWS_ENGLISH:
            font["name"].names.remove(record)
    font["OS/2"].usWeightClass = 400
    font["head"].macStyle = 0
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x21) | 0x40
    return font


def part(font: TTFont, characters: Iterable[int]) -> TTFont:
    """Give the font with these characters only, without hints and vertical writing."""
    options = Options(hinting=False, layout_features=[], notdef_outline=True, recommended_glyphs=True)
    options.drop_tables += [*NOT_NEEDED, "GSUB"]
    options.name_IDs, options.name_languages = ["*"], ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(characters))
    subsetter.subset(font)
    return font


def sans(wheel: bytes, weight: int) -> TTFont:
    """Give one weight of Noto Sans SC as a font of its own, with every character that it has."""
    source = zipfile.ZipFile(BytesIO(wheel)).read(f"{SANS_PLACE}NotoSansSC[wght].ttf")
    font = TTFont(BytesIO(source), recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight})
    return part(font, font.getBestCmap())


def serif(package: bytes) -> TTFont:
    """Give Noto Serif SC Medium with the characters of titles and office names (GB 2312)."""
    with tarfile.open(fileobj=BytesIO(package)) as archive:
        member = archive.extractfile(SERIF_PLACE)
        assert member is not None  # noqa: S101 - the hash of the archive was checked
        font = TTFont(BytesIO(member.read()), recalcTimestamp=False)
    return part(font, set(gb2312()) & set(font.getBestCmap()))


def gb2312() -> Iterable[int]:
    """Give the characters of GB 2312 and of printable ASCII."""
    yield from range(0x20, 0x7F)
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from (ord(one) for one in bytes([row, cell]).decode("gb2312", "ignore"))


def hanazono(folder: Path, known: set[int]) -> TTFont:
    """Give every Han character that Noto Sans SC lacks, from HanaMinA and HanaMinB, as one font."""
    pieces = []
    for letter in "BA":
        font = TTFont(folder / HANAZONO / f"HanaMin{letter}.ttf", recalcTimestamp=False)
        wanted = {code for code in font.getBestCmap() if is_han(code)} - known
        known |= wanted
        piece = BytesIO()
        part(font, wanted).save(piece)
        pieces.append(BytesIO(piece.getvalue()))
    merged = Merger().merge(pieces)
    merged["head"].created = merged["head"].modified = MERGED_AT
    return merged


def is_han(code: int) -> bool:
    """Tell whether a code point lies in a block of Han characters or their radicals."""
    return any(first <= code <= last for first, last in HAN)


def written(font: TTFont, name: str) -> None:
    """Write a font and say how large it is."""
    font.recalcTimestamp = False
    font.save(OUT / name)
    sys.stdout.write(f"{name}: {len(font.getBestCmap())} characters, {(OUT / name).stat().st_size / 1e6:.1f} MB\n")


def main() -> None:
    """Make all fonts from the folder named on the command line."""
    folder = Path(sys.argv[1])
    wheel = checked(folder, SANS)
    regular = sans(wheel, 400)
    written(named(regular, "Noto Sans SC"), "NotoSansSC-Regular.ttf")
    written(named(sans(wheel, 500), "Noto Sans SC Medium"), "NotoSansSC-Medium.ttf")
    written(named(serif(checked(folder, SERIF)), "Noto Serif SC Title"), "NotoSerifSC-Title.ttf")
    written(named(hanazono(folder, set(regular.getBestCmap())), "Yimen Rare Han"), "RareHan.ttf")
    licence = zipfile.ZipFile(BytesIO(wheel)).read(f"{SANS_PLACE}OFL.txt")
    (OUT / "NotoSansSC.OFL.txt").write_bytes(licence)


if __name__ == "__main__":
    main()
