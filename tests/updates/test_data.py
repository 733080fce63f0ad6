"""Calendars and rule packs that the county signed: read by our own readers, taken once, packs only by adoption."""

import hashlib
from pathlib import Path

import pytest

from app.errors import Refused
from app.rules import calendar
from sync.updates.data import BEFORE, Taken, take_data, waiting_rules
from sync.updates.offer import Offer
from sync.updates.places import FOLDER
from sync.updates.source import Folder
from tests.updates.office import CALENDAR, RULES, Machine, Office


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def take(office: Office, machine: Machine, data: Path) -> Taken:
    return take_data(Folder(office.folder), machine.look(office.folder).offers, data)


def test_a_calendar_is_used_once_it_came(office: Office, machine: Machine, data: Path) -> None:
    office.offer("2027.toml", CALENDAR.encode())

    assert take(office, machine, data) == Taken(calendars=("2027",))

    assert (data / calendar.FOLDER / "2027.toml").read_text("utf-8") == CALENDAR
    assert take(office, machine, data) == Taken()


def test_the_calendar_before_is_kept_and_what_it_staff_put_there_later_stays(
    office: Office, machine: Machine, data: Path
) -> None:
    place = data / calendar.FOLDER / "2027.toml"
    place.parent.mkdir(parents=True)
    place.write_text("by hand", "utf-8")
    office.offer("2027.toml", CALENDAR.encode())

    take(office, machine, data)
    assert place.with_name(f"2027.toml{BEFORE}").read_text("utf-8") == "by hand"
    place.write_text("by hand again", "utf-8")
    take(office, machine, data)

    assert place.read_text("utf-8") == "by hand again"


def test_a_rule_pack_waits_for_adoption_and_is_in_force_nowhere(office: Office, machine: Machine, data: Path) -> None:
    office.offer("quxian.toml", RULES.encode())

    assert take(office, machine, data) == Taken(rules=("渠县 2026 年标准",))

    (waiting,) = waiting_rules(data, ())
    assert (waiting.pack, waiting.written.decode()) == ("渠县 2026 年标准", RULES)
    assert waiting_rules(data, {hashlib.sha256(RULES.encode()).hexdigest()}) == ()
    assert not (data / "rules").exists()


def test_a_pack_that_is_withdrawn_waits_no_more(office: Office, machine: Machine, data: Path) -> None:
    office.offer("quxian.toml", RULES.encode())
    take(office, machine, data)

    take_data(Folder(office.folder), (), data)

    assert waiting_rules(data, ()) == ()


def test_what_our_readers_cannot_use_is_named_and_left(office: Office, machine: Machine, data: Path) -> None:
    office.offer("quxian.toml", RULES.encode())
    (good,) = machine.look(office.folder).offers
    bad = b"[dibao.of_a_newer_program]\nx = 1\n"
    digest = hashlib.sha256(bad).hexdigest()
    newer = Offer(good.kind, "x", "", "rules/newer.toml", len(bad), digest)
    (office.folder / newer.place).write_bytes(bad)

    assert take_data(Folder(office.folder), [newer], data) == Taken(unreadable=("newer.toml",))

    assert waiting_rules(data, ()) == ()


def test_data_that_was_not_signed_changes_nothing(office: Office, machine: Machine, data: Path) -> None:
    office.offer("2027.toml", CALENDAR.encode())
    (offer,) = machine.look(office.folder).offers
    place = office.folder / offer.place
    place.write_text(CALENDAR.replace("09", "16"), "utf-8")

    with pytest.raises(Refused, match=r"update\.altered"):
        take(office, machine, data)

    assert not (data / calendar.FOLDER).exists()


def test_a_spoilt_list_of_what_was_taken_takes_all_again(office: Office, machine: Machine, data: Path) -> None:
    office.offer("2027.toml", CALENDAR.encode())
    take(office, machine, data)
    (data / FOLDER / "taken.json").write_bytes(b"[")

    assert take(office, machine, data) == Taken(calendars=("2027",))
