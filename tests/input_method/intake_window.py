"""The window program of a training township, as `demo` opens it; Ctrl+F12 makes it tell page and field to the test."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.demo.township import Township
from ui.main import make_application
from ui.program import Program


def tell(program: Program) -> None:
    """Say which page is shown, what name the draft has, and what has the focus with what in it."""
    field = QApplication.focusWidget()
    typed = field.text() if isinstance(field, QLineEdit) else ""
    intake = program.desk.intake if program.desk else None
    name = intake.draft.applicant.identity.name if intake else ""
    words = (program.window.page, name, type(field).__name__, typed)
    print("text", *(word for word in words if word))  # noqa: T201 - the test reads it


def main(folder: Path) -> None:
    """Open the township's window and stay until the test ends it."""
    township = Township(folder / "window", folder / "county")
    township.open()
    application = make_application()
    program = Program(application, township.data)
    program.start()
    program.window.show()
    key = QShortcut(QKeySequence("Ctrl+F12"), program.window, context=Qt.ShortcutContext.ApplicationShortcut)
    key.activated.connect(lambda: tell(program))
    print("ready")  # noqa: T201 - the test waits for it
    application.exec()


main(Path(sys.argv[1]))
