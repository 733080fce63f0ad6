"""How an installation becomes a device: from a code, at once; the county is told when the line is there."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from app.domain.office import Office
from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.journal import sign
from app.store.values import Device
from sync.client.county import Problem
from sync.client.session import AGE_KEY, COUNTY_KEYS, ENROL, REGISTERED, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.client.trust import checked_address
from sync.enrol_code import EnrolCode
from sync.protocol import Enrolled
from sync.reading import NotProtocol

if TYPE_CHECKING:
    from app.store import Store, Work


@dataclass(frozen=True, slots=True)
class Keys:
    """A device's own keys: Ed25519 (32 raw bytes) to sign with, and an age identity for what is sealed to it."""

    private_key: bytes
    age_identity: str

    @classmethod
    def new(cls) -> Self:
        """Make new random keys."""
        from pyrage import x25519  # noqa: PLC0415 - only needed on the day of an enrolment

        return cls(sign.new_key(), str(x25519.Identity.generate()))

    @classmethod
    def from_json(cls, value: dict[str, str]) -> Self:
        """Read keys that were kept."""
        return cls(sign.decode(value["private_key"]), value["age_identity"])

    def to_json(self) -> dict[str, str]:
        """Give the keys as JSON values, to be kept in the encrypted store and nowhere else."""
        return {"private_key": sign.encode(self.private_key), "age_identity": self.age_identity}

    @property
    def public_key(self) -> str:
        """The public half of the signing key."""
        return sign.public_key(self.private_key)

    @property
    def age_recipient(self) -> str:
        """The public half of the age identity."""
        from pyrage import x25519  # noqa: PLC0415 - only needed on the day of an enrolment

        return str(x25519.Identity.from_str(self.age_identity).to_public())


def begin(store: "Store", written_code: str, url: str, office: Office, name: str) -> Device:
    """Make this installation the device that a code describes; it works from now on, with or without a line.

    `office` is what papers say; its scope is taken from the code. The same code again gives the same device.
    Refused enrol.code (mistyped), enrol.other_code (already a device by another code), Unavailable
    county.url.
    """
    code = read_code(written_code)
    checked_address(url)
    known = store.device()
    if known is not None:
        return _same(known, code)
    keys = Keys.new()
    device = Device(
        id=uuid7(), number=code.device_number, office=replace(office, scope=code.scope),
        private_key=keys.private_key, county_url=url.rstrip("/"), ca_pin=code.ca_pin.hex(), name=name,
    )  # fmt: skip
    request = {
        "code": code.plain, "device": device.id, "name": name,
        "public_key": keys.public_key, "age_recipient": keys.age_recipient,
    }  # fmt: skip
    with store.work() as work:
        work.set_device(device)
        work.set_setting(ENROL, request)
        work.set_setting(AGE_KEY, keys.age_identity)
    return device


def read_code(written: str) -> EnrolCode:
    """Read a code as typed; Refused enrol.code when it is none."""
    try:
        return EnrolCode.read(written)
    except NotProtocol as error:
        raise Refused("enrol.code") from error


def enrol(session: Session) -> Steps[None]:
    """Tell the county of this device, if that is still owed; a repeat is harmless."""
    request = yield OnStore(partial(session.store.setting, ENROL))
    if request is None:
        return
    try:
        enrolled = yield OnFree(partial(session.county.enrol, request))
    except Problem as problem:
        raise Unavailable("county.code_refused" if problem.code == "code" else "county.refused") from problem
    yield OnStore(partial(_note_enrolled, session, enrolled))


def register_again(session: Session) -> Steps[None]:
    """Say again who this device is, to a county that was set back to before it knew; Unavailable if it refuses.

    All that this installation was is said in turn: the county may have forgotten whom this device took over from.
    """
    calls = {"enrol": session.county.enrol, "take_over": session.county.take_over}
    told: Enrolled | Problem | None = None
    for call, request in (yield OnStore(partial(registered, session))):
        try:
            told = yield OnFree(partial(calls[call], request))
        except Problem as problem:
            told = problem
    if not isinstance(told, Enrolled):
        raise Unavailable("county.device_refused") from told
    yield OnStore(partial(_note_number, session, told))


def registered(session: Session) -> list[list[Any]]:
    """Give the calls and requests by which the county came to know this installation's devices, oldest first."""
    said = session.store.setting(REGISTERED) or []
    return [said] if said and isinstance(said[0], str) else said  # the last alone, as version 0.1 kept it


def note_county_keys(work: "Work", enrolled: Enrolled) -> None:
    """Keep the county's keys, by `kid`."""
    work.set_setting(COUNTY_KEYS, {key.kid: key.to_dict() for key in enrolled.county_keys})


def _note_enrolled(session: Session, enrolled: Enrolled) -> None:
    device = session.device()
    if (enrolled.device, enrolled.device_number) != (device.id, device.number):
        raise Unavailable("county.no_answer")
    with session.store.work() as work:
        work.set_device(replace(device, scopes=enrolled.scopes, epoch=enrolled.server_epoch))
        note_county_keys(work, enrolled)
        work.set_setting(ENROL, None)
        work.set_setting(REGISTERED, [["enrol", session.store.setting(ENROL)]])


def _note_number(session: Session, enrolled: Enrolled) -> None:
    """Take the number that the county gives this time: the former one it may have given to another device."""
    device = session.device()
    if enrolled.device != device.id:
        raise Unavailable("county.no_answer")
    with session.store.work() as work:
        work.set_device(replace(device, number=enrolled.device_number))
        note_county_keys(work, enrolled)


def _same(known: Device, code: EnrolCode) -> Device:
    written: tuple[Any, ...] = (code.scope, code.device_number, code.ca_pin.hex())
    if (known.scope, known.number, known.ca_pin) != written:
        raise Refused("enrol.other_code")
    return known
