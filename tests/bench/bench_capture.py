"""How fast and how exactly made-up ID cards are read, and what the reading process weighs."""

import statistics
import time
from dataclasses import dataclass

import numpy as np
import psutil

import resources
from app.capture import Reader
from tests.made_up import id_card, people
from tests.made_up.scene import MATS, Shot, photograph

_CARDS = 24
_REPEATS = 10


@dataclass(frozen=True)
class _Run:
    seconds: float
    cpu_seconds: float


def run() -> dict[str, float | str]:
    """Measure a warm reader on the shipped 3-megapixel photographs, then its exactness on other cards."""
    reader = Reader()
    start = time.perf_counter()
    reader.warm()
    warm_s = time.perf_counter() - start
    child = psutil.Process(reader.process_id())
    try:
        sides = {side: _side(reader, child, side) for side in ("front", "back")}
        exact = _exact(reader)
        memory = child.memory_info().rss / 2**20
    finally:
        reader.close()
    return {
        "warm_s": round(warm_s, 2),
        **{f"{side}_s_p50": round(one.seconds, 3) for side, one in sides.items()},
        **{f"{side}_cpu_s": round(one.cpu_seconds, 3) for side, one in sides.items()},
        "bar_side_s": 0.8,
        "fields_exact": round(exact, 4),
        "worker_rss_mib": round(memory),
        "this_process_rss_mib": round(psutil.Process().memory_info().rss / 2**20),
        "preview_ms_p50": round(_preview_ms(), 1),
    }


def _side(reader: Reader, child: psutil.Process, side: str) -> _Run:
    picture = resources.path(f"training/wang_degui_{side}.jpg").read_bytes()
    reader.read(picture)
    times, cpu = [], sum(child.cpu_times()[:2])
    for _ in range(_REPEATS):
        start = time.perf_counter()
        reader.read(picture)
        times.append(time.perf_counter() - start)
    return _Run(statistics.median(times), (sum(child.cpu_times()[:2]) - cpu) / _REPEATS)


def _exact(reader: Reader) -> float:
    """Which part of all fields of fronts on different desks comes out exactly."""
    right = total = 0
    for seed in range(_CARDS):
        person, chance = people.person(5000 + seed), np.random.default_rng(seed)
        shot = Shot(mat=sorted(MATS)[seed % len(MATS)], turn=chance.uniform(-20, 20), tilt=chance.uniform(0, 0.4))
        found = reader.read(photograph(id_card.front(person), shot, seed).jpeg).fields
        wanted = (person.name, person.sex, person.ethnic, person.birth.isoformat(), person.address, person.id_number)
        names = ("name", "sex", "ethnic", "birth", "address", "id_number")
        right += sum(name in found and found[name].value == value for name, value in zip(names, wanted, strict=True))
        total += len(names)
    return right / total


def _preview_ms() -> float:
    """One step of the live preview on a frame of 1280×960 with a card on a known mat."""
    from app.capture.camera import Camera  # noqa: PLC0415 - after this process was weighed
    from app.capture.watch import Watch  # noqa: PLC0415 - as above

    camera, watch, times = Camera(resources.path("training/camera.avi"), paced=False), Watch(), []
    for nth in range(60):
        frame = camera.read()
        start = time.perf_counter()
        watch.look(frame)
        times += [time.perf_counter() - start] if nth > 20 else []
    return 1000 * statistics.median(times)
