"""Breaking lines: nothing is lost, nothing is too wide, no line begins or ends with the wrong mark."""

from hypothesis import given
from hypothesis import strategies as st

from app.forms.face import Face
from app.forms.line import broken, measure, plain

TEXTS = st.text(st.sampled_from("王德贵，。、（）《》“”：；渠县青龙镇0123456789AX- 　·…—"), max_size=120)
ROOMS = st.floats(60, 400)


@given(TEXTS, ROOMS)
def test_no_character_is_lost_and_none_is_added(text: str, room: float) -> None:
    lines = broken(text, Face.TEXT, 11, room)

    assert "".join(lines).replace(" ", "").replace("　", "") == text.replace(" ", "").replace("　", "")


@given(TEXTS, ROOMS)
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    assert all(measure(line.rstrip(" 　"), Face.TEXT, 11) <= room + 1e-6 for line in broken(text, Face.TEXT, 11, room))


@given(
    st.text(st.sampled_from("王德贵渠县青龙镇，。（）《》"), max_size=120).map(
        lambda text: "".join(c + "王" for c in text)
    ),
    ROOMS,
)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, room: float) -> None:
    lines = broken(text, Face.TEXT, 11, room)

    assert [line for line in lines[1:] if line[0] in "，。）》"] == []
    assert [line for line in lines[:-1] if line[-1] in "（《"] == []


def test_marks_keep_to_what_they_belong_to() -> None:
    for room in range(33, 133, 10):
        lines = broken("渠县（青龙）镇，" * 12, Face.TEXT, 10, room)
        assert [line for line in lines if line[0] in "），" or line[-1] == "（"] == []


def test_a_number_stays_whole() -> None:
    assert broken("公民身份号码511725195003080114", Face.TEXT, 11, 130) == ["公民身份号码", "511725195003080114"]


def test_a_word_longer_than_a_line_is_cut_inside() -> None:
    lines = broken("A" * 40, Face.TEXT, 11, 60)

    assert "".join(lines) == "A" * 40
    assert len(lines) > 1


def test_an_indent_shortens_the_first_line_only() -> None:
    first, second, *_ = broken("渠" * 40, Face.TEXT, 10, 100, first=20)

    assert (len(first), len(second)) == (8, 10)


def test_line_ends_become_spaces_and_invisible_characters_go() -> None:
    assert plain("第一行\n第二行\u200b\x07") == "第一行 第二行"


def test_empty_text_is_one_empty_line() -> None:
    assert broken("", Face.TEXT, 11, 100) == [""]
