"""Lines that are worse than cut: only IPv6, somebody in between who answers, repeats, or mixes up."""

import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.fact import Fact
from app.ids import uuid7
from sync.client.calls import HttpCounty
from sync.county.embedded import County
from tests.county.test_kill import Killed
from tests.sync.window import Window, until_quiet
from tests.sync.wire import Pages, Proxy, answer

_ENTRIES, _CASE, _BATCH, _STRETCH_BYTES = 10_000, 50, 50, 80_000


def test_a_county_that_has_only_ipv6_is_a_county(
    open_window: Callable[..., Window], county: County, office: str
) -> None:
    with Proxy(county.port, host="::1") as front:
        window = open_window(county, office, f"http://[::1]:{front.port}")
        entry = window.note(uuid7(), "只有 IPv6")

        status = window.sync()

        assert (status.online, status.pending.entries) == (True, 0)
        assert [one.hash for one in county.entries(window.device_id())] == [entry.hash]


@pytest.mark.slow
def test_a_county_can_serve_ipv6_alone(tmp_path: Path) -> None:
    """The real program on ::1: nothing of it listens on IPv4."""
    served = Killed(tmp_path / "county", host="::1")
    served.start()
    words = ["enrol-code", "--data", str(tmp_path / "county"), "--office", "511725106", "--json"]
    told = subprocess.run([sys.executable, "-m", "sync.county.cli", *words], capture_output=True, check=True)
    window = Window(tmp_path / "window").enrol(json.loads(told.stdout)["code"], served.url)
    window.note(uuid7(), "只有 IPv6 的县")
    try:
        assert served.url.startswith("http://[::1]:")
        status = window.sync()
    finally:
        served.kill()
        window.close()
    assert (status.online, status.pending.entries) == (True, 0)


@pytest.mark.parametrize("kind", ["text/html", "application/json", "application/x-ndjson", "text/event-stream"])
@pytest.mark.parametrize("body", [b"<html>login</html>", b"{}", b"[]", b"", b'{"acked_seq":1,"orders":[[1,1]]}'])
def test_a_page_that_answers_for_the_county_delivers_nothing(window: Window, kind: str, body: bytes) -> None:
    window.sync()
    window.note(uuid7(), "有人在中间")
    with Pages(answer("200 OK", {"Content-Type": kind}, body)) as portal:
        true, window.http.channel.line.url = window.http.channel.line.url, portal.url
        window.http.close()
        status = window.sync()
        assert (status.online, status.pending.entries) == (False, 1)
        assert status.problem_code in {"county.no_answer", "county.refused"}
        window.http.channel.line.url = true
        window.http.close()
    assert window.sync().pending.entries == 0


def test_pages_of_a_pull_that_come_repeated_and_mixed_up_are_taken_in_once(window: Window, other: Window) -> None:
    case, chance = uuid7(), random.Random(7)
    for number in range(30):
        other.note(case, f"第 {number} 句")
    other.sync()
    true = HttpCounty.pull

    def mixed(county: HttpCounty, after: int, *given: object) -> object:
        page = true(county, max(0, after - chance.randrange(20)), *given)  # type: ignore[arg-type]  # as it was called
        lines = [*page.entries, *page.entries[:3]]
        chance.shuffle(lines)
        return type(page)(tuple(lines), page.aside, page.head, page.epoch)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpCounty, "pull", mixed)
        window.sync()
        window.sync()
    until_quiet(window, other)

    ours, theirs = (one.store.entries(f"case:{case}") for one in (window, other))
    assert sorted(one.entry.hash for one in ours) == sorted(one.entry.hash for one in theirs)
    assert len(ours) == 30


def test_an_answer_that_is_cut_in_a_packed_body_is_no_answer(far: Window, other: Window, proxy: Proxy) -> None:
    case = uuid7()
    for number in range(40):
        other.note(case, f"第 {number} 句，够长才会压缩")
    other.sync()
    proxy.meter.arm(0, 900)

    status = far.sync()

    assert status.problem_code in {"county.unreachable", "county.no_answer"}
    until_quiet(far)
    assert len(far.store.entries(f"case:{case}")) == 40


@pytest.mark.slow
def test_ten_thousand_entries_arrive_once_though_the_line_is_cut_and_both_ends_are_killed(tmp_path: Path) -> None:
    """Promise 15. Both ends are programs of their own; a proxy cuts the line between them every so many bytes."""
    chance, county = random.Random(15), Killed(tmp_path / "county")
    county.start()
    words = ["enrol-code", "--data", str(tmp_path / "county"), "--office", "511725106", "--json"]
    told = subprocess.run([sys.executable, "-m", "sync.county.cli", *words], capture_output=True, check=True)
    code = json.loads(told.stdout)["code"]
    with Proxy(int(county.url.rpartition(":")[2])) as proxy:
        window = Window(tmp_path / "window").enrol(code, proxy.url)
        window.sync()
        written: list[str] = []
        for _ in range(_ENTRIES // _CASE):
            facts = [Fact(f"case:{uuid7()}", "case.noted", 1, {"text": f"第 {number} 句"}) for number in range(_CASE)]
            with window.store.work(window.author) as work:
                written += [entry.hash for entry in work.append(facts)]
        window.close()
        kills = _report_until_done(tmp_path / "window", county, proxy, chance)
    county.kill()

    with County(tmp_path / "county") as again:
        arrived = [entry.hash for entry in again.entries(window.device_id())]
        orders = list(again.orders(window.device_id()).values())
    assert arrived == written
    assert len(set(orders)) == _ENTRIES
    assert None not in orders
    assert kills > 10
    assert proxy.meter.cuts > 2


def _report_until_done(home: Path, county: Killed, proxy: Proxy, chance: random.Random) -> int:
    """Let a window report, and kill it, its county or the line at any moment; gives how often something was killed."""
    kills = 0
    while True:
        reporter = subprocess.Popen([sys.executable, "-m", "tests.sync.reporter", str(home), str(_BATCH)])
        try:
            ended, killed = _harass(reporter, county, proxy, chance)
        finally:
            reporter.kill()
            reporter.wait()
        kills += killed
        if ended:
            return kills


def _harass(
    reporter: "subprocess.Popen[bytes]", county: Killed, proxy: Proxy, chance: random.Random
) -> tuple[bool, int]:
    """Give whether it ended by itself, with all reported, and what was killed until then; itself is killed at last."""
    killed = 0
    while True:
        enough = proxy.meter.up + chance.randrange(_STRETCH_BYTES)  # so that it comes on, however slow the machine is
        while proxy.meter.up < enough:
            with contextlib.suppress(subprocess.TimeoutExpired):
                assert reporter.wait(0.02) == 0
                return True, killed
        what = chance.choice(["line", "line", "county", "window"])
        if what == "line":
            proxy.meter.cut_after_up = chance.randrange(20_000)
            continue
        killed += 1
        if what == "window":
            return False, killed
        county.kill()
        county.start()
        proxy.lead_to(int(county.url.rpartition(":")[2]))
