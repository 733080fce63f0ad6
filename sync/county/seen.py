"""What is known of one request while it is served: for its line in the log, and for the counters."""

import re
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

KEY: Final = "yimen.seen"
_ID_BYTES: Final = 6
_AGENT = re.compile(r"yimen/(\d{1,6}(?:\.\d{1,6}){0,3})")


@dataclass(slots=True)
class Seen:
    """One request: its id, who called as far as that is known, and what it was refused with.

    Nothing in it names a person: `device` is the id of an installation, `number` its two characters on receipts,
    `office` an opaque scope, `version` that of the window program.
    """

    id: str = field(default_factory=lambda: secrets.token_hex(_ID_BYTES))
    device: str = ""
    number: str = ""
    office: str = ""
    version: str = ""
    code: str = ""
    must_close: bool = False


def seen(scope: MutableMapping[str, Any]) -> Seen:
    """Give what is known of the request of an ASGI scope; begun with the first question."""
    if KEY not in scope:
        scope[KEY] = Seen()
    known: Seen = scope[KEY]
    return known


def version_of(agent: str) -> str:
    """Give the version of the window program that a User-Agent names; "" for any other program."""
    found = _AGENT.match(agent)
    return found[1] if found else ""
