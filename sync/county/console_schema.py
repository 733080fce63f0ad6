"""Tables of the console: who signs in, what windows tell of themselves, and what makes lists of cases quick.

All of the last kind can be thrown away and made again from the ledger.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from sync.county import schema

metadata = schema.metadata  # one for all, so that they are made together

# An officer of the county. `removed_at` is set for one who left; the row stays, since entries name its id.
officer = Table(
    "county_officer",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", String(24), nullable=False),
    Column("removed_at", String(24)),
)
# Wrong passwords in a row, by the name that was typed, known or not.
sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("name_hash", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("at", String(24), nullable=False),
)
session = Table(
    "console_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("officer", ForeignKey("county_officer.id"), nullable=False),
    Column("csrf", String(43), nullable=False),
    Column("begun_at", String(24), nullable=False),
    Column("used_at", String(24), nullable=False),
)
# The last look of an officer at a subject for a purpose: within a quarter of an hour it is one entry.
look = Table(
    "look",
    metadata,
    Column("officer", String(36), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("at", String(24), nullable=False),
    PrimaryKeyConstraint("officer", "subject", "purpose"),
)
# The newest access entry of each county officer: the parent of the next one.
look_head = Table(
    "look_head",
    metadata,
    Column("officer", String(36), primary_key=True),
    Column("hash", String(64), nullable=False),
)
# What IT and leaders did that is no entry: accounts, codes, devices, incidents. `detail` names no resident.
deed = Table(
    "console_deed",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(24), nullable=False),
    Column("officer", String(36), nullable=False),
    Column("name", Text, nullable=False),
    Column("what", String(32), nullable=False),
    Column("about", String(64), nullable=False),
    Column("detail", Text, nullable=False),
)
incident_settled = Table(
    "incident_settled",
    metadata,
    Column("incident", ForeignKey("incident.id"), primary_key=True),
    Column("at", String(24), nullable=False),
    Column("officer", String(36), nullable=False),
    Column("note", Text, nullable=False),
)
# What a window told of itself when it last asked where it stands; `seen_at` is renewed with each token.
window_state = Table(
    "window_state",
    metadata,
    Column("device", String(36), primary_key=True),
    Column("seen_at", String(24), nullable=False),
    Column("agent", String(64), nullable=False),
    Column("told_at", String(24)),
    Column("head_seq", BigInteger),
    Column("oldest_at", String(24)),
    Column("blobs", Integer),
    Column("clock_off_s", BigInteger),
)
# How far the tables below follow the ledger, and by which program they were made.
indexed = Table(
    "indexed",
    metadata,
    Column("county", Integer, primary_key=True),
    Column("made_by", String(64), nullable=False),
    Column("up_to", BigInteger, nullable=False),
)
case_entry = Table(
    "case_entry",
    metadata,
    Column("county", Integer, nullable=False),
    Column("subject", String(128), nullable=False),
    Column("order_number", BigInteger, nullable=False),
    PrimaryKeyConstraint("county", "subject", "order_number"),
    sqlite_with_rowid=False,
)
case_line = Table(
    "case_line",
    metadata,
    Column("county", Integer, nullable=False),
    Column("id", String(36), nullable=False),
    Column("scope", String(8), nullable=False),
    Column("number", String(40), nullable=False),
    Column("applicant", Text, nullable=False),
    Column("programme", String(32), nullable=False),
    Column("confirmer", String(16), nullable=False),
    Column("state", String(32), nullable=False),
    Column("begun_on", String(10), nullable=False),
    Column("due_on", String(10), nullable=False),
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
    Column("case", String(36), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("id_number", String(32), nullable=False),
    PrimaryKeyConstraint("county", "case", "nth"),
    Index("case_person_name", "county", "name"),
    Index("case_person_number", "county", "id_number"),
)
# What waits for the county: a decision only once its notice has run out (`after` is its last day).
case_wait = Table(
    "case_wait",
    metadata,
    Column("county", Integer, nullable=False),
    Column("case", String(36), nullable=False),
    Column("waits", String(16), nullable=False),
    Column("since", String(10), nullable=False),
    Column("due", String(10), nullable=False),
    Column("after", String(10), nullable=False),
    PrimaryKeyConstraint("county", "case", "waits"),
    Index("case_wait_since", "county", "since"),
)
# Names of the townships' officers, as grants told them.
named_officer = Table(
    "named_officer",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
)
