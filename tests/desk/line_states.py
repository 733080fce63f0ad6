"""The page of the queue in the states that a line can be in, and its sheets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from sync.client.line_use import LineUse, Pictures
from tests.desk.counter import Counter
from ui.sync_status.facts import SyncState

_TOLD = ("county.client_too_old", "county.root_differs")


@dataclass
class Post:
    """A sender that says what it is told to say."""

    shown: SyncState

    def state(self) -> SyncState:
        return self.shown

    def send_now(self) -> None:
        """Send nothing: what is looked at is the page."""


def pages(at: Counter) -> Iterator[str]:
    """Show the page in each state, and what F6 and F7 ask."""
    model, now = at.pages.sync, at.desk.now()
    at.pages.show_sync()
    at.settle()
    yield "sync"
    true = model._sender  # noqa: SLF001 - for as long as made-up states are looked at
    calm = SyncState(online=True, last_success_at=now)
    paused = LineUse(now + timedelta(hours=1))
    states = {
        "sync at rest": calm,
        "sync sending": replace(calm, busy=True, bytes_per_s=18_000.0),
        "sync paused": replace(calm, use=paused, pictures=Pictures.PAUSED),
        "sync metered": replace(calm, use=LineUse(metered=True), pictures=Pictures.METERED),
        "sync matters": replace(calm, told=_TOLD, min_client="1.4", ahead_s=-315_532_800),
    }
    for name, state in states.items():
        model._sender = Post(state)  # noqa: SLF001 - as above
        model.look()
        at.settle()
        yield name
    for key, name in (("F6", "sync pause"), ("F7", "sync line")):
        at.press(key)
        yield name
        at.press("Esc")
    model._sender = true  # noqa: SLF001 - as above
