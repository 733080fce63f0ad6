"""The archive picture made anew as an officer cut it: turned, cropped, blacked out."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capture import Reader
from app.capture.develop import develop
from app.capture.edit import Edit, Rectangle, from_json
from app.capture.picture import Bgr
from app.capture.reading import Corners
from app.capture.strips import jpeg
from app.errors import Refused
from tests.made_up import id_card, people
from tests.made_up.scene import Shot, photograph

_HALF = ((0.0, 0.0), (399.0, 0.0), (399.0, 499.0), (0.0, 499.0))


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def sheet() -> bytes:
    """A picture 800 wide and 500 high: its left half red, its right half white with a black mark at the top."""
    page = np.full((500, 800, 3), 255, np.uint8)
    page[:, :400] = (40, 40, 220)
    page[20:80, 620:780] = 0
    return jpeg(page, 95)


def seen(archive: bytes) -> Bgr:
    return np.asarray(cv2.imdecode(np.frombuffer(archive, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def test_the_corners_that_were_drawn_by_hand_are_the_page() -> None:
    archive, size = develop(sheet(), Edit(corners=_HALF))
    assert size == (399, 499)
    assert np.abs(seen(archive).reshape(-1, 3).mean(axis=0) - (40, 40, 220)).max() < 12


def test_a_page_is_turned_clockwise() -> None:
    archive, size = develop(sheet(), Edit(quarters=1))
    assert size == (500, 800)
    turned = seen(archive)
    high, wide = turned.shape[:2]
    assert turned[high // 8, wide // 2].argmax() == 2  # the red left half is above
    assert turned[round(high * 0.88), round(wide * 0.92)].max() < 60  # the mark, which was at the top right


def test_what_is_blacked_out_is_in_no_pixel_of_the_archive_picture() -> None:
    archive, _size = develop(sheet(), Edit(black=((0.0, 0.0, 0.5, 1.0),)))
    left = seen(archive)[:, : 400 - 16]
    assert left.max() < 40


def test_black_is_where_it_was_drawn_on_the_turned_page() -> None:
    archive, _size = develop(sheet(), Edit(quarters=2, black=((0.6, 0.0, 0.9, 0.3),)))
    page = seen(archive)
    high, wide = page.shape[:2]
    assert page[round(high * 0.15), round(wide * 0.75)].max() < 40
    assert page[round(high * 0.6), round(wide * 0.75)].argmax() == 2


def test_a_card_has_a_cards_size_whichever_way_up_it_was_cut() -> None:
    shot = photograph(id_card.front(people.person(3)), Shot(turn=4), 3)
    lying, size = develop(shot.jpeg, Edit(corners=tuple(map(tuple, shot.corners.tolist())), kind="id_front"))  # type: ignore[arg-type]  # four pairs
    rolled = np.roll(shot.corners, 1, axis=0)
    standing, other = develop(shot.jpeg, Edit(corners=tuple(map(tuple, rolled.tolist())), kind="id_front"))  # type: ignore[arg-type]  # as above
    assert (size, other) == ((1012, 638), (638, 1012))
    back = np.rot90(seen(standing))
    assert cv2.absdiff(np.ascontiguousarray(back), seen(lying)).mean() < 6


def test_corners_that_enclose_no_page_are_refused() -> None:
    crossed = ((0.0, 0.0), (700.0, 500.0), (700.0, 0.0), (0.0, 500.0))
    with pytest.raises(Refused) as refused:
        develop(sheet(), Edit(corners=crossed))
    assert refused.value.code == "edit.corners"


def test_the_reading_process_develops_and_refuses(reader: Reader) -> None:
    done = reader.develop(sheet(), Edit(corners=_HALF))
    assert (done.width, done.height) == (399, 499)
    with pytest.raises(Refused) as refused:
        reader.develop(b"no picture", Edit())
    assert refused.value.code == "picture.unreadable"


_PART = st.floats(-2, 3, allow_nan=False)
_POINT = st.tuples(st.floats(-2000, 3000, allow_nan=False), st.floats(-2000, 3000, allow_nan=False))


@settings(max_examples=60, deadline=None)
@given(
    corners=st.none() | st.tuples(_POINT, _POINT, _POINT, _POINT),
    quarters=st.integers(-5, 9),
    black=st.lists(st.tuples(_PART, _PART, _PART, _PART), max_size=3).map(tuple),
)
def test_any_cut_gives_a_picture_or_a_refusal(
    corners: Corners | None, quarters: int, black: tuple[Rectangle, ...]
) -> None:
    edit = from_json(Edit(corners, quarters, black).to_json())
    try:
        archive, size = develop(sheet(), edit)
    except Refused as refused:
        assert refused.code == "edit.corners"
        return
    assert min(size) > 0
    assert archive
