"""Who comes in: names and passwords, waits, sessions that end, and nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from sync.county import officers as officers_module
from sync.county.console.sessions import IDLE, LONGEST, Sessions
from sync.county.console.sign_in import _inside
from sync.county.embedded import County
from sync.county.officers import CountyRole, Officers
from sync.county.site import Site, open_site
from tests.console.browser import Browser
from tests.console.conftest import PASSWORD, STAFF

WORKER = STAFF[CountyRole.CASE_WORKER]


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 30, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(tmp_path: Path, clock: Clock) -> Iterator[Site]:
    site = open_site(tmp_path / "county", now=clock.now)
    yield site
    site.close()


@pytest.fixture
def officers(site: Site) -> Officers:
    return Officers(site)


def test_a_guess_costs_64_mebibytes_three_times() -> None:
    hasher = PasswordHasher()  # what the program uses; the tests around this one do not wait for it
    assert (hasher.type, hasher.memory_cost, hasher.time_cost) == (Type.ID, 64 * 2**10, 3)
    assert Path(officers_module.__file__).read_text("utf-8").count("PasswordHasher()") == 1


def refused(officers: Officers, name: str, password: str) -> str:
    with pytest.raises(Refused) as caught:
        officers.recognise(name, password)
    return caught.value.code


def test_who_is_signed_in_comes_to_what_they_asked_for(nobody: Browser) -> None:
    assert nobody.get("/cases?q=王").path == "/sign-in"
    nobody.sign_in(WORKER, PASSWORD, next=nobody.page.url.params["next"])
    assert (nobody.path, nobody.page.url.params["q"]) == ("/cases", "王")


def test_the_cookie_is_for_this_server_and_no_script(nobody: Browser) -> None:
    nobody.sign_in(WORKER, PASSWORD)
    said = nobody.history()[0].headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/console"} <= set(map(str.strip, said.split(";")))


def test_a_wrong_password_and_an_unknown_name_are_told_alike(nobody: Browser) -> None:
    wrong = nobody.sign_in(WORKER, "不是这个密码不是这个").text
    unknown = nobody.sign_in("没有这个人", "不是这个密码不是这个").text
    assert nobody.status == 403
    assert "姓名或密码不对" in wrong
    assert wrong == unknown
    nobody.sign_in(WORKER, PASSWORD)  # and the count of the known name begins anew
    assert nobody.path == "/"


def test_who_signs_out_is_out_also_with_the_old_cookie(nobody: Browser) -> None:
    nobody.sign_in(WORKER, PASSWORD)
    token = nobody.cookies["yimen-console"]
    nobody.post("/sign-out")
    assert nobody.path == "/sign-in"
    nobody.cookies.set("yimen-console", token, path="/console")
    assert nobody.get("/").path == "/sign-in"


def test_a_form_of_another_site_signs_nobody_in(nobody: Browser) -> None:
    fields = {"name": WORKER, "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert nobody.send("/sign-in", fields, **headers).status == 403
        assert not nobody.cookies


def test_a_password_can_be_changed_and_ends_other_sessions(county: County) -> None:
    Officers(county.site).add("吴刚", "case_worker", PASSWORD)
    one, other = (Browser(county.url).sign_in("吴刚", PASSWORD) for _ in range(2))

    assert "密码不对" in one.post("/password", old="x", new=PASSWORD, again=PASSWORD).text
    assert "两遍" in one.post("/password", old=PASSWORD, new=PASSWORD + "1", again=PASSWORD).text
    assert "至少 10 个字" in one.post("/password", old=PASSWORD, new="短", again="短").text
    assert (
        "改好了" in one.post("/password", old=PASSWORD, new="又一个十个字的密码吧", again="又一个十个字的密码吧").text
    )

    assert one.get("/").path == "/"
    assert other.get("/").path == "/sign-in"
    for browser in (one, other):
        browser.close()


def test_each_wrong_password_makes_the_next_try_wait_longer(officers: Officers, clock: Clock) -> None:
    officers.add("周敏", "leader", PASSWORD)
    waits: list[int] = []
    for _ in range(9):
        assert refused(officers, "周敏", "x") == "officer.wrong"
        with pytest.raises(Refused) as caught:
            for _ in range(2):  # the first two tries in a row need no wait
                officers.recognise("周敏", "x")
        waits.append(int(str(caught.value.facts.get("seconds", 0))))
        clock.pass_by(seconds=61)
    assert waits == sorted(waits)
    assert waits[-1] == 60


def test_no_password_is_looked_at_while_the_wait_lasts(officers: Officers, clock: Clock) -> None:
    officers.add("周敏", "leader", PASSWORD)
    for _ in range(3):
        refused(officers, "周敏", "x")
    assert refused(officers, "周敏", PASSWORD) == "officer.wait"
    clock.pass_by(hours=-5)  # a clock that is set back does not make it longer
    assert refused(officers, "周敏", PASSWORD) == "officer.wait"
    clock.pass_by(hours=5, seconds=2)
    assert officers.recognise("周敏", PASSWORD).role is CountyRole.LEADER


def test_a_session_ends_after_a_pause_and_after_a_day_of_work(site: Site, officers: Officers, clock: Clock) -> None:
    sessions, me = Sessions(site), officers.add("周敏", "leader", PASSWORD)
    token = sessions.begin(me.id)
    for _ in range(int(LONGEST / timedelta(minutes=20)) - 1):
        clock.pass_by(minutes=20)
        found = sessions.find(token)
        assert found is not None
        assert (found.id, found.role) == (me.id, CountyRole.LEADER)
    clock.pass_by(minutes=20)
    assert sessions.find(token) is None

    token = sessions.begin(me.id)
    clock.pass_by(seconds=IDLE.total_seconds())
    assert sessions.find(token) is None
    assert sessions.find("nonsense\udcff") is None


def test_an_officer_who_is_removed_is_out_at_once_and_keeps_the_id(site: Site, officers: Officers) -> None:
    sessions, me = Sessions(site), officers.add("周敏", "leader", PASSWORD)
    token = sessions.begin(me.id)
    officers.remove("周敏")
    assert sessions.find(token) is None
    assert sessions.find(sessions.begin(me.id)) is None  # nor by one that was begun in the same moment
    assert refused(officers, "周敏", PASSWORD) == "officer.wrong"
    assert officers.set_password("周敏", PASSWORD + "2").id == me.id
    assert officers.recognise("周敏", PASSWORD + "2").id == me.id


@pytest.mark.parametrize(
    ("name", "role", "password", "code"),
    [
        (" ", "leader", PASSWORD, "officer.name"),
        ("周" * 41, "leader", PASSWORD, "officer.name"),
        ("周\n敏", "leader", PASSWORD, "officer.name"),
        ("周敏", "boss", PASSWORD, "officer.role"),
        ("周敏", "leader", "九个字的密码不够啊", "officer.password"),
        ("周敏", "leader", "周敏周敏周敏周敏周敏", "officer.password"),
        ("老周", "leader", PASSWORD, "officer.known"),
    ],
)
def test_no_account_without_a_name_a_role_and_a_password(
    officers: Officers, name: str, role: str, password: str, code: str
) -> None:
    officers.add("老周", "it", PASSWORD)
    with pytest.raises(Refused) as caught:
        officers.add(name, role, password)
    assert caught.value.code == code


@given(st.text())
def test_nobody_is_sent_outside_after_signing_in(written: str) -> None:
    found = _inside(written)
    assert not found or (found[0] == "/" and found[:2] not in {"//", "/\\"} and "\\" not in found)


@pytest.mark.parametrize("written", ["//evil.example", "https://evil.example", "/\\evil.example", "/sign-out", "x"])
def test_an_address_outside_is_forgotten(written: str) -> None:
    assert _inside(written) == ""
