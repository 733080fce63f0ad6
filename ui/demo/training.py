"""The training township with a screen: ready to click, and everything in it is made up."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app import settings
from resources import text
from ui.cameras import TRAINING
from ui.console import say
from ui.demo.seed import seed
from ui.demo.township import PASSWORD, Township
from ui.main import run

_WINDOW = "window"
_COUNTY = "county"


def run_training(data: Path | None) -> int:
    """Open the window on the training township, kept in `data` or gone at the end, and give the exit code."""
    say(text("demo", "training.preparing"))
    with _folder(data) as folder:
        township = Township(folder, folder.with_name(f"{folder.name}-{_COUNTY}"))
        is_new = not folder.exists()
        township.open()
        try:
            if is_new:
                _furnish(township)
            say(text("demo", "training.ready", password=PASSWORD))
            return run(folder)
        finally:
            township.close()


def _furnish(township: Township) -> None:
    """Put some cases on the desk and a recording under the camera."""
    with township.desk() as desk:
        seed(desk)
    settings.remember(township.data, camera=TRAINING)


@contextlib.contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data.resolve()
        return
    home = Path(tempfile.mkdtemp(prefix="yimen-"))
    try:
        yield home / _WINDOW
    finally:
        shutil.rmtree(home, ignore_errors=True)
