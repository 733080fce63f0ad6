"""The county's words about officers, as they arrive at a window: signed, in its own chain."""

import itertools
from typing import Any

from app.journal import sign
from app.journal.entry import COUNTY_SCOPE, ZERO_HASH, Entry, Place, write
from app.journal.officer import grant_digest
from app.services.desk import Desk
from app.store import Received

KEY = sign.new_key()
COUNTY = "019aa000-0000-7000-8000-0000000000cc"


class Words:
    """The county's chain, as far as it arrives here."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._prev = desk, ZERO_HASH
        self._seq = itertools.count(1)
        public = sign.public_key(KEY)
        key = {"public_key": public, "age_recipient": "", "purpose": "county"}
        with desk.store.work() as work:
            work.set_setting("county_keys", {sign.kid(public): key})

    def grant(
        self, officer: str, *roles: str, until: str = "2026-11-10", since: str = "2026-10-11", **more: Any
    ) -> str:
        """Let an officer act; gives the hash of the entry."""
        body = {"officer": officer, "name": self._desk.name_of(officer), "roles": list(roles), "valid_from": since,
                "valid_to": until, "scope": self._desk.office.scope, **more}  # fmt: skip
        return self._write("officer.granted", "grant", officer, body).hash

    def revoke(self, officer: str, scope: str = "") -> None:
        """Take back all that was granted to an officer."""
        where = scope or self._desk.office.scope
        body = {"officer": officer, "scope": where, "revoked_on": "2026-10-12", "reason": "调走了"}
        self._write("officer.revoked", "revoke", officer, body)

    def _write(self, kind: str, purpose: str, officer: str, body: dict[str, Any]) -> Entry:
        seq = next(self._seq)
        said = sign.statement(purpose, COUNTY, seq, grant_digest(body))
        body |= {"signature": sign.sign(KEY, said), "kid": sign.kid(sign.public_key(KEY))}
        place = Place(COUNTY, seq, self._prev, (), "2026-10-11T01:00:00.000Z", "ok", COUNTY, ZERO_HASH, COUNTY_SCOPE)
        entry = write(place, f"officer:{officer}", kind, 1, body)
        self._prev = entry.hash
        with self._desk.store.work() as work:
            work.receive([Received(entry, seq, "2026-10-11T01:00:00.000Z")])
        return entry
