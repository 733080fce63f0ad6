"""Codes: the fast search, the patient one, and our own code where decoders give up."""

import builtins
import random
from collections.abc import Callable, Iterable
from typing import Any

import cv2
import numpy as np
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capture import barcode
from app.capture.barcode import Gray, find_codes, quick
from app.capture.code_layout import LAYOUTS, UNKNOWN, fixed, format_bits, format_places
from app.capture.code_repair import mended
from app.capture.code_rescue import rescue
from app.capture.code_words import Sampled, is_own, words_say
from app.capture.picture import Bgr
from app.domain import form_code
from app.domain.form_code import FormCode, Paper

_CASE = "018f0000-0000-7000-8000-000000000001"
_MEMBER = "018f0000-0000-7000-8000-0000000000ff"
_SHORT = form_code.payload(FormCode(Paper.APPLICATION, _CASE, "", 2, 3, "0A1B"))
_LONG = form_code.payload(FormCode(Paper.AUTHORISATION, _CASE, _MEMBER, 3, 3, "0A1B"))


def _modules(payload: str, mask: int | None = None) -> np.ndarray[Any, np.dtype[np.uint8]]:
    code = segno.make_qr(payload, error="q", boost_error=False, mask=mask)
    return np.array([list(row) for row in code.matrix], np.uint8)


def _picture(payload: str = _LONG, module: int = 5, turn: float = 0) -> Bgr:
    """A code on white paper on a grey desk, turned about its middle."""
    code = np.pad(np.kron(255 * (1 - _modules(payload)), np.ones((module, module), np.uint8)), 90, constant_values=255)
    gray = np.pad(code, 60, constant_values=120).astype(np.uint8)
    middle = gray.shape[0] / 2
    way = cv2.getRotationMatrix2D((middle, middle), turn, 1.0)
    turned = cv2.warpAffine(gray, way, gray.shape[::-1], flags=cv2.INTER_AREA, borderValue=(120.0,))
    return np.asarray(cv2.cvtColor(turned, cv2.COLOR_GRAY2BGR), np.uint8)


def _with_lamp(bgr: Bgr, x: float, y: float, reach: float) -> Bgr:
    """The picture with a lamp's reflection at a place."""
    down, across = np.mgrid[0 : bgr.shape[0], 0 : bgr.shape[1]]
    light = 420 * np.exp(-2 * ((across - x) ** 2 + (down - y) ** 2) / reach**2)
    return np.asarray(np.clip(0.8 * bgr + light[:, :, None], 0, 255), np.uint8)


def _corner_of(bgr: Bgr, payload: str, module: int = 5) -> tuple[float, float]:
    """The top right finder square's middle."""
    side = len(_modules(payload)) * module
    return bgr.shape[1] / 2 + side / 2 - 3.5 * module, bgr.shape[0] / 2 - side / 2 + 3.5 * module


def _fails(_gray: Gray) -> Iterable[barcode.Code]:
    raise RuntimeError("one bad code")


def _without(*missing: str) -> Callable[..., Any]:
    real = builtins.__import__

    def load(name: str, *rest: Any, **named: Any) -> Any:
        if name.split(".", maxsplit=1)[0] in missing:
            raise ImportError(name)
        return real(name, *rest, **named)

    return load


def test_without_the_first_decoder_the_second_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barcode, "_zxing", _fails)
    assert [code.text for code in find_codes(_picture("HTTPS://EXAMPLE.ORG"))] == ["HTTPS://EXAMPLE.ORG"]


def test_without_any_library_our_own_code_is_read_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "__import__", _without("zxingcpp", "pyzbar"))
    assert [code.text for code in find_codes(_picture(_SHORT))] == [_SHORT]
    assert find_codes(_picture("HTTPS://EXAMPLE.ORG")) == []


def test_a_picture_without_codes_has_none() -> None:
    blank = np.full((900, 900, 3), 200, np.uint8)
    assert (quick(blank), find_codes(blank)) == ([], [])


@pytest.mark.parametrize("kind", ["Code128", "DataMatrix"])
def test_codes_of_other_kinds_are_told_with_their_place(kind: str) -> None:
    import zxingcpp  # noqa: PLC0415 - the library that the module under test loads late

    code = zxingcpp.create_barcode("YM-7", zxingcpp.barcode_format_from_str(kind))
    drawn = np.array(zxingcpp.write_barcode_to_image(code, scale=4))
    page = np.full((2000, 2000), 255, np.uint8)
    page[400 : 400 + drawn.shape[0], 1200 : 1200 + drawn.shape[1]] = drawn
    (found,) = find_codes(np.dstack([page] * 3))
    assert (found.format, found.text) == (kind, "YM-7")
    assert np.abs(found.quad.mean(axis=0) - (1200 + drawn.shape[1] / 2, 400 + drawn.shape[0] / 2)).max() < 25


@pytest.mark.parametrize("turn", [0, 33, 118, 251])
@pytest.mark.parametrize("payload", [_SHORT, _LONG])
def test_a_lamp_on_a_corner_of_our_code_hides_nothing(payload: str, turn: int) -> None:
    lit = _picture(payload)
    x, y = _corner_of(lit, payload)
    reach = 0.18 * len(_modules(payload)) * 5
    way = cv2.getRotationMatrix2D((lit.shape[1] / 2, lit.shape[0] / 2), turn, 1.0)
    turned = np.asarray(way @ (x, y, 1.0), np.float64)
    bgr = _with_lamp(_picture(payload, turn=turn), float(turned[0]), float(turned[1]), reach)
    assert quick(bgr) == []
    (code,) = find_codes(bgr)
    assert code.text == payload
    side = len(_modules(payload)) * 5
    start = np.array([lit.shape[1] / 2 - side / 2, lit.shape[0] / 2 - side / 2, 1.0])
    assert np.abs(code.quad[0] - way @ start).max() < 5


def test_the_page_says_where_our_code_is_when_a_finger_and_a_clip_hide_two_of_its_corners() -> None:
    page = np.full((1188, 840, 3), 235, np.uint8)
    side = 4 * 27
    code = np.kron(255 * (1 - _modules(_LONG)), np.ones((4, 4), np.uint8))
    code = np.asarray(cv2.resize(code, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
    page[56 : 56 + side, 652 : 652 + side] = code[:, :, None]
    page[56:80, 652:676] = page[56:80, 652 + side - 24 : 652 + side] = 150
    page[56 + side - 24 + 8 : 56 + side, 652:660] = 150  # and a stroke of a pen on the third
    corners = np.array([[0.0, 0], [840, 0], [840, 1188], [0, 1188]])
    gray = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    assert rescue(gray, []) is None
    saved = rescue(gray, barcode.own_places(corners))
    assert saved is not None
    assert saved.text == _LONG


@pytest.mark.parametrize("payload", [_SHORT, _LONG])
@pytest.mark.parametrize("mask", range(8))
def test_the_layout_is_that_of_the_standard(payload: str, mask: int) -> None:
    modules = _modules(payload, mask)
    layout = next(one for one in LAYOUTS if one.side == len(modules))
    known = fixed(layout)
    assert np.array_equal(modules[known != UNKNOWN], known[known != UNKNOWN])
    for copy in format_places(layout):
        assert [int(modules[place]) for place in copy] == format_bits(mask)
    assert words_say(Sampled(modules.astype(bool), np.ones(modules.shape)), layout) == payload


def test_a_third_of_the_modules_may_be_unknown_but_not_half() -> None:
    modules = _modules(_LONG).astype(bool)
    layout = LAYOUTS[1]
    for part, expected in ((11, _LONG), (17, None)):
        sure = np.ones(modules.shape)
        sure[9 : 9 + part, 9:] = 0
        seen = np.where(sure > 0, modules, ~modules)
        assert words_say(Sampled(seen, sure), layout) == expected


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from(LAYOUTS))
def test_noise_is_never_read_as_a_code_of_ours(seed: int, layout: Any) -> None:
    chance = np.random.default_rng(seed)
    shape = (layout.side, layout.side)
    assert words_say(Sampled(chance.random(shape) > 0.5, chance.random(shape)), layout) is None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**31), st.integers(0, 26))
def test_a_word_with_errors_and_erasures_is_mended_or_given_up(seed: int, erased: int) -> None:
    chance = random.Random(seed)
    word = [0] * 50  # zeros are a word of every such code
    errors = chance.randrange(16)
    places = chance.sample(range(50), erased + min(errors, 50 - erased))
    for place in places:
        word[place] = chance.randrange(1, 256)
    done = mended(list(word), 26, places[:erased], 0)
    within = erased + 2 * (len(places) - erased) <= 26
    assert done == [0] * 50 if within else done is None or done != word


_HOSTILE = st.one_of(
    st.text(min_size=1, max_size=300),
    st.text(st.characters(max_codepoint=31), min_size=1, max_size=40),
    st.text(alphabet="YM1ASRKNMCTUWHV0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=70).map(
        lambda s: "YM1" + s
    ),
    st.just("A" * 3000),
)


@settings(max_examples=60, deadline=None)
@given(_HOSTILE)
def test_whatever_a_code_says_it_is_given_back_or_not_read_and_never_taken_for_ours(text: str) -> None:
    code = segno.make(text, micro=False, error="l")
    modules = np.array([list(row) for row in code.matrix], np.uint8)
    gray = np.pad(np.kron(255 * (1 - modules), np.ones((4, 4), np.uint8)), 24, constant_values=255)
    found = find_codes(np.dstack([gray] * 3).astype(np.uint8))
    assert all(one.text.replace("\r\n", "\n") == text.replace("\r\n", "\n") for one in found if text.isascii())
    assert not any(is_own(one.text) for one in found)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31))
def test_a_code_with_one_character_changed_is_not_ours(seed: int) -> None:
    chance = random.Random(seed)
    at = chance.randrange(len(_LONG))
    wrong = (
        _LONG[:at] + chance.choice([c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if c != _LONG[at]]) + _LONG[at + 1 :]
    )
    assert not any(is_own(code.text) for code in find_codes(_picture(wrong)))
