"""A desk at work: real keys, store and vault, set up and unlocked as the program does it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from app.domain.draft import Draft, Reply
from app.domain.household import Member
from app.domain.office import Office
from app.domain.officer import Role
from app.domain.person import Identity
from app.forms.form import FormSet
from app.forms.ink import Handwriting, Ink, Point
from app.ids import uuid7
from app.journal import sign
from app.services import intake, session
from app.services.desk import Desk
from app.services.session import SetUp
from app.store import Device, Store
from app.vault.slots import Cost
from tests.store import township

PASSWORD = "练习口令"
NAME = "陈素华"
COST = Cost(8, 1)
WORKING = (Role.WINDOW.value, Role.INVESTIGATOR.value, Role.REVIEWER.value, Role.FUND.value)
OFFICE = Office("t-0A1B2C", "511725123", "渠县青龙镇人民政府", "0818-000 0000", "township")
MONDAY = datetime(2026, 10, 12, 1, 30, tzinfo=UTC)

Enrol = Callable[[Store], None]


def enrol(store: Store) -> None:
    """Make the store a device of the office, as an enrol code does."""
    with store.work() as work:
        work.set_device(Device(uuid7(), "0A", OFFICE, sign.new_key()))


def monday() -> datetime:
    """The day on which all of this happens."""
    return MONDAY


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation of one officer, never opened: making one takes longer than many a test."""
    folder = tmp_path_factory.mktemp("set-up") / "window"
    session.set_up(folder, SetUp(NAME, PASSWORD), enrol, cost=COST, now=monday)
    return folder


@pytest.fixture
def data(tmp_path: Path, set_up_once: Path) -> Path:
    """An installation of one officer."""
    return Path(shutil.copytree(set_up_once, tmp_path / "window"))


@pytest.fixture
def desk(data: Path) -> Iterator[Desk]:
    """The officer has unlocked: one of a small office, with all duties but the leader's, and the county's word."""
    opened = session.unlock(data, session.officers(data)[0].officer_id, PASSWORD, now=monday)
    yield replace(opened, roles=WORKING, book=None)
    opened.store.close()


@pytest.fixture
def draft(desk: Desk) -> Draft:
    """王德贵 and his son, everything asked, nothing signed."""
    begun = intake.begin(desk)
    father = Identity("王德贵", "male", "汉", "1960-02-29", "四川省渠县青龙镇青龙村3组", "511725196002290018")
    son = Member(uuid7(), Identity("王建军", "male", birth="1985-05-06"), relation="20", away="work")
    applicant = replace(begun.applicant, identity=father)
    return replace(begun.with_member(applicant).with_member(son), replies={"near_relative": Reply("no")})


def hand_of(
    draft: Draft, forms: FormSet, member: str = "", *, method: str = "mouse", shown: tuple[str, ...] = ()
) -> Handwriting:
    """Made-up ink of a member, the applicant if none is named, on all the papers unless others are `shown`."""
    signer = member or draft.applicant.id
    page = forms.authorisation(signer)
    line = tuple(Point(1_000 + 60 * step, 800 + 40 * (step % 20), None, 8 * step) for step in range(60))
    ink = Ink(round(page.fields[0].width * 100), round(page.fields[0].height * 100), (line,))
    moment = "2026-10-12T01:31:00.000Z"
    return Handwriting(signer, method, ink, shown or (forms.application.sha256, page.sha256), 4, moment, moment)


OTHER_PASSWORD = "另一个口令"


@pytest.fixture
def colleague(desk: Desk) -> tuple[str, str]:
    """Give id and password of 赵勇, who has a key of this window too."""
    return session.add_officer(desk, PASSWORD, "赵勇", OTHER_PASSWORD, cost=COST), OTHER_PASSWORD


def quickly_signed(desk: Desk, draft: Draft) -> Draft:
    """The draft with its applicant's signature on papers that nobody drew."""
    return township.signed(desk, draft, Random(7))
