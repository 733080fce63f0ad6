"""What waits for an administrator: looked at on a page that says what it means, released with a reason."""

import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.ids import uuid7
from sync.county import cli, held
from sync.county.deeds import Deeds
from sync.county.embedded import County
from sync.county.enrolment import Enrolment
from sync.protocol import RelayHeader, ndjson
from tests.console.browser import Browser
from tests.county.windows import Window
from tests.sync import sticks
from tests.sync.window import Window as RealWindow
from tests.sync.window import picture

_divisions = itertools.count(511_725_600)
MakeWindow = Callable[..., Window]


@pytest.fixture
def make_window(county: County, http: httpx.Client) -> MakeWindow:
    """Give a function that enrols a window, of a new office or of the same one again."""

    def make(division: str = "") -> Window:
        office = division or str(next(_divisions))
        window = Window(http, county.url)
        window.enrol(county.enrol_code(office, f"{office}镇").code)
        window.sign_in()
        return window

    return make


def place_of(it: Browser, what: str, device: str) -> str:
    """The page of what waits of a device."""
    pages: list[str] = re.findall(rf'href="/console(/held/{what}/[^"]*)"', it.get("/held").page.text)
    return next(page for page in pages if device in page)


def test_what_was_withheld_is_released_together_in_the_order_in_which_it_was_written(
    it: Browser, worker: Browser, county: County, make_window: MakeWindow
) -> None:
    window, other = make_window(), make_window()
    subject = f"case:{uuid7()}"
    for _ in range(3):
        window.append(subject=subject, scope=other.scope)
        window.append()
    window.push()

    place = place_of(it, "entries", window.id)
    shown = it.get(place)
    assert "同一件的 3 条记录" in shown.text
    assert re.search(r"写到了511725\d{3}镇，这台窗口不归那里", shown.text)
    assert "收不回来" in shown.text
    assert "请写为什么可以放行" in it.post(place, seen="3").text
    assert it.status == 409
    assert county.orders(window.id)[1] is None

    done = it.get(place).post(place, seen="3", reason="打电话问过")

    assert "放行了 3 条" in done.text
    orders = county.orders(window.id)
    assert orders[1] and orders[3] and orders[5] and orders[1] < orders[3] < orders[5]
    assert [line["entry"]["seq"] for line in other.pull() if line["entry"]["device"] == window.id] == [1, 3, 5]
    deed = Deeds(county.site).newest(window.id)[0]
    assert (deed.what, deed.detail) == ("release", "第 1 到 5 条里的 3 条。打电话问过")
    assert "放行记录" in it.get(f"/windows/{window.id}").text
    assert it.get(place).status == 409
    assert worker.get(place).status == 403


def test_what_came_since_the_look_is_looked_at_first(it: Browser, county: County, make_window: MakeWindow) -> None:
    window, subject = make_window(), f"case:{uuid7()}"
    home = make_window()
    home.append(subject=subject)
    home.push()
    window.append(subject=subject)
    window.push()
    place = place_of(it, "entries", window.id)
    assert re.search(r"在511725\d{3}镇立的，写到了511725\d{3}镇", it.get(place).text)
    window.append(subject=subject)
    window.push()

    shown = it.post(place, seen="1", reason="问过了")

    assert "现在是 2 条" in shown.text
    assert 'value="问过了"' in shown.page.text
    assert county.orders(window.id) == {1: None, 2: None}
    assert "放行了 2 条" in it.post(place, seen="2", reason="问过了").text


def test_a_window_tells_of_what_is_withheld_and_leads_to_it(it: Browser, make_window: MakeWindow) -> None:
    window = make_window()
    window.append(scope="t-000000", subject="ref:none")
    window.push()
    assert 'href="/console/held">1 条' in it.get(f"/windows/{window.id}").page.text
    shown = it.get(place_of(it, "entries", window.id)).text
    assert "写到了别处" in shown
    assert "多少 1 条记录" in shown


def test_groups_of_a_device_without_a_row_are_shown_too(county: County, it: Browser, make_window: MakeWindow) -> None:
    """What an author left who is not known here may be withheld when it is counted."""
    window, other = make_window(), make_window()
    lost = Window(window._http, window.url)  # noqa: SLF001 - the same line
    subject = f"case:{uuid7()}"
    other.append(subject=subject)
    other.push()
    lost.scope = window.scope
    lost.append(subject=subject)
    bring(window, lost)
    place = place_of(it, "authors", lost.id)
    assert "暂存 1 条" in it.get(place).post(place, seen="1", reason="问过了").text
    assert "不认识的设备" in it.get(place_of(it, "entries", lost.id)).text
    with county.site.database.reading() as connection:
        assert [one.number for one in held.groups(connection) if one.device == lost.id] == [""]


def bring(window: Window, author: Window, *more: Any) -> None:
    """Let a window relay what an author wrote."""
    entries = [*author.chain, *more]
    header = RelayHeader.signed(window.private, window.id, [entry.hash for entry in entries])
    body = ndjson(header, [entry.to_line() for entry in entries])
    assert window.call("POST", "/v1/journal/relay", content=body).status_code == 200


def test_an_author_who_is_gone_is_confirmed_with_a_reason(it: Browser, make_window: MakeWindow) -> None:
    division = str(next(_divisions))
    author, window = make_window(division), make_window(division)
    for _ in range(3):
        author.append()
    bring(window, author)
    place = place_of(it, "authors", author.id)
    shown = it.get(place).text
    assert f"{division}镇 00 号窗口" in shown
    assert f"{division}镇 01 号窗口" in shown
    assert "最近联系" not in shown  # it enrolled and took a token; nothing more
    assert it.post(place, seen="3").status == 409
    assert "现在是 3 条" in it.post(place, seen="2", reason="电脑烧了").text

    done = it.post(place, seen="3", reason="电脑烧了")

    assert "算进去 3 条，暂存 0 条" in done.text
    assert "对不上" not in done.text
    assert [line["entry"]["device"] for line in window.pull()].count(author.id) == 3
    assert "已停用" in it.get(f"/windows/{author.id}").text
    assert "确认写的电脑不在了 电脑烧了" in it.text
    assert it.get(place).status == 409


def test_what_fits_nowhere_is_told(it: Browser, make_window: MakeWindow) -> None:
    division = str(next(_divisions))
    author, window = make_window(division), make_window(division)
    author.call("GET", "/v1/devices/me")
    author.append()
    honest, author.chain = author.chain, []
    author.append({"note": "另一条"})
    bring(window, author)
    author.chain = honest
    bring(window, author)
    place = place_of(it, "authors", author.id)
    assert "最近联系" in it.get(place).text
    assert "还有 2 条对不上" in it.post(place, seen="2", reason="?").text


@pytest.fixture
def sealed(county: County, tmp_path: Path) -> Iterator[RealWindow]:
    """A window that was shut out, whose stick was brought and kept aside."""
    division = str(next(_divisions))
    window = RealWindow(tmp_path / "window").enrol(county.enrol_code(division, "青龙镇").code, county.url)
    window.sync()
    case = uuid7()
    window.note(case, "张三来问低保")
    window.file(case, picture(3_000))
    sticks.report(window, tmp_path / "stick")
    Enrolment(county.site).revoke(window.device_id())
    place = ["--data", str(county.site.data), "--database", county._database]  # noqa: SLF001 - the command looks where it does
    assert cli.main(["import", str(tmp_path / "stick"), *place]) == 3
    yield window
    window.close()


def test_a_bundle_of_a_window_that_was_shut_out_is_released(
    it: Browser, county: County, sealed: RealWindow, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    place = place_of(it, "bundles", sealed.device_id())
    assert "停用的电脑带来了U盘" in it.get("/incidents").text
    shown = it.get(place).text
    assert "青龙镇 00 号窗口" in shown
    assert "第 1 份，共 1 份" in shown
    assert it.post(place).status == 409
    assert county.entries(sealed.device_id()) == []

    done = it.post(place, reason="乡镇认得")

    assert "新的文字 2 条" in done.text
    assert len(county.entries(sealed.device_id())) == 2
    assert [one.what for one in Deeds(county.site).newest(sealed.device_id())] == ["open_bundle"]
    assert sealed.device_id() not in it.get("/held").page.text
    for gone in (place, "/held/bundles/none"):
        assert (it.get(gone).status, it.post(gone, reason="再来").status) == (409, 409)


def test_a_bundle_that_is_damaged_stays_and_says_so(it: Browser, county: County, sealed: RealWindow) -> None:
    place = place_of(it, "bundles", sealed.device_id())
    file = county.site.data / "aside" / f"{place.rsplit('/', 1)[1]}.age"
    shutil.copy(file, file.with_name("notes.age"))  # of nobody we know: it is passed over
    file.write_bytes(file.read_bytes()[:2_000])
    shown = it.get(place).post(place, reason="乡镇认得")
    assert (shown.status, "不完整或者被改过" in shown.text) == (409, True)
    assert county.entries(sealed.device_id()) == []
    assert place in it.get("/held").page.text
    file.with_name("notes.age").unlink()
    file.unlink()
