"""Printing our papers at true size on the printer that this PC remembers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QPoint, QStandardPaths, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app import settings
from app.durable import write_whole
from app.errors import Unavailable
from app.forms.preview import PageImage, at_resolution, page_count
from ui.jobs import FREE, Jobs

AS_FILE = ""  # the printer's name that stands for a PDF in the folder of documents
_FINEST = 600  # dots per inch: finer ones only cost memory, 35 MB a page here
_PORTRAIT, _LANDSCAPE = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape
_BAND, _OVERLAP = 128, 16  # rows of a page that are drawn at once, and again with the next: no seam is ever seen


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed: a PDF, how many copies, and a name for queue and file that names no person.

    `about` is whose data it shows, as `app.services.looking` writes it down: a subject, a list, or `NOBODY` for a
    blank form; `people` how many it names.
    """

    name: str
    pdf: bytes
    about: str
    copies: int = 1
    people: int = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that went out: to a printer by its name, or into a file."""

    paper: Paper
    printer: str
    file: Path | None = None


Note = Callable[[Paper, bool], None]


def printers() -> tuple[str, ...]:
    """Give the names of the printers of this PC, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


def print_paper(paper: Paper, printer_name: str) -> Printed:
    """Print at true size: a millimetre of the paper is a millimetre from the printer, nothing is fitted.

    Unavailable printer.gone, printer.failed, pdf.unreadable. May run outside the UI thread.
    """
    info = QPrinterInfo.printerInfo(printer_name)
    if info.isNull():
        raise Unavailable("printer.gone", name=printer_name)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(paper.name)
    printer.setCopyCount(paper.copies)
    draw_on(printer, paper.pdf)
    return Printed(paper, printer_name)


def save_paper(paper: Paper, folder: Path | None = None) -> Printed:
    """Keep the PDF itself as a file, in the folder of documents if none is given; an older one is never overwritten.

    Unavailable printer.no_folder.
    """
    place = folder or Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    try:
        place.mkdir(parents=True, exist_ok=True)
        file = _free(place, paper.name)
        write_whole(file, paper.pdf)
    except (OSError, Unavailable) as error:
        raise Unavailable("printer.no_folder") from error
    return Printed(paper, AS_FILE, file)


def draw_on(printer: QPrinter, pdf: bytes) -> None:
    """Draw all pages of a PDF on a printer, each at its own size. Unavailable printer.failed, pdf.unreadable."""
    printer.setResolution(min(printer.resolution(), _FINEST))
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), _PORTRAIT, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    painter = QPainter()
    try:
        for number in range(page_count(pdf)):
            image = at_resolution(pdf, number, printer.resolution())
            lies = image.width > image.height
            printer.setPageOrientation(_LANDSCAPE if lies else _PORTRAIT)
            if not (printer.newPage() if number else painter.begin(printer)):
                raise Unavailable("printer.failed")
            _draw_page(painter, image)
    finally:
        if painter.isActive():
            painter.end()


def _draw_page(painter: QPainter, image: PageImage) -> None:
    """Put a page on the paper dot for dot, in bands: Qt holds Python's lock while it packs a picture."""
    for top in range(0, image.height, _BAND):
        high = min(_BAND + _OVERLAP, image.height - top)
        band = memoryview(image.pixels)[top * image.width : (top + high) * image.width]
        grey = QImage.Format.Format_Grayscale8
        painter.drawImage(QPoint(0, top), QImage(band, image.width, high, image.width, grey))


def _free(folder: Path, name: str) -> Path:
    """Give a file name that is not taken yet."""
    number, file = 1, folder / f"{name}.pdf"
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}.pdf"
    return file


class Printing(QObject):
    """Prints on the remembered printer; the first time, and when it is gone, `asked(Paper, names)` has one chosen.

    `printed(Printed)` when a paper is out, `failed(error)` when it is not. `recall` gives the remembered name or
    nothing, `remember` keeps one. `note(Paper, as_file)` writes down that it goes out, before it does: the only way
    to a printer leads through it. In the store's lane.
    """

    printed = Signal(object)
    failed = Signal(object)
    asked = Signal(object, object)

    def __init__(self, jobs: Jobs, recall: Callable[[], str], remember: Callable[[str], None], note: Note) -> None:
        super().__init__()
        self._jobs, self._recall, self._remember, self._note = jobs, recall, remember, note

    @property
    def is_ready(self) -> bool:
        """Whether `print` would ask nothing: the remembered printer is there."""
        name = self._recall()
        return bool(name) and name in QPrinterInfo.availablePrinterNames()

    def print(self, paper: Paper) -> None:
        """Print a paper, or have a printer chosen first."""
        name = self._recall()
        if self.is_ready:
            self._send(paper, lambda: print_paper(paper, name))
        else:
            self.ask(paper)

    def ask(self, paper: Paper) -> None:
        """Have a printer chosen for a paper; also when the officer wants another one."""
        self.asked.emit(paper, printers())

    def choose(self, paper: Paper, name: str) -> None:
        """Print on the printer that was chosen, now and from now on; or save the paper as a file (`AS_FILE`)."""
        if name == AS_FILE:
            self._send(paper, lambda: save_paper(paper), as_file=True)
            return
        self._remember(name)
        self._send(paper, lambda: print_paper(paper, name))

    def _send(self, paper: Paper, job: Callable[[], Printed], *, as_file: bool = False) -> None:
        """Have it written down, then printed; what cannot be written down does not go out."""
        self._jobs.run(
            lambda: self._note(paper, as_file),
            lambda _noted: self._jobs.run(job, self._is_printed, self._is_failed, FREE),
            self._is_failed,
        )

    def _is_printed(self, out: Printed) -> None:
        self.printed.emit(out)

    def _is_failed(self, error: BaseException) -> None:
        self.failed.emit(error)


def printing_at(jobs: Jobs, data: Path, note: Note) -> Printing:
    """Give what prints at an installation, on the printer that its PC remembers; `note` as `Printing` says."""

    def remember(name: str) -> None:
        settings.remember(data, printer=name)

    return Printing(jobs, lambda: settings.load(data).printer, remember, note)
