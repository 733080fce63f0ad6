"""A while at a whole window about one planted person, and everything that a window leaves behind then.

`python -m tests.faults.plain_window FOLDER` works with FOLDER as home, as place of settings and of temporary files.
What was opened in the system's window for files lies in `FOLDER/outside`, in a folder called after the person; what
stood in the titles of windows is in `titles.txt`.
"""

import logging
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from app.services import intake
from tests.desk.counter import Counter, at_work
from tests.faults.plain_text import NOTE, PHONE, PLANTED
from tests.store import township
from ui import files, machine_report
from ui.demo.township import Township
from ui.main import keep_log, make_application


def main(folder: Path) -> None:
    """Set up, take the person in, look, search, reveal, copy, print, choose a file, fail, report, and end."""
    application_ = make_application()
    place = Township(folder / "window", folder / "county")
    place.open()
    place.close()
    with place.desk() as desk:
        draft = township.application(desk, 1)
        draft = replace(draft, members=(replace(draft.applicant, identity=PLANTED),), phone=PHONE, agent=None)
        case = intake.accept(desk, replace(draft, form_content=intake.content_digest(draft))).case
    keep_log(folder / "window")
    titles = list[str]()
    with at_work(application_, folder / "window", folder) as at:
        for act in (_looks, _copies, _chooses, _fails):
            act(at, case.id, folder)
            titles += [one.windowTitle() for one in QApplication.topLevelWidgets()]
        machine_report.write(folder / "window", folder / "report.json")
        names = [paper.name for paper in at.tray.papers]
    (folder / "titles.txt").write_text("\n".join((*titles, *names)), "utf-8")


def _looks(at: Counter, case_id: str, _folder: Path) -> None:
    at.press("Ctrl K").type(PLANTED.name).press("Enter").settle()
    assert at.page == "case", case_id
    at.press("1", "Ctrl Q", "Esc")
    at.press("Ctrl P").press("Enter").settle()


def _copies(at: Counter, case_id: str, _folder: Path) -> None:
    at.pages.go("copy_out", case_id)
    at.settle().press("Ctrl Q", "Enter", "Enter")


def _chooses(at: Counter, _case_id: str, folder: Path) -> None:
    """A real window for files, opened on a folder that is called after somebody."""
    lies = folder / "outside" / PLANTED.name
    lies.mkdir(parents=True)
    (lies / "a.jpg").write_bytes(b"x")

    def accept() -> None:
        shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible())
        shown.setDirectory(str(lies))
        shown.findChildren(QLineEdit)[0].setText(str(lies / "a.jpg"))
        shown.done(QDialog.DialogCode.Accepted.value)

    QTimer.singleShot(200, accept)
    assert files.open_file(at.program.window, "选一张", "(*.jpg)") == lies / "a.jpg"


def _fails(at: Counter, _case_id: str, _folder: Path) -> None:
    """A bug whose message is full of the person."""
    try:
        raise ValueError(f"{PLANTED} {PHONE} {NOTE}")  # noqa: TRY301 - as a bug inside would
    except ValueError as error:
        logging.getLogger("yimen").warning("a test made a bug")
        at.program.problems.broken.disconnect()
        at.program.problems.show(error)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
