"""The reading process: `python -m app.capture.worker IDLE_SECONDS`, questions on stdin, answers on stdout."""

import contextlib
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from app.capture import pipe
from app.errors import Refused

_MOST_WORK = 320 * 2**20  # beyond what the models take
_MOST_MIB, _LOOK_S, _TOO_LARGE = 512, 0.1, 77


def main(arguments: list[str]) -> int:
    """Answer questions until the program goes away or asks nothing for the given seconds."""
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    answers = _own_stdout()
    threading.Thread(target=_end_when_too_large, daemon=True).start()
    clock = _IdleEnd(float(arguments[0]) if arguments else 600)
    while True:
        try:
            head, data = pipe.receive(sys.stdin.buffer)
            clock.busy()
            pipe.send(answers, *_answer(head, data))
        except pipe.Broken:
            return 0
        clock.idle()


def _answer(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Do what is asked; a fault of ours is told by where it happened, as its words could name a person."""
    try:
        said, body = _OPERATIONS[head["op"]](head, data)
    except Refused as error:
        return {"refused": error.code, "facts": error.facts}, b""
    except Exception as error:
        if _is_out_of_memory(error):
            raise  # and end: another process tries again with all of its memory
        return {"bug": _where(error)}, b""
    return {**said, "memory_mib": _memory_mib()}, body


def _warmed(_head: dict[str, Any], _data: bytes) -> tuple[dict[str, Any], bytes]:
    from app.capture.recognise import warm  # noqa: PLC0415 - seconds of imports, after the pipe stands

    warm()
    _limit_memory()
    return {"ready": True}, b""


def _is_out_of_memory(error: Exception) -> bool:
    """OpenCV, the models and pdfium have errors of their own for it."""
    return isinstance(error, MemoryError) or any(word in str(error).lower() for word in ("memory", "bad_alloc"))


def _read(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from app.capture.recognise import recognise  # noqa: PLC0415 - as above

    mat = head.get("mat", 0)
    reading = recognise(data[mat:], head["expect"], data[:mat] or None)
    parts = reading.pictures()
    lengths = [[name, len(part)] for name, part in parts.items()]
    return {"reading": reading.to_json(), "parts": lengths}, b"".join(parts.values())


def _developed(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from app.capture.develop import develop  # noqa: PLC0415 - as above
    from app.capture.edit import from_json  # noqa: PLC0415 - as above

    archive, size = develop(data, from_json(head["edit"]))
    return {"size": list(size)}, archive


def _page(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """Page `page` (from 1) of a PDF, and how many there are; the program sends the PDF each time."""
    from app.capture.pdf import page_count, page_picture  # noqa: PLC0415 - as above

    count = page_count(data, head["password"])
    return {"count": count}, page_picture(data, head["page"], head["password"])


def _with_both_sides(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from app.capture.two_sides import two_sides  # noqa: PLC0415 - as above

    return {}, two_sides(data[: head["front"]], data[head["front"] :])


def _marked(head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from app.capture.watermark import watermark  # noqa: PLC0415 - as above

    return {}, watermark(data, head["text"])


_OPERATIONS: dict[str, Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]] = {
    "warm": _warmed,
    "read": _read,
    "develop": _developed,
    "page": _page,
    "two_sides": _with_both_sides,
    "watermark": _marked,
}


def _where(error: BaseException) -> list[str]:
    """Give the kind of an error and the lines it came through, without its words and without any value."""
    lines = traceback.extract_tb(error.__traceback__)
    return [type(error).__name__, *(f"{Path(line.filename).name}:{line.lineno} {line.name}" for line in lines)]


class _IdleEnd:
    """Ends the process after some seconds without a question; the program starts another when it needs one."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._waiting: threading.Timer | None = None

    def busy(self) -> None:
        if self._waiting:
            self._waiting.cancel()

    def idle(self) -> None:
        self._waiting = threading.Timer(self._seconds, os._exit, (0,))
        self._waiting.daemon = True
        self._waiting.start()


def _own_stdout() -> IO[bytes]:
    """Keep stdout for answers alone: whatever libraries print goes to stderr."""
    kept = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _binary(kept)
    return os.fdopen(kept, "wb")


def _binary(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.setmode(descriptor, os.O_BINARY)


def _limit_memory() -> None:
    """Let no picture make a library ask for more than the work on any picture needs; Linux keeps to it exactly."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        most = pages * resource.getpagesize() + _MOST_WORK
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _end_when_too_large() -> None:
    """End the process when it has grown too large, wherever the system itself does not."""
    while not threading.Event().wait(_LOOK_S):
        if _memory_mib() > _MOST_MIB:
            os._exit(_TOO_LARGE)


def _memory_mib() -> int:
    import psutil  # noqa: PLC0415 - after the start

    return int(psutil.Process().memory_info().rss // 2**20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
