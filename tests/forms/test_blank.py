"""Blank forms for the day the power is out: one number on every page, boxes, lines, and a receipt."""

from pathlib import Path

import pytest

from app.domain import form_code
from app.domain.form_code import Paper
from app.errors import Refused
from app.forms.blank import make_blank
from app.forms.form import Form
from tests.forms import reading
from tests.forms.desk_papers import NUMBER
from tests.forms.test_desk_papers import overlapping
from tests.forms.test_papers import NOT_ASKED
from tests.made_up import household


@pytest.fixture(scope="module")
def form() -> Form:
    return make_blank(NUMBER, household.office(), "2026-11-24", legal_days=20)


def test_every_page_carries_the_number_in_its_code(form: Form) -> None:
    codes = [form_code.parse(reading.codes_of(form.pdf, page)[0].text) for page in range(form.pages)]

    assert {form_code.number_of(code.case) for code in codes} == {NUMBER}
    assert [(code.page, code.pages) for code in codes] == [(page, 7) for page in range(1, 8)]
    assert [code.paper for code in codes] == [
        *[Paper.APPLICATION] * 3,
        *[Paper.AUTHORISATION] * 3,
        Paper.RECEIPT,
    ]


def test_number_office_time_limit_and_boxes_can_be_read(form: Form, tmp_path: Path) -> None:
    text = reading.text_of(form.pdf, tmp_path)

    assert text.count(NUMBER) >= form.pages
    for part in ("☑申请社会救助（由乡镇按类认定）", "☐没有☐有：", "20个工作日", "见证人2：", "2026年11月24日", "☐因病"):
        assert part in text
    assert [word for word in NOT_ASKED if word in text] == []


def test_it_is_clean_the_same_again_and_inside_its_frame(form: Form, tmp_path: Path) -> None:
    assert make_blank(NUMBER, household.office(), "2026-11-24", legal_days=20) == form
    assert "No syntax or stream encoding errors" in reading.qpdf_says(form.pdf, tmp_path)
    words = reading.words_of(form.pdf, tmp_path)
    assert [word for word in words if word.left < 24.9 or word.right > 190.7] == []
    assert overlapping(words) == []
    assert reading.smallest_type(form.pdf) >= 9


def test_more_adults_have_more_pages(form: Form, tmp_path: Path) -> None:
    more = make_blank(NUMBER, household.office(), "2026-11-24", legal_days=30, signers=5, training=True)

    assert more.pages == form.pages + 2
    assert reading.text_of(more.pdf, tmp_path).count("练习件不作数") == more.pages


def test_a_number_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(Refused, match=r"case_number\.check"):
        make_blank("511725123-261012-0A-00147-X", household.office(), "2026-11-24", legal_days=20)
