"""Stands in for what every Windows 10 has and an older Wine has not, so that the program's parts run there."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import places
import windows_dlls

if TYPE_CHECKING:
    from pathlib import Path

_SOURCE = places.HERE / "windows" / "wine_lacks.c"
_GCC = ("x86_64-w64-mingw32-gcc", "-shared", "-static", "-Os", "-s")
_MARK = b"Wine builtin DLL"
_UCRT, _WINES = "ucrtbase.dll", "ucrtwine.dll"
_COMPLEX = (
    "creal", "cimag", "cabs", "carg", "cacos", "cacosh", "casin", "casinh", "catan", "catanh", "ccos", "ccosh", "cexp",
    "clog", "csin", "csinh", "csqrt", "ctan", "ctanh", "cpow",
)  # fmt: skip


def put(system: Path) -> None:
    """Put the stand-ins into Wine's system32; a Wine that has all of it stays as it is."""
    prng = system / "bcryptprimitives.dll"
    if prng.exists():
        return
    places.run(*_GCC, "-DBCRYPT", "-o", prng, _SOURCE, "-ladvapi32")
    wines = (system / _UCRT).read_bytes()
    # Wine looks for this mark; without it its library is an ordinary one, and may bear another name.
    (system / _WINES).write_bytes(wines.replace(_MARK, bytes(len(_MARK)), 1))
    listed = system / "ucrtbase.def"
    listed.write_text(definition(windows_dlls.exported(wines)), "ascii")
    made = system / "ucrtbase.made"
    places.run(*_GCC, "-DUCRT", "-o", made, _SOURCE, listed)
    (system / _UCRT).unlink()  # it may be a link to Wine's own
    shutil.move(made, system / _UCRT)


def definition(names: list[str]) -> str:
    """Give the list of what our ucrtbase gives out: complex numbers are ours, all else is handed on."""
    ours = {f"{name}{kind}": f"our_{name}{kind.strip('l')}" for name in _COMPLEX for kind in ("", "f", "l")}
    handed_on = _WINES.removesuffix(".dll")
    lines = [f"  {name} = {ours.get(name, f'{handed_on}.{name}')}" for name in names]
    return "\n".join([f"LIBRARY {_UCRT}", "EXPORTS", *lines]) + "\n"
