"""The checking process: `python -m app.pades.worker`, one question on stdin, one answer on stdout, then it ends."""

import base64
import contextlib
import os
import sys
from typing import IO, Final

import msgspec

from app import clock
from app.capture import pipe

_MOST_MEMORY: Final = 512 * 2**20
_MOST_SECONDS: Final = 10  # of the processor; what Windows does not know is the parent's patience


def main() -> int:
    """Check one PDF and say what was found; nothing is said where memory or time did not do."""
    answers = _own_stdout()
    limit()
    head, pdf = pipe.receive(sys.stdin.buffer)
    from app.pades.check import check  # noqa: PLC0415 - within the limits
    from app.pades.roots import read_roots  # noqa: PLC0415 - as above

    roots = read_roots(base64.b64decode(one) for one in head["roots"])
    report = check(pdf, roots, clock.parse(head["now"]))
    pipe.send(answers, msgspec.to_builtins(report))
    return 0


def _own_stdout() -> IO[bytes]:
    """Keep stdout for the answer alone: whatever libraries print goes to stderr."""
    kept = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.setmode(kept, os.O_BINARY)
    return os.fdopen(kept, "wb")


def limit() -> None:
    """Let this process have little memory and little time; Linux keeps to it exactly."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))


if __name__ == "__main__":
    sys.exit(main())
