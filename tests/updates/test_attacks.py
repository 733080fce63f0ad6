"""Promise 24, the lists: whatever is done to a repository is refused, over the web, from a stick, and as a request."""

import shutil
from pathlib import Path

import pytest

from app.errors import Refused
from sync.updates import install, making
from sync.updates.outcome import INSTALLED
from tests.updates.attacks import ATTACKS, WHEN
from tests.updates.office import PLATFORM, Machine, Office
from tests.updates.requests import System, a_side, request_of
from tests.updates.web_server import Site

WAYS = ("stick", "web")


@pytest.fixture
def other(office: Office) -> Path:
    """A county that offers 0.3.0, and a copy of the day when it offered 0.2.0."""
    office.program("0.2.0")
    before = office.copy("before")
    office.program("0.3.0")
    return before


def seen_before(name: str, office: Office, other: Path) -> Path:
    """Give the repository that a machine has seen: today's, where that is what tells; else that of the day before."""
    return office.folder if ATTACKS[name].memory else other


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_done_to_a_repository_is_refused(
    name: str, way: str, office: Office, other: Path, machine: Machine, site: Site
) -> None:
    site.folder = office.folder
    assert machine.look(seen_before(name, office, other)).program("0.1.0", PLATFORM) is not None
    ATTACKS[name].do(office, other)

    with pytest.raises(Refused) as refused:
        machine.look(site.source if way == "web" else office.folder, WHEN[name])

    assert refused.value.code in ATTACKS[name].codes
    assert machine.fetched() == []


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if not attack.memory])
def test_a_machine_that_has_seen_nothing_yet_refuses_it_too(
    name: str, office: Office, other: Path, machine: Machine
) -> None:
    ATTACKS[name].do(office, other)

    with pytest.raises(Refused) as refused:
        machine.look(office.folder, WHEN[name])

    assert refused.value.code in ATTACKS[name].codes


@pytest.mark.parametrize("name", ATTACKS)
def test_the_installing_side_refuses_it_and_installs_nothing(
    name: str, office: Office, other: Path, tmp_path: Path
) -> None:
    side = a_side(tmp_path, office, System())
    request_of(seen_before(name, office, other), side.incoming, "1")
    assert [one.code for one in install.run(side)] == [INSTALLED]
    ATTACKS[name].do(office, other)
    request_of(office.folder, side.incoming, "2")
    system = System()  # as if that version had been taken off again by hand: what was seen alone must do

    (ended,) = install.run(a_side(tmp_path, office, system, WHEN[name]))

    assert ended.code in (*ATTACKS[name].codes, "update.request")  # it reads no list that is longer than lists are
    assert (system.given, list(side.incoming.iterdir())) == ([], [])


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if not attack.stolen])
def test_what_was_refused_does_not_keep_the_countys_own_out(
    name: str, office: Office, other: Path, machine: Machine
) -> None:
    whole = office.copy("whole")
    machine.look(seen_before(name, office, other))
    ATTACKS[name].do(office, other)
    with pytest.raises(Refused):
        machine.look(office.folder, WHEN[name])

    shutil.rmtree(office.folder)
    shutil.copytree(whole, office.folder)

    assert machine.look(office.folder).program("0.2.0", PLATFORM) is not None


def cuts(content: bytes) -> list[bytes]:
    """Give the beginnings of a file, of many lengths."""
    points = {0, 1, 2, len(content) - 2, len(content) - 1, *range(0, len(content) - 1, max(len(content) // 25, 1))}
    return [content[:point] for point in sorted(points) if 0 <= point < len(content)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["root", "timestamp", "snapshot", "targets"])
def test_half_a_list_is_refused_wherever_it_ends(
    role: str, way: str, office: Office, machine: Machine, site: Site
) -> None:
    office.program("0.2.0")
    held = office.opened()
    making.renew_root(held, office.at_hand, office.now)
    office.publish(held)
    site.folder = office.folder
    place = office.list_file(role)
    whole, refused = place.read_bytes(), 0

    for half in cuts(whole):
        place.write_bytes(half)
        shutil.rmtree(machine.updates, ignore_errors=True)
        with pytest.raises(Refused, match=r"update\.half"):
            machine.look(site.source if way == "web" else office.folder)
        refused += 1
    place.write_bytes(whole)

    assert refused >= 25
    assert machine.look(office.folder).program("0.1.0", PLATFORM) is not None
