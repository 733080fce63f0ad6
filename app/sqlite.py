"""SQLite as all of the program uses it: the one inside sqlcipher3, its memory set up before the first connection.

Two copies of SQLite in one process would break each other's locks on the same file, and this one's WAL is repaired
where that of the oldest Python we run on may not be.
"""

import contextlib
import ctypes
from typing import Final

import sqlcipher3.dbapi2 as sqlite
from sqlcipher3 import _sqlite3

__all__ = ["sqlite"]

_CONFIG_LOOKASIDE: Final = 13  # SQLITE_CONFIG_LOOKASIDE
_PIECE_BYTES: Final = 4_400
_PIECES: Final = 300


def _widen_lookaside() -> None:
    """Let a connection take its small pieces of memory from one block of its own, which is locked once.

    Without it `cipher_memory_security` locks and unlocks each piece by itself: 700 system calls for an
    acceptance, a third of its time. SQLite takes this setting only while no connection is open; therefore nobody
    but this module imports sqlcipher3. Where the library hides SQLite's own functions (Windows) it stays as it was.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_shutdown()
        library.sqlite3_config(_CONFIG_LOOKASIDE, _PIECE_BYTES, _PIECES)
        library.sqlite3_initialize()


_widen_lookaside()
