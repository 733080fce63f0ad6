"""Promise 24, the files: only what was signed comes through, whole, over the web and from a stick."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refused, Unavailable
from app.watch import Stopped, Watch
from sync.updates.alone import alone
from sync.updates.fetching import fetch, forget
from sync.updates.offer import Offer
from sync.updates.source import Folder, Source
from sync.updates.web import Web, web
from tests.updates.office import PLATFORM, Machine, Office
from tests.updates.web_server import Site

WAYS = ("stick", "web")
Wanted = Callable[[str], tuple[Source, Offer]]


@pytest.fixture
def wanted(office: Office, machine: Machine, site: Site) -> Wanted:
    """Give a source of one program, and its offer."""
    office.program("0.2.0")
    site.folder = office.folder

    def ask(way: str) -> tuple[Source, Offer]:
        source: Source = site.source if way == "web" else Folder(office.folder)
        offer = machine.look(source).program("0.1.0", PLATFORM)
        assert offer is not None
        return source, offer

    return ask


def at_its_place(office: Office, offer: Offer) -> Path:
    return office.folder / offer.place


@pytest.mark.parametrize("way", WAYS)
def test_what_is_offered_comes_whole(way: str, wanted: Wanted, machine: Machine, office: Office) -> None:
    source, offer = wanted(way)
    watch = Watch()

    package = fetch(source, offer, machine.updates, watch)

    assert package.read_bytes() == at_its_place(office, offer).read_bytes()
    assert (package.name, watch.done, watch.total) == ("yimen_0.2.0_amd64.deb", offer.size_bytes, offer.size_bytes)
    assert fetch(Folder(office.place / "gone"), offer, machine.updates) == package


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "other bytes": (lambda whole: whole[:-1] + b"!", "update.altered"),
    "longer": (lambda whole: whole + b"!", "update.altered"),
    "much longer": (lambda whole: whole * 20, "update.altered"),
    "shorter by one": (lambda whole: whole[:-1], "update.half"),
    "half": (lambda whole: whole[: len(whole) // 2], "update.half"),
    "nothing": (lambda _whole: b"", "update.half"),
    "another file": (lambda whole: whole[::-1], "update.altered"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SPOILT)
def test_a_file_that_was_not_signed_is_refused(
    name: str, way: str, wanted: Wanted, machine: Machine, office: Office
) -> None:
    source, offer = wanted(way)
    spoil, code = SPOILT[name]
    place = at_its_place(office, offer)
    whole = place.read_bytes()
    place.write_bytes(spoil(whole))

    with pytest.raises(Refused) as refused:
        fetch(source, offer, machine.updates)

    assert (refused.value.code, machine.fetched()) == (code, [])
    place.write_bytes(whole)
    assert fetch(source, offer, machine.updates).read_bytes() == whole


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_is_not_there_is_half_a_repository(
    way: str, wanted: Wanted, machine: Machine, office: Office
) -> None:
    source, offer = wanted(way)
    at_its_place(office, offer).unlink()

    with pytest.raises(Refused, match=r"update\.half"):
        fetch(source, offer, machine.updates)


def test_a_file_that_never_ends_writes_no_more_than_its_length(wanted: Wanted, machine: Machine, site: Site) -> None:
    source, offer = wanted("web")
    site.endless = True

    with pytest.raises(Refused, match=r"update\.altered"):
        fetch(source, offer, machine.updates)

    assert sum(one.stat().st_size for one in machine.updates.rglob("*.part")) <= offer.size_bytes


def test_a_line_that_breaks_goes_on_where_it_broke(wanted: Wanted, machine: Machine, site: Site) -> None:
    source, offer = wanted("web")
    site.cut_after, broken = 70_000, 0
    package = None
    while package is None:
        try:
            package = fetch(source, offer, machine.updates)
        except Unavailable as error:
            assert error.code == "update.unreachable"
            broken += 1

    ranges = [wanted for path, wanted in site.asked if path.startswith("/targets/")]
    assert (broken, ranges) == (2, ["", "bytes=70000-", "bytes=140000-"])


def test_a_server_that_does_not_skip_is_read_from_the_beginning(
    wanted: Wanted, machine: Machine, site: Site, office: Office
) -> None:
    source, offer = wanted("web")
    site.cut_after, site.skips = 70_000, False
    with pytest.raises(Unavailable):
        fetch(source, offer, machine.updates)

    site.cut_after = 0

    assert fetch(source, offer, machine.updates).read_bytes() == at_its_place(office, offer).read_bytes()


def test_a_part_that_was_spoilt_is_thrown_away_and_fetched_anew(wanted: Wanted, machine: Machine, site: Site) -> None:
    source, offer = wanted("web")
    site.cut_after = 70_000
    with pytest.raises(Unavailable):
        fetch(source, offer, machine.updates)
    (part,) = machine.updates.rglob("*.part")
    part.write_bytes(b"?" * 70_000)
    site.cut_after = 0

    with pytest.raises(Refused, match=r"update\.altered"):
        fetch(source, offer, machine.updates)

    assert fetch(source, offer, machine.updates).stat().st_size == offer.size_bytes


def test_fetching_stops_when_asked_and_keeps_what_is_here(wanted: Wanted, machine: Machine) -> None:
    source, offer = wanted("stick")
    watch = Watch()
    watch.stop.set()

    with pytest.raises(Stopped):
        fetch(source, offer, machine.updates, watch)

    (part,) = machine.updates.rglob("*.part")
    assert (part.stat().st_size, machine.fetched()) == (2**16, [])


def test_a_newer_program_takes_the_place_of_what_was_fetched_before(
    wanted: Wanted, machine: Machine, office: Office
) -> None:
    source, offer = wanted("stick")
    fetch(source, offer, machine.updates)
    office.program("0.3.0")

    newer = machine.look(office.folder).program("0.1.0", PLATFORM)
    assert newer is not None
    fetch(source, newer, machine.updates)

    assert machine.fetched() == ["yimen_0.3.0_amd64.deb"]
    forget(machine.updates)
    assert machine.fetched() == []


def test_only_one_program_fetches_at_a_time(wanted: Wanted, machine: Machine) -> None:
    source, offer = wanted("stick")
    with alone(machine.updates / "ready" / "program"), pytest.raises(Unavailable, match=r"update\.at_work"):
        fetch(source, offer, machine.updates)


@pytest.mark.parametrize("status", [302, 429, 500, 503])
def test_a_server_that_answers_otherwise_is_tried_later(status: int, machine: Machine, site: Site) -> None:
    site.status = status
    with pytest.raises(Unavailable) as said:
        machine.look(site.source)
    assert (said.value.code, said.value.facts) == ("update.answer", {"status": status})


def test_a_server_that_is_not_there_is_tried_later(machine: Machine) -> None:
    with pytest.raises(Unavailable, match=r"update\.unreachable"):
        machine.look(Web("http://127.0.0.1:9"))


def test_a_stick_that_was_pulled_out_is_put_in_again(office: Office, machine: Machine) -> None:
    shutil.rmtree(office.folder)
    with pytest.raises(Unavailable, match=r"update\.source_gone"):
        machine.look(office.folder)


def test_a_pipe_on_a_stick_is_no_list_and_keeps_nobody_waiting(office: Office, machine: Machine) -> None:
    place = office.list_file("timestamp")
    place.unlink()
    os.mkfifo(place)
    with pytest.raises(Refused, match=r"update\.none"):
        machine.look(office.folder)


@pytest.mark.parametrize("url", ["", "ftp://x/", "http://", "http://x/?a=b", "http://[::1", "file:///etc/passwd"])
def test_an_address_that_is_none_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Refused, match=r"update\.address"):
        web(url)


def test_a_stick_is_read_from_where_it_was_left(office: Office) -> None:
    with Folder(office.folder).begin("metadata/timestamp.json", 10) as coming:
        assert coming.start == 10
        assert b"".join(coming.pieces) == office.list_file("timestamp").read_bytes()[10:]
