"""A made-up township at work: an enrolled store, a vault, and applications ready to be accepted."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app import clock
from app.domain.draft import Answer, Draft, Reply, Signature, started
from app.domain.fact import Fact
from app.domain.household import Member, Relation
from app.domain.office import Office
from app.domain.person import LONG_TERM, Identity
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH
from app.services import intake
from app.services.desk import Desk
from app.store import Author, Device, Store
from app.vault import BlobVault
from tests.made_up import people

KEY = bytes(range(32))
TODAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
OFFICE = Office("t-7H2K9Q", "511725123", "渠县青龙镇人民政府", "0818-7200000", "county")
AUTHOR = Author("01900000-0000-7000-8000-000000000001", ZERO_HASH)
DEVICE = Device(
    id="01900000-0000-7000-8000-0000000000d1",
    number="0A",
    office=OFFICE,
    private_key=bytes(range(1, 33)),
    county_url="https://xian.invalid",
    epoch="first",
    scopes=(OFFICE.scope,),
)


WORKING = ("window", "investigator", "reviewer", "fund")


def other_officer() -> str:
    """Give the id of a second officer."""
    return "01900000-0000-7000-8000-000000000002"


def morning() -> datetime:
    """Give the one moment at which these tests play."""
    return MORNING


@cache
def new_store() -> bytes:
    """Give the file of a new store under `KEY`: making one takes longer than many a test."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "yimen.db"
        Store.create(path, KEY).close()
        return path.read_bytes()


def open_store(data: Path, now: Callable[[], datetime] = morning, *, device: Device = DEVICE) -> Store:
    """Open the store in `data`; where there is none, put a new one there and enrol it."""
    path = data / "yimen.db"
    if path.exists():
        return Store.open(path, KEY, now=now)
    path.touch(mode=0o600)
    path.write_bytes(new_store())
    return enrolled(Store.open(path, KEY, now=now), device, now)


def enrolled(store: Store, device: Device = DEVICE, now: Callable[[], datetime] = morning) -> Store:
    """Make a new store a device of the office, and give it."""
    with store.work() as work:
        work.set_device(device)
        work.saw_server_time(now())
    return store


def desk_at(data: Path, now: Callable[[], datetime] = morning) -> Desk:
    """Give a desk at work on the installation in `data`."""
    return desk_of(data, open_store(data, now), now)


def desk_of(data: Path, store: Store, now: Callable[[], datetime] = morning) -> Desk:
    """Give a desk at work on an open store; its officer has all duties of a small office but the leader's."""
    return Desk(data, store, BlobVault(data / "blobs"), AUTHOR, "王德贵", WORKING, OFFICE, now)


def member(seed: int, relation: str = Relation.SELF.value) -> Member:
    """Give a made-up person as member of a household."""
    made = people.person(seed, TODAY)
    identity = Identity(
        name=made.name,
        sex=made.sex,
        ethnic=made.ethnic,
        birth=made.birth.isoformat(),
        address=made.address,
        id_number=made.id_number,
        issuer=made.issuer,
        valid_from=made.valid_from.isoformat(),
        valid_to=made.valid_to.isoformat() if made.valid_to else LONG_TERM,
    )
    return Member(id=uuid7(), identity=identity, relation=relation)


def application(desk: Desk, seed: int, *, pictures: int = 2, size: int = 2_000) -> Draft:
    """Save a draft with `pictures` pictures of about `size` bytes, signed by its applicant; ready to be accepted."""
    chance = random.Random(seed)
    draft = started(uuid7(), uuid7(), uuid7(), AUTHOR.officer, clock.text(MORNING))
    applicant = replace(member(seed), id=draft.applicant.id)
    draft = replace(draft, members=(applicant,), replies={"near_relative": Reply(Answer.NO.value)}, phone="13800138000")
    for slot in ("id_front", "id_back")[:pictures]:
        picture = intake.Picture(chance.randbytes(size), "image/jpeg", chance.randbytes(size), {}, "good", "file")
        draft = intake.add_picture(desk, draft, slot, applicant.id, picture)
    return signed(desk, draft, chance)


def signed(desk: Desk, draft: Draft, chance: random.Random) -> Draft:
    """Give the saved draft with its applicant's signature."""
    papers = [
        desk.vault.put(chance.randbytes(800), kind)
        for kind in ("application/pdf", "application/pdf", "application/json")
    ]
    shown, made, ink = (paper.ref for paper in papers)
    at = clock.text(MORNING)
    mark = Signature(draft.applicant.id, "pen", (shown,), made, ink, 1, at, at, TODAY.isoformat())
    draft = replace(draft, signatures=(mark,), form=shown)
    draft = replace(draft, form_content=intake.content_digest(draft))
    with desk.store.work(desk.author) as work:
        work.save_draft(draft, papers)
    return draft


def note(case_id: str, text: str) -> Fact:
    """Give the fact of a note on a case."""
    return Fact(f"case:{case_id}", "case.noted", 1, {"text": text})


def public_key() -> str:
    """Give the public key of the device."""
    return sign.public_key(DEVICE.private_key)
