"""Accounts of the county's staff, looked after by IT on pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Refused
from app.ids import uuid7
from sync.county.deeds import Deeds
from sync.county.embedded import County
from sync.county.officers import CountyRole, Officers
from tests.console.browser import Browser
from tests.console.conftest import PASSWORD, STAFF

IT = STAFF[CountyRole.IT]


def open_account(it: Browser, name: str, role: str = "case_worker") -> tuple[str, str]:
    """Open an account; gives its page and its first password."""
    shown = it.get("/officers").post("/officers", name=name, role=role)
    assert shown.status == 200, shown.text
    found = re.search(r'class="enrol number">([a-z0-9-]+)<', shown.page.text)
    assert found
    return place_of(it, name), found[1]


def place_of(it: Browser, name: str) -> str:
    page = it.get("/officers").page.text
    found = next(part for part in page.split("<tr") if f">{name}</a>" in part)
    return str(re.findall(r'href="/console(/officers/[0-9a-f-]+)"', found)[0])


def test_an_account_is_opened_with_a_password_that_is_shown_once(it: Browser, nobody: Browser, county: County) -> None:
    place, password = open_account(it, "开账号的人")

    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", password)
    assert password not in it.get(place).page.text
    assert nobody.sign_in("开账号的人", password).path == "/"
    (deed,) = Deeds(county.site).newest(place.rsplit("/", 1)[1])
    assert (deed.name, deed.what, deed.detail) == (IT, "add_officer", "开账号的人　经办")
    assert "开账号" in it.get(place).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "", "role": "it"}, "姓名要写"),
        ({"name": "没有职责"}, "请选职责"),
        ({"name": "没有这种", "role": "king"}, "请选职责"),
        ({"name": IT, "role": "it"}, "已经有叫"),
    ],
)
def test_what_is_no_account_is_said_and_what_was_typed_stays(
    it: Browser, fields: dict[str, str], sentence: str
) -> None:
    shown = it.get("/officers").post("/officers", **fields)
    assert (shown.status, sentence in shown.text) == (409, True)
    assert f'name="name" value="{fields["name"]}"' in shown.page.text


def test_a_role_holds_from_the_next_click_on(it: Browser, nobody: Browser) -> None:
    place, password = open_account(it, "换职责的人")
    nobody.sign_in("换职责的人", password)
    assert nobody.get("/windows").status == 200
    assert nobody.get("/codes").status == 403

    it.get(place).post(f"{place}/role", role="it")
    assert nobody.get("/codes").status == 200
    assert "换职责的人 技术人员" in it.get(place).text

    assert "请选职责" in it.post(f"{place}/role", role="king").text
    it.post(f"{place}/role", role="leader")
    assert nobody.get("/settings").status == 200


def test_a_new_password_ends_what_was_open(it: Browser, nobody: Browser) -> None:
    place, password = open_account(it, "忘了密码的人")
    nobody.sign_in("忘了密码的人", password)

    shown = it.get(place).post(f"{place}/password")
    (fresh,) = re.findall(r'class="enrol number">([a-z0-9-]+)<', shown.page.text)

    assert fresh != password
    assert nobody.get("/").path == "/sign-in"
    assert nobody.sign_in("忘了密码的人", password).status == 403
    assert nobody.sign_in("忘了密码的人", fresh).path == "/"


def test_an_account_is_closed_and_opened_again(it: Browser, nobody: Browser) -> None:
    place, password = open_account(it, "调走的人")
    nobody.sign_in("调走的人", password)

    it.get(place).post(f"{place}/close")

    assert "关的" in it.text
    assert "职责" not in re.sub(r"操作记录.*", "", it.text)  # nothing of a closed account is changed
    assert nobody.get("/").path == "/sign-in"
    assert nobody.sign_in("调走的人", password).status == 403
    shown = it.get(place).post(f"{place}/password")
    (fresh,) = re.findall(r'class="enrol number">([a-z0-9-]+)<', shown.page.text)
    assert nobody.sign_in("调走的人", fresh).path == "/"
    assert [word for word in ("开账号", "关账号", "换密码") if word in it.get(place).text] == [
        "开账号",
        "关账号",
        "换密码",
    ]


def test_nobody_changes_or_closes_their_own_account_here(it: Browser) -> None:
    place = place_of(it, IT)
    shown = it.get(place)
    assert f"{place}/role" not in shown.page.text
    assert f"{place}/close" not in shown.page.text
    for act, fields in (("role", {"role": "leader"}), ("close", {})):
        assert "要请别的技术人员来改" in it.post(f"{place}/{act}", **fields).text
        assert it.status == 409
    assert it.post(f"{place}/password").path == "/password"
    assert it.get("/codes").status == 200


def test_nobody_is_no_officer(it: Browser) -> None:
    for place in (f"/officers/{uuid7()}", "/officers/x"):
        assert it.get(place).status == 404
        for act in ("role", "password", "close"):
            assert it.post(f"{place}/{act}", role="it").status == 404


@pytest.fixture
def officers(tmp_path: Path, database_url: str) -> Iterator[Officers]:
    with County(tmp_path / "county", database=database_url) as running:
        yield Officers(running.site)


def test_the_last_who_looks_after_accounts_stays(officers: Officers) -> None:
    officers.add("何平", "it", PASSWORD)
    officers.add("周敏", "case_worker", PASSWORD)
    with pytest.raises(Refused, match=r"officer\.last"):
        officers.remove("何平")
    with pytest.raises(Refused, match=r"officer\.last"):
        officers.set_role("何平", "leader")
    assert officers.set_role("何平", "it").role == CountyRole.IT  # which changes nothing
    officers.add("于洋", "it", PASSWORD)
    officers.remove("何平")
    officers.remove("何平")  # who is closed already is not the last
    with pytest.raises(Refused, match=r"officer\.last"):
        officers.remove("于洋")
    officers.remove("周敏")
    assert [one.name for one in officers.all() if not one.removed_at] == ["于洋"]
