"""Who can open this PC: a new password, one's own or a colleague's, and an officer who leaves."""

from dataclasses import dataclass
from typing import Final

from app import clock, settings
from app.domain.duties import Act
from app.domain.key_deed import Deed, KeyDeed
from app.errors import Refused
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs
from app.services.key_rotation import rotate, tell
from app.services.session import recovery_recipient
from app.vault import token
from app.vault.keys import Keyring, SlotInfo
from app.vault.recovery import Recovery
from app.vault.slots import Cost

LEAST_PASSWORD: Final = 8


@dataclass(frozen=True, slots=True)
class PcKeys:
    """The keys of this PC: who can open, the recovery slot and the county's key as it is now, and the data key's age.

    `me` is the officer at the desk, `may_manage` whether they may do more than change their own password.
    """

    officers: tuple[SlotInfo, ...]
    recovery: Recovery | None
    county: str
    epoch: int
    since: str
    me: str
    may_manage: bool

    @property
    def recovery_is_current(self) -> bool:
        """Whether the county's key of today opens the recovery slot."""
        return self.recovery is not None and self.recovery.recipient == self.county

    @property
    def old(self) -> tuple[SlotInfo, ...]:
        """Who would need a new password after somebody is removed: they have not opened since the new form came."""
        return tuple(one for one in self.officers if one.is_old)


@needs(Act.LOOK_AFTER)
def pc_keys(desk: Desk) -> PcKeys:
    """Give who can open this PC, and how else it opens. Unavailable keys.missing, keys.damaged."""
    keyring = Keyring(desk.data, desk.now)
    held = keyring.held()
    return PcKeys(
        keyring.officers(),
        held.epoch.recovery,
        recovery_recipient(desk.store),
        held.epoch.number,
        held.epoch.since,
        desk.author.officer,
        desk.may(Act.KEEP_KEYS),
    )


@needs(Act.LOOK_AFTER)
def change_password(desk: Desk, password: str, new_password: str, *, cost: Cost | None = None) -> None:
    """Let the officer at the desk open by another password from now on.

    Refused password.short, password.same, and as `Keyring.unlock`.
    """
    if new_password == password:
        raise Refused("password.same")
    check_password(new_password)
    keyring = Keyring(desk.data, desk.now)
    opened = keyring.unlock(desk.author.officer, password)
    deed = _deed(desk, Deed.CHANGED, desk.author.officer, desk.officer_name)
    keyring.change_password(opened, new_password, cost=cost, deed=deed)
    tell(keyring, desk.store, desk.author)


@needs(Act.KEEP_KEYS)
def give_password(desk: Desk, password: str, officer: str, new_password: str, *, cost: Cost | None = None) -> None:
    """Give a colleague who forgot theirs a new password; `password` is that of the officer at the desk.

    A UKey of the colleague has to be enrolled anew. Refused password.short, keys.own_password (for
    one's own), and as `Keyring.unlock`.
    """
    if officer == desk.author.officer:
        raise Refused("keys.own_password")
    check_password(new_password)
    keyring = Keyring(desk.data, desk.now)
    owner = keyring.held().owner(officer)
    data_key = keyring.open(desk.author.officer, password)
    deed = _deed(desk, Deed.RENEWED, officer, owner.name)
    keyring.add_slot(data_key, officer, owner.name, new_password, role=owner.role, cost=cost, deed=deed)
    tell(keyring, desk.store, desk.author)


@needs(Act.LOOK_AFTER)
def enrol_token(desk: Desk, password: str, pin: str) -> str:
    """Let the UKey that is plugged in open for the officer at the desk, too, and give its label.

    The PIN is tried first. Refused token.expired for a certificate that is not valid any more, and as `token.key_of`
    and `Keyring.unlock`.
    """
    keyring, library = Keyring(desk.data, desk.now), settings.load(desk.data).token_library
    opened = keyring.unlock(desk.author.officer, password)
    key = token.key_of(library, pin)
    if key.valid_to and clock.parse(key.valid_to) < desk.now():
        raise Refused("token.expired")
    keyring.set_token(opened, key, _deed(desk, Deed.TOKEN, desk.author.officer, desk.officer_name))
    tell(keyring, desk.store, desk.author)
    return key.label


@needs(Act.LOOK_AFTER)
def forget_token(desk: Desk, password: str) -> None:
    """Let no UKey open for the officer at the desk any more; Refused unlock.no_token, and as `Keyring.unlock`."""
    keyring = Keyring(desk.data, desk.now)
    if keyring.held().owner(desk.author.officer).token is None:
        raise Refused("unlock.no_token")
    opened = keyring.unlock(desk.author.officer, password)
    keyring.set_token(opened, None, _deed(desk, Deed.TOKEN_GONE, desk.author.officer, desk.officer_name))
    tell(keyring, desk.store, desk.author)


@needs(Act.KEEP_KEYS)
def remove(desk: Desk, password: str, officer: str) -> None:
    """Take an officer's key away and give the installation a new data key; it may take some seconds.

    In the store's lane. Whoever has not opened since the new form of slots came (`PcKeys.old`) needs a new password
    then. Refused keys.yourself, unlock.unknown_officer, and as `Keyring.unlock`. Unavailable
    store.disk_full and its like, keys.forged, keys.unfinished: nothing was changed.
    """
    if officer == desk.author.officer:
        raise Refused("keys.yourself")
    keyring = Keyring(desk.data, desk.now)
    owner = keyring.held().owner(officer)
    opened = keyring.renew_form(keyring.unlock(desk.author.officer, password))
    deed = _deed(desk, Deed.REMOVED, officer, owner.name)
    rotate(keyring, desk.store, opened.keys[-1], {officer}, deed)
    tell(keyring, desk.store, desk.author)


def check_password(password: str) -> None:
    """Refused password.short."""
    if len(password) < LEAST_PASSWORD:
        raise Refused("password.short", least=LEAST_PASSWORD)


def _deed(desk: Desk, deed: Deed, officer: str, name: str) -> KeyDeed:
    return KeyDeed(uuid7(), deed.value, officer, name, desk.author.officer, desk.moment(), 0)
