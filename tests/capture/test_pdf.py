"""PDFs brought to the desk: page by page, with limits, in the reading process only."""

import io
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from app.capture import Reader
from app.capture.pdf import MOST_PAGES, page_count, page_picture
from app.capture.picture import read_picture
from app.errors import Refused


def pdf(pages: int = 1, size: tuple[float, float] = A4, password: str = "") -> bytes:
    """A PDF whose page n has a red square at its top left and n lines of text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, size, encrypt=StandardEncryption(password) if password else None)
    for number in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, size[1] - 60, 60, 60, stroke=0, fill=1)
        for line in range(number + 1):
            canvas.drawString(100, size[1] - 100 - 14 * (line % 40), f"page {number + 1} line {line + 1}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _refusal(data: bytes, password: str = "") -> Refused:
    with pytest.raises(Refused) as refused:
        page_count(data, password)
    return refused.value


def test_a_page_is_a_picture_at_200_dpi() -> None:
    picture = read_picture(page_picture(pdf(), 1))
    assert (picture.width, picture.height) == (1654, 2339)
    assert picture.bgr[20, 20].argmax() == 2


def test_pages_come_one_by_one_with_their_numbers(reader: Reader) -> None:
    pages = list(reader.pages(pdf(3)))
    assert [(page.number, page.count) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    assert len({page.data for page in pages}) == 3


def test_a_pdf_may_come_from_a_file(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf(2))
    assert [page.number for page in reader.pages(tmp_path / "scan.pdf")] == [1, 2]
    with pytest.raises(Refused) as refused:
        next(reader.pages(tmp_path / "gone.pdf"))
    assert refused.value.code == "picture.missing"


def test_nothing_is_opened_before_the_first_page_is_asked_for() -> None:
    pages = Reader(command=("/nowhere/yimen-reader",)).pages(b"no PDF")
    with pytest.raises(Exception, match=r"reader\.not_started"):
        next(pages)


def test_five_hundred_pages_are_refused_with_what_to_do() -> None:
    error = _refusal(pdf(500))
    assert (error.code, error.facts) == ("pdf.too_many_pages", {"pages": 500, "most": MOST_PAGES})


def test_a_pdf_with_a_password_asks_for_it_and_takes_it(reader: Reader) -> None:
    locked = pdf(password="秘密一号")
    assert _refusal(locked).code == "pdf.password"
    assert _refusal(locked, "错").code == "pdf.wrong_password"
    assert [page.number for page in reader.pages(locked, "秘密一号")] == [1]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0 a JPEG", pdf()[:300], b"%PDF" + bytes(4000)])
def test_what_is_no_pdf_is_broken(data: bytes) -> None:
    assert _refusal(data).code in {"pdf.broken", "pdf.empty"}


def test_a_pdf_without_pages_is_empty() -> None:
    none = re.sub(rb"/Count 1 /Kids \[ [^]]* \]", b"/Count 0 /Kids [ ]", pdf())
    assert none != pdf()
    assert _refusal(none).code in {"pdf.empty", "pdf.broken"}


def test_too_many_bytes_are_refused_before_anything_is_started() -> None:
    with pytest.raises(Refused) as refused:
        next(Reader(command=("/nowhere/yimen-reader",)).pages(b"%PDF" + bytes(61 * 2**20)))
    assert (refused.value.code, refused.value.facts) == ("pdf.too_large", {"mib": 61})


@pytest.mark.parametrize("size", [(14_400.0, 14_400.0), (200_000.0, 100_000.0), (72.0, 14_000.0)])
def test_a_huge_page_is_drawn_small(size: tuple[float, float]) -> None:
    try:
        picture = read_picture(page_picture(pdf(size=size), 1))
    except Refused as refused:
        assert refused.code == "pdf.broken_page"
        return
    assert max(picture.width, picture.height) <= 3400


def test_a_page_that_is_a_thread_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        page_picture(pdf(size=(10.0, 14_000.0)), 1)
    assert (refused.value.code, refused.value.facts) == ("pdf.broken_page", {"page": 1})


def test_a_scan_in_a_pdf_keeps_its_pixels() -> None:
    scan = Image.effect_noise((827, 1169), 60).convert("RGB")
    stream = io.BytesIO()
    scan.save(stream, "PDF", resolution=100)
    picture = read_picture(page_picture(stream.getvalue(), 1))
    assert abs(picture.width - 1654) <= 1


_GOOD = pdf(2)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 40))
def test_a_damaged_pdf_gives_pages_or_a_refusal(seed: int, places: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(_GOOD)
    for _ in range(places):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    try:
        assert page_count(bytes(damaged)) >= 1
        assert read_picture(page_picture(bytes(damaged), 1)).width > 0
    except Refused as refused:
        assert refused.code.startswith("pdf.")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_after_a_pdf_head_are_refused_or_drawn(tail: bytes) -> None:
    try:
        page_picture(b"%PDF-1.4\n" + tail, 1)
    except Refused as refused:
        assert refused.code.startswith("pdf.")
