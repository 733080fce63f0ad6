"""The whole window at a made-up township's desk, with a printer that takes all."""

from tests.change.conftest import _one_theme, at_desk, desk, laid_down, pictures, printed, theme

__all__ = ["_one_theme", "at_desk", "desk", "laid_down", "pictures", "printed", "theme"]
