"""Trains the corner net on chunks of made-up scenes and writes it as ONNX; needs torch, which the program does not.

python -m tests.scenes.train_corners CHUNKS OUT MINUTES WORKER [CHECKPOINT]

Two of them, WORKER 0 and 1, train side by side, one core each, and meet in the middle every 20 steps.
"""

import json
import math
import queue
import sys
import threading
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scenes import chunks as chunks_file
from tests.scenes import net
from tests.scenes.chunks import Chunk

Floats = NDArray[np.float32]
_BATCH = 32
_RATE = 2e-3
_NEAR_45 = 33.0
_MEET_STEPS = 20
_EXPORT_S = 420.0
GREY = 114


def in_order(corners: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give corners clockwise from the top side's left end, and the other order that a turn near 45° allows."""
    middle = corners.mean(axis=0)
    turning = corners[np.argsort(np.arctan2(*(corners - middle).T[::-1]))]
    tops = [np.roll(turning, -nth, axis=0) for nth in range(4)]
    leans = [math.degrees(math.atan2(*((one[1] + one[2] - one[0] - one[3])[::-1]))) for one in tops]
    best = int(np.argmin(np.abs(leans)))
    if abs(leans[best]) < _NEAR_45:
        return tops[best], tops[best]
    return tops[best], tops[(best + (1 if leans[best] < 0 else -1)) % 4]


def varied(
    chance: np.random.Generator, picture: NDArray[np.uint8], corners: Floats
) -> tuple[NDArray[np.uint8], Floats]:
    """Give the picture turned, mirrored, cut closer and in other light, and its corners with it."""
    if chance.uniform() < 0.5:
        low, high = np.maximum(corners.min(axis=0) + 0.05, 0), np.minimum(corners.max(axis=0) - 0.05, 1)
        start, end = chance.uniform(0, 0.9) * low, 1 - chance.uniform(0, 0.9) * (1 - high)
        scale = 1 / (end - start)
        way = np.array(
            [[scale[0], 0, -start[0] * scale[0] * len(picture)], [0, scale[1], -start[1] * scale[1] * len(picture)]]
        )
        picture = np.asarray(cv2.warpAffine(picture, way, picture.shape[1::-1]), np.uint8)
        corners = (corners - start) / (end - start)
    quarter = int(chance.integers(4))
    picture = np.rot90(picture, quarter)
    for _ in range(quarter):
        corners = np.stack([corners[:, 1], 1 - corners[:, 0]], axis=1)
    if chance.uniform() < 0.5:
        picture, corners = picture[:, ::-1], np.stack([1 - corners[:, 0], corners[:, 1]], axis=1)
    light, lift = chance.uniform(0.7, 1.3) * chance.uniform(0.92, 1.08, 3), chance.uniform(-20, 20)
    table = np.clip(np.arange(256)[:, None] * light + lift, 0, 255).astype(np.uint8)[None]
    return np.asarray(cv2.LUT(np.ascontiguousarray(picture), table), np.uint8), np.asarray(corners, np.float32)


def example(chance: np.random.Generator, chunk: Chunk, nth: int) -> tuple[Any, ...]:
    """Give the picture with its rim (3, n, n), corners in both orders, mask, whether there is a page."""
    picture = chunk.pictures[nth]
    corners = chunk.corners[nth] if chunk.shown[nth] else np.array([[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]])
    picture, corners = varied(chance, picture, np.asarray(corners, np.float32))
    side, rim = net.SIDE, net.RIM
    picture = np.asarray(cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
    rimmed = cv2.copyMakeBorder(picture, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(GREY,) * 3)
    mask = np.zeros(rimmed.shape[:2], np.uint8)
    if chunk.shown[nth]:
        cv2.fillPoly(mask, [np.rint((corners * side + rim) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    grid = len(mask) // net.CELL
    small = cv2.resize(mask, (grid, grid), interpolation=cv2.INTER_AREA)
    one, other = in_order(corners)
    return np.moveaxis(rimmed, 2, 0), one, other, small, np.float32(chunk.shown[nth])


def feed(folder: Path, out: "queue.Queue[Any]", seed: int) -> None:
    """Put batches into a queue for ever, from the chunks that are there by then."""
    chance, chunks = np.random.default_rng(seed), dict[str, Chunk]()
    while True:
        for place in sorted(folder.glob("*.pickle")):
            if place.name not in chunks:
                chunks[place.name] = chunks_file.read(place)
        names = list(chunks)
        for _ in range(50):
            picks = [chunks[names[int(chance.integers(len(names)))]] for _ in range(_BATCH)]
            out.put(_stacked([example(chance, one, int(chance.integers(len(one.shown)))) for one in picks]))


def _stacked(examples: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    picture, one, other, mask, shown = (np.stack(part) for part in zip(*examples, strict=True))
    return picture, one.astype(np.float32), other.astype(np.float32), mask.astype(np.float32) / 255, shown


def train(folder: Path, home: Path, minutes: float, worker: int, checkpoint: Path | None = None) -> None:
    """Train for some minutes of wall time, the rate falling to nothing; write a checkpoint and ONNX on the way."""
    import torch  # noqa: PLC0415 - for training only

    torch.set_num_threads(1)  # two threads wait for each other more than they work
    torch.manual_seed(1)
    model = net.build().to(memory_format=torch.channels_last)
    kept: dict[str, Any] = torch.load(checkpoint) if checkpoint else {"cpu_s": 0.0, "steps": 0}
    if checkpoint:
        model.load_state_dict(kept["model"])
    mean = torch.optim.swa_utils.get_ema_multi_avg_fn(0.998)
    smooth = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=mean, use_buffers=True)
    weights, quick = torch.optim.AdamW(model.parameters(), _RATE, weight_decay=0.02), torch.compile(model)
    batches: queue.Queue[Any] = queue.Queue(4)
    threading.Thread(target=feed, args=(folder, batches, 2 * kept["steps"] + worker), daemon=True).start()
    start, log = time.monotonic(), _Log(kept["cpu_s"], kept["steps"])
    while (part := (time.monotonic() - start) / 60 / minutes) < 1:
        for group in weights.param_groups:
            group["lr"] = _RATE * min(1, (log.steps - kept["steps"] + 1) / 60) * _falling(part)
        log.add(step(torch, quick, weights, batches.get()), part)
        smooth.update_parameters(model)
        if log.steps % _MEET_STEPS == 0:
            meet(torch, model, home, worker)
        if log.is_due() and worker == 0:
            save(torch, smooth.module, home, log)
    if worker == 0:
        save(torch, smooth.module, home, log)


def meet(torch: Any, model: Any, home: Path, worker: int) -> None:
    """Move half of the way to what the other worker has learnt, where it has."""
    mine, theirs = (home / f"worker{nth}.pt" for nth in (worker, 1 - worker))
    own = model.state_dict()
    if theirs.exists():
        other = torch.load(theirs)
        for name, value in own.items():
            if value.is_floating_point():
                value.lerp_(other[name], 0.5)
    torch.save(own, mine.with_suffix(".part"))
    mine.with_suffix(".part").rename(mine)


def _falling(part: float) -> float:
    """From 1 to nearly 0 along a cosine."""
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * part))


def step(torch: Any, model: Any, weights: Any, batch: tuple[Any, ...]) -> dict[str, float]:
    """Learn from one batch; give the parts of its loss."""
    picture, *wanted = (torch.from_numpy(one) for one in batch)
    seen = (picture.float() / 255).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        found = model(seen)
    costs = net.loss(torch, found, *wanted)
    weights.zero_grad()
    sum(costs.values()).backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    weights.step()
    return {name: float(cost.detach()) for name, cost in costs.items()}


class _Log:
    """Prints the losses of each hundred steps, and knows when to save."""

    def __init__(self, cpu_s: float, steps: int) -> None:
        self._before, self.steps = cpu_s, steps
        self._sums: dict[str, float] = {}
        self._saved = time.monotonic()

    @property
    def cpu_s(self) -> float:
        """CPU seconds so far, earlier runs included."""
        return self._before + time.process_time()

    def add(self, costs: dict[str, float], part: float) -> None:
        self.steps += 1
        for name, cost in costs.items():
            self._sums[name] = self._sums.get(name, 0.0) + cost / 100
        if self.steps % 100 == 0:
            said = {"steps": self.steps, "cpu_s": round(self.cpu_s), "part": round(part, 3)}
            print(json.dumps({**said, **{name: round(cost, 4) for name, cost in self._sums.items()}}), flush=True)
            self._sums = {}

    def is_due(self) -> bool:
        if time.monotonic() - self._saved < _EXPORT_S:
            return False
        self._saved = time.monotonic()
        return True


def save(torch: Any, model: Any, home: Path, log: _Log) -> None:
    """Write the checkpoint and page_corners.onnx."""
    torch.save({"model": model.state_dict(), "cpu_s": log.cpu_s, "steps": log.steps}, home / "corners.pt")
    frozen = net.build()
    frozen.load_state_dict(model.state_dict())
    side = net.SIDE + 2 * net.RIM
    torch.onnx.export(
        frozen.eval(), (torch.zeros(1, 3, side, side),), str(home / "page_corners.onnx"), dynamo=False,
        opset_version=13, input_names=["picture"], output_names=["heat", "page", "shown"],
    )  # fmt: skip


if __name__ == "__main__":
    train(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), *map(Path, sys.argv[5:6]))
