"""Can this page be used: sharp, bright, whole, large enough and without glare, or what to do about it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.cover import covered
from app.capture.picture import Bgr
from app.capture.quad import Quad, sides, skew
from app.capture.reading import Quality

_WHITE_PAPER, _BURNT, _FULL = 243, 250, 254
_INK, _LEAST_INK = 130, 0.015
_PRINTED, _LEAST_PRINT, _PALE = 25, 0.05, 0.3  # of the ring around a spot, and of the print in it
_LEAST_COVER = 0.004
_LARGE = 450  # pixels along a page: no card or booklet that is seen so large is too small to be read
_ALONG, _CUT = 0.006, 0.01
_THUMB, _COLOURED = (214, 135), 4.0
_NIGHT = 0.12  # darker than a black mat in daylight
_VERDICTS = {"ok": 0, "doubt": 1, "bad": 2}


@dataclass(frozen=True, slots=True)
class Scale:
    """How long a paper's long side is, and the pixels a millimetre needs: `small` is doubt, `tiny` bad."""

    millimetres: float
    small: float
    tiny: float


CARD, BOOKLET, PAPER = Scale(85.6, 7.0, 4.0), Scale(143, 5.5, 3.5), Scale(297, 4.5, 2.8)
UNKNOWN = Scale(296.9, 4.5, 2.8)  # a page of any size: said to be too small only when nothing else is wrong


def judge(flat: Bgr, corners: Quad, picture: Bgr, scale: Scale) -> Quality:
    """Judge a flat page; the worst fault gives the verdict and the cause."""
    gray = np.asarray(cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY), np.uint8)
    measures = {
        "sharpness": sharpness(gray),
        "glare": glare(flat, of_text=scale in {BOOKLET, PAPER}),
        "brightness": float(np.percentile(gray, 90)) / 255,
        "pixels_per_mm": float(sides(corners).max()) / scale.millimetres,
        "outside": _outside(corners, picture),
        "skew": skew(corners),
    }
    faults = [
        _fault("cut_off", measures["outside"], doubt=0.004, bad=0.03),
        _fault("dark", 1 - measures["brightness"], doubt=0.65, bad=0.8),
        _fault("skewed", measures["skew"], doubt=1.6, bad=2.4),
        _fault("small", -measures["pixels_per_mm"], doubt=-scale.small, bad=-scale.tiny),
        _fault("blur", -measures["sharpness"], doubt=-0.56, bad=-0.47),
        _fault("glare", measures["glare"], doubt=0.012, bad=0.08),
    ]
    if scale == UNKNOWN and sides(corners).max() > _LARGE:
        faults.sort(key=lambda fault: fault[1] == "small")
    if scale in {BOOKLET, PAPER}:
        measures["covered"] = covered(flat, scale.millimetres)
        faults.append(_fault("covered", measures["covered"], doubt=_LEAST_COVER, bad=1.1))
    verdict, cause = max(faults, key=lambda fault: _VERDICTS[fault[0]])
    return Quality(verdict, "" if verdict == "ok" else cause, {name: round(one, 3) for name, one in measures.items()})


def without_page(quality: Quality, *, is_known: bool, is_cut: bool) -> Quality:
    """No page stands out: the picture is too dark, or text runs beyond its rim, or there is none or no edge is seen."""
    if quality.measures["brightness"] < _NIGHT:
        return Quality("bad", "dark", quality.measures)
    if is_known and quality.cause == "blur":
        return quality
    return Quality("doubt" if is_known else "bad", "cut_off" if is_cut else "no_page", quality.measures)


def proven(quality: Quality) -> Quality:
    """All fields were read without doubt: light and sharpness were good enough, only a cut-off page stays in doubt."""
    if quality.cause in {"cut_off", "no_page"}:
        return Quality("doubt", quality.cause, quality.measures)
    return Quality("ok", "", quality.measures)


def as_original(quality: Quality, flat: Bgr) -> Quality:
    """A card without any colour is perhaps a copy: an officer must look at the original."""
    measures = {**quality.measures, "colour": round(colour(flat), 3)}
    if quality.verdict == "ok" and measures["colour"] < _COLOURED:
        return Quality("doubt", "copy", measures)
    return Quality(quality.verdict, quality.cause, measures)


def in_doubt(quality: Quality) -> Quality:
    """Some field could not be read for sure: an officer must look, whatever the page looks like."""
    return Quality("doubt", "covered", quality.measures) if quality.verdict == "ok" else quality


def _fault(cause: str, amount: float, doubt: float, bad: float) -> tuple[str, str]:
    return ("bad" if amount >= bad else "doubt" if amount >= doubt else "ok"), cause


def sharpness(gray: NDArray[np.uint8]) -> float:
    """Give how steep the steepest edges are against how high they are: above 1 crisp, below 0.5 unreadable."""
    steps = cv2.morphologyEx(gray, cv2.MORPH_GRADIENT, np.ones((19, 19), np.uint8)).astype(np.float32)
    across, down = cv2.Sobel(gray, cv2.CV_32F, 1, 0, scale=0.25), cv2.Sobel(gray, cv2.CV_32F, 0, 1, scale=0.25)
    steep = np.hypot(across, down)
    high = steps > max(40.0, float(np.percentile(steps, 80)))
    if high.mean() < 0.001:  # noqa: PLR2004 - nothing is on the page
        return 1.0
    local = cv2.dilate(steep, np.ones((19, 19), np.uint8))
    return float(np.median(local[high] / steps[high]) * 2)


def glare(flat: Bgr, *, of_text: bool = False) -> float:
    """Give the part of the page that a lamp burns out: large spots, white in all colours, on paper that is darker."""
    return float(spots(flat, of_text=of_text).mean())


def spots(flat: Bgr, *, of_text: bool = False) -> NDArray[np.uint8]:
    """Give where a page is burnt out (1), as `glare` counts it.

    On a card nothing can be read there. On a paper full of text print is left at the rim of a spot: it is pale there
    under a lamp, and black as ever where only the light is strong.
    """
    blue, green, red = cv2.split(flat)
    least = np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)
    paper = float(np.median(least[::4, ::4]))
    if paper >= _BURNT:
        return np.zeros_like(least)
    burnt = (least >= (_BURNT if paper < _WHITE_PAPER else _FULL)).astype(np.uint8)
    large = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    white = np.asarray(cv2.morphologyEx(large, cv2.MORPH_CLOSE, np.ones((71, 71), np.uint8)), np.uint8)
    if not white.any():
        return white
    return _paling(white, least, paper) if of_text else _without_ink(white, least)


def _without_ink(white: NDArray[np.uint8], least: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Keep the spots in which no ink stands."""
    count, labels = cv2.connectedComponents(white)
    sizes = np.bincount(labels.ravel(), minlength=count)
    glaring = np.bincount(labels[least < _INK], minlength=count) < _LEAST_INK * sizes
    glaring[0] = False
    return np.asarray(glaring[labels], np.uint8)


def _paling(white: NDArray[np.uint8], least: NDArray[np.uint8], paper: float) -> NDArray[np.uint8]:
    """Keep the spots in and around which print is much paler than elsewhere on the page."""
    darkest = np.asarray(cv2.erode(least, np.ones((15, 15), np.uint8)), np.uint8)
    print_here = darkest < paper - _PRINTED
    if not print_here.any():
        return np.zeros_like(white)
    ink = float(np.percentile(darkest[print_here], 20))
    pale = print_here & (darkest > ink + 0.45 * (paper - ink))
    kept = np.zeros_like(white)
    count, labels = cv2.connectedComponents(white)
    for nth in range(1, count):
        around = cv2.dilate((labels == nth).astype(np.uint8), np.ones((61, 61), np.uint8)) > 0
        printed = int((around & print_here).sum())
        if printed > _LEAST_PRINT * around.sum() and (around & pale).sum() > _PALE * printed:
            kept[labels == nth] = 1
    return kept


def colour(flat: Bgr) -> float:
    """Give how far the most coloured part of a page is from its usual colour (CIE a, b): a grey copy has below 2.

    A lamp colours all of the page alike, which does not count.
    """
    small = cv2.GaussianBlur(cv2.resize(flat, _THUMB, interpolation=cv2.INTER_AREA), (0, 0), 1)
    hues = cv2.cvtColor(small, cv2.COLOR_BGR2LAB)[..., 1:].reshape(-1, 2).astype(np.float32)
    return float(np.percentile(np.linalg.norm(hues - np.median(hues, axis=0), axis=1), 98))


def _outside(corners: Quad, picture: Bgr) -> float:
    """How far the page sticks out of the picture, as a part of its own size; a side along the rim goes on beyond it."""
    high, wide = picture.shape[:2]
    size = float(sides(corners).max())
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    rims = np.abs(np.column_stack([corners, corners - (wide - 1, high - 1)])) < _ALONG * size
    if 1 < rims.any(axis=1).sum() < len(corners) and (rims.sum(axis=0) > 1).any():
        return _CUT
    return max(0.0, *map(float, (-left - 1, -top - 1, right - wide, bottom - high))) / size
