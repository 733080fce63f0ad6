"""Training pictures by the thousand: square, small, as JPEG, with their corners; chunk after chunk, by seed."""

import pickle
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.scene import Stock, scene

SIDE = 224
A_CHUNK = 600


@dataclass(frozen=True)
class Chunk:
    """Pictures as JPEG bytes, their corners as parts of the picture (n, 4, 2), and which of them show a document."""

    jpegs: list[bytes]
    corners: NDArray[np.float32]
    shown: NDArray[np.bool_]


def make(seed: int, folder: Path | None, *, held: bool = False) -> Chunk:
    """Give the chunk of a seed; grounds also from the pictures of a folder."""
    stock = Stock(seed, folder, held=held)
    chance = np.random.default_rng([seed, 4])
    jpegs, corners, shown = [], np.zeros((A_CHUNK, 4, 2), np.float32), np.zeros(A_CHUNK, np.bool_)
    for nth in range(A_CHUNK):
        one = scene(seed * 10_000 + nth, stock)
        small = cv2.resize(one.bgr, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
        jpegs.append(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(55, 98))])[1].tobytes())
        if one.corners is not None:
            corners[nth], shown[nth] = (one.corners + 0.5) / one.bgr.shape[1::-1], True
    return Chunk(jpegs, corners, shown)


def _packed(chunk: Chunk) -> bytes:
    return pickle.dumps((chunk.jpegs, chunk.corners, chunk.shown))


def read(place: Path) -> Chunk:
    """Give a chunk that `main` wrote."""
    return Chunk(*pickle.loads(place.read_bytes()))  # noqa: S301 - nobody else writes there


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
