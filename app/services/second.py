"""Where the law or good sense wants two persons: a colleague says yes with a password of their own."""

from app.errors import Refused
from app.services.desk import Desk
from app.vault.keys import Keyring, SlotInfo


def colleagues(desk: Desk) -> tuple[SlotInfo, ...]:
    """Give who else has a key of this window."""
    return tuple(slot for slot in Keyring(desk.data).officers() if slot.officer_id != desk.author.officer)


def agree(desk: Desk, officer: str, password: str) -> tuple[str, str]:
    """Give the ids of the two officers: who is at the desk, and the colleague whose password this is.

    Refused second.same for the officer at the desk, and as `Keyring.open`.
    """
    if officer == desk.author.officer:
        raise Refused("second.same")
    Keyring(desk.data, desk.now).open(officer, password)
    return desk.author.officer, officer
