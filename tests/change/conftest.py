"""The whole window at a made-up township's desk, with a small reader of pictures."""

from pathlib import Path

import pytest

from tests.find.whole_desk import WholeDesk
from tests.intake.at_the_window import Pictures
from tests.visit.conftest import _one_theme, at_desk, desk, theme
from ui.printing import Paper

__all__ = ["_one_theme", "at_desk", "desk", "theme"]


@pytest.fixture
def pictures(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch) -> Pictures:
    """What is laid under the camera says what the test wants."""
    made = Pictures()
    monkeypatch.setattr(at_desk.pages.reader, "read", made.read)
    return made


@pytest.fixture
def printed(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """The papers that went to the printer, which takes them without a question."""
    papers: list[Paper] = []
    monkeypatch.setattr(at_desk.pages.printing, "print", papers.append)
    return papers


@pytest.fixture
def laid_down(tmp_path: Path) -> Path:
    """Where a picture lies before it is dropped."""
    return tmp_path / "card.jpg"
