"""The table of faults is whole and true: each has its tests, its sentence as officers read it, its line in a log."""

import ast
import re
from pathlib import Path

import resources
from sync.county.problem import Problem
from tests.architecture.tree import ROOT, files, flat, nodes, strings

FAULTS = (
    "truncated", "reordered", "repeated", "compressed bombs", "wrong digests", "wrong scope", "foreign ids",
    "replayed tokens", "a device cloned from a disk image", "clock 10 years off",
    "server restored from an old backup", "PostgreSQL restarted in mid-batch", "blob store full or gone",
    "disk full on either side", "kill -9 on either side at any point", "a proxy that answers for the server",
    "IPv6-only", "TLS with an expired certificate", "TLS with a foreign certificate",
)  # fmt: skip
PAGE = (ROOT / "docs" / "protocol.md").read_text("utf-8")
PROMISES = (ROOT / "docs" / "promises.md").read_text("utf-8")
TABLE = PAGE.partition("## 16. ")[2].partition("\n## ")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| ")]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def named_in(path: str) -> set[str]:
    """Give the names of a file's tests; none where there is no such file."""
    file = Path(path)
    return {node.name for node in nodes(file) if isinstance(node, ast.FunctionDef)} if file in files(".py") else set()


def sentences() -> dict[str, str]:
    """Give each sentence of an officer by its code, and what a matter asks to be done."""
    found: dict[str, str] = {}
    for kind in ("refused", "unavailable"):
        below = resources.texts("errors")[kind]
        found |= {name: resources.text("errors", f"{kind}.{name}") for name in flat(below)}
    matters = resources.texts("sync")["matters"]
    return found | {f"matters.{name}": one["do"] for name, one in matters.items() if isinstance(one, dict)}


def test_every_fault_has_its_row() -> None:
    assert tuple(row[0] for row in ROWS[1:]) == FAULTS


def test_every_row_names_tests_that_are_there() -> None:
    for fault, *_, shown in ROWS[1:]:
        named = NAMED.findall(shown)
        assert named, fault
        assert [name for path, name in named if name not in named_in(path)] == [], fault


def test_every_named_test_of_the_promises_is_there() -> None:
    assert [name for path, name in NAMED.findall(PROMISES) if name not in named_in(path)] == []


def test_every_sentence_is_the_one_that_is_read() -> None:
    known = sentences()
    for fault, _, read, *_ in ROWS[1:]:
        for said in read.split("<br>"):
            code, _, sentence = said.partition("` ")
            assert said.startswith("— ") or known.get(code.lstrip("`")) == sentence, (fault, said)


def test_every_line_of_a_log_is_one_that_is_written() -> None:
    written = {str(one.value) for path in files(".py") if path.parts[0] in {"sync", "ui"} for one in strings(path)}
    for fault, _, _, log, _ in ROWS[1:]:
        assert log, fault
        for code, status in re.findall(r"`(\w+)` (\d{3})", log):
            assert Problem(code).status == int(status), (fault, code)
        for words in re.findall(r"`(not available|withheld|incident|object store|unavailable)", log):
            assert any(one.startswith(words) for one in written), (fault, words)
