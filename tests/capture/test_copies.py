"""Copies for others: both sides of a card on one page, and what a copy is for written over it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capture import Reader
from app.capture.archive import archive
from app.capture.picture import Bgr, read_picture
from app.capture.rectify import CARD, rectify
from app.capture.two_sides import two_sides
from app.capture.watermark import marked
from app.errors import Refused
from tests.made_up import id_card, people
from tests.made_up.scene import Shot, photograph

_TEXT = "仅用于社会救助申请 DQ-2026-000017 2026年11月29日"


def _sides(seed: int = 4) -> tuple[bytes, bytes]:
    person = people.person(seed)
    done = []
    for side in (id_card.front(person), id_card.back(person)):
        shot = photograph(side, Shot(noise=5), seed)
        done.append(archive(rectify(read_picture(shot.jpeg).bgr, shot.corners, CARD).bgr, "id_front"))
    return done[0], done[1]


def _page(text: str = "") -> Bgr:
    page = np.full((1754, 1240, 3), 245, np.uint8)
    page[300:320, 100:1100] = 30
    return marked(page, text) if text else page


def test_both_sides_lie_on_an_a4_page_at_true_size_the_front_above_and_take_80_kb() -> None:
    front, back = _sides()
    made = two_sides(front, back)
    assert len(made) <= 80_000
    page = read_picture(made).bgr
    assert page.shape == (3508, 2480, 3)
    rows, columns = np.nonzero((page < 235).any(axis=2))
    assert abs((columns.max() - columns.min()) / 2480 * 210 - 85.6) < 0.7
    upper, lower = rows[rows < 1754], rows[rows >= 1754]
    for part in (upper, lower):
        assert abs((part.max() - part.min()) / 3508 * 297 - 54) < 0.7
    assert abs((columns.max() + columns.min()) / 2 - 1240) < 12
    assert abs((rows.max() + rows.min()) / 2 - 1754) < 12


def test_a_side_that_stands_is_laid_down() -> None:
    front, back = _sides()
    standing = archive(np.ascontiguousarray(np.rot90(read_picture(front).bgr, -1)), "other")
    page = read_picture(two_sides(standing, back)).bgr
    assert abs(np.ptp(np.nonzero((page < 235).any(axis=2))[1]) / 2480 * 210 - 85.6) < 0.7


@pytest.mark.slow
def test_a_card_can_still_be_read_from_the_page_with_both_sides(reader: Reader) -> None:
    person = people.person(4)
    page = read_picture(reader.two_sides(*_sides())).bgr
    cut = np.ascontiguousarray(page[850:1900, 600:1880])
    found = reader.read(archive(cut, "id_front")).fields
    assert (found["name"].value, found["id_number"].value) == (person.name, person.id_number)


def test_a_watermark_darkens_a_tenth_of_the_paper_a_little_and_print_not_at_all_visibly() -> None:
    plain, done = _page(), _page(_TEXT)
    assert (done <= plain).all()
    changed = (plain.astype(int) - done).max(axis=2)
    assert 0.02 < (changed > 20).mean() < 0.2
    assert done[310, 100:1100].max() <= 30
    paper = done[400:1700]
    assert paper.min() > 245 * 0.75


def test_every_part_of_the_page_is_marked() -> None:
    done = _page(_TEXT)
    tiles = done[454:1754].reshape(5, 260, 4, 310, 3)
    assert (tiles.min(axis=(1, 3, 4)) < 215).all()


@pytest.mark.slow
def test_a_marked_card_is_still_read(reader: Reader) -> None:
    front, _ = _sides()
    person = people.person(4)
    marked_copy = reader.watermark(front, _TEXT)
    found = reader.read(marked_copy).fields
    assert found["id_number"].value == person.id_number


def test_a_picture_that_is_none_is_refused(reader: Reader) -> None:
    with pytest.raises(Refused, match=r"picture\.unreadable"):
        reader.two_sides(b"no", b"picture")
    with pytest.raises(Refused, match=r"picture\.unreadable"):
        reader.watermark(b"no picture", _TEXT)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.integers(1, 400), st.integers(1, 400))
def test_any_text_on_any_picture_is_written(text: str, wide: int, high: int) -> None:
    paper = np.full((high, wide, 3), 250, np.uint8)
    assert marked(paper, text).shape == paper.shape
