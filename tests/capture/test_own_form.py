"""Our own forms under the camera: laid exactly by their code, and whether they are signed."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.capture import Reader
from app.capture.ink import MM, Field, inked
from app.capture.own_form import laid
from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.reading import Reading, from_json
from app.capture.sign_places import sign_fields
from tests.forms import reading
from tests.forms.desk_papers import PAPERS, Said
from tests.forms.step_samples import STEP_PAPERS
from tests.made_up import signed
from tests.made_up.scene import Photo, Shot, photograph
from tests.some import some

_SIZE = (2048, 1536)
_FIELD = Field((20.0, 20.0, 120.0, 60.0))


def _photo(page: Image.Image, turn: float = 0, seed: int = 3, **how: object) -> Photo:
    across = abs((turn + 90) % 180 - 90) < 45
    wide = (0.9 * _SIZE[1] * 210 / 297 if across else _SIZE[1] * 0.85) / _SIZE[0]
    return photograph(page, Shot(size=_SIZE, width=wide, turn=turn, mat="grey", **how), seed)  # type: ignore[arg-type]  # its own fields


def _bgr(page: Image.Image) -> Bgr:
    return np.ascontiguousarray(np.asarray(page.convert("RGB"))[:, :, ::-1])


def _inside(box: signed.Box) -> signed.Box:
    return box[0] + 4, box[1] + 9, box[2] - 4, box[3] - 10


@pytest.mark.parametrize("turn", some([93, 2, 178, -88]))
def test_a_form_s_page_is_exact_and_its_field_is_cut_out_whichever_way_it_lies(reader: Reader, turn: int) -> None:
    page, box = signed.authorisation(0)
    photo = _photo(page, turn)
    reading = reader.read(photo.jpeg)
    assert reading.kind == "own_form"
    assert reading.page is not None
    assert np.abs(np.array(reading.page) - photo.corners).max() < 5
    (place,) = reading.signatures
    sheet = np.array([[0.0, 0], [210, 0], [210, 297], [0, 297]])
    where = _warped(np.array([[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]]), sheet, photo)
    assert np.abs(np.array(place.box) - where).max() < 8
    assert place.picture.startswith(b"\xff\xd8")


def _warped(points: Quad, sheet: Quad, photo: Photo) -> Quad:
    way = cv2.getPerspectiveTransform(sheet.astype(np.float32), photo.corners.astype(np.float32))
    return np.asarray(cv2.perspectiveTransform(points.reshape(1, -1, 2), way)[0])


def _with_name(nth: int) -> Image.Image:
    page, box = signed.authorisation(nth)
    return signed.with_name(page, _inside(box), 11 + nth)


def _with_thumb(nth: int) -> Image.Image:
    page, box = signed.authorisation(nth)
    return signed.with_thumb(page, (100.0, (box[1] + box[3]) / 2), 20 + nth)


def _empty(nth: int) -> Image.Image:
    return signed.authorisation(nth)[0]


@pytest.mark.parametrize("nth", some([0, 1, 2]))
@pytest.mark.parametrize(("page", "is_signed"), [(_with_name, True), (_with_thumb, True), (_empty, False)])
def test_ink_and_a_red_thumb_are_a_signature_and_print_is_none(
    reader: Reader, page: Callable[[int], Image.Image], *, is_signed: bool, nth: int
) -> None:
    reading = reader.read(_photo(page(nth), 3 - nth, seed=nth, noise=5.0, light=0.8).jpeg)
    assert [place.signed for place in reading.signatures] == [is_signed]


def test_a_place_for_a_thumb_is_found_with_the_lines_of_both_witnesses(reader: Reader) -> None:
    reading = reader.read(_photo(signed.thumb_page(), 1).jpeg)
    assert [place.signed for place in reading.signatures] == [False, False, False]
    thumb = sign_fields(_bgr(signed.thumb_page()), "S")[0].box
    pressed = signed.with_thumb(signed.thumb_page(), ((thumb[0] + thumb[2]) / 2, (thumb[1] + thumb[3]) / 2), 5)
    assert [place.signed for place in reader.read(_photo(pressed, 1).jpeg).signatures] == [True, False, False]


def test_a_page_that_is_not_signed_has_no_place_to_sign(reader: Reader) -> None:
    page = signed.printed(PAPERS["register"](Said()).pdf)
    assert sign_fields(_bgr(page), "V") == []
    assert reader.read(_photo(Image.new("RGBA", (1240, 1754), "white")).jpeg).signatures == ()


_LINES = {"change": 1, "supplement": 1, "refusal": 1, "mandate": 3, "withdrawal": 2, "urgent": 4}


@pytest.mark.parametrize("paper", _LINES)
def test_every_line_to_sign_on_is_found_and_no_line_of_a_table(paper: str) -> None:
    form = PAPERS[paper](Said())
    fields = sign_fields(_bgr(signed.printed(form.pdf)), str(form.paper))
    assert len(fields) == _LINES[paper]
    empty = [inked(_bgr(signed.printed(form.pdf)), field) for field in fields]
    assert [one[1] for one in empty] == [False] * len(fields)


def test_a_scan_of_a_page_without_a_desk_around_it_is_laid_by_its_code(reader: Reader) -> None:
    page = _bgr(signed.authorisation(1)[0])
    scan = bytes(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 80])[1])
    reading = reader.read(scan)
    assert (reading.kind, [place.signed for place in reading.signatures]) == ("own_form", [False])


def test_the_shadow_of_a_hand_is_no_signature_and_light_that_hides_the_field_is_not_called_empty() -> None:
    sheet = np.full((800, 1200, 3), 225, np.uint8)
    shadow = sheet.astype(np.float32)
    down, across = np.mgrid[0:800, 0:1200]
    edge = 1 / (1 + np.exp(-(across + 0.7 * down - 700) / 6.0))
    shadow *= (0.55 + 0.45 * edge)[:, :, None]
    assert inked(shadow.astype(np.uint8), _FIELD)[1] is False
    glaring = sheet.copy()
    glaring[200:430, 300:900] = 255
    assert inked(glaring, _FIELD)[1] is None


def test_a_slip_of_the_pen_is_left_to_the_officer() -> None:
    sheet = np.full((800, 1200, 3), 225, np.uint8)
    sheet[300:306, 400:430] = 60
    assert inked(sheet, _FIELD)[1] is None


def test_a_code_that_belongs_to_another_page_lays_nothing() -> None:
    page = np.array([[100.0, 100], [940, 100], [940, 1288], [100, 1288]])
    code = np.array([[752.0, 156], [860, 156], [860, 264], [752, 264]])
    found = laid(page, code, (2000, 1500))
    assert found is not None
    assert np.abs(found.page - page).max() < 1
    assert laid(page, code + 100, (2000, 1500)) is None


def test_the_places_to_sign_travel_with_their_pictures(reader: Reader) -> None:
    reading = reader.read(_photo(_with_name(0)).jpeg)
    again = from_json(reading.to_json(), reading.pictures(), reading.picture)
    assert isinstance(again, Reading)
    assert again.signatures == reading.signatures
    assert not any(name.startswith("signature") for name in again.strips)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from("ASRKW"))
def test_any_page_has_places_or_none(seed: int, paper: str) -> None:
    chance = np.random.default_rng(seed)
    sheet = (
        chance.integers(0, 256, (round(297 * MM), round(210 * MM), 1), np.uint8)
        if seed % 2
        else np.zeros((2339, 1654, 1))
    )
    bgr = np.repeat(np.asarray(sheet, np.uint8), 3, axis=2)
    for field in sign_fields(bgr, paper):
        assert inked(bgr, field)[0] >= 0


def test_a_form_that_lies_on_its_side_is_laid_by_the_code_at_its_right() -> None:
    wide, high, dots = 297.0, 210.0, 8
    code = np.array([[250.0, 14], [277, 14], [277, 41], [250, 41]]) * dots

    form = laid(None, code, (round(wide * dots), round(high * dots)))

    assert form is not None
    assert form.size == (wide, high)
    assert np.abs(form.page - np.array([[0.0, 0], [wide, 0], [wide, high], [0, high]]) * dots).max() < 4


def test_the_poster_s_code_stands_where_the_camera_looks_for_it() -> None:
    (found,) = reading.codes_of(STEP_PAPERS["poster"](Said()).pdf, 0, 150)[:1]

    assert (round(found.left), round(found.top), round(found.wide)) == (250, 14, 27)
