"""Who confirms, at the window: what was said when it was set up, until the county says it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.domain.draft import Draft
from app.domain.office import CONFIRMERS
from app.ids import uuid7
from app.journal.entry import COUNTY_SCOPE, ZERO_HASH, Place, write
from app.services import intake, session
from app.services.desk import Desk
from app.services.office import office_on
from app.store import Received
from tests.services.conftest import MONDAY, OFFICE, PASSWORD
from tests.services.conftest import quickly_signed as signed

Says = Callable[[str, str], None]


@pytest.fixture
def county_says(desk: Desk) -> Says:
    """Give a function with which the county's word arrives: who confirms, from which day on."""
    county, held = uuid7(), list[str]()

    def says(confirmer: str, from_on: str) -> None:
        at = "2026-10-01T01:00:00.000Z"
        place = Place(
            county,
            len(held) + 1,
            (held or [ZERO_HASH])[-1],
            tuple(held[-1:]),
            at,
            "ok",
            county,
            ZERO_HASH,
            COUNTY_SCOPE,
        )
        body = {"scope": OFFICE.scope, "confirmer": confirmer, "from_on": from_on, "basis": ""}
        entry = write(place, f"office:{OFFICE.scope}", "office.confirmer_set", 1, body)
        held.append(entry.hash)
        with desk.store.work() as work:
            work.receive([Received(entry, len(held), at)])

    return says


def forget_who_confirms(desk: Desk) -> None:
    """The window was set up without that question, as by a script."""
    device = desk.device()
    with desk.store.work() as work:
        work.set_device(replace(device, office=replace(device.office, confirmer="")))


def test_what_was_said_at_the_set_up_holds_until_the_county_says_it(desk: Desk, county_says: Says) -> None:
    assert office_on(desk.store, OFFICE, date(2026, 10, 12)) == OFFICE
    county_says("county", "2026-10-12")

    assert office_on(desk.store, OFFICE, date(2026, 10, 12)).confirmer == "county"
    assert office_on(desk.store, OFFICE, date(2026, 10, 11)).confirmer == "township"


def test_whoever_unlocks_sees_who_confirms_today(desk: Desk, county_says: Says) -> None:
    assert desk.office.confirmer == "township"
    county_says("county", "2026-10-12")
    county_says("township", "2026-10-13")

    assert session.reopen(desk, desk.author.officer, PASSWORD).office.confirmer == "county"


def test_an_application_is_confirmed_by_whom_the_day_of_its_acceptance_says(
    desk: Desk, draft: Draft, county_says: Says
) -> None:
    county_says("county", "2026-10-12")

    case = intake.accept(desk, signed(desk, draft)).case

    assert case.accepted is not None
    assert (case.accepted.confirmer, case.accepted.legal_days) == ("county", 30)


def test_a_later_change_leaves_what_was_accepted_as_it_was(desk: Desk, draft: Draft, county_says: Says) -> None:
    case = intake.accept(desk, signed(desk, draft)).case

    county_says("county", "2026-10-12")

    again = desk.store.case(case.id)
    assert again is not None
    assert again.accepted is not None
    assert (again.accepted.confirmer, again.accepted.legal_days) == ("township", 20)


def test_nobody_is_turned_away_because_nobody_said_who_confirms_and_the_shorter_limit_holds(
    desk: Desk, draft: Draft
) -> None:
    forget_who_confirms(desk)
    at_work = session.reopen(desk, desk.author.officer, PASSWORD)
    assert at_work.office.confirmer not in CONFIRMERS

    case = intake.accept(at_work, signed(at_work, draft)).case

    assert case.accepted is not None
    assert (case.accepted.confirmer, case.accepted.legal_days) == ("", 20)
    assert case.accepted.accepted_on == MONDAY.date().isoformat()
