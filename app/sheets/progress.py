"""How far a long job is, told from its thread to whoever asks, and the word to stop it."""

from app.errors import Refused


class Progress:
    """`done` of `total` (0 while nobody knows); the job's thread writes, any other may read or `stop`."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._is_stopped = False

    def stop(self) -> None:
        """Have the job end at its next step, with nothing done."""
        self._is_stopped = True

    def at(self, done: int, total: int = 0) -> None:
        """Note how far the job is; Refused list.stopped after `stop`."""
        if self._is_stopped:
            raise Refused("list.stopped")
        self.done, self.total = done, total
