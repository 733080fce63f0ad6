"""Bring a database to the newest schema: all steps in one transaction, and never on the only copy."""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from app.errors import Unavailable
from app.store import read_models, schema, upgrade
from app.store.engine import IMMEDIATE, Database
from app.store.errors import world

# The steps are read from disk by Alembic, also in a packaged program: there they are data files.
_SCRIPTS: Final = Path(__file__).parent / "migrations"


def bring_up(database: Database, engine: Engine, version: int) -> None:
    """Migrate from schema `version` to the program's own; nothing to do is the usual case and costs nothing.

    A database that a newer program took over and nobody worked in since is put back as it was. Unavailable
    store.newer when somebody did, store.older when it may only be read and is older, and as `upgrade.on_a_copy`.
    """
    if version == schema.VERSION:
        return
    engine.dispose()  # nobody has the file open while another one takes its place
    if version > schema.VERSION:
        if not upgrade.go_back(database):
            raise Unavailable("store.newer")
    elif database.read_only:
        raise Unavailable("store.older")
    elif version:
        upgrade.on_a_copy(database, version, _migrate)
    else:
        _upgrade(database, engine)


def _migrate(database: Database) -> None:
    engine = database.engine()
    try:
        _upgrade(database, engine)
    finally:
        engine.dispose()


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
