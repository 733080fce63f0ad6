"""What documents lie on: desks, cloth, stone, tiles and other grounds, drawn by seed, or cut from given pictures."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Bgr = NDArray[np.uint8]
Floats = NDArray[np.float32]
Chance = np.random.Generator


def noise(chance: Chance, size: tuple[int, int], cells: float, stretch: float = 1.0) -> Floats:
    """Give soft random hills (height, width), about -1 to 1, `cells` of them along the longer side."""
    longest = max(size)
    grid = (
        max(2, round(cells * size[0] / longest)),
        max(2, round(cells * size[1] / longest / stretch)),
    )
    rough = chance.uniform(-1, 1, grid).astype(np.float32)
    return np.asarray(cv2.resize(rough, size[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def clouds(chance: Chance, size: tuple[int, int], cells: float, octaves: int = 4, stretch: float = 1.0) -> Floats:
    """Give hills upon hills, each layer twice as fine and 0.6 as high."""
    layers = [noise(chance, size, cells * 2**nth, stretch) * 0.6**nth for nth in range(octaves)]
    return np.asarray(np.sum(layers, axis=0), np.float32)


def colour(chance: Chance) -> Floats:
    """Give a colour (BGR) as desks have it: mostly pale or brownish, sometimes white, dark or bright."""
    kind = chance.uniform()
    if kind < 0.25:
        return np.asarray(chance.uniform(170, 252) + chance.uniform(-10, 10, 3), np.float32)
    if kind < 0.4:
        return np.asarray(chance.uniform(10, 80) + chance.uniform(-8, 8, 3), np.float32)
    hue = chance.uniform(5, 25) if kind < 0.65 else chance.uniform(0, 180)
    hsv = np.array([[[hue, chance.uniform(15, 190), chance.uniform(50, 240)]]], np.uint8)
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)[0, 0], np.float32)


def near(chance: Chance, one: Floats, away: float) -> Floats:
    """Give a colour not far from another: lighter or darker, hardly another hue."""
    return np.clip(one + chance.uniform(-away, away) + chance.uniform(-away / 5, away / 5, 3), 0, 255).astype(
        np.float32
    )


def mixed(share: NDArray[np.floating], one: Floats, other: Floats) -> Bgr:
    """Give `one` where share is 0 and `other` where it is 1."""
    part = np.clip(share, 0, 1)[..., None]
    return np.asarray(one + part * (other - one), np.float32).clip(0, 255).astype(np.uint8)


def plain(chance: Chance, size: tuple[int, int]) -> Bgr:
    """A smooth board, evenly or unevenly coloured."""
    one = colour(chance)
    return mixed(0.5 + 0.5 * noise(chance, size, 3), one, near(chance, one, 30))


def rough(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Plaster, felt, concrete: clouds of close colours."""
    one = colour(chance)
    share = 0.5 + 0.45 * clouds(chance, size, chance.uniform(4, 60), octaves=4)
    return mixed(share, one, near(chance, one, 60))


def wood(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Boards with streaks, often with joints between them."""
    hue = np.array([[[chance.uniform(6, 20), chance.uniform(30, 180), chance.uniform(60, 235)]]], np.uint8)
    one = np.asarray(cv2.cvtColor(hue, cv2.COLOR_HSV2BGR)[0, 0], np.float32)
    share = 0.5 + 0.45 * clouds(chance, size, chance.uniform(20, 70), octaves=3, stretch=chance.uniform(8, 25))
    share = share + 0.25 * np.sin(noise(chance, size, 6, 4) * chance.uniform(4, 30))
    if chance.uniform() < 0.6:
        boards = int(chance.integers(2, 9))
        share = share + np.repeat(chance.uniform(-0.35, 0.35, boards), -(-size[0] // boards))[: size[0], None]
    picture = mixed(share, one, one * chance.uniform(0.45, 0.85))
    if chance.uniform() < 0.5:
        for y in np.linspace(0, size[0], int(chance.integers(3, 9))).astype(int):
            cv2.line(picture, (0, int(y)), (size[1], int(y)), (one * 0.35).tolist(), int(chance.integers(1, 3)))
    return picture


def marble(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Stone with veins."""
    one = colour(chance)
    veins = np.abs(clouds(chance, size, chance.uniform(3, 8), octaves=4)) * chance.uniform(2, 6)
    return mixed(1 - veins, near(chance, one, 20), near(chance, one, 110))


def carpet(chance: Chance, size: tuple[int, int]) -> Bgr:
    """A coarse pile: each fibre its own shade, here and there another colour."""
    one, other = colour(chance), colour(chance)
    fibre = chance.uniform(-1, 1, (size[0] // 2, size[1] // 2)).astype(np.float32)
    share = 0.5 * np.asarray(cv2.resize(fibre, size[::-1]), np.float32)
    share = share + chance.uniform(0, 1) * (noise(chance, size, chance.uniform(3, 25)) > chance.uniform(-0.2, 0.9))
    return mixed(share, one, other)


def tiles(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Tiles or bricks with joints."""
    one = colour(chance)
    step = int(chance.integers(max(8, size[0] // 30), size[0] // 2))
    across = int(step * chance.choice([1, 1, 2, 3]))
    rows, columns = size[0] // step + 2, size[1] // across + 2
    shades = chance.normal(0, chance.uniform(2, 25), (rows, columns, 1)) + chance.normal(0, 3, (rows, columns, 3))
    fields = np.clip(one + np.repeat(np.repeat(shades, step, 0), across, 1), 0, 255)[: size[0], : size[1]]
    picture = np.ascontiguousarray(fields.astype(np.uint8))
    joint, thick = near(chance, one, 120).tolist(), int(chance.integers(1, max(2, step // 12) + 1))
    shift = across // 2 if chance.uniform() < 0.4 else 0
    for row in range(rows):
        top = row * step
        cv2.line(picture, (0, top), (size[1], top), joint, thick)
        for x in range(shift * (row % 2), size[1], across):
            cv2.line(picture, (x, top), (x, top + step), joint, thick)
    return picture


def stripes(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Cloth with stripes or checks."""
    one, other = colour(chance), colour(chance)
    lines, columns = (np.arange(n, dtype=np.float32) for n in size)
    wave = np.sin(columns / chance.uniform(2, 30)) * chance.uniform(0.3, 3)
    down = np.sin(lines / chance.uniform(2, 30)) * (chance.uniform(0.3, 3) if chance.uniform() < 0.6 else 0)
    share = 0.5 + 0.5 * np.clip(wave[None, :] + down[:, None], -1, 1) * chance.uniform(0.2, 1)
    return mixed(share + 0.2 * clouds(chance, size, 60, 2), one, other)


def weave(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Fine cloth with wrinkles."""
    one = colour(chance)
    grain = chance.normal(0, 1, (size[0], 1)) + chance.normal(0, 1, (1, size[1]))
    folds = clouds(chance, size, chance.uniform(2, 6), 2, chance.uniform(0.5, 3))
    return mixed(0.5 + 0.15 * grain.astype(np.float32) + chance.uniform(0.1, 0.6) * folds, one, near(chance, one, 90))


def keys(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Rows of keys, as on a keyboard or a calculator."""
    body, key = colour(chance), colour(chance)
    picture = mixed(noise(chance, size, 3), body, near(chance, body, 20))
    step = int(chance.integers(max(10, size[0] // 22), size[0] // 5))
    gap = max(2, step // 7)
    for y in range(0, size[0], step):
        for x in range((y // step * step // 3) % step, size[1], step):
            cv2.rectangle(picture, (x, y), (x + step - gap, y + step - gap), near(chance, key, 12).tolist(), -1)
            if chance.uniform() < 0.7:
                middle = (x + step // 3, y + step // 2)
                cv2.circle(picture, middle, max(1, step // 9), (255 - key).tolist(), -1, cv2.LINE_AA)
    return picture


def leaves(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Shapes over shapes of all sizes and colours: what a cluttered room looks like to a lens."""
    picture = plain(chance, size)
    for _ in range(int(chance.integers(20, 90))):
        middle = (chance.uniform(0, 1, 2) * size[::-1]).astype(int)
        reach = max(3, int(size[0] * 0.03 / chance.uniform(0.06, 1.0)))
        shade = colour(chance).tolist()
        if chance.uniform() < 0.35:
            axes = (reach, max(2, int(reach * chance.uniform(0.2, 1))))
            cv2.ellipse(picture, middle.tolist(), axes, chance.uniform(0, 180), 0, 360, shade, -1, cv2.LINE_AA)
        else:
            spots = middle + chance.uniform(-reach, reach, (int(chance.integers(3, 6)), 2))
            cv2.fillPoly(picture, [cv2.convexHull(spots.astype(np.int32))], shade, cv2.LINE_AA)
    return picture


def room(chance: Chance, size: tuple[int, int]) -> Bgr:
    """A table's edge: one ground up to a line, another one beyond it, often blurred and darker."""
    near_by, beyond = (_SIMPLE[int(chance.integers(len(_SIMPLE)))](chance, size) for _ in range(2))
    if chance.uniform() < 0.6:
        beyond = np.asarray(cv2.GaussianBlur(beyond, (0, 0), chance.uniform(1, 8)), np.uint8)
    beyond = np.asarray(cv2.convertScaleAbs(beyond, alpha=chance.uniform(0.3, 1.0)), np.uint8)
    mask = np.zeros(size, np.uint8)
    left, right = (chance.uniform(-0.2, 0.75) * size[0] for _ in range(2))
    far = np.array([[0, -1], [size[1], -1], [size[1], right], [0, left]], np.int32)
    cv2.fillPoly(mask, [far], 255, cv2.LINE_AA)
    np.copyto(near_by, beyond, where=(mask > 127)[..., None])
    return np.asarray(near_by, np.uint8)


def hatched(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Held back from training: a herringbone of short boards."""
    one = colour(chance)
    y, x = np.mgrid[0 : size[0], 0 : size[1]]
    step = int(chance.integers(12, 40))
    turned = np.where((x // (2 * step)) % 2 == 0, x + y, x - y)
    shades = np.asarray(chance.uniform(-40, 40, 4096), np.float32)
    picture = one + shades[(turned // step % 4096).astype(int)][..., None] + chance.normal(0, 4, (*size, 1))
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


def granite(chance: Chance, size: tuple[int, int]) -> Bgr:
    """Held back from training: speckled stone."""
    one = colour(chance)
    specks = chance.normal(0, 1, (size[0], size[1])).astype(np.float32)
    specks = np.asarray(cv2.GaussianBlur(specks, (0, 0), chance.uniform(0.6, 2.2)), np.float32) * 1.5
    return mixed(0.5 + specks * (0.6 + 0.5 * noise(chance, size, 5)), one, near(chance, one, 140))


_SIMPLE: tuple[Callable[[Chance, tuple[int, int]], Bgr], ...] = (
    plain, rough, wood, marble, carpet, tiles, stripes, weave,
)  # fmt: skip
GROUNDS = (*_SIMPLE, wood, plain, rough, keys, leaves, room, room, room)
HELD_BACK = (hatched, granite)


def pictures(folder: Path) -> list[Bgr]:
    """Give all pictures of a folder, to be cut to grounds; none when there is no folder."""
    found = [cv2.imread(str(place)) for place in sorted(folder.glob("*.jpg"))]
    return [np.asarray(one, np.uint8) for one in found if one is not None]


def cut(chance: Chance, picture: Bgr, size: tuple[int, int]) -> Bgr:
    """Give a part of a picture, turned, mirrored, sometimes blurred, in other light."""
    high, wide = picture.shape[:2]
    scale = max(size[0] / high, size[1] / wide) * chance.uniform(1.0, 2.5)
    turn = np.asarray(cv2.getRotationMatrix2D((wide / 2, high / 2), chance.uniform(-180, 180), scale), np.float64)
    turn[:, 2] += np.array(size[::-1]) / 2 - np.array([wide, high]) / 2 + chance.uniform(-0.5, 0.5, 2) * size
    part = cv2.warpAffine(picture, turn, size[::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    if chance.uniform() < 0.2:
        part = cv2.GaussianBlur(part, (0, 0), chance.uniform(1, 6))
    return np.asarray(cv2.convertScaleAbs(part, alpha=chance.uniform(0.5, 1.3), beta=chance.uniform(-20, 40)), np.uint8)
