"""Every fault of docs/protocol.md, section 16, from one end to the other: window, line, county.

Each ends alike: nothing lost, nothing double, nobody's queue blocked, a sentence for the officer, a line for IT.
"""

import shutil
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import zstandard

from app import clock
from app.ids import uuid7
from app.journal.entry import ZERO_HASH
from sync.client.calls import HttpCounty
from sync.client.tus import Tus
from sync.county import backup, certificates, logs
from sync.county.embedded import County
from sync.protocol import PushHeader, ndjson
from tests.county.postgres import Postgres
from tests.county.writes import Busy
from tests.sync.faulty import Scene
from tests.sync.test_trust import YEAR, authority, server
from tests.sync.window import Window, until_quiet
from tests.sync.wire import Pages, answer


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    with logs.written(tmp_path / "county.log"):
        yield tmp_path / "county.log"


@pytest.fixture
def scene(tmp_path: Path, log: Path) -> Iterator[Scene]:
    scene = Scene(tmp_path, log, County(tmp_path / "county").start()).open()
    yield scene
    scene.close()
    scene.county.stop()


def test_a_request_that_is_cut_short(scene: Scene) -> None:
    scene.work()
    scene.proxy.meter.cut_after_up = 700

    status = scene.spoilt()

    scene.said(status, "county.unreachable")
    scene.logged(route="/v1/journal", code="malformed", status=400)
    scene.whole()


def test_entries_that_are_reordered_on_their_way(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.work()
    true = HttpCounty.push

    def reordered(county: HttpCounty, body: bytes, dictionary: str = "") -> object:
        head, *lines = body.splitlines(keepends=True)
        return true(county, head + b"".join(reversed(lines)), dictionary)

    with monkeypatch.context() as patch:
        patch.setattr(HttpCounty, "push", reordered)
        status = scene.spoilt()

    scene.said(status, "county.refused")
    scene.logged(route="/v1/journal", code="chain", status=422)
    scene.whole()


def test_everything_is_sent_twice(scene: Scene) -> None:
    scene.work()
    scene.window.faults.plan.extend(["twice"] * 20)

    status = scene.spoilt()

    assert (status.online, status.problem_code, status.pending.entries) == (True, None, 0)
    scene.logged(route="/v1/journal", method="POST", status=200)
    scene.whole()


def test_a_bomb_for_the_county(scene: Scene) -> None:
    scene.work()
    http, bomb = scene.window.http, zstandard.compress(bytes(64 * 2**20))

    with pytest.raises(Exception, match="too_large"):
        http.channel.ask("POST", "/v1/journal", {"Content-Encoding": "zstd"}, bomb)

    scene.logged(route="/v1/journal", code="too_large", status=413)
    scene.spoilt()
    scene.whole()


def test_a_bomb_for_the_window(scene: Scene) -> None:
    scene.work()
    bomb = zstandard.compress(bytes(64 * 2**20))
    page = answer("200 OK", {"Content-Type": "application/json", "Content-Encoding": "zstd"}, bomb)
    with Pages(page) as somebody:
        scene.proxy.lead_to(somebody.port)
        scene.window.http.close()

        status = scene.spoilt()

    scene.said(status, "county.no_answer")
    scene.proxy.lead_to(scene.county.port)
    scene.whole()


def test_a_picture_that_is_spoilt_on_its_way(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.work(1_300_000)  # too large for a crate
    true = Tus._tus  # noqa: SLF001 - where a line would spoil it

    def spoilt(tus: Tus, method: str, place: str, headers: dict[str, str], content: bytes | None = None) -> object:
        return true(tus, method, place, headers, content and bytes([content[0] ^ 1]) + content[1:])

    with monkeypatch.context() as patch:
        patch.setattr(Tus, "_tus", spoilt)
        status = scene.spoilt()

    assert status.pending.entries == 0  # the text went before it
    scene.said(status, "county.refused")
    scene.logged(method="PATCH", code="digest", status=460)
    scene.whole()


def test_an_entry_for_a_file_of_another_office(scene: Scene) -> None:
    scene.work()
    until_quiet(scene.window)
    stranger = Window(scene.home / "stranger")
    stranger.enrol(scene.county.enrol_code("511799040", "石桥镇").code, scene.county.url)
    stray = stranger.note(scene.case, "写到别的乡镇的件上")
    stranger.note(uuid7(), "后面的照样报")
    scene.strays.add(stray.hash)

    status = stranger.sync()

    assert (status.online, status.pending.entries) == (True, 0)
    assert [held.reason for held in stranger.store.held_back()] == ["subject"]  # a matter of the page 待上传
    scene.logged(f"withheld subject: device {stranger.device_id()}, 1 from seq 1")
    scene.whole(stranger)
    assert stray.hash not in {item.entry.hash for item in scene.window.store.entries(f"case:{scene.case}")}
    stranger.close()


def test_a_push_in_the_name_of_another_device(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.work()
    true, victim = HttpCounty.push, scene.colleague.store.device()
    assert victim is not None

    def as_another(county: HttpCounty, body: bytes, dictionary: str = "") -> object:
        header = PushHeader.signed(county.channel.private_key, victim.id, 1, [ZERO_HASH])
        return true(county, ndjson(header, body.splitlines()[1:2]), dictionary)

    with monkeypatch.context() as patch:
        patch.setattr(HttpCounty, "push", as_another)
        status = scene.spoilt()

    scene.said(status, "county.refused")
    scene.logged(route="/v1/journal", code="device", status=403, device=scene.window.device_id())
    assert scene.county.entries(victim.id) == []
    scene.whole()


def test_a_sign_in_that_somebody_heard_and_repeats(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.work()
    channel = scene.window.http.channel
    heard = channel._assertion(int(clock.now().timestamp()))  # noqa: SLF001 - what goes over the line
    with monkeypatch.context() as patch:
        patch.setattr(type(channel), "_assertion", lambda *_: heard)
        first, second = (channel._assert(clock.now()) for _ in range(2))  # noqa: SLF001 - as above

    assert (first.status, second.status) == (200, 401)
    scene.logged(route="/v1/token", code="client", status=401)
    assert scene.spoilt().problem_code is None
    scene.whole()


def test_a_window_that_was_cloned_from_a_disk_image(scene: Scene) -> None:
    scene.work()
    until_quiet(scene.window)
    scene.window.copy_to(scene.home / "image")
    shutil.copytree(scene.home / "image", scene.home / "twin")
    twin = Window(scene.home / "twin")
    twin.connect()
    twin.author = scene.window.author
    scene.window.note(scene.case, "原来的电脑接着记")
    twin.note(scene.case, "克隆的电脑也接着记")
    before = scene.window.device_id()

    until_quiet(scene.window, twin)

    assert len({scene.window.device_id(), twin.device_id(), before}) == 2  # one of them goes on under a new number
    scene.logged("incident takeover: device ")
    scene.whole(twin)
    twin.close()


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_ten_years_off(scene: Scene, years: int) -> None:
    scene.window.clock.wrong_by = timedelta(days=3_653 * years / 10)
    scene.window.connect()
    scene.work()

    status = scene.spoilt()

    assert (status.online, status.problem_code) == (True, None)
    assert status.county_ahead_s == pytest.approx(-3_653 * 86_400 * years / 10, abs=60)  # told with both times
    assert scene.window.engine.last is not None
    assert scene.window.engine.last.ahead_s == status.county_ahead_s
    scene.logged(route="/v1/token", code="client", status=401)
    scene.whole()


def test_a_county_that_is_restored_from_an_old_backup(scene: Scene) -> None:
    scene.work()
    until_quiet(scene.window, scene.colleague)
    backup.back_up(scene.county.site, scene.home / "copy")
    scene.work()
    until_quiet(scene.window, scene.colleague)
    port = scene.county.port
    scene.county.stop()
    shutil.rmtree(scene.home / "county")
    epoch = backup.restore(scene.home / "copy", scene.home / "county")
    scene.county = County(scene.home / "county", port).start()

    status = scene.spoilt()

    assert (status.online, status.problem_code) == (True, None)  # it mends itself
    device = scene.window.store.device()
    assert device is not None
    assert device.epoch == epoch  # what the command tells whoever restored
    scene.whole()


@pytest.mark.slow
def test_a_postgresql_that_is_restarted_in_mid_batch(tmp_path: Path, log: Path) -> None:
    with Postgres() as server, County(tmp_path / "county", database=server.new()) as county:
        scene = Scene(tmp_path, log, county).open()
        scene.work()
        busy = Busy(county.site.database)
        with ThreadPoolExecutor(1) as pool:
            syncing = pool.submit(scene.window.sync)
            server.crash()
            busy.let_go()
            status = syncing.result()
        server.start()
        scene.said(status, "county.busy")
        scene.logged("not available: county.database OperationalError")
        scene.whole()
        scene.close()


def test_a_folder_of_documents_that_is_gone(scene: Scene) -> None:
    scene.work()
    place = scene.county.site.blobs
    place.rename(place.with_name("away"))

    status = scene.spoilt()

    assert status.pending.entries == 0  # text needs no folder
    scene.said(status, "county.busy")
    scene.logged("not available: FileNotFoundError ENOENT, request ")
    place.with_name("away").rename(place)
    scene.whole()


LIE = b'{"acked_seq": 9, "orders": [[1, 1], [2, 2]], "withheld": [], "server_epoch": ""}'


@pytest.mark.parametrize(("page", "left"), [(b"<html>Please log in</html>", 2), (LIE, 0)])
def test_somebody_who_answers_for_the_county(scene: Scene, page: bytes, left: int) -> None:
    """A lie may be believed on a line without TLS; still nothing is lost, since the county says where it stands."""
    scene.work()
    with Pages(answer("200 OK", {"Content-Type": "text/html"}, page)) as somebody:
        scene.proxy.lead_to(somebody.port)
        scene.window.http.close()

        status = scene.spoilt()

    assert status.pending.entries == left
    scene.said(status, "county.no_answer")
    scene.proxy.lead_to(scene.county.port)
    scene.window.http.close()
    scene.whole()


@pytest.fixture
def over_tls(tmp_path: Path, log: Path) -> Iterator[Scene]:
    """A scene whose line is TLS, with a certificate of the county's own."""
    with County(tmp_path / "county") as county:
        scene = Scene(tmp_path, log, county, good_certificate(county, tmp_path, clock.now())).open()
        yield scene
        scene.close()


def good_certificate(county: County, folder: Path, at: datetime) -> ssl.SSLContext:
    chain, key = certificates.issue(county.site.keys, "localhost", folder, at)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context


def test_a_certificate_that_has_expired(over_tls: Scene) -> None:
    scene = over_tls
    scene.work()
    scene.proxy.speak(good_certificate(scene.county, scene.home / "old", clock.now() - 12 * YEAR))
    scene.window.http.close()

    status = scene.spoilt()

    assert status.pending.entries == 2
    scene.said(status, "county.certificate_dates")
    scene.proxy.speak(good_certificate(scene.county, scene.home, clock.now()))
    scene.whole()


def test_a_certificate_of_somebody_else(over_tls: Scene) -> None:
    scene = over_tls
    scene.work()
    scene.proxy.speak(server(scene.home, authority()))
    scene.window.http.close()
    before = scene.proxy.meter.up

    status = scene.spoilt()

    assert scene.proxy.meter.up == before  # not a byte of ours
    scene.said(status, "county.stranger")
    scene.proxy.speak(good_certificate(scene.county, scene.home, clock.now()))
    scene.whole()
