"""The tables of the newest schema. Every change here has its migration; a test compares the two."""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text, text

from app.store import columns
from app.store.act_schema import act
from app.store.fund_schema import fund, fund_line
from app.store.register_schema import low_income

# The number of the newest migration; stands in the file as `PRAGMA user_version`.
VERSION: Final = 5

metadata = columns.metadata
_text, _maybe, _number = columns.words, columns.maybe, columns.number

# The journal: `line` is the truth, the other columns repeat what queries ask for. `given_up` is not 0 for
# entries of a chain that was closed before them: 1 waits to be written again by the next device, 2 was
# (as `replaced_by`), 3 could not be read.
entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("device"),
    _number("seq"),
    _text("hash"),
    _text("subject"),
    _text("kind"),
    _text("scope"),
    _text("at"),
    Column("line", LargeBinary, nullable=False),
    _number("own", 0),
    _number("given_up", 0),
    _maybe("replaced_by"),
    Column("county_order", Integer),
    _maybe("received_at"),
    _maybe("delivered_at"),
    _maybe("withheld"),
    Index("entry_hash", "hash", unique=True),
    Index("entry_place", "device", "seq", unique=True, sqlite_where=text("given_up = 0")),
    Index("entry_given_up", "device", "seq", sqlite_where=text("given_up != 0")),
    Index("entry_subject", "subject"),
    Index("entry_queue", "device", "seq", sqlite_where=text("delivered_at IS NULL AND own = 1")),
)

# Which entries of a subject no other one names as parent: the parents of the next. `awaited` are parents
# that were named by what has arrived before them.
head = Table(
    "head", metadata, _text("subject"), _text("hash"), PrimaryKeyConstraint("subject", "hash"), sqlite_with_rowid=False
)
awaited = Table(
    "awaited", metadata, _text("hash"), _text("child"), PrimaryKeyConstraint("hash", "child"), sqlite_with_rowid=False
)

# This installation's devices, the newest last: one is active, the others were replaced.
device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    _number("generation"),
    _text("number"),
    _text("office"),
    Column("private_key", LargeBinary, nullable=False),
    _text("county_url"),
    _text("ca_pin"),
    _text("epoch"),
    _number("base"),
    _number("cursor"),
    _text("scopes"),
    _text("name"),
    _text("replaces"),
    _number("from_seq"),
    Index("device_generation", "generation", unique=True),
)
# The end of each own chain: its Merkle frontier, last hash and last time.
chain = Table("chain", metadata, _text("device", key=True), _number("size"), _text("peaks"), _text("head"), _text("at"))
serial = Table("serial", metadata, _text("number", key=True), _number("last"))
checkpoint = Table(
    "checkpoint",
    metadata,
    _text("device"),
    _number("size"),
    _text("root"),
    _text("at"),
    _text("signature"),
    _text("kid"),
    _maybe("countersigned"),
    PrimaryKeyConstraint("device", "size"),
    sqlite_with_rowid=False,
)
setting = Table("setting", metadata, _text("name", key=True), _text("value"))

# Documents: where the encrypted file lies and its key (deleting the row erases it); `held` is 0 in a
# restored store for what the backup left at the county.
blob = Table(
    "blob",
    metadata,
    _text("sha256", key=True),
    _number("size"),
    _text("media_type"),
    _text("file"),
    Column("key", LargeBinary, nullable=False),
    _number("held", 1),
    _maybe("complete_at"),
    _maybe("upload_url"),
    Index("blob_waiting", "sha256", sqlite_where=text("complete_at IS NULL")),
)
# Which entries name a document. `own` entries' documents are ours to send.
blob_name = Table(
    "blob_name",
    metadata,
    _text("sha256"),
    _text("subject"),
    _number("size"),
    _text("media_type"),
    _text("at"),
    _number("own"),
    PrimaryKeyConstraint("sha256", "subject"),
    Index("blob_name_subject", "subject"),
    sqlite_with_rowid=False,
)
draft = Table("draft", metadata, _text("id", key=True), _text("saved_at"), _text("officer"), _text("content"))
draft_blob = Table(
    "draft_blob",
    metadata,
    _text("draft"),
    _text("sha256"),
    PrimaryKeyConstraint("draft", "sha256"),
    sqlite_with_rowid=False,
)
# Pictures that were taken and have no place yet; the document is named in draft_blob by the row's id.
tray = Table(
    "tray",
    metadata,
    _text("id", key=True),
    _text("taken_at"),
    _text("about"),
    _text("source"),
    _text("officer"),
    _number("part"),
    _text("sha256"),
    _number("size"),
    _text("media_type"),
)

# Read models: everything below can be dropped and is made again from the entries.
case_summary = Table(
    "case_summary",
    metadata,
    _text("case_id", key=True),
    _text("scope"),
    _text("state"),
    _text("number"),
    _text("applicant"),
    _text("id_number"),
    _text("village"),
    _text("programmes"),
    _number("members"),
    _text("came_on"),
    _text("accepted_on"),
    _text("due_on"),
    _text("handler"),
    _number("papers"),
    _number("unsigned"),
    _number("conflicts"),
    _number("needs_newer"),
    _text("platform"),
    Index("case_summary_accepted", "accepted_on", "number"),
    Index("case_summary_due", "due_on"),
    Index("case_summary_number", "number"),
)
person = Table(
    "person",
    metadata,
    _text("case_id"),
    _text("member_id"),
    _text("id_number"),
    _text("name"),
    _text("relation"),
    _number("excused"),
    PrimaryKeyConstraint("case_id", "member_id"),
    Index("person_id_number", "id_number", "case_id"),
    Index("person_name", "name"),
    sqlite_with_rowid=False,
)
task = Table(
    "task",
    metadata,
    _text("case_id"),
    _text("kind"),
    _text("about"),
    PrimaryKeyConstraint("case_id", "kind", "about"),
    Index("task_kind", "kind"),
    sqlite_with_rowid=False,
)
# What is to be done by the steps of a case. A day that a rule gives is reckoned when it is read, for the calendar of
# a year may come later than the case; `due_on` is a day that stands in the facts.
todo = Table(
    "todo",
    metadata,
    _text("case_id"),
    _text("what"),
    _text("about"),
    _text("turn"),
    _text("since_on"),
    _text("due_on"),
    _text("step"),
    _text("programme"),
    _text("confirmer"),
    PrimaryKeyConstraint("case_id", "what", "about"),
    Index("todo_due", "due_on"),
    sqlite_with_rowid=False,
)
READ_MODELS: Final = (case_summary, person, task, todo)

# Who and what can be found by typing: a row for each person of a case, change, referral, lead, or of
# the low-income register. The words lie in the full-text table `finding` under the same number, which rises with
# time: the newest is found first. The numbers of the register are below zero: it is found last.
findable = Table(
    "findable",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("subject"),
    _text("member"),
    Index("findable_subject", "subject", "member", unique=True),
)
FINDING: Final = "finding"
FINDING_WORDS: Final = ("name", "id_number", "number", "place")

# Read models of what is no case; `subject` says whose row it is.
visit = Table(
    "visit",
    metadata,
    _text("subject", key=True),
    _text("day"),
    _text("came_at"),
    _text("reason"),
    _text("name"),
    _text("id_number"),
    _text("village"),
    _text("agent"),
    _text("handler"),
    _text("outcome"),
    _text("note"),
    _text("about"),
    Index("visit_day", "day", "came_at"),
    Index("visit_id_number", "id_number"),
)
# Changes that were told, and referrals: both have a number, a person and a state.
matter = Table(
    "matter",
    metadata,
    _text("subject", key=True),
    _text("kind"),
    _text("number"),
    _text("day"),
    _text("name"),
    _text("id_number"),
    _text("village"),
    _text("what"),
    _text("receiver"),
    _text("state"),
    _text("due_on"),
    _text("about_id_number"),
    Index("matter_number", "number"),
    Index("matter_state", "kind", "state", "due_on"),
    Index("matter_id_number", "id_number"),
    Index("matter_about", "about_id_number"),
)
paper_number = Table(
    "paper_number",
    metadata,
    _text("number"),
    _text("subject"),
    _text("reserved_on"),
    _text("spoilt"),
    PrimaryKeyConstraint("number", "subject"),
    Index("paper_number_subject", "subject"),
    sqlite_with_rowid=False,
)
FUNDS: Final = (fund, fund_line)
REGISTER: Final = (low_income,)
ACTS: Final = (act,)


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """Tell whether a table is one of `metadata`; the full-text table and what it keeps beside itself are SQLite's."""
    return not (kind == "table" and name is not None and f"{name}_".startswith(f"{FINDING}_"))
