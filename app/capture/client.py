"""The reader of pictures, as the program sees it: a child process that is started, watched, limited and replaced."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.capture import pipe
from app.capture.edit import Developed, Edit
from app.capture.reading import Reading, from_json
from app.errors import Refused, Unavailable

MOST_BYTES = 20 * 1024 * 1024
MOST_PDF_BYTES = 60 * 1024 * 1024
MOST_MEMORY_MIB = 480
_LAST_BREATH_S = 1.0
_LOG = logging.getLogger("yimen.reader")
_HOME = Path(__file__).parents[2]
_Answer = tuple[dict[str, Any], bytes]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page of a PDF as a JPEG; `number` of `count` counts from 1."""

    data: bytes
    number: int
    count: int


class Reader:
    """Reads pictures in a child process that starts with the first picture, or with `warm`.

    May be used from any thread; pictures are read one after the other. A child that dies or hangs is replaced.
    """

    def __init__(
        self, *, command: Sequence[str] | None = None, timeout_s: float = 20, start_s: float = 60, idle_s: float = 600
    ) -> None:
        self._command = tuple(command or (sys.executable, "-m", "app.capture.worker"))
        self._timeout_s = timeout_s
        self._start_s = start_s
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def warm(self) -> None:
        """Start the child and load its models, so that the first picture is read at full speed (about 1.5 s)."""
        with self._lock:
            self._running()

    def read(self, source: Path | bytes, expect: str | None = None, mat: bytes | None = None) -> Reading:
        """Read one picture; `expect` (a kind) is tried first. Boxes are in pixels of the picture as shown.

        `mat` is a picture of the empty mat under the same camera: with it several things are told apart exactly.
        Refused: mat.unreadable, picture.missing, picture.empty, picture.too_large, picture.too_many_pixels,
        picture.unreadable. Unavailable: reader.not_started, reader.timeout.
        """
        data, name = (
            (source, "") if isinstance(source, bytes) else (_load(source, MOST_BYTES, "picture.too_large"), str(source))
        )
        if len(data) > MOST_BYTES:
            raise Refused("picture.too_large", mib=len(data) // 2**20)
        if mat is not None and len(mat) > MOST_BYTES:
            raise Refused("mat.unreadable")
        before = mat or b""
        return _reading(*self._said({"op": "read", "expect": expect, "mat": len(before)}, before + data), name)

    def develop(self, original: bytes, edit: Edit) -> Developed:
        """Make the archive picture anew as an officer cut the page; Refused and Unavailable as `read`, edit.corners."""
        if len(original) > MOST_BYTES:
            raise Refused("picture.too_large", mib=len(original) // 2**20)
        head, body = self._said({"op": "develop", "edit": edit.to_json()}, original)
        wide, high = head["size"]
        return Developed(body, wide, high)

    def two_sides(self, front: bytes, back: bytes) -> bytes:
        """Give both sides of a card on one A4 page at true size; they come as archive pictures. Refused picture.*."""
        return self._said({"op": "two_sides", "front": len(front)}, front + back)[1]

    def watermark(self, picture: bytes, text: str) -> bytes:
        """Give a copy of an archive picture that says all over what it is for, still readable. Refused picture.*."""
        return self._said({"op": "watermark", "text": text}, picture)[1]

    def pages(self, source: Path | bytes, password: str = "") -> Iterator[PdfPage]:
        """Give the pages of a PDF one by one, each a JPEG at 200 dpi; nothing is opened before the first is asked for.

        Refused: pdf.password, pdf.wrong_password, pdf.too_many_pages, pdf.too_large, pdf.empty, pdf.broken,
        pdf.broken_page (the pages before it were given), picture.missing. Unavailable as `read`.
        """
        data = source if isinstance(source, bytes) else _load(source, MOST_PDF_BYTES, "pdf.too_large")
        if len(data) > MOST_PDF_BYTES:
            raise Refused("pdf.too_large", mib=len(data) // 2**20)
        number = count = 1
        while number <= count:
            head, body = self._said({"op": "page", "page": number, "password": password}, data, "pdf.broken")
            count = head["count"]
            yield PdfPage(body, number, count)
            number += 1

    def close(self) -> None:
        """End the child; a later `read` starts a new one."""
        with self._lock:
            self._end()

    def process_id(self) -> int | None:
        """Give the child's process number while one runs."""
        child = self._child
        return child.process.pid if child and child.process.poll() is None else None

    def _said(self, head: dict[str, Any], data: bytes, fatal: str = "picture.unreadable") -> _Answer:
        """Ask, and raise what the child refuses; `fatal` is the code for what kills it, or for a fault of ours."""
        with self._lock:
            said, body = self._answer(head, data, fatal)
        if "bug" in said:
            _LOG.error("a fault while doing %s: %s", head["op"], " > ".join(said["bug"]))
            raise Refused(fatal)
        if "refused" in said:
            raise Refused(said["refused"], **said["facts"])
        return said, body

    def _answer(self, head: dict[str, Any], data: bytes, fatal: str) -> _Answer:
        """Ask the child, and a second one when the first dies: the fault may have been an old one's."""
        for _ in range(2):
            child = self._running()
            try:
                answer = child.ask(head, data, self._timeout_s)
            except pipe.Broken:
                _LOG.warning("the reading process ended while doing %s: %s", head["op"], child.ended_with())
                self._end()
                continue
            except TimeoutError as error:
                self._end()
                raise Unavailable("reader.timeout") from error
            if answer[0].get("memory_mib", 0) > MOST_MEMORY_MIB:
                self._end()
            return answer
        raise Refused(fatal)

    def _running(self) -> "_Child":
        if self._child and self._child.process.poll() is None:
            return self._child
        self._end()
        try:
            child = _Child(self._command, self._idle_s)
        except OSError as error:
            raise Unavailable("reader.not_started") from error
        self._child = child
        try:
            child.ask({"op": "warm"}, b"", self._start_s)
        except (pipe.Broken, TimeoutError) as error:
            self._end()
            raise Unavailable("reader.not_started") from error
        return child

    def _end(self) -> None:
        if self._child:
            self._child.end()
        self._child = None


class _Child:
    """One running reading process; it is asked by one thread at a time."""

    def __init__(self, command: Sequence[str], idle_s: float) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [*command, str(idle_s)],
            cwd=_HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def ask(self, head: dict[str, Any], data: bytes, timeout_s: float) -> _Answer:
        """Send a question and wait for its answer; Broken, or TimeoutError when the process had to be killed."""
        late = threading.Event()
        # Killing is what wakes a thread that hangs in a pipe, on every system, whether it reads or writes.
        watch = threading.Timer(timeout_s, self._expire, (late,))
        watch.daemon = True
        watch.start()
        try:
            pipe.send(_stream(self.process.stdin), head, data)
            return pipe.receive(_stream(self.process.stdout))
        except pipe.Broken:
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            watch.cancel()

    def _expire(self, late: threading.Event) -> None:
        late.set()
        self.process.kill()

    def ended_with(self) -> int | None:
        """Give the exit code of a process that broke off, or None when it had to be ended."""
        try:
            return self.process.wait(_LAST_BREATH_S)
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        """Kill the process, which holds nothing that could be lost, and close both ends."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            _close(_stream(stream))


def _load(place: Path, most_bytes: int = MOST_BYTES, too_large: str = "picture.too_large") -> bytes:
    try:
        size = place.stat().st_size
        if size > most_bytes:
            raise Refused(too_large, mib=size // 2**20)
        return place.read_bytes()
    except OSError as error:
        raise Refused("picture.missing", name=place.name) from error


def _reading(head: dict[str, Any], body: bytes, name: str) -> Reading:
    parts, start = {}, 0
    for part, length in head["parts"]:
        parts[part] = body[start : start + length]
        start += length
    return from_json(head["reading"], parts, name)


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - Popen opens what PIPE asks for
    return stream


def _close(stream: IO[bytes]) -> None:
    """Closing flushes, and a dead child's pipe refuses that."""
    try:
        stream.close()
    except OSError:
        return
