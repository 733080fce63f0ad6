"""The page of somebody who does not write: the set's own page, with a place for a thumb and two witnesses."""

import dataclasses
from pathlib import Path

import pytest

from app.forms.form import Form, FormSet
from app.forms.papers import make_thumb
from tests.forms import reading
from tests.forms.test_desk_papers import overlapping
from tests.made_up import household


def page_of(number: int, *, large: bool = False) -> Form:
    draft = household.large_draft() if large else household.draft()
    return make_thumb(draft, household.office(), household.TODAY, "陈素华", household.uid(number))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_its_code_is_that_of_the_page_to_sign(forms: FormSet, number: int) -> None:
    page, signed = page_of(number), forms.authorisation(household.uid(number))

    assert reading.codes_of(page.pdf, 0)[0].text == reading.codes_of(signed.pdf, 0)[0].text
    assert (page.paper, page.member, page.first_page, page.of_pages, page.fields) == (
        signed.paper,
        signed.member,
        signed.first_page,
        signed.of_pages,
        (),
    )  # fmt: skip - one fact


def test_it_says_what_the_page_to_sign_says_and_who_saw_the_thumb(forms: FormSet, tmp_path: Path) -> None:
    text = reading.text_of(page_of(2).pdf, tmp_path)
    signed = reading.text_of(forms.authorisation(household.uid(2)).pdf, tmp_path)

    assert signed[: signed.index("授权人签字")] in text or text[: text.index("右手食指")] in signed
    for part in ("右手食指", "本人不识字", "当面念给本人听", "见证人1：", "见证人2：", "代办人不能当见证人", "王雨欣"):
        assert part in text
    assert signed[signed.index("本页与") :] in text


def test_it_is_one_clean_page_also_with_long_names(tmp_path: Path) -> None:
    for form in (page_of(1), page_of(0, large=True)):
        words = reading.words_of(form.pdf, tmp_path)
        assert form.pages == 1
        assert "No syntax or stream encoding errors" in reading.qpdf_says(form.pdf, tmp_path)
        assert overlapping(words) == []
        assert [word for word in words if word.left < 24.9 or word.right > 190.7 or word.bottom > 290] == []
        assert reading.smallest_type(form.pdf) >= 9


def test_practice_says_so(tmp_path: Path) -> None:
    form = make_thumb(household.draft(), household.office(), household.TODAY, "陈素华", household.uid(1), training=True)

    assert "练习件不作数" in reading.text_of(form.pdf, tmp_path)


def test_who_signs_nothing_has_no_page() -> None:
    with pytest.raises(KeyError):
        page_of(4)


def test_another_word_makes_another_edition() -> None:
    draft = dataclasses.replace(household.draft(), phone="13800000002")

    other = make_thumb(draft, household.office(), household.TODAY, "陈素华", household.uid(1))

    assert reading.codes_of(other.pdf, 0)[0].text != reading.codes_of(page_of(1).pdf, 0)[0].text
