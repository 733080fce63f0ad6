"""What the pages of the first start show, and what they ask of the program."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

import resources
from app.domain.office import Office
from app.errors import Refused, Unavailable
from ui.problems import sentence
from ui.setup.places import Place, place_of

LEAST_PASSWORD = 8


class Step(IntEnum):
    """The three pages."""

    COUNTY = 0
    OFFICE = 1
    OFFICER = 2


@dataclass(frozen=True)
class SetupForm:
    """What was typed so far."""

    code: str = ""
    address: str = ""
    town: str = ""
    office: str = ""
    phone: str = ""
    confirmer: str = ""  # nobody may guess who confirms: it is asked (社会救助法 44)
    officer: str = ""
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)

    @property
    def place(self) -> Place | None:
        """The township of what was typed."""
        return place_of(self.town)


@dataclass(frozen=True)
class SetupRequest:
    """A complete and well-formed first start. The office's scope is in the code."""

    code: str
    address: str
    office: Office
    officer_name: str
    password: str = field(repr=False)


class Setup(Protocol):
    """What the pages need of the program."""

    def set_up(self, request: SetupRequest) -> object:
        """Make keys and store and become the device of the code; called outside the UI thread.

        Works without a line. Refused or Unavailable: nothing is left behind.
        """
        ...


@dataclass(frozen=True)
class SetupView:
    """All that is drawn. `wrong` has (field name, sentence); `blocked` is why it could not be done, `note` to know."""

    step: Step = Step.COUNTY
    form: SetupForm = SetupForm()
    wrong: tuple[tuple[str, str], ...] = ()
    busy: bool = False
    blocked: str = ""
    note: str = ""


def office_name(place: Place) -> str:
    """Give what papers will say of a township's office, before anybody changes it."""
    return resources.text("setup", "office.default", county=place.county, town=place.name) if place.name else ""


def wrong_on(step: Step, form: SetupForm) -> tuple[tuple[str, str], ...]:
    """Give what is wrong on a page: field name and sentence, from the top down."""
    checks = {Step.COUNTY: _county, Step.OFFICE: _office, Step.OFFICER: _officer}
    return tuple((name, sentence(error)) for name, error in checks[step](form).items())


def _county(form: SetupForm) -> dict[str, Refused | Unavailable]:
    from sync.client.enrol import read_code  # noqa: PLC0415 - needed on one day only
    from sync.client.trust import checked_address  # noqa: PLC0415 - as above

    found: dict[str, Refused | Unavailable] = {}
    try:
        read_code(form.code)
    except Refused as refused:
        found["code"] = refused
    try:
        checked_address(form.address.strip())
    except (Unavailable, ValueError):
        found["address"] = Unavailable("county.url")
    return found


def _office(form: SetupForm) -> dict[str, Refused | Unavailable]:
    found: dict[str, Refused | Unavailable] = {}
    if form.place is None:
        found["town"] = Refused("setup.town_unknown")
    if not form.office.strip():
        found["office"] = Refused("setup.office_missing")
    if not form.confirmer:
        found["confirmer"] = Refused("setup.confirmer_missing")
    return found


def _officer(form: SetupForm) -> dict[str, Refused | Unavailable]:
    found: dict[str, Refused | Unavailable] = {}
    if not form.officer.strip():
        found["officer"] = Refused("setup.officer_missing")
    if len(form.password) < LEAST_PASSWORD:
        found["password"] = Refused("setup.password_short", least=LEAST_PASSWORD)
    elif form.password != form.again:
        found["again"] = Refused("setup.password_differs")
    return found


def request_of(form: SetupForm) -> SetupRequest:
    """Give the request of a form in which nothing is wrong."""
    place = form.place
    office = Office(
        scope="",
        division=place.code if place else "",
        name=form.office.strip(),
        phone=form.phone.strip(),
        confirmer=form.confirmer,
    )
    return SetupRequest(form.code, form.address.strip().rstrip("/"), office, form.officer.strip(), form.password)
