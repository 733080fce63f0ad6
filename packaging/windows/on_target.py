"""What the setup lets the new version's own Python do on the PC, before it is anybody's: two small acts.

check   look at the configuration YIMEN_CHECKED; what is wrong goes into YIMEN_LOG, exit code 0 means good
task    write the folder YIMEN_FOLDER into the task YIMEN_TASK, in place of the usual one
"""

import contextlib
import os
import sys
import traceback
from pathlib import Path
from xml.sax.saxutils import escape

USUAL = r"%ProgramFiles%\Yimen"


def check() -> int:
    """Look at a configuration as the program does; a program that does not even start says why in the log."""
    with (
        Path(os.environ["YIMEN_LOG"]).open("a", encoding="utf-8") as log,
        contextlib.redirect_stdout(log),
        contextlib.redirect_stderr(log),
    ):
        try:
            from ui.cli import main  # noqa: PLC0415 - another act needs none of the program

            return main(["config", "check", os.environ["YIMEN_CHECKED"]])
        except Exception:  # noqa: BLE001 - whatever it is, the setup goes no further
            traceback.print_exc()
            return 1


def task() -> int:
    """Fill in where the program lies."""
    file = Path(os.environ["YIMEN_TASK"])
    text = file.read_text("utf-16").replace(USUAL, escape(os.environ["YIMEN_FOLDER"]))
    file.write_text(text, "utf-16")
    return 0


if __name__ == "__main__":
    sys.exit({"check": check, "task": task}[sys.argv[1]]())
