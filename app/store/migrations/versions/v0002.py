"""The desk: visits, changes, referrals, blank forms; the case's place in the provincial platform; search."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of the desk; the case list is made anew from the entries, with its new column."""
    op.add_column("case_summary", sa.Column("platform", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("case_summary") as table:
        table.alter_column("platform", server_default=None)
    told = ("came_at", "reason", "name", "id_number", "village", "agent", "handler", "outcome", "note", "about")
    _make("visit", ("subject", "day", *told))
    op.create_index("visit_day", "visit", ["day", "came_at"])
    op.create_index("visit_id_number", "visit", ["id_number"])
    who = ("name", "id_number", "village", "what", "receiver", "state", "due_on", "about_id_number")
    _make("matter", ("subject", "kind", "number", "day", *who))
    op.create_index("matter_number", "matter", ["number"])
    op.create_index("matter_state", "matter", ["kind", "state", "due_on"])
    op.create_index("matter_id_number", "matter", ["id_number"])
    op.create_index("matter_about", "matter", ["about_id_number"])
    names = ("number", "subject", "reserved_on", "spoilt")
    columns = [sa.Column(name, sa.Text(), nullable=False) for name in names]
    op.create_table("paper_number", *columns, sa.PrimaryKeyConstraint("number", "subject"), sqlite_with_rowid=False)
    op.create_index("paper_number_subject", "paper_number", ["subject"])
    _make_search()


def _make(table: str, columns: tuple[str, ...]) -> None:
    """Make a table of texts whose first column is its key."""
    first, *others = columns
    key = sa.Column(first, sa.Text(), primary_key=True, nullable=False)
    op.create_table(table, key, *(sa.Column(name, sa.Text(), nullable=False) for name in others))


def _make_search() -> None:
    """Make the table of what can be found, and the full-text table of its words: tokens come ready-made."""
    op.create_table(
        "findable",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
    )
    op.create_index("findable_subject", "findable", ["subject", "member"], unique=True)
    op.execute(
        "CREATE VIRTUAL TABLE finding USING fts5"
        "(name, id_number, number, place, tokenize = 'ascii', prefix = '1 2 3 4 5', columnsize = 0)"
    )
