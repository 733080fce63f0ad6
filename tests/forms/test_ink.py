"""Ink: its one byte form, what is enough for a name, and the line through its points."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.forms.ink import Ink, Point, curves, from_json, to_json
from app.journal.canonical import canonical

WIDE, HIGH = 16_500, 4_400
POINTS = st.builds(
    Point, st.integers(0, WIDE), st.integers(0, HIGH), st.none() | st.integers(0, 1000), st.integers(0, 10**9)
)
STROKES = st.lists(POINTS, min_size=1, max_size=20).map(tuple)
INKS = st.lists(STROKES, max_size=8).map(lambda strokes: Ink(WIDE, HIGH, tuple(strokes)))


def line(*places: tuple[int, int]) -> tuple[Point, ...]:
    return tuple(Point(x, y, None, number * 8) for number, (x, y) in enumerate(places))


@given(INKS)
def test_what_was_kept_is_read_back(ink: Ink) -> None:
    assert from_json(to_json(ink)) == ink


def test_the_byte_form_is_for_ever() -> None:
    ink = Ink(16500, 4400, ((Point(100, 200, 500, 0), Point(110, 220, None, 8)),))

    assert to_json(ink) == b'{"height":4400,"strokes":[[[100,200,500,0],[110,220,null,8]]],"v":1,"width":16500}'
    assert ink.sha256 == "b394b416a2b28cc5cd1bcc356796196f2b04ceeb249136932b70dfeed27ae31e"


@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"ink\.unreadable"):
        from_json(content)


@given(INKS, st.data())
def test_a_changed_byte_is_refused_or_is_other_ink(ink: Ink, data: st.DataObject) -> None:
    content = to_json(ink)
    at = data.draw(st.integers(0, len(content) - 1))
    changed = content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
    try:
        found = from_json(changed)
    except Refused as refused:
        assert refused.code == "ink.unreadable"
    else:
        assert to_json(found) == changed


@pytest.mark.parametrize(
    "content",
    [
        b'{"height": 4400,"strokes":[],"v":1,"width":16500}',
        b'{"width":16500,"height":4400,"strokes":[],"v":1}',
        b'{"height":4400,"strokes":[],"width":16500}',
        b'{"height":4400,"height":4400,"strokes":[],"v":1,"width":16500}',
    ],
    ids=["a space", "another order", "a member left out", "a member twice"],
)
def test_the_same_ink_in_other_bytes_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"ink\.unreadable"):
        from_json(content)


@pytest.mark.parametrize(
    "wrong",
    [
        {"strokes": [[[WIDE + 1, 0, None, 0]]]},
        {"strokes": [[[-1, 0, None, 0]]]},
        {"strokes": [[[0, HIGH + 1, None, 0]]]},
        {"strokes": [[[0, 0, 1001, 0]]]},
        {"strokes": [[[0, 0, -1, 0]]]},
        {"strokes": [[[0, 0, None, -1]]]},
        {"strokes": [[]]},
        {"strokes": [[[0, 0, None, 0]] * 50_001]},
        {"width": 0},
        {"height": 100_001},
        {"v": 2},
        {"more": 1},
    ],
)
def test_ink_that_no_field_can_have_is_refused(wrong: dict[str, object]) -> None:
    values = {"width": WIDE, "height": HIGH, "strokes": [[[0, 0, None, 0]]], "v": 1} | wrong

    with pytest.raises(Refused, match=r"ink\.unreadable"):
        from_json(canonical(values))


def test_a_name_is_enough_ink() -> None:
    assert Ink(WIDE, HIGH, (line((1000, 1000), (2500, 1000)), line((1700, 500), (1700, 2000)))).plausible()


@pytest.mark.parametrize(
    "strokes",
    [
        (),
        (line((500, 500)),),
        (line((500, 500), (1900, 500)),),
        (line(*((500 + n % 2 * 300, 500) for n in range(40))),),
    ],
    ids=["nothing", "a dot", "a short dash", "a scribble on one spot"],
)
def test_too_little_ink_is_no_name(strokes: tuple[tuple[Point, ...], ...]) -> None:
    assert not Ink(WIDE, HIGH, strokes).plausible()


@given(STROKES)
def test_the_line_goes_through_every_point_without_a_gap(stroke: tuple[Point, ...]) -> None:
    drawn = list(curves(stroke))

    assert drawn[0].start == (stroke[0].x / 100, stroke[0].y / 100)
    assert [curve.end for curve in drawn] == [(point.x / 100, point.y / 100) for point in (stroke[1:] or stroke)]
    assert all(a.end == b.start for a, b in pairwise(drawn))


def test_the_line_has_no_corner() -> None:
    before, after = list(curves(line((0, 0), (1000, 300), (1500, 900))))

    into = math.atan2(before.end[1] - before.second[1], before.end[0] - before.second[0])
    out = math.atan2(after.first[1] - after.start[1], after.first[0] - after.start[0])
    assert into == pytest.approx(out)


def test_pressure_makes_the_line_thicker() -> None:
    widths = [next(curves((Point(0, 0, p, 0), Point(500, 0, p, 8)))).width for p in (0, 500, 1000, None)]

    assert widths == pytest.approx([0.35, 0.7, 1.05, 0.7])
