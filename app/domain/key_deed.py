"""What was done to the keys of an installation, as the journal tells it: who may open it, since when, by whom."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.fact import Fact, plain


class Deed(StrEnum):
    """What was done. Permanent."""

    ADDED = "added"  # a colleague got a key
    CHANGED = "changed"  # the officer's own password is another one
    RENEWED = "renewed"  # somebody else gave the officer a new password
    REMOVED = "removed"  # the officer's key is gone, and the data key is a new one
    RECOVERED = "recovered"  # a new password by the county's recovery key
    TOKEN = "token"  # a UKey opens for the officer from now on  # noqa: S105 - no password
    TOKEN_GONE = "token_gone"  # no longer  # noqa: S105 - no password


@dataclass(frozen=True, slots=True)
class KeyDeed:
    """The body of ``officer.key_changed`` version 1: permanent.

    `id` names the deed, so that it is told once; `deed` is a `Deed`; `by` who did it, empty for the county's key;
    `epoch` the number of the data key that holds since then.
    """

    id: str
    deed: str
    officer: str
    name: str
    by: str
    done_at: str
    epoch: int


def told(body: KeyDeed) -> Fact:
    """Give the fact of a deed; it stands with the officer."""
    return Fact(f"officer:{body.officer}", "officer.key_changed", 1, plain(body))
