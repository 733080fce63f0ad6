"""Disability certificates: a number that says again who, what kind and what grade."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture import Reader, disability
from app.capture.rectify import Flat
from app.capture.text import Line
from app.capture.value import Found
from tests.capture.written import BLANK, lines
from tests.made_up import documents
from tests.made_up.scene import Shot, photograph
from tests.some import some

_TODAY = date(2026, 11, 24)
_PLACE = np.array([[0.0, 0], [10, 0], [10, 5], [0, 5]])
_OWN = "511725195003121238"


def _agreed(number: str, kind: str = "4", grade: str = "2", sex: str = "男") -> dict[str, Found]:
    said = {"disability_number": number, "disability_kind": kind, "disability_grade": grade}
    return disability.agreed({name: Found(value, 0.97, _PLACE) for name, value in said.items()}, sex, _TODAY)


def test_a_number_that_agrees_with_what_is_printed_gives_the_holder_s_number() -> None:
    checked = _agreed(_OWN + "42")
    assert checked["id_number"].value == _OWN
    assert all(one.sure > 0.9 for one in checked.values())


@pytest.mark.parametrize(("kind", "grade", "sex"), [("3", "2", "男"), ("4", "1", "男"), ("4", "2", "女")])
def test_a_number_that_contradicts_what_is_printed_is_doubted(kind: str, grade: str, sex: str) -> None:
    checked = _agreed(_OWN + "42", kind, grade, sex)
    assert checked["disability_number"].sure <= 0.5
    assert checked["id_number"].sure <= 0.5


@pytest.mark.parametrize("number", ["511725195003121230" + "42", "511725195013121238" + "42"])
def test_a_number_whose_own_check_fails_gives_no_holder(number: str) -> None:
    checked = _agreed(number)
    assert "id_number" not in checked
    assert checked["disability_number"].sure <= 0.2


def test_a_number_issued_again_keeps_its_last_two_signs() -> None:
    found = disability.certificate(BLANK, lines("姓名王德贵", f"残疾证号{_OWN}42B1"), _TODAY)
    assert found["disability_number"].value == _OWN + "42B1"


@pytest.mark.parametrize(
    ("row", "kind", "grade"),
    [
        ("残疾类别肢体残疾等级二级", "4", "2"),
        ("残疾类别肢体残疾残疾等级贰级", "4", "2"),
        ("残疾类别：精神残疾等级：1级", "6", "1"),
        ("残疾类别多重残疾等级四级", "7", "4"),
    ],
)
def test_kind_and_grade_are_numbers(row: str, kind: str, grade: str) -> None:
    found = disability.certificate(BLANK, lines(row), _TODAY)
    assert (found["disability_kind"].value, found["disability_grade"].value) == (kind, grade)


_ANY_TEXT = st.text(
    alphabet=st.sampled_from("残疾人证号类别等级姓名性别男女一二贰肢体视力0123456789XB:王"), max_size=26
)


@given(st.lists(_ANY_TEXT.filter(bool), max_size=6))
def test_any_rows_of_text_give_fields_and_never_an_error(texts: list[str]) -> None:
    flat = Flat(np.full((120, 160, 3), 240, np.uint8), np.eye(3))
    small = [Line(one.signs, one.quad / 5) for one in lines(*texts)]
    found = disability.certificate(flat, small, _TODAY)
    assert all(one.value and 0 <= one.sure <= 1 for one in found.values())


@pytest.mark.parametrize(("name", "seed"), [("disability_card", 5), ("disability_card", 6), ("disability_booklet", 7)])
def test_a_certificate_is_read(reader: Reader, name: str, seed: int) -> None:
    page = documents.draw(name, seed)
    width = 0.6 if page.picture.width > page.picture.height else 0.42
    reading = reader.read(photograph(page.picture, Shot(size=(1400, 1050), width=width, turn=3), seed).jpeg)
    assert reading.kind == "disability_card"
    assert {field: one.value for field, one in reading.fields.items()} == page.truth


@pytest.mark.parametrize(
    "name", some(["residence_permit", "hong_kong_permit_front", "taiwan_permit_back", "bank_card", "social_card"], 2)
)
def test_other_cards_are_no_id_cards(reader: Reader, name: str) -> None:
    reading = reader.read(photograph(documents.draw(name, 3).picture, Shot(size=(1280, 960), width=0.6), 3).jpeg)
    assert (reading.kind, reading.fields) == ("other", {})
