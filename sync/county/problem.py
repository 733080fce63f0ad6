"""What the county answers when it cannot do what was asked: a code, its status, and named members."""

from itertools import cycle
from typing import Any, Final

_STATUS: Final = {
    "malformed": 400,
    "token": 401,
    "client": 401,
    "code": 403,
    "signature": 403,
    "device": 403,
    "scope": 403,
    "revoked": 403,
    "not_found": 404,
    "method": 405,
    "gap": 409,
    "fork": 409,
    "root": 409,
    "offset": 409,
    "version": 412,
    "too_large": 413,
    "encoding": 415,
    "range": 416,
    "chain": 422,
    "envelope": 422,
    "digest": 460,
    "busy": 503,
    "internal": 500,
}
_TITLES: Final = {
    "malformed": "The request cannot be read.",
    "token": "A valid token is needed.",
    "client": "The assertion is not accepted.",
    "code": "The code is not accepted.",
    "signature": "The signature does not fit.",
    "device": "The device is not the one that was expected.",
    "scope": "The device has no right to this scope.",
    "revoked": "The device was revoked.",
    "not_found": "There is nothing here.",
    "method": "This method is not offered here.",
    "gap": "Entries before these are missing.",
    "fork": "Another entry stands at this place.",
    "root": "The Merkle roots differ.",
    "offset": "The upload stands at another offset.",
    "version": "This version of tus is not spoken.",
    "too_large": "The request is too large.",
    "encoding": "This encoding is not accepted.",
    "range": "The range lies beyond the end.",
    "chain": "The chain of entries is broken.",
    "envelope": "An entry is not well formed.",
    "digest": "The content does not have the digest.",
    "busy": "The county is busy.",
    "internal": "The county made a mistake.",
}
UNPROCESSABLE: Final = 422
TOO_MANY: Final = 429
_BUSY: Final = 503
_COME_BACK_S: Final = cycle(range(5, 21))  # spread, so that all who were sent away do not come back together


class Problem(Exception):
    """The request is not done; `members` stand in the answer beside type, title and status."""

    def __init__(
        self, code: str, status: int | None = None, headers: dict[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status or _STATUS[code]
        self.headers = headers or {}
        self.members = members

    def document(self) -> dict[str, Any]:
        """Give the RFC 9457 document."""
        head = {"type": f"urn:yimen:problem:{self.code}", "title": _TITLES[self.code], "status": self.status}
        return head | self.members


def busy(status: int = _BUSY, wait_s: int | None = None) -> Problem:
    """Give the problem of a county that has too much to do: come back after `wait_s` seconds, or after 5 to 20."""
    return Problem("busy", status, {"Retry-After": str(wait_s or next(_COME_BACK_S))})


def statuses() -> dict[str, int]:
    """Give the usual status of every code, for whoever describes them."""
    return dict(_STATUS)
