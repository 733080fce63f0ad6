"""What the code of a page says, and that nothing else is ever taken for it."""

import string
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case_number import check_character, make
from app.domain.form_code import CODED, FormCode, Paper, edition_of, number_of, parse, payload, subject_of
from app.errors import Refused

UUIDS = st.integers(0, 2**128 - 1).map(lambda number: str(UUID(int=number)))
EDITIONS = st.binary(max_size=8).map(edition_of)
CODES = st.builds(
    lambda paper, case, member, pages, edition: FormCode(paper, case, member, min(pages), max(pages), edition),
    st.sampled_from(CODED),
    UUIDS,
    st.one_of(st.just(""), UUIDS),
    st.tuples(st.integers(1, 99), st.integers(1, 99)),
    EDITIONS,
)
PRINTED = "YM1S01MASW9NF6FW0828T5CY4TQKFF01JBR00000E00800000000000105070KQ78"
GOLDEN = FormCode("S", "01a2b3c4-d5e6-7f00-8123-456789abcdef", "0192f000-0000-7000-8000-000000000001", 5, 7, "0KQ7")


def test_a_printed_code_is_read_for_ever() -> None:
    assert payload(GOLDEN) == PRINTED
    assert parse(PRINTED) == GOLDEN


@given(CODES)
def test_what_was_written_is_read(code: FormCode) -> None:
    assert parse(payload(code)) == code


@given(CODES, st.data())
def test_one_wrong_character_is_found(code: FormCode, data: st.DataObject) -> None:
    written = payload(code)
    at = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.sampled_from(sorted(set(string.ascii_uppercase + string.digits) - {written[at]})))
    with pytest.raises(Refused, match=r"form_code\.check"):
        parse(written[:at] + other + written[at + 1 :])


@given(CODES, st.data())
def test_a_lost_or_doubled_character_is_found(code: FormCode, data: st.DataObject) -> None:
    written = payload(code)
    at = data.draw(st.integers(0, len(written) - 1))
    for wrong in (written[:at] + written[at + 1 :], written[:at] + written[at] + written[at:]):
        with pytest.raises(Refused, match=r"form_code\.check"):
            parse(wrong)


@given(st.text(max_size=80))
def test_other_text_is_refused(written: str) -> None:
    with pytest.raises(Refused, match=r"form_code\.check"):
        parse(written)


@pytest.mark.parametrize(
    "wrong", ["", "m1", "0192F000-0000-7000-8000-000000000001", "{0192f000-0000-7000-8000-000000000001}"]
)
def test_an_id_that_is_no_uuid_makes_no_code(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a UUID"):
        payload(FormCode("A", wrong, "", 1, 1, "0KQ7"))


@pytest.mark.parametrize(("page", "pages"), [(0, 3), (4, 3), (100, 100)])
def test_a_page_outside_its_set_makes_no_code(page: int, pages: int) -> None:
    with pytest.raises(ValueError, match="page"):
        payload(FormCode("A", GOLDEN.case, "", page, pages, "0KQ7"))


def test_a_page_beyond_its_set_is_not_read() -> None:
    plain = payload(GOLDEN)[:-1].replace("05070KQ7", "08070KQ7")
    with pytest.raises(Refused, match=r"form_code\.check"):
        parse(plain + check_character(plain))


@pytest.mark.parametrize("edition", ["", "ABC", "abcd", "ABCDE", "AB U"])
def test_a_code_with_an_odd_edition_is_not_made(edition: str) -> None:
    with pytest.raises(ValueError, match="edition"):
        payload(FormCode("A", "01890a5d-ac96-774b-bcce-b302099a8057", "", 1, 1, edition))


@pytest.mark.parametrize("division", ["511725123", "000000001", "999999999"])
def test_the_code_of_a_blank_form_carries_its_number(division: str) -> None:
    number = make(division, date(2026, 11, 24), "ZZ", 99_999)

    code = parse(payload(FormCode("A", subject_of(number), "", 1, 6, "0KQ7")))

    assert number_of(code.case) == number


def test_a_blank_number_is_printed_the_same_for_ever() -> None:
    assert subject_of("511725123-261012-0A-00147-L") == "001dd40c-a423-8ce0-b4be-e86d6597eda7"


def test_the_id_of_a_case_carries_no_number() -> None:
    assert number_of(GOLDEN.case) == ""
    assert number_of("ffffffff-ffff-8fff-bfff-ffffffffffff") == ""


def test_what_is_no_number_makes_no_code() -> None:
    with pytest.raises(Refused, match=r"case_number\.check"):
        subject_of("511725123-261012-0A-00147-U")


@pytest.mark.parametrize("paper", sorted(set(Paper) - set(CODED)))
def test_a_list_that_never_comes_back_makes_no_code(paper: str) -> None:
    with pytest.raises(ValueError, match="edition"):
        payload(FormCode(paper, GOLDEN.case, "", 1, 1, "0KQ7"))


def test_no_two_papers_share_a_letter() -> None:
    assert len(set(Paper)) == len(Paper.__members__)
