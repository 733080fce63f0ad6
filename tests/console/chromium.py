"""A real Chromium without a screen, and eyes for what it shows."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
# Texts that are too faint for their ground (WCAG 2.2, AA): what they say, and by how much.
_FAINT = """
const seen = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
const ground = (one) => {
  for (; one; one = one.parentElement) {
    const color = seen(getComputedStyle(one).backgroundColor);
    if (color.length === 3 || color[3] > 0) return color;
  }
  return [255, 255, 255];
};
const faint = [];
for (const one of document.querySelectorAll("body *")) {
  const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!(own || one.matches("input,select"))) continue;
  if (!one.checkVisibility() || one.closest(".qr,i,option,datalist,.skip")) continue;
  const [a, b] = [light(seen(getComputedStyle(one).color)), light(ground(one))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) faint.push([one.textContent.trim().slice(0, 20), Math.round(ratio * 10) / 10]);
}
return faint;
"""
_NAMELESS = """
return [...document.querySelectorAll("input:not([type=hidden]),select,textarea,button,a[href]")].filter((one) =>
  one.checkVisibility() && !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length))
  .map((one) => one.outerHTML.slice(0, 100));
"""
_FOCUS = """
const one = document.activeElement;
if (!one || one === document.body) return null;
const box = one.getBoundingClientRect(), style = getComputedStyle(one);
return {name: (one.getAttribute("aria-label") || one.textContent || one.name || one.id).trim(), tag: one.tagName,
  top: box.top + scrollY, left: box.left, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
"""


class Chromium:
    """One window of the browser, driven by keys."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver, self.url = driver, f"{url}/console"

    def sized(self, width: int, height: int) -> "Chromium":
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        return self

    def go(self, path: str) -> "Chromium":
        self.driver.get(self.url + path)
        return self

    def sign_in(self, name: str, password: str) -> "Chromium":
        """Sign in with keys alone: the first field has the focus."""
        self.driver.delete_all_cookies()
        self.go("/sign-in").press(name, Keys.TAB, password, Keys.ENTER)
        self.until(lambda: self.path in {"/", "/windows"})
        return self

    def press(self, *keys: str) -> "Chromium":
        for key in keys:
            webdriver.ActionChains(self.driver).send_keys(key).perform()
        return self

    def chord(self, modifier: str, key: str) -> "Chromium":
        webdriver.ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()
        return self

    def until(self, holds: Any) -> None:
        """Wait until something holds, also while a page goes under what was just found; TimeoutException after 10 s."""
        wait = WebDriverWait(self.driver, 10, 0.05, ignored_exceptions=(StaleElementReferenceException,))
        wait.until(lambda _: holds())

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    @property
    def path(self) -> str:
        return str(self.asked("return location.pathname")).removeprefix("/console")

    @property
    def text(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "body").text

    def focus(self) -> dict[str, Any] | None:
        """What has the focus: its name, place, whether its ring and itself can be seen."""
        found: dict[str, Any] | None = self.asked(_FOCUS)
        return found

    def faint(self) -> list[Any]:
        """Texts that are too faint."""
        return list(self.asked(_FAINT))

    def nameless(self) -> list[str]:
        """Things to press or fill in that have no name for who cannot see."""
        return list(self.asked(_NAMELESS))

    def beyond(self) -> int:
        """How many pixels the page is wider than the window."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return max(0, int(self.asked(f"return {wide}")))

    def complaints(self) -> list[str]:
        """What the browser complained of since the last time: scripts, styles and pictures that are not allowed."""
        return [one["message"] for one in self.driver.get_log("browser") if one["level"] in {"SEVERE", "WARNING"}]  # type: ignore[no-untyped-call]  # selenium

    def asked(self, script: str) -> Any:
        """Run a script in the page and give what it returns."""
        return self.driver.execute_script(script)


@contextmanager
def chromium(url: str, profile: Path) -> Iterator[Chromium]:
    """Start the browser with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium", "chromium-browser", "google-chrome")
    for flag in (*_QUIET, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(_program("chromedriver")))
    try:
        yield Chromium(driver, url)
    finally:
        driver.quit()


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, names
    return found
