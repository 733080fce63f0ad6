"""The server's log: one JSON object a line, on standard error or in a file that logrotate may take away.

What is written holds codes, numbers, opaque ids and places in the program; never a value that was sent.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from app import clock
from app.errors import Unavailable
from sync.county.cause import called
from sync.county.watch import REQUESTS


class Lines(logging.Formatter):
    """Writes a record as one line of JSON. Of an error it names the kind: its words may hold what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        at = clock.text(datetime.fromtimestamp(record.created, UTC))
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        facts = getattr(record, "facts", None)
        if facts is None:
            line["message"] = record.getMessage()
        else:
            line |= {name: value for name, value in facts.items() if value != ""}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def written(path: Path | None) -> Iterator[None]:
    """Write the log to a file, or to standard error for None; Unavailable where the file cannot be opened.

    A file that was moved away is begun anew at its old place, so logrotate needs no signal.
    """
    try:
        handler = WatchedFileHandler(path, encoding="utf-8") if path else logging.StreamHandler(sys.stderr)
    except OSError as error:
        raise Unavailable("county.log", reason=called(error)) from error
    handler.setFormatter(Lines())
    root, requests = logging.getLogger(), logging.getLogger(REQUESTS)
    before, levels = list(root.handlers), (root.level, requests.level)
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    requests.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.handlers[:] = before
        root.setLevel(levels[0])
        requests.setLevel(levels[1])
        handler.close()
