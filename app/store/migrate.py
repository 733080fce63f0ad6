"""Bring a database to the newest schema: all steps in one transaction, so that a killed one leaves the old."""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from app.errors import Unavailable
from app.store import read_models, schema
from app.store.engine import IMMEDIATE, Database
from app.store.errors import world

# The steps are read from disk by Alembic, also in a packaged program: there they are data files.
_SCRIPTS: Final = Path(__file__).parent / "migrations"


def bring_up(database: Database, engine: Engine, version: int) -> None:
    """Migrate from schema `version` to the program's own; nothing to do is the usual case and costs nothing.

    Unavailable store.newer when a newer program wrote it, store.older when it may only be read and is older.
    """
    if version > schema.VERSION:
        raise Unavailable("store.newer")
    if version == schema.VERSION:
        return
    if database.read_only:
        raise Unavailable("store.older")
    _upgrade(database, engine)


def _upgrade(database: Database, engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - loaded only where there is something to migrate
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with (
        world(database.path.parent),
        engine.connect().execution_options(**{IMMEDIATE: True}) as connection,
        connection.begin(),
    ):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        read_models.refold(connection, read_models.all_subjects(connection))
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION:d}")
