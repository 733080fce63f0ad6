"""`yimen demo --headless`: the real windows without a screen, driven through the whole main job."""

import argparse
import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.errors import Refused, Unavailable
from resources import text
from ui.console import EXIT_NOT_WELL, EXIT_OK, as_json, give, say
from ui.demo.report import Report, Step
from ui.demo.township import Township
from ui.problems import sentence


def run_headless(options: argparse.Namespace) -> int:
    """Do the main job, print the report, and give the exit code: 0 when the county has everything unaltered."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    report = Report(_told_nobody if as_json(options) else _told)
    shots: Path | None = options.shots
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
    try:
        _do(report, getattr(options, "data", None), shots)
    except (Refused, Unavailable) as error:
        report.error = {"code": error.code, "text": sentence(error)}
    give(options, report.to_json(), lambda _found: [_summary(report)])
    return EXIT_OK if report.ok else EXIT_NOT_WELL


def _do(report: Report, data: Path | None, shots: Path | None) -> None:
    with _folders(data) as (window, county):
        township = Township(window, county)
        with report.step("township"):
            township.open()
        try:
            _drive(report, township, shots)
        finally:
            township.close(keep_county=data is not None)


def _drive(report: Report, township: Township, shots: Path | None) -> None:
    from ui.demo.main_job import MainJob  # noqa: PLC0415 - Qt, after its platform is chosen
    from ui.main import keep_log, make_application  # noqa: PLC0415 - as above
    from ui.program import Program  # noqa: PLC0415 - as above

    with report.step("window"):
        keep_log(township.data)
        program = Program(make_application(), township.data)
        program.start()
        program.window.resize(1366, 768)
        program.window.show()
    try:
        MainJob(program, township, report, shots).run()
    finally:
        program.close()


@contextlib.contextmanager
def _folders(data: Path | None) -> Iterator[tuple[Path, Path]]:
    """Give the folders of window and county; the county's is gone at the end, for its documents are plain."""
    with tempfile.TemporaryDirectory(prefix="yimen-") as home:
        yield (data.resolve() if data else Path(home) / "window"), Path(home) / "county"


def _told(step: Step) -> None:
    word = text("demo", f"step.{step.name}")
    say(text("demo", "headless.step", sign="✓" if step.ok else "▲", name=word, ms=step.ms))


def _told_nobody(_step: Step) -> None:
    """With --json nothing but the document is printed."""


def _summary(report: Report) -> str:
    if report.error is not None:
        return text("demo", "headless.failed", reason=report.error["text"])
    name = "headless.done" if report.ok else "headless.differs"
    return text("demo", name, number=report.case["number"], **report.county)
