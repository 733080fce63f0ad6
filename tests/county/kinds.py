"""On which databases a module's tests run: all on SQLite, some on PostgreSQL too, some there in the long run only."""

from collections.abc import Container
from typing import Final

import pytest

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KIND: Final = "kind"  # the fixture that says on which


def parametrize(metafunc: pytest.Metafunc, on_both: Container[str], in_the_long_run: Container[str]) -> None:
    """Let a test that asks for `kind` run once on each; modules are named without ``test_``."""
    if KIND not in metafunc.fixturenames:
        return
    module = metafunc.module.__name__.rpartition("test_")[2]
    kinds: list[object] = [SQLITE]
    if module in on_both:
        kinds.append(POSTGRESQL)
    if module in in_the_long_run:
        kinds.append(pytest.param(POSTGRESQL, marks=pytest.mark.slow))
    metafunc.parametrize(KIND, kinds, scope="session")
