"""Where the law or good sense wants two persons: a colleague says yes with a password of their own."""

from app.domain import duties
from app.domain.duties import Act
from app.errors import Refused
from app.services.desk import Desk
from app.services.duty import needs
from app.vault.keys import Keyring, SlotInfo


@needs(Act.LOOK_AFTER)
def colleagues(desk: Desk) -> tuple[SlotInfo, ...]:
    """Give who else has a key of this window."""
    return tuple(slot for slot in Keyring(desk.data).officers() if slot.officer_id != desk.author.officer)


@needs(Act.HANDLE)
def agree(desk: Desk, officer: str, password: str) -> tuple[str, str]:
    """Give the ids of the two officers: who is at the desk, and the colleague whose password this is.

    Refused second.same for the officer at the desk, second.not_theirs for one who has nothing to do with cases here,
    and as `Keyring.open`.
    """
    if officer == desk.author.officer:
        raise Refused("second.same")
    standing = desk.standing_of(officer)
    if not (duties.may(standing, Act.HANDLE) or duties.may(standing, Act.DECIDE)):
        raise Refused("second.not_theirs", name=desk.name_of(officer))
    Keyring(desk.data, desk.now).open(officer, password)
    return desk.author.officer, officer
