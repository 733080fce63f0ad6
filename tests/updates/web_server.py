"""A web server as a county has it, that skips where it is asked to, breaks lines, and may never end."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sync.updates.web import Web


@dataclass
class Site:
    """A folder on the web; what it does can be changed while it serves."""

    folder: Path
    url: str = ""
    cut_after: int = 0  # bytes of a target's body after which the line breaks, 0 for never
    endless: bool = False  # a target never ends
    skips: bool = True  # it knows ranges
    status: int = 0  # all it answers, where it is not 0
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def source(self) -> Web:
        """The repository on it."""
        return Web(self.url, stall_s=5)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a folder until the block ends."""
    site = Site(folder)
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.site.asked.append((self.path, wanted))
        place = self.site.folder / self.path.lstrip("/")
        if self.site.status or not place.is_file():
            self.send_error(self.site.status or 404)
            return
        content = place.read_bytes()
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.site.skips else 0
        if start > len(content):
            self.send_error(416)
            return
        self._send(content, start)

    def _send(self, content: bytes, start: int) -> None:
        is_target = self.path.startswith("/targets/")
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if not (is_target and self.site.endless):
            self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        with contextlib.suppress(OSError):
            if is_target and self.site.cut_after:
                self.wfile.write(content[start : start + self.site.cut_after])
                return
            self.wfile.write(content[start:])
            while is_target and self.site.endless:
                self.wfile.write(b"more" * 1_000)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""
