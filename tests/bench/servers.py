"""Servers of measurements: processes of their own, as in a county."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DIVISION = "511725106"
Figures = dict[str, float | str]


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


def thrown_away(name: str, measure: Callable[[Path], Figures]) -> Figures:
    """Measure in a folder that is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix=f"yimen-{name}-"))
    try:
        return measure(home)
    finally:
        shutil.rmtree(home)


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
