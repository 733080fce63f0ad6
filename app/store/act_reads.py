"""What an inspector may ask of the store: who did what when, and the whole journal as evidence."""

from typing import Final

from app.journal.fold import Stored
from app.store import acts, chain, devices, own_chain
from app.store.acts import Acts
from app.store.reading import Reading
from app.store.values import Checkpoint

_PLACES_AT_ONCE: Final = 500


class ActReads(Reading):
    """The inspector's part of the reads of a store."""

    def acts(self, asked: Acts, limit: int = 100, before: tuple[str, str] | None = None) -> tuple[Stored, ...]:
        """Give entries that answer, the latest first: the newest, or those before the (at, hash) of one seen."""
        with self.reading() as connection:
            return acts.page(connection, asked, limit, before)

    def count_acts(self, asked: Acts, most: int = 0) -> int:
        """Count the entries that answer; with `most` no further than that."""
        with self.reading() as connection:
            return acts.count(connection, asked, most)

    def actors(self) -> tuple[str, ...]:
        """Give the ids of all officers that wrote something that is held here."""
        with self.reading() as connection:
            return acts.actors(connection)

    def chain_ends(self) -> tuple[tuple[str, int, str], ...]:
        """Give for each device that this installation was its id, how many entries it wrote, and its last hash."""
        with self.reading() as connection:
            ends = [chain.load(connection, device.id) for device in devices.every(connection)]
            return tuple((end.device, end.size, end.head) for end in ends)

    def chain_lines(self, device_id: str, after: int, until: int) -> tuple[tuple[int, bytes], ...]:
        """Give (seq, line) of a chain as it was written here, from behind `after` up to `until`, 500 places at most."""
        with self.reading() as connection:
            return own_chain.lines(connection, device_id, after, min(until, after + _PLACES_AT_ONCE))

    def all_checkpoints(self) -> tuple[Checkpoint, ...]:
        """Give the checkpoints of all devices that this installation was, by device and rising size."""
        with self.reading() as connection:
            return chain.checkpoints(connection)
