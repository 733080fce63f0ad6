from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.capture.page import find_page
from app.capture.picture import read_picture
from tests.made_up import id_card, papers, people
from tests.made_up.scene import MATS, Photo, Shot, photograph

_SIZE = (1280, 960)
_Overlap = Callable[[NDArray[np.float64], NDArray[np.float64]], float]


def _found(photo: Photo) -> NDArray[np.float64]:
    page = find_page(read_picture(photo.jpeg).bgr)
    return np.zeros((4, 2)) if page is None else page.corners


@pytest.mark.parametrize("mat", sorted(MATS))
def test_a_card_is_found_on_a_desk_of_any_colour(mat: str, overlap: _Overlap) -> None:
    photo = photograph(id_card.front(people.person(3)), Shot(size=_SIZE, mat=mat, turn=11, tilt=0.3), seed=4)
    assert overlap(_found(photo), photo.corners) > 0.985


@pytest.mark.parametrize("turn", [0, 45, 90, 170, 268])
def test_a_card_is_found_in_any_turn(turn: int, overlap: _Overlap) -> None:
    photo = photograph(id_card.back(people.person(5)), Shot(size=_SIZE, turn=turn, width=0.45), seed=2)
    assert overlap(_found(photo), photo.corners) > 0.985


def test_a_sheet_is_found_among_clutter(overlap: _Overlap) -> None:
    form = papers.own_form("YM")
    shots = [Shot(size=_SIZE, mat="wood", width=0.4, turn=5, clutter=4), Shot(size=_SIZE, width=0.38, clutter=6)]
    photos = [photograph(form, shot, seed) for seed, shot in enumerate(shots)]
    assert [overlap(_found(photo), photo.corners) > 0.97 for photo in photos] == [True, True]


def test_a_card_that_sticks_out_of_the_picture_is_found_with_corners_outside(overlap: _Overlap) -> None:
    shot = Shot(size=_SIZE, width=0.7, shift=(0.16, 0.0), turn=25)
    photo = photograph(id_card.front(people.person(6)), shot, seed=1)
    assert photo.corners[:, 0].max() > _SIZE[0] + 20
    assert overlap(_found(photo), photo.corners) > 0.96


def test_faint_edges_of_a_white_card_on_a_white_desk_are_enough(overlap: _Overlap) -> None:
    shots = [Shot(size=_SIZE, mat="white", turn=turn, noise=4) for turn in (-8, 3, 17)]
    photos = [photograph(id_card.back(people.person(7)), shot, seed=9) for shot in shots]
    assert min(overlap(_found(photo), photo.corners) for photo in photos) > 0.97


@pytest.mark.parametrize(("seed", "turn"), [(4, -6.7), (10, -5.6)])
def test_a_card_held_by_a_finger_on_a_white_desk_is_found_whole(seed: int, turn: float, overlap: _Overlap) -> None:
    shot = Shot(size=_SIZE, mat="white", turn=turn, width=0.6, cover=(0.71, 0.58, 1.0, 0.695))
    photo = photograph(id_card.front(people.person(seed)), shot, seed)
    assert overlap(_found(photo), photo.corners) > 0.98


@pytest.mark.parametrize("mat", sorted(MATS))
def test_an_empty_desk_has_no_page(mat: str) -> None:
    nothing = Image.new("RGBA", (100, 60), (0, 0, 0, 0))
    assert find_page(read_picture(photograph(nothing, Shot(size=_SIZE, mat=mat), seed=3).jpeg).bgr) is None


@pytest.mark.parametrize(("seed", "size"), [(1, (600, 800)), (5, (400, 400)), (9, (600, 800))])
def test_noise_has_no_page(seed: int, size: tuple[int, int]) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (*size, 3), np.uint8)
    assert find_page(noise) is None


def _two(wanted: tuple[int, int], other: Image.Image, place: tuple[int, int]) -> tuple[Photo, NDArray[np.float64]]:
    """A card at `wanted` and something else on a white desk, and where the card is in the photograph."""
    both = Image.new("RGBA", (5400, 2400), (0, 0, 0, 0))
    both.paste(other, place, other)
    card = id_card.front(people.person(3))
    both.paste(card, wanted, card)
    photo = photograph(both, Shot(size=_SIZE, mat="white", width=0.95, tilt=0), seed=3)
    across, down = (photo.corners[1] - photo.corners[0]) / 5400, (photo.corners[3] - photo.corners[0]) / 2400
    (left, top), (right, bottom) = wanted, (wanted[0] + card.width, wanted[1] + card.height)
    places = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return photo, np.array([photo.corners[0] + x * across + y * down for x, y in places])


def test_a_card_is_taken_rather_than_an_empty_sheet_in_the_middle(overlap: _Overlap) -> None:
    photo, card = _two((3600, 600), Image.new("RGBA", (1300, 1838), (90, 150, 190, 255)), (2000, 300))
    assert overlap(_found(photo), card) > 0.97


def test_of_two_cards_the_one_in_the_middle_is_taken(overlap: _Overlap) -> None:
    photo, card = _two((2000, 600), id_card.front(people.person(4)).resize((1880, 1186)), (60, 300))
    assert overlap(_found(photo), card) > 0.97


@pytest.mark.parametrize("size", [(1, 1), (5, 900), (900, 5), (40, 40)])
def test_pictures_of_any_size_can_be_searched(size: tuple[int, int]) -> None:
    assert find_page(np.full((*size, 3), 128, np.uint8)) is None


@pytest.mark.slow
@pytest.mark.parametrize("block", range(5))
def test_forty_cards_anywhere_are_found_closely(overlap: _Overlap, block: int) -> None:
    shares = []
    for seed in range(40 * block, 40 * block + 40):
        chance = np.random.default_rng(seed)
        shot = Shot(
            size=_SIZE,
            mat=sorted(MATS)[seed % len(MATS)],
            turn=chance.uniform(-30, 30),
            tilt=chance.uniform(0, 0.5),
            width=chance.uniform(0.3, 0.7),
            noise=chance.uniform(1, 7),
            blur=chance.uniform(0.3, 1.8),
            clutter=int(chance.integers(0, 3)),
        )
        draw = (id_card.front, id_card.back)[seed % 2]
        photo = photograph(draw(people.person(seed)), shot, seed)
        shares.append(overlap(_found(photo), photo.corners))
    assert np.median(shares) > 0.99
    assert sum(share < 0.95 for share in shares) <= 1
