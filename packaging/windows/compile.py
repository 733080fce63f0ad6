"""Compiles a release tree by the Python that will run it: of `lib` only the compiled form stays, of `code` both."""

import py_compile
import sys
from pathlib import Path

# OpenCV reads these as text and runs them itself.
READ_AS_TEXT = ("cv2/config.py", "cv2/config-3.py", "cv2/load_config_py3.py")
MODE = py_compile.PycInvalidationMode.UNCHECKED_HASH


def compile_all(tree: Path) -> None:
    """Compile all modules; PyCompileError where one is none."""
    for file in sorted((tree / "lib").rglob("*.py")):
        if not file.as_posix().endswith(READ_AS_TEXT):
            compiled(file, file.with_suffix(".pyc"), tree)
            file.unlink()
    for file in sorted((tree / "code").rglob("*.py")):
        place = file.parent / "__pycache__" / f"{file.stem}.{sys.implementation.cache_tag}.pyc"
        place.parent.mkdir(exist_ok=True)
        compiled(file, place, tree)


def compiled(file: Path, place: Path, tree: Path) -> None:
    """Write what a module compiles to; a traceback names it by its place in the tree until it is loaded."""
    name = file.relative_to(tree).as_posix()
    py_compile.compile(str(file), str(place), name, doraise=True, invalidation_mode=MODE)


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]))
