"""People's data leave the store by few ways, and each of them writes a line first (promise 23)."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import called, nodes, sources

# What draws, copies, prints or asks for a file, and the one place of the window that may use it.
ONLY: Final = {
    "QFileDialog": {"ui/files.py"},
    "QClipboard": {"ui/clipboard.py"},
    "QPrinter": {"ui/printing.py"},
    "QPrintDialog": set[str](),
    "QPrintPreviewDialog": set[str](),
    "QPrintPreviewWidget": set[str](),
    "QPdfWriter": set[str](),
    "QDesktopServices": set[str](),
    "QDrag": set[str](),
}
# Calls by which data leave, and who may make them: each has its line in the journal before, or tells of nobody.
CALLS: Final = {
    "clipboard": {"ui/clipboard.py": "takes back what was copied"},
    "print_paper": {"ui/printing.py": "after `Printing` had it written down"},
    "save_paper": {"ui/printing.py": "after `Printing` had it written down"},
    "draw_on": {"ui/printing.py": "as above"},
    "save_as": {
        "ui/roster/window.py": "after `ask_reason`",
        "ui/low_income/list_window.py": "after `ask_reason`",
        "ui/copy_out/window.py": "after `ask_reason`",
        "ui/inspection/window.py": "after its own reason, which is `access.exported`",
        "ui/sync_status/window.py": "the report of a machine names nobody",
        "ui/checkup/window.py": "the same report",
    },
    "workbook": {
        "ui/roster/model.py": "after `looking.exported`",
        "ui/copy_out/model.py": "after `looking.exported`",
    },
    "write_whole": {
        "ui/printing.py": "a paper as a file, after `Printing` had it written down",
        "ui/roster/model.py": "after `looking.exported`",
        "ui/copy_out/model.py": "after `looking.exported`",
        "ui/machine_report.py": "names nobody",
        "ui/key_commands.py": "the recovery sheet names nobody",
        "ui/demo/county_copy.py": "made-up people, sealed to the made-up county",
    },
    "preview": {
        "ui/case/model.py": "of a document that `looking.document` gave",
        "ui/shown_paper.py": "of a receipt once the look at its case is written, or of a paper about who stands here",
        "ui/sign/inking.py": "of the page that somebody signs here and now",
        "ui/sealing/model.py": "of a paper of the case that is looked at, or what `looking.document` gave",
        "ui/seal_setup/model.py": "of a paper for trying a seal, which tells of nobody",
        "ui/self_test.py": "of an empty form, in memory",
        "ui/register_commands.py": "another thing of that name: what a list would change",
    },
}
WRITES: Final = {"write_text", "write_bytes", "save_file"}


def places(name: str) -> dict[str, set[str]]:
    """Give which files of the window name or call something."""
    return {path.as_posix(): found for path in sources("ui") if (found := _found(path, name))}


def _found(path: Path, name: str) -> set[str]:
    names = {node.id for node in nodes(path) if isinstance(node, ast.Name)}
    names |= {alias.name for node in nodes(path) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return {name} & names


def callers(name: str) -> set[str]:
    """Give which files of the window call a function or a method of that name."""
    return {
        path.as_posix()
        for path in sources("ui")
        if any(isinstance(node, ast.Call) and called(node) == name for node in nodes(path))
    }


@pytest.mark.parametrize("name", ONLY)
def test_only_one_place_of_the_window_can(name: str) -> None:
    assert set(places(name)) == ONLY[name]


@pytest.mark.parametrize("name", CALLS)
def test_whoever_lets_data_out_is_known(name: str) -> None:
    assert callers(name) == set(CALLS[name])


def test_nothing_of_the_window_writes_a_file_by_another_way() -> None:
    assert {name: callers(name) for name in WRITES} == {name: set() for name in WRITES}


def test_documents_are_opened_in_the_window_only_once_that_is_written_down() -> None:
    found = {
        (path.as_posix(), ast.unparse(node.func))
        for path in sources("ui")
        if path.parts[1] != "demo"
        for node in nodes(path)
        if isinstance(node, ast.Call) and called(node) == "document"
    }
    assert found
    assert {how for _path, how in found} == {"looking.document"}


def test_a_paper_says_whose_data_it_shows() -> None:
    from ui.printing import Paper  # noqa: PLC0415 - Qt, which the other tests here do not need

    with pytest.raises(TypeError, match="about"):
        Paper("受理通知书", b"")  # type: ignore[call-arg]  # that is the point
