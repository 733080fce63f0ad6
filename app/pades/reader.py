"""Checking a PDF of anybody in a process of its own, which has little memory, little time, and nothing to lose."""

import base64
import hashlib
import io
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from app import clock
from app.capture import pipe
from app.errors import Refused, Unavailable
from app.pades.report import Report, Verdict

MOST_BYTES: Final = 60 * 1024 * 1024
_TIMEOUT_S: Final = 30.0  # of waiting; the process itself may work for ten
_HOME: Final = Path(__file__).parents[2]


def check_file(place: Path, roots: Sequence[bytes], now: datetime) -> Report:
    """Check a file; Refused verify_pdf.missing, verify_pdf.too_large; otherwise as `check_pdf`."""
    try:
        with place.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused("verify_pdf.missing", file=place.name) from error
    return check_pdf(content, roots, now)


def check_pdf(pdf: bytes, roots: Sequence[bytes], now: datetime, timeout_s: float = _TIMEOUT_S) -> Report:
    """Give what a check finds; `roots` are files of certificates that are trusted.

    A file that kills or outlasts the process is broken. Refused verify_pdf.too_large, Unavailable
    verify_pdf.not_started.
    """
    if len(pdf) > MOST_BYTES:
        raise Refused("verify_pdf.too_large", mib=len(pdf) // 2**20)
    question = io.BytesIO()
    told = [base64.b64encode(one).decode("ascii") for one in roots]
    pipe.send(question, {"roots": told, "now": clock.text(now)}, pdf)
    try:
        done = subprocess.run(
            (sys.executable, "-m", "app.pades.worker"),
            cwd=_HOME,
            input=question.getvalue(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout_s,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        head, _ = pipe.receive(io.BytesIO(done.stdout))
        return msgspec.convert(head, Report)
    except OSError as error:
        raise Unavailable("verify_pdf.not_started") from error
    except (subprocess.TimeoutExpired, pipe.Broken, msgspec.ValidationError):
        return Report(Verdict.BROKEN, len(pdf), hashlib.sha256(pdf).hexdigest(), len(roots))
