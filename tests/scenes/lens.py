"""Light and lens: uneven light, cast shadows, glare, blur, grain, white balance, JPEG; by seed."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.grounds import Bgr, Chance, noise

Floats = NDArray[np.float32]


def lit(chance: Chance, picture: Bgr) -> Floats:
    """Give the picture in uneven light with cast shadows and reflections; 0 to 255 and above."""
    size = (picture.shape[0], picture.shape[1])
    light = np.full((16, 16), 1.0, np.float32)
    if chance.uniform() < 0.7:
        light = light + chance.uniform(0.05, 0.4) * noise(chance, (16, 16), float(chance.choice([2, 2, 3, 4])))
    field = np.asarray(cv2.resize(light, size[::-1], interpolation=cv2.INTER_CUBIC), np.float32)
    for _ in range(int(chance.choice([0, 0, 1, 1, 2]))):
        field *= 1 - chance.uniform(0.1, 0.6) * _shadow(chance, size)
    seen = picture * field[..., None]
    if chance.uniform() < 0.22:
        seen += chance.uniform(60, 330) * _glare(chance, size)[..., None]
    return np.asarray(seen, np.float32)


def _shadow(chance: Chance, size: tuple[int, int]) -> Floats:
    """Where no light falls: beside a line, or behind a head, an arm, a telephone; soft."""
    small = (size[0] // 4, size[1] // 4)
    mask = np.zeros(small, np.uint8)
    middle, reach = chance.uniform(0, 1, 2) * small[::-1], max(small) * chance.uniform(0.1, 0.5)
    kind = chance.uniform()
    if kind < 0.45:
        turn = chance.uniform(0, 2 * np.pi)
        way = np.array([np.cos(turn), np.sin(turn)])
        side = np.array([-way[1], way[0]])
        far = max(small) * 3
        half = np.array([middle - side * far, middle + side * far, middle + side * far + way * far,
                         middle - side * far + way * far])  # fmt: skip
        cv2.fillPoly(mask, [np.rint(half).astype(np.int32)], 255)
    elif kind < 0.75:
        spots = middle + chance.uniform(-1, 1, (6, 2)) * reach
        cv2.fillPoly(mask, [cv2.convexHull(np.rint(spots).astype(np.int32))], 255)
    else:
        away = middle + chance.normal(0, 1, 2) * max(small)
        cv2.line(mask, middle.astype(int).tolist(), away.astype(int).tolist(), 255, max(2, int(reach * 0.5)))
    soft = cv2.GaussianBlur(mask, (0, 0), max(small) * chance.uniform(0.003, 0.06) + 0.3)
    return np.asarray(cv2.resize(soft, size[::-1], interpolation=cv2.INTER_LINEAR), np.float32) / np.float32(255)


def _glare(chance: Chance, size: tuple[int, int]) -> Floats:
    """A lamp's or a window's reflection."""
    small = (size[0] // 4, size[1] // 4)
    mask = np.zeros(small, np.uint8)
    middle, reach = chance.uniform(0.05, 0.95, 2) * small[::-1], max(small) * chance.uniform(0.02, 0.16)
    if chance.uniform() < 0.6:
        axes = (max(1, int(reach)), max(1, int(reach * chance.uniform(0.3, 1))))
        cv2.ellipse(mask, middle.astype(int).tolist(), axes, chance.uniform(0, 180), 0, 360, 255, -1)
    else:
        spots = middle + chance.uniform(-1, 1, (4, 2)) * reach
        cv2.fillPoly(mask, [cv2.convexHull(np.rint(spots).astype(np.int32))], 255)
    soft = cv2.GaussianBlur(mask, (0, 0), reach * chance.uniform(0.05, 0.9) + 0.3)
    return np.asarray(cv2.resize(soft, size[::-1], interpolation=cv2.INTER_LINEAR), np.float32) / np.float32(255)


def taken(chance: Chance, seen: Floats) -> Bgr:
    """Give what a camera makes of a lit scene: exposure, colour, vignette, blur, grain."""
    high, wide = seen.shape[:2]
    scale = max(high, wide) / 400
    seen = seen * (chance.uniform(0.55, 1.25) * chance.uniform(0.88, 1.12, 3)).astype(np.float32)
    if chance.uniform() < 0.25:
        seen *= _vignette(chance, (high, wide))[..., None]
    if chance.uniform() < 0.45:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), chance.uniform(0.3, 1.8) * scale), np.float32)
    if chance.uniform() < 0.1:
        seen = _shaken(chance, seen, chance.uniform(2, 8) * scale)
    seen += np.float32(chance.uniform(-15, 25)) * np.float32(chance.uniform() < 0.4)
    if chance.uniform() < 0.7:
        cv2.setRNGSeed(int(chance.integers(2**31)))
        grain, deep = np.empty((high, wide, 3), np.float32), np.full(3, chance.gamma(1.5, 3))
        seen += cv2.randn(grain, np.zeros(3), deep)
    return seen.clip(0, 255).astype(np.uint8)


def _vignette(chance: Chance, size: tuple[int, int]) -> Floats:
    down, across = (np.linspace(-1, 1, n, dtype=np.float32) ** 2 for n in size)
    return np.asarray(1 - chance.uniform(0.05, 0.3) * (down[:, None] + across[None, :]), np.float32)


def _shaken(chance: Chance, seen: Floats, reach: float) -> Floats:
    """Blur along a line."""
    side = max(3, int(reach) | 1)
    kernel = np.zeros((side, side), np.float32)
    way = np.array([np.cos(turn := chance.uniform(0, np.pi)), np.sin(turn)]) * side / 2
    middle = np.array([side // 2, side // 2])
    cv2.line(kernel, np.rint(middle - way).astype(int).tolist(), np.rint(middle + way).astype(int).tolist(), 1.0)
    return np.asarray(cv2.filter2D(seen, -1, kernel / kernel.sum()), np.float32)
