"""The system's windows for files: the only place that opens them, and nothing is remembered of what was chosen."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_REMEMBERED = ("FileDialog/history", "FileDialog/lastVisited")


def open_file(page: QWidget, title: str, kinds: str) -> Path | None:
    """Let the officer choose a file to be read; None when nothing is chosen."""
    chosen, _ = QFileDialog.getOpenFileName(page, title, "", kinds)
    return _given(chosen)


def open_files(page: QWidget, title: str, kinds: str) -> list[Path]:
    """Let the officer choose files to be read; none when nothing is chosen."""
    chosen, _ = QFileDialog.getOpenFileNames(page, title, "", kinds)
    forget()
    return [Path(place) for place in chosen]


def folder(page: QWidget, title: str) -> Path | None:
    """Let the officer choose a folder; None when nothing is chosen."""
    return _given(QFileDialog.getExistingDirectory(page, title))


def save_as(page: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
    """Let the officer choose where a file is written; None when nowhere. People's data ask by `ui.export` first."""
    chosen, _ = QFileDialog.getSaveFileName(page, title, proposed, kinds)
    return _given(chosen)


def dragged(held: QMimeData) -> Path | None:
    """Give the one file of this PC that is dragged here; None where it is something else, or several."""
    urls = held.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def forget() -> None:
    """Take out of Qt's own settings which folders were opened: a folder may be called after a person."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    for name in _REMEMBERED:
        settings.remove(name)
    settings.sync()


def _given(chosen: str) -> Path | None:
    forget()
    return Path(chosen) if chosen else None
