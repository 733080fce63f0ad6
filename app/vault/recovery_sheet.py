"""What stands on the recovery sheet: the sealed recovery slot, cut into parts that fit into QR codes.

Everything in a part can be typed, too: ``YIMEN-RECOVERY/1/<sheet>/<part>/<parts>/<base32>.`` No two of its characters
look alike; small letters, a 0 for an O, a 1 for an I, spaces and line breaks anywhere are forgiven. It is useless
without the county's key.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final

import msgspec

from app.errors import Refused
from app.vault.recovery import Recovery

_PART: Final = 400
_LARGEST: Final = 2**20
_HEAD: Final = "YIMEN-RECOVERY/1"
_FORM: Final = re.compile(_HEAD + r"/([0-9A-F]{8})/([1-9])/([1-9])/([A-Z0-7]{1,2000})\.")


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """One data key of one installation, sealed to the county: `office` and `number` (of the device) name it."""

    office: str
    number: str
    epoch: int
    since: str
    recovery: Recovery


def parts(sheet: RecoverySheet) -> tuple[str, ...]:
    """Give the sheet in parts, in order."""
    whole = json.dumps(asdict(sheet), ensure_ascii=False, separators=(",", ":")).encode()
    text, name = base64.b32encode(whole).decode().rstrip("="), _name(whole)
    pieces = [text[at : at + _PART] for at in range(0, len(text), _PART)]
    return tuple(f"{_HEAD}/{name}/{nth}/{len(pieces)}/{piece}." for nth, piece in enumerate(pieces, 1))


def joined(texts: Iterable[str]) -> RecoverySheet:
    """Read a sheet from its parts in any order, typed or scanned.

    Refused recovery.no_sheet where there is none, recovery.sheet_parts (missing: which, of: how many) where some lack,
    recovery.two_sheets for parts of different sheets, recovery.sheet_damaged where what was typed is not what stood
    there.
    """
    held = "".join("".join(texts)[:_LARGEST].upper().split())
    found = {(name, int(of), int(nth)): piece for name, nth, of, piece in _FORM.findall(held)}
    if not found:
        raise Refused("recovery.no_sheet")
    if len({(name, of) for name, of, _ in found}) > 1:
        raise Refused("recovery.two_sheets")
    ((name, of),) = {(name, of) for name, of, _ in found}
    missing = [nth for nth in range(1, of + 1) if (name, of, nth) not in found]
    if missing:
        raise Refused("recovery.sheet_parts", missing="、".join(map(str, missing)), of=of)
    return _read(name, "".join(found[name, of, nth] for nth in range(1, of + 1)))


def _read(name: str, text: str) -> RecoverySheet:
    try:
        whole = base64.b32decode(text + "=" * (-len(text) % 8), map01="I")
        if _name(whole) != name:
            raise Refused("recovery.sheet_damaged")
        return msgspec.json.decode(whole, type=RecoverySheet)
    except (ValueError, msgspec.DecodeError, RecursionError) as error:
        raise Refused("recovery.sheet_damaged") from error


def _name(whole: bytes) -> str:
    return hashlib.sha256(whole).hexdigest()[:8].upper()
