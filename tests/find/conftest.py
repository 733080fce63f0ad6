"""A desk at work with its whole window."""

from tests.find.whole_desk_fixtures import at_desk, desk, theme

__all__ = ["at_desk", "desk", "theme"]
