"""What all papers of the desk have in common: whole, clean, readable, with a code where they come back."""

import dataclasses
import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import form_code
from app.domain.visit import Visitor
from tests.forms import reading
from tests.forms.desk_papers import LARGE, NOTE, OVERFULL, PAPERS, SUBJECT, Said
from tests.forms.test_papers import HAN, NOT_ASKED
from tests.made_up import household

EVERY = pytest.mark.parametrize("paper", PAPERS)
OFFICE = dataclasses.replace(household.office(), name="四川省达州市渠县清溪场镇人民政府社会事务办公室")
LONG = Said(OVERFULL, NOTE * 40, handler=LARGE.name, office=OFFICE)
AWAY = frozenset({"register", "handover", "fund_ledger"})  # papers that never come back have no code


@EVERY
def test_names_and_notes_are_on_it_whole(paper: str, tmp_path: Path) -> None:
    text = reading.text_of(PAPERS[paper](LONG).pdf, tmp_path)

    assert LARGE.name in text
    assert text.count("养老金") in {0, *range(37, 41), 80}  # a page may end inside a word


@EVERY
def test_the_same_facts_give_the_same_clean_bytes(paper: str, tmp_path: Path) -> None:
    form = PAPERS[paper](Said())

    assert PAPERS[paper](Said()) == form
    assert "No syntax or stream encoding errors" in reading.qpdf_says(form.pdf, tmp_path)


@EVERY
@pytest.mark.parametrize("said", [Said(), LONG], ids=["usual", "overfull"])
def test_nothing_is_small_cut_off_or_over_another_thing(paper: str, said: Said, tmp_path: Path) -> None:
    form = PAPERS[paper](said)
    size = [side * reading.MM for side in pypdfium2.PdfDocument(form.pdf).get_page_size(0)]
    words = reading.words_of(form.pdf, tmp_path)

    assert reading.smallest_type(form.pdf) >= 9
    assert [word for word in words if outside(word, *size)] == []
    assert overlapping(words) == []


@EVERY
def test_pages_are_counted_in_an_overfull_paper(paper: str, tmp_path: Path) -> None:
    form = PAPERS[paper](LONG)

    text = reading.text_of(form.pdf, tmp_path)
    assert form.pages == form.of_pages
    assert re.findall(r"第(\d+)页，共(\d+)页", text) == [(str(n), str(form.pages)) for n in range(1, form.pages + 1)]


@EVERY
def test_every_code_leads_to_its_subject(paper: str) -> None:
    form = PAPERS[paper](Said())

    for page in range(form.pages):
        codes = reading.codes_of(form.pdf, page, 150)
        found = {form_code.parse(code.text) for code in codes}
        assert {(one.paper, one.case, one.page, one.pages) for one in found} == (
            set() if paper in AWAY else {(form.paper, SUBJECT, page + 1, form.pages)}
        )
        assert all(min(code.wide, code.high) >= 25 for code in codes)


@EVERY
def test_practice_says_so_on_every_page(paper: str, tmp_path: Path) -> None:
    form = PAPERS[paper](Said(training=True))

    assert reading.text_of(form.pdf, tmp_path).count("练习件不作数") == form.pages


@EVERY
def test_nothing_is_asked_that_must_not_be_asked(paper: str, tmp_path: Path) -> None:
    text = reading.text_of(PAPERS[paper](Said()).pdf, tmp_path)

    assert [word for word in NOT_ASKED if word in text] == []


@EVERY
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(HAN, min_size=1, max_size=30), village=st.text(HAN, min_size=1, max_size=60))
def test_any_name_and_address_is_found(paper: str, name: str, village: str) -> None:
    person = Visitor(name, "", "", village, "")

    document = pypdfium2.PdfDocument(PAPERS[paper](Said(person)).pdf)

    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in document))
    assert re.sub(r"\s", "", name) in text
    assert re.sub(r"\s", "", village) in text


@pytest.mark.parametrize("paper", sorted(PAPERS.keys() - AWAY))
@pytest.mark.parametrize("words", range(60, 200, 45))
def test_nobody_signs_a_page_that_says_nothing(paper: str, words: int) -> None:
    document = pypdfium2.PdfDocument(PAPERS[paper](Said(note="老" * words)).pdf)

    texts = [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document]

    assert min(len(text) for text in texts) > 120


@pytest.mark.parametrize("words", range(240, 640, 80))
def test_a_receipt_to_tear_off_is_whole_on_one_page(words: int, tmp_path: Path) -> None:
    form = PAPERS["change"](Said(note="老" * words))

    document = pypdfium2.PdfDocument(form.pdf)
    last = re.sub(r"\s", "", document[len(document) - 1].get_textpage().get_text_bounded())
    assert [part for part in ("沿虚线撕下", "（盖章）", "办理不收费", "电话：0818") if part not in last] == []
    assert [word for word in reading.words_of(form.pdf, tmp_path) if outside(word, 210, 297)] == []


def test_a_month_of_the_ledger_has_its_sums_and_who_signs(tmp_path: Path) -> None:
    text = reading.text_of(PAPERS["fund_ledger"](Said(note="写错了")).pdf, tmp_path)

    assert [part for part in ("上月结存0.00", "本月合计5,000.00200.004,800.00") if part not in text] == []
    assert [part for part in ("-270.00", "实数4,800.00", "保管人签字", "负责人签字") if part not in text] == []


def outside(word: reading.Word, wide: float, high: float) -> bool:
    return word.left < 24.9 or word.right > wide - 19.3 or word.top < 14 or word.bottom > high - 7


def overlapping(words: list[reading.Word]) -> list[tuple[reading.Word, reading.Word]]:
    pairs = ((a, b) for number, a in enumerate(words) for b in words[number + 1 : number + 60] if a.page == b.page)
    return [(a, b) for a, b in pairs if min(a.right, b.right) - max(a.left, b.left) > 0.3 and _shared(a, b) > 0.5]


def _shared(a: reading.Word, b: reading.Word) -> float:
    return (min(a.bottom, b.bottom) - max(a.top, b.top)) / min(a.bottom - a.top, b.bottom - b.top)
