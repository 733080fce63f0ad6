"""The tables of the funds, made from the entries as all read models are."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from app.store.columns import metadata, number, words

# The township's cash for emergencies: each fund as it stands, and the lines of its ledger. `turn` counts them by days.
fund = Table(
    "fund",
    metadata,
    words("subject", key=True),
    words("name"),
    words("keeper"),
    words("opened_on"),
    number("balance_fen"),
    words("came_on"),
    number("came_fen"),
    words("trouble"),
)
fund_line = Table(
    "fund_line",
    metadata,
    words("subject"),
    number("turn"),
    words("line"),
    words("kind"),
    words("day"),
    number("change_fen"),
    number("balance_fen"),
    number("now_fen"),
    words("note"),
    words("case_id"),
    words("number"),
    words("of"),
    words("by"),
    PrimaryKeyConstraint("subject", "turn"),
    Index("fund_line_day", "subject", "day"),
    sqlite_with_rowid=False,
)
