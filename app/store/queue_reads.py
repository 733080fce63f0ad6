"""What the engine that talks to the county asks of the store: what waits, where a chain ends, what was sent."""

from app.journal.entry import Entry
from app.store import chain, devices, queue
from app.store.reading import Reading
from app.store.values import BlobTask, Checkpoint, HeldBack, Pending

_BATCH_ENTRIES = 1_000
_BATCH_BYTES = 8 * 2**20 - 4_096  # what a push may hold, less its header


class QueueReads(Reading):
    """The reads of the queue."""

    def outbox(self, limit: int = _BATCH_ENTRIES, max_bytes: int = _BATCH_BYTES, after: int = 0) -> tuple[Entry, ...]:
        """Give the active device's next undelivered entries by rising `seq`, within both limits but at least one.

        `after` is the `seq` behind which they begin.
        """
        with self.reading() as connection:
            device = devices.active(connection)
            return queue.outbox(connection, device.id, limit, max_bytes, after) if device else ()

    def pending(self) -> Pending:
        """Count what the county does not have yet."""
        with self.reading() as connection:
            return queue.pending(connection)

    def unsent_since(self, after: str = "") -> str | None:
        """Give when the oldest of what the county does not have was written, of that written after a moment."""
        with self.reading() as connection:
            return queue.unsent_since(connection, after)

    def undelivered(self) -> frozenset[int]:
        """Give the `seq` of the active device's entries that the county has not named yet."""
        with self.reading() as connection:
            device = devices.active(connection)
            return queue.undelivered(connection, device.id) if device else frozenset()

    def head(self) -> tuple[int, str]:
        """Give `seq` and hash of the active device's newest entry; (0, 64 zeros) where there is none."""
        with self.reading() as connection:
            device = devices.active(connection)
            end = chain.load(connection, device.id if device else "")
            return end.size, end.head

    def hash_at(self, seq: int, device_id: str | None = None) -> str | None:
        """Give the hash of the device's entry at `seq` (the active device unless named), None where none is held."""
        with self.reading() as connection:
            device = devices.active(connection)
            return queue.hash_at(connection, device_id or (device.id if device else ""), seq)

    def delivered_up_to(self) -> int:
        """Give the last `seq` of the active device up to which every entry is delivered; 0 where none is."""
        with self.reading() as connection:
            device = devices.active(connection)
            return queue.delivered_up_to(connection, device.id) if device else 0

    def relay(
        self, after: tuple[str, int] = ("", 0), limit: int = _BATCH_ENTRIES, max_bytes: int = _BATCH_BYTES
    ) -> tuple[Entry, ...]:
        """Give entries of other devices that have no order, by device and `seq`, from behind `after` (device, seq)."""
        with self.reading() as connection:
            device = devices.active(connection)
            return queue.unordered(connection, device.id if device else "", after, limit, max_bytes)

    def held_back(self) -> tuple[HeldBack, ...]:
        """Give the own entries that the county keeps without order: somebody there has to look at them."""
        with self.reading() as connection:
            return queue.held_back(connection)

    def waiting_for_reissue(self) -> int:
        """Count the given-up entries of a closed chain that are still to be written again."""
        with self.reading() as connection:
            return queue.waiting_for_reissue(connection)

    def checkpoints(self, *, unsent: bool = False) -> tuple[Checkpoint, ...]:
        """Give the active device's checkpoints by rising size; if `unsent`, those without the county's word."""
        with self.reading() as connection:
            device = devices.active(connection)
            return chain.checkpoints(connection, device.id, unsent=unsent) if device else ()

    def blobs_pending(self) -> tuple[BlobTask, ...]:
        """Give the documents of own entries that the county does not have whole, the longest waiting first."""
        with self.reading() as connection:
            return queue.blobs_pending(connection)
