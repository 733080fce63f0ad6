"""What is to be done by the steps of a case; the register of low-income households; the cash for emergencies."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _texts(*names: str) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> "list[sa.Column[int]]":
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def upgrade() -> None:
    """Add the tables."""
    _todo()
    _low_income()
    _funds()


def _todo() -> None:
    key = ("case_id", "what", "about")
    texts = (*key, "turn", "since_on", "due_on", "step", "programme", "confirmer")
    op.create_table("todo", *_texts(*texts), sa.PrimaryKeyConstraint(*key), sqlite_with_rowid=False)
    op.create_index("todo_due", "todo", ["due_on"])


def _low_income() -> None:
    op.create_table(
        "low_income",
        sa.Column("subject", sa.Text(), primary_key=True, nullable=False),
        *_texts("name", "id_number", "village", "classes"),
        *_numbers("people", "on_list"),
        *_texts("batch", "reason"),
        *_numbers("conflicts"),
        *_texts("said", "listing"),
    )
    op.create_index("low_income_place", "low_income", ["village", "name"])
    op.create_index("low_income_batch", "low_income", ["batch"])


def _funds() -> None:
    op.create_table(
        "fund",
        sa.Column("subject", sa.Text(), primary_key=True, nullable=False),
        *_texts("name", "keeper", "opened_on"),
        *_numbers("balance_fen"),
        *_texts("came_on"),
        *_numbers("came_fen"),
        *_texts("trouble"),
    )
    op.create_table(
        "fund_line",
        *_texts("subject"),
        *_numbers("turn"),
        *_texts("line", "kind", "day"),
        *_numbers("change_fen", "balance_fen", "now_fen"),
        *_texts("note", "case_id", "number", "of", "by"),
        sa.PrimaryKeyConstraint("subject", "turn"),
        sqlite_with_rowid=False,
    )
    op.create_index("fund_line_day", "fund_line", ["subject", "day"])
