"""The only place that makes identifiers."""

import re
import secrets
import time
from uuid import NAMESPACE_OID, uuid5

_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def uuid7() -> str:
    """Give a new UUID of version 7 (RFC 9562): lower case, sorted by time of making, final."""
    value = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def is_uuid(written: object) -> bool:
    """Tell whether `written` is a UUID as text, lower case, with hyphens."""
    return isinstance(written, str) and _FORM.fullmatch(written) is not None


def named_uuid(space: str, name: str) -> str:
    """Give the one UUID (version 5) of a name within a space: for whoever has no id of their own yet."""
    return str(uuid5(NAMESPACE_OID, f"{space}\n{name}"))
