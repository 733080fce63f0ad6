"""From a code to a device: at once, without a line; the county is told when it can be reached."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyrage import x25519

from app import clock
from app.domain.office import Office
from app.errors import Refused, Unavailable
from app.ids import uuid7
from sync.client import enrol, health
from sync.client.calls import HttpCounty
from sync.client.county import Problem
from sync.client.enrol import Keys
from sync.client.session import AGE_KEY, COUNTY_KEYS, ENROL
from sync.county.embedded import County
from sync.enrol_code import EnrolCode
from sync.protocol import Enrolled
from tests.sync.window import AGENT, Window
from tests.sync.wire import Pages, answer

OFFICE = Office("", "511725106", "青龙镇", phone="0818-1234567")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Window]:
    """An installation that is no device yet."""
    window = Window(tmp_path / "empty")
    yield window
    window.close()


def code_of(county: County, office: str) -> EnrolCode:
    return EnrolCode.read(county.enrol_code(office).code)


def test_a_code_makes_a_device_that_works_without_a_line(empty: Window, county: County, office: str) -> None:
    code = code_of(county, office)

    device = enrol.begin(empty.store, code.text.lower().replace("-", " "), "http://127.0.0.1:9/", OFFICE, "一号窗口")
    entry = empty.note(uuid7(), "还没有连过县里")

    assert (device.scope, device.number, bytes.fromhex(device.ca_pin)) == (code.scope, code.device_number, code.ca_pin)
    assert device.office.phone == OFFICE.phone
    assert device.county_url == "http://127.0.0.1:9"
    assert entry.scope == code.scope
    assert empty.store.device() == device


def test_the_same_code_again_is_the_same_device(empty: Window, county: County, office: str) -> None:
    code = code_of(county, office).text

    devices = [enrol.begin(empty.store, code, county.url, OFFICE, "一号窗口") for _ in range(2)]

    assert devices[0] == devices[1]


def test_another_code_makes_no_other_device(empty: Window, county: County, office: str) -> None:
    device = enrol.begin(empty.store, code_of(county, office).text, county.url, OFFICE, "一号窗口")

    with pytest.raises(Refused, match=r"enrol\.other_code"):
        enrol.begin(empty.store, code_of(county, office).text, county.url, OFFICE, "一号窗口")
    assert empty.store.device() == device


@pytest.mark.parametrize("change", ["", "x", lambda code: code[:-1] + ("0" if code[-1] != "0" else "1")])
def test_a_mistyped_code_is_refused(
    empty: Window, county: County, office: str, change: str | Callable[[str], str]
) -> None:
    code = code_of(county, office).text

    with pytest.raises(Refused, match=r"enrol\.code"):
        enrol.begin(empty.store, change if isinstance(change, str) else change(code), county.url, OFFICE, "一号窗口")
    assert empty.store.device() is None


def test_an_address_that_is_none_makes_no_device(empty: Window, county: County, office: str) -> None:
    with pytest.raises(Unavailable, match=r"county\.url"):
        enrol.begin(empty.store, code_of(county, office).text, "http://192.0.2.1", OFFICE, "一号窗口")
    assert empty.store.device() is None


def test_the_first_round_tells_the_county_and_learns_its_keys(window: Window) -> None:
    assert window.store.setting(ENROL) is not None

    window.sync()

    device = window.store.device()
    assert device is not None
    assert device.scopes == (device.scope,)
    assert device.epoch
    (key,) = window.store.setting(COUNTY_KEYS).values()
    assert set(key) >= {"public_key", "age_recipient", "purpose", "from", "to"}
    assert window.store.setting(ENROL) is None


def test_the_secret_half_of_the_age_key_is_kept_here(window: Window) -> None:
    request, secret = window.store.setting(ENROL), window.store.setting(AGE_KEY)

    assert str(x25519.Identity.from_str(secret).to_public()) == request["age_recipient"]


def test_keys_read_back() -> None:
    keys = Keys.new()

    assert Keys.from_json(keys.to_json()) == keys


def test_a_code_that_the_county_does_not_take_is_told(empty: Window, county: County, office: str) -> None:
    known = EnrolCode.read(county.enrol_code(office).code)
    foreign = EnrolCode(known.scope, known.device_number, known.ca_pin, "000000000000")
    empty.enrol(foreign.text, county.url)
    empty.note(uuid7(), "照样能办")

    status = empty.sync()

    assert status.problem_code == "county.code_refused"
    assert status.pending.entries == 1


def test_a_code_used_by_another_is_told(empty: Window, county: County, office: str, tmp_path: Path) -> None:
    code = county.enrol_code(office).code
    first = Window(tmp_path / "first").enrol(code, county.url)
    first.sync()
    empty.enrol(code, county.url)

    assert empty.sync().problem_code == "county.code_refused"
    first.close()


def test_an_answer_about_another_device_is_no_answer(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Enrolled(uuid7(), "00", (), (), "e", "2026-11-24T08:00:00.000Z")
    monkeypatch.setattr(HttpCounty, "enrol", lambda *_: other)

    assert window.sync().problem_code == "county.no_answer"
    assert window.store.setting(ENROL) is not None


def test_a_county_that_knows_us_no_more_and_refuses_our_code_is_told(
    window: Window, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.sync()
    county.revoke(window.device_id())
    other = Enrolled(uuid7(), "00", (), (), "e", "2026-11-24T08:00:00.000Z")
    assert window.sync().problem_code == "county.device_refused"

    monkeypatch.setattr(HttpCounty, "enrol", lambda *_: other)
    window.restart()
    assert window.sync().problem_code == "county.no_answer"


def test_a_county_that_refuses_to_hear_it_again_is_told(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Enrolled:
        raise Problem(403, "code", {})

    window.sync()
    monkeypatch.setattr(HttpCounty, "enrol", refuse)
    monkeypatch.setattr(HttpCounty, "me", lambda *_: (_ for _ in ()).throw(Unavailable("county.device_refused")))
    window.restart()

    assert window.sync().problem_code == "county.device_refused"


def test_a_device_that_never_said_who_it_is_cannot_say_it_again(window: Window, county: County) -> None:
    window.sync()
    with window.store.work() as work:
        work.set_setting("registered", None)
    county.revoke(window.device_id())
    window.restart()

    assert window.sync().problem_code == "county.device_refused"


def test_an_installation_without_a_device_says_so(empty: Window, window: Window) -> None:
    window.engine._session.store = empty.store  # noqa: SLF001 - an engine before set-up

    assert window.sync().problem_code == "device.not_enrolled"


# --- is anybody there ---------------------------------------------------------------------------


def test_a_county_tells_its_time_to_anybody(county: County) -> None:
    moment = health.server_time(county.url, "", AGENT)

    assert abs((moment - clock.now()).total_seconds()) < 60


@pytest.mark.parametrize("body", [b"{}", b"<html>", b'{"server_time": "now"}'])
def test_a_page_of_somebody_else_is_no_county(body: bytes) -> None:
    with Pages(answer("200 OK", {}, body)) as pages, pytest.raises(Unavailable, match=r"county\.no_answer"):
        health.server_time(f"http://127.0.0.1:{pages.port}", "", AGENT)
