"""What a check of a signed PDF found, as values that also stand as JSON: codes, whose words are elsewhere."""

from enum import StrEnum

import msgspec

from app.pades.key import Holder


class Ink(StrEnum):
    """Whether handwriting of ours is in the PDF, and bound to it as it was written."""

    NONE = "none"
    WHOLE = "whole"
    ALTERED = "altered"


class Verdict(StrEnum):
    """The one answer, the gravest first."""

    BROKEN = "broken"
    ALTERED = "altered"
    REMOVED = "removed"
    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    STRANGER = "stranger"
    UNSEALED = "unsealed"
    WHOLE = "whole"


class Problem(StrEnum):
    """What is wrong with one signature."""

    BYTES = "bytes"  # what was signed is not what stands there
    FORGED = "forged"  # the signature was not made with the key of its certificate
    RANGE = "range"  # it does not cover the file as it was then
    AFTER = "after"  # something came behind it that must not come
    LOOSE = "loose"  # the container of the signature has something in it that nobody signed
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"  # a way of signing that cannot be checked here: SM2
    EXPIRED = "expired"
    EARLY = "early"
    USAGE = "usage"
    STRANGER = "stranger"


class Change(msgspec.Struct, frozen=True):
    """What came behind a signature: `what` is page, annotation or signature; `page` counts from 1, or is 0."""

    what: str
    page: int = 0


class Signature(msgspec.Struct, frozen=True):
    """One signature, in the order of signing. `at` is what the signer said; `covers` how many bytes it vouches for.

    `expired_since` tells that the certificate was valid at `at` and is not any more.
    """

    field: str
    holder: Holder | None
    at: str
    certifies: bool
    covers: int
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    expired_since: bool = False


class Report(msgspec.Struct, frozen=True):
    """All that was found in a file of `size` bytes. `roots` are how many root certificates were known."""

    verdict: Verdict
    size: int
    sha256: str
    roots: int
    signatures: tuple[Signature, ...] = ()
    ink: Ink = Ink.NONE
    waits_for_seal: bool = False
    uncovered: int = 0
    removed: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was signed, by somebody known."""
        return self.verdict is Verdict.WHOLE
