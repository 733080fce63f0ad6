"""The table of the founding document has all of its tasks and rows, and whoever does one says where it is seen."""

import re

from tests.architecture.tree import ROOT

TABLE = (ROOT / "docs" / "founding.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| ")]
TASKS = [row for row in ROWS if re.match(r"\d+ ", row[0])]
ANNEX = [row for row in ROWS if row[0].startswith("表")]


def test_all_27_tasks_and_16_rows_are_there_in_order() -> None:
    assert [int(row[0].split()[0]) for row in TASKS] == list(range(1, 28))
    assert [int(re.findall(r"\d+", row[0])[0]) for row in ANNEX] == list(range(1, 17))


def test_what_the_program_does_names_its_screen_and_its_test_or_whose_task_it_is() -> None:
    for task, does, screen, test in (*TASKS, *ANNEX):
        others = does.startswith("county")
        assert ("tests/" in test) != others, task
        assert (screen == "—") <= (others or "reckoned" in does or does.startswith("as task")), task
