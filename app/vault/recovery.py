"""The recovery slot: data key and device secret, sealed to the county's age key, independent of every password."""

import json
from dataclasses import dataclass
from typing import Final

from app.errors import Refused
from app.journal.sign import decode, encode
from app.vault import own_key

ALGORITHM: Final = "age-x25519"


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery slot as it stands in keys.json; `sealed` is the age file, base64url, `since` when it was sealed."""

    algorithm: str
    recipient: str
    sealed: str
    since: str = ""


def seal(data_key: bytes, device_secret: bytes, recipient: str, since: str = "") -> Recovery:
    """Make the slot; Refused recovery.recipient when `recipient` is no ``age1…`` key."""
    content = json.dumps({"data_key": encode(data_key), "device_secret": encode(device_secret)}).encode()
    try:
        return Recovery(ALGORITHM, recipient, own_key.seal(content, recipient), since)
    except ValueError as error:
        raise Refused("recovery.recipient") from error


def unseal(slot: Recovery, identity: str) -> tuple[bytes, bytes]:
    """Give (data key, device secret); Refused recovery.wrong_key when `identity` does not open the slot."""
    opened = own_key.unseal(slot.sealed, identity)
    if opened is None:
        raise Refused("recovery.wrong_key")
    try:
        content = json.loads(opened)
        return decode(content["data_key"]), decode(content["device_secret"])
    except (ValueError, TypeError, KeyError) as error:  # whoever knows the county's public key can seal nonsense to it
        raise Refused("recovery.wrong_key") from error
