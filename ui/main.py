"""The composition root: the only place that makes the application and the program in it."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.errors import Unavailable
from app.services import input_method
from resources import text

_LOG_BYTES, _LOGS = 1_000_000, 3


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
    """Give the one QApplication of this process."""
    os.environ.update(input_method.variables(os.environ))
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of application is running")
    application.setApplicationName("yimen")
    application.setApplicationDisplayName(text("shell", "name"))
    return application


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
