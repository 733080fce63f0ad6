"""What the unlock and set-up pages ask of the program. All of it runs outside the UI thread."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app import machine, settings
from app.errors import Refused, Unavailable
from app.services import session
from app.services.session import SetUp
from app.starts import Starts, went_back
from app.version import AGENT, VERSION
from ui.setup.view import SetupRequest
from ui.unlock.view import Glance, Person

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.store import Store

OFFICE = "office"


@dataclass
class Gate:
    """The door of one installation. `waiting` tells (online, unreported cases, drafts) while the store is open."""

    data: Path
    waiting: Callable[[], tuple[bool | None, int, int]] | None = None
    desk: "Desk | None" = None
    starts: Starts = field(default_factory=lambda: Starts(None))

    def glance(self) -> Glance:
        """Give what anybody may see: who can open, and what the last unlocking noted about the office."""
        shown = settings.load(self.data)
        people = tuple(
            Person(slot.officer_id, slot.name, slot.role, bool(slot.token)) for slot in session.officers(self.data)
        )
        told = Glance(
            shown.office,
            people,
            shown.number,
            VERSION,
            training=bool(shown.trainee),
            is_new=shown.program not in {"", VERSION},
            went_back=went_back(),
        )
        if self.waiting is None:
            return told
        online, unreported, drafts = self.waiting()
        return replace(told, online=online, unreported=unreported, drafts=drafts)

    def open(self, officer_id: str, password: str, *, by_token: bool = False) -> object:
        """Unlock, or let another officer take over while the store is open; gives the Desk."""
        if self.desk is not None:
            self.desk = session.reopen(self.desk, officer_id, password, by_token=by_token)
        else:
            self.desk = self._first(officer_id, password, by_token=by_token)
            note_office(self.desk)
        return self.desk

    def _first(self, officer_id: str, password: str, *, by_token: bool) -> "Desk":
        """Open the store; a version that gives no answer, or could not take the store over, is not well."""
        self.starts.opening()
        try:
            return session.unlock(self.data, officer_id, password, by_token=by_token)
        except (Refused, Unavailable) as error:
            if error.code != "upgrade.failed":
                self.starts.answered()
            raise

    def recover(self, officer_id: str, key: str, password: str) -> None:
        """Give an officer a new password by the county's recovery key."""
        from app.services import recovering  # noqa: PLC0415 - needed on few days

        store = self.desk.store if self.desk else None
        recovering.recover(self.data, key, officer_id, password, store=store)

    def rebuild(self, sheet: str, key: str, name: str, password: str) -> None:
        """Make the key file anew from what was scanned or typed of a recovery sheet."""
        from app.services import recovering  # noqa: PLC0415 - as above
        from app.vault import recovery_sheet  # noqa: PLC0415 - as above

        recovering.recover_by_sheet(self.data, recovery_sheet.joined([sheet]), key, name, password)

    def close(self) -> None:
        """Close the store, when the program ends."""
        if self.desk is not None:
            self.desk.store.close()
            self.desk = None


@dataclass(frozen=True)
class Installer:
    """Makes an installation from what the set-up pages asked."""

    data: Path

    def set_up(self, request: SetupRequest) -> object:
        """Make keys and store, and tell the county if the line is there; it works without one."""
        from sync.client import enrol  # noqa: PLC0415 - needed once in an installation's life

        def become_device(store: "Store") -> None:
            enrol.begin(store, request.code, request.address, request.office, request.office.name)

        officer = session.set_up(self.data, SetUp(request.officer_name, request.password), become_device)
        machine.note_owner()
        self._meet_county(officer, request.password)
        return officer

    def _meet_county(self, officer: str, password: str) -> None:
        """Fetch the county's grants once, so that the officer acts under the id that the county knows."""
        from sync.client.calls import HttpCounty  # noqa: PLC0415 - see above
        from sync.client.engine import run_once  # noqa: PLC0415 - see above

        desk = session.unlock(self.data, officer, password)
        note_office(desk)
        try:
            with closing(HttpCounty.of(desk.device(), AGENT)) as county:
                status = run_once(desk.store, desk.vault, county)
            if status.online:
                with suppress(Refused):
                    session.adopt_grant(desk, password)
        finally:
            desk.store.close()


def note_office(desk: "Desk") -> None:
    """Note what the unlock page says of the office; a disk that is full must not keep anybody out."""
    device = desk.device()
    told = {"office": device.name, "number": device.number, "county": device.county_url, "ca_pin": device.ca_pin}
    told["program"] = VERSION
    with suppress(Unavailable):
        settings.remember(desk.data, **told)
