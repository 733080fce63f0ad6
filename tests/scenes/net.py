"""The corner net: a small residual encoder, a pyramid back to a quarter of the size, one heat map for each corner.

Plain 3×3 convolutions throughout: on an office processor they take about as long as depthwise ones, and they train
four times as fast.
"""

import math
from typing import Any

SIDE, RIM = 140, 10
CELL = 4
GRID = (SIDE + 2 * RIM) // CELL
_WIDTHS = (16, 24, 48, 64, 96)
_BLOCKS = (1, 2, 2, 2)
_PYRAMID = 32


def build() -> Any:
    """Give the untrained net: (n, 3, 160, 160) → heat (n, 4, 40, 40), page mask (n, 1, 40, 40), presence (n, 1)."""
    from torch import nn  # noqa: PLC0415 - for training only

    class Net(nn.Module):  # type: ignore[misc] # torch brings no types here
        def __init__(self) -> None:
            super().__init__()
            first, *rest = _WIDTHS
            self.stem = _step(nn, 3, first, 2)
            self.stages = nn.ModuleList(_stage(nn, *one) for one in zip(_WIDTHS, rest, _BLOCKS, strict=False))
            self.to_pyramid = nn.ModuleList(nn.Conv2d(wide, _PYRAMID, 1) for wide in rest)
            self.merge = nn.ModuleList(_step(nn, _PYRAMID, _PYRAMID, 1) for _ in rest[1:])
            self.maps = nn.Conv2d(_PYRAMID, 5, 1)
            self.shown = nn.Linear(rest[-1], 1)

        def forward(self, picture: Any) -> tuple[Any, Any, Any]:
            seen, levels = self.stem(picture), []
            for stage in self.stages:
                seen = stage(seen)
                levels.append(seen)
            top = self.to_pyramid[-1](seen)
            for level, lateral, merge in zip(levels[-2::-1], self.to_pyramid[-2::-1], self.merge, strict=False):
                top = merge(nn.functional.interpolate(top, scale_factor=2, mode="nearest") + lateral(level))
            maps = self.maps(top)
            return maps[:, :4], maps[:, 4:], self.shown(seen.mean((2, 3)))

    return Net()


def _stage(nn: Any, narrow: int, wide: int, blocks: int) -> Any:
    return nn.Sequential(_step(nn, narrow, wide, 2), *(_residual(nn, wide) for _ in range(blocks)))


def _step(nn: Any, narrow: int, wide: int, stride: int) -> Any:
    return nn.Sequential(nn.Conv2d(narrow, wide, 3, stride, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU(inplace=True))


def _residual(nn: Any, wide: int) -> Any:
    class Residual(nn.Module):  # type: ignore[misc] # torch brings no types here
        def __init__(self) -> None:
            super().__init__()
            self.first = _step(nn, wide, wide, 1)
            self.second = nn.Sequential(nn.Conv2d(wide, wide, 3, 1, 1, bias=False), nn.BatchNorm2d(wide))

        def forward(self, seen: Any) -> Any:
            return nn.functional.relu(seen + self.second(self.first(seen)))

    return Residual()


def to_grid(parts: Any, grid: int = GRID) -> Any:
    """Give corners (parts of the picture) as places on the heat map, cells' middles being whole numbers."""
    return (parts * SIDE + RIM) * (grid / (SIDE + 2 * RIM)) - 0.5


def loss(torch: Any, found: tuple[Any, Any, Any], corners: Any, other: Any, mask: Any, shown: Any) -> dict[str, Any]:
    """Give the parts of the loss; `other` are the corners in the other order where a turn near 45° allows two."""
    heat, page, there = (one.float() for one in found)
    grid, flat = heat.shape[-1], heat.flatten(2)
    logs = torch.log_softmax(flat, 2)
    cells = torch.arange(grid, dtype=torch.float32)
    costs, aways = [], []
    for wanted in (corners, other):
        place = to_grid(wanted, grid)
        x, y = (torch.exp(-((cells - place[..., axis, None]) ** 2) / 2) for axis in (0, 1))
        spread = (y[..., :, None] * x[..., None, :]).flatten(2)
        spread = spread / spread.sum(2, keepdim=True).clamp_min(1e-6)
        costs.append(-(spread * logs).sum(2).mean(1) - math.log(2 * math.pi * math.e))
        soft = logs.exp().unflatten(2, (grid, grid))
        mean = torch.stack([(soft.sum(2) * cells).sum(2), (soft.sum(3) * cells).sum(2)], 2)
        aways.append((mean - place).abs().mean((1, 2)))
    cost, away = torch.stack(costs), torch.stack(aways)
    best = cost.argmin(0, keepdim=True)
    count = shown.sum().clamp_min(1)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    return {
        "heat": (cost.gather(0, best)[0] * shown).sum() / count,
        "away": 0.2 * (away.gather(0, best)[0].clamp_max(12) * shown).sum() / count,
        "mask": entropy(page[:, 0], mask),
        "shown": 0.3 * entropy(there[:, 0], shown),
    }
