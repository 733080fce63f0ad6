"""What stands between a PC and its county, told step by step and without a name of anybody."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.client.probe import probe
from sync.county.embedded import County
from tests.sync.test_trust import TODAY, YEAR, authority, server
from tests.sync.window import AGENT
from tests.sync.wire import Pages, Proxy, answer


def test_a_county_that_answers_is_told_with_its_clock(county: County) -> None:
    behind = lambda: datetime.now(UTC) - timedelta(days=3650)  # noqa: E731, TID251 - a clock of ten years ago

    found = probe(county.url, "", AGENT, behind)

    assert (found["scheme"], found["host"], found["port"]) == ("http", "127.0.0.1", county.port)
    assert found["dns"]["addresses"] == ["127.0.0.1"]
    assert abs(found["answer"]["county_ahead_s"] - 3650 * 86_400) <= 2
    assert "tls" not in found


@pytest.mark.parametrize(("since", "holds"), [(TODAY - YEAR, True), (TODAY - 10 * YEAR, False)])
def test_certificates_are_told_with_their_dates(
    county: County,
    tmp_path: Path,
    since: datetime,
    holds: bool,  # noqa: FBT001 - drawn by the test
) -> None:
    ours = authority()
    with Proxy(county.port, server(tmp_path, ours, since=since)) as front:
        found = probe(front.url, ours.pin.hex(), AGENT, lambda: TODAY)

    assert found["tls"]["is_the_county"]
    leaf, ca = found["tls"]["certificates"]
    assert (leaf["holds_now"], ca["holds_now"]) == (holds, True)
    assert leaf["from"] == since.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    assert "county_ahead_s" in found["answer"], "the time is told by whoever is the county"


def test_a_stranger_is_told_as_one(county: County, tmp_path: Path) -> None:
    with Proxy(county.port, server(tmp_path, authority("别人的 CA"))) as front:
        found = probe(front.url, authority().pin.hex(), AGENT, lambda: TODAY)

    assert found["tls"]["is_the_county"] is False
    assert found["answer"]["error"] == "county.stranger"


def test_a_portal_and_a_dead_port_are_told(tmp_path: Path) -> None:
    assert tmp_path
    with Pages(answer("200 OK", {"Content-Type": "text/html"}, b"<html>")) as portal:
        assert probe(portal.url, "", AGENT)["answer"]["error"] == "county.no_answer"
        dead = portal.port
    found = probe(f"https://localhost:{dead}", "00" * 10, AGENT)
    assert (found["tls"]["error"], found["answer"]["error"]) == ("county.unreachable", "county.unreachable")


def test_a_name_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_asked: Any, **_named: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)

    found = probe("https://county.invalid", "00" * 10, AGENT)

    assert found["dns"]["error"] == "gaierror"
    assert found["tls"]["error"] == "county.unreachable"


def test_an_address_that_is_none_is_told() -> None:
    assert probe("http://example.org", "", AGENT) == {"error": "county.url"}
