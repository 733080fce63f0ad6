"""The capture desk against its bars: a table on standard error, every figure in the JSON.

All pictures are made up, from seeds that nothing was trained or tuned on; peers are measured on the same ones.
"""

import statistics
import sys
import time
from dataclasses import asdict, dataclass

import psutil

import resources
from app.capture import Reader
from tests.bench.archive_bench import archive_table
from tests.bench.codes_bench import codes_table
from tests.bench.desk_bench import desk_table
from tests.bench.mat_bench import mat_table
from tests.bench.page_peers import page_table
from tests.bench.reading_bench import reading_table

_REPEATS = 10
Figures = dict[str, float | str]


@dataclass(frozen=True)
class Bar:
    """One row of the table: a figure, what it has to reach, and the figures of peers beside it."""

    figure: str
    least: float | None = None
    most: float | None = None
    peers: tuple[str, ...] = ()

    def is_met(self, value: float) -> bool:
        """Whether a figure reaches the bar."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


_PAGE_PEERS = ("page.largest outline.mean", "page.line segments (LSD).mean")
_CODE_PEERS = ("codes.zxing_read", "codes.pyzbar_read", "codes.cv2_read")
BARS = (
    Bar("mat.mat_all_mean", least=0.985),
    Bar("mat.mat_all_worst", least=0.95),
    Bar("mat.mat_live_moving_ms", most=15),
    Bar("mat.mat_live_lying_ms", most=15),
    Bar("desk.put_down_to_saved_s_worst", most=1.2),
    Bar("desk.frame_work_ms_p50", most=33),
    Bar("page.ours.mean", least=0.972, peers=_PAGE_PEERS),
    Bar("page.ours.worst", least=0.85),
    Bar("page.ours.missed", most=0),
    Bar("page.ours.cpu_ms", most=15),
    Bar("codes.ours_read", least=0.99, peers=_CODE_PEERS),
    Bar("codes.wrong", most=0),
    Bar("codes.ours_cpu_ms_p50", most=15, peers=("codes.zxing_cpu_ms_p50", "codes.pyzbar_cpu_ms_p50")),
    Bar("reading.id_front.id_number", least=0.995),
    Bar("reading.id_front.accepted_wrongly", most=0),
    Bar("reading.id_front.all_fields", least=0.98, peers=("reading.peer_rapidocr.name_address_number",)),
    Bar("reading.id_back.all_fields", least=0.98),
    Bar("reading.hukou_page.all_fields", least=0.98),
    Bar("reading.disability_card.all_fields", least=0.98),
    Bar("reading.gate.flagged", least=0.98),
    Bar("reading.gate.readable_refused", most=0.02),
    Bar("reading.reading_rss_mib", most=600),
    Bar("side.front_s_p50", most=0.8),
    Bar("side.back_s_p50", most=0.8),
    Bar("archive.a4_kb_worst", most=40, peers=("archive.grey_jpeg_kb_mean",)),
    Bar("archive.characters_still_read", least=0.995),
    Bar("archive.both_sides_kb_worst", most=80),
)


def run() -> Figures:
    """Measure everything, print the table, and give the figures by group and name."""
    figures: Figures = {}
    figures |= _named("side", _sides())
    figures |= _named("mat", dict(mat_table()))
    figures |= _named("desk", dict(desk_table()))
    for name, row in page_table().items():
        figures |= _named(f"page.{name}", asdict(row))
    figures |= _named("codes", codes_table())
    figures |= _named("reading", reading_table())
    figures |= _named("archive", archive_table())
    print(table(figures), file=sys.stderr)
    return figures


def table(figures: Figures) -> str:
    """Give the rows of all bars as text: the figure, the bar, whether it is met, the peers."""
    return "\n".join(_row(bar, figures) for bar in BARS)


def _row(bar: Bar, figures: Figures) -> str:
    value = float(figures[bar.figure])
    wanted = f">= {bar.least:g}" if bar.least is not None else f"<= {bar.most:g}"
    peers = ", ".join(f"{name.split('.', 1)[1]} {figures[name]}" for name in bar.peers)
    met = "met" if bar.is_met(value) else "MISSED"
    return f"{bar.figure:<40}{value:>10.4g}  {wanted:<10}{met:<8}{peers}".rstrip()


def _named(group: str, found: dict[str, float] | Figures) -> Figures:
    return {f"{group}.{name}": value for name, value in found.items()}


def _sides() -> Figures:
    """A warm reader on the shipped 3-megapixel photographs of both sides of a card."""
    reader = Reader()
    start = time.perf_counter()
    reader.warm()
    warm_s = time.perf_counter() - start
    child = psutil.Process(reader.process_id())
    try:
        figures: Figures = {"warm_s": round(warm_s, 2)}
        for side in ("front", "back"):
            wall_s, cpu_s = _side(reader, child, side)
            figures |= {f"{side}_s_p50": round(wall_s, 3), f"{side}_cpu_s": round(cpu_s, 3)}
    finally:
        reader.close()
    return figures | {"this_process_rss_mib": round(psutil.Process().memory_info().rss / 2**20)}


def _side(reader: Reader, child: psutil.Process, side: str) -> tuple[float, float]:
    picture = resources.path(f"training/wang_degui_{side}.jpg").read_bytes()
    reader.read(picture)
    times, cpu = [], sum(child.cpu_times()[:2])
    for _ in range(_REPEATS):
        start = time.perf_counter()
        reader.read(picture)
        times.append(time.perf_counter() - start)
    return statistics.median(times), (sum(child.cpu_times()[:2]) - cpu) / _REPEATS
