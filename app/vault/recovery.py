"""The recovery slot: data key and device secret, sealed to the county's age key, independent of every password."""

import json
from dataclasses import dataclass
from typing import Final

from app.errors import Refused
from app.journal.sign import decode, encode

ALGORITHM: Final = "age-x25519"


@dataclass(frozen=True, slots=True)
class Recovery:
    """The recovery slot as it stands in keys.json; `sealed` is the age file, base64url."""

    algorithm: str
    recipient: str
    sealed: str


def seal(data_key: bytes, device_secret: bytes, recipient: str) -> Recovery:
    """Make the slot; Refused recovery.recipient when `recipient` is no ``age1…`` key."""
    import pyrage  # noqa: PLC0415 - only set-up and recovery need it

    content = json.dumps({"data_key": encode(data_key), "device_secret": encode(device_secret)}).encode()
    try:
        target = pyrage.x25519.Recipient.from_str(recipient)
    except (pyrage.RecipientError, ValueError) as error:
        raise Refused("recovery.recipient") from error
    return Recovery(ALGORITHM, recipient, encode(pyrage.encrypt(content, [target])))


def unseal(slot: Recovery, identity: str) -> tuple[bytes, bytes]:
    """Give (data key, device secret); Refused recovery.wrong_key when `identity` does not open the slot."""
    import pyrage  # noqa: PLC0415 - only set-up and recovery need it

    try:
        opener = pyrage.x25519.Identity.from_str(identity.strip())
        content = json.loads(pyrage.decrypt(decode(slot.sealed), [opener]))
    except (pyrage.IdentityError, pyrage.DecryptError, ValueError) as error:
        raise Refused("recovery.wrong_key") from error
    return decode(content["data_key"]), decode(content["device_secret"])
