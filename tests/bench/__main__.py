"""Run the measurements: `python3 run.py bench [NAME ...]`, one JSON document on standard output."""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
Figures = dict[str, float | str]


def load(file: Path) -> Callable[[], Figures]:
    """Give the function `run` of a measurement's file."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise ImportError(file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    run: Callable[[], Figures] = module.run
    return run


def measure(file: Path) -> Figures:
    """Run one measurement and tell on standard error how long it took."""
    start = time.monotonic()
    figures = load(file)()
    print(f"{file.stem}: {time.monotonic() - start:.1f} s", file=sys.stderr)
    return figures


def main(names: list[str]) -> int:
    """Print the figures of all measurements, or of those named (without `bench_`)."""
    files = {file.stem.removeprefix("bench_"): file for file in sorted(HERE.glob("bench_*.py"))}
    unknown = [name for name in names if name not in files]
    if unknown:
        print(f"no such measurement: {' '.join(unknown)}; there are: {' '.join(files)}", file=sys.stderr)
        return 2
    figures = {name: measure(files[name]) for name in names or files}
    print(json.dumps(figures, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
