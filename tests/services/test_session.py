from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyrage import x25519

from app.domain.duties import WITHOUT_GRANT
from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import COUNTY_SCOPE, ZERO_HASH, Entry, Place, write
from app.journal.officer import grant_digest, grants
from app.rules import calendar
from app.services import session
from app.services.desk import Desk
from app.services.session import SetUp
from app.store import Received, Store, StoredEntry
from app.vault.keys import Keyring
from tests.services.conftest import COST, NAME, OFFICE, PASSWORD, enrol, monday

COUNTY_KEY = sign.new_key()
COUNTY = uuid7()
AGE = x25519.Identity.generate()


def granted(name: str, officer: str, seq: int, prev: str = ZERO_HASH, **changes: object) -> Entry:
    """The county's word that an officer may act in the office, from October to November."""
    public = sign.public_key(COUNTY_KEY)
    body: dict[str, object] = {
        "officer": officer, "name": name, "roles": ["leader"], "scope": OFFICE.scope,
        "valid_from": "2026-10-01", "valid_to": "2026-11-01", **changes,
    }  # fmt: skip
    said = sign.statement("grant", COUNTY, seq, grant_digest(body))
    body |= {"signature": sign.sign(COUNTY_KEY, said), "kid": sign.kid(public)}
    at = "2026-10-01T01:00:00.000Z"
    place = Place(COUNTY, seq, prev, (), at, "ok", uuid7(), ZERO_HASH, COUNTY_SCOPE)
    return write(place, f"officer:{officer}", "officer.granted", 1, body)


def tell(store: Store, *entries: Entry) -> None:
    """Let the county's keys and entries arrive, as sync does."""
    public = sign.public_key(COUNTY_KEY)
    key = {"public_key": public, "age_recipient": str(AGE.to_public()), "purpose": "county"}
    with store.work() as work:
        work.set_setting("county_keys", {sign.kid(public): key})
        work.receive(Received(entry, order, "2026-10-01T01:00:00.000Z") for order, entry in enumerate(entries, 1))


def officer_of(data: Path, name: str = NAME) -> str:
    """The id of whoever has that name here."""
    return next(slot.officer_id for slot in session.officers(data) if slot.name == name)


def test_an_installation_is_set_up_once(data: Path) -> None:
    assert session.is_set_up(data)

    with pytest.raises(Refused) as refused:
        session.set_up(data, SetUp(NAME, PASSWORD), enrol, cost=COST)

    assert refused.value.code == "setup.done"


def test_the_desk_knows_office_officer_and_day(desk: Desk) -> None:
    again = session.reopen(desk, desk.author.officer, PASSWORD)
    assert (again.office, again.officer_name, again.roles) == (OFFICE, NAME, WITHOUT_GRANT)
    assert (desk.author.grant, desk.training) == (ZERO_HASH, False)
    assert desk.today().isoformat() == "2026-10-12"
    assert desk.name_of(desk.author.officer) == NAME
    assert desk.name_of(uuid7()) == ""


def test_what_the_enrolment_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    def refuses(_store: Store) -> None:
        raise Refused("enrol.code")

    with pytest.raises(Refused):
        session.set_up(tmp_path / "window", SetUp(NAME, PASSWORD), refuses, cost=COST)

    assert not session.is_set_up(tmp_path / "window")
    assert session.set_up(tmp_path / "window", SetUp(NAME, PASSWORD), enrol, cost=COST)


def test_keys_of_a_set_up_that_was_cut_off_are_made_anew(tmp_path: Path) -> None:
    Keyring(tmp_path).create(uuid7(), "某人", "旧口令", cost=COST)

    session.set_up(tmp_path, SetUp(NAME, PASSWORD), enrol, cost=COST)

    assert [slot.name for slot in session.officers(tmp_path)] == [NAME]


def test_keys_beside_documents_are_never_thrown_away(data: Path) -> None:
    (data / session.DATABASE).unlink()
    (data / session.BLOBS).mkdir()

    with pytest.raises(Refused) as refused:
        session.set_up(data, SetUp(NAME, PASSWORD), enrol, cost=COST)

    assert refused.value.code == "keys.exist"
    assert officer_of(data)


def test_a_wrong_password_opens_nothing(data: Path) -> None:
    with pytest.raises(Refused) as refused:
        session.unlock(data, officer_of(data), "错的")

    assert refused.value.code == "unlock.wrong_password"


def test_a_store_that_is_no_device_yet_cannot_be_worked_with(tmp_path: Path) -> None:
    session.set_up(tmp_path, SetUp(NAME, PASSWORD), lambda _store: None, cost=COST)

    with pytest.raises(Unavailable) as unavailable:
        session.unlock(tmp_path, officer_of(tmp_path), PASSWORD)

    assert unavailable.value.code == "device.not_enrolled"
    # Nothing keeps the store open after that.
    Store.open(tmp_path / session.DATABASE, Keyring(tmp_path).open(officer_of(tmp_path), PASSWORD)).close()


def test_a_colleague_gets_a_slot_and_takes_over_while_the_store_is_open(desk: Desk) -> None:
    colleague = session.add_officer(desk, PASSWORD, "赵勇", "另一个口令", cost=COST)

    other = session.reopen(desk, colleague, "另一个口令")

    assert (other.officer_name, other.author.officer) == ("赵勇", colleague)
    assert other.store is desk.store


def test_a_name_gets_one_slot_and_only_by_the_password_of_who_is_here(desk: Desk) -> None:
    for password, name, code in ((PASSWORD, NAME, "officer.exists"), ("错的", "赵勇", "unlock.wrong_password")):
        with pytest.raises(Refused) as refused:
            session.add_officer(desk, password, name, "另一个口令", cost=COST)
        assert refused.value.code == code


def test_an_officer_acts_under_the_newest_grant_that_holds(data: Path, desk: Desk) -> None:
    mine = desk.author.officer
    first = granted(NAME, mine, 1, roles=["window"])
    second = granted(NAME, mine, 2, first.hash)
    late = granted(NAME, mine, 3, second.hash, valid_from="2026-10-13")
    other = granted(NAME, mine, 4, late.hash, scope="t-ZZZZZZ")
    tell(desk.store, first, second, late, other)

    again = session.reopen(desk, mine, PASSWORD)

    assert (again.author.grant, again.roles) == (second.hash, ("leader",))
    assert officer_of(data) == mine


def test_a_grant_that_the_county_did_not_sign_counts_for_nothing(desk: Desk) -> None:
    forged = granted(NAME, desk.author.officer, 1)
    body = {**(forged.body or {}), "roles": ["leader", "window"]}
    place = Place(*(getattr(forged, name) for name in Place.__slots__))
    tell(desk.store, write(place, forged.subject, forged.kind, 1, body))

    again = session.reopen(desk, desk.author.officer, PASSWORD)

    assert (again.author.grant, again.roles) == (ZERO_HASH, WITHOUT_GRANT)


def test_what_is_no_grant_is_passed_over(desk: Desk) -> None:
    right = granted(NAME, desk.author.officer, 1)
    place = Place(*(getattr(right, name) for name in Place.__slots__))
    other_kind = write(place, right.subject, "officer.noted", 1, right.body or {})
    other_body = write(place, right.subject, right.kind, 1, {"name": NAME})

    for wrong in (right.without_body(), other_kind, other_body):
        assert grants([StoredEntry(wrong)], {sign.kid(sign.public_key(COUNTY_KEY)): sign.public_key(COUNTY_KEY)}) == ()


def test_a_colleague_whom_the_county_has_granted_gets_id_and_role_from_it(desk: Desk) -> None:
    known = uuid7()
    tell(desk.store, granted("何志明", known, 1))

    assert session.add_officer(desk, PASSWORD, "何志明", "另一个口令", cost=COST) == known
    assert next(slot.role for slot in session.officers(desk.data) if slot.name == "何志明") == "leader"


def test_the_first_officer_takes_the_id_that_the_county_knows(data: Path, desk: Desk) -> None:
    known = uuid7()
    entry = granted(NAME, known, 1)
    tell(desk.store, entry)

    adopted = session.adopt_grant(desk, PASSWORD, cost=COST)

    assert adopted == known == officer_of(data)
    assert session.reopen(desk, known, PASSWORD).author.grant == entry.hash
    assert session.adopt_grant(session.reopen(desk, known, PASSWORD), PASSWORD) == known


def test_without_a_grant_or_with_two_people_of_one_name_the_id_stays(desk: Desk) -> None:
    assert session.adopt_grant(desk, PASSWORD) == desk.author.officer

    first = granted(NAME, uuid7(), 1)
    tell(desk.store, first, granted(NAME, uuid7(), 2, first.hash))

    assert session.adopt_grant(desk, PASSWORD) == desk.author.officer


def test_the_recovery_slot_is_sealed_as_soon_as_the_county_has_told_its_key(data: Path, desk: Desk) -> None:
    tell(desk.store)
    desk.store.close()
    assert not Keyring(data).has_recovery()

    session.unlock(data, officer_of(data), PASSWORD).store.close()

    key = Keyring(data).open(officer_of(data), PASSWORD)
    assert Keyring(data).recover(str(AGE)) == key
    session.unlock(data, officer_of(data), PASSWORD).store.close()


def test_a_disk_that_does_not_take_the_recovery_slot_keeps_nobody_out(
    data: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise Unavailable("store.disk_full")

    tell(desk.store)
    desk.store.close()
    monkeypatch.setattr(Keyring, "seal_recovery", full)

    session.unlock(data, officer_of(data), PASSWORD).store.close()

    assert not Keyring(data).has_recovery()


def test_a_training_installation_says_so(tmp_path: Path) -> None:
    session.set_up(tmp_path, SetUp(NAME, PASSWORD, training=True), enrol, cost=COST)

    desk = session.unlock(tmp_path, officer_of(tmp_path), PASSWORD, now=monday)

    assert desk.training
    desk.store.close()


def test_a_desk_needs_a_device(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(desk.store), "device", lambda _store: None)

    with pytest.raises(Unavailable) as unavailable:
        desk.device()

    assert unavailable.value.code == "device.not_enrolled"
    assert replace(desk, training=True).training


def test_who_unlocks_knows_the_calendars_that_lie_beside_the_store(data: Path) -> None:
    (data / "calendar").mkdir()
    (data / "calendar" / "2036.toml").write_text('year = 2036\noff = [["2036-01-01", "2036-01-03"]]\nworking = []\n')

    session.unlock(data, session.officers(data)[0].officer_id, PASSWORD).store.close()

    assert not calendar.is_working_day(date(2036, 1, 1))
    assert calendar.is_working_day(date(2036, 1, 4))


def test_nothing_is_set_up_on_a_drive_of_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "is_remote", lambda _folder: True)
    with pytest.raises(Refused) as caught:
        session.set_up(tmp_path / "window", SetUp(NAME, PASSWORD), lambda _store: None, cost=COST)
    assert caught.value.code == "setup.network_drive"
    assert not (tmp_path / "window").exists()
