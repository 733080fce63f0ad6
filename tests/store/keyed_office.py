"""An installation with keys, as a window has it, for tests of backup and restore."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import settings
from app.errors import Refused, Unavailable
from app.services import intake
from app.services.desk import Desk
from app.store import Store
from app.vault import Keyring
from app.vault.slots import Cost
from tests.store import township
from tests.store.township import AUTHOR

OFFICER, PASSWORD = AUTHOR.officer, "芝麻开门1"


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises((Refused, Unavailable)) as caught:
        action()
    return caught.value.code


def opened(data: Path) -> Store:
    return Store.open(data / "yimen.db", Keyring(data).open(OFFICER, PASSWORD), now=township.morning)


def state(store: Store) -> tuple[object, ...]:
    """Give all that a restored store must have in common with the one that was backed up."""
    return (store.outbox(), store.cases(), store.drafts(), store.tasks(), store.checkpoints(), store.pending())


def set_up(data: Path, recipient: str) -> Desk:
    """Give a desk with keys, a recovery slot, two cases and a draft."""
    data.mkdir()
    keyring = Keyring(data)
    key = keyring.create(OFFICER, "王德贵", PASSWORD, cost=Cost(64, 1))
    keyring.seal_recovery(key, recipient)
    store = Store.create(data / "yimen.db", key, township.morning)
    desk = township.desk_of(data, township.enrolled(store))
    settings.remember(data, copies=3)
    for seed in (1, 2):
        intake.accept(desk, township.application(desk, seed))
    township.application(desk, 3)
    return desk
