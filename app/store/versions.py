"""The versions of the database's parts, for `doctor`."""

import sqlcipher3.dbapi2 as sqlcipher


def versions() -> tuple[str, str]:
    """Give the versions of SQLite and of SQLCipher that are in use."""
    connection = sqlcipher.connect(":memory:")
    try:
        return sqlcipher.sqlite_version, connection.execute("PRAGMA cipher_version").fetchone()[0]
    finally:
        connection.close()
