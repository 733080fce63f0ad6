"""Townships and their windows: what a window tells of itself, codes, shutting out, incidents."""

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from app import clock
from app.ids import uuid7
from sync.client import standing
from sync.county import commands, incident
from sync.county.embedded import County
from sync.county.window_state import WindowStates
from sync.county.windows import WindowLine, all_windows
from sync.enrol_code import EnrolCode
from sync.reading import NotProtocol
from sync.telling import Told
from tests.console.browser import Browser
from tests.county.windows import Window as BareWindow
from tests.sync.window import Window, picture

_divisions = itertools.count(511_725_400)
MOMENT = "2026-11-30T01:02:03.004Z"


@pytest.fixture
def window(tmp_path: Path, county: County) -> Iterator[Window]:
    """A window of an office that only this test knows."""
    division = str(next(_divisions))
    window = Window(tmp_path / "window").enrol(county.enrol_code(division, f"{division}镇").code, county.url)
    yield window
    window.close()


def row(browser: Browser, window: Window) -> str:
    """What the list says of a window."""
    page = browser.get("/windows").page.text
    found = next(part for part in page.split("<tr") if window.device_id() in part)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_a_window_that_has_sent_all_is_said_to_have(worker: Browser, window: Window) -> None:
    window.note(uuid7(), "好了")
    window.sync()
    assert "刚才 都报了" in row(worker, window)
    assert "0.1.0 准" in row(worker, window)
    assert "正常" in row(worker, window)


def test_what_is_unsent_is_counted_down_as_it_comes(it: Browser, window: Window) -> None:
    """The window tells how far it is; what has come since is known here."""
    window.sync()
    case = uuid7()
    window.note(case, "一")
    window.note(case, "二")
    window.file(case, picture(60))
    session = window.engine._session  # noqa: SLF001 - what it tells, without sending the rest
    session.county.me(standing.told(session))
    said = row(it, window)
    assert re.search(r"[3-9] 条 图片 1 张", said), said
    shown = it.get(f"/windows/{window.device_id()}").text
    assert "最早的 刚才" in shown
    window.sync()
    assert "条" not in row(it, window)


def test_prometheus_hears_how_old_the_oldest_is(
    it: Browser, county: County, window: Window, http: httpx.Client
) -> None:
    window.sync()
    with county.site.database.reading() as connection:
        every = all_windows(connection, WindowStates(county.site), county.site.now())
    (line,) = (one for one in every if one.device == window.device_id())

    def age(number: str = line.number) -> list[float]:
        text = it._http.get(f"{county.url}/metrics").text  # noqa: SLF001 - beside the console
        name = f'yimen_window_oldest_unsent_seconds{{office="{line.division}",window="{number}"}} '
        return [float(said.removeprefix(name)) for said in text.splitlines() if said.startswith(name)]

    silent = BareWindow(http, county.url)
    assert silent.enrol(county.enrol_code(line.division).code).status_code == 201
    assert age("01") == []  # it never told
    assert age() == [0.0]
    window.clock.wrong_by = timedelta(minutes=-9)
    window.note(uuid7(), "一")
    session = window.engine._session  # noqa: SLF001 - what it tells, without sending the rest
    session.county.me(standing.told(session))
    assert 530 < age()[0] < 700
    county.revoke(window.device_id())
    assert age() == []


def test_a_clock_that_is_off_is_to_be_looked_at(it: Browser, window: Window) -> None:
    window.clock.wrong_by = timedelta(minutes=-9)
    window.sync()
    assert "慢 9 分" in row(it, window)
    assert "时钟不对" in row(it, window)


def test_a_window_that_is_silent_or_behind_or_old_stands_at_the_top(tmp_path: Path) -> None:
    begun = clock.now()
    moment = [begun]
    with County(tmp_path / "county", now=lambda: moment[0]) as county:
        windows = []
        for name in ("a", "b"):
            windows.append(Window(tmp_path / name).enrol(county.enrol_code("511725106", "青龙镇").code, county.url))
            windows[-1].sync()
        late, fine = windows
        late.note(uuid7(), "没报的")
        session = late.engine._session  # noqa: SLF001 - what it tells, without sending the rest
        session.county.me(standing.told(session))
        assert [one.troubles for one in lines(county)] == [(), ()]
        moment[0] = begun + timedelta(hours=25)
        commands.set_min_client(county.site, "9")
        assert [one.troubles for one in lines(county)] == [
            ("silent", "behind", "old_program"),
            ("silent", "old_program"),
        ]
        assert lines(county)[0].device == late.device_id()
        county.revoke(late.device_id())
        assert [one.device for one in lines(county)] == [fine.device_id(), late.device_id()]
        for window in windows:
            window.close()


def lines(county: County) -> list[WindowLine]:
    with county.site.database.reading() as connection:
        return all_windows(connection, WindowStates(county.site), county.site.now())


@pytest.mark.parametrize(
    "told",
    [Told(0, 0, MOMENT), Told(2**53 - 1, 999_999_999, MOMENT, MOMENT), Told(7, 3, MOMENT, "2026-11-24T00:00:00.000Z")],
)
def test_what_a_window_tells_is_read_as_it_was_written(told: Told) -> None:
    assert Told.read(told.header) == told


@given(st.text() | st.from_regex(r"head=\d+, blobs=\d+, clock=\"[^\"]*\"(, oldest=\"[^\"]*\")?", fullmatch=True))
def test_whatever_a_header_says_is_read_or_passed_over(header: str) -> None:
    told = Told.read(header)
    if told:
        assert Told.read(told.header) == told
        assert clock.text(clock.parse(told.clock_at)) == told.clock_at


@pytest.mark.parametrize(
    "header",
    [
        "",
        "head=1",
        f'head=1, blobs=0, clock="{MOMENT}" ',
        f'head={2**53}, blobs=0, clock="{MOMENT}"',
        'head=1, blobs=0, clock="2026-13-30T01:02:03.004Z"',
        f'head=\u0661, blobs=0, clock="{MOMENT}"',
    ],
)
def test_a_header_of_another_form_is_none(header: str) -> None:
    assert Told.read(header) is None


def test_a_window_is_shut_out_with_a_reason_that_stays(it: Browser, worker: Browser, window: Window) -> None:
    window.sync()
    place = f"/windows/{window.device_id()}"
    assert "停用这台窗口" not in worker.get(place).text
    assert "停用这台窗口" in it.get(place).text
    assert it.post(f"{place}/revoke").status == 409
    it.post(f"{place}/revoke", reason="电脑丢了")
    assert "已停用" in it.text
    assert "何平 停用窗口 电脑丢了" in it.text
    assert window.sync().problem_code == "county.device_refused"
    assert it.get(f"/windows/{uuid7()}").status == 404


def test_codes_are_made_shown_once_listed_and_taken_back(it: Browser, county: County, tmp_path: Path) -> None:
    it.get("/codes").post("/codes", division="511725501", name="渠江镇", count="2")
    codes = re.findall(r'class="enrol number">([0-9A-Z-]+)<br>([0-9A-Z-]+)<', it.page.text)
    assert len(codes) == 2
    assert it.page.text.count("<svg") == 3  # the mark and two codes
    first, second = (f"{one}-{rest}" for one, rest in codes)
    assert EnrolCode.read(first).scope == EnrolCode.read(second).scope

    listed = it.get("/codes")
    hashes = re.findall(r'name="code" value="([0-9a-f]{64})"', listed.page.text)
    assert first not in listed.page.text
    before = len(hashes)
    mine = next(part for part in listed.page.text.split("<tr>") if "渠江镇" in part)
    chosen = re.findall(r'value="([0-9a-f]{64})"', mine)[0]
    it.post("/codes/cancel", code=chosen)
    assert len(re.findall(r'name="code" value="', it.page.text)) == before - 1
    assert "已经用过、收回或者过期" in it.post("/codes/cancel", code=chosen).text

    outcomes = []
    for nth, code in enumerate((first, second)):
        window = Window(tmp_path / f"w{nth}").enrol(code, county.url)
        outcomes.append(window.sync().problem_code)
        window.close()
    assert sorted(map(str, outcomes)) == ["None", "county.code_refused"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"division": "x"}, "区划代码"), ({"division": "511725501", "count": "21"}, "一次最多"),
     ({"division": "511725501", "count": "-1"}, "一次最多"), ({"division": "５１１７２５５０１"}, "区划代码")],
)  # fmt: skip
def test_no_code_without_a_division_and_a_count(it: Browser, fields: dict[str, str], sentence: str) -> None:
    assert sentence in it.get("/codes").post("/codes", **fields).text
    assert it.status == 409


def test_an_incident_says_what_to_do_and_is_settled_once(
    it: Browser, worker: Browser, county: County, window: Window
) -> None:
    window.sync()

    def happen(connection: Connection) -> None:
        for kind, detail in (("fork", "seq 3, county a, device b"), ("root", "size 4, cd"), ("later", "x")):
            incident.record(connection, county.site.time(), kind, window.device_id(), detail)

    county.site.database.write(happen).result()
    assert "件事故没处理" in worker.get("/windows").text
    text = it.get("/incidents").text
    assert "两条不同的记录" in text
    assert "一条也没有丢" in text
    assert "告诉开发的人" in text
    assert "处理完了" not in worker.get("/incidents").text
    number = re.findall(r"/incidents/(\d+)/settle", it.get("/incidents").page.text)
    for name in (*number, number[0]):
        it.post(f"/incidents/{name}/settle", note="恢复过备份")
    assert it.text.count("处理完了") == 0
    for name in ("999999", "x", "9" * 40):
        assert it.post(f"/incidents/{name}/settle", note="?").status == 404


def test_a_code_of_another_county_is_none() -> None:
    with pytest.raises(NotProtocol):
        EnrolCode.read("x" * 40)
