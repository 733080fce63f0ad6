"""Made-up mats of document cameras, as their camera sees them in even light."""

from functools import lru_cache

import cv2
import numpy as np

from tests.made_up.desk_optics import Camera, Maps, to_mm

MATS = ("green", "grey", "grid", "white", "pale", "blue", "wood")
_COLOURS = {
    "green": (66, 98, 58), "grey": (122, 120, 117), "grid": (40, 40, 38), "white": (208, 211, 212),
    "pale": (236, 239, 240), "blue": (118, 82, 46), "wood": (96, 134, 172),
}  # fmt: skip


@lru_cache(maxsize=6)
def mat_seen(name: str, camera: Camera, seed: int) -> Maps:
    """Give the empty mat (height, width, 3; blue first, 0 to 255), its grain and its lines."""
    places = to_mm(camera)
    chance = np.random.default_rng([seed, 77])
    ground = np.empty((*places.shape[:2], 3), np.float32)
    ground[:] = _COLOURS[name]
    ground *= (1 + _grain(places, chance, 1.2, 0.006 if name in {"white", "pale"} else 0.035))[..., None]
    ground *= (1 + _grain(places, chance, 25, 0.006 if name == "pale" else 0.02))[..., None]
    if name == "wood":
        ground *= (1 + _streaks(places, chance))[..., None]
    if name == "grid":
        ground += (_lines(places, 10, 0.25, camera) * 60 + _lines(places, 50, 0.45, camera) * 60)[..., None]
    return ground


def _grain(places: Maps, chance: np.random.Generator, size_mm: float, depth: float) -> Maps:
    """Random bumps `size_mm` apart, the same on the mat whatever the camera's size."""
    cells = np.clip((np.ptp(places[..., 0]) / size_mm, np.ptp(places[..., 1]) / size_mm), 4, 700).astype(int) + 8
    field = chance.standard_normal((cells[1], cells[0])).astype(np.float32)
    x = (places[..., 0] / size_mm + cells[0] / 2).astype(np.float32)
    y = (places[..., 1] / size_mm + cells[1] / 2).astype(np.float32)
    return np.asarray(depth * cv2.remap(field, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT), np.float32)


def _streaks(places: Maps, chance: np.random.Generator) -> Maps:
    field = cv2.GaussianBlur(chance.standard_normal((240, 24)).astype(np.float32), (0, 0), sigmaX=2, sigmaY=1.5)
    x, y = places[..., 0] / 24 + 12, places[..., 1] / 2 + 120
    return np.asarray(0.5 * cv2.remap(field, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT), np.float32)


def _lines(places: Maps, apart_mm: float, thick_mm: float, camera: Camera) -> Maps:
    soft = 0.6 / camera.pixels_per_mm
    away = np.abs((places + apart_mm / 2) % apart_mm - apart_mm / 2)
    return np.asarray(np.clip((thick_mm / 2 + soft - away) / (2 * soft), 0, 1).max(axis=2), np.float32)
