"""How the papers look: codes that are read, pages that are counted, nothing cut off, nothing outside its frame."""

import dataclasses
import re
from pathlib import Path

import pypdfium2
import pytest

from app.domain import form_code
from app.forms.form import FormSet
from app.forms.papers import make_forms
from app.forms.preview import page_count
from tests.forms import reading
from tests.forms.reading import all_forms
from tests.made_up import household

FRAME = (25.0, 190.0, 14.0, 290.0)  # mm: left, right, top, bottom of all that stands on a page


def test_page_numbers_run_over_the_whole_set(forms: FormSet, tmp_path: Path) -> None:
    printed = re.findall(
        r"第(\d+)页，共(\d+)页", "".join(reading.text_of(form.pdf, tmp_path) for form in all_forms(forms))
    )

    assert printed == [(str(page), "7") for page in range(1, 8)]
    assert [form.first_page for form in all_forms(forms)] == [1, 5, 6, 7]


def test_every_page_has_a_code_that_a_scanner_reads(forms: FormSet) -> None:
    found = [
        form_code.parse(reading.codes_of(form.pdf, page)[0].text)
        for form in all_forms(forms)
        for page in range(form.pages)
    ]

    assert [code.page for code in found] == list(range(1, 8))
    assert {(code.case, code.pages) for code in found} == {(household.uid(100), 7)}
    assert [code.member for code in found] == ["", "", "", "", *[form.member for form in forms.authorisations]]
    assert len({code.edition for code in found}) == 1


def test_a_code_is_at_least_25_mm_wide_and_alone(forms: FormSet, tmp_path: Path) -> None:
    code = reading.codes_of(forms.authorisations[0].pdf, 0)[0]

    assert min(code.wide, code.high) >= 25
    quiet = code.wide / 33 * 4
    right, bottom = code.left + code.wide + quiet, code.top + code.high
    words = reading.words_of(forms.authorisations[0].pdf, tmp_path)
    near = [word for word in words if word.right > code.left - quiet and word.left < right and word.top < bottom]
    assert near == []


def test_the_field_is_where_its_frame_is_drawn(forms: FormSet, tmp_path: Path) -> None:
    form = forms.authorisations[0]
    field = form.fields[0]

    inside = [
        word.text for word in reading.words_of(form.pdf, tmp_path)
        if word.top >= field.top and word.bottom <= field.top + field.height
    ]  # fmt: skip

    assert sorted(inside) == sorted(["授权人签字", "（不会写字的，按右手食指指印）", "2026年10月12日"])
    assert reading.dark_share(form.pdf, 0, (field.left + 5, field.top - 0.3, field.width - 10, 0.6)) > 0.5


def test_a_training_paper_says_so_on_every_page(tmp_path: Path) -> None:
    forms = make_forms(household.draft(), household.office(), household.TODAY, "陈素华", training=True)

    for form in all_forms(forms):
        assert reading.text_of(form.pdf, tmp_path).count("练习件不作数") == form.pages


def test_other_programs_find_the_files_clean(forms: FormSet, tmp_path: Path) -> None:
    for form in all_forms(forms):
        assert "No syntax or stream encoding errors" in reading.qpdf_says(form.pdf, tmp_path)


def test_the_file_says_title_and_language_and_that_it_is_printed_unscaled(forms: FormSet) -> None:
    document = pypdfium2.PdfDocument(forms.application.pdf)

    assert document.get_metadata_dict()["Title"] == "社会救助申请及授权书"
    assert b"/Lang (zh-CN)" in forms.application.pdf
    assert b"/PrintScaling /None" in forms.application.pdf
    assert document.get_page_size(0) == pytest.approx((595.28, 841.89), abs=0.01)


def test_nothing_stands_outside_the_frame_of_a_page(forms: FormSet, large_forms: FormSet, tmp_path: Path) -> None:
    left, right, top, bottom = FRAME
    for form in (*all_forms(forms), *all_forms(large_forms)):
        out = [
            word for word in reading.words_of(form.pdf, tmp_path)
            if word.left < left - 0.1 or word.right > right + 0.7 or word.top < top or word.bottom > bottom
        ]  # fmt: skip
        assert out == []


def test_no_word_is_written_over_another(forms: FormSet, large_forms: FormSet, tmp_path: Path) -> None:
    for form in (*all_forms(forms), large_forms.application):
        words = reading.words_of(form.pdf, tmp_path)
        pairs = ((a, b) for number, a in enumerate(words) for b in words[number + 1 : number + 60] if a.page == b.page)
        over = [
            (a, b) for a, b in pairs if min(a.right, b.right) - max(a.left, b.left) > 0.3 and _share_height(a, b) > 0.5
        ]
        assert over == []


def _share_height(a: reading.Word, b: reading.Word) -> float:
    return (min(a.bottom, b.bottom) - max(a.top, b.top)) / min(a.bottom - a.top, b.bottom - b.top)


def test_fifteen_people_with_long_names_are_whole(large_forms: FormSet, tmp_path: Path) -> None:
    draft = household.large_draft()
    text = reading.text_of(large_forms.application.pdf, tmp_path)

    for member in draft.members:
        assert member.identity.id_number in text
        assert member.identity.name in text
    assert "（未成年）" in text
    assert large_forms.application.pages == page_count(large_forms.application.pdf) > 10
    assert [form.pages for form in large_forms.authorisations] == [1] * 13


def test_no_type_is_smaller_than_9_points(forms: FormSet, large_forms: FormSet) -> None:
    assert min(reading.smallest_type(form.pdf) for form in all_forms(forms)) >= 9
    assert reading.smallest_type(large_forms.authorisations[0].pdf) >= 9


def test_a_page_that_names_fourteen_children_is_still_one_page(tmp_path: Path) -> None:
    whole = household.large_draft()
    child = household.person("", "2015-06-01", 7)
    children = tuple(
        dataclasses.replace(one, identity=dataclasses.replace(child, name=one.identity.name))
        for one in whole.members[1:]
    )
    draft = dataclasses.replace(whole, members=(whole.members[0], *children), incomes=(), replies={})

    forms = make_forms(draft, household.office(), household.TODAY, "陈素华")

    page = forms.authorisations[0]
    text = reading.text_of(page.pdf, tmp_path)
    assert [one.pages for one in forms.authorisations] == [1]
    assert [one.identity.name for one in children if one.identity.name not in text] == []
    assert reading.smallest_type(page.pdf) >= 9
