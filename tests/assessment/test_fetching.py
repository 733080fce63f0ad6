"""A document is brought from the county while the window goes on."""

from typing import Any

import pytest
from PySide6.QtCore import QObject

from app.domain.fact import BlobRef
from app.errors import Unavailable
from sync.client.steps import OnFree, OnStore, Steps
from ui.fetching import Fetching
from ui.jobs import Jobs
from ui.problems import Problems

REF = BlobRef("0" * 64, 1, "application/toml")


class Line:
    """An engine that finds the document, or `trouble`; `asked` counts."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble, self.asked = trouble, 0

    def fetch(self, _ref: BlobRef) -> Steps[bytes]:
        self.asked += 1
        yield OnStore(int)
        found: bytes = yield OnFree(self._read)
        return found

    def _read(self) -> bytes:
        if self.trouble:
            raise self.trouble
        return b"x"


@pytest.fixture
def jobs(qapp: object) -> Jobs:
    assert qapp
    return Jobs(Problems().show)


def fetched(jobs: Jobs, line: Line, times: int = 1) -> tuple[list[str], list[BaseException]]:
    """Ask so often, and give what was told."""
    done, failed = list[str](), list[BaseException]()
    parent: Any = QObject()
    fetching = Fetching(line, jobs, parent)  # type: ignore[arg-type]  # as much of an engine as is asked
    for _ in range(times):
        fetching.fetch(REF, lambda: done.append("done"), failed.append)
    jobs.wait(5)
    return done, failed


def test_what_was_brought_is_told_once(jobs: Jobs) -> None:
    assert fetched(jobs, Line()) == (["done"], [])


def test_one_at_a_time(jobs: Jobs) -> None:
    line = Line()
    assert fetched(jobs, line, 2) == (["done"], [])
    assert line.asked == 1


def test_a_line_that_is_cut_is_told(jobs: Jobs) -> None:
    trouble = Unavailable("county.unreachable")
    assert fetched(jobs, Line(trouble)) == ([], [trouble])
