"""A window that does nothing but report, in a program of its own so that it can be killed: FOLDER BATCH."""

import sys
import threading
from pathlib import Path

from app.store import Store
from app.vault.blobs import BlobVault
from sync.client import pushing
from sync.client.calls import HttpCounty
from sync.client.engine import Engine
from sync.client.steps import drive
from tests.store.township import KEY

_PAUSE_S = 0.05


def report(home: Path) -> None:
    """Do rounds until nothing waits any more."""
    store = Store.open(home / "yimen.db", KEY)
    device = store.device()
    assert device is not None
    engine = Engine(store, BlobVault(home / "blobs"), HttpCounty.of(device, "yimen/0.1.0"))
    while drive(engine.round()).pending.entries or not engine.status.online:
        threading.Event().wait(_PAUSE_S)
    store.close()


if __name__ == "__main__":
    vars(pushing)["MAX_BATCH_ENTRIES"] = int(sys.argv[2])  # small batches, so that a kill falls into one
    report(Path(sys.argv[1]))
