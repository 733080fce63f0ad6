"""First report of many cases against bare PUTs of the same bytes, with fsync on both servers; idle, news, a cut.

Both servers are processes of their own, as in a county; client and server share this machine's cores.
"""

import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from sync.packing import dictionaries, pack
from tests.bench.shaper import Shaper
from tests.made_up.wire_journals import journals
from tests.sync.window import Window
from tests.sync.wire import Proxy
from ui.demo.seed import seed
from ui.demo.township import Township

CASES = int(os.environ.get("BENCH_CASES", "150"))
PICTURES_PER_CASE, NOTES_PER_CASE = 3, 9
MEAN_PICTURE = 276_000
DIVISION = "511725106"


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


def packed(home: Path) -> dict[str, float | str]:
    """Give how much smaller the text of a case becomes, with the dictionary and without, and of many at once.

    The cases are those of the training township, taken in by the services of the window; no training saw them.
    """
    township = Township(home / "window of cases", home / "county of cases")
    township.open()
    with township.desk() as desk:
        seed(desk)
        lines: dict[str, list[bytes]] = {}
        for entry in desk.store.outbox():
            lines.setdefault(entry.subject, []).append(entry.to_line() + b"\n")
    township.close()
    cases = [b"".join(of_one) for subject, of_one in lines.items() if subject.startswith("case:")]
    (name,) = list(dictionaries())[-1:]
    batch = b"".join(entry.to_line() + b"\n" for journal in journals(range(500, 503)) for entry in journal)
    return {
        "one case: its JSON bytes": round(statistics.mean(map(len, cases))),
        "one case: JSON / packed with the dictionary": round(ratio(cases, name), 2),
        "one case: JSON / packed without": round(ratio(cases, ""), 2),
        "batch: its JSON kB": round(len(batch) / 1e3),
        "batch: JSON / packed with the dictionary": round(ratio([batch], name), 2),
        "batch: JSON / packed without": round(ratio([batch], ""), 2),
    }


def ratio(bodies: list[bytes], dictionary: str) -> float:
    return sum(map(len, bodies)) / sum(len(pack(body, dictionary)) for body in bodies)


def over_a_bad_line(home: Path) -> dict[str, float | str]:
    """Give the seconds from the line's coming up to the text of a case being at the county: 256 kbit/s, 600 ms, 5 %."""
    figures: dict[str, float | str] = {}
    for name, has_tls in (("plain", False), ("TLS", True)):
        with served(home, name, tls=has_tls) as url:
            port = int(url.rpartition(":")[2])
            for token, lasts in (("token at hand", True), ("token to be taken", False)):
                took = [text_of_a_case(home, port, name, keeps_token=lasts, seed=seed) for seed in range(5)]
                figures[f"text of one case over a bad line, {name}, {token}: s"] = round(statistics.median(took), 2)
    return figures


def text_of_a_case(home: Path, port: int, name: str, *, keeps_token: bool, seed: int) -> float:
    """Give how long the text of a case takes, by a window that knows its county and has just lost its line."""
    with Shaper(port, bits_per_s=1e9, round_s=0.0, loss=0.0) as easy:
        scheme = "https" if name == "TLS" else "http"
        window = Window(home / f"{name} {keeps_token} {seed}").enrol(
            code(home, name), f"{scheme}://localhost:{easy.port}"
        )
        window.sync()
    with Shaper(port, seed=seed) as line:
        window.http.channel.line.url = f"{scheme}://localhost:{line.port}"
        window.http.close()
        if not keeps_token:
            window.http.channel._forget()  # noqa: SLF001 - a quarter of an hour goes by
        notes(window, 12, "one")
        began = time.monotonic()
        arrived: list[float] = []
        push, window.faults.after = (
            window.faults.after,
            lambda call: arrived.append(line.answered_at) if call == "push" else None,
        )
        window.sync()
        window.faults.after = push
    window.close()
    return arrived[0] - began


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


def notes(window: Window, count: int, case: str = "bench") -> int:
    """Write notes as long as entries of a case are; give the bytes of their lines."""
    return sum(
        len(window.note(case, f"入户走访记录：家中两口人，住房两间，{at} {WORDS}").to_line()) for at in range(count)
    )


WORDS = "务农为主，去年收粮三千斤，老人常年吃药，每月约二百元，子女在外打工，" * 2


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


@contextmanager
def served(home: Path, name: str = "county", *, tls: bool = False) -> Iterator[str]:
    """Run a county in a folder of that name."""
    (home / name).mkdir()
    words = ["-m", "sync.county.cli", "serve", "--data", str(home / name)]
    if tls:
        issue = ["-m", "sync.county.cli", "certificate", "--data", str(home / name), "--host", "localhost"]
        subprocess.run([sys.executable, *issue, "--out", str(home / name / "tls")], capture_output=True, check=True)
        (key,) = (home / name / "tls").glob("*.key")
        words += ["--tls-cert", str(key.with_suffix(".pem")), "--tls-key", str(key)]
    with started(lambda port: [*words, "--port", str(port)], "county") as url:
        yield url


@contextmanager
def started(command: Callable[[int], list[str]], name: str) -> Iterator[str]:
    """Start a server on a free port and give its address once it listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, *command(port)])
    try:
        deadline = time.monotonic() + 30
        while not listens(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{name} did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
    except OSError:
        return False
    return True


def code(home: Path, name: str = "county") -> str:
    """Take an enrol code from the running county, as IT does."""
    words = ["-m", "sync.county.cli", "enrol-code", "--data", str(home / name), "--office", DIVISION, "--json"]
    answer = subprocess.run([sys.executable, *words], capture_output=True, check=True)
    return str(json.loads(answer.stdout)["code"])
