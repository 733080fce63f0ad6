"""Pictures of pages: right size, right colours, safe from several threads at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.errors import Unavailable
from app.forms import preview as preview_module
from app.forms.form import FormSet
from app.forms.preview import at_resolution, page_count, preview


def test_a_page_is_as_wide_as_it_was_asked_for(forms: FormSet) -> None:
    image = preview(forms.application.pdf, 0, 900)

    assert (image.width, image.height) == (900, 1273)
    assert len(image.pixels) == 900 * 1273 * 3


def test_a_page_at_300_dots_an_inch_has_the_size_of_a4(forms: FormSet) -> None:
    image = at_resolution(forms.application.pdf, 0, 300)

    assert (image.width, image.height) == pytest.approx((2480, 3508), abs=1)
    assert len(image.pixels) == image.width * image.height


def test_pages_can_be_drawn_from_many_threads(forms: FormSet) -> None:
    alone = [preview(forms.application.pdf, page, 300) for page in range(4)]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda page: preview(forms.application.pdf, page, 300), [0, 1, 2, 3] * 4))

    assert together == alone * 4


def test_only_one_thread_is_in_pdfium(forms: FormSet) -> None:
    with ThreadPoolExecutor(1) as threads:
        with preview_module.PDFIUM:  # another thread is in pdfium now
            waiting = threads.submit(page_count, forms.application.pdf)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        assert waiting.result(timeout=5) == 4


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_said(content: bytes) -> None:
    with pytest.raises(Unavailable, match=r"pdf\.unreadable"):
        page_count(content)
