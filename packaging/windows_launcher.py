"""The two launchers for Windows, from one source in C; and a signature on what Windows is to trust."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import places

_HERE = places.HERE / "windows"
_GCC, _WINDRES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
_HOW = ("-std=c11", "-Wall", "-Wextra", "-Werror", "-Os", "-s", "-municode", "-DUNICODE", "-D_UNICODE")
_SAME = (f"-ffile-prefix-map={_HERE}=.", "-Wl,--no-insert-timestamp")
LAUNCHERS = {"yimen.exe": ("-mwindows",), "yimen-cli.exe": ("-mconsole", "-DCONSOLE")}
P12, PASSWORD, TIME_SERVER = "YIMEN_SIGN_P12", "YIMEN_SIGN_PASSWORD", "YIMEN_SIGN_TIME_SERVER"


def make(folder: Path, version: str) -> Path:
    """Give the folder with the launchers, made anew and signed where there is a key."""
    places.fresh(folder)
    words = (f"-DNUMBERS={numbers(version).replace('.', ',')}", f'-DVERSION=\\"{version}\\"')
    described = folder / "launcher.o"
    places.run(_WINDRES, "-c", "65001", *words, "launcher.rc", described, cwd=_HERE)
    for name, kind in LAUNCHERS.items():
        how = (*_HOW, *_SAME, *kind)
        places.run(_GCC, *how, "-o", folder / name, "launcher.c", described, "-lshell32", cwd=_HERE)
        sign(folder / name)
    described.unlink()
    return folder


def numbers(version: str) -> str:
    """Give a version as Windows wants it: four numbers."""
    given = [part for part in version.split(".") if part.isdigit()]
    return ".".join((given + ["0"] * 4)[:4])


def sign(file: Path) -> None:
    """Sign a program with the key that the environment names; without one it stays as it is."""
    if not os.environ.get(P12):
        return
    with tempfile.TemporaryDirectory() as folder:
        signed = Path(folder) / file.name
        places.run(*line_to_sign(file, signed, _kept_password(Path(folder))))
        file.write_bytes(signed.read_bytes())


def line_to_sign(file: Path, signed: Path, password: Path) -> list[str]:
    """Give the command that signs; the time of a time server lets a signature outlive its certificate."""
    server = os.environ.get(TIME_SERVER)
    when = ["-ts", server] if server else []
    key = ["-pkcs12", os.environ[P12], "-readpass", str(password)]
    return ["osslsigncode", "sign", *key, "-h", "sha256", "-n", "一门", *when, "-in", str(file), "-out", str(signed)]


def _kept_password(folder: Path) -> Path:
    """Write the password into a file: a command line is seen by everybody on the machine."""
    place = folder / "password"
    place.touch(0o600)
    place.write_text(os.environ.get(PASSWORD, ""), "utf-8")
    return place


def main() -> None:
    """Sign the program named on the command line; makensis calls this for the uninstaller."""
    sign(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
