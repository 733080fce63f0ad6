from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.capture.edges import refined
from app.capture.page import find_page
from app.capture.picture import read_picture
from tests.bench.page_peers import SEEDS, page_table
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
    assert overlap(_found(photo), photo.corners) > 0.96


@pytest.mark.parametrize("mat", sorted(MATS))
def test_an_empty_desk_has_no_page(mat: str) -> None:
    nothing = Image.new("RGBA", (100, 60), (0, 0, 0, 0))
    assert find_page(read_picture(photograph(nothing, Shot(size=_SIZE, mat=mat), seed=3).jpeg).bgr) is None


@pytest.mark.parametrize(("seed", "size"), [(1, (600, 800)), (5, (400, 400)), (9, (600, 800))])
def test_noise_has_no_page(seed: int, size: tuple[int, int]) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (*size, 3), np.uint8)
    assert find_page(noise) is None


@pytest.mark.parametrize("size", [(1, 1), (5, 900), (900, 5), (40, 40)])
def test_pictures_of_any_size_can_be_searched(size: tuple[int, int]) -> None:
    assert find_page(np.full((*size, 3), 128, np.uint8)) is None


def test_what_lies_on_a_picture_is_found_the_same_at_any_size(overlap: _Overlap) -> None:
    photo = photograph(id_card.front(people.person(8)), Shot(size=_SIZE, mat="wood", turn=14, tilt=0.3), seed=8)
    large = read_picture(photo.jpeg).bgr
    found = [find_page(np.asarray(cv2.resize(large, None, fx=part, fy=part), np.uint8)) for part in (0.4, 1.6)]
    corners = [np.zeros((4, 2)) if page is None else page.corners for page in found]
    assert overlap(corners[0] / 0.4, photo.corners) > 0.98
    assert overlap(corners[1] / 1.6, photo.corners) > 0.98


def test_a_side_that_bulges_keeps_the_corners_of_the_net() -> None:
    picture = np.full((600, 800, 3), 60, np.uint8)
    across = np.linspace(150, 650, 101)
    bulge = 120 - 22 * np.sin(np.pi * (across - 150) / 500)
    outline = np.concatenate([np.stack([across, bulge], 1), [[650, 480], [150, 480]]])
    cv2.fillPoly(picture, [np.rint(outline * 16).astype(np.int32)], (230, 230, 230), cv2.LINE_AA, 4)
    corners = np.array([[150, 120], [650, 120], [650, 480], [150, 480]], np.float64)
    assert np.abs(refined(corners, picture, 30) - corners).max() < 6


def test_corners_are_moved_onto_straight_edges_to_parts_of_a_pixel() -> None:
    large = np.full((2400, 3200, 3), 60, np.uint8)
    corners = np.array([[150.3, 120.6], [655.2, 131.4], [640.7, 480.1], [145.9, 470.8]])
    cv2.fillPoly(large, [np.rint((corners * 4 + 1.5) * 16).astype(np.int32)], (230, 230, 230), cv2.LINE_8, 4)
    picture = np.asarray(cv2.resize(large, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
    rough = corners + np.array([[5, -4], [-3, 6], [4, 5], [-6, -2]])
    assert np.abs(refined(rough, picture, 12) - corners).max() < 0.3


@pytest.mark.slow
def test_photographs_of_documents_anywhere_are_found() -> None:
    row = page_table(SEEDS[:48])["ours"]
    assert row.mean > 0.88
    assert row.missed <= 4


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
