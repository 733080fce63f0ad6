"""What holds for every test: no screen, no network but loopback, repeatable search for counter-examples."""

import gc
import ipaddress
import os
import socket
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent

from ui.overrides import guard_overrides

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;qt.text.font.*=false")

if sys.platform == "win32":  # these drive what only Linux has: fork, strace, X servers, Debian's tools
    collect_ignore = ["faults", "foreign", "input_method", "pictures/test_shutter.py", "repo/test_run.py"]
    collect_ignore += ["county/test_examples.py", "county/test_stop.py"]  # bash, and SIGTERM
    collect_ignore += ["updates/test_install.py", "updates/test_killed.py"]  # pipes, links and fork

if TYPE_CHECKING:
    from tests.county.postgres import Postgres

guard_overrides()  # as the program does before its first window

TESTS = Path(__file__).parent
LONG = {"desk", "steps"}  # hold the two longest tests: begun late, one of them would be waited for alone
LAST = {"architecture", "must_not_ask"}  # they keep every file's syntax tree, which a search for garbage looks through
NOT_COUNTED = {
    "architecture",
    "bench",
    "capture",
    "console",
    "county",
    "faults",
    "foreign",
    "forms",
    "repo",
    "updates",
    "vault",
}

settings.register_profile(
    "ci",
    max_examples=30,
    deadline=None,  # a slow machine is no bug
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("nightly", settings.get_profile("ci"), max_examples=300, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


class OutsideWorld(AssertionError):
    """A test reached for another machine. No OSError, so that no retry of ours can swallow it."""


def is_this_machine(host: str) -> bool:
    """Tell whether a host's name or address never leaves this machine."""
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    """Give `socket.connect` or `connect_ex` that refuses any address beyond loopback."""

    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_this_machine(address[0]):
            raise OutsideWorld(address)
        return real(self, address)

    return connect


def _guarded_names(real: Callable[..., Any]) -> Callable[..., Any]:
    """Give `getaddrinfo` that asks no name server."""

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_this_machine(name):
            raise OutsideWorld(name)
        return real(host, *rest, **named)

    return getaddrinfo


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count as covered what is tested without a window, in the folders of what is counted; run that first.

    Counting makes a test up to twice as long. First, so that what a cache keeps was read in a test that counts.
    """
    for item in items:
        if "qapp" in getattr(item, "fixturenames", ()) or _part(item) in NOT_COUNTED:
            item.add_marker("no_cover")
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    return _part(item) in LAST, item.get_closest_marker("no_cover") is not None, _part(item) not in LONG


def _part(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0]


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of every later search for garbage, and search less often than a program does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Take apart here what a test of a window leaves behind: a widget that dies in a county's thread ends the run."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.collect()  # not before now does pytest let go of the test before
    gc.freeze()
    gc.disable()
    done = yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()
    return done


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_names(socket.getaddrinfo))
        yield


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Postgres]":
    """A server of PostgreSQL, for whoever asks for it first and all after."""
    from tests.county.postgres import Postgres  # noqa: PLC0415 - most tests need neither it nor its driver

    with Postgres() as server:
        yield server
