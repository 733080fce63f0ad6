"""Copies stand on their page at true size."""

import io

import pypdfium2
import pytest
from PIL import Image

from app.forms.copied import BOOKLET, CARD, PAGE, Shown, copied, size_of


def picture(wide: int, high: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (wide, high), (200, 30, 30)).save(written, "WEBP")
    return written.getvalue()


def red(pdf: bytes) -> tuple[float, float, float, float]:
    """Give where the picture stands on the page: left, top, width and height in mm."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=4).to_pil()
    document.close()
    box = page.convert("L").point(lambda value: 255 if value < 200 else 0).getbbox()
    assert box is not None
    left, top, right, foot = (edge / 4 / 72 * 25.4 for edge in box)
    return left, top, right - left, foot - top


@pytest.mark.parametrize(
    ("pixels", "size", "stands"),
    [
        ((1012, 638), CARD, (85.6, 54.0)),
        ((638, 1012), CARD, (54.0, 85.6)),
        ((1430, 1050), BOOKLET, (143.0, 105.0)),
        ((1240, 1754), PAGE, (200.0, 282.9)),
    ],
)
def test_a_picture_has_its_true_size_in_the_middle(
    pixels: tuple[int, int], size: Shown, stands: tuple[float, float]
) -> None:
    left, top, wide, high = red(copied(picture(*pixels), "复印件", size))
    assert (wide, high) == pytest.approx(stands, abs=0.6)
    assert (left + wide / 2, top + high / 2) == pytest.approx((105, 148.5), abs=0.3)


def test_a_slot_of_another_program_is_a_page() -> None:
    assert size_of("something") is PAGE
    assert size_of("id_back") is CARD
