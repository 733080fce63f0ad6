"""A township's window, with two officers and no line."""

from tests.desk.conftest import counter, folder, set_up

__all__ = ["counter", "folder", "set_up"]
