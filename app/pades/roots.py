"""Root certificates that are known here: read from files as a county or a CA hands them out."""

from typing import TYPE_CHECKING, Final

from app.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asn1crypto.x509 import Certificate

    from app.pades.key import Holder

MOST_BYTES: Final = 256 * 1024
MOST_ROOTS: Final = 64


def read_roots(files: "Iterable[bytes]") -> "tuple[Certificate, ...]":
    """Give the certificates of files in PEM or DER; Refused seal.not_a_root for what is none."""
    found = [one for content in files for one in _read(content)]
    if len(found) > MOST_ROOTS:
        raise Refused("seal.not_a_root")
    return tuple(found)


def told_of(content: bytes) -> "tuple[Holder, ...]":
    """Give what the certificates of a file say of themselves; Refused seal.not_a_root."""
    from app.pades.key import holder_of  # noqa: PLC0415 - only who looks at certificates loads it

    return tuple(holder_of(one) for one in _read(content))


def _read(content: bytes) -> "list[Certificate]":
    from asn1crypto import pem  # noqa: PLC0415 - as above
    from asn1crypto.x509 import Certificate  # noqa: PLC0415 - as above

    try:
        if len(content) > MOST_BYTES:
            raise Refused("seal.not_a_root")
        coded = [part[2] for part in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        found = [Certificate.load(one, strict=True) for one in coded]
        if not all(one.ca and one.self_signed in {"yes", "maybe"} for one in found):
            raise Refused("seal.not_a_root")
        for one in found:
            one.native  # noqa: B018 - reads all of it, so that nothing surprises later
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise Refused("seal.not_a_root") from error
    return found
