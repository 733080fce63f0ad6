"""Text in pictures: lines found (slow) and lines read (fast), by the models in the rapidocr package."""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.picture import Bgr
from app.capture.quad import Quad, sides

_FINDER, _READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
_LEAST_WIDTH = 160
_MOST_WIDTH = 1600


@dataclass(frozen=True)
class Sign:
    """One character of a line: how sure (0 to 1), and where along the line (0 left end, 1 right end)."""

    text: str
    sure: float
    at: float


@dataclass(frozen=True)
class Line:
    """One line of text; `quad` is its place, clockwise from the text's own top left."""

    signs: tuple[Sign, ...]
    quad: Quad

    @property
    def text(self) -> str:
        """The characters without spaces."""
        return "".join(sign.text for sign in self.signs)

    def part(self, start: int, end: int) -> "Line":
        """Give characters `start` to `end` with the place that they take."""
        signs = self.signs[start:end]
        if not signs:
            return Line((), self.quad)
        half = 0.5 / max(4, len(self.signs)) if len(self.signs) > 1 else 0.5
        left = 0.0 if start == 0 else (self.signs[start - 1].at + signs[0].at) / 2
        right = min(1.0, signs[-1].at + 2 * half) if end >= len(self.signs) else (signs[-1].at + self.signs[end].at) / 2
        top, bottom = self.quad[1] - self.quad[0], self.quad[2] - self.quad[3]
        quad = np.array(
            [
                self.quad[0] + left * top,
                self.quad[0] + right * top,
                self.quad[3] + right * bottom,
                self.quad[3] + left * bottom,
            ]
        )
        return Line(signs, quad)


@cache
def _session(model: str) -> Any:
    """A model of the rapidocr package. Two threads that sleep while they wait: spinning doubles the work."""
    import onnxruntime  # noqa: PLC0415 - a fifth of a second, only in the reading process
    import rapidocr  # noqa: PLC0415 - as above

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads, options.inter_op_num_threads = 2, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    place = Path(rapidocr.__file__).parent / "models" / model
    return onnxruntime.InferenceSession(str(place), options, providers=["CPUExecutionProvider"])


@cache
def _alphabet() -> tuple[str, ...]:
    """The characters that the reader knows, by class; class 0 is none at all."""
    written = _session(_READER).get_modelmeta().custom_metadata_map["character"]
    return ("", *written.splitlines(), " ")


@cache
def _detector() -> Any:
    from omegaconf import OmegaConf  # noqa: PLC0415 - only in the reading process
    from rapidocr.ch_ppocr_det import TextDetector  # noqa: PLC0415 - as above
    from rapidocr.utils.typings import EngineType  # noqa: PLC0415 - as above

    settings = {
        "engine_type": EngineType.ONNXRUNTIME,
        "session": _session(_FINDER),
        "limit_type": "max",
        "limit_side_len": 736,
        "unclip_ratio": 1.6,
        "mean": [0.5, 0.5, 0.5],
        "std": [0.5, 0.5, 0.5],
    }
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    configured: Any = OmegaConf.create(settings, flags={"allow_objects": True})
    return TextDetector(configured)


def warm() -> None:
    """Load both models and run each once."""
    blank = np.full((160, 320, 3), 255, np.uint8)
    find_lines(blank)
    read_line(blank[:_HEIGHT])


def find_lines(bgr: Bgr, side: int = 736) -> list[Quad]:
    """Give the places of text lines, top to bottom; a fifth of a second and more."""
    detector = _detector()
    detector.limit_side_len = side
    found = detector(bgr)
    return [] if found.boxes is None else [np.asarray(box, np.float64) for box in found.boxes]


def cut(bgr: Bgr, quad: Quad) -> Bgr:
    """Give the line at `quad`, straightened; a line that stands upright is laid down."""
    top, right, bottom, left = sides(quad)
    wide, high = max(top, bottom), max(left, right)
    if high > 1.8 * wide:
        return cut(bgr, np.roll(quad, 1, axis=0))
    size = (max(4, round(wide)), max(4, round(high)))
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    way = cv2.getPerspectiveTransform(quad.astype(np.float32), flat)
    return np.asarray(cv2.warpPerspective(bgr, way, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def read_line(image: Bgr, only: str | None = None) -> tuple[Sign, ...]:
    """Read one cut-out line; `only` limits the characters that may come out (and how sure is meant among them)."""
    high, wide = image.shape[:2]
    width = int(np.clip(round(wide * _HEIGHT / high), 8, _MOST_WIDTH))
    room = max(_LEAST_WIDTH, width)
    tensor = np.zeros((1, 3, _HEIGHT, room), np.float32)
    scaled = cv2.resize(image, (width, _HEIGHT), interpolation=cv2.INTER_AREA if high > _HEIGHT else cv2.INTER_CUBIC)
    tensor[0, :, :, :width] = scaled.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    model = _session(_READER)
    chances = model.run(None, {model.get_inputs()[0].name: tensor})[0][0]
    return _decoded(chances, only, room / width)


def _decoded(chances: NDArray[np.float32], only: str | None, stretch: float) -> tuple[Sign, ...]:
    """Connectionist decoding: the best class of each column, repeats joined, blanks dropped."""
    alphabet = _alphabet()
    classes = _allowed(only) if only else np.arange(len(alphabet))
    rows = chances[:, classes]
    if only:
        rows = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-9)
    best = rows.argmax(axis=1)
    signs: list[Sign] = []
    last = -1
    for column, nth in enumerate(best):
        letter = int(classes[nth])
        if letter not in {0, last} and not alphabet[letter].isspace():
            at = min(1.0, (column + 0.5) / len(best) * stretch)
            signs.append(Sign(alphabet[letter], float(rows[column, nth]), at))
        elif letter == last and signs and letter:
            signs[-1] = Sign(signs[-1].text, max(signs[-1].sure, float(rows[column, nth])), signs[-1].at)
        last = letter
    return tuple(signs)


@cache
def _allowed(only: str) -> NDArray[np.int64]:
    places = {sign: nth for nth, sign in enumerate(_alphabet())}
    return np.array([0, *(places[sign] for sign in only)])
