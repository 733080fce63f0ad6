"""What failed in the world, as IT looks it up: names of errors and their numbers, never an error's own words."""

import errno

from app.errors import Refused, Unavailable


def called(error: BaseException) -> str:
    """Name an error of the system or the database: ``OSError ENOSPC``, ``OperationalError SQLITE_FULL``, ``… 57P01``.

    Its words are left out: they may hold what was sent.
    """
    driver = getattr(error, "orig", None) or error
    number = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
    found = number or getattr(driver, "sqlite_errorname", None) or getattr(driver, "sqlstate", None)
    return f"{type(error).__name__} {found}" if found else type(error).__name__


def of_log(error: BaseException) -> str:
    """Give what a line of the log says of an error: our code, and how the world called it."""
    if not isinstance(error, Refused | Unavailable):
        return called(error)
    return f"{error.code} {error.facts.get('reason', '')}".rstrip()
