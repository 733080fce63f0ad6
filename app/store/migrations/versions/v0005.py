"""Who did what when, as an inspector asks for it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LINE = "CASE WHEN json_valid(CAST(line AS TEXT)) THEN CAST(line AS TEXT) ELSE '{}' END"


def upgrade() -> None:
    """Add the table and fill it from the entries; what cannot be read has no officer."""
    names = ("at", "hash", "actor", "kind", "subject", "about")
    columns = [sa.Column(name, sa.Text(), nullable=False) for name in names]
    op.create_table("act", *columns, sa.PrimaryKeyConstraint("at", "hash"), sqlite_with_rowid=False)
    about = f"CASE WHEN kind LIKE 'access.%' THEN coalesce(json_extract({_LINE}, '$.body.subject'), '') ELSE '' END"
    actor = f"coalesce(json_extract({_LINE}, '$.actor'), '')"
    op.execute(f"INSERT INTO act SELECT at, hash, {actor}, kind, subject, {about} FROM entry")  # noqa: S608 - only names
    op.create_index("act_about", "act", ["about"], sqlite_where=sa.text("about != ''"))
    op.create_index("entry_given_up", "entry", ["device", "seq"], sqlite_where=sa.text("given_up != 0"))
    op.create_index("act_subject", "act", ["subject"])
