"""The secret that binds password slots to this PC, so that a copied keys.json cannot be guessed elsewhere.

A file that only the program's user can read; on Windows it is besides sealed by DPAPI for the machine.
"""

import secrets
import sys
from pathlib import Path
from typing import Final

from app.durable import disk, write_whole
from app.errors import Unavailable

SECRET_BYTES: Final = 32
_PLAIN: Final = b"plain:"
_DPAPI: Final = b"dpapi:"


def read(file: Path) -> bytes:
    """Give the device secret; Unavailable keys.device_secret when the file is missing, damaged or another PC's."""
    with disk():
        try:
            written = file.read_bytes()
        except FileNotFoundError as error:
            raise Unavailable("keys.device_secret") from error
    secret = _unwrapped(written)
    if len(secret) != SECRET_BYTES:
        raise Unavailable("keys.device_secret")
    return secret


def read_or_make(file: Path) -> bytes:
    """Give the device secret, made now where there is none."""
    if not file.exists():
        write(file, secrets.token_bytes(SECRET_BYTES))
    return read(file)


def write(file: Path, secret: bytes) -> None:
    """Put the secret on the disk, whole or not at all."""
    write_whole(file, _wrapped(secret))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _FOR_MACHINE: Final = 0x4 | 0x1  # CRYPTPROTECT_LOCAL_MACHINE | CRYPTPROTECT_UI_FORBIDDEN

    class _Bytes(ctypes.Structure):
        """DATA_BLOB of the Windows data protection interface."""

        _fields_ = (("size", wintypes.DWORD), ("start", ctypes.POINTER(ctypes.c_char)))

    def _call(name: str, content: bytes) -> bytes:
        source = _Bytes(len(content), ctypes.create_string_buffer(content, len(content)))
        target = _Bytes()
        call = getattr(ctypes.windll.crypt32, name)
        if not call(ctypes.byref(source), None, None, None, None, _FOR_MACHINE, ctypes.byref(target)):
            return b""
        try:
            return ctypes.string_at(target.start, target.size)
        finally:
            ctypes.windll.kernel32.LocalFree(target.start)

    def _wrapped(secret: bytes) -> bytes:
        sealed = _call("CryptProtectData", secret)
        return _DPAPI + sealed if sealed else _PLAIN + secret

    def _unwrapped(written: bytes) -> bytes:
        if written.startswith(_DPAPI):
            return _call("CryptUnprotectData", written.removeprefix(_DPAPI))
        return written.removeprefix(_PLAIN)

else:

    def _wrapped(secret: bytes) -> bytes:
        return _PLAIN + secret

    def _unwrapped(written: bytes) -> bytes:
        return written.removeprefix(_PLAIN)
