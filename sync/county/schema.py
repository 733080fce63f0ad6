"""Tables of the county. The ledger's lead with the county, so that a province can spread them by it."""

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

VERSION = 3
metadata = MetaData()


def text(length: int | None = None) -> TypeEngine[str]:
    """Give the type of a text; PostgreSQL compares it by its bytes, as SQLite does, whatever the server's language."""
    plain: TypeEngine[str] = String(length) if length else Text()
    return plain.with_variant(TEXT(collation="C"), "postgresql")


# One row: the order counter, the epoch, which device the county itself writes as, and with which key.
county = Table(
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
    Column("kid", text(43)),
)
# Which epochs this county has lived through, oldest first, each with the newest order that it began with: a county
# that was restored more than once can tell each window what of its orders still stands.
epoch = Table(
    "epoch",
    metadata,
    Column("rank", Integer, primary_key=True),
    Column("name", text(32), nullable=False, unique=True),
    Column("base", BigInteger, nullable=False),
)
office = Table(
    "office",
    metadata,
    Column("scope", text(8), primary_key=True),
    Column("division", text(12), nullable=False, unique=True),
    Column("name", text(), nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("created_at", text(24), nullable=False),
)
enrol_code = Table(
    "enrol_code",
    metadata,
    Column("code_hash", text(64), primary_key=True),
    Column("scope", ForeignKey("office.scope"), nullable=False),
    Column("device_number", text(2), nullable=False),
    Column("expires", text(24), nullable=False),
    Column("device", text(36)),
    Column("public_key", text(43)),
)
# `replaces` and `from_seq` are set for a device that took over from another.
device = Table(
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
device_scope = Table(
    "device_scope",
    metadata,
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("scope", text(8), nullable=False),
    PrimaryKeyConstraint("device", "scope"),
)
token = Table(
    "token",
    metadata,
    Column("token_hash", text(64), primary_key=True),
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("expires", text(24), nullable=False, index=True),
)
assertion = Table(
    "assertion",
    metadata,
    Column("device", text(36), nullable=False),
    Column("jti", text(128), nullable=False),
    Column("expires", text(24), nullable=False, index=True),
    PrimaryKeyConstraint("device", "jti"),
)
# `order_number` is null exactly while the entry is withheld; `pulled` is false for kinds that are never pulled.
entry = Table(
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
    Index("entry_subject", "county", "subject"),
)
# Entries that were withheld and got their order later: their author learns it whatever their scope.
released = Table(
    "released",
    metadata,
    Column("county", Integer, nullable=False),
    Column("device", text(36), nullable=False),
    Column("order_number", BigInteger, nullable=False),
    PrimaryKeyConstraint("county", "device", "order_number"),
)
chain = Table(
    "chain",
    metadata,
    Column("device", text(36), primary_key=True),
    Column("acked_seq", BigInteger, nullable=False),
    Column("head_hash", text(64), nullable=False),
)
# The scope of the first ordered entry of a subject: where its later ones belong too.
subject = Table(
    "subject",
    metadata,
    Column("county", Integer, nullable=False),
    Column("subject", text(128), nullable=False),
    Column("scope", text(8), nullable=False),
    PrimaryKeyConstraint("county", "subject"),
    sqlite_with_rowid=False,
)
# An ordered entry names a blob; `opened` says that its writer could read the blob at that moment.
naming = Table(
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
blob = Table(
    "blob",
    metadata,
    Column("sha256", text(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", text(192), nullable=False),
    Column("received_at", text(24), nullable=False),
)
blob_owner = Table(
    "blob_owner",
    metadata,
    Column("sha256", text(64), nullable=False),
    Column("device", text(36), nullable=False),
    PrimaryKeyConstraint("sha256", "device"),
    sqlite_with_rowid=False,
)
# What has come of an upload is the length of its file; `done` says that its blob is in place.
upload = Table(
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
checkpoint = Table(
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
relayed = Table(
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
# What IT should look at: a takeover, a fork, a root that differs.
incident = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", text(24), nullable=False),
    Column("kind", text(32), nullable=False),
    Column("device", text(36), nullable=False),
    Column("detail", text(), nullable=False),
)
