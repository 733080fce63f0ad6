"""The table of who did what when, made from the entries: what an inspector asks for, without reading every line."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table, text

from app.store.columns import metadata, words

# A row for each entry, in the order of time: the table is its own index, so that a filter reads it and no entry.
# `about` is whose data an access was to; empty for every other kind.
act = Table(
    "act",
    metadata,
    words("at"),
    words("hash"),
    words("actor"),
    words("kind"),
    words("subject"),
    words("about"),
    PrimaryKeyConstraint("at", "hash"),
    Index("act_about", "about", sqlite_where=text("about != ''")),
    Index("act_subject", "subject"),
    sqlite_with_rowid=False,
)
