"""First report of many cases against bare PUTs of the same bytes, with fsync on both servers; idle, news, a cut.

Both servers are processes of their own, as in a county; client and server share this machine's cores.
"""

import os
import secrets
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.bench.line_bench import notes, over_a_bad_line, packed
from tests.bench.servers import code, served, started
from tests.sync.window import Window
from tests.sync.wire import Proxy

CASES = int(os.environ.get("BENCH_CASES", "150"))
PICTURES_PER_CASE, NOTES_PER_CASE = 3, 9
MEAN_PICTURE = 276_000


def run() -> dict[str, float | str]:
    """Give the figures: MB/s and their ratio, wire per payload, idle request and bytes, what a cut costs, memory."""
    home = Path(tempfile.mkdtemp(prefix="yimen-bench-"))
    try:
        with served(home) as url:
            figures = measured(home, url)
        return figures | packed(home) | over_a_bad_line(home)
    finally:
        shutil.rmtree(home)


def measured(home: Path, url: str) -> dict[str, float | str]:
    """Fill a window, report it, and measure along the way."""
    port = int(url.rpartition(":")[2])
    figures = bare_puts(home)
    with Proxy(port) as proxy:
        window = Window(home / "window").enrol(code(home), url)
        window.sync()
        payload, text = fill(window, CASES)
        took = timed(window.sync)
        assert window.store.pending().blobs == 0
        rate = (payload + text) / took / 1e6
        figures |= {
            "report MB/s": round(rate, 1),
            "report / PUT three at a time": round(rate / float(figures["PUT three at a time MB/s"]), 2),
            "report s": round(took, 2),
            "payload MB": round((payload + text) / 1e6, 1),
            "client RSS MB": round(psutil.Process().memory_info().rss / 1e6),
        }
        figures |= on_the_wire(window, proxy)
        window.close()
    return figures


def on_the_wire(window: Window, proxy: Proxy) -> dict[str, float | str]:
    """Give what goes over the wire for text, for pictures, for nothing, and again after a cut."""
    device = window.store.device()
    assert device is not None
    with window.store.work() as work:
        work.set_device(type(device)(**{**fields(device), "county_url": f"http://127.0.0.1:{proxy.port}"}))
    window.connect()
    window.sync()
    figures: dict[str, float | str] = {}
    sent, (payload, text) = counted(proxy, window, lambda: fill(window, 10))
    figures["wire / payload (10 cases)"] = round(sent / (payload + text), 4)
    sent, text = counted(proxy, window, lambda: notes(window, 500))
    figures["journal wire / its JSON (500 entries)"] = round(sent / text, 3)
    idle = [counted(proxy, window, lambda: None)[0] for _ in range(5)]
    window.faults.calls.clear()
    window.sync()
    figures["idle requests"] = len(window.faults.calls)
    figures["idle bytes"] = statistics.median(idle)
    figures["bytes again after a cut"] = cut_costs(window, proxy)
    return figures


def cut_costs(window: Window, proxy: Proxy) -> int:
    """Send 4 MB over a line that is cut once in the middle; give how much was sent beyond an uncut run."""
    sizes = []
    for cut in (None, 2_100_000):
        one_picture(window, 4_000_000)
        proxy.meter.up = 0
        proxy.meter.cut_after_up = cut
        while window.sync().pending.blobs:
            pass
        sizes.append(proxy.meter.up)
    return sizes[1] - sizes[0]


def counted(proxy: Proxy, window: Window, write: Callable[[], Any]) -> tuple[int, Any]:
    """Give the bytes both ways of the round after `write`, and what it gave."""
    written = write()
    before = proxy.meter.up + proxy.meter.down
    window.sync()
    return proxy.meter.up + proxy.meter.down - before, written


def fill(window: Window, cases: int) -> tuple[int, int]:
    """Write cases of 12 entries with three pictures; give the bytes of pictures and of entries."""
    pictures = text = 0
    for _ in range(cases):
        case = secrets.token_hex(8)
        for _ in range(PICTURES_PER_CASE):
            content = secrets.token_bytes(secrets.choice(range(MEAN_PICTURE // 2, MEAN_PICTURE * 3 // 2)))
            pictures += len(content)
            window.file(case, content)
        text += notes(window, NOTES_PER_CASE, case)
    return pictures, text


def one_picture(window: Window, size: int) -> None:
    window.file(secrets.token_hex(8), secrets.token_bytes(size))


def fields(device: Any) -> dict[str, Any]:
    return {name: getattr(device, name) for name in type(device).__slots__}


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# --- the limit: bare PUTs -----------------------------------------------------------------------


def bare_puts(home: Path) -> dict[str, float | str]:
    """PUT as many pictures as the cases have, one at a time and three at a time, to a server that fsyncs each."""
    figures: dict[str, float | str] = {}
    contents = [secrets.token_bytes(MEAN_PICTURE) for _ in range(30)]
    count = CASES * PICTURES_PER_CASE
    with started(sink_command(home), "sink") as url, httpx.Client(timeout=60) as client:
        for name, parallel in (("one", 1), ("three", 3)):
            with ThreadPoolExecutor(parallel) as pool:
                took = timed(lambda pool=pool, name=name: list(  # type: ignore[misc]  # bound at once
                    pool.map(lambda at: client.put(f"{url}/{name}{at}", content=contents[at % 30]), range(count))
                ))  # fmt: skip
            figures[f"PUT {name} at a time MB/s"] = round(count * MEAN_PICTURE / took / 1e6, 1)
    return figures


async def sink(scope: Any, receive: Any, send: Any) -> None:
    """Write each body to a file and fsync it, and nothing else: what a server at least has to do."""
    if scope["type"] != "http":
        return
    path = Path(os.environ["SINK"]) / Path(scope["path"]).name
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    more = True
    while more:
        part = await receive()
        os.write(file, part.get("body", b""))
        more = part.get("more_body", False)
    os.fsync(file)
    os.close(file)
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


# --- servers ------------------------------------------------------------------------------------


def sink_command(home: Path) -> Callable[[int], list[str]]:
    (home / "sink").mkdir()
    os.environ["SINK"] = str(home / "sink")
    module = "tests.bench.bench_sync:sink"
    return lambda port: ["-m", "uvicorn", "--port", str(port), "--log-level", "error", "--lifespan", "off", module]
