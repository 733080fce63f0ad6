"""What the papers of the steps have in common, and that every form of the domain's list is there."""

import dataclasses
import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import form_code
from app.domain.form_code import CODED, Paper
from app.domain.steps.home_visit import Investigator, Visited
from app.domain.visit import Visitor
from app.forms.delivery_slip import paper_name
from app.forms.survey import Survey, make_survey
from tests.forms import reading, step_facts
from tests.forms.desk_papers import LARGE, NOTE, PAPERS, SUBJECT, Said
from tests.forms.step_samples import STEP_PAPERS
from tests.forms.test_desk_papers import LONG, outside, overlapping
from tests.forms.test_papers import HAN
from tests.some import some

EVERY = pytest.mark.parametrize("paper", STEP_PAPERS)
AWAY = frozenset({"announcement", "route", "roster", "archive", "sample"})
OF_NO_HOUSEHOLD = frozenset({"self_care", "care"})  # say nothing of the note
# DOMAIN 7, line by line: which papers are the form.
FORMS = {
    "社会救助申请及授权书": ("A", "S"),
    "家庭经济状况核对授权书": ("S",),
    "委托书": ("M",),
    "受理通知书": ("R",),
    "一次性告知(补正)书": ("K",),
    "不予受理通知书": ("N",),
    "核对委托/报告": ("J", "D", "E"),
    "近亲属备案表": ("X",),
    "入户调查表": ("I",),
    "邻里访问/信函索证记录": ("L",),
    "民主评议记录": ("P",),
    "初审公示单": ("G",),
    "公示异议登记表": ("O",),
    "审核确认表": ("Q",),
    "确认告知书 / 低保证": ("Y",),
    "不予确认告知书": ("B",),
    "临时救助审批表": ("F", "1"),
    "特困自理能力评估表": ("Z",),
    "照料服务协议": ("2",),
    "听取意见记录": ("3",),
    "停发/减发/增发/变更告知书": ("4", "C"),
    "动态核查表": ("6",),
    "渐退期审批表": ("5",),
    "转办单 + 回执": ("T", "9"),
    "抽查记录": ("L4",),
    "发放花名册": ("L2",),
    "送达回证": ("7",),
    "档案目录": ("L3",),
    "集体研究, 结果公布, 出门包, 急难, 撤回, 交接, 来访": ("8", "L5", "L1", "U", "W", "H", "V"),
    "备用金台账, 救助资格测算单": ("L6", "0"),
    "恢复单, 留痕记录清单, 谁看过": ("L7", "J1", "J2"),
}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in document))


def test_every_form_of_the_list_is_made_by_something() -> None:
    made = {STEP_PAPERS[name](Said()).paper for name in STEP_PAPERS} | {PAPERS[name](Said()).paper for name in PAPERS}
    # tests/forms/test_papers.py and test_receipt.py; the tests of the fund, the assessment, the keys and the evidence
    elsewhere = {Paper.APPLICATION, Paper.AUTHORISATION, Paper.RECEIPT, Paper.FUND_LEDGER, Paper.ASSESSMENT}
    elsewhere |= {Paper.RECOVERY, Paper.ACTS, Paper.SEEN_BY}

    assert {letter for letters in FORMS.values() for letter in letters} == set(Paper)
    assert made | elsewhere == set(Paper)


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_has_a_name(paper: Paper) -> None:
    assert paper_name(paper) != paper


def test_a_paper_of_a_newer_program_is_called_by_its_letter() -> None:
    assert paper_name("?") == "?"


@EVERY
def test_names_and_notes_are_on_it_whole(paper: str, tmp_path: Path) -> None:
    text = reading.text_of(STEP_PAPERS[paper](LONG).pdf, tmp_path)

    assert LARGE.name in text
    if paper not in OF_NO_HOUSEHOLD:
        assert text.count("养老金") in {0, 1, *range(36, 41), *range(74, 81), *range(111, 121), *range(148, 161)}


@EVERY
def test_the_same_facts_give_the_same_clean_bytes(paper: str, tmp_path: Path) -> None:
    form = STEP_PAPERS[paper](Said())

    assert STEP_PAPERS[paper](Said()) == form
    assert "No syntax or stream encoding errors" in reading.qpdf_says(form.pdf, tmp_path)


@EVERY
@pytest.mark.parametrize("said", [Said(), LONG], ids=["usual", "overfull"])
def test_nothing_is_small_cut_off_or_over_another_thing(paper: str, said: Said, tmp_path: Path) -> None:
    form = STEP_PAPERS[paper](said)
    size = [side * reading.MM for side in pypdfium2.PdfDocument(form.pdf).get_page_size(0)]
    words = reading.words_of(form.pdf, tmp_path)

    assert reading.smallest_type(form.pdf) >= 9
    assert [word for word in words if outside(word, *size)] == []
    assert overlapping(words) == []


@EVERY
def test_pages_are_counted_in_an_overfull_paper(paper: str) -> None:
    form = STEP_PAPERS[paper](LONG)

    assert form.pages == form.of_pages
    found = re.findall(r"第(\d+)页，共(\d+)页", text_of(form.pdf))
    assert found == [(str(n), str(form.pages)) for n in range(1, form.pages + 1)]


@EVERY
def test_every_code_leads_to_its_subject(paper: str) -> None:
    form = STEP_PAPERS[paper](Said())

    assert (form.paper in CODED) is (paper not in AWAY)
    for page in range(form.pages if paper not in AWAY else 0):
        found = {form_code.parse(code.text) for code in reading.codes_of(form.pdf, page, 150)}
        assert {(one.paper, one.case, one.page, one.pages) for one in found} == {
            (form.paper, SUBJECT, page + 1, form.pages)
        }


@EVERY
def test_practice_says_so_on_every_page(paper: str) -> None:
    form = STEP_PAPERS[paper](Said(training=True))

    assert text_of(form.pdf).count("练习件不作数") == form.pages


@EVERY
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(HAN, min_size=1, max_size=30), village=st.text(HAN, min_size=1, max_size=60))
def test_any_name_is_found(paper: str, name: str, village: str) -> None:
    form = STEP_PAPERS[paper](Said(Visitor(name, "", "", village, "")))

    assert re.sub(r"\s", "", name) in text_of(form.pdf)


@pytest.mark.parametrize("paper", sorted(STEP_PAPERS.keys() - AWAY - {"poster"}))
@pytest.mark.parametrize("words", some([0, 150, 60, 105, 195], 2))
def test_nobody_signs_a_page_that_says_nothing(paper: str, words: int) -> None:
    assert least_on_a_page(STEP_PAPERS[paper](Said(note="老" * words)).pdf) > 70


@pytest.mark.parametrize("words", some([0, 140, 280, 420, 560], 2))
def test_nobody_signs_a_page_that_says_nothing_of_what_was_found(words: int) -> None:
    team = (Investigator("陈素华", True), Investigator("刘文书", True))
    found = Visited("2026-10-14", "家里", team, ("王明德",), "土" * words, True, "", on_screen=True)
    survey = Survey(step_facts.head(Said()), "2026-10-14", ("陈素华", "刘文书"), found=found)

    assert least_on_a_page(make_survey(survey).pdf) > 70


def least_on_a_page(pdf: bytes) -> int:
    """Give how many characters stand on the page with the fewest."""
    pages = pypdfium2.PdfDocument(pdf)
    return min(len(re.sub(r"\s", "", page.get_textpage().get_text_bounded())) for page in pages)


@pytest.mark.parametrize("paper", ["decision", "survey", "recheck", "confirmation"])
def test_forty_people_go_on_over_pages(paper: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    head = step_facts.head
    monkeypatch.setattr(step_facts, "head", lambda said, programme="dibao": head(said, programme, 40))
    form = STEP_PAPERS[paper](Said())

    assert text_of(form.pdf).count("王建军") >= 36
    words = reading.words_of(form.pdf, tmp_path)
    assert [word for word in words if outside(word, 210, 297)] == []


def test_the_poster_is_read_from_two_metres() -> None:
    form = STEP_PAPERS["poster"](Said())

    page = pypdfium2.PdfDocument(form.pdf)[0]
    wide, high = page.get_size()
    assert wide > high
    sizes = reading.type_sizes(form.pdf, "王德贵")
    assert min(sizes) >= 20


def test_a_note_of_nothing_leaves_lines_to_write_on() -> None:
    said = dataclasses.replace(Said(), note="")

    assert all(STEP_PAPERS[paper](said).pages for paper in STEP_PAPERS)
    assert NOTE not in text_of(STEP_PAPERS["hearing"](said).pdf)
