"""Errors in what overrides Qt are told like every other, and Qt's own answer stands in (decision record 10).

Left to PySide 6.9 on Python 3.11, an error that only C code has seen yet (of `len(5)`, of a widget that is gone) ends
the process, and any other waits, untold, until the call returns in which it happened: for the window, until it closes.
"""

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def guard_overrides() -> None:
    """Put a handler around every override in every class of ours, those to come too; a second call does nothing."""
    if "__init_subclass__" in vars(QObject):
        return
    QObject.__init_subclass__ = classmethod(_guard_new)  # type: ignore[arg-type, assignment, method-assign]  # Qt's class has none of its own
    for one in _heirs(QObject):
        _guard(one)


def _guard_new(cls: type[QObject], **named: Any) -> None:
    super(QObject, cls).__init_subclass__(**named)
    _guard(cls)


def _heirs(of: type) -> list[type]:
    children: list[type] = of.__subclasses__()
    return [heir for child in children for heir in (child, *_heirs(child))]


def _is_qt(cls: type) -> bool:
    return cls.__module__.startswith("PySide6.")


def _guard(cls: type) -> None:
    if _is_qt(cls):
        return
    for name, function in list(vars(cls).items()):
        if not isinstance(function, FunctionType) or name.startswith("__"):
            continue
        qts = next((vars(base)[name] for base in cls.__mro__ if _is_qt(base) and name in vars(base)), None)
        if qts is not None:
            setattr(cls, name, _guarded(function, qts))


def _guarded(function: Callable[..., Any], qts: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except Exception as error:  # noqa: BLE001 - nobody else is there to tell it
            sys.excepthook(type(error), error, error.__traceback__)
        try:
            return qts(*given, **named)
        except Exception:  # noqa: BLE001 - Qt has no answer of its own; what went wrong has been told
            return None

    return call
