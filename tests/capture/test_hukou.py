"""Household registers: what is taken from their rows, what is doubted, and whole pages read from photographs."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture import Reader, hukou
from app.capture.cells import cells, pattern
from app.capture.rectify import Flat
from app.capture.rows import rows
from app.capture.seals import without_seals
from app.capture.text import Line
from app.capture.value import Found
from tests.capture.written import BLANK, line, lines
from tests.made_up import documents
from tests.made_up import hukou as drawn
from tests.made_up.family import family
from tests.made_up.scene import Shot, photograph

_TODAY = date(2026, 11, 24)
_PLACE = np.array([[0.0, 0], [10, 0], [10, 5], [0, 5]])
_NUMBER = "511725195003121238"
_LABELS = pattern({"name": "姓名", "sex": "性别", "trade": "职业"})
_SHOT = Shot(size=(1500, 1125), width=0.66, turn=2, tilt=0.1, mat="grey")


def _found(**values: str) -> dict[str, Found]:
    return {name: Found(value, 0.97, _PLACE) for name, value in values.items()}


def test_a_value_belongs_to_the_label_left_of_it() -> None:
    found = cells(lines("姓名王德贵性别男", "职业"), _LABELS)
    assert {name: cell.value.text for name, cell in found.items()} == {"name": "王德贵", "sex": "男", "trade": ""}


def test_a_colon_is_no_part_of_a_value() -> None:
    assert cells(lines("姓名：王德贵"), _LABELS)["name"].value.text == "王德贵"


def test_an_empty_cell_has_room_up_to_the_next_label() -> None:
    room = cells([line("姓名"), line("性别男", left=400)], _LABELS)["name"].room
    (row,) = rows([line("姓名"), line("性别男", left=400)])
    between = cells([row], _LABELS)["name"].room
    assert room is not None
    assert between is not None
    assert between[1][0] > room[1][0] + 200


def test_two_lines_folded_in_one_cell_are_two_rows() -> None:
    upper, lower = line("四川省渠县青龙镇青龙村", 100, left=300), line("3组12号", 116, left=302)
    assert len(rows([line("住址", 108), upper, lower])) == 2


def test_a_first_page_gives_its_four_fields() -> None:
    found = hukou.head(BLANK, lines("户别农业家庭户口户主姓名王德贵", "户号012345678住址四川省渠县青龙镇青龙村3组12号"))
    assert {name: one.value for name, one in found.items()} == {
        "household_kind": "农业家庭户口",
        "head_name": "王德贵",
        "household_number": "012345678",
        "address": "四川省渠县青龙镇青龙村3组12号",
    }


def test_what_nothing_confirms_on_a_blank_page_is_doubted() -> None:
    found = hukou.head(BLANK, lines("户别农业家庭户口户主姓名王德贵", "户号012345678住址青龙村3组"))
    assert [found[name].sure <= 0.5 for name in ("head_name", "household_number", "address")] == [True, True, True]


def test_a_kind_of_household_that_no_register_has_is_doubted() -> None:
    assert hukou.head(BLANK, lines("户别农业家庭产口"))["household_kind"].sure <= 0.5


@pytest.mark.parametrize(
    ("relation", "sex", "is_sure"),
    [
        ("长子", "male", True),
        ("长子", "female", False),
        ("次女", "male", False),
        ("户主", "female", True),
        ("妻", "female", True),
    ],
)  # fmt: skip - cases in a row
def test_a_relation_that_contradicts_the_sex_is_doubted(relation: str, sex: str, is_sure: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert (hukou.related(_found(relation=relation, sex=sex))["relation"].sure > 0.9) is is_sure


def test_two_persons_on_one_picture_leave_nothing_sure() -> None:
    one = ("姓名王德贵户主或与户主关系户主", "性别男", "民族汉族出生日期1950年3月12日", f"公民身份号码{_NUMBER}")
    two = ("姓名王建军户主或与户主关系子", "性别男", "民族汉族出生日期1978年7月1日")
    found = hukou.page(BLANK, lines(*one, *two), _TODAY)
    assert found["sex"].value == "male"
    assert all(value.sure <= 0.5 for value in found.values())


def test_on_an_open_booklet_the_head_s_name_is_not_the_person_s() -> None:
    rows = lines("户别农业家庭户口户主姓名王德贵", "常住人口登记卡", "姓名李桂兰户主或与户主关系妻")
    assert hukou.page(BLANK, rows, _TODAY)["name"].value == "李桂兰"


def test_a_group_is_given_without_its_last_word() -> None:
    assert hukou.page(BLANK, lines("民族汉族"), _TODAY)["ethnic"].value == "汉"


def test_a_word_that_is_on_no_list_is_doubted() -> None:
    assert hukou.page(BLANK, lines("婚姻状况末婚"), _TODAY)["marital"].sure <= 0.5


def test_red_is_paper_and_black_stays_black() -> None:
    page = np.full((2, 2, 3), (220, 236, 240), np.uint8)
    page[0, 0], page[1, 1] = (42, 42, 200), (30, 30, 32)
    seen = without_seals(page)
    assert seen[0, 0].min() > 230
    assert seen[1, 1].max() < 40


_ANY_TEXT = st.text(
    alphabet=st.sampled_from(
        "户主姓名与关系别号住址性男女民族出生日期公身份码证件编文化程度婚姻状况0123456789X年月四川省子妻"
    ),
    max_size=24,
)


@given(st.lists(_ANY_TEXT.filter(bool), max_size=8))
def test_any_rows_of_text_give_fields_and_never_an_error(texts: list[str]) -> None:
    flat = Flat(np.full((120, 160, 3), 240, np.uint8), np.eye(3))
    small = [Line(one.signs, one.quad / 5) for one in lines(*texts)]
    found = {**hukou.head(flat, small), **hukou.page(flat, small, _TODAY)}
    assert all(one.value and 0 <= one.sure <= 1 for one in found.values())


@pytest.mark.parametrize(
    ("seed", "turn"),
    [*(pytest.param(seed, turn, marks=pytest.mark.slow) for seed, turn in ((1, 2), (2, 182))), (4, 91)],
)
def test_a_person_s_page_is_read_in_any_turn(reader: Reader, seed: int, turn: int) -> None:
    page = documents.draw("hukou_page", seed)
    width = _SHOT.width if turn % 180 < 45 else 0.5
    reading = reader.read(photograph(page.picture, replace(_SHOT, turn=turn, width=width), seed).jpeg)
    assert reading.kind == "hukou_page"
    assert {name: field.value for name, field in reading.fields.items()} == page.truth
    assert set(page.truth) <= set(reading.strips)


@pytest.mark.parametrize("seed", [3, 4])
def test_a_first_page_is_read_through_its_seals_with_a_folded_address(reader: Reader, seed: int) -> None:
    page = documents.draw("hukou_head", seed)
    reading = reader.read(photograph(page.picture, _SHOT, seed).jpeg)
    assert reading.kind == "hukou_head"
    assert {name: field.value for name, field in reading.fields.items()} == page.truth


def test_a_number_that_contradicts_the_birth_is_never_accepted(reader: Reader) -> None:
    member = family(5).members[0]
    wrong = replace(member, person=replace(member.person, birth=member.person.birth.replace(year=1951)))
    fields = reader.read(photograph(drawn.person_page(wrong, 5), _SHOT, 5).jpeg).fields
    assert fields["birth"].is_doubtful
    assert fields["id_number"].is_doubtful
