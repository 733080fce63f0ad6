"""What use does to a document: rounded corners, dog ears, folds, uneven paper; by seed."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes.grounds import Chance, clouds, near

Bgra = NDArray[np.uint8]


def rounded(chance: Chance, page: Bgra) -> Bgra:
    """Round the corners of every fourth document; the truth stays where the sides meet."""
    if chance.uniform() > 0.25 or page[0, 0, 3] == 0:
        return page
    high, wide = page.shape[:2]
    reach = max(2, int(min(high, wide) * chance.uniform(0.01, 0.07)))
    alpha = np.zeros((high, wide), np.uint8)
    cv2.rectangle(alpha, (reach, 0), (wide - 1 - reach, high), 255, -1)
    cv2.rectangle(alpha, (0, reach), (wide, high - 1 - reach), 255, -1)
    for x, y in (
        (reach, reach),
        (wide - 1 - reach, reach),
        (reach, high - 1 - reach),
        (wide - 1 - reach, high - 1 - reach),
    ):
        cv2.circle(alpha, (x, y), reach, 255, -1, cv2.LINE_AA)
    page[..., 3] = np.minimum(page[..., 3], alpha)
    return page


def dog_eared(chance: Chance, page: Bgra) -> Bgra:
    """Fold a corner over, now and then, or tear it off."""
    if chance.uniform() > 0.06:
        return page
    high, wide = page.shape[:2]
    x, y = (int(min(high, wide) * chance.uniform(0.03, 0.16)) for _ in range(2))
    turn = int(chance.integers(4))
    flipped = np.ascontiguousarray(np.rot90(page, turn))
    cv2.fillPoly(flipped, [np.array([[0, 0], [x, 0], [0, y]], np.int32)], (0, 0, 0, 0))
    if chance.uniform() < 0.7:
        back = near(chance, flipped[..., :3].reshape(-1, 3).mean(axis=0), 40).tolist()
        cv2.fillPoly(flipped, [np.array([[x, 0], [0, y], [x, y]], np.int32)], (*back, 255), cv2.LINE_AA)
    return np.ascontiguousarray(np.rot90(flipped, -turn))


def creased(chance: Chance, page: Bgra) -> Bgra:
    """Lines where the sheet was folded."""
    if chance.uniform() > 0.2:
        return page
    shade = np.ones(page.shape[:2], np.float32)
    for axis in (0, 1):
        for part in chance.uniform(0.2, 0.8, int(chance.integers(0, 3))):
            away = np.arange(page.shape[axis]) / page.shape[axis] - part
            fold = 1 + chance.uniform(-0.25, 0.25) * np.exp(-((away / 0.006) ** 2)) + 0.05 * np.tanh(away * 60)
            shade *= (fold[:, None] if axis == 0 else fold[None, :]).astype(np.float32)
    page[..., :3] = np.clip(page[..., :3] * shade[..., None], 0, 255)
    return page


def aged(chance: Chance, page: Bgra) -> Bgra:
    """Uneven paper."""
    if chance.uniform() > 0.4:
        return page
    shade = 1 + chance.uniform(0.01, 0.06) * clouds(chance, page.shape[:2], chance.uniform(2, 12), 3)
    page[..., :3] = np.clip(page[..., :3] * shade[..., None], 0, 255)
    return page
