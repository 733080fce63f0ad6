"""The console: officers and their sessions, looks, deeds, what windows tell, and the index of cases."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.types import TypeEngine

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

metadata = MetaData()
incident = Table("incident", metadata, Column("id", Integer, primary_key=True))  # of step 1


def text(length: int | None = None) -> TypeEngine[str]:
    """Give the type of a text."""
    plain: TypeEngine[str] = String(length) if length else Text()
    return plain.with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables that are new."""
    metadata.create_all(op.get_bind())


Table(
    "county_officer",
    metadata,
    Column("id", text(36), primary_key=True),
    Column("name", text(), nullable=False, unique=True),
    Column("role", text(16), nullable=False),
    Column("password_hash", text(), nullable=False),
    Column("created_at", text(24), nullable=False),
    Column("removed_at", text(24)),
)
Table(
    "sign_in_try",
    metadata,
    Column("name_hash", text(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("at", text(24), nullable=False),
)
Table(
    "console_session",
    metadata,
    Column("token_hash", text(64), primary_key=True),
    Column("officer", ForeignKey("county_officer.id"), nullable=False),
    Column("csrf", text(43), nullable=False),
    Column("begun_at", text(24), nullable=False),
    Column("used_at", text(24), nullable=False),
)
Table(
    "look",
    metadata,
    Column("officer", text(36), nullable=False),
    Column("subject", text(128), nullable=False),
    Column("purpose", text(32), nullable=False),
    Column("at", text(24), nullable=False),
    PrimaryKeyConstraint("officer", "subject", "purpose"),
)
Table(
    "look_head",
    metadata,
    Column("officer", text(36), primary_key=True),
    Column("hash", text(64), nullable=False),
)
Table(
    "console_deed",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", text(24), nullable=False),
    Column("officer", text(36), nullable=False),
    Column("name", text(), nullable=False),
    Column("what", text(32), nullable=False),
    Column("about", text(64), nullable=False),
    Column("detail", text(), nullable=False),
)
Table(
    "incident_settled",
    metadata,
    Column("incident", ForeignKey(incident.c.id), primary_key=True),
    Column("at", text(24), nullable=False),
    Column("officer", text(36), nullable=False),
    Column("note", text(), nullable=False),
)
Table(
    "window_state",
    metadata,
    Column("device", text(36), primary_key=True),
    Column("seen_at", text(24), nullable=False),
    Column("agent", text(64), nullable=False),
    Column("told_at", text(24)),
    Column("head_seq", BigInteger),
    Column("oldest_at", text(24)),
    Column("blobs", Integer),
    Column("clock_off_s", BigInteger),
)
Table(
    "indexed",
    metadata,
    Column("county", Integer, primary_key=True),
    Column("made_by", text(64), nullable=False),
    Column("up_to", BigInteger, nullable=False),
)
Table(
    "case_line",
    metadata,
    Column("county", Integer, nullable=False),
    Column("id", text(36), nullable=False),
    Column("scope", text(8), nullable=False),
    Column("number", text(40), nullable=False),
    Column("applicant", text(), nullable=False),
    Column("programme", text(32), nullable=False),
    Column("confirmer", text(16), nullable=False),
    Column("state", text(32), nullable=False),
    Column("begun_on", text(10), nullable=False),
    Column("due_on", text(10), nullable=False),
    Column("closed", Integer, nullable=False),
    Column("newest", BigInteger, nullable=False),
    PrimaryKeyConstraint("county", "id"),
    Index("case_line_number", "county", "number"),
    Index("case_line_newest", "county", "newest"),
    Index("case_line_scope", "county", "scope", "newest"),
)
Table(
    "case_person",
    metadata,
    Column("county", Integer, nullable=False),
    Column("case", text(36), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("name", text(), nullable=False),
    Column("id_number", text(32), nullable=False),
    PrimaryKeyConstraint("county", "case", "nth"),
    Index("case_person_name", "county", "name"),
    Index("case_person_number", "county", "id_number"),
)
Table(
    "case_wait",
    metadata,
    Column("county", Integer, nullable=False),
    Column("case", text(36), nullable=False),
    Column("waits", text(16), nullable=False),
    Column("since", text(10), nullable=False),
    Column("due", text(10), nullable=False),
    Column("after", text(10), nullable=False),
    PrimaryKeyConstraint("county", "case", "waits"),
    Index("case_wait_since", "county", "since"),
)
Table(
    "named_officer",
    metadata,
    Column("id", text(36), primary_key=True),
    Column("name", text(), nullable=False),
)
