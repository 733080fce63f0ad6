"""A training township: its county on a loopback port, its office, its officers."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import resources
from app import settings
from app.domain.office import Office
from app.domain.officer import Role
from app.services import session
from app.services.session import SetUp
from app.vault.slots import LEAST_MEMORY_KIB, Cost
from app.version import AGENT
from sync.client import enrol
from sync.client.calls import HttpCounty
from sync.client.engine import run_once
from sync.county.embedded import County
from ui.demo import county_copy

if TYPE_CHECKING:
    from app.services.desk import Desk

DIVISION: Final = "511725123"
PASSWORD: Final = "demo"  # noqa: S105 - everybody may practise here
# One person walks through all of it but the decision, as in many a small township.
_TRAINEE: Final = (Role.WINDOW, Role.INVESTIGATOR, Role.REVIEWER, Role.FUND)
# Nobody waits for a calibration here: the least that a slot may cost.
_COST: Final = Cost(LEAST_MEMORY_KIB, 1)


class Township:
    """`data` is the folder of the window, `county_data` that of the county, which holds plain documents."""

    def __init__(self, data: Path, county_data: Path) -> None:
        self.data = data
        self._county_data = county_data
        self.county = County(county_data)

    def open(self) -> None:
        """Start the county and make the installation where there is none; Unavailable when that cannot be done."""
        is_new = not session.is_set_up(self.data)
        if not is_new and not self._county_data.exists() and (self.data / county_copy.FILE).exists():
            with self.desk() as desk:
                county_copy.bring_back(desk, self._county_data)
        self.county.start()
        if is_new:
            self._set_up()
        self._know_county()

    def close(self, *, keep_county: bool = False) -> None:
        """Stop the county; with `keep_county` its folder is sealed into the window's."""
        self.county.stop()
        if keep_county:
            with self.desk() as desk:
                county_copy.keep(desk, self._county_data)

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """Unlock for the trainee, and close again."""
        desk = session.unlock(self.data, settings.load(self.data).trainee, PASSWORD)
        try:
            yield desk
        finally:
            desk.store.close()

    def _set_up(self) -> None:
        """Have the county grant two officers, and enrol the window with its code, as a real office would."""
        said = resources.texts("demo")["township"]
        code = self.county.enrol_code(DIVISION, said["window"])
        trainee = self.county.grant(DIVISION, said["officer"], *_TRAINEE).officer
        self.county.grant(DIVISION, said["leader"], Role.LEADER)
        office = Office(code.scope, DIVISION, said["government"], said["phone"], "township")
        first = SetUp(said["officer"], PASSWORD, officer=trainee, training=True)
        session.set_up(
            self.data,
            first,
            lambda store: enrol.begin(store, code.code, self.county.url, office, said["window"]),
            cost=_COST,
        )
        settings.remember(self.data, trainee=trainee, office=said["window"], number=code.device_number)
        with self.desk() as desk:
            with closing(HttpCounty.of(desk.device(), AGENT)) as county:
                run_once(desk.store, desk.vault, county)
            session.add_officer(desk, PASSWORD, said["leader"], PASSWORD, cost=_COST)

    def _know_county(self) -> None:
        """Tell the window where the county listens now: a free port is another one after each start."""
        with self.desk() as desk:
            device = desk.device()
            if device.county_url != self.county.url:
                with desk.store.work() as work:
                    work.set_device(replace(device, county_url=self.county.url))
