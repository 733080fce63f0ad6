"""What the demo without a screen tells: each step with its time, and whether the county has all of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the main job: whether it went well, and how long it took."""

    name: str
    ok: bool
    ms: int


@dataclass(slots=True)
class Report:
    """Grows as the demo goes on; `to_json` is the document that is printed."""

    told: Callable[[Step], None]
    steps: list[Step] = field(default_factory=list)
    case: dict[str, str] = field(default_factory=lambda: {"id": "", "number": "", "state": ""})
    device: dict[str, int] = field(default_factory=lambda: {"entries": 0, "blobs": 0, "pending": 0})
    county: dict[str, Any] = field(
        default_factory=lambda: {"entries": 0, "blobs": 0, "complete": False, "equal": False}
    )
    screenshots: list[str] = field(default_factory=list)
    error: dict[str, str] | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step; one that raises is noted as failed, and the error goes on."""
        begun, is_done = time.perf_counter(), False
        try:
            yield
            is_done = True
        finally:
            self.steps.append(Step(name, is_done, round((time.perf_counter() - begun) * 1000)))
            self.told(self.steps[-1])

    @property
    def ok(self) -> bool:
        """Whether every step went well and the county has the case complete and unaltered."""
        whole = self.county["complete"] and self.county["equal"]
        return self.error is None and bool(self.steps) and all(step.ok for step in self.steps) and whole

    def to_json(self) -> dict[str, Any]:
        """Give the whole report as JSON values."""
        document: dict[str, Any] = {
            "ok": self.ok,
            "steps": [asdict(step) for step in self.steps],
            "case": self.case,
            "device": self.device,
            "county": self.county,
            "screenshots": self.screenshots,
        }
        return document if self.error is None else {**document, "error": self.error}
