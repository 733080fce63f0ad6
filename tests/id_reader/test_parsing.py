"""What the programs of ID card readers write: read in its forms, refused with a sentence, never a crash."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.capture.id_reader import FRONT, MOST_BYTES, ORDER, decoded, is_line, parsed
from app.domain.person import LONG_TERM
from app.errors import Refused
from tests.made_up import people

TODAY = date(2026, 11, 24)
CODES = {"chip.no_name", "chip.no_number", "chip.number", "chip.too_large", "chip.unreadable"}


def fields_of(seed: int) -> dict[str, str]:
    """Give the nine fields of a made-up person as a picture would give them."""
    made = people.person(seed, TODAY)
    to = made.valid_to.isoformat() if made.valid_to else LONG_TERM
    values = (made.name, made.sex, made.ethnic, made.birth.isoformat(), made.address, made.id_number, made.issuer)
    return dict(zip(ORDER, (*values, made.valid_from.isoformat(), to), strict=True))


def as_printed(fields: dict[str, str]) -> dict[str, str]:
    """Give the fields in the form in which the chip has them."""
    days = {name: fields[name].replace("-", "") for name in ("birth", "valid_from", "valid_to")}
    days["valid_to"] = "长期" if fields["valid_to"] == LONG_TERM else days["valid_to"]
    return fields | days | {"sex": "男" if fields["sex"] == "male" else "女"}


def labelled(fields: dict[str, str]) -> str:
    """Give the lines that one vendor's program writes."""
    said = as_printed(fields)
    labels = ("姓名", "性别", "民族", "出生日期", "住址", "公民身份号码", "签发机关", "有效期起", "有效期止")
    return "\r\n".join(f"{label}：{said[name]}" for label, name in zip(labels, ORDER, strict=True)) + "\r\n"


def in_order(fields: dict[str, str], sign: str = "|") -> str:
    """Give one line as a typing reader sends it."""
    return sign.join(as_printed(fields)[name] for name in ORDER)


SEEDS = st.integers(0, 5_000)


@given(SEEDS)
def test_labelled_lines_give_the_fields_of_a_picture(seed: int) -> None:
    assert parsed(labelled(fields_of(seed)), TODAY) == fields_of(seed)


@given(SEEDS, st.sampled_from("|\t^;,"))
def test_a_line_in_the_order_of_the_chip_does_too(seed: int, sign: str) -> None:
    line = in_order(fields_of(seed), sign)
    assert is_line(line)
    assert parsed(line, TODAY) == fields_of(seed)


@given(SEEDS, st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_any_of_the_usual_encodings_will_do(seed: int, encoding: str) -> None:
    assert parsed(decoded(labelled(fields_of(seed)).encode(encoding)), TODAY) == fields_of(seed)


@given(SEEDS, st.sampled_from(["utf-8", "gb18030"]), st.data())
def test_a_file_cut_anywhere_gives_true_fields_or_a_refusal(seed: int, encoding: str, data: st.DataObject) -> None:
    whole = labelled(fields_of(seed)).encode(encoding)
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    try:
        found = parsed(decoded(cut), TODAY)
    except Refused as refused:
        assert refused.code in CODES
    else:
        assert found["id_number"] == fields_of(seed)["id_number"]
        assert found["name"] == fields_of(seed)["name"]


@given(st.binary(max_size=400))
@example(b"\xff\xfe" + "姓名".encode("utf-16-le"))
def test_no_bytes_break_it(content: bytes) -> None:
    try:
        parsed(decoded(content), TODAY)
    except Refused as refused:
        assert refused.code in CODES


@given(st.text(max_size=300))
@example("姓名:王\n公民身份号码:５１")
@example("|" * 8)
@example("姓名=\n性别=男")
def test_no_text_breaks_it(content: str) -> None:
    is_line(content)
    try:
        parsed(content, TODAY)
    except Refused as refused:
        assert refused.code in CODES


def test_a_term_in_one_field_is_two_days() -> None:
    fields = fields_of(1)
    said = labelled(fields).split("有效期起")[0] + "有效期限：2016.05.20-长期\n"
    found = parsed(said, TODAY)
    assert (found["valid_from"], found["valid_to"]) == ("2016-05-20", LONG_TERM)


def test_english_labels_are_known() -> None:
    said = as_printed(fields_of(2))
    text = f"[Card]\nName={said['name']}\nID_Num={said['id_number']}\nAddress={said['address']}\nNation=汉族\n"
    found = parsed(text, TODAY)
    assert (found["name"], found["ethnic"], found["birth"]) == (said["name"], "汉", fields_of(2)["birth"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": ""}, "chip.no_name"),
        ({"id_number": ""}, "chip.no_number"),
        ({"id_number": "511725195003080110"}, "chip.number"),
        ({"birth": "1951-03-08"}, "chip.number"),
        ({"name": "王" * 61}, "chip.unreadable"),
    ],
)
def test_what_cannot_be_a_card_is_refused(change: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(labelled(fields_of(3) | change), TODAY)
    assert refused.value.code == code


def test_the_other_sex_is_another_card() -> None:
    fields = fields_of(4)
    other = "female" if fields["sex"] == "male" else "male"
    with pytest.raises(Refused, match=r"chip\.number"):
        parsed(labelled(fields | {"sex": other}), TODAY)


def test_an_oversized_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused) as refused:
        decoded(b"a" * (MOST_BYTES + 1))
    assert refused.value.code == "chip.too_large"


def test_birth_and_sex_come_from_the_number_where_they_are_missing() -> None:
    fields = fields_of(5)
    found = parsed(f"姓名:{fields['name']}\n证件号码:{fields['id_number'].lower()}", TODAY)
    assert found == {name: fields[name] for name in ("name", "sex", "birth", "id_number")}


def test_half_a_line_is_no_line() -> None:
    line = in_order(fields_of(6))
    assert not is_line(line[: len(line) // 3])
    assert not is_line("2")
    assert is_line("|".join(line.split("|")[: len(FRONT)]))
