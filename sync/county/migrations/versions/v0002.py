"""Entries are found by their subject, long ones by a short name; texts compare by bytes; the county knows its key."""

import hashlib

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LONGEST = 128


def upgrade() -> None:
    """Shorten the names of long subjects, let PostgreSQL compare bytes, and add the index and the key's name."""
    connection = op.get_bind()
    op.add_column("county", sa.Column("kid", sa.String(43).with_variant(TEXT(collation="C"), "postgresql")))
    for table in ("entry", "subject"):
        _shorten(connection, table)
    if connection.dialect.name == "postgresql":
        _compare_bytes(connection)
    op.create_index("entry_subject", "entry", ["county", "subject"])


def _shorten(connection: sa.Connection, table: str) -> None:
    place = sa.table(table, sa.column("subject", sa.Text()))
    long = sa.select(place.c.subject).distinct().where(sa.func.length(place.c.subject) > LONGEST)
    for subject in connection.execute(long).scalars().all():
        short = "long:" + hashlib.sha256(subject.encode("ascii")).hexdigest()
        connection.execute(sa.update(place).where(place.c.subject == subject).values(subject=short))


def _compare_bytes(connection: sa.Connection) -> None:
    """Give texts the collation "C" where a program without migrations made the tables."""
    found = sa.text(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND data_type IN ('character varying', 'text') AND collation_name IS DISTINCT FROM 'C'"
        " AND table_name <> 'alembic_version'"
    )
    for table, column in connection.execute(found).all():
        op.alter_column(table, column, type_=sa.Text(collation="C"))
