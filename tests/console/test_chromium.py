"""The pages in a real Chromium: keys, focus, contrast, no complaint, nothing beyond the edge."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from sync.county.embedded import County
from sync.county.officers import CountyRole, Officers
from tests.console.chromium import Chromium, chromium
from tests.console.conftest import PASSWORD, STAFF
from tests.county.at_the_county import Township
from tests.county.test_relay import relay
from tests.county.windows import Window as BareWindow
from tests.sync.window import picture

SIZES = [(1366, 768), (1920, 1080)]
LEADER, IT = STAFF[CountyRole.LEADER], STAFF[CountyRole.IT]


@pytest.fixture(scope="module")
def browser(county: County, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(county.url, tmp_path_factory.mktemp("profile")) as found:
        yield found.sized(*SIZES[0])


@pytest.fixture
def case(township: Township) -> str:
    """A case that waits for its check and for a visit, with a picture."""
    case = township.accept()
    township.ask_for_check(case)
    township.name_kin(case)
    township.window.file(case, picture(90))
    township.bring()
    return case


def test_a_report_is_written_with_keys_alone(browser: Chromium, township: Township) -> None:
    for _ in range(2):  # one is reported, the other stays on the list
        case = township.accept()
        township.ask_for_check(case)
    township.bring()
    browser.sign_in(LEADER, PASSWORD)
    browser.chord(Keys.CONTROL, "k").press(township.number(), Keys.ENTER)
    browser.until(lambda: browser.path == f"/cases/{case}")
    browser.press(Keys.F10)
    browser.until(lambda: browser.path == f"/cases/{case}/check")
    focus = browser.focus()
    assert focus is not None
    assert focus["ring"]
    browser.press(Keys.SPACE, Keys.F10)  # 符合
    browser.until(lambda: browser.path == "/")
    assert f"已写进 {township.number()}" in browser.text
    browser.press(Keys.ARROW_DOWN)
    first = browser.focus()
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_UP)
    assert browser.focus() == first
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.path.startswith("/cases/"))
    browser.press(Keys.ESCAPE)
    browser.until(lambda: browser.path == "/")
    assert (browser.beyond(), browser.complaints()) == (0, [])


@pytest.fixture
def held(county: County, http: httpx.Client) -> list[str]:
    """The pages of what waits for a release: an entry of a window, and an author's that another window brought."""
    bare = [BareWindow(http, county.url) for _ in range(2)]
    for one in bare:
        one.enrol(county.enrol_code("511725106").code)
        one.sign_in()
    writer, author = bare
    writer.append(scope="t-000000")
    author.append()
    assert writer.push().status_code == 200
    relay(writer, author.chain)
    return ["/held", f"/held/entries/{writer.id}/1", f"/held/authors/{author.id}"]


def account(county: County) -> str:
    return next(f"/officers/{one.id}" for one in Officers(county.site).all() if one.name == LEADER)


def pages_of(case: str, window: str) -> dict[str, list[str]]:
    acts = [
        f"/cases/{case}/{step}"
        for step in ("check", "visit", "confirm", "refuse", "lift-cap", "confirmer", "move", "send-after")
    ]
    return {
        LEADER: [
            "/",
            "/cases",
            f"/cases/{case}",
            f"/cases/{case}/print",
            *acts,
            "/checks",
            "/lots",
            "/settings",
            "/password",
        ],
        IT: ["/windows", f"/windows/{window}", "/codes", "/incidents", "/officers"],
    }


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_fits_is_readable_and_quiet(
    browser: Chromium, township: Township, county: County, case: str, held: list[str], size: tuple[int, int], theme: str
) -> None:
    browser.sized(*size)
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.driver.delete_all_cookies()
    looked_at = 0
    pages = pages_of(case, township.window.device_id())
    pages[IT] += [account(county), *held]
    for name, paths in pages.items():
        browser.sign_in(name, PASSWORD)
        for path in paths:
            browser.go(path)
            assert (path, browser.beyond()) == (path, 0)
            assert (path, browser.faint()) == (path, [])
            assert (path, browser.nameless()) == (path, [])
            assert (path, browser.complaints()) == (path, [])
            looked_at += 1
    assert looked_at == 25


@pytest.mark.slow
def test_the_focus_walks_down_the_page_and_can_be_seen(
    browser: Chromium, township: Township, county: County, case: str, held: list[str]
) -> None:
    browser.sized(*SIZES[0])
    pages = pages_of(case, township.window.device_id())
    pages[IT] += [account(county), *held]
    for name, paths in pages.items():
        browser.sign_in(name, PASSWORD)
        for path in paths:
            browser.go(path)
            browser.asked("document.activeElement.blur(); document.querySelector('.skip').focus()")
            places: list[tuple[float, float]] = []
            for _ in range(60):
                browser.press(Keys.TAB)
                focus = browser.focus()
                if focus is None or (places and (focus["top"], focus["left"]) == places[0]):
                    break
                assert focus["ring"], (path, focus)
                assert focus["seen"], (path, focus)
                places.append((focus["top"], focus["left"]))
            assert len(places) > 4, path
            assert places[0][0] < 56, path  # the bar above comes first


@pytest.mark.slow
def test_an_account_is_opened_and_what_waits_is_released_with_keys_alone(
    browser: Chromium, county: County, held: list[str]
) -> None:
    browser.sized(*SIZES[0]).sign_in(IT, PASSWORD).go("/officers")
    browser.press("新来的人", Keys.TAB, Keys.SPACE, Keys.F10)
    browser.until(lambda: "只显示这一次" in browser.text)
    assert browser.all(".enrol")[0].text.count("-") == 3
    browser.press(Keys.ENTER)  # 抄好了 has the focus
    browser.until(lambda: browser.path == "/officers" and "新来的人" in browser.text)

    _, entries, author = held
    browser.go(entries).press(Keys.F10)  # without a reason it stays, and says so in Chinese
    assert browser.asked("return document.activeElement.validationMessage") == "这一格要填。"
    browser.press(Keys.ESCAPE)
    browser.until(lambda: browser.path == "/held")
    browser.go(entries).press("打电话问过", Keys.F10)
    browser.until(lambda: "放行了 1 条" in browser.text)
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.path == "/held")
    browser.go(author).press("电脑烧了", Keys.ENTER)
    browser.until(lambda: "算进去 1 条" in browser.text)
    assert (browser.beyond(), browser.complaints()) == (0, [])
    assert county.orders(entries.split("/")[3])[1] is not None


@pytest.mark.slow
def test_the_way_past_the_bar_is_the_first_key(browser: Chromium) -> None:
    browser.sized(*SIZES[0]).sign_in(LEADER, PASSWORD).go("/")
    browser.press(Keys.TAB)
    focus = browser.focus()
    assert focus is not None
    assert (focus["name"], focus["seen"], focus["ring"]) == ("跳到正文", True, True)
    browser.press(Keys.ENTER)
    assert browser.asked("return document.activeElement.id") == "main"


@pytest.mark.slow
def test_a_file_is_chosen_in_chinese_and_all_townships_by_one_tick(
    browser: Chromium, tmp_path: Path, county: County
) -> None:
    for division in ("511725198", "511725199"):
        county.enrol_code(division)
    browser.sized(*SIZES[0]).sign_in(LEADER, PASSWORD).go("/checks")
    assert "还没选" in browser.text
    (tmp_path / "名单.csv").write_text("编号,结论\n", "utf-8")
    browser.all("input[type=file]")[0].send_keys(str(tmp_path / "名单.csv"))
    assert "名单.csv" in browser.text
    browser.go("/settings")
    boxes = browser.all("input[name=division]")
    browser.asked("document.querySelector('[data-every]').click()")
    assert len(boxes) > 1
    assert all(box.is_selected() for box in boxes)


@pytest.mark.slow
def test_what_scripts_do_works_within_the_policy(browser: Chromium, case: str) -> None:
    browser.sized(*SIZES[0]).sign_in(LEADER, PASSWORD)
    browser.go(f"/cases/{case}").all(".inline button")[0].click()
    browser.until(lambda: "511725195003080018" in browser.text)

    browser.go(f"/cases/{case}/check")
    rows = len(browser.all(".doubt"))
    browser.all("button[name=more]")[0].click()
    browser.until(lambda: len(browser.all(".doubt")) == rows + 1)

    browser.go("/cases").press("没有这个人")
    browser.until(lambda: "没有找到" in browser.text)
    assert browser.complaints() == []


@pytest.mark.slow
def test_what_is_printed_has_no_bars(browser: Chromium, case: str) -> None:
    browser.sized(*SIZES[0]).sign_in(LEADER, PASSWORD).go(f"/cases/{case}/print")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not any(one.is_displayed() for css in (".top", ".actions") for one in browser.all(css))
    assert all(one.is_displayed() for one in browser.all("article.paper"))
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
