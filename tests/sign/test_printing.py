"""Paper out of the printer: a millimetre is a millimetre, copies and pages are right, errors say what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Unavailable
from app.forms.form import FormSet
from tests.forms import reading
from ui.jobs import Jobs
from ui.printer_choice import PrinterChoice
from ui.printing import AS_FILE, Paper, Printed, Printing, draw_on, print_paper, save_paper
from ui.theme import Theme

ABOUT = "case:01900000-0000-7000-8000-000000000001"


def _unnoted(_paper: Paper, _as_file: bool) -> None:  # noqa: FBT001 - as `ui.printing.Note` is called
    """Nothing is written down here."""


def to_file(pdf: bytes, file: Path, dots_per_inch: int = 300) -> bytes:
    """Print on the printer that writes a PDF, and give what it wrote."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(dots_per_inch)
    draw_on(printer, pdf)
    return file.read_bytes()


@pytest.fixture
def printing(jobs: Jobs) -> Printing:
    return Printing(jobs, lambda: "", list[str]().append, _unnoted)


@pytest.mark.usefixtures("qapp")
def test_a_code_comes_out_at_its_true_size_and_place(forms: FormSet, tmp_path: Path) -> None:
    form = forms.authorisations[0]
    ours = reading.codes_of(form.pdf, 0)[0]

    printed = reading.codes_of(to_file(form.pdf, tmp_path / "out.pdf"), 0)[0]

    assert printed.text == ours.text
    assert (printed.wide, printed.high) == pytest.approx((27, 27), abs=0.3)
    assert (printed.left, printed.top) == pytest.approx((163, 14), abs=0.3)


@pytest.mark.usefixtures("qapp")
def test_the_frame_of_the_field_comes_out_at_its_true_place(forms: FormSet, tmp_path: Path) -> None:
    form = forms.authorisations[0]
    field = form.fields[0]

    printed = to_file(form.pdf, tmp_path / "out.pdf")

    for top in (field.top, field.top + field.height):
        assert reading.dark_share(printed, 0, (field.left + 10, top - 0.5, field.width - 20, 1)) > 0.3
        assert reading.dark_share(printed, 0, (field.left + 10, top - 3, field.width - 20, 1.5)) == 0


@pytest.mark.usefixtures("qapp")
def test_the_paper_s_corner_is_the_picture_s_corner_on_every_printer(forms: FormSet, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))

    draw_on(printer, forms.authorisations[0].pdf)

    assert printer.fullPage()
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    assert printer.resolution() <= 600


@pytest.mark.usefixtures("qapp")
def test_every_page_comes_out(forms: FormSet, tmp_path: Path) -> None:
    printed = to_file(forms.application.pdf, tmp_path / "out.pdf", 150)

    assert printed.count(b"/Type /Page\n") == 4


@pytest.mark.usefixtures("qapp")
def test_bands_leave_no_seam(forms: FormSet, tmp_path: Path) -> None:
    printed = to_file(forms.authorisations[0].pdf, tmp_path / "out.pdf", 600)

    side = forms.authorisations[0].fields[0]
    assert reading.dark_share(printed, 0, (side.left - 0.1, side.top + 1, 0.4, side.height - 2)) > 0.9


@pytest.mark.qt_log_ignore("QPainter::begin")
@pytest.mark.usefixtures("qapp")
def test_a_printer_that_cannot_be_written_to_is_said(forms: FormSet, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"printer\.failed"):
        to_file(forms.application.pdf, tmp_path / "no such folder" / "out.pdf")


@pytest.mark.usefixtures("qapp")
def test_a_printer_that_is_gone_is_said_by_name(forms: FormSet) -> None:
    with pytest.raises(Unavailable, match=r"printer\.gone") as raised:
        print_paper(Paper("受理通知书", forms.application.pdf, ABOUT), "大厅那台")

    assert raised.value.facts == {"name": "大厅那台"}


def test_a_paper_is_saved_byte_for_byte_and_none_is_overwritten(forms: FormSet, tmp_path: Path) -> None:
    paper = Paper("受理通知书 0A-00147-U", forms.application.pdf, ABOUT)

    first, second = save_paper(paper, tmp_path), save_paper(paper, tmp_path)

    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["受理通知书 0A-00147-U-2.pdf", "受理通知书 0A-00147-U.pdf"]
    assert first != second
    assert (tmp_path / "受理通知书 0A-00147-U.pdf").read_bytes() == forms.application.pdf


def test_a_folder_that_takes_no_file_is_said(forms: FormSet, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")

    with pytest.raises(Unavailable, match=r"printer\.no_folder"):
        save_paper(Paper("受理通知书", forms.application.pdf, ABOUT), tmp_path / "taken")


def test_without_a_remembered_printer_one_is_asked_for(printing: Printing, forms: FormSet) -> None:
    asked: list[tuple[Paper, tuple[str, ...]]] = []
    printing.asked.connect(lambda paper, names: asked.append((paper, names)))
    paper = Paper("受理通知书", forms.application.pdf, ABOUT, 2)

    printing.print(paper)

    assert asked == [(paper, tuple(QPrinterInfo.availablePrinterNames()))]


def test_a_remembered_printer_that_is_gone_is_asked_for_again(jobs: Jobs, forms: FormSet) -> None:
    asked: list[Paper] = []
    printing = Printing(jobs, lambda: "卖掉的那台", list[str]().append, _unnoted)
    printing.asked.connect(lambda paper, _names: asked.append(paper))

    printing.print(Paper("受理通知书", forms.application.pdf, ABOUT))

    assert len(asked) == 1


def test_the_chosen_printer_is_remembered_and_its_failure_told(jobs: Jobs, forms: FormSet) -> None:
    remembered: list[str] = []
    failed: list[Unavailable] = []
    printing = Printing(jobs, lambda: "", remembered.append, _unnoted)
    printing.failed.connect(failed.append)

    printing.choose(Paper("受理通知书", forms.application.pdf, ABOUT), "大厅那台")
    jobs.wait()

    assert remembered == ["大厅那台"]
    assert [error.code for error in failed] == ["printer.gone"]


def test_a_file_instead_of_a_printer_is_not_remembered(
    jobs: Jobs, forms: FormSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    remembered: list[str] = []
    out: list[Printed] = []
    printing = Printing(jobs, lambda: "", remembered.append, _unnoted)
    printing.printed.connect(out.append)

    printing.choose(Paper("受理通知书", forms.application.pdf, ABOUT), AS_FILE)
    jobs.wait()

    assert remembered == []
    assert out[0].file is not None
    assert out[0].file.is_relative_to(tmp_path)


@pytest.fixture
def window(qapp: QApplication, _theme: Theme) -> Iterator[QWidget]:
    shown = QWidget()
    shown.resize(1190, 616)
    shown.show()
    qapp.processEvents()
    yield shown
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what closed itself goes before its window does
    shown.close()


def test_enter_takes_the_usual_printer(window: QWidget) -> None:
    chosen: list[str] = []
    question = PrinterChoice(window, ("大厅那台", "二楼那台"))
    question.chosen.connect(chosen.append)
    question.ask()

    QTest.keyClick(question.list, Qt.Key.Key_Return)

    assert chosen == ["大厅那台"]


def test_without_a_printer_enter_saves_a_file(window: QWidget) -> None:
    chosen: list[str] = []
    question = PrinterChoice(window, ())
    question.chosen.connect(chosen.append)
    question.ask()

    QTest.keyClick(question.list, Qt.Key.Key_Return)

    assert chosen == [AS_FILE]
