"""The township's cash for emergencies: its funds, and the lines of their ledgers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    """Add the tables of the funds."""
    op.create_table(
        "fund",
        sa.Column("subject", sa.Text(), primary_key=True, nullable=False),
        *map(_text, ("name", "keeper", "opened_on")),
        _number("balance_fen"),
        _text("came_on"),
        _number("came_fen"),
        _text("trouble"),
    )
    op.create_table(
        "fund_line",
        _text("subject"),
        _number("turn"),
        *map(_text, ("line", "kind", "day")),
        *map(_number, ("change_fen", "balance_fen", "now_fen")),
        *map(_text, ("note", "case_id", "number", "of", "by")),
        sa.PrimaryKeyConstraint("subject", "turn"),
        sqlite_with_rowid=False,
    )
    op.create_index("fund_line_day", "fund_line", ["subject", "day"])
