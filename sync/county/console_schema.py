"""Tables of the console: who signs in, what windows tell of themselves, and what makes lists of cases quick.

All of the last kind can be thrown away and made again from the ledger.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table

from sync.county import schema
from sync.county.schema import text

metadata = schema.metadata  # one for all, so that they are made together

# An officer of the county. `removed_at` is set for one who left; the row stays, since entries name its id.
officer = Table(
    "county_officer",
    metadata,
    Column("id", text(36), primary_key=True),
    Column("name", text(), nullable=False, unique=True),
    Column("role", text(16), nullable=False),
    Column("password_hash", text(), nullable=False),
    Column("created_at", text(24), nullable=False),
    Column("removed_at", text(24)),
)
# Wrong passwords in a row, by the name that was typed, known or not.
sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("name_hash", text(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("at", text(24), nullable=False),
)
session = Table(
    "console_session",
    metadata,
    Column("token_hash", text(64), primary_key=True),
    Column("officer", ForeignKey("county_officer.id"), nullable=False),
    Column("csrf", text(43), nullable=False),
    Column("begun_at", text(24), nullable=False),
    Column("used_at", text(24), nullable=False),
)
# The last look of an officer at a subject for a purpose: within a quarter of an hour it is one entry.
look = Table(
    "look",
    metadata,
    Column("officer", text(36), nullable=False),
    Column("subject", text(128), nullable=False),
    Column("purpose", text(32), nullable=False),
    Column("at", text(24), nullable=False),
    PrimaryKeyConstraint("officer", "subject", "purpose"),
)
# The newest access entry of each county officer: the parent of the next one.
look_head = Table(
    "look_head",
    metadata,
    Column("officer", text(36), primary_key=True),
    Column("hash", text(64), nullable=False),
)
# What IT and leaders did that is no entry: accounts, codes, devices, incidents. `detail` names no resident.
deed = Table(
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
incident_settled = Table(
    "incident_settled",
    metadata,
    Column("incident", ForeignKey("incident.id"), primary_key=True),
    Column("at", text(24), nullable=False),
    Column("officer", text(36), nullable=False),
    Column("note", text(), nullable=False),
)
# What a window told of itself when it last asked where it stands; `seen_at` is renewed with each token.
window_state = Table(
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
# How far the tables below follow the ledger, and by which program they were made.
indexed = Table(
    "indexed",
    metadata,
    Column("county", Integer, primary_key=True),
    Column("made_by", text(64), nullable=False),
    Column("up_to", BigInteger, nullable=False),
)
case_line = Table(
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
case_person = Table(
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
# What waits for the county: a decision only once its notice has run out (`after` is its last day).
case_wait = Table(
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
# Names of the townships' officers, as grants told them.
named_officer = Table(
    "named_officer",
    metadata,
    Column("id", text(36), primary_key=True),
    Column("name", text(), nullable=False),
)
