"""How long papers take: made, signed, checked, drawn; medians of CPU ms, beside ten plain lines of reportlab alone."""

import io
import statistics
import time
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.forms.binding import Signing, check, sign
from app.forms.ink import Ink, Point
from app.forms.papers import make_forms
from app.forms.preview import preview
from tests.made_up import household

ROUNDS = 9
INK = Ink(16_500, 4_400, tuple(tuple(Point(900 * n, 90 * k, None, 8 * k) for k in range(40)) for n in range(12)))


def median_ms(work: Callable[[], object]) -> float:
    """Give the median of some rounds after a first one that does not count."""
    work()
    return round(statistics.median(_ms(work) for _ in range(ROUNDS)), 1)


def run() -> dict[str, float | str]:
    """Give all times and sizes."""
    draft, office = household.draft(), household.office()
    first = _ms(lambda: make_forms(draft, office, household.TODAY, "陈素华"))
    forms = make_forms(draft, office, household.TODAY, "陈素华")
    form = forms.authorisations[0]
    told = Signing(draft.id, form.member, "d", "o", "pen", (form.sha256,), 5, "", "", "2026-10-12")
    signed = sign(form, INK, told)
    return {
        "set_of_7_pages_first_ms": round(first, 1),
        "set_of_7_pages_ms": median_ms(lambda: make_forms(draft, office, household.TODAY, "陈素华")),
        "fifteen_people_ms": median_ms(lambda: make_forms(household.large_draft(), office, household.TODAY, "陈")),
        "ten_plain_lines_ms": median_ms(_plain),
        "sign_ms": median_ms(lambda: sign(form, INK, told)),
        "check_ms": median_ms(lambda: check(signed, INK)),
        "page_900_px_ms": median_ms(lambda: preview(signed, 0, 900)),
        "set_kib": round(sum(len(one.pdf) for one in (forms.application, *forms.authorisations)) / 1024, 1),
        "signed_page_kib": round(len(signed) / 1024, 1),
    }


def _plain() -> None:
    canvas = Canvas(io.BytesIO(), A4)
    for line in range(10):
        canvas.drawString(50, 700 - 20 * line, "plain")
    canvas.save()


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000
