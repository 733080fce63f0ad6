"""Bring a county's database to the newest schema: all steps in one transaction, so that a killed one leaves the old."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, select, update
from sqlalchemy import text as sql

from app.errors import Unavailable
from sync.county import schema

# The steps are read from disk by Alembic, also in a packaged program: there they are data files.
_SCRIPTS: Final = Path(__file__).parent / "migrations"
_MARK: Final = "alembic_version"  # the table in which Alembic keeps the number of the last step
_UNMARKED: Final = 1  # what a program left that knew no migrations


def version_of(connection: Connection) -> int:
    """Give the schema version of a database, 0 for one without tables."""
    names = inspect(connection)
    if not names.has_table(schema.county.name):
        return 0
    told = connection.execute(select(schema.county.c.schema_version)).scalar() or 0
    marked = connection.execute(sql(f"SELECT version_num FROM {_MARK}")).scalar() if names.has_table(_MARK) else None  # noqa: S608 - a constant
    return max(told, int(marked or _UNMARKED))


def check_known(version: int) -> None:
    """Refuse a database of a newer program: Unavailable county.database_newer."""
    if version > schema.VERSION:
        raise Unavailable("county.database_newer", found=version, known=schema.VERSION)


def bring_up(connection: Connection) -> None:
    """Make the steps that are missing, in the transaction of `connection`; Unavailable for a newer database."""
    version = version_of(connection)
    check_known(version)
    if version == schema.VERSION:
        return
    from alembic import command  # noqa: PLC0415 - loaded only where there is something to migrate
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    if version and not inspect(connection).has_table(_MARK):
        command.stamp(config, f"{version:04}")
    command.upgrade(config, "head")
    connection.execute(update(schema.county).values(schema_version=schema.VERSION))
