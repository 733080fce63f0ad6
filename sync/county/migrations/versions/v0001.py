"""The first schema, as it was when a county kept no record of its migrations."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

metadata = MetaData()


def text(length: int | None = None) -> TypeEngine[str]:
    """Give the type of a text."""
    plain: TypeEngine[str] = String(length) if length else Text()
    return plain.with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables."""
    metadata.create_all(op.get_bind())


Table(
    "county",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("newest", BigInteger, nullable=False),
    Column("epoch", text(32), nullable=False),
    Column("base", BigInteger, nullable=False),
    Column("device", text(36), nullable=False),
    Column("min_client", text(32), nullable=False),
    Column("created_at", text(24), nullable=False),
)
Table(
    "epoch",
    metadata,
    Column("rank", Integer, primary_key=True),
    Column("name", text(32), nullable=False, unique=True),
    Column("base", BigInteger, nullable=False),
)
Table(
    "office",
    metadata,
    Column("scope", text(8), primary_key=True),
    Column("division", text(12), nullable=False, unique=True),
    Column("name", text(), nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("created_at", text(24), nullable=False),
)
Table(
    "enrol_code",
    metadata,
    Column("code_hash", text(64), primary_key=True),
    Column("scope", ForeignKey("office.scope"), nullable=False),
    Column("device_number", text(2), nullable=False),
    Column("expires", text(24), nullable=False),
    Column("device", text(36)),
    Column("public_key", text(43)),
)
Table(
    "device",
    metadata,
    Column("id", text(36), primary_key=True),
    Column("number", text(2), nullable=False),
    Column("name", text(), nullable=False),
    Column("public_key", text(43), nullable=False),
    Column("kid", text(43), nullable=False),
    Column("age_recipient", text(), nullable=False),
    Column("enrolled_at", text(24), nullable=False),
    Column("revoked_at", text(24)),
    Column("replaces", text(36)),
    Column("from_seq", BigInteger),
)
Table(
    "device_scope",
    metadata,
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("scope", text(8), nullable=False),
    PrimaryKeyConstraint("device", "scope"),
)
Table(
    "token",
    metadata,
    Column("token_hash", text(64), primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("expires", text(24), nullable=False, index=True),
)
Table(
    "assertion",
    metadata,
    Column("device", text(36), nullable=False),
    Column("jti", text(128), nullable=False),
    Column("expires", text(24), nullable=False, index=True),
    PrimaryKeyConstraint("device", "jti"),
)
Table(
    "entry",
    metadata,
    Column("county", Integer, nullable=False),
    Column("device", text(36), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", text(64), nullable=False),
    Column("order_number", BigInteger),
    Column("scope", text(8), nullable=False),
    Column("subject", text(128), nullable=False),
    Column("pulled", Integer, nullable=False),
    Column("withheld", text(16)),
    Column("received_at", text(24), nullable=False),
    Column("line", LargeBinary, nullable=False),
    PrimaryKeyConstraint("county", "device", "seq"),
    UniqueConstraint("county", "order_number"),
    Index("entry_pull", "county", "scope", "pulled", "order_number"),
)
Table(
    "released",
    metadata,
    Column("county", Integer, nullable=False),
    Column("device", text(36), nullable=False),
    Column("order_number", BigInteger, nullable=False),
    PrimaryKeyConstraint("county", "device", "order_number"),
)
Table(
    "chain",
    metadata,
    Column("device", text(36), primary_key=True),
    Column("acked_seq", BigInteger, nullable=False),
    Column("head_hash", text(64), nullable=False),
)
Table(
    "subject",
    metadata,
    Column("county", Integer, nullable=False),
    Column("subject", text(128), nullable=False),
    Column("scope", text(8), nullable=False),
    PrimaryKeyConstraint("county", "subject"),
    sqlite_with_rowid=False,
)
Table(
    "naming",
    metadata,
    Column("county", Integer, nullable=False),
    Column("sha256", text(64), nullable=False),
    Column("scope", text(8), nullable=False),
    Column("device", text(36), nullable=False),
    Column("opened", Integer, nullable=False),
    PrimaryKeyConstraint("county", "sha256", "scope", "device"),
    sqlite_with_rowid=False,
)
Table(
    "blob",
    metadata,
    Column("sha256", text(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", text(192), nullable=False),
    Column("received_at", text(24), nullable=False),
)
Table(
    "blob_owner",
    metadata,
    Column("sha256", text(64), nullable=False),
    Column("device", text(36), nullable=False),
    PrimaryKeyConstraint("sha256", "device"),
    sqlite_with_rowid=False,
)
Table(
    "upload",
    metadata,
    Column("id", text(43), primary_key=True),
    Column("device", text(36), nullable=False),
    Column("sha256", text(64), nullable=False),
    Column("media_type", text(192), nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("expires", text(24), nullable=False, index=True),
    Column("done", Integer, nullable=False),
)
Table(
    "checkpoint",
    metadata,
    Column("device", text(36), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("root", text(64), nullable=False),
    Column("peaks", text(), nullable=False),
    Column("at", text(24), nullable=False),
    Column("signature", text(86), nullable=False),
    Column("kid", text(43), nullable=False),
    PrimaryKeyConstraint("device", "size"),
)
Table(
    "relayed",
    metadata,
    Column("device", text(36), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", text(64), nullable=False),
    Column("line", LargeBinary, nullable=False),
    Column("relayed_by", text(36), nullable=False),
    Column("received_at", text(24), nullable=False),
    PrimaryKeyConstraint("device", "seq", "hash"),
)
Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", text(24), nullable=False),
    Column("kind", text(32), nullable=False),
    Column("device", text(36), nullable=False),
    Column("detail", text(), nullable=False),
)
