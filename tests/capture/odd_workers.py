"""Reading processes that misbehave in one way each: `python odd_workers.py WAY FILE IDLE_SECONDS`."""

import os
import sys
import threading
from pathlib import Path

from app.capture import pipe

_READING = {
    "picture": "",
    "width": 8,
    "height": 6,
    "page": None,
    "kind": "other",
    "quality": {"verdict": "bad", "cause": "no_page"},
    "barcodes": [],
    "fields": {},
    "items": [],
    "outline": None,
}


def main(way: str, log: Path) -> None:
    """Note every start in `log`, answer `warm`, then do what `way` says."""
    with log.open("a") as starts:
        starts.write("start\n")
    nth = len(log.read_text().splitlines())
    while True:
        head, _ = pipe.receive(sys.stdin.buffer)
        if head["op"] == "warm":
            pipe.send(sys.stdout.buffer, {"ready": True})
            if way == "deaf":
                threading.Event().wait()
            continue
        _misbehave(way, nth)
        memory = 10_000 if way == "fat" else 100
        pipe.send(sys.stdout.buffer, {"reading": _READING, "parts": [["archive", 3]], "memory_mib": memory}, b"abc")


def _misbehave(way: str, nth: int) -> None:
    if way == "dies" or (way == "dies_once" and nth == 1):
        os._exit(9)
    if way == "hangs":
        threading.Event().wait()
    if way == "babbles":
        sys.stdout.buffer.write(b"Traceback (most recent call last): nonsense nonsense")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
