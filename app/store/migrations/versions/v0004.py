"""The register of low-income households."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of the register's households."""
    texts = ("name", "id_number", "village", "classes")
    numbers = ("people", "on_list")
    op.create_table(
        "low_income",
        sa.Column("subject", sa.Text(), primary_key=True, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
    )
    op.create_index("low_income_place", "low_income", ["village", "name"])
    op.create_index("low_income_batch", "low_income", ["batch"])
