"""What every service needs: an unlocked store, the vault, and who sits at the window of which office."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from app import clock
from app.domain import duties
from app.domain.duties import Act
from app.domain.fact import BlobRef
from app.domain.office import Office
from app.domain.officer import Standing
from app.errors import Unavailable
from app.vault.keys import Keyring

if TYPE_CHECKING:
    from app.services.grant_book import GrantBook
    from app.store import Author, Device, Store
    from app.vault import BlobVault


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer at work. `data` is the folder of the installation, `training` marks made-up data.

    `roles` are those at the unlocking. What holds now stands in `book`, the county's words as this PC knows them; a
    desk without one, which only tests make, is of somebody whose word holds.

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
    book: "GrantBook | None" = None
    looks: dict[tuple[str, str, str], datetime] = field(default_factory=dict, compare=False, repr=False)

    def standing(self) -> Standing:
        """Give under what the officer acts at this moment."""
        return self.book.standing(self.author.officer, self.now()) if self.book else Standing(self.roles)

    def standing_of(self, officer: str) -> Standing:
        """Give under what another officer of this window would act now; by their key alone without a book."""
        if self.book:
            return self.book.standing(officer, self.now())
        roles = {slot.officer_id: slot.role for slot in Keyring(self.data).officers()}
        return Standing((roles[officer],) if officer in roles else ())

    def may(self, act: Act) -> bool:
        """Tell whether the officer may do an act now."""
        return duties.may(self.standing(), act)

    def needs(self, act: Act) -> None:
        """Refuse an act that is not the officer's, or not now; Refused as `duties.check`."""
        duties.check(self.standing(), act)

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

    def signed_as(self, officer: str, act: Act, day: str) -> str:
        """Give the name that a paper shows of who did an act on an ISO day: of a stand-in with whom it was for (代)."""
        name = self.name_of(officer)
        other = self.book.instead_of(officer, act, day) if self.book and name else ""
        return resources.text("step_forms", "sheet.signer.instead", name=name, other=other) if other else name

    def document(self, ref: BlobRef) -> bytes:
        """Give the plain bytes of a document; Unavailable when it is not on this machine or was altered."""
        return self.vault.open(self.store.sealed(ref.sha256))
