"""Training pictures by the thousand: square, small, as JPEG, with their corners; chunk after chunk, by seed."""

import pickle
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.grounds import Bgr
from tests.scenes.scene import Stock, scene

SIDE = 224
A_CHUNK = 600


@dataclass(frozen=True)
class Chunk:
    """Square pictures, their corners as parts of the picture (n, 4, 2), and which of them show a document."""

    pictures: list[Bgr]
    corners: NDArray[np.float32]
    shown: NDArray[np.bool_]


def make(seed: int, folder: Path | None) -> Chunk:
    """Give the chunk of a seed; grounds also from a folder's pictures. Every eighth chunk is full of neighbours."""
    stock = Stock(seed, folder, neighbours=0.5 if seed % 8 == 7 else 0.04)
    pictures, corners, shown = list[Bgr](), np.zeros((A_CHUNK, 4, 2), np.float32), np.zeros(A_CHUNK, np.bool_)
    for nth in range(A_CHUNK):
        one = scene(seed * 10_000 + nth, stock)
        pictures.append(np.asarray(cv2.resize(one.bgr, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8))
        if one.corners is not None:
            corners[nth], shown[nth] = (one.corners + 0.5) / one.bgr.shape[1::-1], True
    return Chunk(pictures, corners, shown)


def _packed(chunk: Chunk) -> bytes:
    chance = np.random.default_rng(len(chunk.shown))
    marks = [[cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(55, 98))] for _ in chunk.pictures]
    jpegs = [cv2.imencode(".jpg", one, mark)[1].tobytes() for one, mark in zip(chunk.pictures, marks, strict=True)]
    return pickle.dumps((jpegs, chunk.corners, chunk.shown))


def read(place: Path) -> Chunk:
    """Give a chunk that `main` wrote."""
    jpegs, corners, shown = pickle.loads(place.read_bytes())  # noqa: S301 - nobody else writes there
    seen = [cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) for jpeg in jpegs]
    return Chunk([np.asarray(one, np.uint8) for one in seen], corners, shown)


def main(home: Path, folder: Path, first: int, past: int, step: int) -> None:
    """Write the chunks of some seeds into a folder."""
    cv2.setNumThreads(1)
    for seed in range(first, past, step):
        place = home / f"{seed:05}.pickle"
        if not place.exists():
            place.with_suffix(".part").write_bytes(_packed(make(seed, folder)))
            place.with_suffix(".part").rename(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *(int(one) for one in sys.argv[3:6]))
