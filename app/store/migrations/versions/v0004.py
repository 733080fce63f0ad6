"""What is to be done by the steps of a case."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of what is to be done."""
    key = ("case_id", "what", "about")
    texts = (*key, "turn", "since_on", "due_on", "step", "programme", "confirmer")
    op.create_table(
        "todo",
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.PrimaryKeyConstraint(*key),
        sqlite_with_rowid=False,
    )
    op.create_index("todo_due", "todo", ["due_on"])
