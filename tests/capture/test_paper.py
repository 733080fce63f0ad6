"""Papers that are no ID card: known by their words or by their code."""

import numpy as np
import pytest

from app.capture import Reader, papers
from app.capture.picture import read_picture
from app.domain import form_code
from app.domain.form_code import FormCode, Paper
from tests.made_up import disability, hukou
from tests.made_up import papers as drawn
from tests.made_up.family import family
from tests.made_up.scene import Photo, Shot, photograph
from tests.some import some

_CASE = "018f0000-0000-7000-8000-000000000001"
_PAYLOAD = form_code.payload(FormCode(Paper.APPLICATION, _CASE, "", 2, 3, "0A1B"))
_SIZE = (1280, 960)


def _form(shot: Shot, payload: str = _PAYLOAD) -> Photo:
    return photograph(drawn.own_form(payload), shot, seed=5)


@pytest.mark.parametrize("turn", [92, pytest.param(184, marks=pytest.mark.slow)])
def test_a_household_register_page_is_known_by_its_words(reader: Reader, turn: int) -> None:
    photo = photograph(
        hukou.person_page(family(70).members[0]), Shot(size=_SIZE, width=0.6, turn=turn, mat="wood"), seed=2
    )
    reading = reader.read(photo.jpeg)
    assert reading.kind == "hukou_page"
    assert reading.page is not None
    assert np.abs(np.array(reading.page) - photo.corners).max() < 8


def test_a_disability_card_is_no_id_card(reader: Reader) -> None:
    photo = photograph(disability.card(disability.disabled(71)), Shot(size=_SIZE, turn=175), seed=2)
    reading = reader.read(photo.jpeg)
    assert reading.kind == "disability_card"


@pytest.mark.parametrize("turn", some([92, 3, 181, -88], 2))
def test_our_own_form_is_known_by_its_code_and_stands_upright(reader: Reader, turn: int) -> None:
    photo = _form(Shot(size=_SIZE, width=0.42 if turn % 180 < 45 else 0.4, turn=turn, mat="grey"))
    reading = reader.read(photo.jpeg)
    assert (reading.kind, [code.text for code in reading.barcodes]) == ("own_form", [_PAYLOAD])
    assert reading.page is not None
    assert np.abs(np.array(reading.page) - photo.corners).max() < 8


def test_a_form_with_somebody_else_s_code_is_not_ours(reader: Reader) -> None:
    reading = reader.read(_form(Shot(size=_SIZE, width=0.42), "https://example.org/").jpeg)
    assert reading.kind == "other"
    assert reading.barcodes[0].text == "https://example.org/"


def test_a_code_whose_check_character_is_wrong_is_not_ours(reader: Reader) -> None:
    wrong = _PAYLOAD[:-1] + ("0" if _PAYLOAD[-1] != "0" else "1")
    assert reader.read(_form(Shot(size=_SIZE, width=0.42), wrong).jpeg).kind == "other"


def test_the_archive_picture_of_a_form_keeps_the_seal_s_red_and_is_small(reader: Reader) -> None:
    page = drawn.own_form(_PAYLOAD)
    page.paste((210, 40, 40), (300, 1900, 700, 2250))
    reading = reader.read(photograph(page, Shot(size=_SIZE, width=0.42), seed=5).jpeg)
    archive = read_picture(reading.archive).bgr
    high, wide = archive.shape[:2]
    blue, _, red = archive[int(high * 0.86), int(wide * 0.3)]
    assert int(red) - int(blue) > 100
    assert len(reading.archive) < 130_000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("常住人口登记卡姓名王德贵", "hukou_page"),
        ("户别农业家庭户户主姓名王德贵户号12", "hukou_head"),
        ("中华人民共和国残疾人证", "disability_card"),
        ("残疾类别肢体残疾等级二级", "disability_card"),
        ("籍贯", "other"),
        ("", "other"),
    ],
)
def test_papers_are_told_apart_by_their_words(text: str, kind: str) -> None:
    assert papers.kind_of(text) == kind
