"""A real county on a loopback port for all tests of a module, and windows of an office that is each test's own."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.client.calls import HttpCounty
from sync.county.embedded import County
from tests.sync.stage import Stage
from tests.sync.window import Answers, Window
from tests.sync.wire import Proxy

_divisions = itertools.count(511_725_100)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with County(tmp_path_factory.mktemp("county") / "data") as running:
        yield running


@pytest.fixture
def office() -> str:
    """The division code of an office that only this test knows."""
    return str(next(_divisions))


@pytest.fixture
def open_window(tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Give a maker of windows, enrolled at a county for an office."""
    windows: list[Window] = []

    def make(county: County, office: str, url: str = "") -> Window:
        window = Window(tmp_path / f"window{len(windows)}")
        windows.append(window)
        return window.enrol(county.enrol_code(office, "青龙镇").code, url or county.url)

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def window(open_window: Callable[..., Window], county: County, office: str) -> Window:
    return open_window(county, office)


@pytest.fixture
def other(open_window: Callable[..., Window], county: County, office: str) -> Window:
    """A second window of the same office."""
    return open_window(county, office)


@pytest.fixture
def proxy(county: County) -> Iterator[Proxy]:
    with Proxy(county.port) as proxy:
        yield proxy


@pytest.fixture
def far(open_window: Callable[..., Window], county: County, office: str, proxy: Proxy) -> Window:
    """A window whose line leads through the proxy."""
    window = open_window(county, office, f"http://127.0.0.1:{proxy.port}")
    window.sync()
    return window


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Let the county answer a call with a value, an error, or what a function makes of the true answer."""

    def say(call: str, answer: Any) -> None:
        true = getattr(HttpCounty, call)

        def answered(county: HttpCounty, *given: Any) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer(true(county, *given)) if callable(answer) else answer

        monkeypatch.setattr(HttpCounty, call, answered)

    return say


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """A server that gives tokens, and to every other call the answer that a test wants."""
    with Stage(b"") as stage:
        yield stage


@pytest.fixture(scope="module")
def session(stage: Stage) -> Iterator[HttpCounty]:
    """A session with the stage."""
    session = stage.county()
    yield session
    session.close()
