import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import enrol_code
from sync.enrol_code import ALPHABET, EnrolCode, number_text, pin_of
from sync.reading import NotProtocol

CHARS = st.sampled_from(ALPHABET)


def text(length: int) -> st.SearchStrategy[str]:
    return st.lists(CHARS, min_size=length, max_size=length).map("".join)


CODES = st.builds(
    EnrolCode, text(6).map(lambda scope: f"t-{scope}"), text(2), st.binary(min_size=10, max_size=10), text(12)
)


def test_the_form_of_a_code_does_not_change() -> None:
    code = EnrolCode("t-7K3M9Q", "0A", bytes(range(10)), "ABCDEFGHJKMN")

    assert code.text == "17K3M-9Q0A0-00G40-R40M3-0E209-ABCDE-FGHJK-MNJ6D"


@given(CODES)
def test_a_code_is_read_as_it_was_written(code: EnrolCode) -> None:
    assert EnrolCode.read(code.text) == code
    assert EnrolCode.read(code.plain) == code
    assert len(code.plain) == 40


@given(CODES)
def test_case_spaces_hyphens_and_o_i_l_are_forgiven(code: EnrolCode) -> None:
    spoken = code.text.lower().replace("0", "o").replace("1", "l").replace("-", " - ")

    assert EnrolCode.read(spoken) == code
    assert EnrolCode.read(spoken.replace("l", "I").upper()) == code


@given(CODES, st.integers(0, 39), CHARS)
def test_a_wrong_character_is_noticed(code: EnrolCode, at: int, char: str) -> None:
    wrong = code.plain[:at] + char + code.plain[at + 1 :]
    if wrong == code.plain:
        return

    # 15 bits of check: one wrong code in 32,768 may pass, and none of these examples does.
    with pytest.raises(NotProtocol):
        EnrolCode.read(wrong)


@given(st.text(max_size=60))
def test_any_other_text_is_no_code(written: str) -> None:
    try:
        read = EnrolCode.read(written)
    except NotProtocol:
        return
    assert EnrolCode.read(read.text) == read


def test_another_version_is_no_code_for_this_program() -> None:
    code = EnrolCode("t-7K3M9Q", "0A", bytes(10), "ABCDEFGHJKMN")
    head = "2" + code.plain[1:37]

    with pytest.raises(NotProtocol):
        EnrolCode.read(head + enrol_code._check(head))  # noqa: SLF001 - a right check over another version


def test_numbers_count_in_crockford() -> None:
    assert [number_text(number, 2) for number in (0, 9, 10, 31, 32, 1_023)] == ["00", "09", "0A", "0Z", "10", "ZZ"]


def test_a_pin_is_the_first_80_bits() -> None:
    assert pin_of(b"").hex() == "e3b0c44298fc1c149afb"
