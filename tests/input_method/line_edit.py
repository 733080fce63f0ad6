"""The smallest window that takes Chinese: what fails here too is not the program's fault."""

import os
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services import input_method

os.environ.update(input_method.variables(os.environ))
application = QApplication(sys.argv)
field = QLineEdit()
field.resize(500, 60)
field.show()
field.setFocus(Qt.FocusReason.OtherFocusReason)
tell = QShortcut(QKeySequence("Ctrl+F12"), field)
tell.activated.connect(lambda: print(f"text {field.text()}"))  # noqa: T201 - the test reads it
print("ready")  # noqa: T201 - the test waits for it
application.exec()
