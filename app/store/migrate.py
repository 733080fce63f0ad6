"""Bring a database to the newest schema: all steps in one transaction, so that a killed one leaves the old."""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from app.errors import Unavailable
from app.store import schema
from app.store.engine import IMMEDIATE
from app.store.errors import world

# The steps are read from disk by Alembic, also in a packaged program: there they are data files.
_SCRIPTS: Final = Path(__file__).parent / "migrations"


def bring_up(engine: Engine, version: int, *, read_only: bool = False) -> None:
    """Migrate from schema `version` to the program's own; nothing to do is the usual case and costs nothing.

    Unavailable store.newer when a newer program wrote it, store.older when it may only be read and is older.
    """
    if version > schema.VERSION:
        raise Unavailable("store.newer")
    if version == schema.VERSION:
        return
    if read_only:
        raise Unavailable("store.older")
    upgrade(engine, "head", schema.VERSION)


def upgrade(engine: Engine, revision: str, version: int) -> None:
    """Run the steps up to Alembic's `revision` and note `version` in the file."""
    from alembic import command  # noqa: PLC0415 - loaded only where there is something to migrate
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with world(), engine.connect().execution_options(**{IMMEDIATE: True}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")
