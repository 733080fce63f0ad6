"""A store at work for each test."""

from tests.store.conftest import busy, day, desk

__all__ = ["busy", "day", "desk"]
