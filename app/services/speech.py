"""Which program of this machine can read a text aloud."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """A program that reads what comes by its standard input. `stop` are the arguments that end what still sounds."""

    name: str
    path: str
    arguments: tuple[str, ...]
    stop: tuple[str, ...] = ()


# The desktop's own service first: it knows the user's voice and speed. What it was given sounds on when its client
# ends, so that it has to be told; espeak-ng falls silent with its process.
_KNOWN = (
    ("spd-say", ("--pipe-mode", "--wait", "--language", "zh", "--rate", "-20"), ("--cancel",)),
    ("espeak-ng", ("-v", "cmn", "-s", "140", "--stdin"), ()),
)


def voice(find: Callable[[str], str | None] = shutil.which) -> Voice | None:
    """Give the program that reads aloud here, or None where there is none."""
    for name, arguments, stop in _KNOWN:
        path = find(name)
        if path:
            return Voice(name, path, arguments, stop)
    return None
