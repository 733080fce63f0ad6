"""The system's own windows for files and folders."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

import resources
from ui.filing.view import say


def files_of(page: QWidget) -> list[Path]:
    """Let the officer choose pictures and PDFs; none when nothing is chosen."""
    kinds = resources.text("picture", "dialog.file_kinds")
    chosen, _ = QFileDialog.getOpenFileNames(page, say("page.choose_file"), "", kinds)
    return [Path(place) for place in chosen]


def folder_of(page: QWidget) -> Path | None:
    """Let the officer choose the folder that another program fills."""
    chosen = QFileDialog.getExistingDirectory(page, say("page.choose_folder"))
    return Path(chosen) if chosen else None
