"""How many codes of our own printed forms are read in hard photographs, beside each decoder alone; seeds from 60,000.

Every form is photographed at 3.5 to 5 pixels a module, in any turn, seven of ten with a lamp's reflection that takes
up to a tenth of the code.
"""

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.barcode import find_codes
from app.capture.code_words import is_own
from app.capture.picture import Bgr, read_picture
from app.forms.papers import make_forms
from tests.made_up import household, signed
from tests.made_up.scene import MATS, Shot, photograph

if TYPE_CHECKING:
    from collections.abc import Callable

_HELD_BACK, _PHOTOGRAPHS = 60_000, 60
_CODE = np.array([[163.0, 14], [190, 14], [190, 41], [163, 41]])  # mm on the page
_SHEET = np.array([[0.0, 0], [210, 0], [210, 297], [0, 297]], np.float32)
_MODULES = {"A": 29, "S": 33}
_BLINDED = 0.82  # of a reflection's reach, up to where dark and light are the same


@dataclass(frozen=True)
class HardPhoto:
    """A photograph of a form, and the corners of its code in it, from the code's own top left."""

    jpeg: bytes
    code: NDArray[np.float64]


def hard_photo(seed: int) -> HardPhoto:
    """Give the photograph of a seed."""
    chance = np.random.default_rng(seed)
    forms = make_forms(household.draft(), household.office(), household.TODAY, signed.HANDLER)
    form = (forms.application, *forms.authorisations)[chance.integers(4)]
    page = signed.printed(form.pdf, int(chance.integers(form.pages)))
    mm = chance.uniform(3.5, 5) * _MODULES[form.paper] / 27
    size = (round(297 * mm * 1.45), round(297 * mm * 1.1))
    how = {
        "size": size,
        "mat": sorted(MATS)[chance.integers(len(MATS))],
        "width": 210 * mm / size[0],
        "turn": float(chance.uniform(-180, 180)),
        "tilt": float(chance.uniform(0, 0.25)),
        "noise": float(chance.uniform(1, 7)),
        "blur": float(chance.uniform(0.4, 0.9)),
        "light": float(chance.uniform(0.55, 1.1)),
        "jpeg": int(chance.integers(70, 95)),
    }
    plain = photograph(page, Shot(**how), seed)  # type: ignore[arg-type]  # the shot's own fields
    way = cv2.getPerspectiveTransform(_SHEET, plain.corners.astype(np.float32))
    code = np.asarray(cv2.perspectiveTransform(_CODE[None], np.asarray(way, np.float64))[0], np.float64)
    if chance.random() > 0.7:
        return HardPhoto(plain.jpeg, code)
    part = chance.uniform(0, 1, 2)
    x, y = code[0] + (code[1] - code[0]) * part[0] + (code[3] - code[0]) * part[1]
    reach = float(np.linalg.norm(code[1] - code[0]) * np.sqrt(chance.uniform(0.02, 0.1) / np.pi) / _BLINDED)
    glare = (float(x) / size[0], float(y) / size[1], reach / size[0])
    return HardPhoto(photograph(page, Shot(**how, glare=glare), seed).jpeg, code)  # type: ignore[arg-type]  # as above


def codes_table(photographs: int = _PHOTOGRAPHS) -> dict[str, float | str]:
    """Give for our search and for each decoder alone the part that is read and the median CPU time in ms."""
    ways: dict[str, Callable[[Bgr], list[str]]] = {
        "ours": lambda bgr: [code.text for code in find_codes(bgr)],
        "zxing": _zxing,
        "pyzbar": _pyzbar,
        "cv2": lambda bgr: [cv2.QRCodeDetector().detectAndDecode(bgr)[0]],
    }
    read = dict.fromkeys(ways, 0)
    times: dict[str, list[float]] = {name: [] for name in ways}
    wrong = whole = 0
    for seed in range(_HELD_BACK, _HELD_BACK + photographs):
        photo = hard_photo(seed)
        bgr = read_picture(photo.jpeg).bgr
        if photo.code.min() < 0 or (photo.code.max(axis=0) >= bgr.shape[1::-1]).any():
            continue  # the code is not on the photograph
        whole += 1
        for name, way in ways.items():
            start = time.process_time()
            texts = way(bgr)
            times[name].append((time.process_time() - start) * 1000)
            read[name] += any(map(is_own, texts))
            wrong += name == "ours" and any(text and not is_own(text) for text in texts)
    figures: dict[str, float | str] = {"photographs": whole, "wrong": wrong, "bar_read": 0.99, "bar_ms": 15}
    for name in ways:
        figures[f"{name}_read"] = round(read[name] / whole, 4)
        figures[f"{name}_cpu_ms_p50"] = round(statistics.median(times[name]), 1)
    return figures


def _zxing(bgr: Bgr) -> list[str]:
    import zxingcpp  # noqa: PLC0415 - only for this row

    formats = zxingcpp.barcode_formats_from_str("QRCode")
    return [found.text for found in zxingcpp.read_barcodes(bgr, formats=formats)]


def _pyzbar(bgr: Bgr) -> list[str]:
    from pyzbar import pyzbar  # noqa: PLC0415 - only for this row

    found = pyzbar.decode(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [one.data.decode("utf-8", "replace") for one in found]
