"""What stands between window and county in the tests: a proxy that cuts and stalls, and pages of somebody else."""

import selectors
import socket
import ssl
import struct
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

_CHUNK = 16_384


def reset(line: socket.socket) -> None:
    """End a connection as a cut does: at once, without a goodbye."""
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    line.close()


def _let_read(line: socket.socket) -> None:
    """End a connection so that what was sent still arrives: a reset would throw away what has not been read yet."""
    line.shutdown(socket.SHUT_WR)
    line.settimeout(5)
    while line.recv(_CHUNK):
        pass


class Listener:
    """A server on a free loopback port with a thread for each connection; subclasses say what happens on one."""

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self._tls = tls
        self._socket = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_768)  # what is on its way stays visible
        self._socket.bind((host, 0))
        self._socket.listen(32)
        self.port = int(self._socket.getsockname()[1])
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._ended = False

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://localhost:{self.port}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended = True
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for line in list(self._open):
            reset(line)
        for thread in self._threads:
            thread.join(5)

    def speak(self, tls: ssl.SSLContext) -> None:
        """Show other certificates from the next connection on."""
        self._tls = tls

    def serve(self, line: socket.socket) -> None:
        """Do what this server does with a connection; here it is cut."""
        line.close()

    def _start(self, run: object, *given: object) -> None:
        thread = threading.Thread(target=run, args=given, daemon=True)  # type: ignore[arg-type]  # a bound method
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            self._open.add(line)
            self._start(self._handle, line)

    def _handle(self, line: socket.socket) -> None:
        try:
            if self._tls is not None:
                line = self._tls.wrap_socket(line, server_side=True)
                self._open.add(line)
            self.serve(line)
        except (OSError, ValueError):  # cut, or closed because the test is over
            pass
        finally:
            reset(line)


@dataclass
class Meter:
    """What went through a proxy, and after how many more bytes it is cut; None for never."""

    up: int = 0
    down: int = 0
    cut_after_up: int | None = None
    cut_after_down: int | None = None
    armed: tuple[int, int] | None = None
    connections: int = 0
    cuts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def arm(self, up: int, down: int) -> None:
        """Cut the answer after `down` bytes, once `up` bytes have gone up from now."""
        with self.lock:
            self.armed = self.up + up, down

    def passes(self, *, upwards: bool, count: int) -> int:
        """Count bytes and give how many of them still pass before the cut."""
        with self.lock:
            left = self.cut_after_up if upwards else self.cut_after_down
            passing = count if left is None else min(count, left)
            if upwards:
                self.up += passing
                if self.armed is not None and self.up >= self.armed[0]:
                    self.cut_after_down, self.armed = self.armed[1], None
                self.cut_after_up = None if left is None else left - passing
            else:
                self.down += passing
                self.cut_after_down = None if left is None else left - passing
            if passing < count:
                self.cuts += 1
                self.cut_after_up = self.cut_after_down = None
            return passing


class Proxy(Listener):
    """Hands bytes on to a port of this machine, and cuts where `meter` says; with `refuses` nobody is let through."""

    def __init__(self, to_port: int, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        super().__init__(tls, host)
        self._to_port = to_port
        self.meter = Meter()
        self.refuses = False
        self.stalls = threading.Event()
        self.pause_s = 0.0  # before each piece of 16 KiB upwards

    def lead_to(self, port: int) -> None:
        """Lead to another port from the next connection on."""
        self._to_port = port

    def serve(self, line: socket.socket) -> None:
        if self.refuses:
            return
        self.meter.connections += 1
        with socket.create_connection(("127.0.0.1", self._to_port)) as county:
            self._open.add(county)
            self._pump(line, county)
            reset(county)

    def _pump(self, line: socket.socket, county: socket.socket) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(line, selectors.EVENT_READ, county)
            ready.register(county, selectors.EVENT_READ, line)
            while True:
                for key, _ in ready.select(1):
                    if not self._hand_on(key.fileobj, key.data, upwards=key.data is county):  # type: ignore[arg-type]  # sockets
                        return
                if self._ended:
                    return

    def _hand_on(self, source: socket.socket, target: socket.socket, *, upwards: bool) -> bool:
        while True:
            part = source.recv(_CHUNK)
            if not part:
                return False
            if self.stalls.is_set() and not upwards:
                return True  # the answer is swallowed, the line stays open
            passing = self.meter.passes(upwards=upwards, count=len(part))
            if upwards and self.pause_s:
                threading.Event().wait(self.pause_s)
            target.sendall(part[:passing])
            if passing < len(part):
                if not upwards:
                    _let_read(target)
                return False
            if not (isinstance(source, ssl.SSLSocket) and source.pending()):
                return True


class Pages(Listener):
    """Answers everything with the same bytes, as a captive portal does; `asked` are the first lines of requests."""

    def __init__(self, answer: bytes, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(tls)
        self.answer = answer
        self.asked: list[bytes] = []
        self.hangs_up = False

    def serve(self, line: socket.socket) -> None:
        while head := _head(line):
            self.asked.append(head.partition(b"\r\n")[0])
            page = self.reply(head)
            line.sendall(page.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if head.startswith(b"HEAD") else page)
            if self.hangs_up:
                return

    def reply(self, head: bytes) -> bytes:
        """Give the bytes that answer a request with this head."""
        return self.answer if head else b""


def _head(line: socket.socket) -> bytes:
    """Read a request's head and throw its body away."""
    come = b""
    while b"\r\n\r\n" not in come:
        part = line.recv(_CHUNK)
        if not part:
            return b""
        come += part
    head, _, body = come.partition(b"\r\n\r\n")
    length = next(
        (int(row.split(b":")[1]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += line.recv(_CHUNK)
    return head


def answer(status: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Give the bytes of an HTTP answer."""
    lines = [
        f"HTTP/1.1 {status}",
        *(f"{name}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body
