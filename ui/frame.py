"""What the pages of the desk stand in."""

from dataclasses import dataclass

from ui.clipboard import ClipboardGuard
from ui.jobs import Jobs
from ui.problems import Problems
from ui.shell.model import ShellModel
from ui.shell.window import ShellWindow


@dataclass(frozen=True)
class Frame:
    """What the pages stand in and share: the window, its bars, the lanes, the place for errors."""

    window: ShellWindow
    shell: ShellModel
    jobs: Jobs
    problems: Problems
    clipboard: ClipboardGuard
