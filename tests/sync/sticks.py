"""Sticks of the tests: a window's reports carried to the county, and the county's answers carried back."""

from pathlib import Path

from sync.client.answer import Answered
from sync.client.export import Exported, Target, Watch
from sync.client.steps import drive
from sync.county.answering import Answering, Asked
from sync.county.embedded import County
from sync.county.importing import Brought, Importing
from tests.sync.window import Window


def report(window: Window, folder: Path, *, limit: int = 2**32 - 1, anew: bool = False) -> Exported:
    """Write what waits at a window into a folder."""
    folder.mkdir(exist_ok=True)
    return drive(window.engine.export(Target(folder, "", limit, anew), Watch()))


def bring(county: County, *files: Path, release: bool = False) -> list[Brought]:
    """Carry files to the county."""
    importing = Importing(county.site)
    return [importing.take(file, release=release) for file in files]


def answer(county: County, brought: list[Brought], folder: Path) -> Path:
    """Let the county write its answer to those who brought these."""
    folder.mkdir(exist_ok=True)
    return Answering(county.site).write(Asked.of(brought), folder)


def take(window: Window, file: Path) -> Answered:
    """Carry an answer to a window."""
    return drive(window.engine.take_answer(file))


def reports(folder: Path) -> list[Path]:
    """Give the reports in a folder, by name."""
    return sorted(folder.glob("yimen-report-*"))
