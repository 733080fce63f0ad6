"""How exactly made-up documents are read, what is accepted wrongly, how long it takes, what the gate flags.

Seeds from 40,000 on are held back: no test and no training draws them.
"""

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
import psutil

from app.capture import Reader, Reading
from tests.made_up import documents, faults
from tests.made_up.documents import Drawn
from tests.made_up.scene import MATS, Shot, photograph

_HELD_BACK = 40_000
_CARDS = {
    "id_front": 40,
    "id_back": 16,
    "hukou_head": 12,
    "hukou_page": 20,
    "disability_card": 12,
    "disability_booklet": 6,
}
_FAULTY, _READABLE, _PEER = 3, 25, 4
_SIZE = (2592, 1944)


@dataclass
class _Tally:
    """What came of the documents of one kind."""

    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    doubted: int = 0
    silent: int = 0
    seconds: list[float] = field(default_factory=list)
    cpu_s: float = 0.0

    def count(self, drawn: Drawn, reading: Reading) -> None:
        for name, value in drawn.truth.items():
            found = reading.fields.get(name)
            is_right = found is not None and found.value == value
            self.wanted[name] += 1
            self.right[name] += is_right
            self.doubted += bool(found and found.is_doubtful)
            self.silent += bool(found and not is_right and not found.is_doubtful)
        self.silent += sum(not one.is_doubtful for name, one in reading.fields.items() if name not in drawn.truth)


def reading_table(cards: dict[str, int] | None = None, faulty: int = _FAULTY) -> dict[str, float | str]:
    """Give the figures of all kinds, of the gate, and of rapidocr on the whole frame; names say kind and field."""
    figures: dict[str, float | str] = {}
    with _warm() as reader:
        child = psutil.Process(reader.process_id())
        for kind, number in (cards or _CARDS).items():
            figures |= _figures(kind, _tally(reader, child, kind, number))
        figures["reading_rss_mib"] = round(child.memory_info().rss / 2**20)
        figures |= _gate(reader, faulty)
    return figures | _whole_frame()


class _warm:  # noqa: N801 - stands as a word in a with statement
    """A reader that is warm, and is closed at the end."""

    def __enter__(self) -> Reader:
        self._reader = Reader(timeout_s=120)
        self._reader.warm()
        return self._reader

    def __exit__(self, *_: object) -> None:
        self._reader.close()


def _shot(drawn: Drawn, seed: int) -> Shot:
    """5 megapixels, 7.5 to 10 pixels a millimetre, any desk, any turn, no glare."""
    chance = np.random.default_rng([seed, 7])
    high_mm = drawn.width_mm * drawn.picture.height / drawn.picture.width
    scale = min(float(chance.uniform(7.5, 10)), 0.82 * _SIZE[1] / max(drawn.width_mm, high_mm))
    return Shot(
        size=_SIZE,
        mat=sorted(MATS)[seed % len(MATS)],
        turn=float(chance.uniform(-20, 20) + chance.choice([0, 0, 90, 180, 270])),
        tilt=float(chance.uniform(0, 0.4)),
        width=scale * drawn.width_mm / _SIZE[0],
        noise=float(chance.uniform(1, 6)),
        blur=float(chance.uniform(0.3, 0.9)),
        light=float(chance.uniform(0.65, 1.0)),
    )


def _tally(reader: Reader, child: psutil.Process, kind: str, number: int) -> _Tally:
    tally = _Tally()
    for seed in range(_HELD_BACK, _HELD_BACK + number):
        drawn = documents.draw(kind, seed)
        picture = photograph(drawn.picture, _shot(drawn, seed), seed).jpeg
        start, cpu = time.perf_counter(), sum(child.cpu_times()[:2])
        reading = reader.read(picture)
        tally.seconds.append(time.perf_counter() - start)
        tally.cpu_s += sum(child.cpu_times()[:2]) - cpu
        tally.count(drawn, reading)
    return tally


def _figures(kind: str, tally: _Tally) -> dict[str, float | str]:
    exact: dict[str, float | str] = {
        f"{kind}.{name}": round(tally.right[name] / wanted, 4) for name, wanted in tally.wanted.items()
    }
    return exact | {
        f"{kind}.all_fields": round(tally.right.total() / max(1, tally.wanted.total()), 4),
        f"{kind}.accepted_wrongly": tally.silent,
        f"{kind}.doubted_share": round(tally.doubted / max(1, tally.wanted.total()), 4),
        f"{kind}.s_p50": round(float(np.median(tally.seconds)), 3),
        f"{kind}.cpu_s": round(tally.cpu_s / max(1, len(tally.seconds)), 3),
        f"{kind}.documents": len(tally.seconds),
    }


def _gate(reader: Reader, faulty: int) -> dict[str, float | str]:
    """Unreadable ones flagged (bad or doubt) by cause, with the cause named; readable ones refused (bad)."""
    flagged: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for cause in faults.CAUSES:
        for kind in faults.KINDS:
            for seed in range(_HELD_BACK, _HELD_BACK + faulty):
                quality = reader.read(faults.unreadable(kind, cause, seed).photo.jpeg).quality
                flagged[cause] += quality.verdict != "ok"
                named[cause] += quality.cause == cause
    verdicts = [
        reader.read(faults.readable(kind, seed).photo.jpeg).quality.verdict
        for kind in faults.KINDS
        for seed in range(_HELD_BACK + 500, _HELD_BACK + 500 + _READABLE)
    ]
    each = len(faults.KINDS) * faulty
    return {
        **{f"gate.{cause}.flagged": round(flagged[cause] / each, 4) for cause in faults.CAUSES},
        **{f"gate.{cause}.named": round(named[cause] / each, 4) for cause in faults.CAUSES},
        "gate.flagged": round(flagged.total() / (each * len(faults.CAUSES)), 4),
        "gate.readable_refused": round(verdicts.count("bad") / len(verdicts), 4),
        "gate.readable_doubted": round(verdicts.count("doubt") / len(verdicts), 4),
    }


def _whole_frame() -> dict[str, float | str]:
    """The peer: rapidocr finds and reads all text of a frame; a field counts when its text stands in what it gives."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - after the reader was weighed

    engine: Any = RapidOCR(params={"Global.log_level": "critical"})
    right: Counter[bool] = Counter()
    cpu = 0.0
    for seed in range(_HELD_BACK, _HELD_BACK + _PEER):
        drawn = documents.draw("id_front", seed)
        picture = photograph(drawn.picture, replace(_shot(drawn, seed), turn=0.0), seed).jpeg
        frame = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
        start = time.process_time()
        said = "".join(engine(frame).txts or ())
        cpu += time.process_time() - start
        right += Counter(drawn.truth[name] in said for name in ("name", "address", "id_number"))
    return {
        "peer_rapidocr.name_address_number": round(right[True] / right.total(), 4),
        "peer_rapidocr.cpu_s": round(cpu / _PEER, 2),
    }
