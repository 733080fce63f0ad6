"""The versions of the database's parts, for `doctor`."""

from app.sqlite import sqlite


def versions() -> tuple[str, str]:
    """Give the versions of SQLite and of SQLCipher that are in use."""
    connection = sqlite.connect(":memory:")
    try:
        return sqlite.sqlite_version, connection.execute("PRAGMA cipher_version").fetchone()[0]
    finally:
        connection.close()
