"""Several things on one picture, with and without a picture of the empty mat."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture import Reader
from app.capture.files import read_pictures
from app.capture.outline import Bent, flattened
from app.capture.picture import read_picture
from app.capture.reading import Quality, Reading, from_json
from app.capture.things import things
from app.errors import Refused
from tests.made_up import desk, documents, hukou
from tests.made_up.desk import Bend, Camera, Light, Scene, Thing

_Overlap = Callable[[NDArray[np.float64], NDArray[np.float64]], float]
_SIZE = (2592, 1944)
_EMPTY = Scene("grey", camera=Camera(wide_mm=300, noise=1.5), seed=4)
_FRONT = documents.draw("id_front", 11)
_BACK = documents.draw("id_back", 11)
_TWO = replace(
    _EMPTY,
    light=Light(0.93),
    things=(
        Thing("card", _BACK.picture, (85.6, 54), (62, 30), 176),
        Thing("card", _FRONT.picture, (85.6, 54), (-60, -20), 8),
    ),
)


@pytest.fixture(scope="module")
def mat() -> bytes:
    return desk.still(_EMPTY, (1280, 960))


@pytest.fixture(scope="module")
def two() -> bytes:
    return desk.still(_TWO, _SIZE)


def test_each_of_two_cards_on_a_known_mat_is_read(reader: Reader, mat: bytes, two: bytes, overlap: _Overlap) -> None:
    found = reader.read(two, mat=mat)
    assert {item.kind for item in found.items} == {"id_front", "id_back"}
    assert (found.kind, found.page) == (found.items[0].kind, found.items[0].page)
    by_kind = {item.kind: item for item in found.items}
    assert by_kind["id_front"].fields["id_number"].value == _FRONT.truth["id_number"]
    assert by_kind["id_back"].fields["issuer"].value == _BACK.truth["issuer"]
    truth = desk.truth(desk.larger(_TWO, _SIZE))
    for item, kind in zip(truth, ("id_back", "id_front"), strict=True):
        page = np.array(by_kind[kind].page)
        assert overlap(page / 2, item.corners / 2) > 0.985
        assert np.abs(page - item.corners).max() < 8
    assert all(item.archive and item.strips for item in found.items)


def test_what_is_printed_lists_each_thing_with_the_same_keys(mat: bytes, two: bytes, tmp_path: Path) -> None:
    places = {name: tmp_path / f"{name}.jpg" for name in ("mat", "two", "empty", "bad")}
    for name, data in {"mat": mat, "two": two, "empty": desk.still(_EMPTY, _SIZE), "bad": b"no picture"}.items():
        places[name].write_bytes(data)
    both, bad, none = read_pictures([places["two"], places["bad"], places["empty"]], places["mat"])
    assert [len(one["items"]) for one in (both, bad, none)] == [2, 0, 0]
    assert bad["error"] == "picture.unreadable"
    assert none["page"] is None
    assert set(both["items"][0]) == set(both) - {"items"}
    assert {key: both[key] for key in both["items"][0]} == both["items"][0]


def test_one_thing_is_one_item() -> None:
    corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 6.0), (0.0, 6.0))
    one = Reading(10, 8, corners, "other", Quality("ok"))
    assert [item["page"] for item in one.to_json()["items"]] == [[list(point) for point in corners]]
    assert replace(one, page=None).to_json()["items"] == []


def test_items_and_their_pictures_travel_whole() -> None:
    corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 6.0), (0.0, 6.0))
    rim = tuple((float(nth), 1.0) for nth in range(8))
    first = Reading(10, 8, corners, "id_front", Quality("ok", "", {"glare": 0.0}), archive=b"1", strips={"name": b"n"})
    second = replace(first, kind="other", archive=b"2", strips={}, outline=rim)
    whole = replace(first, items=(first, second))
    assert from_json(whole.to_json(), whole.pictures(), "") == whole


def test_a_bad_or_missing_picture_of_the_mat_is_refused(two: bytes, tmp_path: Path) -> None:
    picture, bad = tmp_path / "two.jpg", tmp_path / "mat.jpg"
    picture.write_bytes(two)
    bad.write_bytes(two[:300])
    for mat, code in ((bad, "mat.unreadable"), (tmp_path / "none.jpg", "mat.missing")):
        with pytest.raises(Refused) as refused:
            read_pictures([picture], mat)
        assert refused.value.code == code


def test_a_mat_of_another_form_or_another_desk_does_no_harm(two: bytes) -> None:
    bgr = read_picture(two).bgr
    for other in (desk.still(_EMPTY, (960, 1280)), desk.still(replace(_EMPTY, mat="wood", seed=9), (1280, 960))):
        assert len(things(bgr, other)) >= 1


def test_two_cards_are_found_without_a_mat_too(reader: Reader, two: bytes) -> None:
    found = reader.read(two)
    assert {item.kind for item in found.items} == {"id_front", "id_back"}


def test_an_open_booklet_is_read_by_its_known_page_and_keeps_its_rim(reader: Reader, overlap: _Overlap) -> None:
    drawn = documents.draw("hukou_head", 21)
    spread = hukou.spread(hukou.notes_page(), drawn.picture)
    thing = Thing("booklet", spread, (143.0, 210.0), (0, 0), 94, bend=Bend(5, "across"), thick_mm=2)
    scene = replace(_EMPTY, things=(thing,))
    found = reader.read(desk.still(scene, _SIZE), mat=desk.still(_EMPTY, (1280, 960)))
    (item,) = desk.truth(desk.larger(scene, _SIZE))
    assert found.kind == "hukou_head"
    assert found.fields["household_number"].value == drawn.truth["household_number"]
    assert overlap(np.array(found.outline) / 2, item.outline / 2) > 0.985
    assert np.abs(np.array(found.page) - item.corners).max() < 16
    assert len(found.to_json()["items"]) == 1


def test_a_page_made_flat_by_its_rim_knows_the_way_back_in_any_turn() -> None:
    steps = np.linspace(0, 1, 24, endpoint=False)
    bow = 14 * np.sin(np.pi * steps)
    rim = np.concatenate(
        [
            np.column_stack([100 + 400 * steps, 80 - bow]),
            np.column_stack([500 + 0 * steps, 80 + 240 * steps]),
            np.column_stack([500 - 400 * steps, 320 - bow]),
            np.column_stack([100 + 0 * steps, 320 - 240 * steps]),
        ]
    )
    flat: Bent = flattened(np.zeros((400, 600, 3), np.uint8), rim, (400, 240))
    assert np.abs(flat.back(flat.edge()) - rim).max() < 0.5
    assert flat.back(np.array([[199.5, -0.5]]))[0] == pytest.approx([300, 66], abs=0.6)
    spots = np.array([[10.0, 20], [300, 200]])
    for quarters, turned in ((1, np.array([[219.0, 10], [39, 300]])), (2, np.array([[389.0, 219], [99, 39]]))):
        assert flat.turned(quarters).back(turned) == pytest.approx(flat.back(spots), abs=0.01)
