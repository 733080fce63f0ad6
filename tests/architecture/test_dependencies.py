"""What the program imports is what pyproject.toml asks for, and the lock file holds it."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import PRODUCT, nodes, sources, text, toml

# Names of packages on the index that differ from the names of their modules.
MODULES = {
    "argon2-cffi": "argon2",
    "chinesecalendar": "chinese_calendar",
    "opencv-python": "cv2",
    "pillow": "PIL",
    "pytest-qt": "pytestqt",
    "pyjwt": "jwt",
    "python-pkcs11": "pkcs11",
    "pyside6-essentials": "PySide6",
    "sqlcipher3": "sqlcipher3",
    "zxing-cpp": "zxingcpp",
}
# What is there without being imported by its name.
SILENT = {
    "psycopg": "SQLAlchemy loads it where a county's address names PostgreSQL",
    "tzdata": "Windows has no time zones of its own",
    "python_multipart": "starlette reads the forms of pages with it",
}
BROUGHT = {
    "shiboken6": "pyside6-essentials brings it",
    "anyio": "starlette brings it",
    "h11": "uvicorn brings it",
    "markupsafe": "jinja2 brings it",
    "omegaconf": "rapidocr brings it",
    "securesystemslib": "tuf brings it",
}
TRAINING = {"torch": "trains the corner net by hand, in an environment of its own; nothing that runs needs it"}
OURS = {*PRODUCT, "tests", "run"}


def imported(path: Path) -> Iterator[str]:
    """Give the top names of all modules that a file imports."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def foreign(*tops: str) -> set[str]:
    names = {name for path in sources(*tops) for name in imported(path)}
    return names - OURS - BROUGHT.keys() - set(sys.stdlib_module_names)


def asked(lines: list[str]) -> set[str]:
    names = {re.split(r"[\[<>=; ]", line)[0].lower() for line in lines}
    return {MODULES.get(name, name.replace("-", "_")) for name in names}


def test_the_program_imports_what_it_asks_for_and_nothing_else() -> None:
    assert foreign(*PRODUCT) == asked(toml("pyproject.toml")["project"]["dependencies"]) - SILENT.keys()


def test_tests_import_what_the_project_asks_for() -> None:
    project = toml("pyproject.toml")
    known = asked([*project["project"]["dependencies"], *project["dependency-groups"]["test"]])
    siblings = {path.stem for path in (*sources("tests"), *sources("packaging"))}
    assert foreign("tests") - known - siblings - TRAINING.keys() == set()


def test_the_lock_file_holds_all_that_the_project_asks_for() -> None:
    project = toml("pyproject.toml")
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    names = {re.split(r"[\[<>=; ]", line)[0].lower() for line in lines}
    locked = {line.split("==")[0] for line in text(Path("requirements.lock")).splitlines() if "==" in line[:60]}
    assert names - locked == set()


def test_run_py_needs_nothing_but_python() -> None:
    assert set(imported(Path("run.py"))) - set(sys.stdlib_module_names) == set()
