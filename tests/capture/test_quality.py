"""A page that cannot be used is said so while it still lies under the camera, with the cause and what to do."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

import resources
from app.capture import Quality, Reader, quality
from app.capture.cover import covered
from app.capture.page import find_page
from app.capture.picture import read_picture
from app.capture.quad import lying
from app.capture.rectify import CARD, rectify
from tests.made_up import documents, faults, id_card, papers, people
from tests.made_up.scene import Shot, photograph
from tests.some import some

_SIZE = (1600, 1200)
_PLAIN = Shot(size=_SIZE, width=0.58, turn=3, tilt=0.1)


def _judged(shot: Shot) -> Quality:
    bgr = read_picture(photograph(id_card.front(people.person(80)), shot, seed=4).jpeg).bgr
    page = find_page(bgr)
    assert page
    flat = rectify(bgr, lying(page.corners), CARD)
    return quality.judge(flat.bgr, page.corners, bgr, quality.CARD)


def test_a_good_photograph_is_ok_and_has_no_cause() -> None:
    judged = _judged(_PLAIN)
    assert (judged.verdict, judged.cause) == ("ok", "")


@pytest.mark.parametrize(
    ("change", "cause", "verdicts"),
    [
        ({"blur": 9.0}, "blur", {"bad", "doubt"}),
        ({"light": 0.16, "noise": 1.0}, "dark", {"bad"}),
        ({"width": 0.3}, "small", {"doubt"}),
        ({"tilt": 1.6, "width": 0.5}, "skewed", {"bad", "doubt"}),
        ({"width": 0.18}, "small", {"bad"}),
        ({"shift": (0.19, 0.0), "turn": 25}, "cut_off", {"bad", "doubt"}),
        ({"glare": (0.45, 0.5, 0.12), "light": 0.8}, "glare", {"bad", "doubt"}),
    ],
)
def test_each_fault_is_named(change: dict[str, object], cause: str, verdicts: set[str]) -> None:
    judged = _judged(replace(_PLAIN, **change))  # type: ignore[arg-type] # the fields of a shot have several types
    assert judged.cause == cause
    assert judged.verdict in verdicts


@pytest.mark.parametrize("kind", ["id_front", "id_back", "disability_card"])
@pytest.mark.parametrize("seed", some(range(3)))
def test_a_grey_copy_of_a_card_is_doubted_and_the_card_is_not(kind: str, seed: int) -> None:
    drawn, found = documents.draw(kind, seed), {}
    for name, picture in (("card", drawn.picture), ("copy", drawn.picture.convert("LA").convert("RGBA"))):
        photo = photograph(picture, _PLAIN, seed)
        bgr = read_picture(photo.jpeg).bgr
        found[name] = quality.as_original(Quality("ok", ""), rectify(bgr, photo.corners - 0.5, CARD).bgr)
    assert (found["card"].verdict, found["card"].cause) == ("ok", "")
    assert (found["copy"].verdict, found["copy"].cause) == ("doubt", "copy")


def test_white_paper_is_no_glare() -> None:
    page = np.full((1000, 700, 3), 252, np.uint8)
    cv2.putText(page, "12345", (100, 300), cv2.FONT_HERSHEY_SIMPLEX, 3, (0, 0, 0), 8)
    assert quality.glare(page) == 0


def test_an_empty_page_is_not_called_blurred() -> None:
    assert quality.sharpness(np.full((500, 500), 230, np.uint8)) == 1.0


def test_more_blur_is_less_sharpness() -> None:
    form = np.asarray(papers.own_form("YM").convert("L"))
    found = [quality.sharpness(np.asarray(cv2.GaussianBlur(form, (0, 0), grain), np.uint8)) for grain in (0.5, 2, 4, 8)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 3 * found[-1]


@pytest.mark.parametrize(
    ("before", "cause", "after"),
    [("bad", "glare", "ok"), ("doubt", "blur", "ok"), ("bad", "cut_off", "doubt"), ("doubt", "no_page", "doubt")],
)
def test_a_card_that_was_read_without_doubt_is_good_unless_its_edge_is_missing(
    before: str, cause: str, after: str
) -> None:
    assert quality.proven(Quality(before, cause)).verdict == after


@pytest.mark.parametrize(("before", "after"), [("ok", "doubt"), ("doubt", "doubt"), ("bad", "bad")])
def test_a_card_with_a_doubtful_field_is_never_good(before: str, after: str) -> None:
    assert quality.in_doubt(Quality(before, "" if before == "ok" else "glare")).verdict == after


def test_every_cause_has_its_sentence(reader: Reader) -> None:
    causes = {"cut_off", "dark", "small", "blur", "glare", "covered", "skewed", "copy", "no_page"}
    assert set(resources.texts("capture")["remedy"]) == causes
    blank = photograph(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), Shot(size=_SIZE), seed=1)
    assert reader.read(blank.jpeg).quality.cause == "no_page"


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_of_15_blurred_cards_none_that_was_misread_is_called_good(reader: Reader, block: int) -> None:
    missed = []
    for seed in range(15 * block, 15 * block + 15):
        person = people.person(2000 + seed)
        shot = replace(_PLAIN, blur=1 + seed / 10, noise=4)
        reading = reader.read(photograph(id_card.front(person), shot, seed).jpeg)
        values = {name: field.value for name, field in reading.fields.items()}
        right = values.get("name") == person.name and values.get("id_number") == person.id_number
        missed += [seed] if reading.quality.verdict == "ok" and not right else []
    assert missed == []


def _paper(cause: str, seed: int = 3) -> tuple[Quality, faults.Taken]:
    taken = faults.unreadable("own_form", cause, seed) if cause else faults.readable("own_form", seed)
    bgr = read_picture(taken.photo.jpeg).bgr
    corners = taken.photo.corners - 0.5
    return quality.judge(rectify(bgr, corners, (1654, 2339)).bgr, corners, bgr, quality.PAPER), taken


def test_a_finger_over_a_form_is_found_and_a_form_alone_is_good() -> None:
    covered, alone = _paper("covered")[0], _paper("")[0]
    assert (covered.verdict, covered.cause) == ("doubt", "covered")
    assert (alone.verdict, alone.measures["covered"]) == ("ok", 0)


@pytest.mark.parametrize("seed", some([61, 65, 72]))
def test_a_lamp_on_one_side_of_a_form_is_no_glare_while_its_print_stays_black(seed: int) -> None:
    lit, burnt = _paper("", seed)[0], _paper("glare", seed)[0]
    assert (lit.verdict, lit.cause, lit.measures["glare"]) == ("ok", "", 0)
    assert (burnt.verdict, burnt.cause) == ("bad", "glare")


def test_a_red_seal_and_a_shadow_over_a_paper_are_no_fingers() -> None:
    page = np.full((2339, 1654, 3), 245, np.uint8)
    cv2.circle(page, (20, 1900), 160, (40, 42, 200), -1)
    page[:300] = (page[:300] * 0.6).astype(np.uint8)
    assert covered(page, 297.0) == 0


def test_a_picture_too_dark_to_show_a_page_is_called_dark() -> None:
    night = Quality("bad", "dark", {"brightness": 0.06})
    assert quality.without_page(night, is_known=False, is_cut=False).cause == "dark"


@pytest.mark.parametrize(("is_cut", "cause"), [(True, "cut_off"), (False, "no_page")])
def test_text_that_touches_the_rim_says_that_the_page_goes_on(is_cut: bool, cause: str) -> None:  # noqa: FBT001 - a case
    day = Quality("ok", "", {"brightness": 0.8})
    judged = quality.without_page(day, is_known=True, is_cut=is_cut)
    assert (judged.verdict, judged.cause) == ("doubt", cause)


def test_a_page_of_unknown_size_that_is_blurred_is_not_called_small() -> None:
    form = cv2.GaussianBlur(np.asarray(papers.own_form("YM").convert("RGB"))[:, :, ::-1].copy(), (0, 0), 9)
    corners = np.array([[0.0, 0], [450, 0], [450, 600], [0, 600]]) + 100
    flat = np.asarray(form, np.uint8)
    assert quality.judge(flat, corners, np.zeros((900, 900, 3), np.uint8), quality.UNKNOWN).cause == "blur"


def test_a_page_whose_side_lies_along_the_rim_goes_on_beyond_it() -> None:
    picture, flat = np.zeros((900, 900, 3), np.uint8), np.full((400, 300, 3), 240, np.uint8)
    at_rim = np.array([[0.0, 100], [640, 110], [640, 500], [0, 490]])
    inside = at_rim + np.array([100, 0])
    assert quality.judge(flat, at_rim, picture, quality.CARD).cause == "cut_off"
    assert quality.judge(flat, inside, picture, quality.CARD).cause == ""


@pytest.mark.parametrize("cause", some(faults.CAUSES, 3))
@pytest.mark.parametrize("kind", ["id_front", pytest.param("hukou_page", marks=pytest.mark.slow)])
def test_what_nobody_can_read_is_never_called_good(reader: Reader, kind: str, cause: str) -> None:
    taken = faults.unreadable(kind, cause, 7)
    reading = reader.read(taken.photo.jpeg)
    assert reading.quality.verdict != "ok"
    wrong = [name for name, one in reading.fields.items() if one.value != taken.drawn.truth.get(name)]
    assert [name for name in wrong if not reading.fields[name].is_doubtful] == []
