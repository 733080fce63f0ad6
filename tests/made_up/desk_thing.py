"""Made-up things on a mat: where their rim is seen, and how they are drawn."""

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from tests.made_up.desk_optics import Bend, Camera, Floats, Maps, to_mm, to_pixels

_SHINY = {"card": 1.0}
_SIDE = 24


@dataclass(frozen=True, eq=False)
class Thing:
    """A flat thing: `what` is card, paper, own_form or booklet; `picture` is RGBA, its top at the top.

    `at_mm` is where its middle lies, `turn` degrees clockwise. `bend` is how a booklet bulges; `flap` how many degrees
    a page is raised about its left side; `sleeve_mm` how much a clear sleeve is larger (left, top, right, bottom);
    `thick_mm` makes its shadow.
    """

    what: str
    picture: Image.Image
    size_mm: tuple[float, float]
    at_mm: tuple[float, float] = (0.0, 0.0)
    turn: float = 0.0
    bend: Bend | None = None
    flap: float = 0.0
    sleeve_mm: tuple[float, float, float, float] | None = None
    thick_mm: float = 0.5


def outline_of(thing: Thing, camera: Camera) -> Floats:
    """Give the rim (96, 2) in pixels, clockwise from the document's own top left."""
    rim = _rim(thing)
    radius = 3.18 if thing.what == "card" else 0.0
    if radius:
        rim = _rounded(thing.size_mm, radius)
    return to_pixels(camera, _risen(thing, rim, camera))


def corners_of(thing: Thing, camera: Camera) -> Floats:
    """Give the corners in pixels, clockwise from the document's own top left."""
    return to_pixels(camera, _risen(thing, _rim(thing)[::_SIDE], camera))


def _rim(thing: Thing) -> Floats:
    wide, high = thing.size_mm
    steps = np.linspace(0, 1, _SIDE, endpoint=False)[:, None]
    points = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], float)
    return np.concatenate([points[n] * (1 - steps) + points[(n + 1) % 4] * steps for n in range(4)])


def _rounded(size: tuple[float, float], radius: float) -> Floats:
    wide, high = size
    steps = np.linspace(0, np.pi / 2, 12)
    middles = [(radius, radius), (wide - radius, radius), (wide - radius, high - radius), (radius, high - radius)]
    return np.concatenate(
        [
            np.column_stack([x + radius * np.cos(steps + angle), y + radius * np.sin(steps + angle)])
            for (x, y), angle in zip(middles, (np.pi, 1.5 * np.pi, 0, 0.5 * np.pi), strict=True)
        ]
    )


def _risen(thing: Thing, points: Floats, camera: Camera) -> Floats:
    """Points of the thing (mm from its top left) as points of the mat that the camera sees there."""
    local = points - np.array(thing.size_mm) / 2
    rise = np.zeros(len(points))
    if thing.bend:
        axis = thing.bend.axis
        parts, places = thing.bend.plan(thing.size_mm[axis])
        here = points[:, axis] / thing.size_mm[axis]
        local[:, axis] = np.interp(here, parts, places)
        rise = thing.bend.height(here)
    if thing.flap:
        angle = np.deg2rad(thing.flap)
        local[:, 0] = -thing.size_mm[0] / 2 + points[:, 0] * np.cos(angle)
        rise = points[:, 0] * np.sin(angle)
    on_mat = local @ _turning(thing.turn) + np.array(thing.at_mm)
    return np.asarray(on_mat * (camera.high_mm / (camera.high_mm - rise))[:, None])


def _turning(degrees: float) -> Floats:
    angle = np.deg2rad(degrees)
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def laid(seen: Maps, gloss: Maps, thing: Thing, camera: Camera) -> tuple[Maps, Maps]:
    """Give picture and shininess with the thing on it."""
    window = _window(thing, camera)
    if window is None:
        return seen, gloss
    seen, gloss = seen.copy(), gloss.copy()
    part = seen[window]
    if thing.sleeve_mm:
        part = _sleeved(part, gloss[window], thing, to_mm(camera)[window], camera)
    colour, alpha = _drawn(thing, window, camera)
    part = part * (1 - _shadow(alpha, thing, camera) * (1 - alpha))[..., None]
    veil = 12.0 if thing.sleeve_mm else 0.0
    over = colour * (1 - veil / 200) + veil
    seen[window] = part * (1 - alpha)[..., None] + over * alpha[..., None]
    gloss[window] = np.maximum(gloss[window], alpha * _SHINY.get(thing.what, 0.35))
    return seen, gloss


def _window(thing: Thing, camera: Camera) -> tuple[slice, slice] | None:
    """The part of the frame that the thing, its sleeve and its shadow can touch."""
    rim = outline_of(thing, camera)
    room = (6 + max(thing.sleeve_mm or (0,)) * 1.5 + 4 * thing.thick_mm) * camera.pixels_per_mm + 8
    left, top = np.maximum(np.floor(rim.min(axis=0) - room), 0).astype(int)
    right, bottom = np.minimum(np.ceil(rim.max(axis=0) + room), camera.size).astype(int)
    return (slice(top, bottom), slice(left, right)) if right > left and bottom > top else None


def _local(thing: Thing, places: Maps, camera: Camera) -> Maps:
    """For each point of the mat the point of the thing (mm from its top left) that is seen there."""
    if thing.flap:
        return _on_flap(thing, places, camera)
    back = _turning(-thing.turn).astype(np.float32)
    middle, half = np.array(thing.at_mm, np.float32), np.array(thing.size_mm, np.float32) / 2
    local = (places - middle) @ back
    if thing.bend is None:
        return np.asarray(local + half, np.float32)
    axis = thing.bend.axis
    parts, plan = thing.bend.plan(thing.size_mm[axis])
    for _ in range(5):
        rise = thing.bend.height(np.interp(local[..., axis], plan, parts))
        local = (places * (1 - rise / camera.high_mm)[..., None].astype(np.float32) - middle) @ back
    along = np.interp(local[..., axis], plan, parts, left=-0.2, right=1.2) * thing.size_mm[axis]
    other = local[..., 1 - axis] + half[1 - axis]
    return np.asarray(np.dstack([along, other] if axis == 0 else [other, along]), np.float32)


def _on_flap(thing: Thing, places: Maps, camera: Camera) -> Maps:
    """A raised page is still flat: four points of it say where all others are."""
    wide, high = thing.size_mm
    own = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64)
    way = cv2.getPerspectiveTransform(_risen(thing, own, camera).astype(np.float32), own.astype(np.float32))
    flat = cv2.perspectiveTransform(places.reshape(-1, 1, 2), way)
    return np.asarray(flat.reshape(places.shape), np.float32)


def _drawn(thing: Thing, window: tuple[slice, slice], camera: Camera) -> tuple[Maps, Maps]:
    """Colour (blue first) and cover of the thing in a window of the frame."""
    local = _local(thing, to_mm(camera)[window], camera)
    texture, per_mm = _texture(thing.picture, thing.size_mm, camera.pixels_per_mm)
    pad = 6
    x, y = (np.asarray(local[..., n] * per_mm[n] + pad - 0.5, np.float32) for n in (0, 1))
    found = cv2.remap(texture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    shade = np.ones(found.shape[:2], np.float32)
    if thing.bend:
        axis = thing.bend.axis
        here = np.clip(local[..., axis] / thing.size_mm[axis], 0, 1)
        lean = (thing.bend.height(here + 0.01) - thing.bend.height(here)) / (0.01 * thing.size_mm[axis])
        shade = np.asarray(1 - 0.5 * np.clip(lean, -0.5, 0.5), np.float32)
    return np.asarray(found[..., :3] * shade[..., None], np.float32), np.asarray(found[..., 3] / 255, np.float32)


def _texture(
    picture: Image.Image, size_mm: tuple[float, float], pixels_per_mm: float
) -> tuple[Maps, tuple[float, float]]:
    """The picture shrunk to about what the camera resolves, with a clear rim of six pixels."""
    source = np.asarray(picture.convert("RGBA"), np.uint8)
    want = 1.5 * pixels_per_mm * size_mm[0]
    if source.shape[1] > want:
        size = (round(want), max(1, round(want * source.shape[0] / source.shape[1])))
        source = np.asarray(cv2.resize(source, size, interpolation=cv2.INTER_AREA), np.uint8)
    colour = cv2.copyMakeBorder(source[..., 2::-1].copy(), 6, 6, 6, 6, cv2.BORDER_REPLICATE)
    alpha = cv2.copyMakeBorder(source[..., 3].copy(), 6, 6, 6, 6, cv2.BORDER_CONSTANT, value=0)
    per_mm = (source.shape[1] / size_mm[0], source.shape[0] / size_mm[1])
    return np.asarray(np.dstack([colour, alpha]), np.float32), per_mm


def _shadow(alpha: Maps, thing: Thing, camera: Camera) -> Maps:
    """A dark rim where the thing's edge keeps the light away, longer to the lower right."""
    reach = max(0.6, thing.thick_mm) * camera.pixels_per_mm
    move = np.array([[1, 0, reach], [0, 1, 0.7 * reach]], np.float32)
    fallen = cv2.warpAffine(alpha, move, alpha.shape[::-1])
    around = np.maximum(cv2.GaussianBlur(fallen, (0, 0), reach), 0.4 * cv2.GaussianBlur(alpha, (0, 0), 0.6 * reach))
    return np.asarray(min(0.45, 0.16 + 0.2 * thing.thick_mm) * around, np.float32)


def _sleeved(part: Maps, gloss: Maps, thing: Thing, places: Maps, camera: Camera) -> Maps:
    """A clear sleeve around the thing: a faint veil, bright rims, a few streaks, and it shines."""
    left, top, right, bottom = thing.sleeve_mm or (0, 0, 0, 0)
    local = _local(thing, places, camera)
    wide, high = thing.size_mm
    inside = np.minimum.reduce(
        [local[..., 0] + left, wide + right - local[..., 0], local[..., 1] + top, high + bottom - local[..., 1]]
    )
    soft = 0.6 / camera.pixels_per_mm
    cover = np.clip((inside + soft) / (2 * soft), 0, 1)
    rim = np.exp(-((np.abs(inside - 0.4) / 0.45) ** 2))
    seam = np.exp(-((np.abs(inside - 1.8) / 0.3) ** 2))
    streak = np.clip(np.sin(local[..., 0] * 0.21 + local[..., 1] * 0.11) - 0.8, 0, 1)
    gloss[:] = np.maximum(gloss, cover)
    lift = cover * (9 + 26 * streak) + 30 * rim + 14 * seam * cover
    return np.asarray(part + lift[..., None], np.float32)
