"""The pages in a real Chromium: keys, focus, contrast, no complaint, nothing beyond the edge."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from sync.county.embedded import County
from sync.county.officers import CountyRole
from tests.console.chromium import Chromium, chromium
from tests.console.conftest import PASSWORD, STAFF
from tests.county.at_the_county import Township
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
        IT: ["/windows", f"/windows/{window}", "/codes", "/incidents"],
    }


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_fits_is_readable_and_quiet(
    browser: Chromium, township: Township, case: str, size: tuple[int, int], theme: str
) -> None:
    browser.sized(*size)
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.driver.delete_all_cookies()
    looked_at = 0
    for name, paths in pages_of(case, township.window.device_id()).items():
        browser.sign_in(name, PASSWORD)
        for path in paths:
            browser.go(path)
            assert (path, browser.beyond()) == (path, 0)
            assert (path, browser.faint()) == (path, [])
            assert (path, browser.nameless()) == (path, [])
            assert (path, browser.complaints()) == (path, [])
            looked_at += 1
    assert looked_at == 20


@pytest.mark.slow
def test_the_focus_walks_down_the_page_and_can_be_seen(browser: Chromium, township: Township, case: str) -> None:
    browser.sized(*SIZES[0])
    for name, paths in pages_of(case, township.window.device_id()).items():
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
