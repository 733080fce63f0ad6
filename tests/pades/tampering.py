"""What somebody could do to a sealed paper, one function a class; each gives a file that opens, or is cut."""

import io
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from app.forms.seal import drawn_seal
from app.pades.key_file import read_key_file
from app.pades.sign import OFFICER, certify, seal
from tests.pades.authority import NOW, PASSWORD, YEAR, Authority
from tests.pades.conftest import BOX, OFFICE, People

Tamper = Callable[[People, bytes, bytes, random.Random], bytes]


def flipped(_people: People, _paper: bytes, sealed: bytes, chance: random.Random) -> bytes:
    """One bit of a page's content."""
    at = chance.randrange(200, len(_paper) // 2)
    return sealed[:at] + bytes([sealed[at] ^ 1 << chance.randrange(8)]) + sealed[at + 1 :]


def overlaid(_people: People, _paper: bytes, sealed: bytes, chance: random.Random) -> bytes:
    """A section behind the seal draws over the page."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(sealed))
    drawn = b"q 1 1 1 rg %d %d 200 30 re f Q" % (chance.randrange(50, 300), chance.randrange(50, 700))
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=drawn)))
    return written(writer)


def with_another_page(_people: People, _paper: bytes, sealed: bytes, chance: random.Random) -> bytes:
    """The first page is replaced by another one."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(sealed))
    page = writer.root["/Pages"]["/Kids"][0]
    said = b"BT /F1 20 Tf 100 %d Td (1000) Tj ET" % chance.randrange(100, 700)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=said))
    writer.update_container(page)
    return written(writer)


def shadowed(_people: People, _paper: bytes, sealed: bytes, chance: random.Random) -> bytes:
    """An object that the page draws with gets another content: its page still names the same things."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(sealed))
    fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    name = chance.choice(sorted(fonts))
    font = fonts[name]
    font["/ToUnicode"] = writer.add_object(generic.StreamObject(stream_data=b"1 beginbfchar <01> <0031> endbfchar"))
    writer.update_container(font)
    return written(writer)


def with_a_note(_people: People, _paper: bytes, sealed: bytes, chance: random.Random) -> bytes:
    """A note with a drawing of its own lies over the page."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(sealed))
    page = writer.root["/Pages"]["/Kids"][0]
    left = chance.randrange(50, 300)
    objects: Any = generic  # some of its classes say no types
    rectangle = generic.ArrayObject(objects.NumberObject(side) for side in (left, 300, left + 200, 330))
    note = objects.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): rectangle,
            generic.pdf_name("/Contents"): generic.pdf_string("改成 900 元"),
            generic.pdf_name("/DA"): generic.pdf_string("/Helv 12 Tf"),
        }
    )
    notes = page.get("/Annots", generic.ArrayObject())
    notes.append(writer.add_object(note))
    page["/Annots"] = notes
    writer.update_container(page)
    return written(writer)


def without_seal(_people: People, _paper: bytes, sealed: bytes, _chance: random.Random) -> bytes:
    """The file as it was before the seal."""
    return sealed[: sealed.rindex(b"%%EOF\n", 0, -6) + 6]


def without_officer(_people: People, _paper: bytes, sealed: bytes, _chance: random.Random) -> bytes:
    """A section that empties the officer's field."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(sealed))
    fields = writer.root["/AcroForm"]["/Fields"]
    for field in (fields[at] for at in range(len(fields))):
        if field["/T"] == OFFICER:
            del field["/V"]
            writer.update_container(field)
    return written(writer)


def without_any(_people: People, _paper: bytes, sealed: bytes, _chance: random.Random) -> bytes:
    """A section that takes the whole form away, and with it every signature."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(sealed))
    del writer.root["/AcroForm"]
    writer.update_root()
    return written(writer)


def cut(_people: People, _paper: bytes, sealed: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return sealed[: chance.randrange(len(sealed) // 3, len(sealed) - 1)]


def by_a_stranger(people: People, paper: bytes, _sealed: bytes, _chance: random.Random) -> bytes:
    """The seal is that of another authority, under the same name."""
    stranger = Authority().issue(OFFICE)
    return replace(people, office=stranger).sealed(paper)


def with_an_expired_certificate(people: People, paper: bytes, _sealed: bytes, _chance: random.Random) -> bytes:
    """Somebody signs with a certificate whose days are over, by a program that does not mind."""
    ending = people.authority.issue("陈素华", end=NOW - timedelta(days=1), start=NOW - YEAR)
    key = read_key_file(ending.p12(), PASSWORD, NOW - timedelta(days=30))
    made = certify(paper, _digest(paper), key, NOW, BOX)
    return seal(made, read_key_file(people.office.p12(), PASSWORD, NOW), NOW, drawn_seal(OFFICE))


def written(writer: Any) -> bytes:
    """Give what a section makes of the file."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _digest(content: bytes) -> str:
    import hashlib  # noqa: PLC0415 - one line of use

    return hashlib.sha256(content).hexdigest()


# Each class, and the verdict that it must get.
CLASSES: dict[str, tuple[Tamper, set[str]]] = {
    "byte flipped": (flipped, {"altered", "broken"}),
    "overlay": (overlaid, {"altered"}),
    "page replaced": (with_another_page, {"altered"}),
    "shadow": (shadowed, {"altered"}),
    "note": (with_a_note, {"altered"}),
    "seal cut off": (without_seal, {"unsealed"}),
    "officer removed": (without_officer, {"altered", "removed"}),
    "all removed": (without_any, {"removed"}),
    "truncated": (cut, {"broken", "altered"}),
    "stranger": (by_a_stranger, {"stranger"}),
    "expired": (with_an_expired_certificate, {"expired"}),
}
