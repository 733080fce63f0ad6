"""The first schema: journal, queue, documents, drafts, read models."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    _make_journal()
    _make_devices()
    _make_documents()
    _make_read_models()


def _make_journal() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("given_up", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("replaced_by", sa.Text()),
        sa.Column("county_order", sa.Integer()),
        sa.Column("received_at", sa.Text()),
        sa.Column("delivered_at", sa.Text()),
        sa.Column("withheld", sa.Text()),
    )
    op.create_index("entry_hash", "entry", ["hash"], unique=True)
    op.create_index("entry_place", "entry", ["device", "seq"], unique=True, sqlite_where=sa.text("given_up = 0"))
    op.create_index("entry_queue", "entry", ["device", "seq"], sqlite_where=sa.text("delivered_at IS NULL AND own = 1"))
    op.create_index("entry_subject", "entry", ["subject"])
    op.create_table(
        "head",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "awaited",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("child", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "child"),
        sqlite_with_rowid=False,
    )


def _make_devices() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Text(), primary_key=True, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("county_url", sa.Text(), nullable=False),
        sa.Column("ca_pin", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.Column("from_seq", sa.Integer(), nullable=False),
    )
    op.create_index("device_generation", "device", ["generation"], unique=True)
    op.create_table(
        "chain",
        sa.Column("device", sa.Text(), primary_key=True, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("peaks", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
    op.create_table(
        "serial",
        sa.Column("number", sa.Text(), primary_key=True, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
    )
    op.create_table(
        "checkpoint",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer()),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("countersigned", sa.Text()),
        sa.PrimaryKeyConstraint("device", "size"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), primary_key=True, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )


def _make_documents() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), primary_key=True, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("complete_at", sa.Text()),
        sa.Column("upload_url", sa.Text()),
    )
    op.create_index("blob_waiting", "blob", ["sha256"], sqlite_where=sa.text("complete_at IS NULL"))
    op.create_table(
        "blob_name",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "subject"),
        sqlite_with_rowid=False,
    )
    op.create_index("blob_name_subject", "blob_name", ["subject"])
    op.create_table(
        "draft",
        sa.Column("id", sa.Text(), primary_key=True, nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
    )
    op.create_table(
        "draft_blob",
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("draft", "sha256"),
        sqlite_with_rowid=False,
    )


def _make_read_models() -> None:
    op.create_table(
        "case_summary",
        sa.Column("case_id", sa.Text(), primary_key=True, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("programmes", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("came_on", sa.Text(), nullable=False),
        sa.Column("accepted_on", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("unsigned", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("needs_newer", sa.Integer(), nullable=False),
    )
    op.create_index("case_summary_accepted", "case_summary", ["accepted_on", "number"])
    op.create_index("case_summary_due", "case_summary", ["due_on"])
    op.create_index("case_summary_number", "case_summary", ["number"])
    op.create_table(
        "person",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("excused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("person_id_number", "person", ["id_number", "case_id"])
    op.create_index("person_name", "person", ["name"])
    op.create_table(
        "task",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "kind", "about"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_kind", "task", ["kind"])
