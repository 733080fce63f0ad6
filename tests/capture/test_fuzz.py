"""Hostile files: a picture or a refusal, never more than 512 MiB, never a hang, never a fault of ours."""

import io
import logging
import random
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.capture import Reader
from app.capture.barcode import find_codes
from app.capture.edit import Edit
from app.capture.page import find_page
from app.capture.picture import read_picture
from app.errors import Refused, Unavailable

_MOST_MIB = 512
_KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
_MODES = {"JPEG": ("RGB", "L", "CMYK"), "PNG": ("RGB", "RGBA", "P", "I;16", "1"), "TIFF": ("RGB", "CMYK", "F", "1")}


@cache
def _good(kind: str, mode: str) -> bytes:
    """A small valid picture with edges in it."""
    chance = np.random.default_rng(5)
    plain = Image.fromarray(chance.integers(0, 256, (9, 12, 3), np.uint8)).resize((96, 72), Image.Resampling.NEAREST)
    image = (
        plain.convert("L").convert("I").point(lambda v: v * 256).convert(mode)
        if mode == "I;16"
        else plain.convert(mode)
    )
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled, or the end torn off."""
    seen = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(seen))
        way = chance.randrange(5)
        if way == 0:
            del seen[at : at + chance.randrange(1, 40)]
        elif way == 1:
            seen[at:at] = seen[at : at + chance.randrange(1, 40)]
        elif way == 2 and chance.random() < 0.3:
            del seen[at:]
        else:
            seen[at] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        if not seen:
            break
    return bytes(seen) or b"\0"


def _look(seed: int) -> None:
    """Damage a valid picture by a seed, and decode and search what comes of it."""
    chance = random.Random(seed)
    kind = chance.choice(_KINDS)
    data = _damaged(_good(kind, chance.choice(_MODES.get(kind, ("RGB",)))), chance)
    try:
        picture = read_picture(data)
    except Refused as refused:
        assert refused.code.startswith("picture.")
        return
    assert picture.bgr.shape[2] == 3
    if max(picture.bgr.shape) < 2000:
        find_page(picture.bgr)
        find_codes(picture.bgr)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**40))
def test_a_damaged_picture_is_read_or_refused(seed: int) -> None:
    _look(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(6))
def test_of_6_000_damaged_pictures_each_is_read_or_refused(block: int) -> None:
    for seed in range(1000 * block, 1000 * block + 1000):
        _look(seed)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 3000), st.integers(1, 12), st.booleans())
def test_a_picture_of_any_shape_is_searched(long: int, short: int, upright: bool) -> None:  # noqa: FBT001 - hypothesis
    sheet = np.full((long, short, 3) if upright else (short, long, 3), 180, np.uint8)
    sheet[::3] = 20
    find_page(sheet)
    assert find_codes(sheet) == []


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def _pdf(*objects: bytes) -> bytes:
    written = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + tail


_TREE = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")


def _page(resources: bytes) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %b >> >>" % resources


def _stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (head, len(content), content)


def _pdf_of_forms_in_forms() -> bytes:
    """Ten forms in ten forms, nine deep: a thousand million rectangles in two kilobytes."""
    deep = []
    for nth in range(9):
        inner = b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + nth)
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner
        deep.append(_stream(b"/F Do " * 10 if nth < 8 else b"0 0 9 9 re f ", head))
    return _pdf(*_TREE, _page(b"/XObject << /F 5 0 R >>"), _stream(b"/F Do " * 10), *deep)


def _pdf_with_picture(side: int) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(3 * side)) for _ in range(side)) + packer.flush()
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB" % (side, side)
    picture = _stream(packed, head + b" /BitsPerComponent 8 /Filter /FlateDecode")
    return _pdf(*_TREE, _page(b"/XObject << /I 5 0 R >>"), _stream(b"q 595 0 0 842 0 0 cm /I Do Q"), picture)


_PICTURE_BOMBS: dict[str, Callable[[], bytes]] = {
    "png rgb": lambda: _saved(Image.new("RGB", (7070, 7070), "white"), "PNG"),
    "png rgba": lambda: _saved(Image.new("RGBA", (7070, 7070), (9, 9, 9, 99)), "PNG"),
    "png deep": lambda: _saved(Image.fromarray(np.zeros((7070, 7070), np.uint16)), "PNG"),
    "jpeg progressive": lambda: _saved(Image.new("RGB", (7070, 7070)), "JPEG", progressive=True, subsampling=0),
    "tiff float": lambda: _saved(Image.fromarray(np.zeros((7070, 7070), np.float32)), "TIFF", compression="tiff_lzw"),
    "webp": lambda: _saved(Image.new("RGBA", (12_000, 4000), (1, 2, 3, 4)), "WEBP", method=0),
    "thread": lambda: _saved(Image.new("RGB", (40_000_000, 1)), "PNG"),
}
_PDF_BOMBS: dict[str, Callable[[], bytes]] = {
    "forms in forms": _pdf_of_forms_in_forms,
    "picture of 400 megapixels": lambda: _pdf_with_picture(20_000),
}


class _Scales:
    """Weighs the reading process as often as it can."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._over = reader, threading.Event()
        self.most_mib = 0
        self._thread = threading.Thread(target=self._weigh)

    def __enter__(self) -> "_Scales":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _weigh(self) -> None:
        while not self._over.wait(0.02):
            number = self._reader.process_id()
            try:
                self.most_mib = max(self.most_mib, psutil.Process(number).memory_info().rss >> 20 if number else 0)
            except psutil.NoSuchProcess:
                continue


@pytest.fixture(scope="module")
def patient() -> Iterator[Reader]:
    """A reader that waits long enough for a machine that does other things besides."""
    one = Reader(timeout_s=60)
    yield one
    one.close()


@pytest.mark.slow
@pytest.mark.parametrize("bomb", _PICTURE_BOMBS)
def test_a_picture_bomb_takes_no_more_than_512_mib(patient: Reader, bomb: str) -> None:
    data = _PICTURE_BOMBS[bomb]()
    with _Scales(patient) as scales:
        try:
            patient.read(data)
        except Refused as refused:
            assert refused.code in {"picture.too_many_pixels", "picture.unreadable"}
    assert scales.most_mib <= _MOST_MIB


@pytest.mark.slow
@pytest.mark.parametrize("bomb", _PDF_BOMBS)
def test_a_pdf_bomb_takes_no_more_than_512_mib(patient: Reader, bomb: str) -> None:
    with _Scales(patient) as scales:
        try:
            next(patient.pages(_PDF_BOMBS[bomb]()))
        except Refused as refused:
            assert refused.code.startswith("pdf.")
    assert 0 < scales.most_mib <= _MOST_MIB


def test_a_pdf_that_draws_for_ever_is_ended_and_the_next_file_is_read(reader: Reader) -> None:
    impatient = Reader(timeout_s=2)
    with pytest.raises((Refused, Unavailable)) as error:
        next(impatient.pages(_pdf_of_forms_in_forms()))
    assert error.value.code in {"reader.timeout", "pdf.broken"}
    impatient.close()
    assert reader.read(_good("PNG", "RGB")).width == 96


def test_a_fault_of_ours_reaches_the_log_by_its_place_and_says_nothing_of_the_picture(
    reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Edit(black=(("王德贵", 0.0, 1.0, 1.0),))  # type: ignore[arg-type]  # what no window sends
    with caplog.at_level(logging.ERROR), pytest.raises(Refused) as refused:
        reader.develop(_good("PNG", "RGB"), broken)
    assert refused.value.code == "picture.unreadable"
    assert "edit.py" in caplog.text
    assert "ValueError" in caplog.text
    assert "王德贵" not in caplog.text
