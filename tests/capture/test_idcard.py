"""From rows of text to fields, without pictures: what is taken, what is left, what is doubted."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture import checks, idcard
from app.capture.rows import rows
from app.capture.text import Line, Sign
from app.capture.value import Found

_TODAY = date(2026, 11, 24)
_PLACE = np.array([[0.0, 0], [10, 0], [10, 5], [0, 5]])
_NUMBER = "51172519500312123" + "8"
_FRONT = (
    "姓名王德贵",
    "性别男民族汉",
    "出生1950年3月12日",
    "住址四川省渠县青龙镇",
    "青龙村3组12号",
    "公民身份号码" + _NUMBER,
)


def _line(text: str, top: float = 0, left: float = 0, sure: float = 0.99) -> Line:
    wide = 20.0 * max(1, len(text))
    quad = np.array([[left, top], [left + wide, top], [left + wide, top + 24], [left, top + 24]])
    signs = tuple(Sign(one, sure, (nth + 0.5) / len(text)) for nth, one in enumerate(text))
    return Line(signs, quad)


def _lines(*texts: str) -> list[Line]:
    return [_line(text, 50.0 * nth) for nth, text in enumerate(texts)]


def _values(found: dict[str, Found]) -> dict[str, str]:
    return {name: one.value for name, one in found.items()}


def test_a_front_gives_its_six_fields() -> None:
    assert _values(idcard.front(_lines(*_FRONT))) == {
        "name": "王德贵",
        "sex": "male",
        "ethnic": "汉",
        "birth": "1950-03-12",
        "address": "四川省渠县青龙镇青龙村3组12号",
        "id_number": _NUMBER,
    }


def test_labels_and_values_found_apart_are_one_row() -> None:
    pieces = [_line("公民身份号码", 300), _line(_NUMBER, 302, left=150), _line("姓名", 10), _line("王德贵", 8, left=60)]
    assert [row.text for row in rows(pieces)] == ["姓名王德贵", "公民身份号码" + _NUMBER]


def test_pieces_beside_each_other_but_lower_are_two_rows() -> None:
    assert len(rows([_line("姓名", 100), _line("男", 130, left=200)])) == 2


def test_rows_close_under_each_other_stay_apart() -> None:
    assert len(rows([_line("四川省渠县", 100), _line("青龙村", 130)])) == 2


def test_a_part_of_a_line_stands_where_its_characters_stand() -> None:
    part = _line("姓名王德贵").part(2, 5)
    assert part.text == "王德贵"
    assert part.quad[0][0] == pytest.approx(40, abs=1)
    assert part.quad[1][0] == pytest.approx(100, abs=1)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("有效期限2010.05.12-2030.05.12", {"valid_from": "2010-05-12", "valid_to": "2030-05-12"}),
        ("有效期限2010.05.12-长期", {"valid_from": "2010-05-12", "valid_to": "long_term"}),
        ("有效期限20100512一20300512", {"valid_from": "2010-05-12", "valid_to": "2030-05-12"}),
        ("有效期限2010.13.12-长期", {"valid_to": "long_term"}),
        ("有效期限2010.05", {}),
    ],
)
def test_the_term_of_a_back(row: str, values: dict[str, str]) -> None:
    assert _values(idcard.back(_lines("签发机关渠县公安局", row))) == {"issuer": "渠县公安局", **values}


def test_a_small_x_at_the_end_is_a_capital() -> None:
    assert idcard.front(_lines("公民身份号码51303019600229001x"))["id_number"].value.endswith("X")


def test_seventeen_characters_are_no_number() -> None:
    assert "id_number" not in idcard.front(_lines("姓名王德贵", "公民身份号码5117251950031212"))


def test_a_day_that_does_not_exist_is_no_birth() -> None:
    assert "birth" not in idcard.front(_lines("出生1950年2月30日"))


def test_a_group_that_is_on_no_list_is_doubtful() -> None:
    assert idcard.front(_lines("性别男民族漠"))["ethnic"].sure < 0.5


@pytest.mark.parametrize(
    ("texts", "side"),
    [
        (_FRONT, "id_front"),
        (("中华人民共和国", "居民身份证"), "id_back"),
        (("签发机关渠县公安局", "有效期限2010.05.12-长期"), "id_back"),
        (("姓名王德贵",), None),
        (("收款收据", "123456789012345678"), None),
        ((), None),
    ],
)
def test_the_side_is_told_by_two_of_its_words(texts: tuple[str, ...], side: str | None) -> None:
    assert idcard.side_of(_lines(*texts)) == side


def _found(**values: str) -> dict[str, Found]:
    return {name: Found(value, 0.97, _PLACE) for name, value in values.items()}


def test_what_agrees_with_a_good_number_is_certain() -> None:
    checked = checks.checked_front(_found(id_number=_NUMBER, birth="1950-03-12", sex="male"), _TODAY)
    assert [checked[name].sure >= 0.97 for name in ("id_number", "birth", "sex")] == [True, True, True]


@pytest.mark.parametrize(("name", "value"), [("birth", "1950-03-13"), ("sex", "female")])
def test_what_contradicts_the_number_is_wrong_and_the_number_doubtful(name: str, value: str) -> None:
    values = {"id_number": _NUMBER, "birth": "1950-03-12", "sex": "male"} | {name: value}
    checked = checks.checked_front(_found(**values), _TODAY)
    assert checked[name].sure < 0.5
    assert checked["id_number"].sure <= 0.5


@pytest.mark.parametrize("missing", ["birth", "sex"])
def test_a_number_that_nothing_confirms_is_doubtful(missing: str) -> None:
    values = {"id_number": _NUMBER, "birth": "1950-03-12", "sex": "male"}
    del values[missing]
    assert checks.checked_front(_found(**values), _TODAY)["id_number"].sure <= 0.5


@pytest.mark.parametrize("number", [_NUMBER[:-1] + "7", "511725205003121236", "511725195013121230"])
def test_a_number_that_cannot_be_is_hardly_believed(number: str) -> None:
    checked = checks.checked_front(_found(id_number=number, birth="1950-03-12", sex="male"), _TODAY)
    assert checked["id_number"].sure <= 0.2


def test_without_a_number_birth_and_sex_are_doubtful() -> None:
    checked = checks.checked_front(_found(birth="1950-03-12", sex="male", name="王德贵"), _TODAY)
    assert [checked[name].sure <= 0.5 for name in ("birth", "sex", "name")] == [True, True, False]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        ("2010-05-12", "2030-05-12", True),
        ("2010-05-12", "2020-05-12", True),
        ("2012-02-29", "2032-02-28", True),
        ("2010-05-12", "long_term", True),
        ("2010-05-12", "2030-05-13", False),
        ("2010-05-12", "2036-05-12", False),
        ("1910-05-12", "long_term", False),
    ],
)
def test_a_term_is_5_10_or_20_years_to_the_day_or_without_end(valid_from: str, valid_to: str, holds: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert checks.is_term(valid_from, valid_to) is holds
    checked = checks.checked_back(_found(valid_from=valid_from, valid_to=valid_to))
    assert (checked["valid_to"].sure > 0.9) is holds


def _spread(text: str, *holes: int) -> Line:
    """A row in which a character's room is left empty before each of these places."""
    units = [nth + sum(2 for hole in holes if hole <= nth) for nth in range(len(text))]
    wide = 22.0 * (units[-1] + 1)
    signs = tuple(Sign(one, 0.99, (unit + 0.5) / (units[-1] + 1)) for one, unit in zip(text, units, strict=True))
    return Line(signs, np.array([[0.0, 0], [wide, 0], [wide, 24], [0, 24]]))


@pytest.mark.parametrize("dot", "·•‧・．.")
def test_the_dot_in_a_name_is_always_the_same(dot: str) -> None:
    assert idcard.front(_lines(f"姓名阿依古丽{dot}买买提"))["name"].value == "阿依古丽·买买提"


def test_a_name_of_one_character_lost_the_other() -> None:
    assert idcard.front(_lines("姓名建"))["name"].sure <= 0.5


def test_a_long_name_goes_on_in_the_next_row_and_is_doubted() -> None:
    found = idcard.front(_lines("姓名阿卜杜热合曼·买", "买提江", "性别男民族维吾尔"))["name"]
    assert (found.value, found.sure <= 0.5) == ("阿卜杜热合曼·买买提江", True)


def test_a_second_script_between_two_rows_is_no_part_of_the_name() -> None:
    found = idcard.front(_lines("姓名扎西顿珠", "gaj9k", "性别男民族藏"))["name"]
    assert (found.value, found.sure > 0.9) == ("扎西顿珠", True)


@pytest.mark.parametrize("row", ["姓王德贵", "性名王德贵"])
def test_a_label_that_is_half_read_takes_nothing_from_the_name(row: str) -> None:
    found = idcard.front(_lines(row, "性别男民族汉"))["name"]
    assert (found.value, found.sure <= 0.5) == ("王德贵", True)


def test_an_address_whose_label_is_half_read_is_doubted() -> None:
    assert idcard.front(_lines("住四川省渠县青龙镇"))["address"].sure <= 0.5


def test_a_hole_in_a_name_or_an_address_is_doubted() -> None:
    assert idcard.front([_spread("姓名王建军", 4)])["name"].sure <= 0.5
    assert idcard.front([_spread("住址四川省渠县青龙村", 8)])["address"].sure <= 0.5
    assert idcard.front([_spread("住址四川省渠县青龙村")])["address"].sure > 0.9


def test_a_name_far_from_its_label_lost_its_beginning() -> None:
    assert idcard.front([_spread("姓名建军", 2, 2)])["name"].sure <= 0.5
    assert idcard.front([_spread("姓名建军")])["name"].sure > 0.9


def test_an_address_that_begins_in_the_middle_lost_its_first_row() -> None:
    assert idcard.front(_lines("住址青龙村3组12号"))["address"].sure <= 0.5


def test_an_address_whose_next_row_begins_further_right_lost_a_part() -> None:
    pieces = [_line("住址四川省渠县青龙镇", 0), _line("组12号", 50, left=160)]
    assert idcard.front(pieces)["address"].sure <= 0.5


def test_a_row_of_digits_below_is_no_part_of_the_address() -> None:
    assert idcard.front(_lines("住址四川省渠县青龙镇", "511725195"))["address"].value == "四川省渠县青龙镇"


def test_an_issuer_that_does_not_end_as_an_authority_is_doubted() -> None:
    assert idcard.back(_lines("签发机关渠县"))["issuer"].sure <= 0.5
    assert idcard.back(_lines("签发机关渠县公安局"))["issuer"].sure > 0.9


_ANY_TEXT = st.text(
    alphabet=st.sampled_from("姓名性别男女民族汉出生住址公民身份号码年月日0123456789Xx.-长期签发机关有效限 王"),
    max_size=24,
)


@given(st.lists(_ANY_TEXT.filter(bool), max_size=8))
def test_any_rows_of_text_give_fields_and_never_an_error(texts: list[str]) -> None:
    lines = _lines(*texts)
    found = {**checks.checked_front(idcard.front(lines), _TODAY), **checks.checked_back(idcard.back(lines))}
    assert all(one.value and 0 <= one.sure <= 1 for one in found.values())
    number = found.get("id_number")
    assert number is None or idcard.NUMBER.fullmatch(number.value)
