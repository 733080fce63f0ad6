"""Compiles a release tree by the Python that will run it: of `lib` only the compiled form stays, of `code` both."""

import py_compile
import sys
from pathlib import Path

MODE = py_compile.PycInvalidationMode.UNCHECKED_HASH


def compile_all(tree: Path, with_sources: list[str]) -> None:
    """Compile all modules; PyCompileError where one is none. Some packages of `lib` need their sources all the same."""
    for file in sorted((tree / "lib").rglob("*.py")):
        if file.relative_to(tree / "lib").parts[0] in with_sources:
            compiled_beside(file, tree)
            continue
        compiled(file, file.with_suffix(".pyc"), tree)
        file.unlink()
    for file in sorted((tree / "code").rglob("*.py")):
        compiled_beside(file, tree)


def compiled_beside(file: Path, tree: Path) -> None:
    """Write what a module compiles to where Python looks for it beside the source."""
    place = file.parent / "__pycache__" / f"{file.stem}.{sys.implementation.cache_tag}.pyc"
    place.parent.mkdir(exist_ok=True)
    compiled(file, place, tree)


def compiled(file: Path, place: Path, tree: Path) -> None:
    """Write what a module compiles to; a traceback names it by its place in the tree until it is loaded."""
    name = file.relative_to(tree).as_posix()
    py_compile.compile(str(file), str(place), name, doraise=True, invalidation_mode=MODE)


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]), sys.argv[2:])
