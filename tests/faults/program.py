"""Running one of the programs of this folder, alone in a process: imported once, without threads, safe to fork."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(module: str, *words: object) -> Any:
    """Run `tests.faults.<module>` and give the JSON document that it prints."""
    command = [sys.executable, "-m", f"tests.faults.{module}", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)
