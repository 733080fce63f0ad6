"""What opens over the page of papers: the system's windows for files, the sheet that cuts a page, the printers."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

import resources
from ui import files, printer_choice
from ui.filing.edit_sheet import EditSheet
from ui.filing.model import FilingModel
from ui.filing.view import say
from ui.printing import Paper


def files_of(page: QWidget) -> list[Path]:
    """Let the officer choose pictures and PDFs; none when nothing is chosen."""
    kinds = resources.text("picture", "dialog.file_kinds")
    return files.open_files(page, say("page.choose_file"), kinds)


def folder_of(page: QWidget) -> Path | None:
    """Let the officer choose the folder that another program fills."""
    return files.folder(page, say("page.choose_folder"))


def cut(window: QWidget, model: FilingModel, key: str) -> None:
    """Open the page of a line to be cut by hand, where one lies in the application."""
    page = model.editing(key)
    if page is None:
        return
    sheet = EditSheet(window, page)
    page.setParent(sheet)
    sheet.removed.connect(lambda: model.take_out(page))
    sheet.again.connect(model.capture.shoot)
    sheet.closed.connect(sheet.deleteLater)
    sheet.show_sheet()


def ask_printer(window: QWidget, model: FilingModel, paper: Paper, names: tuple[str, ...]) -> None:
    """Ask which printer prints the pages to sign, where it is one of those."""
    pages = model.pages
    if pages is not None and pages.press.owns(paper):
        printer_choice.ask_printer(window, names, pages.choose, pages.choose_none)
