"""What every service needs: an unlocked store, the vault, and who sits at the window of which office."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import clock
from app.domain.fact import BlobRef
from app.domain.office import Office
from app.errors import Unavailable
from app.vault.keys import Keyring

if TYPE_CHECKING:
    from app.store import Author, Device, Store
    from app.vault import BlobVault


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer at work. `data` is the folder of the installation, `training` marks made-up data.

    `looks` is when this officer last looked at what, and for what (`app.services.looking` alone reads and writes it).
    """

    data: Path
    store: "Store"
    vault: "BlobVault"
    author: "Author"
    officer_name: str
    roles: tuple[str, ...]
    office: Office
    now: Callable[[], datetime] = clock.now
    training: bool = False
    looks: dict[tuple[str, str, str], datetime] = field(default_factory=dict, compare=False, repr=False)

    def today(self) -> date:
        """Give the calendar day at the window."""
        return clock.local_date(self.now())

    def moment(self) -> str:
        """Give the time now, in the form in which it is stored."""
        return clock.text(self.now())

    def device(self) -> "Device":
        """Give the device that writes here; Unavailable device.not_enrolled before there is one."""
        device = self.store.device()
        if device is None:
            raise Unavailable("device.not_enrolled")
        return device

    def name_of(self, officer: str) -> str:
        """Give an officer's name, also one who is not at this window any more; empty where nobody knows it."""
        names = {slot.officer_id: slot.name for slot in Keyring(self.data).officers()}
        return names.get(officer, "")

    def document(self, ref: BlobRef) -> bytes:
        """Give the plain bytes of a document; Unavailable when it is not on this machine or was altered."""
        return self.vault.open(self.store.sealed(ref.sha256))
