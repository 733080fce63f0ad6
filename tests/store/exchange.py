"""A county of the tests: gives orders, remembers, and hands on. A small real one, without a network."""

from dataclasses import dataclass, field, replace

from app.domain.office import Office
from app.journal.entry import Entry
from app.store import Device, Received, Store
from tests.store import township

AT = "2026-11-24T02:00:00.000Z"


@dataclass
class Exchange:
    """All entries in the order of their arrival."""

    held: list[Received] = field(default_factory=list)
    withhold: set[str] = field(default_factory=set)

    def push(self, store: Store, limit: int = 1_000) -> None:
        """Take a store's queue and tell it the orders."""
        orders, withheld = [], []
        for entry in store.outbox(limit):
            if entry.subject in self.withhold:
                withheld.append((entry.seq, "scope"))
                continue
            orders.append((entry.seq, self.take(entry)))
        with store.work() as work:
            work.delivered(orders, withheld)

    def take(self, entry: Entry) -> int:
        """Give an entry its order."""
        self.held.append(Received(entry, len(self.held) + 1, AT))
        return len(self.held)

    def pull(self, store: Store) -> None:
        """Hand a store all that it does not have."""
        with store.work() as work:
            work.receive(self.held)

    def sync(self, *stores: Store) -> None:
        """Push all, then pull all."""
        for store in stores:
            self.push(store)
        for store in stores:
            self.pull(store)


def other_device(number: str = "0B", office: Office = township.OFFICE) -> Device:
    """Give a second window of the same office."""
    name = f"01900000-0000-7000-8000-0000000000{number.lower()}"
    return replace(township.DEVICE, id=name, number=number, office=office, private_key=number.encode().ljust(32, b"."))
