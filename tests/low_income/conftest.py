"""The whole window at a made-up township's desk."""

from tests.change.conftest import _one_theme, at_desk, desk, theme

__all__ = ["_one_theme", "at_desk", "desk", "theme"]
