"""Where the applicant's window stands: on a monitor of its own while there is one."""

from collections.abc import Sequence

from PySide6.QtGui import QScreen


def own_screen(screens: Sequence[QScreen], officers: QScreen | None) -> QScreen | None:
    """Give the first screen that is not the officer's; None where there is only one."""
    if officers is None:
        return None
    return next((screen for screen in screens if screen is not officers), None)
