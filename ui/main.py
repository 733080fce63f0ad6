"""The composition root: the only place that makes the application and the program in it."""

import contextlib
import ctypes
import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.errors import Unavailable
from app.services import input_method
from resources import text
from ui.overrides import guard_overrides

_LOG_BYTES, _LOGS = 1_000_000, 3
# How long work beside the window may hold Python before the window gets its turn. Python's own 5 ms add up:
# a page that is drawn while papers are made asks for it dozens of times.
_TURN_S = 0.0005
_M_ARENA_MAX = -8  # of glibc's mallopt


def run(data: Path) -> int:
    """Open the window program of the installation in `data`, or its set-up, and give the exit code."""
    from ui.program import Program  # noqa: PLC0415 - after logging is ready

    keep_log(data)
    application = make_application()
    program = Program(application, data)
    program.problems.install()
    program.start()
    program.window.show()
    code = application.exec()
    program.close()
    return code


def run_gallery() -> int:
    """Show every widget in every state."""
    from ui.gallery import Gallery  # noqa: PLC0415 - only here
    from ui.theme import Theme  # noqa: PLC0415 - only here

    application = make_application()
    theme = Theme(application)
    page = Gallery()
    page.show()
    page.say_something()
    code = application.exec()
    theme.deleteLater()
    return code


def make_application() -> QApplication:
    """Give the one QApplication of this process; with it the process is set up for a window."""
    sys.setswitchinterval(_TURN_S)
    guard_overrides()
    _share_memory()
    os.environ.update(input_method.variables(os.environ))
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of application is running")
    application.setApplicationName("yimen")
    application.setApplicationDisplayName(text("shell", "name"))
    return application


def _share_memory() -> None:
    """Let all threads take memory from one place: glibc would give each its own, and 20 MB lie in them unused."""
    if sys.platform != "linux":  # Windows' Python does not even look for a program's own functions: TypeError
        return
    with contextlib.suppress(OSError, AttributeError):  # another libc
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def keep_log(data: Path) -> None:
    """Write warnings and bugs to `data`/log: codes and places in the program, never what an officer typed."""
    folder = data / "log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "yimen.log", maxBytes=_LOG_BYTES, backupCount=_LOGS, encoding="utf-8")
    except OSError as error:
        raise Unavailable("store.read_only") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
